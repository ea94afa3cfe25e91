//! REFER, both ways, and the subscription that follows from it (RFC 3515, RFC 4488, RFC 7647).

use std::sync::Arc;
use std::time::Instant;

use super::notifier::{NotifierEnd, NotifierId};
use super::notify::Notice;
use super::sipfrag::status_line;
use super::subscribe::{Options, Whom};
use super::usage::What;
use super::{Content, DialogId, Event, Standing, SubscriptionId, Termination, UsageError, UserAgent};
use crate::endpoint::{ServerId, Source};
use crate::header::{CSeq, NameAddr, ReferSub, ReferTo, Supported};
use crate::message::Rows;
use crate::{Message, Method, Params, StatusCode};

/// Whom somebody is asked to ask.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of a REFER
pub struct Refer<'a> {
    /// Who is to ask.
    pub whom: Whom<'a>,
    /// Whom he is to ask: the URI may have a method and header fields, such as Replaces (RFC 3515 §2.1).
    pub refer_to: NameAddr<'a>,
    /// What else is in its header, such as Referred-By (RFC 3892) or Target-Dialog.
    pub rows: Option<&'a Rows>,
    /// Whether he is to tell how it gets on: yes. If not he may all the same (RFC 4488 §4).
    pub is_followed: bool,
}

impl<'a> Refer<'a> {
    /// With a subscription, and nothing else.
    #[must_use]
    pub const fn new(whom: Whom<'a>, refer_to: NameAddr<'a>) -> Self {
        Self { whom, refer_to, rows: None, is_followed: true }
    }
}

const SIPFRAG: &[u8] = b"message/sipfrag;version=2.0";

impl UserAgent {
    /// Asks somebody to ask another. How it gets on is told by [`Event::Notified`], and the end by [`Event::SubscriptionEnded`].
    ///
    /// # Errors
    /// As of [`Self::subscribe`].
    pub fn refer(&mut self, now: Instant, refer: &Refer<'_>) -> Result<SubscriptionId, UsageError> {
        self.advance(now);
        let mut rows = Rows::new();
        rows.put(&ReferTo(refer.refer_to));
        if !refer.is_followed {
            rows.put(&ReferSub { is_wanted: false, params: Params::NONE });
            if let Whom::Within(_) = refer.whom {
                rows.put(&Supported(b"norefersub"));
            }
        }
        if let Some(more) = refer.rows {
            rows.put_rows(more);
        }
        self.begin(Method::REFER, &refer.whom, &rows, None, Options { renews: false, takes_forks: false })
    }

    /// Accepts a REFER with 200. A NOTIFY follows at once that says `100 Trying`, and [`Self::report`] tells the rest; unless none
    /// is wanted (RFC 4488 §4), and then it is over.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without a REFER to answer; or what the endpoint says.
    pub fn accept_refer(&mut self, now: Instant, id: NotifierId) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.notifiers.get(id.0).ok_or(UsageError::Gone)?;
        let is_refer = of.what.is_refer() && !of.is_accepted;
        let (server, seconds) = of.asked.filter(|_| is_refer).ok_or(UsageError::State)?;
        let is_followed = self.endpoint.server_request(server).is_none_or(is_followed);
        let mut rows = Rows::new();
        if !is_followed {
            rows.put(&ReferSub { is_wanted: false, params: Params::NONE });
        }
        self.accept_with(id, server, seconds, &rows)?;
        if !is_followed {
            self.finish_notifier(id, NotifierEnd::NotFollowed);
            return Ok(());
        }
        self.report(now, id, StatusCode::TRYING, b"")
    }

    /// Tells whoever has sent a REFER how the request that he asked for gets on: by the response to it. A final one ends the
    /// subscription.
    ///
    /// # Errors
    /// As of [`Self::notify`].
    pub fn report(
        &mut self,
        now: Instant,
        id: NotifierId,
        code: StatusCode,
        reason_phrase: &[u8],
    ) -> Result<(), UsageError> {
        let of = self.notifiers.get(id.0).ok_or(UsageError::Gone)?;
        if !of.what.is_refer() {
            return Err(UsageError::State);
        }
        let body = status_line(code, reason_phrase);
        let over = Standing::terminated(Termination::NoResource);
        let standing = if code.is_final() { over } else { Standing::Active };
        self.notify(now, id, &Notice::new(standing, Some(Content { content_type: SIPFRAG, body: &body })))
    }

    /// A REFER came: within a dialog, or one that may make it.
    pub(super) fn on_refer(
        &mut self,
        dialog: Option<DialogId>,
        id: ServerId,
        request: Arc<Message>,
        source: Source,
    ) {
        let (Ok(ReferTo(_)), Ok(CSeq { number, .. })) = (request.need(), request.need()) else {
            return self.refuse(id, StatusCode::BAD_REQUEST, None);
        };
        let session = dialog.and_then(|dialog| self.dialogs.get(dialog.0));
        let is_first = session.is_none_or(|session| !session.usages.was_referred);
        let what = What::refer(number, is_first);
        let notifier = match self.add_notifier(dialog, id, &request, source, what) {
            Ok(notifier) => notifier,
            Err(StatusCode::SERVICE_UNAVAILABLE) => return self.refuse_for_room(id),
            Err(code) => return self.refuse(id, code, None),
        };
        let Some(of) = self.notifiers.get_mut(notifier.0) else { return };
        of.asked = Some((id, self.config.refer_expires()));
        let within = dialog;
        let dialog = of.dialog;
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.usages.was_referred = true;
            session.dialog.refresh_target(&request);
        }
        self.servers.insert(id.handle(), dialog);
        self.events.push_back(Event::Refer { notifier, dialog: within, request, source });
    }
}

/// Whether a REFER wants to be told how it gets on.
fn is_followed(request: &Message) -> bool {
    request.get::<ReferSub<'_>>().ok().flatten().is_none_or(|it| it.is_wanted)
}
