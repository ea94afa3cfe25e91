//! The first line of a message (RFC 3261 §7.1, §7.2).

use std::fmt;

use crate::chars::{TOKEN, URI};
use crate::scan::Scan;
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind, Method, StatusCode};

/// The first line of a message (RFC 3261 §7).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum StartLine<'a> {
    /// Of a request (RFC 3261 §7.1).
    Request(Request<'a>),
    /// Of a response (RFC 3261 §7.2).
    Status(Status<'a>),
}

/// The request line (RFC 3261 §7.1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Request<'a> {
    /// What is asked for.
    pub method: Method<'a>,
    /// Whom it is for, as it stands.
    pub request_uri: &'a [u8],
}

/// The status line (RFC 3261 §7.2).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Status<'a> {
    /// What became of the request.
    pub code: StatusCode,
    /// The same in words, for people.
    pub reason_phrase: &'a [u8],
}

impl<'a> Request<'a> {
    /// Whom it is for.
    ///
    /// # Errors
    /// It is no URI, or a SIP URI against the grammar. A URI with header fields is read: [`crate::Message::check`] refuses it
    /// here (RFC 3261 §19.1.5).
    pub fn uri(&self) -> Result<Uri<'a>, DecodeError> {
        let before = self.method.0.len() + 1;
        Uri::read(self.request_uri).map_err(|error| error.behind(before))
    }

    /// The scheme of a URI that is one.
    pub(crate) fn scheme(&self) -> &'a [u8] {
        let end = self.request_uri.iter().position(|octet| *octet == b':');
        self.request_uri.get(..end.unwrap_or(0)).unwrap_or_default()
    }
}

impl fmt::Debug for StartLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(request) => request.fmt(f),
            Self::Status(status) => status.fmt(f),
        }
    }
}

impl fmt::Debug for Request<'_> {
    /// Without the URI: it can be a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.method.fmt(f)
    }
}

impl fmt::Debug for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, String::from_utf8_lossy(self.reason_phrase))
    }
}

/// Where the parts of the first line are.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The method's end, and the URI's.
    Request(usize, usize),
    /// The code, and the line's end.
    Status(StatusCode, usize),
}

const VERSION: &[u8] = b"SIP/2.0";

impl Place {
    /// Reads the first line of a message, and gives where the next begins. Of a request line against the grammar as much is
    /// kept as an answer needs; the fault is told.
    ///
    /// # Errors
    /// It is no line, or a status line against the grammar: a response that nobody can use.
    pub(super) fn read(octets: &[u8]) -> Result<(Self, usize, Option<DecodeError>), DecodeError> {
        let fault = |kind, at, field| Err(DecodeError::new(kind, at, field));
        let Some(feed) = memchr::memchr(b'\n', octets) else {
            return fault(DecodeErrorKind::Missing, octets.len(), "start-line");
        };
        let line = octets.get(..feed).unwrap_or_default();
        let Some(line) = line.strip_suffix(b"\r") else {
            return fault(DecodeErrorKind::LineEnd, feed, "start-line");
        };
        let mut scan = Scan::new(line);
        let method = scan.take(TOKEN).len();
        if scan.peek() == Some(b'/') && line.get(..method).is_some_and(|it| it.eq_ignore_ascii_case(b"SIP")) {
            return Ok((Self::status(line)?, feed + 1, None));
        }
        if method == 0 || scan.peek() != Some(b' ') {
            return Err(scan.unexpected("Request-Line"));
        }
        match Self::request(&mut scan) {
            Ok(uri_end) => Ok((Self::Request(method, uri_end), feed + 1, None)),
            Err(error) => {
                let last_space = memchr::memrchr(b' ', line).unwrap_or(line.len());
                Ok((Self::Request(method, last_space.max(method + 1)), feed + 1, Some(error)))
            }
        }
    }

    /// What stands behind the method of a request line; where the URI ends.
    #[inline]
    fn request(scan: &mut Scan<'_>) -> Result<usize, DecodeError> {
        scan.expect(b' ', "Request-Line")?;
        scan.some(URI, "Request-URI")?;
        let uri_end = scan.offset();
        scan.expect(b' ', "Request-Line")?;
        version(scan.rest(), scan.offset())?;
        Ok(uri_end)
    }

    fn status(line: &[u8]) -> Result<Self, DecodeError> {
        let syntax = |at| DecodeError::new(DecodeErrorKind::Syntax, at, "Status-Code");
        let space = memchr::memchr(b' ', line).ok_or(syntax(line.len()))?;
        version(line.get(..space).unwrap_or_default(), 0)?;
        let rest = line.get(space + 1..).unwrap_or_default();
        match rest {
            [hundreds @ b'1'..=b'6', tens @ b'0'..=b'9', ones @ b'0'..=b'9', b' ', ..] => {
                let [hundreds, tens, ones] = [hundreds, tens, ones].map(|digit| u16::from(digit - b'0'));
                Ok(Self::Status(StatusCode(hundreds * 100 + tens * 10 + ones), line.len()))
            }
            _ => Err(syntax(space + 1)),
        }
    }

    /// The line itself.
    pub(super) fn line(self, octets: &[u8]) -> StartLine<'_> {
        let part = |from, to| octets.get(from..to).unwrap_or_default();
        match self {
            Self::Request(method, uri) => StartLine::Request(Request {
                method: Method(part(0, method)),
                request_uri: part(method + 1, uri),
            }),
            Self::Status(code, end) => {
                StartLine::Status(Status { code, reason_phrase: part(VERSION.len() + 5, end) })
            }
        }
    }
}

/// Judges a SIP-Version, whose case does not matter (RFC 3261 §7.1).
fn version(text: &[u8], at: usize) -> Result<(), DecodeError> {
    if text.eq_ignore_ascii_case(VERSION) {
        return Ok(());
    }
    let is_other = |text: &[u8]| {
        let (name, number) = text.split_at_checked(4)?;
        let dot = number.iter().position(|octet| *octet == b'.')?;
        let (major, minor) = (number.get(..dot)?, number.get(dot + 1..)?);
        let digits = |it: &[u8]| !it.is_empty() && it.iter().all(u8::is_ascii_digit);
        (name.eq_ignore_ascii_case(b"SIP/") && digits(major) && digits(minor)).then_some(())
    };
    let kind = if is_other(text).is_some() { DecodeErrorKind::Version } else { DecodeErrorKind::Syntax };
    Err(DecodeError::new(kind, at, "SIP-Version"))
}
