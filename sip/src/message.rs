//! Messages: one piece of octets, and an index of its header fields (RFC 3261 §7).
//!
//! | file | what |
//! |---|---|
//! | `message/start_line.rs` | [`StartLine`]: the request line and the status line |
//! | `message/index.rs` | where each header field is |
//! | `message/field.rs` | [`Field`]: one row, and the values in it |
//! | `message/typed.rs` | typed header fields of a message |
//! | `message/check.rs` | whether a message is as the standard wants it |
//! | `message/known.rs` | whose it is, read once |
//! | `message/stream.rs` | [`Framer`]: messages on a stream |
//! | `message/respond.rs` | [`Response`]: what answers a request |
//! | `message/draft.rs` | [`Draft`]: a request that is to be sent |
//! | `message/rows.rs` | [`Rows`]: rows of either |
//! | `message/relay.rs` | responses handed on, and requests that take another way |
//! | `message/source.rs` | where a request came from, in its Via |

mod check;
mod draft;
mod field;
mod index;
mod known;
mod relay;
mod respond;
mod rows;
mod source;
mod start_line;
mod stream;
mod typed;

use std::fmt;

use bytes::{Buf, Bytes};

pub(crate) use check::Essentials;
pub use draft::Draft;
pub use field::{Field, Values};
use index::Index;
pub(crate) use known::{Identity, Known};
pub use respond::Response;
pub use rows::Rows;
use start_line::Place;
pub use start_line::{Request, StartLine, Status};
pub use stream::{Frame, Framer};

use crate::header::{ContentLength, HeaderName, To};
use crate::{DecodeError, DecodeErrorKind, Method};

/// A message as it came, or as it is to be sent.
///
/// Its octets are kept as they are; header fields are read when they are asked for, and borrow from it.
#[derive(Clone)]
pub struct Message {
    octets: Bytes,
    start: Place,
    index: Index,
    /// Where the empty line ends.
    head: usize,
    /// Where the body ends.
    end: usize,
    known: Option<Known>,
}

/// A message that cannot be taken, with what could be read of it: enough for an answer, if there is enough.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BadMessage {
    /// What is wrong.
    pub error: DecodeError,
    /// What could be read: header fields that are none are left out, and the body is all that is behind them. `None` if
    /// there is not even a start line, or that of a response is none.
    pub message: Option<Box<Message>>,
}

impl fmt::Display for BadMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for BadMessage {}

impl Message {
    /// Reads a message that fills a datagram (RFC 3261 §18.3): empty lines before it are passed over (RFC 3261 §7.5), without
    /// Content-Length its body goes to the end, and octets behind the body are left out.
    ///
    /// Only what says where the parts are is judged here; [`Self::check`] judges the rest.
    ///
    /// # Errors
    /// [`BadMessage`]: the start line, a row of the header or the Content-Length cannot be read, or the body is shorter than
    /// that.
    pub fn read(octets: Bytes) -> Result<Self, BadMessage> {
        let (mut message, fault) =
            Self::read_head(octets).map_err(|error| BadMessage { error, message: None })?;
        let room = message.octets.len() - message.head;
        let fault = match (fault, content_length(&message.index, &message.octets)) {
            (Some(error), _) | (None, Err(error)) => error,
            (None, Ok(None)) => return Ok(message),
            (None, Ok(Some(length))) if length <= room => {
                message.end = message.head + length;
                return Ok(message);
            }
            _ => DecodeError::new(DecodeErrorKind::Missing, message.octets.len(), "message-body"),
        };
        Err(BadMessage { error: fault, message: Some(Box::new(message)) })
    }

    /// Reads start line and header fields; the body is all that is behind them.
    #[inline]
    fn read_head(mut octets: Bytes) -> Result<(Self, Option<DecodeError>), DecodeError> {
        while octets.starts_with(b"\r\n") {
            octets.advance(2);
        }
        let (start, fields, fault) = Place::read(&octets)?;
        let (index, head, later_fault) = Index::read(&octets, fields);
        let end = octets.len();
        Ok((Self { octets, start, index, head, end, known: None }, fault.or(later_fault)))
    }

    /// The request line or the status line.
    #[must_use]
    pub fn start_line(&self) -> StartLine<'_> {
        self.start.line(&self.octets)
    }

    /// The request line; `None` if it is a response.
    #[must_use]
    pub fn request(&self) -> Option<Request<'_>> {
        match self.start_line() {
            StartLine::Request(request) => Some(request),
            StartLine::Status(_) => None,
        }
    }

    /// The status line; `None` if it is a request.
    #[must_use]
    pub fn status(&self) -> Option<Status<'_>> {
        match self.start_line() {
            StartLine::Request(_) => None,
            StartLine::Status(status) => Some(status),
        }
    }

    /// The method of a request; `None` if it is a response.
    #[must_use]
    pub fn method(&self) -> Option<Method<'_>> {
        self.request().map(|request| request.method)
    }

    /// Whether To has a tag: whether the request is one within a dialog (RFC 3261 §12.2).
    #[must_use]
    pub fn has_to_tag(&self) -> bool {
        match self.known {
            Some(known) => known.has_to_tag(),
            None => self.get::<To<'_>>().is_ok_and(|to| to.is_some_and(|to| to.tag.is_some())),
        }
    }

    /// The header fields in their order, row by row.
    pub fn fields(&self) -> impl DoubleEndedIterator<Item = Field<'_>> + Clone {
        self.index.lines().iter().map(|line| Field::new(&self.octets, line))
    }

    /// The rows of this name; of [`HeaderName::OTHER`], all rows whose name is not known.
    pub fn rows(&self, name: HeaderName) -> impl DoubleEndedIterator<Item = Field<'_>> + Clone {
        let lines = if self.index.has(name) { self.index.lines() } else { &[] };
        let lines = lines.iter().filter(move |line| line.name() == name);
        lines.map(|line| Field::new(&self.octets, line))
    }

    /// The body; empty if there is none (RFC 3261 §7.4).
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.octets.get(self.head..self.end).unwrap_or_default()
    }

    /// The body, shared.
    #[must_use]
    pub fn body_bytes(&self) -> Bytes {
        self.octets.slice(self.head..self.end)
    }

    /// The whole message as it stands, without what came behind it.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..self.end).unwrap_or_default()
    }

    /// The whole message, shared.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.octets.slice(..self.end)
    }
}

/// The length that Content-Length says; `None` if there is none.
fn content_length(index: &Index, octets: &[u8]) -> Result<Option<usize>, DecodeError> {
    let length = index.get::<ContentLength>(octets)?;
    Ok(length.map(|length| usize::try_from(length.0).unwrap_or(usize::MAX)))
}

impl fmt::Debug for Message {
    /// The start line without its URI, and how many rows and octets there are: a message is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, octets) = (self.index.lines().len(), self.end);
        write!(f, "{:?}({rows} rows, {octets} octets)", self.start_line())
    }
}
