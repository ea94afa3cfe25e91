//! Whether a message is as the standard wants it, as far as anybody must agree on (RFC 3261 §8.1.1, §8.2, §16.3).

use super::{Message, StartLine};
use crate::header::{CSeq, CallId, Contact, From, HeaderField, MaxForwards, RecordRoute, Route, To, Via};
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind};

impl Message {
    /// Judges the parts that every element relies on: the Request-URI, the header fields that a message must have, those that
    /// say whose it is and which way it goes.
    ///
    /// A URI of an unknown scheme is none of its faults: whoever needs another answers by [`Uri::sip`].
    ///
    /// # Errors
    /// The first fault. A request that has one is answered with its [`status_code`](DecodeError::status_code), a response is
    /// discarded (RFC 3261 §16.3, §18.1.2).
    pub fn check(&self) -> Result<(), DecodeError> {
        self.check_line_ends()?;
        let cseq: CSeq<'_> = self.need()?;
        if let StartLine::Request(request) = self.start_line() {
            // Header fields belong into the URI of a contact or a link, not of a request (RFC 3261 §19.1.5).
            if let Uri::Sip(uri) = request.uri()?
                && !uri.headers.is_empty()
            {
                let before = request.method.0.len() + 1 + request.request_uri.len() - uri.headers.len();
                return Err(DecodeError::new(DecodeErrorKind::Syntax, before, "Request-URI"));
            }
            if cseq.method != request.method {
                let at = self.rows(CSeq::NAME).next().map_or(0, |row| row.offset);
                return Err(DecodeError::new(DecodeErrorKind::Mismatch, at, "CSeq"));
            }
        }
        self.need::<From<'_>>()?;
        self.need::<To<'_>>()?;
        self.need::<CallId<'_>>()?;
        self.need::<Via<'_>>()?;
        self.get::<MaxForwards>()?;
        self.check_all::<Via<'_>>()?;
        self.check_all::<Contact<'_>>()?;
        self.check_all::<Route<'_>>()?;
        self.check_all::<RecordRoute<'_>>()
    }

    fn check_all<'a, H: HeaderField<'a>>(&'a self) -> Result<(), DecodeError> {
        self.all::<H>().try_for_each(|value| value.map(drop))
    }

    /// A CR that stands alone would be the end of a line to others.
    fn check_line_ends(&self) -> Result<(), DecodeError> {
        let head = self.octets.get(..self.head).unwrap_or_default();
        let stray = memchr::memchr_iter(b'\r', head).find(|at| head.get(at + 1) != Some(&b'\n'));
        let fault = |at| Err(DecodeError::new(DecodeErrorKind::LineEnd, at, "message-header"));
        stray.map_or(Ok(()), fault)
    }
}
