//! Session timers (RFC 4028): one for each dialog.

use std::time::Duration;

use brivas_timer::TimerHandle;

use super::contact::Way;
use super::pump::Use;
use super::{DialogId, EndReason, Event, Timer, UserAgent};
use crate::header::{MinSe, Refresher, Require, SessionExpires, Supported};
use crate::message::Rows;
use crate::{Message, Method, Params, StatusCode};

/// How long a session lasts unless it is refreshed.
#[derive(Debug, Default)]
pub(super) struct SessionTimer {
    /// What the other side has asked for in the request that is open.
    asked: Option<(u32, Option<Refresher>)>,
    /// What holds: for how many seconds, and whether we refresh.
    agreed: Option<Agreed>,
    handle: Option<TimerHandle>,
    /// Whether the refresh is due next, or the end.
    refreshes_next: bool,
}

#[derive(Clone, Copy, Debug)]
struct Agreed {
    seconds: u32,
    is_ours: bool,
}

impl Agreed {
    /// When we refresh: at half of the time (RFC 4028 §10).
    fn refresh(self) -> Duration {
        Duration::from_secs(u64::from(self.seconds) / 2)
    }

    /// When it is over: a little before the time is (RFC 4028 §10).
    fn end(self) -> Duration {
        Duration::from_secs(u64::from(self.seconds - (self.seconds / 3).min(32)))
    }
}

impl SessionTimer {
    pub(super) const fn handle(&self) -> Option<TimerHandle> {
        self.handle
    }

    /// Takes what a request of the other side's asks for.
    pub(super) fn ask(&mut self, request: &Message) {
        let asked: Option<SessionExpires<'_>> = request.get().ok().flatten();
        self.asked = asked.map(|asked| (asked.seconds, asked.refresher()));
    }
}

impl UserAgent {
    /// What a request asks for is too short: the row that says what is not (RFC 4028 §9). Whoever does not know session timers
    /// is not refused.
    pub(super) fn too_short(&self, request: &Message) -> Option<Rows> {
        let asked: SessionExpires<'_> = request.get().ok()??;
        let seconds = self.config.min_se();
        if asked.seconds >= seconds || !supports_timer(request) {
            return None;
        }
        let mut rows = Rows::new();
        rows.put(&MinSe { seconds, params: Params::NONE });
        Some(rows)
    }

    /// Puts what a 2xx of ours grants (RFC 4028 §9, table 2).
    pub(super) fn put_granted(&mut self, dialog: DialogId, rows: &mut Rows) {
        let ours = self.config.session_expires().map(|seconds| seconds.max(self.config.min_se()));
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let is_known = session.peer.supports_timer;
        let agreed = match (session.timer.asked, ours) {
            (Some((seconds, Some(refresher))), _) => {
                Agreed { seconds, is_ours: refresher == Refresher::Uas || !is_known }
            }
            (Some((seconds, None)), _) => Agreed { seconds, is_ours: !is_known },
            (None, Some(seconds)) if is_known => Agreed { seconds, is_ours: true },
            _ => {
                session.timer.agreed = None;
                return;
            }
        };
        session.timer.agreed = Some(Agreed { seconds: agreed.seconds.max(90), ..agreed });
        let params: &[u8] = if agreed.is_ours { b";refresher=uas" } else { b";refresher=uac" };
        let params = Params::new(params).unwrap_or(Params::NONE);
        rows.put(&SessionExpires { seconds: agreed.seconds, params });
        if !agreed.is_ours {
            rows.put(&Require(b"timer"));
        }
    }

    /// Puts what a request of ours within a dialog asks for.
    pub(super) fn put_refresh(&self, dialog: DialogId, rows: &mut Rows) {
        let agreed = self.dialogs.get(dialog.0).and_then(|session| session.timer.agreed);
        let Some(Agreed { seconds, is_ours }) = agreed else { return };
        let params: &[u8] = if is_ours { b";refresher=uac" } else { b";refresher=uas" };
        rows.put(&SessionExpires { seconds, params: Params::new(params).unwrap_or(Params::NONE) });
        if self.config.min_se() > 90 {
            rows.put(&MinSe { seconds: self.config.min_se(), params: Params::NONE });
        }
    }

    /// A 2xx of ours has gone with what [`Self::put_granted`] has put.
    pub(super) fn start_granted_timer(&mut self, dialog: DialogId) {
        if let Some(session) = self.dialogs.get_mut(dialog.0) {
            session.timer.asked = None;
        }
        self.arm_session(dialog);
    }

    /// A 2xx came to a request of ours (RFC 4028 §7.2). One to an INVITE without the header field ends the timer.
    pub(super) fn start_session_timer(&mut self, dialog: DialogId, response: &Message, is_invite: bool) {
        let granted: Option<SessionExpires<'_>> = response.get().ok().flatten();
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        match granted {
            Some(granted) => {
                let is_ours = granted.refresher() != Some(Refresher::Uas);
                session.timer.agreed = Some(Agreed { seconds: granted.seconds.max(90), is_ours });
            }
            None if is_invite => session.timer.agreed = None,
            None => return,
        }
        self.arm_session(dialog);
    }

    fn arm_session(&mut self, dialog: DialogId) {
        // What is answered when the session is over begins no time of it.
        let session = self.dialogs.get_mut(dialog.0).filter(|session| session.has_invite);
        let Some(session) = session else { return };
        if let Some(handle) = session.timer.handle.take() {
            self.wheel.cancel(handle);
        }
        let Some(agreed) = session.timer.agreed else { return };
        session.timer.refreshes_next = agreed.is_ours;
        let after = if agreed.is_ours { agreed.refresh() } else { agreed.end() };
        session.timer.handle = Some(self.wheel.arm(self.now + after, Timer::Session(dialog)));
    }

    pub(super) fn on_session_timer(&mut self, dialog: DialogId) {
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        session.timer.handle = None;
        let Some(agreed) = session.timer.agreed else { return };
        if !session.timer.refreshes_next {
            return self.expire(dialog);
        }
        // Unless the refresh is answered, the session ends as it would without one.
        session.timer.refreshes_next = false;
        let rest = agreed.end().saturating_sub(agreed.refresh());
        session.timer.handle = Some(self.wheel.arm(self.now + rest, Timer::Session(dialog)));
        if session.peer.allows_update {
            self.send_refresh(dialog);
        } else {
            self.events.push_back(Event::Refresh { dialog });
        }
    }

    /// An UPDATE without an offer refreshes a session and changes nothing (RFC 4028 §7.4).
    fn send_refresh(&mut self, dialog: DialogId) {
        let mut rows = Rows::new();
        self.put_abilities(&mut rows, true);
        self.put_refresh(dialog, &mut rows);
        let Some(session) = self.dialogs.get_mut(dialog.0) else { return };
        let mut draft = session.dialog.request(Method::UPDATE);
        let way = Way::of(session);
        draft.put_rows(&rows);
        if let Ok(id) = self.send_in_dialog(way, &mut draft) {
            self.clients.insert(id.handle(), Use::Refresh(dialog));
        }
    }

    pub(super) fn on_refreshed(&mut self, dialog: DialogId, code: StatusCode, response: &Message) {
        if !self.has_session(dialog) {
            return;
        }
        match code {
            code if code.is_success() => self.start_session_timer(dialog, response, false),
            StatusCode::SESSION_INTERVAL_TOO_SMALL => {
                let minimum: Option<MinSe<'_>> = response.get().ok().flatten();
                let timer = self.dialogs.get_mut(dialog.0).map(|session| &mut session.timer);
                if let (Some(MinSe { seconds, .. }), Some(timer)) = (minimum, timer)
                    && let Some(agreed) = &mut timer.agreed
                    && seconds > agreed.seconds
                {
                    agreed.seconds = seconds;
                    self.send_refresh(dialog);
                }
            }
            StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST => self.end(dialog, EndReason::Unknown),
            StatusCode::REQUEST_TIMEOUT => self.expire(dialog),
            // Whoever refuses an UPDATE may take an INVITE.
            _ => self.events.push_back(Event::Refresh { dialog }),
        }
    }

    /// Nothing was heard of a refresh.
    pub(super) fn on_unrefreshed(&mut self, dialog: DialogId) {
        self.expire(dialog);
    }

    fn expire(&mut self, dialog: DialogId) {
        self.send_bye(dialog, Some(EndReason::Expired));
    }
}

fn supports_timer(message: &Message) -> bool {
    message.all::<Supported<'_>>().flatten().any(|option| option.0.eq_ignore_ascii_case(b"timer"))
}
