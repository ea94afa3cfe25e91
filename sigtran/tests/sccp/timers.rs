//! The timers of connections on a clock of the test's own (Q.714 §3.4, Annex C; Q.786).

use std::time::Duration;

use brivas_sigtran::sccp::{
    Config, ConnectionMessage, Event, LocalReference, MessageType, Options, RefusalCause, ReleaseCause,
};

use crate::calls::{ended, refused};
use crate::net::{A, B, C, Net, SECOND, hlr};

const MINUTE: Duration = Duration::from_secs(60);

/// Cuts the way from A to B, and back: what is sent is lost.
fn cut(net: &mut Net) -> brivas_sigtran::sccp::Sccp {
    net.points.remove(&B).unwrap()
}

#[test]
fn a_request_that_nobody_answers_is_given_up_after_t_conn_est() {
    let mut net = Net::new();
    cut(&mut net);
    let ours = net.ask(hlr(B), b"").unwrap();
    net.pass(MINUTE - SECOND);
    assert_eq!(net.events(A), []);
    net.pass(SECOND);
    assert_eq!(net.events(A), [refused(ours, RefusalCause::CONNECTION_ESTABLISHMENT_TIMER)]);
    assert_eq!((net.at(A).connections(), net.at(A).poll_timeout()), (0, None));
    // Its confirmation comes too late.
    let (destination, source, options) = (ours.local_reference(), LocalReference(3), Options::default());
    net.seen.clear();
    net.forge(C, A, ConnectionMessage::ConnectionConfirm { destination, source, class: 2, options });
    assert_eq!(net.types(), [MessageType::ERR]);
}

#[test]
fn a_request_of_a_user_that_has_disconnected_is_forgotten_after_t_conn_est() {
    let mut net = Net::new();
    cut(&mut net);
    let ours = net.ask(hlr(B), b"").unwrap();
    net.end(A, ours).unwrap();
    net.pass(MINUTE);
    assert_eq!((net.events(A), net.at(A).connections()), (vec![], 0));
}

#[test]
fn an_idle_connection_is_tested_after_t_ias_and_lives_on() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    net.pass(7 * MINUTE - SECOND);
    assert_eq!(net.types(), []);
    net.pass(SECOND);
    assert_eq!(net.types(), [MessageType::IT, MessageType::IT], "one each way");
    for _ in 0..24 {
        net.pass(MINUTE);
    }
    assert_eq!(net.types().len(), 6);
    net.send_on(A, ours, b"there").unwrap();
    assert_eq!(net.data_on(B, theirs), [b"there".to_vec()]);
}

#[test]
fn whatever_is_sent_puts_off_the_test() {
    let mut net = Net::new();
    let (ours, _) = net.connected();
    net.pass(6 * MINUTE);
    net.send_on(A, ours, b"busy").unwrap();
    net.seen.clear();
    net.pass(MINUTE);
    let testing: Vec<_> = net.seen.iter().map(|(label, _)| label.opc).collect();
    assert_eq!(testing, [B], "A has just sent");
    net.pass(6 * MINUTE);
    assert!(net.seen.iter().any(|(label, _)| label.opc == A));
}

#[test]
fn a_connection_whose_other_side_is_silent_is_released_after_t_iar() {
    let mut net = Net::new();
    let (ours, _) = net.connected();
    cut(&mut net);
    net.pass(15 * MINUTE - SECOND);
    assert_eq!(net.events(A), []);
    net.pass(SECOND);
    assert_eq!(net.events(A), [ended(ours, ReleaseCause::RECEIVE_INACTIVITY_TIMER)]);
    assert_eq!(net.types().last(), Some(&MessageType::RLSD));
}

#[test]
fn whatever_comes_puts_off_t_iar() {
    let mut net = Net::new();
    let (ours, theirs) = net.connected();
    net.pass(2 * MINUTE);
    net.send_on(B, theirs, b"one").unwrap();
    cut(&mut net);
    net.pass(13 * MINUTE);
    assert_eq!(net.data_on(A, ours), [b"one".to_vec()]);
    net.pass(2 * MINUTE);
    assert_eq!(net.events(A), [ended(ours, ReleaseCause::RECEIVE_INACTIVITY_TIMER)]);
}

#[test]
fn a_release_that_nobody_answers_is_repeated_until_t_int_and_told() {
    let mut net = Net::new();
    let (ours, _) = net.connected();
    cut(&mut net);
    net.end(A, ours).unwrap();
    let releases = |net: &mut Net| net.types().iter().filter(|it| **it == MessageType::RLSD).count();
    assert_eq!(releases(&mut net), 1);
    net.pass(9 * SECOND);
    assert_eq!(releases(&mut net), 0);
    net.pass(SECOND);
    assert_eq!(releases(&mut net), 1, "T(rel)");
    for _ in 0..5 {
        net.pass(10 * SECOND);
        assert_eq!(releases(&mut net), 1, "T(repeat rel)");
    }
    assert_eq!((net.at(A).connections(), net.events(A)), (1, vec![]));
    net.pass(10 * SECOND);
    assert_eq!(net.events(A), [Event::ReleaseUnanswered { connection: ours, point_code: B }]);
    assert_eq!((net.at(A).connections(), net.at(A).poll_timeout()), (0, None));
}

#[test]
fn a_release_whose_answer_is_lost_is_answered_again() {
    let mut net = Net::new();
    let (ours, _) = net.connected();
    let other = cut(&mut net);
    net.end(A, ours).unwrap();
    net.points.insert(B, other);
    net.pass(10 * SECOND);
    assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLSD, MessageType::RLC]);
    assert_eq!((net.at(A).connections(), net.at(B).connections()), (0, 0));
    assert_eq!(net.events(A), []);
}

#[test]
fn timers_as_short_as_none_do_not_keep_us_busy_for_ever() {
    let none = Duration::ZERO;
    let mut net = Net::with(|_, config| {
        config.set_inactivity_timers(none, MINUTE).set_release_timers(none, none, MINUTE);
        config.set_status_test_timers(none, none);
        config.set_remote_subsystems(vec![(C, brivas_sigtran::sccp::Ssn::EIR)]);
    });
    let (ours, _) = net.connected();
    net.pass(SECOND);
    assert!(!net.types().is_empty());
    cut(&mut net);
    net.end(A, ours).unwrap();
    net.pass(SECOND);
    net.pass(2 * MINUTE);
    assert_eq!(net.at(A).connections(), 0);
}

#[test]
fn the_defaults_are_within_what_the_standard_allows() {
    let config = Config::new(A);
    let seconds = |timer: Duration| timer.as_secs();
    assert!((60..=120).contains(&seconds(config.connection_establishment_timer())), "T(conn est)");
    assert!((300..=600).contains(&seconds(config.send_inactivity_timer())), "T(ias)");
    assert!((660..=1260).contains(&seconds(config.receive_inactivity_timer())), "T(iar)");
    assert!((10..=20).contains(&seconds(config.release_timer())), "T(rel)");
    assert!((10..=20).contains(&seconds(config.repeat_release_timer())), "T(repeat rel)");
    assert!((1..=60).contains(&seconds(config.interval_timer())), "T(int)");
    assert!((10..=20).contains(&seconds(config.reassembly_timer())), "T(reass)");
    let (first, longest) = config.status_test_timers();
    assert!((5..=10).contains(&seconds(first)) && (600..=1200).contains(&seconds(longest)), "T(stat info)");
}

#[test]
fn timers_as_long_as_never_are_kept() {
    let never = Duration::MAX;
    let mut net = Net::with(|_, config| {
        config.set_inactivity_timers(never, never).set_release_timers(never, never, never);
        config.set_connection_establishment_timer(never).set_status_test_timers(never, never);
        config.set_reassembly_timer(never);
    });
    let (ours, _) = net.connected();
    net.pass(1000 * MINUTE);
    net.end(A, ours).unwrap();
    assert_eq!(net.at(A).connections(), 0);
    let config = Config::new(A).set_guard_timer(never).clone();
    let sccp = brivas_sigtran::sccp::Sccp::new(config.into(), [0; 32], net.now);
    assert_eq!(sccp.connections(), 0);
}
