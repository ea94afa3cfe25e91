//! Dialogs made from the messages that begin them (RFC 3261 §12.1).

use std::ops::Range;

use super::{Dialog, contact};
use crate::header::{HeaderField, HeaderName, RecordRoute, Route};
use crate::message::Identity;
use crate::uri::Uri;
use crate::{DecodeError, DecodeErrorKind, Message};

/// The rows of our side of a dialog.
struct Rows {
    octets: Vec<u8>,
}

impl Rows {
    /// With room for what a dialog keeps of a message: rows that are no longer there, or little longer.
    fn with_room(message: &Message, tag: usize) -> Self {
        let names = [HeaderName::FROM, HeaderName::TO, HeaderName::CALL_ID, HeaderName::RECORD_ROUTE];
        let kept = names.into_iter().flat_map(|name| message.rows(name));
        let room = kept.map(|field| field.row.len() + "Record-Route: ".len()).sum::<usize>() + tag;
        Self { octets: Vec::with_capacity(room) }
    }

    /// Puts a row in, and says where it is.
    fn put(&mut self, name: &str, value: &[u8], tag: Option<&[u8]>) -> Result<Range<u16>, DecodeError> {
        let from = self.octets.len();
        self.octets.extend_from_slice(name.as_bytes());
        self.octets.extend_from_slice(b": ");
        // A folded value becomes one line: what we send is not folded.
        self.octets
            .extend(value.iter().map(|octet| if matches!(octet, b'\r' | b'\n') { b' ' } else { *octet }));
        if let Some(tag) = tag {
            self.octets.extend_from_slice(b";tag=");
            self.octets.extend_from_slice(tag);
        }
        self.octets.extend_from_slice(b"\r\n");
        self.range(from, self.octets.len())
    }

    fn range(&self, from: usize, to: usize) -> Result<Range<u16>, DecodeError> {
        let too_large = DecodeError::new(DecodeErrorKind::TooLarge, 0, "dialog");
        Ok(u16::try_from(from).map_err(|_| too_large)?..u16::try_from(to).map_err(|_| too_large)?)
    }

    /// Where a tag stands in a row.
    fn tag(&self, row: &Range<u16>, tag: &[u8]) -> Result<Range<u16>, DecodeError> {
        let octets = self.octets.get(usize::from(row.start)..usize::from(row.end)).unwrap_or_default();
        let found = memchr::memmem::rfind(octets, tag).filter(|_| !tag.is_empty());
        let from = usize::from(row.start) + found.unwrap_or(0);
        self.range(from, from + if found.is_some() { tag.len() } else { 0 })
    }
}

/// The value of a row that a message has once.
fn value(message: &Message, name: HeaderName) -> &[u8] {
    message.rows(name).next().map(|row| row.value).unwrap_or_default()
}

impl Dialog {
    /// The dialog of the side that a request came to and that answers it with this tag (RFC 3261 §12.1.1). It is early until
    /// [`Self::confirm`].
    ///
    /// # Errors
    /// The request has no Contact, or cannot be read: 400.
    pub fn callee(request: &Message, local_tag: &[u8]) -> Result<Self, DecodeError> {
        let is_secure = is_sips(request);
        let new = Self::asked(request, local_tag, Some(local_tag))?;
        Ok(Self { is_callee: true, is_secure, ..new })
    }

    /// The dialog of the side that has sent a SUBSCRIBE or a REFER, and of whoever notifies it so: it is made by the NOTIFY, and
    /// confirmed (RFC 6665 §4.4.1).
    ///
    /// # Errors
    /// The NOTIFY has no Contact, or one of both cannot be read: 400.
    pub fn subscriber(request: &Message, notify: &Message) -> Result<Self, DecodeError> {
        let local_tag = notify.identity()?.to_tag.unwrap_or_default();
        let local_cseq = request.identity()?.number;
        let is_secure = is_sips(request);
        let new = Self::asked(notify, local_tag, None)?;
        Ok(Self { local_cseq, is_early: false, is_secure, ..new })
    }

    /// That of the side that a request came to; the tag is put to what the request has in To.
    fn asked(request: &Message, local_tag: &[u8], put_tag: Option<&[u8]>) -> Result<Self, DecodeError> {
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, 0, "Contact");
        let remote_target = contact(request).ok_or(missing)?;
        let Identity { from_tag, call_id, number, .. } = request.identity()?;
        let remote_tag = from_tag.unwrap_or_default();
        let mut rows = Rows::with_room(request, local_tag.len());
        let from = rows.put("From", value(request, HeaderName::TO), put_tag)?;
        let to = rows.put("To", value(request, HeaderName::FROM), None)?;
        let call_id = rows.put("Call-ID", call_id, None)?;
        for (_, route) in request.rows(RecordRoute::NAME).flat_map(|row| row.values()) {
            rows.put("Route", route, None)?;
        }
        let new = Self::new(rows, [from, to, call_id], [local_tag, remote_tag], remote_target)?;
        Ok(Self { remote_cseq: Some(number), ..new })
    }

    /// The dialog of the side that has sent a request, and of whoever has answered it so (RFC 3261 §12.1.2). It is early unless
    /// this is a 2xx.
    ///
    /// A response without a Contact, which the standard does not allow, leaves the Request-URI to be asked.
    ///
    /// # Errors
    /// The request or the response cannot be read.
    pub fn caller(request: &Message, response: &Message) -> Result<Self, DecodeError> {
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, 0, "Request-URI");
        let uri = || request.request().map(|request| request.request_uri.to_vec());
        let remote_target = contact(response).or_else(uri).ok_or(missing)?;
        let Identity { from_tag, call_id, number, .. } = request.identity()?;
        let us = [value(request, HeaderName::FROM), from_tag.unwrap_or_default(), call_id];
        let is_early = !response.status().is_some_and(|status| status.code.is_success());
        let is_secure = is_sips(request);
        Ok(Self { local_cseq: number, is_early, is_secure, ..Self::answered(us, response, remote_target)? })
    }

    /// It is confirmed by this 2xx that came, whose route set and target count (RFC 3261 §13.2.2.4); numbers go on. Without a
    /// Contact, which the standard does not allow, the target stays.
    ///
    /// # Errors
    /// The response cannot be read.
    pub fn confirm_by(&mut self, response: &Message) -> Result<(), DecodeError> {
        if self.route_set().next().is_some() || response.rows(RecordRoute::NAME).next().is_some() {
            let us = [self.local(), self.local_tag(), self.call_id()];
            let new = Self::answered(us, response, self.remote_target.clone())?;
            let &mut Self { local_cseq, remote_cseq, is_secure, .. } = self;
            *self = Self { local_cseq, remote_cseq, is_secure, ..new };
        }
        self.refresh_target(response);
        self.confirm();
        Ok(())
    }

    /// The dialog of whoever has answered so, of our From, tag and Call-ID.
    fn answered(
        [local, local_tag, call_id]: [&[u8]; 3],
        response: &Message,
        remote_target: Vec<u8>,
    ) -> Result<Self, DecodeError> {
        let remote_tag = response.identity()?.to_tag.unwrap_or_default();
        let mut rows = Rows::with_room(response, 0);
        let from = rows.put("From", local, None)?;
        let to = rows.put("To", value(response, HeaderName::TO), None)?;
        let call_id = rows.put("Call-ID", call_id, None)?;
        // The order is that of the response turned round, value by value, in whatever rows they stand.
        for row in response.rows(RecordRoute::NAME).rev() {
            let routes: Vec<_> = row.values().collect();
            for (_, route) in routes.into_iter().rev() {
                rows.put("Route", route, None)?;
            }
        }
        Self::new(rows, [from, to, call_id], [local_tag, remote_tag], remote_target)
    }

    fn new(
        rows: Rows,
        [from, to, call_id]: [Range<u16>; 3],
        [local_tag, remote_tag]: [&[u8]; 2],
        remote_target: Vec<u8>,
    ) -> Result<Self, DecodeError> {
        let (local_tag, remote_tag) = (rows.tag(&from, local_tag)?, rows.tag(&to, remote_tag)?);
        let mut dialog = Self {
            rows: rows.octets,
            from,
            to,
            call_id,
            local_tag,
            remote_tag,
            is_strict: false,
            remote_target,
            local_cseq: 0,
            remote_cseq: None,
            is_early: true,
            is_callee: false,
            is_secure: false,
        };
        let first = dialog.route_set().next().and_then(|route| Route::read(route).ok());
        let is_strict = first.is_some_and(|route| !matches!(route.0.uri, Uri::Sip(uri) if uri.lr()));
        dialog.is_strict = is_strict;
        Ok(dialog)
    }
}

/// Whether a request must not leave TLS.
fn is_sips(request: &Message) -> bool {
    request.request().is_some_and(|line| line.scheme().eq_ignore_ascii_case(b"sips"))
}
