//! SCCP management (Q.714 §5; Q.786).

use std::time::Duration;

use brivas_sigtran::mtp::MtpStatus;
use brivas_sigtran::sccp::{Address, Event, ReturnCause, Ssn};

use crate::net::{A, B, C, Net, SECOND, hlr};

#[test]
fn concerned_points_are_told_when_a_subsystem_goes_and_comes() {
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_concerned(vec![A]);
        }
    });
    let now = net.now;
    for in_service in [false, true] {
        net.at(B).n_state(now, Ssn::HLR, in_service);
        net.at(B).n_state(now, Ssn::HLR, in_service);
        net.settle();
        assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::HLR, in_service }]);
        assert_eq!(net.send(hlr(B), b"x").is_ok(), in_service);
    }
}

#[test]
fn a_watched_subsystem_is_prohibited_until_its_point_says_it_is_there_and_tested_ever_more_seldom() {
    let mut net = Net::with(|code, config| {
        if code == A {
            config.set_remote_subsystems(vec![(B, Ssn::EIR)]);
        }
    });
    let eir = Address::of_point_code(B, Ssn::EIR);
    assert!(net.send(eir, b"x").is_err());
    let tests = |net: &mut Net| net.seen.drain(..).filter(|(label, _)| label.dpc == B).count();
    tests(&mut net);
    for (wait, expected) in [(10, 1), (19, 0), (1, 1), (39, 0), (1, 1)] {
        net.pass(Duration::from_secs(wait));
        assert_eq!(tests(&mut net), expected, "after {wait} s more");
    }
    let now = net.now;
    net.at(B).n_state(now, Ssn::EIR, true);
    net.pass(81 * SECOND);
    assert_eq!(net.events(A), [Event::State { point_code: B, ssn: Ssn::EIR, in_service: true }]);
    net.send(eir, b"x").unwrap();
    assert_eq!(net.at(A).poll_timeout(), None, "no more tests");
}

#[test]
fn the_two_halves_of_a_subsystem_agree_who_serves() {
    let mut net = Net::new();
    let now = net.now;
    net.at(A).n_coord_request(now, B, Ssn::HLR);
    net.settle();
    assert_eq!(net.events(B), [Event::CoordinationRequested { point_code: A, ssn: Ssn::HLR }]);
    net.at(B).n_coord_response(now, A, Ssn::HLR);
    net.settle();
    assert_eq!(net.events(A), [Event::CoordinationGranted { point_code: B, ssn: Ssn::HLR }]);
}

#[test]
fn a_point_that_sends_while_nothing_is_taken_is_told_at_its_first_message_and_at_each_eighth() {
    let mut net = Net::with(|code, config| {
        if code == B {
            config.set_max_events(2);
        }
    });
    for _ in 0..2 {
        net.send(hlr(B), b"taken").unwrap();
    }
    let told = |net: &mut Net| {
        let events = net.events(A);
        let is_told = |event: &&Event| {
            let congested = Event::Congestion { point_code: B, ssn: Some(Ssn::SCCP_MANAGEMENT), level: 8 };
            **event == congested
        };
        events.iter().filter(is_told).count()
    };
    assert_eq!(told(&mut net), 0);
    for expected in [1, 0, 0, 0, 0, 0, 0, 0, 1, 0] {
        net.send(hlr(B), b"too much").unwrap();
        assert_eq!(told(&mut net), expected);
    }
    net.events(B);
    for _ in 0..3 {
        net.send(hlr(B), b"again").unwrap();
    }
    assert_eq!(told(&mut net), 1, "the first message of another congestion");
}

#[test]
fn what_a_user_is_told_of_points_and_subsystems_follows_the_mtp() {
    let mut net = Net::new();
    let now = net.now;
    net.at(B).n_state(now, Ssn::HLR, false);
    net.send(hlr(B), b"x").unwrap();
    let state = |in_service| Event::State { point_code: B, ssn: Ssn::HLR, in_service };
    assert!(net.events(A).contains(&state(false)), "told by SSP when we sent to it");
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    net.at(A).handle_status(now, MtpStatus::Pause(B));
    let point = |accessible| Event::PointCodeState { point_code: B, accessible };
    assert_eq!(net.events(A), [point(false)], "once");
    net.at(A).handle_status(now, MtpStatus::Resume(B));
    assert_eq!(net.events(A), [point(true)]);
    net.send(hlr(B), b"x").unwrap();
    assert!(net.notices().contains(&ReturnCause::SUBSYSTEM_FAILURE), "its subsystems are known anew");
    net.at(A).handle_status(now, MtpStatus::Congestion(C, 2));
    assert_eq!(net.events(A), [Event::Congestion { point_code: C, ssn: None, level: 2 }]);
}
