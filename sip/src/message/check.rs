//! Whether a message is as the standard wants it, as far as anybody must agree on (RFC 3261 §8.1.1, §8.2, §16.3).

use super::{Field, Message, StartLine};
use crate::header::{CSeq, CallId, Contact, From, HeaderField, MaxForwards, RecordRoute, Route, To, Via};
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind};

/// What everybody needs of a message, read once.
pub(crate) struct Essentials<'a> {
    /// The first of them.
    pub(crate) via: Via<'a>,
    pub(crate) from_tag: Option<&'a [u8]>,
    pub(crate) to_tag: Option<&'a [u8]>,
    pub(crate) call_id: &'a [u8],
    pub(crate) cseq: CSeq<'a>,
}

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
        self.essentials().map(drop)
    }

    /// Judges a message as [`Self::check`] does, and gives what was read for that.
    pub(crate) fn essentials(&self) -> Result<Essentials<'_>, DecodeError> {
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
        let from_tag = self.need::<From<'_>>()?.tag;
        let to_tag = self.need::<To<'_>>()?.tag;
        let call_id = self.need::<CallId<'_>>()?.0;
        let via: Via<'_> = self.need()?;
        self.get::<MaxForwards>()?;
        self.check_behind::<Via<'_>>(1)?;
        self.check_all::<Contact<'_>>()?;
        self.check_all::<Route<'_>>()?;
        self.check_all::<RecordRoute<'_>>()?;
        Ok(Essentials { via, from_tag, to_tag, call_id, cseq })
    }

    fn check_all<'a, H: HeaderField<'a>>(&'a self) -> Result<(), DecodeError> {
        self.check_behind::<H>(0)
    }

    /// Judges the values of a header field but so many, which are read already.
    fn check_behind<'a, H: HeaderField<'a>>(&'a self, known: usize) -> Result<(), DecodeError> {
        let is_one = |row: Field<'_>| memchr::memchr(b',', row.value).is_none();
        if known > 0 && !self.index.is_repeated(H::NAME) && self.rows(H::NAME).next().is_none_or(is_one) {
            return Ok(());
        }
        let mut values = self.rows(H::NAME).flat_map(|row| row.values()).skip(known);
        values.try_for_each(|(offset, value)| H::read(value).map(drop).map_err(|error| error.behind(offset)))
    }

    /// A CR that stands alone would be the end of a line to others.
    fn check_line_ends(&self) -> Result<(), DecodeError> {
        let head = self.octets.get(..self.head).unwrap_or_default();
        // One at the end of each row, of the first line and of the empty one, if nothing is folded.
        if memchr::memchr_iter(b'\r', head).count() == self.index.lines().len() + 2 {
            return Ok(());
        }
        let stray = memchr::memchr_iter(b'\r', head).find(|at| head.get(at + 1) != Some(&b'\n'));
        stray.map_or(Ok(()), |at| Err(DecodeError::new(DecodeErrorKind::LineEnd, at, "message-header")))
    }
}
