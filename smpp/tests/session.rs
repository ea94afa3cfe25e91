//! Two sessions, one of each side, joined in memory on a clock of the test's own.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test has a clock and may fail loudly

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{
    Bind, BindKind, CloseReason, CommandId, CommandStatus, Config, DeliverSm, Event, InterfaceVersion,
    RefusalReason, RequestFailure, Role, Session, SessionState, SubmitSm, UsageError,
};
use bytes::BytesMut;

struct Pair {
    now: Instant,
    esme: Session,
    mc: Session,
    to_esme: BytesMut,
    to_mc: BytesMut,
}

impl Pair {
    fn new(esme: Config, mc: Config) -> Self {
        let now = Instant::now();
        Self {
            now,
            esme: Session::new(Arc::new(esme), [1; 32], now),
            mc: Session::new(Arc::new(mc), [2; 32], now),
            to_esme: BytesMut::new(),
            to_mc: BytesMut::new(),
        }
    }

    fn bound(esme: Config, mc: Config) -> Self {
        let mut pair = Self::new(esme, mc);
        pair.bind(BindKind::Transceiver);
        pair
    }

    fn bind(&mut self, kind: BindKind) {
        let version = InterfaceVersion::V5_0;
        let body = Bind { kind, system_id: b"esme", interface_version: version, ..Default::default() };
        self.esme.bind(self.now, &body).unwrap();
        self.exchange();
        let Some(Event::Bind { id, .. }) = self.mc.poll_event() else { panic!("no bind") };
        self.mc.accept_bind(self.now, id, b"mc").unwrap();
        self.exchange();
        assert!(matches!(self.esme.poll_event(), Some(Event::Bound { .. })));
    }

    /// Carries octets both ways until nothing moves.
    fn exchange(&mut self) {
        loop {
            let mut moved = false;
            while let Some(octets) = self.esme.poll_transmit() {
                self.to_mc.extend_from_slice(&octets);
                moved = true;
            }
            while let Some(octets) = self.mc.poll_transmit() {
                self.to_esme.extend_from_slice(&octets);
                moved = true;
            }
            self.mc.handle_input(self.now, &mut self.to_mc);
            self.esme.handle_input(self.now, &mut self.to_esme);
            if !moved {
                return;
            }
        }
    }

    /// Lets time pass, timer by timer, with everything delivered in between.
    fn pass(&mut self, span: Duration) {
        let end = self.now + span;
        loop {
            let next = [self.esme.poll_timeout(), self.mc.poll_timeout()].into_iter().flatten().min();
            match next {
                Some(at) if at <= end => self.now = self.now.max(at),
                _ => break,
            }
            self.esme.handle_timeout(self.now);
            self.mc.handle_timeout(self.now);
            self.exchange();
        }
        self.now = end;
    }

    fn mc_request(&mut self) -> brivas_smpp::InboundId {
        match self.mc.poll_event() {
            Some(Event::Request { id, .. }) => id,
            other => panic!("no request but {other:?}"),
        }
    }
}

fn submit() -> SubmitSm<'static> {
    SubmitSm { source_addr: b"100", destination_addr: b"200", short_message: b"hello", ..Default::default() }
}

#[test]
fn a_message_goes_there_and_its_answer_back() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    assert_eq!(pair.esme.state(), SessionState::BOUND_TRX);
    assert_eq!(pair.mc.state(), SessionState::BOUND_TRX);
    assert_eq!(pair.mc.dialect().version, InterfaceVersion::V5_0);
    let asked = pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.exchange();
    let id = pair.mc_request();
    pair.mc.submit_sm_resp(pair.now, id, b"4711").unwrap();
    assert_eq!(pair.mc.submit_sm_resp(pair.now, id, b"4711"), Err(UsageError::Gone));
    pair.exchange();
    let Some(Event::Response { id, pdu }) = pair.esme.poll_event() else { panic!() };
    assert_eq!(id, asked);
    assert_eq!(pdu.body::<brivas_smpp::SubmitSmResp>().unwrap().message_id, b"4711");
}

#[test]
fn answers_out_of_order_find_their_requests() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    let asked: Vec<_> = (0..5).map(|_| pair.esme.submit_sm(pair.now, &submit()).unwrap()).collect();
    pair.exchange();
    let ids: Vec<_> = (0..5).map(|_| pair.mc_request()).collect();
    for id in ids.iter().rev() {
        pair.mc.submit_sm_resp(pair.now, *id, b"1").unwrap();
    }
    pair.exchange();
    for expected in asked.iter().rev() {
        assert!(matches!(pair.esme.poll_event(), Some(Event::Response { id, .. }) if id == *expected));
    }
}

#[test]
fn a_full_window_refuses_and_tells_when_it_opens() {
    let mut config = Config::new(Role::Esme);
    config.set_window(2);
    let mut pair = Pair::bound(config, Config::new(Role::Mc));
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    assert_eq!(pair.esme.submit_sm(pair.now, &submit()), Err(UsageError::WindowFull));
    assert!(pair.esme.enquire_link(pair.now).is_ok(), "the session's own requests are not held back");
    pair.exchange();
    let id = pair.mc_request();
    pair.mc.submit_sm_resp(pair.now, id, b"1").unwrap();
    pair.exchange();
    assert!(matches!(pair.esme.poll_event(), Some(Event::Response { .. })));
    assert!(matches!(pair.esme.poll_event(), Some(Event::WindowOpen)));
    assert!(pair.esme.submit_sm(pair.now, &submit()).is_ok());
}

#[test]
fn both_sides_number_their_requests_from_one() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    let deliver = DeliverSm { source_addr: b"1", destination_addr: b"2", ..Default::default() };
    let ours = pair.mc.deliver_sm(pair.now, &deliver).unwrap();
    assert_eq!(ours.sequence_number(), 1, "the bind of the other side counts in its own space");
    let theirs = pair.esme.submit_sm(pair.now, &submit()).unwrap();
    assert_eq!(theirs.sequence_number(), 2);
}

#[test]
fn silence_is_asked_about_and_then_ends_the_session() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    pair.pass(Duration::from_secs(3600));
    assert!(pair.esme.stats().pdus_received > 100, "an hour of enquire_link");
    assert_eq!(pair.esme.state(), SessionState::BOUND_TRX);
    // From here on nothing arrives at the message centre's peer.
    let end = pair.now + Duration::from_secs(120);
    while let Some(at) = pair.mc.poll_timeout().filter(|at| *at <= end) {
        pair.mc.handle_timeout(at);
        while pair.mc.poll_transmit().is_some() {}
    }
    let event = pair.mc.poll_event();
    assert!(
        matches!(event, Some(Event::Closed(CloseReason::EnquireLink))),
        "{event:?} {:?}",
        pair.mc.stats()
    );
    assert!(pair.mc.poll_event().is_none());
}

#[test]
fn a_connection_without_a_bind_is_closed() {
    let mut pair = Pair::new(Config::new(Role::Esme), Config::new(Role::Mc));
    pair.pass(Duration::from_secs(11));
    assert!(matches!(pair.mc.poll_event(), Some(Event::Closed(CloseReason::SessionInitTimer))));
    assert_eq!(pair.mc.poll_timeout(), None);
}

#[test]
fn a_request_without_an_answer_fails_after_the_response_timer() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    let asked = pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.exchange();
    let id = pair.mc_request();
    pair.pass(Duration::from_secs(31));
    let Some(Event::RequestFailed { id: failed, reason }) = pair.esme.poll_event() else { panic!() };
    assert_eq!((failed, reason), (asked, RequestFailure::Timeout));
    pair.mc.submit_sm_resp(pair.now, id, b"late").unwrap();
    pair.exchange();
    assert!(matches!(pair.esme.poll_event(), Some(Event::StrayResponse(_))), "late, and told so");
}

#[test]
fn unbind_waits_for_what_is_under_way_on_both_sides() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.esme.unbind(pair.now).unwrap();
    assert_eq!(pair.esme.submit_sm(pair.now, &submit()), Err(UsageError::State));
    pair.exchange();
    let id = pair.mc_request();
    pair.mc.submit_sm_resp(pair.now, id, b"1").unwrap();
    pair.exchange();
    assert!(matches!(pair.esme.poll_event(), Some(Event::Response { .. })));
    assert!(matches!(pair.esme.poll_event(), Some(Event::Closed(CloseReason::Unbound))));
    assert_eq!(pair.mc.state(), SessionState::UNBOUND);
    pair.mc.handle_eof(pair.now);
    assert!(matches!(pair.mc.poll_event(), Some(Event::Closed(CloseReason::Unbound))));
}

#[test]
fn an_owner_that_never_answers_does_not_hold_an_unbind_up() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.exchange();
    pair.mc_request();
    pair.mc.unbind(pair.now).unwrap();
    pair.pass(Duration::from_secs(29));
    assert_eq!(pair.mc.state(), SessionState::BOUND_TRX);
    pair.pass(Duration::from_secs(2));
    assert!(matches!(pair.mc.poll_event(), Some(Event::Closed(CloseReason::Unbound))));
}

#[test]
fn closing_fails_what_is_under_way_and_the_last_event_is_closed() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.esme.submit_sm(pair.now, &submit()).unwrap();
    pair.esme.handle_eof(pair.now);
    pair.esme.handle_eof(pair.now);
    pair.esme.abort(pair.now);
    for _ in 0..2 {
        let failed = pair.esme.poll_event();
        assert!(matches!(failed, Some(Event::RequestFailed { reason: RequestFailure::Closed, .. })));
    }
    let closed = pair.esme.poll_event();
    assert!(matches!(closed, Some(Event::Closed(CloseReason::PeerClosed { mid_pdu: false }))));
    assert!(pair.esme.poll_event().is_none());
    assert_eq!(pair.esme.submit_sm(pair.now, &submit()), Err(UsageError::State));
}

#[test]
fn a_second_bind_and_a_request_of_the_wrong_side_are_answered_by_the_standard() {
    let mut pair = Pair::bound(Config::new(Role::Esme), Config::new(Role::Mc));
    let mut raw = BytesMut::new();
    let dialect = pair.esme.dialect();
    let bind = Bind { system_id: b"esme", ..Default::default() };
    brivas_smpp::encode(&bind, CommandStatus::ESME_ROK, 77, dialect, &mut raw).unwrap();
    let deliver = DeliverSm::default();
    brivas_smpp::encode(&deliver, CommandStatus::ESME_ROK, 78, dialect, &mut raw).unwrap();
    raw.extend_from_slice(&[0, 0, 0, 16, 0, 0, 0x09, 0x99, 0, 0, 0, 0, 0, 0, 0, 79]);
    pair.mc.handle_input(pair.now, &mut raw);
    let mut refused = Vec::new();
    while let Some(event) = pair.mc.poll_event() {
        let Event::Refused { header, reason, answer } = event else { panic!("{event:?}") };
        refused.push((header.sequence_number, reason, answer));
    }
    assert_eq!(
        refused,
        [
            (77, RefusalReason::State, Some(CommandStatus::ESME_RALYBND)),
            (78, RefusalReason::State, Some(CommandStatus::ESME_RINVBNDSTS)),
            (79, RefusalReason::UnknownCommand, Some(CommandStatus::ESME_RINVCMDID)),
        ]
    );
    let sent = pair.mc.poll_transmit().unwrap();
    let ids: Vec<_> = sent.chunks(16).map(|pdu| brivas_smpp::Header::read(pdu).unwrap()).collect();
    assert_eq!(ids[0].command_id, CommandId::bind_transceiver_resp);
    assert_eq!(ids[1].command_id, CommandId::deliver_sm_resp);
    assert_eq!((ids[2].command_id, ids[2].sequence_number), (CommandId::generic_nack, 79));
}
