//! 2xx and ACK, which belong to dialogs (RFC 3261 §13.2.2.4, §13.3.1.4).

use std::sync::Arc;
use std::time::Instant;

use super::contact::Way;
use super::outgoing::put_content;
use super::session::{Bye, Progress, Resend};
use super::{Content, DialogId, EndReason, Event, Timer, UsageError, UserAgent};
use crate::Message;
use crate::dialog::DialogKey;
use crate::message::{Identity, Rows};

/// As many ACKs are kept for copies of 2xx: of as many INVITEs in the time that one copy may take.
const MOST_ACKS: usize = 8;

impl UserAgent {
    /// Acknowledges the 2xx to an INVITE of ours: with the answer, if the 2xx had the offer. The same ACK goes for each copy of
    /// the 2xx.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] without a 2xx to acknowledge.
    pub fn ack(
        &mut self,
        now: Instant,
        dialog: DialogId,
        rows: Option<&Rows>,
        content: Option<Content<'_>>,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let session = self.dialogs.get(dialog.0).ok_or(UsageError::Gone)?;
        let Progress::Answered { number } = session.invite else { return Err(UsageError::State) };
        let mut draft = session.dialog.ack(number);
        self.put_credentials(session.call, &mut draft);
        if let Some(rows) = rows {
            draft.put_rows(rows);
        }
        put_content(&mut draft, content);
        let sent = self.send_ack(Way::of(session), &draft)?;
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return Err(UsageError::Gone) };
        session.invite = Progress::None;
        if session.acks.len() >= MOST_ACKS {
            session.acks.remove(0);
        }
        session.acks.push((number, sent));
        session.offer = super::update::Offer::None;
        Ok(())
    }

    /// A copy of a 2xx gets the same ACK, if that has gone.
    pub(super) fn acknowledge_again(&mut self, dialog: DialogId, number: u32) {
        let Some(session) = self.dialogs.get(dialog.0) else { return };
        if let Some((_, sent)) = session.acks.iter().find(|(of, _)| *of == number) {
            self.endpoint.send_again(self.now, sent);
        }
    }

    /// No copy of the 2xx to this INVITE of ours will come any more.
    pub(super) fn forget_ack(&mut self, dialog: DialogId, number: u32) {
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.acks.retain(|(of, _)| *of != number);
        }
    }

    /// An ACK came that belongs to no transaction.
    pub(super) fn on_ack(&mut self, ack: Arc<Message>) {
        let Ok(key) = DialogKey::of_request(self.endpoint.keys(), &ack) else { return };
        let Ok(Identity { number: acked, .. }) = ack.identity() else { return };
        let Some(dialog) = self.by_key.get(&key).copied() else { return };
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        match session.invite {
            Progress::Accepted { id, number, resend } if number == acked => {
                self.wheel.cancel(resend.timer);
                self.endpoint.acknowledged(id);
                session.invite = Progress::None;
                session.offer = super::update::Offer::None;
            }
            _ => return,
        }
        let is_ending = session.bye == Bye::Wanted;
        self.events.push_back(Event::Acknowledged { dialog, ack });
        if is_ending {
            self.send_bye(dialog, None);
        }
    }

    /// Begins to send a 2xx again until its ACK comes, on every transport (RFC 3261 §13.3.1.4).
    pub(super) fn arm_accepted(&mut self, dialog: DialogId) -> Resend {
        let timers = self.config.endpoint().timers();
        let interval = timers.t1();
        let timer = self.wheel.arm(self.now + interval, Timer::Accepted(dialog));
        Resend { timer, interval, end: self.now + timers.transaction() }
    }

    pub(super) fn on_accepted_timer(&mut self, dialog: DialogId) {
        let t2 = self.config.endpoint().timers().t2();
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let Progress::Accepted { id, resend, .. } = &mut session.invite else { return };
        if self.now >= resend.end {
            self.endpoint.acknowledged(*id);
            session.invite = Progress::None;
            self.send_bye(dialog, Some(EndReason::NoAck));
            return;
        }
        let _ = self.endpoint.respond_again(self.now, *id);
        resend.interval = resend.interval.saturating_mul(2).min(t2);
        let next = (self.now + resend.interval).min(resend.end);
        resend.timer = self.wheel.arm(next, Timer::Accepted(dialog));
    }
}
