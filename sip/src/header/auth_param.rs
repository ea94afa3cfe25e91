//! What challenges and credentials are made of (RFC 3261 §25.1, `auth-param`).

use std::fmt;

use crate::chars::VALUE;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// Parameters with commas between them as they stand: those of a challenge, of credentials, or of Authentication-Info.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct AuthParams<'a> {
    octets: &'a [u8],
}

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a name and a value
pub struct AuthParam<'a> {
    /// Its name; upper and lower case are the same.
    pub name: &'a [u8],
    /// Its value; what stands between its quotes if it is quoted, with its escapes.
    pub value: &'a [u8],
    /// Whether it is quoted.
    pub is_quoted: bool,
}

/// A parameter that was looked for: where its value begins, and the value.
pub(super) type Found<'a> = Option<(usize, &'a [u8])>;

impl<'a> AuthParams<'a> {
    /// No parameters.
    pub const NONE: Self = Self { octets: b"" };

    /// Parameters as they would stand in a message, such as `realm="example.com", stale=true`; empty for none.
    ///
    /// # Errors
    /// Something else than parameters.
    pub fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        if text.is_empty() {
            return Ok(Self::NONE);
        }
        Self::read(&mut Scan::new(text), "auth-param", &[]).map(|(params, [])| params)
    }

    /// Reads parameters to the end, and looks for those of these names.
    ///
    /// # Errors
    /// It is none, or one of these stands there twice.
    pub(super) fn read<const N: usize>(
        scan: &mut Scan<'a>,
        field: &'static str,
        names: &[&str; N],
    ) -> Result<(Self, [Found<'a>; N]), DecodeError> {
        let from = scan.offset();
        let mut found = [None; N];
        loop {
            let at = scan.offset();
            let param = AuthParam::read(scan, field)?;
            if let Some((_, place)) = names.iter().zip(&mut found).find(|(name, _)| param.is(name.as_bytes()))
            {
                if place.is_some() {
                    return Err(DecodeError::new(DecodeErrorKind::Repeated, at, field));
                }
                let behind = param.value.len() + usize::from(param.is_quoted);
                *place = Some((scan.offset() - behind, param.value));
            }
            if !scan.eat_spaced(b',') {
                break;
            }
        }
        let params = Self { octets: scan.since(from) };
        scan.end(field)?;
        Ok((params, found))
    }

    /// The parameters in their order.
    pub fn iter(&self) -> impl Iterator<Item = AuthParam<'a>> + use<'a> {
        let mut scan = Scan::new(self.octets);
        std::iter::from_fn(move || {
            let param = AuthParam::read(&mut scan, "auth-param").ok()?;
            scan.eat_spaced(b',');
            Some(param)
        })
    }

    /// The first parameter of this name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<AuthParam<'a>> {
        self.iter().find(|param| param.is(name))
    }

    /// The text as it stands.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }
}

impl<'a> AuthParam<'a> {
    fn read(scan: &mut Scan<'a>, field: &'static str) -> Result<Self, DecodeError> {
        let name = scan.token(field)?;
        if !scan.eat_spaced(b'=') {
            return Err(scan.unexpected(field));
        }
        if scan.peek() != Some(b'"') {
            return Ok(Self { name, value: scan.some(VALUE, field)?, is_quoted: false });
        }
        let quoted = scan.quoted(field)?;
        let value = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        Ok(Self { name, value, is_quoted: true })
    }

    /// Whether it has this name.
    #[must_use]
    pub fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl fmt::Debug for AuthParams<'_> {
    /// The names alone: a value can be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for AuthParam<'_> {
    /// Without the value: it can be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.name))
    }
}

/// Writes parameters with commas between them.
pub(super) struct Writer<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, is_first: true }
    }

    /// One with a value in quotes, if it has one.
    pub(super) fn quoted(&mut self, name: &str, value: Option<&[u8]>) -> &mut Self {
        self.put(name.as_bytes(), value, true)
    }

    /// One with a value as it is, if it has one.
    pub(super) fn plain(&mut self, name: &str, value: Option<&[u8]>) -> &mut Self {
        self.put(name.as_bytes(), value, false)
    }

    /// One that says that something is so, if it is.
    pub(super) fn flag(&mut self, name: &str, is_so: bool) -> &mut Self {
        self.plain(name, is_so.then_some(b"true".as_slice()))
    }

    /// Those of others that have none of these names.
    pub(super) fn others(&mut self, params: AuthParams<'_>, names: &[&str]) {
        for param in params.iter().filter(|param| !names.iter().any(|name| param.is(name.as_bytes()))) {
            self.put(param.name, Some(param.value), param.is_quoted);
        }
    }

    fn put(&mut self, name: &[u8], value: Option<&[u8]>, is_quoted: bool) -> &mut Self {
        let Some(value) = value else { return self };
        self.out.extend_from_slice(if self.is_first { b"" } else { b", " });
        self.is_first = false;
        self.out.extend_from_slice(name);
        self.out.push(b'=');
        let quote: &[u8] = if is_quoted { b"\"" } else { b"" };
        self.out.extend_from_slice(quote);
        // A folded value is written in one line.
        self.out.extend(value.iter().map(|octet| if matches!(octet, b'\r' | b'\n') { b' ' } else { *octet }));
        self.out.extend_from_slice(quote);
        self
    }
}

/// Declares header fields whose value begins with a scheme: what Digest has behind it is read, of others it is kept.
macro_rules! by_scheme {
    ($value:ident, $digest:ident; $( $(#[$meta:meta])* $type:ident = $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // its value
        pub struct $type<'a>(pub $value<'a>);

        impl<'a> HeaderField<'a> for $type<'a> {
            const NAME: HeaderName = HeaderName::$name;

            fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
                let mut scan = Scan::new(value);
                let scheme = AuthScheme::read(&mut scan, Self::NAME.text())?;
                if scheme.is_digest() {
                    return $digest::read(&mut scan, Self::NAME.text()).map($value::Digest).map(Self);
                }
                Ok(Self($value::Other(scheme)))
            }

            fn write(&self, out: &mut Vec<u8>) {
                match &self.0 {
                    $value::Digest(digest) => digest.write(out),
                    $value::Other(scheme) => scheme.write(out),
                }
            }
        }
    )* };
}

pub(super) use by_scheme;
