//! What the tests of the session share: one session with a peer that the test writes by hand, octet by octet.
#![allow(dead_code)] // each test uses a part

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{
    BindKind, Body, CommandId, CommandStatus, Config, Dialect, Event, Header, InboundId, Role, Session,
    SessionState, SubmitSm, encode,
};
use bytes::BytesMut;

pub(crate) const ROK: CommandStatus = CommandStatus::ESME_ROK;

/// A session on a clock of the test's own, and what its peer has sent.
pub(crate) struct Side {
    pub(crate) now: Instant,
    pub(crate) session: Session,
    pub(crate) input: BytesMut,
}

impl Side {
    /// Just connected.
    pub(crate) fn open(config: Config) -> Self {
        let now = Instant::now();
        Self { now, session: Session::new(Arc::new(config), [0; 32], now), input: BytesMut::new() }
    }

    /// Bound as transceiver to a peer of 5.0; nothing is left to poll.
    pub(crate) fn bound(config: Config) -> Self {
        Self::bound_as(config, BindKind::Transceiver, 0x50)
    }

    /// Bound to a peer of this version.
    pub(crate) fn bound_as(config: Config, kind: BindKind, version: u8) -> Self {
        let role = config.role();
        let mut side = Self::open(config);
        if role == Role::Mc {
            side.feed(&bind_pdu(kind.command_id(), 1, version));
            side.accept();
        } else {
            let bind = brivas_smpp::Bind { kind, system_id: b"esme", ..Default::default() };
            side.session.bind(side.now, &bind).unwrap();
            side.feed(&pdu(kind.response_id(), ROK, 1, &[b'm', b'c', 0, 0x02, 0x10, 0, 1, version]));
            assert!(matches!(side.session.poll_event(), Some(Event::Bound { .. })));
        }
        assert_eq!(side.session.state(), SessionState::bound(kind));
        side.sent();
        side
    }

    /// What an owner does with the bind that waits.
    pub(crate) fn accept(&mut self) {
        let Some(Event::Bind { id, .. }) = self.session.poll_event() else { panic!("no bind") };
        self.session.accept_bind(self.now, id, b"mc").unwrap();
    }

    pub(crate) fn feed(&mut self, octets: &[u8]) {
        self.input.extend_from_slice(octets);
        self.session.handle_input(self.now, &mut self.input);
    }

    pub(crate) fn submit(&mut self) -> brivas_smpp::RequestId {
        self.session.submit_sm(self.now, &message()).unwrap()
    }

    pub(crate) fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.session.poll_event()).collect()
    }

    /// The one event that there is; a `WindowOpen` behind it is passed over.
    pub(crate) fn event(&mut self) -> Event {
        let mut events = self.events();
        if events.len() == 2 && matches!(events.last(), Some(Event::WindowOpen)) {
            events.pop();
        }
        assert_eq!(events.len(), 1, "{events:?}");
        events.remove(0)
    }

    pub(crate) fn request(&mut self) -> InboundId {
        match self.session.poll_event() {
            Some(Event::Request { id, .. }) => id,
            other => panic!("no request but {other:?}"),
        }
    }

    pub(crate) fn sent_octets(&mut self) -> Vec<u8> {
        std::iter::from_fn(|| self.session.poll_transmit()).flatten().collect()
    }

    /// The headers of what was sent since the last call.
    pub(crate) fn sent(&mut self) -> Vec<Header> {
        pdus(&self.sent_octets()).iter().map(|pdu| Header::read(pdu).unwrap()).collect()
    }

    /// Lets time pass, deadline by deadline, in silence of the peer.
    pub(crate) fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        while let Some(at) = self.session.poll_timeout().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.session.handle_timeout(self.now);
        }
        self.now = end;
    }
}

/// A PDU from its parts.
pub(crate) fn pdu(id: CommandId, status: CommandStatus, sequence_number: u32, body: &[u8]) -> Vec<u8> {
    let command_length = u32::try_from(Header::LEN + body.len()).unwrap();
    let header = Header { command_length, command_id: id, command_status: status, sequence_number };
    [&header.to_octets(), body].concat()
}

/// A `bind_*` of the ESME `esme`.
pub(crate) fn bind_pdu(id: CommandId, sequence_number: u32, version: u8) -> Vec<u8> {
    let body = [b"esme\0secret\0\0".as_slice(), &[version, 0, 0, 0]].concat();
    pdu(id, ROK, sequence_number, &body)
}

/// A request with this body.
pub(crate) fn request<'a>(body: &impl Body<'a>, sequence_number: u32) -> Vec<u8> {
    let mut out = BytesMut::new();
    encode(body, ROK, sequence_number, Dialect::V5_0, &mut out).unwrap();
    out.to_vec()
}

/// A `submit_sm` of five characters.
pub(crate) fn message() -> SubmitSm<'static> {
    SubmitSm { source_addr: b"100", destination_addr: b"200", short_message: b"hello", ..Default::default() }
}

/// Cuts what was sent into PDUs.
pub(crate) fn pdus(mut octets: &[u8]) -> Vec<Vec<u8>> {
    let mut pdus = Vec::new();
    while let Some(header) = Header::read(octets) {
        let (pdu, rest) = octets.split_at(header.command_length as usize);
        pdus.push(pdu.to_vec());
        octets = rest;
    }
    assert!(octets.is_empty(), "half a PDU was sent");
    pdus
}

/// Octets from their hexadecimal digits; white space may stand between.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<_> = digits.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}
