//! Every timer of SMPP 5.0 §2.7, and our own, before, at and after its deadline; hours that pass in no time; a clock
//! that goes backwards; `handle_timeout` early, late and twice (rule 4).

use std::time::Duration;

use brivas_smpp::{
    Bind, BindKind, CloseReason, CommandId, CommandStatus, Config, Event, RequestFailure, Role, SessionState,
};

use crate::common::{ROK, Side, bind_pdu, message, pdu, request};

const SECOND: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(1);

/// Only the timers that a test sets run.
fn quiet(role: Role) -> Config {
    let mut config = Config::new(role);
    config.set_enquire_link_timer(None);
    config
}

/// Nothing happens until one tick before `span`, then exactly this.
fn closes_after(side: &mut Side, span: Duration, reason: CloseReason) {
    side.pass(span - TICK);
    assert!(side.events().is_empty(), "not before its time");
    side.pass(TICK);
    let event = side.event();
    assert!(matches!(event, Event::Closed(is) if is == reason), "{event:?}");
    assert_eq!((side.session.state(), side.session.poll_timeout()), (SessionState::CLOSED, None));
}

#[test]
fn session_init_timer_ends_a_connection_that_nobody_binds() {
    let mut side = Side::open(quiet(Role::Mc));
    closes_after(&mut side, 10 * SECOND, CloseReason::SessionInitTimer);
    let mut side = Side::open(quiet(Role::Mc));
    side.pass(9 * SECOND);
    side.feed(&pdu(CommandId::enquire_link, ROK, 1, &[]));
    closes_after(&mut side, SECOND, CloseReason::SessionInitTimer);
}

#[test]
fn session_init_timer_ends_one_whose_bind_nobody_judges() {
    let mut side = Side::open(quiet(Role::Mc));
    side.feed(&bind_pdu(CommandId::bind_receiver, 1, 0x34));
    assert!(matches!(side.event(), Event::Bind { .. }));
    closes_after(&mut side, 10 * SECOND, CloseReason::SessionInitTimer);
}

#[test]
fn session_init_timer_stops_with_the_bind() {
    let mut side = Side::bound(quiet(Role::Mc));
    assert_eq!(side.session.poll_timeout(), None);
    side.pass(3600 * SECOND);
    assert_eq!(side.session.state(), SessionState::BOUND_TRX);
}

#[test]
fn session_init_timer_bounds_how_long_an_unbound_peer_keeps_the_connection() {
    let mut side = Side::bound(quiet(Role::Mc));
    side.feed(&pdu(CommandId::unbind, ROK, 2, &[]));
    assert_eq!(side.session.state(), SessionState::UNBOUND);
    closes_after(&mut side, 10 * SECOND, CloseReason::Unbound);
}

#[test]
fn enquire_link_timer_asks_after_a_silence_and_no_sooner() {
    // The seed takes 1 to 256 of 2560 parts off the 30 seconds.
    for (seed, period) in [(0, Duration::from_micros(29_988_282)), (255, Duration::from_secs(27))] {
        let mut side = Side::bound(Config::new(Role::Esme));
        let config = std::sync::Arc::new(Config::new(Role::Mc));
        side.session = brivas_smpp::Session::new(config, [seed; 32], side.now);
        side.feed(&bind_pdu(CommandId::bind_transceiver, 1, 0x50));
        side.accept();
        side.sent();
        side.pass(period - 2 * TICK);
        assert!(side.sent().is_empty());
        side.pass(3 * TICK);
        assert_eq!(side.sent()[0].command_id, CommandId::enquire_link, "seed {seed}");
    }
}

#[test]
fn enquire_link_timer_counts_from_the_last_pdu_of_the_peer() {
    let mut side = Side::bound(Config::new(Role::Mc));
    for _ in 0..100 {
        side.pass(29 * SECOND);
        assert!(side.sent().is_empty());
        side.feed(&pdu(CommandId::deliver_sm_resp, ROK, 77, &[]));
    }
    side.pass(30 * SECOND);
    assert_eq!(side.sent().len(), 1);
}

#[test]
fn an_enquire_link_without_an_answer_ends_the_session_after_response_timer() {
    let mut side = Side::bound(quiet(Role::Mc));
    side.session.enquire_link(side.now).unwrap();
    closes_after(&mut side, 30 * SECOND, CloseReason::EnquireLink);
}

#[test]
fn any_pdu_answers_an_enquire_link() {
    let mut side = Side::bound(quiet(Role::Mc));
    side.session.enquire_link(side.now).unwrap();
    side.pass(29 * SECOND);
    side.feed(&pdu(CommandId::submit_sm_resp, ROK, 77, b"1\0"));
    side.events();
    side.pass(3600 * SECOND);
    assert_eq!(side.session.state(), SessionState::BOUND_TRX);
    assert!(side.events().is_empty(), "and its absence is no event of a request");
}

#[test]
fn a_day_of_silence_is_a_day_of_enquire_links() {
    let mut side = Side::bound(Config::new(Role::Mc));
    let end = side.now + 24 * 3600 * SECOND;
    let mut asked = 0;
    while let Some(at) = side.session.poll_timeout().filter(|at| *at <= end) {
        side.now = at;
        side.session.handle_timeout(at);
        for header in side.sent() {
            asked += 1;
            side.feed(&pdu(CommandId::enquire_link_resp, ROK, header.sequence_number, &[]));
        }
    }
    assert_eq!(asked, 2881, "one in every 29.98 seconds of 86,400");
    assert!(side.events().is_empty());
}

#[test]
fn inactivity_timer_unbinds_after_no_traffic_but_enquire_link() {
    let mut config = quiet(Role::Esme);
    config.set_inactivity_timer(Some(60 * SECOND));
    let mut side = Side::bound(config);
    side.pass(59 * SECOND);
    side.feed(&pdu(CommandId::enquire_link, ROK, 1, &[]));
    side.pass(SECOND - TICK);
    assert!(side.sent().iter().all(|sent| sent.command_id == CommandId::enquire_link_resp));
    side.pass(TICK);
    let unbind = side.sent()[0];
    assert_eq!(unbind.command_id, CommandId::unbind);
    side.feed(&pdu(CommandId::unbind_resp, ROK, unbind.sequence_number, &[]));
    assert!(matches!(side.event(), Event::Closed(CloseReason::InactivityTimer)));
}

#[test]
fn inactivity_timer_counts_from_the_last_transaction_of_either_side() {
    let mut config = quiet(Role::Esme);
    config.set_inactivity_timer(Some(60 * SECOND));
    let mut side = Side::bound(config);
    for _ in 0..10 {
        side.pass(59 * SECOND);
        let id = side.submit();
        side.feed(&pdu(CommandId::submit_sm_resp, ROK, id.sequence_number(), b"1\0"));
    }
    assert!(side.sent().iter().all(|sent| sent.command_id == CommandId::submit_sm));
    side.pass(60 * SECOND);
    assert_eq!(side.sent()[0].command_id, CommandId::unbind);
}

#[test]
fn response_timer_fails_the_request_at_its_deadline_and_frees_its_place() {
    let mut config = quiet(Role::Esme);
    config.set_window(2).set_response_timer(5 * SECOND);
    let mut side = Side::bound(config);
    let first = side.submit();
    side.pass(SECOND);
    let second = side.submit();
    assert!(side.session.submit_sm(side.now, &message()).is_err());
    side.pass(4 * SECOND - TICK);
    assert!(side.events().is_empty());
    side.pass(TICK);
    let events = side.events();
    assert!(
        matches!(events[0], Event::RequestFailed { id, reason: RequestFailure::Timeout } if id == first),
        "{events:?}"
    );
    assert!(matches!(events[1], Event::WindowOpen));
    assert_eq!((events.len(), side.session.outstanding()), (2, 1));
    // The other's response comes one tick before its time.
    side.pass(SECOND - TICK);
    side.feed(&pdu(CommandId::submit_sm_resp, ROK, second.sequence_number(), b"2\0"));
    assert!(matches!(side.event(), Event::Response { id, .. } if id == second));
    side.pass(3600 * SECOND);
    assert!(side.events().is_empty());
    assert_eq!(side.session.stats().response_timeouts, 1);
}

#[test]
fn response_timer_holds_for_a_bind_which_may_then_be_tried_again() {
    let mut config = quiet(Role::Esme);
    config.set_response_timer(5 * SECOND);
    let mut side = Side::open(config);
    let bind = Bind { kind: BindKind::Receiver, system_id: b"esme", ..Default::default() };
    let id = side.session.bind(side.now, &bind).unwrap();
    assert!(side.session.bind(side.now, &bind).is_err(), "one at a time");
    side.pass(5 * SECOND);
    assert!(
        matches!(side.event(), Event::RequestFailed { id: failed, reason: RequestFailure::Timeout } if failed == id)
    );
    assert!(side.session.bind(side.now, &bind).is_ok());
}

#[test]
fn an_unbind_without_an_answer_ends_the_session_after_response_timer() {
    let mut side = Side::bound(quiet(Role::Esme));
    side.session.unbind(side.now).unwrap();
    closes_after(&mut side, 30 * SECOND, CloseReason::UnbindTimeout);
}

#[test]
fn an_unbind_waits_for_our_answers_no_longer_than_response_timer() {
    let mut side = Side::bound(quiet(Role::Mc));
    side.feed(&request(&message(), 2));
    side.request();
    side.feed(&pdu(CommandId::unbind, ROK, 3, &[]));
    side.pass(30 * SECOND - TICK);
    assert!(side.sent().is_empty());
    side.pass(TICK);
    assert_eq!(side.sent()[0].command_id, CommandId::unbind_resp);
    assert_eq!(side.session.state(), SessionState::UNBOUND);
}

#[test]
fn pdu_timer_ends_a_connection_that_trickles_octets() {
    let mut side = Side::bound(quiet(Role::Mc));
    let submit = request(&message(), 2);
    for octet in &submit[..29] {
        side.feed(std::slice::from_ref(octet));
        side.pass(SECOND);
    }
    assert!(side.events().is_empty());
    side.feed(&submit[29..30]);
    closes_after(&mut side, SECOND, CloseReason::PduTimer);
}

#[test]
fn pdu_timer_gives_each_pdu_its_full_time() {
    let mut side = Side::bound(quiet(Role::Mc));
    let submit = request(&message(), 2);
    let (head, tail) = submit.split_at(20);
    side.feed(head);
    for _ in 0..10 {
        side.pass(29 * SECOND);
        side.feed(&[tail, head].concat());
    }
    assert_eq!(side.events().len(), 10);
    closes_after(&mut side, 30 * SECOND, CloseReason::PduTimer);
}

#[test]
fn pdu_timer_does_not_run_while_it_is_us_who_do_not_read() {
    let mut config = quiet(Role::Mc);
    config.set_max_events(1);
    let mut side = Side::bound(config);
    let submit = request(&message(), 2);
    side.feed(&[&submit, &submit[..20]].concat());
    side.pass(3600 * SECOND);
    assert_eq!(side.events().len(), 1);
    side.feed(&submit[20..]);
    assert_eq!(side.events().len(), 1);
}

#[test]
fn a_late_handle_timeout_runs_everything_due_in_order_and_a_second_one_nothing() {
    let mut side = Side::bound(quiet(Role::Esme));
    let ids: Vec<_> = (0..5)
        .map(|_| {
            side.now += SECOND;
            side.submit()
        })
        .collect();
    side.now += 3600 * SECOND;
    for _ in 0..2 {
        side.session.handle_timeout(side.now);
    }
    let failed: Vec<_> = side
        .events()
        .into_iter()
        .map(|event| match event {
            Event::RequestFailed { id, reason: RequestFailure::Timeout } => id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(failed, ids);
}

#[test]
fn an_early_handle_timeout_does_nothing() {
    let mut side = Side::bound(Config::new(Role::Esme));
    side.submit();
    let at = side.session.poll_timeout().unwrap();
    for _ in 0..3 {
        side.session.handle_timeout(at - TICK);
        assert_eq!(side.session.poll_timeout(), Some(at));
    }
    assert!(side.events().is_empty());
}

#[test]
fn a_clock_that_goes_backwards_counts_as_one_that_stands_still() {
    let mut side = Side::bound(quiet(Role::Esme));
    side.now += 1000 * SECOND;
    let id = side.submit();
    let deadline = side.session.poll_timeout().unwrap();
    side.now -= 999 * SECOND;
    side.submit();
    assert_eq!(side.session.poll_timeout(), Some(deadline), "counted from the later time");
    side.session.handle_timeout(side.now);
    side.feed(&pdu(CommandId::submit_sm_resp, ROK, id.sequence_number(), b"1\0"));
    assert!(matches!(side.event(), Event::Response { .. }));
    side.session.handle_timeout(deadline);
    assert!(matches!(side.event(), Event::RequestFailed { .. }));
}

#[test]
fn a_response_beats_its_timer_if_it_is_given_first() {
    let mut side = Side::bound(quiet(Role::Esme));
    let id = side.submit();
    side.now += 60 * SECOND;
    side.feed(&pdu(CommandId::submit_sm_resp, CommandStatus::ESME_ROK, id.sequence_number(), b"1\0"));
    side.session.handle_timeout(side.now);
    assert!(matches!(side.event(), Event::Response { .. }));
}
