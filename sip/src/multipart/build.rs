//! Parts put together (RFC 2046 §5.1).

use std::fmt;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::message::Rows;

/// Puts parts together to one body.
#[derive(Clone)]
pub struct Builder<'a> {
    sub: &'a str,
    parts: Vec<(&'a Rows, &'a [u8])>,
}

/// A body of several parts.
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // there is nothing else to it
pub struct Built {
    /// The value of its Content-Type.
    pub content_type: Vec<u8>,
    /// The body.
    pub body: Vec<u8>,
}

impl<'a> Builder<'a> {
    /// No parts yet, of a body of this kind: `mixed`, `alternative`, `related` or others.
    #[must_use]
    pub const fn new(sub: &'a str) -> Self {
        Self { sub, parts: Vec::new() }
    }

    /// Puts a part behind the others, with header fields of its own.
    pub fn put(&mut self, rows: &'a Rows, body: &'a [u8]) -> &mut Self {
        self.parts.push((rows, body));
        self
    }

    /// The body. The boundary is made of the parts, so that the same parts make the same body, and stands in none of them.
    #[must_use]
    pub fn build(&self) -> Built {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for (rows, octets) in &self.parts {
            body.extend_from_slice(b"--");
            body.extend_from_slice(boundary.as_bytes());
            body.extend_from_slice(b"\r\n");
            body.extend_from_slice(rows.octets());
            body.extend_from_slice(b"\r\n");
            body.extend_from_slice(octets);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--");
        body.extend_from_slice(boundary.as_bytes());
        body.extend_from_slice(b"--\r\n");
        let content_type = format!("multipart/{};boundary={boundary}", self.sub).into_bytes();
        Built { content_type, body }
    }

    /// A boundary that is in no part. It is a hash of them: a part that has the hash of itself in it is not found, so that
    /// the first try will do.
    fn boundary(&self) -> String {
        let mut hasher = SipHasher13::new();
        for (rows, octets) in &self.parts {
            hasher.write(rows.octets());
            hasher.write(octets);
        }
        loop {
            let boundary = format!("{:032x}", hasher.finish128().as_u128());
            let finder = memchr::memmem::Finder::new(&boundary);
            let has = |octets: &[u8]| finder.find(octets).is_some();
            if !self.parts.iter().any(|(rows, octets)| has(rows.octets()) || has(octets)) {
                return boundary;
            }
            hasher.write(boundary.as_bytes());
        }
    }
}

impl fmt::Debug for Builder<'_> {
    /// How many parts there are: they are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Builder({} parts)", self.parts.len())
    }
}

impl fmt::Debug for Built {
    /// How long it is: a body is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Built({} octets)", self.body.len())
    }
}
