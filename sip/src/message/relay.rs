//! Responses handed on, and requests whose way is another than the one they came with (RFC 3261 §16.4, §16.7).

use bytes::Bytes;

use super::{Draft, Field, Message, Rows};
use crate::header::{Digits, HeaderName};
use crate::uri::Uri;

impl Message {
    /// A response as it goes on from here: without the first value of Via (RFC 3261 §16.7). `None` if that was the last: it is for
    /// nobody else.
    pub(crate) fn relayed(&self) -> Option<Bytes> {
        let (mut is_ours, mut has_more) = (true, false);
        let octets = self.rebuilt(&Rows::new(), |field, octets| match field.name {
            HeaderName::VIA if is_ours => {
                is_ours = false;
                for (_, value) in field.values().skip(1) {
                    has_more = true;
                    octets.extend_from_slice(b"Via: ");
                    octets.extend_from_slice(value);
                    octets.extend_from_slice(b"\r\n");
                }
            }
            name => {
                has_more |= name == HeaderName::VIA;
                octets.extend_from_slice(field.row);
            }
        });
        has_more.then_some(octets)
    }

    /// The same with those rows alone that are chosen, and these behind them.
    pub(crate) fn edited(&self, mut chosen: impl FnMut(&Field<'_>) -> bool, more: &Rows) -> Bytes {
        self.rebuilt(more, |field, octets| {
            if chosen(field) {
                octets.extend_from_slice(field.row);
            }
        })
    }

    /// The same request to another URI and with these values of Route, all else as it was; `None` if it would be too long.
    pub(crate) fn rerouted(&self, request_uri: &Uri<'_>, route: &[&[u8]]) -> Option<Self> {
        let mut draft = Draft::new(self.method()?, request_uri);
        for value in route {
            draft.put_raw(b"Route: ").put_raw(value).put_raw(b"\r\n");
        }
        draft.copy(self, |field| field.name != HeaderName::ROUTE).set_body_of(self);
        Self::read(draft.to_bytes(b"")).ok()
    }

    /// The first line, what is made of each row, more rows, a Content-Length that is counted, and the body.
    fn rebuilt(&self, more: &Rows, mut row: impl FnMut(&Field<'_>, &mut Vec<u8>)) -> Bytes {
        let body = self.body();
        let mut octets = Vec::with_capacity(self.end + more.octets().len() + 32);
        octets.extend_from_slice(self.first_line());
        for field in self.fields().filter(|field| field.name != HeaderName::CONTENT_LENGTH) {
            row(&field, &mut octets);
        }
        octets.extend_from_slice(more.octets());
        octets.extend_from_slice(b"Content-Length: ");
        octets.extend_from_slice(Digits::of(u32::try_from(body.len()).unwrap_or(u32::MAX)).as_slice());
        octets.extend_from_slice(b"\r\n\r\n");
        octets.extend_from_slice(body);
        octets.into()
    }

    /// The first line as it stands, with its end.
    fn first_line(&self) -> &[u8] {
        let end = memchr::memchr(b'\n', &self.octets).map_or(0, |feed| feed + 1);
        self.octets.get(..end).unwrap_or_default()
    }
}
