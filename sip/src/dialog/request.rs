//! Requests within a dialog (RFC 3261 §12.2.1.1).

use super::Dialog;
use crate::header::{CSeq, HeaderField, MaxForwards, Route};
use crate::message::Draft;
use crate::uri::{SipUri, Uri};
use crate::{Method, Params};

impl Dialog {
    /// The next request of ours, with the rows that every request of the dialog has: Route, Max-Forwards, From, To, Call-ID and
    /// CSeq. Whoever sends it puts in what else belongs there.
    ///
    /// An ACK is made by [`Self::ack`].
    #[must_use]
    pub fn request(&mut self, method: Method<'_>) -> Draft {
        // What is sent stays below 2^31 (RFC 3261 §8.1.1.5).
        self.local_cseq = (self.local_cseq + 1) & 0x7fff_ffff;
        self.draft(method, self.local_cseq)
    }

    /// The ACK for a 2xx to our INVITE of this number (RFC 3261 §13.2.2.4).
    #[must_use]
    pub fn ack(&self, number: u32) -> Draft {
        self.draft(Method::ACK, number)
    }

    fn draft(&self, method: Method<'_>, number: u32) -> Draft {
        let route_at = usize::from(self.call_id.end);
        let (head, routes) = self.rows.split_at_checked(route_at).unwrap_or_default();
        let mut draft = match self.strict_router() {
            None => {
                let mut draft = Draft::to(method, &self.remote_target);
                draft.put_raw(routes);
                draft
            }
            // The first becomes the Request-URI, and the other side the last of the route (RFC 3261 §12.2.1.1).
            Some(first) => {
                let mut draft = Draft::new(method, &first);
                let rest = memchr::memchr(b'\n', routes).map_or(0, |end| end + 1);
                draft.put_raw(routes.get(rest..).unwrap_or_default());
                draft.put_raw(b"Route: <").put_raw(&self.remote_target).put_raw(b">\r\n");
                draft
            }
        };
        draft.put(&MaxForwards(70)).put_raw(head).put(&CSeq { number, method });
        draft
    }

    /// The URI of the first of the route set if it routes as RFC 2543 had it, without what a Request-URI cannot have.
    fn strict_router(&self) -> Option<Uri<'_>> {
        let first = self.route_set().next().filter(|_| self.is_strict)?;
        let Uri::Sip(uri) = Route::read(first).ok()?.0.uri else { return None };
        let has_method = uri.params.has(b"method");
        let params = if has_method { Params::NONE } else { uri.params };
        Some(Uri::Sip(SipUri { headers: b"", params, ..uri }))
    }
}
