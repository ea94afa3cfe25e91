//! How a call ends.

use std::time::Instant;

use super::bridge::State;
use super::{B2bua, BridgeId, Cause, Side};
use crate::agent::{DialogId, EndReason, UsageError};
use crate::header::HeaderName;
use crate::message::{Response, Rows};
use crate::{Message, StatusCode};

impl B2bua {
    /// Ends a call that is answered, on both sides, with these rows, such as a Reason.
    ///
    /// # Errors
    /// [`UsageError::Gone`]; [`UsageError::State`] until it is answered: see [`Self::refuse`].
    pub fn hang_up(&mut self, now: Instant, bridge: BridgeId, rows: Option<&Rows>) -> Result<(), UsageError> {
        self.advance(now);
        let of = self.bridge(bridge).ok_or(UsageError::Gone)?;
        let (caller, callee) = (of.caller, of.callee.ok_or(UsageError::State)?);
        for dialog in [caller, callee] {
            self.end_leg(dialog, rows);
        }
        self.finish(bridge, None, Cause::HungUp);
        Ok(())
    }

    /// Ends a call both of whose sides do not agree.
    pub(super) fn give_up(&mut self, bridge: BridgeId) {
        let Some(of) = self.bridge(bridge) else { return };
        let rows = reason_of(b"SIP;cause=488;text=\"No common media\"");
        for dialog in [Some(of.caller), of.callee].into_iter().flatten() {
            self.end_leg(dialog, Some(&rows));
        }
        self.finish(bridge, None, Cause::Incompatible);
    }

    /// The caller has taken its call back.
    pub(super) fn on_cancelled(&mut self, dialog: DialogId, cancel: &Message) {
        // A change that is taken back is the answer's that it crosses: what it asks the other side goes on.
        let Some((bridge, Side::Caller)) = self.leg_of(dialog) else { return };
        if self.is_answered(bridge) {
            return;
        }
        let rows = reasons(cancel);
        self.drop_attempts(bridge, Some(&rows));
        if let Some(taker) = self.bridge(bridge).and_then(|of| of.callee) {
            self.end_leg(taker, Some(&rows));
        }
        self.finish(bridge, Some(Side::Caller), Cause::Cancelled);
    }

    /// One side is over: so is the other.
    pub(super) fn on_ended(&mut self, dialog: DialogId, reason: EndReason) {
        let Some((bridge, side)) = self.leg_of(dialog) else { return };
        let Some(of) = self.bridge_mut(bridge) else {
            self.legs.remove(dialog.handle());
            return;
        };
        if side == Side::Callee && of.callee != Some(dialog) {
            // One of those that the call was forked to, which has not answered.
            of.early = of.early.filter(|early| *early != dialog);
            self.legs.remove(dialog.handle());
            return;
        }
        let (state, other) = (of.state, if side == Side::Caller { of.callee } else { Some(of.caller) });
        let rows = match &reason {
            EndReason::Bye(bye) => reasons(bye),
            EndReason::Expired => reason_of(b"SIP;cause=408;text=\"Session expired\""),
            EndReason::NoAck => reason_of(b"SIP;cause=408;text=\"No ACK\""),
            _ => Rows::new(),
        };
        match (state, other) {
            (State::Routing | State::Connecting, _) if side == Side::Caller => {
                self.drop_attempts(bridge, Some(&rows));
            }
            (_, Some(other)) => {
                self.end_leg(other, Some(&rows));
            }
            _ => {}
        }
        let cause = match reason {
            EndReason::Bye(bye) => Cause::Bye(bye),
            reason => Cause::Lost(reason),
        };
        self.finish(bridge, Some(side), cause);
    }

    /// Ends a side by BYE; the caller's is refused whose 2xx waits for a PRACK.
    pub(super) fn end_leg(&mut self, dialog: DialogId, rows: Option<&Rows>) {
        if self.agent.bye(self.now, dialog, rows) == Err(UsageError::State) {
            let response = Response { rows, ..Response::new(StatusCode::TEMPORARILY_UNAVAILABLE) };
            let _ = self.agent.answer(self.now, dialog, &response, false);
        }
    }
}

/// Why, as the other side is to be told (RFC 3326).
fn reasons(message: &Message) -> Rows {
    let mut rows = Rows::new();
    rows.copy(message, |field| field.name == HeaderName::REASON);
    rows
}

fn reason_of(value: &[u8]) -> Rows {
    let mut rows = Rows::new();
    rows.put_text(HeaderName::REASON.text(), value);
    rows
}
