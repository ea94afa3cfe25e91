//! Every limit of connections at its bound.

use brivas_sigtran::mtp::{MtpStatus, PointCode};
use brivas_sigtran::sccp::{
    Address, ConnectionMessage, Event, MessageType, RefusalCause, ReleaseCause, Ssn, UsageError,
};

use crate::calls::{ended, refused};
use crate::net::{A, B, Net, hlr};

#[test]
fn one_connection_more_than_allowed_is_refused_on_either_side() {
    let mut net = Net::with(|code, config| {
        config.set_max_connections(if code == A { 3 } else { 2 });
    });
    let (first, _) = net.connected();
    net.connected();
    let third = net.ask(hlr(B), b"").unwrap();
    assert_eq!(net.events(A), [refused(third, RefusalCause::QOS_NOT_AVAILABLE_TRANSIENT)]);
    net.end(A, first).unwrap();
    net.events(B);
    net.connected();
    let mut small = Net::with(|code, config| {
        if code == A {
            config.set_max_connections(2);
        }
    });
    small.connected();
    small.connected();
    assert_eq!(small.ask(hlr(B), b""), Err(UsageError::Full));
}

#[test]
fn data_that_are_too_long_in_segments_end_the_connection() {
    for (longest, arrives) in [(600, true), (599, false)] {
        let mut net = Net::with(|code, config| {
            if code == B {
                config.set_longest_connection_data(longest);
            }
        });
        let (ours, theirs) = net.connected();
        net.send_on(A, ours, &[9; 600]).unwrap();
        if arrives {
            assert_eq!(net.data_on(B, theirs), [vec![9; 600]]);
        } else {
            let cause = ReleaseCause::SUBSYSTEM_CONGESTION;
            assert_eq!(net.events(B), [ended(theirs, cause)]);
            assert_eq!(net.events(A), [ended(ours, cause)]);
        }
    }
}

#[test]
fn segments_that_wait_on_all_connections_together_have_a_limit() {
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_max_partial_data(510);
        }
    });
    let pairs = [net.connected(), net.connected(), net.connected()];
    for (_, theirs) in pairs {
        let destination = theirs.local_reference();
        net.forge(A, B, ConnectionMessage::DataForm1 { destination, more: true, data: &[1; 255] });
    }
    let [_, _, (ours, theirs)] = pairs;
    assert_eq!(net.events(B), [ended(theirs, ReleaseCause::SUBSYSTEM_CONGESTION)]);
    assert_eq!(net.events(A), [ended(ours, ReleaseCause::SUBSYSTEM_CONGESTION)]);
}

#[test]
fn with_too_many_events_waiting_requests_are_refused_and_data_end_their_connection() {
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_max_events(2);
        }
    });
    let (ours, theirs) = net.connected();
    assert!(net.at(B).wants_input());
    net.send_on(A, ours, b"one").unwrap();
    net.send_on(A, ours, b"two").unwrap();
    assert!(!net.at(B).wants_input());
    let asked = net.ask(hlr(B), b"").unwrap();
    assert_eq!(net.events(A), [refused(asked, RefusalCause::SUBSYSTEM_CONGESTION)]);
    net.send_on(A, ours, b"three").unwrap();
    let cause = ReleaseCause::SUBSYSTEM_CONGESTION;
    assert_eq!(net.events(A), [ended(ours, cause)]);
    let events = net.events(B);
    assert_eq!(events.len(), 3, "the end of a connection has always room: {events:?}");
    assert_eq!(events.last(), Some(&ended(theirs, cause)));
    assert!(net.at(B).wants_input());
}

#[test]
fn messages_that_wait_for_the_mtp_have_a_limit_for_verbs_and_for_answers() {
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_max_transmit(3);
        }
    });
    let (ours, theirs) = net.connected();
    assert_eq!(net.send_on(A, ours, &[0; 1020]), Err(UsageError::Full), "four segments");
    assert!(net.seen.is_empty(), "nothing of them is sent");
    net.send_on(A, ours, &[0; 765]).unwrap();
    assert_eq!(net.data_on(B, theirs).len(), 1);
    let now = net.now;
    for _ in 0..3 {
        net.at(A).n_coord_request(now, B, Ssn::HLR);
    }
    assert!(!net.at(A).wants_input());
    let request = brivas_sigtran::sccp::ConnectRequest { called: hlr(B), ..Default::default() };
    assert_eq!(net.at(A).n_connect(now, &request), Err(UsageError::Full));
    net.at(A).n_disconnect(now, ours, ReleaseCause::END_USER_ORIGINATED, b"").unwrap();
    net.seen.clear();
    net.settle();
    assert_eq!(net.types(), [MessageType::UDT; 3], "the release waits for its timer");
    net.pass(std::time::Duration::from_secs(10));
    assert_eq!(net.types(), [MessageType::RLSD, MessageType::RLC]);
}

#[test]
fn management_is_passed_over_while_too_many_events_wait_and_tested_again() {
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_max_events(1).set_remote_subsystems(vec![(B, Ssn::EIR)]);
        }
    });
    let now = net.now;
    net.at(A).handle_status(now, MtpStatus::Congestion(B, 1));
    net.at(B).n_state(now, Ssn::EIR, true);
    net.pass(std::time::Duration::from_secs(10));
    assert_eq!(net.events(A).len(), 1, "the answer was passed over");
    net.pass(std::time::Duration::from_secs(20));
    assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::EIR, in_service: true }]);
}

#[test]
fn more_points_than_allowed_do_not_become_known_by_what_they_send() {
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_max_points(3);
        }
    });
    let options = brivas_sigtran::sccp::Options::default();
    for code in 10..13 {
        let source = brivas_sigtran::sccp::LocalReference(code);
        let called = Address::of_point_code(A, Ssn::MSC);
        let request = ConnectionMessage::ConnectionRequest { source, class: 2, called, options };
        net.forge(PointCode(code), A, request);
    }
    let known: Vec<Event> = net.events(A);
    let become_known = known.iter().filter(|event| matches!(event, Event::PointCodeState { .. })).count();
    assert_eq!((become_known, known.len()), (1, 4), "B, C and one more; all are heard");
}
