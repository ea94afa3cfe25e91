//! NOTIFY as it goes: one at a time for each subscription (RFC 6665 §4.2.2).

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use super::contact::Way;
use super::notifier::{NotifierEnd, NotifierId};
use super::outgoing::put_content;
use super::pump::Use;
use super::usage::ends_usage;
use super::{Content, Event, Standing, Termination, UsageError, UserAgent};
use crate::endpoint::{self, ClientId};
use crate::header::HeaderName;
use crate::message::Rows;
use crate::{Message, Method, StatusCode};

/// What a subscriber is told.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)] // the parts of a NOTIFY
pub struct Notice<'a> {
    /// Where the subscription stands. What is terminated is over: nothing can be told after it.
    pub standing: Standing,
    /// What else is in the header.
    pub rows: Option<&'a Rows>,
    /// The state, and of which type it is.
    pub content: Option<Content<'a>>,
    /// Whether it takes the place of what waits, since it is the whole state: yes. Otherwise it is told after that, as where each
    /// notice is a change.
    pub is_whole: bool,
}

impl<'a> Notice<'a> {
    /// The whole state, or none.
    #[must_use]
    pub const fn new(standing: Standing, content: Option<Content<'a>>) -> Self {
        Self { standing, rows: None, content, is_whole: true }
    }
}

/// A notice that is to be sent.
pub(super) struct Pending {
    standing: Standing,
    rows: Rows,
    content: Option<(Vec<u8>, Bytes)>,
    is_whole: bool,
}

/// As many notices may wait for the answer to a NOTIFY.
const MOST_WAITING: usize = 8;

impl Pending {
    pub(super) fn of(notice: &Notice<'_>) -> Self {
        Self {
            standing: notice.standing,
            rows: notice.rows.cloned().unwrap_or_default(),
            content: notice.content.map(|it| (it.content_type.to_vec(), it.body.clone())),
            is_whole: notice.is_whole,
        }
    }

    fn over(reason: Termination) -> Self {
        Self::of(&Notice::new(Standing::terminated(reason), None))
    }
}

impl UserAgent {
    /// Tells a subscriber what has changed. While a NOTIFY of the subscription is under way the newest state waits, or up to eight
    /// changes do.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] before it is accepted, or once it is over; [`UsageError::Full`] if as many wait
    /// as may.
    pub fn notify(&mut self, now: Instant, id: NotifierId, notice: &Notice<'_>) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.notifiers.get(id.0).ok_or(UsageError::Gone)?;
        if !of.is_accepted || of.over.is_some() {
            return Err(UsageError::State);
        }
        if !notice.is_whole && of.waiting.len() >= MOST_WAITING {
            return Err(UsageError::Full);
        }
        self.notify_now(id, Pending::of(notice));
        Ok(())
    }

    /// Sends a notice, or lets it wait.
    pub(super) fn notify_now(&mut self, id: NotifierId, notice: Pending) {
        let Some(of) = self.notifiers.get_mut(id.0) else { return };
        if let Standing::Terminated { reason, .. } = notice.standing {
            of.over = Some(reason);
        }
        if of.client.is_none() {
            return self.send_notify(id, notice);
        }
        if notice.is_whole {
            of.waiting.clear();
        }
        of.waiting.push_back(notice);
    }

    fn send_notify(&mut self, id: NotifierId, notice: Pending) {
        let Some(of) = self.notifiers.get_mut(id.0) else { return };
        let Some(session) = self.dialogs.get_mut(of.dialog.0) else { return };
        let mut draft = session.dialog.request(Method::NOTIFY);
        let way = Way::of(session);
        let mut rows = Rows::new();
        rows.put_text(HeaderName::EVENT.text(), &of.what.text());
        let left = of.end.saturating_duration_since(self.now);
        notice.standing.put(left.as_secs(), &mut rows);
        draft.put_rows(&rows).put_rows(&notice.rows);
        let content = notice.content.as_ref();
        put_content(&mut draft, content.map(|(content_type, body)| Content { content_type, body }));
        match self.send_in_dialog(way, &mut draft) {
            Ok(client) => {
                self.clients.insert(client.handle(), Use::Notify(id));
                if let Some(of) = self.notifiers.get_mut(id.0) {
                    of.client = Some(client);
                }
            }
            Err(_) => self.finish_notifier(id, NotifierEnd::Failed(endpoint::Failure::Transport)),
        }
    }

    /// The time of a subscription is over that nobody has refreshed.
    pub(super) fn on_notifier_timer(&mut self, id: NotifierId) {
        let Some(of) = self.notifiers.get_mut(id.0) else { return };
        of.timer = None;
        if of.over.is_none() {
            self.notify_now(id, Pending::over(Termination::Timeout));
        }
    }

    pub(super) fn on_notify_response(
        &mut self,
        id: NotifierId,
        client: ClientId,
        code: StatusCode,
        response: Arc<Message>,
    ) {
        let Some(of) = self.notifiers.get_mut(id.0).filter(|of| of.client == Some(client)) else { return };
        of.client = None;
        if ends_usage(code) {
            return self.finish_notifier(id, NotifierEnd::Refused(response));
        }
        if !code.is_success() {
            self.events.push_back(Event::NotifyRefused { notifier: id, response });
        } else if let Some(session) = self.dialogs.get_mut(of.dialog.0) {
            session.dialog.refresh_target(&response);
        }
        match (of.waiting.pop_front(), of.over) {
            (Some(next), _) => self.send_notify(id, next),
            (None, Some(reason)) => self.finish_notifier(id, NotifierEnd::Terminated(reason)),
            (None, None) => {}
        }
    }

    pub(super) fn on_notify_failed(&mut self, id: NotifierId, client: ClientId, failure: endpoint::Failure) {
        if self.notifiers.get(id.0).is_some_and(|of| of.client == Some(client)) {
            self.finish_notifier(id, NotifierEnd::Failed(failure));
        }
    }
}
