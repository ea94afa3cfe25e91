//! Provisional responses that are acknowledged by PRACK (RFC 3262).

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use brivas_timer::TimerHandle;
use bytes::Bytes;

use super::contact::Way;
use super::outgoing::put_content;
use super::pump::Use;
use super::session::{Progress, Resend};
use super::update::{Offer, has_offer, has_sdp};
use super::{Content, DialogId, Event, Timer, UsageError, UserAgent};
use crate::endpoint::{ClientId, ServerId};
use crate::header::{RAck, RSeq, Require};
use crate::message::{Identity, Response, Rows};
use crate::{Message, Method, StatusCode};

/// Provisional responses of ours.
#[derive(Debug, Default)]
pub(super) struct Reliable {
    /// The number of the last.
    rseq: u32,
    /// The one that is not acknowledged: there is at most one (RFC 3262 §3).
    open: Option<Resend>,
    /// What is to follow once it is.
    waiting: VecDeque<Waiting>,
}

/// A response that waits.
#[derive(Debug)]
struct Waiting {
    code: StatusCode,
    reason_phrase: Vec<u8>,
    rows: Rows,
    body: Bytes,
    is_reliable: bool,
}

/// As many responses may wait for a PRACK.
const MOST_WAITING: usize = 8;

impl Reliable {
    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn timer(&self) -> Option<TimerHandle> {
        self.open.map(|resend| resend.timer)
    }
}

/// Provisional responses of the other side's to one INVITE.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard {
    /// The number of the INVITE.
    invite: u32,
    /// The number of the last response.
    rseq: u32,
    /// Whether the owner is to acknowledge it.
    is_open: bool,
}

impl UserAgent {
    /// Acknowledges a reliable provisional response that has an offer: with the answer (RFC 3262 §5).
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without such a response.
    pub fn prack(
        &mut self,
        now: Instant,
        dialog: DialogId,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<ClientId, UsageError> {
        self.advance(now);
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        if !session.heard.is_open {
            return Err(UsageError::State);
        }
        let id = self.send_prack(dialog, rows, content)?;
        self.clients.insert(id.handle(), Use::Other(dialog));
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.heard.is_open = false;
            session.offer.on_said(content.is_some());
        }
        Ok(id)
    }

    fn send_prack(
        &mut self,
        dialog: DialogId,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<ClientId, UsageError> {
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        let Heard { invite, rseq, .. } = session.heard;
        let mut draft = session.dialog.request(Method::PRACK);
        let way = Way::of(session);
        draft.put(&RAck { rseq, cseq: invite, method: Method::INVITE });
        if let Some(rows) = rows {
            draft.put_rows(rows);
        }
        put_content(&mut draft, content);
        Ok(self.send_in_dialog(way, &mut draft)?)
    }

    /// A provisional response to an INVITE of ours came in a dialog: `None` if it is a copy, or comes out of order (RFC 3262 §4);
    /// else whether the owner is to acknowledge it. One without an offer is acknowledged here.
    pub(super) fn on_reliable(&mut self, dialog: DialogId, response: &Message) -> Option<bool> {
        let is_required =
            response.all::<Require<'_>>().flatten().any(|it| it.0.eq_ignore_ascii_case(b"100rel"));
        let rseq = response.get::<RSeq>().ok().flatten().filter(|_| is_required);
        let Some(RSeq(rseq)) = rseq else { return Some(false) };
        let Identity { number, .. } = response.identity().ok()?;
        let session = self.dialogs.get_mut(dialog.0)?;
        let is_next = session.heard.invite != number || rseq == session.heard.rseq.wrapping_add(1);
        if !is_next {
            return None;
        }
        session.heard = Heard { invite: number, rseq, is_open: false };
        session.offer.on_heard(response);
        if session.offer == Offer::Theirs && has_offer(response) {
            session.heard.is_open = true;
            return Some(true);
        }
        if let Ok(id) = self.send_prack(dialog, None, None) {
            self.clients.insert(id.handle(), Use::Prack);
        }
        Some(false)
    }

    /// Puts in what makes a response reliable.
    pub(super) fn put_rseq(&mut self, dialog: DialogId, rows: &mut Rows) {
        // The first is below 2^31, so that all that follow can be told apart (RFC 3262 §3).
        let first = self.tokens.below(0x7fff_ffff) + 1;
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let reliable = session.reliable.get_or_insert_default();
        reliable.rseq = if reliable.rseq == 0 { first } else { reliable.rseq.wrapping_add(1) };
        rows.put(&Require(b"100rel")).put(&RSeq(reliable.rseq));
    }

    /// Sends it again until it is acknowledged (RFC 3262 §3).
    pub(super) fn watch_reliable(&mut self, dialog: DialogId, response: &Response<'_>) {
        let timers = self.config.endpoint().timers();
        let timer = self.wheel.arm(self.now + timers.t1(), Timer::Reliable(dialog));
        let resend = Resend { timer, interval: timers.t1(), end: self.now + timers.transaction() };
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.reliable.get_or_insert_default().open = Some(resend);
            session.offer.on_said(has_sdp(response.rows, response.body));
        }
    }

    pub(super) fn on_reliable_timer(&mut self, dialog: DialogId) {
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let Progress::Incoming { id, .. } = session.invite else { return };
        let Some(resend) = session.reliable.as_mut().and_then(|reliable| reliable.open.as_mut()) else {
            return;
        };
        if self.now >= resend.end {
            self.forget_reliable(dialog);
            return self.give_up_invite(dialog);
        }
        let _ = self.endpoint.respond_again(self.now, id);
        // Without the bound of T2 (RFC 3262 §3).
        resend.interval = resend.interval.saturating_mul(2);
        let next = (self.now + resend.interval).min(resend.end);
        resend.timer = self.wheel.arm(next, Timer::Reliable(dialog));
    }

    pub(super) fn queue_answer(
        &mut self,
        dialog: DialogId,
        response: &Response<'_>,
        is_reliable: bool,
    ) -> Result<(), UsageError> {
        let session = self.dialogs.get_mut(dialog.0).ok_or(UsageError::Gone)?;
        let waiting = &mut session.reliable.get_or_insert_default().waiting;
        if waiting.len() >= MOST_WAITING {
            return Err(UsageError::Full);
        }
        waiting.push_back(Waiting {
            code: response.code,
            reason_phrase: response.reason_phrase.to_vec(),
            rows: response.rows.cloned().unwrap_or_default(),
            body: Bytes::copy_from_slice(response.body),
            is_reliable,
        });
        Ok(())
    }

    /// A PRACK came within a dialog.
    pub(super) fn on_prack(&mut self, dialog: DialogId, id: ServerId, prack: Arc<Message>) {
        let rack: Option<RAck<'_>> = prack.get().ok().flatten();
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let invite = match session.invite {
            Progress::Incoming { number, .. } => Some(number),
            _ => None,
        };
        let open = session.reliable.as_mut().filter(|reliable| reliable.is_open());
        let is_it = |reliable: &Reliable, rack: &RAck<'_>| {
            rack.rseq == reliable.rseq && Some(rack.cseq) == invite && rack.method == Method::INVITE
        };
        let resend = match (open, rack) {
            (Some(reliable), Some(rack)) if is_it(reliable, &rack) => reliable.open.take(),
            _ => None,
        };
        let Some(resend) = resend else {
            return self.refuse(id, StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST, None);
        };
        self.wheel.cancel(resend.timer);
        session.offer.on_heard(&prack);
        let id = if session.offer == Offer::Theirs && has_offer(&prack) {
            session.offer_from = Some(id);
            self.servers.insert(id.handle(), dialog);
            Some(id)
        } else {
            let _ = self.endpoint.respond(self.now, id, &Response::new(StatusCode::OK));
            None
        };
        self.events.push_back(Event::Pracked { dialog, prack, id });
        self.answer_waiting(dialog);
    }

    /// What has waited for the PRACK goes, up to the next that wants one.
    fn answer_waiting(&mut self, dialog: DialogId) {
        while let Some(session) = self.dialogs.get_mut(dialog.0)
            && let Some(reliable) = session.reliable.as_mut()
            && !reliable.is_open()
            && let Some(next) = reliable.waiting.pop_front()
        {
            let Waiting { code, reason_phrase, rows, body, is_reliable } = next;
            let (reason_phrase, rows, body) = (&reason_phrase[..], Some(&rows), &body[..]);
            let response = Response { code, reason_phrase, rows, body };
            let _ = self.answer_now(dialog, &response, is_reliable);
        }
    }

    /// The INVITE is answered for good: nothing is sent again.
    pub(super) fn forget_reliable(&mut self, dialog: DialogId) {
        let reliable = self.dialogs.get_mut(dialog.0).and_then(|session| session.reliable.as_mut());
        if let Some(reliable) = reliable {
            reliable.waiting.clear();
            if let Some(resend) = reliable.open.take() {
                self.wheel.cancel(resend.timer);
            }
        }
    }
}
