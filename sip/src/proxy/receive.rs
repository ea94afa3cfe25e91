//! What becomes of a request that came (RFC 3261 §16.3 to §16.5).

use std::sync::Arc;

use super::check::{Checked, Refusal};
use super::context::Context;
use super::route::Preprocessed;
use super::{Event, ForkTarget, Proxy};
use crate::endpoint::{ServerId, Source, Target};
use crate::header::HeaderName;
use crate::message::{Response, Rows};
use crate::uri::Uri;
use crate::{Message, StatusCode};

impl Proxy {
    /// A request came that is no copy, no ACK and no CANCEL.
    pub(super) fn on_request(&mut self, id: ServerId, request: Arc<Message>, source: Source) {
        let checked = match self.check(&request) {
            Ok(checked) => checked,
            Err(refusal) => return self.refuse(id, &refusal),
        };
        if self.contexts.is_full() || !self.wants_input() {
            return self.refuse(id, &self.busy());
        }
        let Preprocessed { request, is_routed, flow } = self.preprocess(request, source);
        let flow = match flow.transpose() {
            Ok(flow) => flow,
            Err(code) => return self.refuse(id, &code.into()),
        };
        let leads_on = flow.is_some() || self.leads_on(&request);
        let is_known_way = is_routed && request.has_to_tag() && leads_on;
        let goes_on = is_known_way && !self.config.asks_in_dialog();
        match checked.end.filter(|_| goes_on) {
            Some(code) => self.refuse(id, &code.into()),
            None => self.begin(id, request, (source, flow), checked, goes_on),
        }
    }

    fn begin(
        &mut self,
        id: ServerId,
        request: Arc<Message>,
        (source, flow): (Source, Option<Target>),
        checked: Checked,
        goes_on: bool,
    ) {
        let told = (!goes_on).then(|| request.clone());
        let target = request.request().and_then(|line| line.uri().ok()).map(|uri| ForkTarget::new(&uri));
        let context =
            Context { flow, ..Context::new(id, request, source, checked, self.config.max_breadth()) };
        let Some(context) = self.add_context(id, context) else { return };
        match (told, target) {
            (Some(request), _) => self.events.push_back(Event::Request { context, request, source }),
            (None, Some(target)) => self.start(context, vec![vec![target]]),
            (None, None) => {}
        }
    }

    /// Whether the request says itself where it goes: by a Route that is left, or by a URI that is not ours.
    pub(super) fn leads_on(&self, request: &Message) -> bool {
        let uri = request.request().and_then(|line| line.uri().ok());
        let is_ours = matches!(uri, Some(Uri::Sip(uri)) if self.is_ours(&uri));
        request.rows(HeaderName::ROUTE).next().is_some() || !is_ours && matches!(uri, Some(Uri::Sip(_)))
    }

    /// Answers a request that has no context.
    pub(super) fn refuse(&mut self, id: ServerId, refusal: &Refusal) {
        let response = Response { rows: Some(&refusal.rows), ..Response::new(refusal.code) };
        let _ = self.endpoint.respond(self.now, id, &response);
    }

    /// There is no room for more (RFC 3261 §21.5.4).
    fn busy(&self) -> Refusal {
        let mut rows = Rows::new();
        let seconds = self.config.endpoint().retry_after().to_string();
        rows.put_text(HeaderName::RETRY_AFTER.text(), seconds.as_bytes());
        Refusal { code: StatusCode::SERVICE_UNAVAILABLE, rows }
    }
}
