//! How a session comes to be bound (SMPP 5.0 §2.3, §4.1.1), and what version both sides then speak (§2.11).

use std::time::Instant;

use super::{Event, Inbound, InboundId, RequestId, Session, SessionState, UsageError};
use crate::{Bind, BindResp, CommandStatus, InterfaceVersion, Pdu, Role, Tag, TlvBuf, Tlvs};

/// Where the bind stands.
#[derive(Debug, Default)]
pub(super) enum Binding {
    #[default]
    Idle,
    /// We are the ESME and have sent a bind with this version.
    Sent(InterfaceVersion),
    /// We are the message centre, and the owner has yet to judge a bind.
    Received(Judged),
}

/// A bind that the owner judges.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    id: InboundId,
    kind: crate::BindKind,
    version: InterfaceVersion,
}

impl Binding {
    pub(super) fn awaits_owner(&self) -> bool {
        matches!(self, Self::Received(_))
    }

    pub(super) fn forget(&mut self) {
        *self = Self::Idle;
    }
}

impl Session {
    /// Binds to the message centre. The outcome comes as [`Event::Bound`], [`Event::BindRefused`] or
    /// [`Event::RequestFailed`].
    ///
    /// # Errors
    /// [`UsageError::State`] where a bind is on its way or done, [`UsageError::Encode`].
    pub fn bind(&mut self, now: Instant, body: &Bind<'_>) -> Result<RequestId, UsageError> {
        self.advance(now);
        self.check_may_send(body.kind.command_id())?;
        if !matches!(self.bind, Binding::Idle) {
            return Err(UsageError::State);
        }
        let id = self.send_request(body)?;
        self.bind = Binding::Sent(body.interface_version);
        Ok(id)
    }

    /// Accepts a bind under this name of ours, at most 15 octets. A peer of 3.4 or later is told our version in
    /// `sc_interface_version`.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::WrongVerb`] for a request that is no bind, [`UsageError::Encode`].
    pub fn accept_bind(&mut self, now: Instant, id: InboundId, system_id: &[u8]) -> Result<(), UsageError> {
        self.advance(now);
        self.inbound.get(id.0).ok_or(UsageError::Gone)?;
        let Binding::Received(judged) = self.bind else {
            return Err(UsageError::WrongVerb);
        };
        if judged.id != id {
            return Err(UsageError::WrongVerb);
        }
        let mut tlvs = TlvBuf::new();
        if judged.version.has_tlvs() {
            tlvs.push_u8(Tag::sc_interface_version, self.config.version().0);
        }
        let version = self.config.version().common(judged.version);
        let before = std::mem::replace(&mut self.dialect.version, version);
        let body = BindResp { kind: judged.kind, system_id, tlvs: tlvs.as_tlvs() };
        if let Err(error) = self.answer(id, CommandStatus::ESME_ROK, &body) {
            self.dialect.version = before;
            return Err(error);
        }
        self.bind.forget();
        self.state = SessionState::bound(judged.kind);
        self.start_bound_timers();
        Ok(())
    }

    /// An ESME asks to be bound: the owner judges it.
    pub(super) fn on_bind(&mut self, pdu: Pdu) {
        let Ok(body) = pdu.body::<Bind<'_>>() else { return };
        let (kind, version) = (body.kind, body.interface_version);
        let inbound = Inbound::of(&pdu);
        let Ok(handle) = self.inbound.insert(inbound) else {
            return self.answer_header_alone(inbound, CommandStatus::ESME_RBINDFAIL);
        };
        let id = InboundId(handle);
        self.bind = Binding::Received(Judged { id, kind, version });
        self.events.push_back(Event::Bind { id, pdu });
    }

    /// Our bind was answered.
    pub(super) fn on_bind_resp(&mut self, pdu: Pdu, tlvs: Option<u8>) {
        let sent = match self.bind {
            Binding::Sent(version) => version,
            _ => self.config.version(),
        };
        self.bind.forget();
        let Some(kind) = crate::BindKind::of(pdu.command_id()) else {
            return;
        };
        if !pdu.header.command_status.is_ok() {
            self.events.push_back(Event::BindRefused(pdu));
            return;
        }
        let theirs = match tlvs {
            Some(version) => InterfaceVersion(version),
            None if self.config.tlvs_without_sc_interface_version() => InterfaceVersion::V3_4,
            None => InterfaceVersion::V3_3,
        };
        let version = sent.common(theirs);
        self.dialect.version = version;
        self.state = SessionState::bound(kind);
        self.start_bound_timers();
        self.events.push_back(Event::Bound { version, pdu });
    }

    /// The message centre asks us to bind. In 5.0 the state tells so, in 3.4 it stays OPEN.
    pub(super) fn on_outbind(&mut self, pdu: Pdu) {
        debug_assert_eq!(self.config.role(), Role::Esme);
        if self.dialect.version.is_5_0() {
            self.state = SessionState::OUTBOUND;
        }
        self.events.push_back(Event::Outbind(pdu));
    }

    /// `sc_interface_version` of a `bind_*_resp`.
    pub(super) fn sc_interface_version(tlvs: Tlvs<'_>) -> Option<u8> {
        tlvs.integer(Tag::sc_interface_version).and_then(|version| u8::try_from(version).ok())
    }
}
