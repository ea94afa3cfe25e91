//! The four machines of transactions on a clock of the test's own: every timer of RFC 3261 §17 and RFC 6026, every arrow of
//! their figures, and what must hold whatever happens.

use std::time::{Duration, Instant};

use brivas_sip::StatusCode;
use brivas_sip::transaction::{
    InviteClient, InviteServer, NonInviteClient, NonInviteServer, Send, State, Step, Tell, Timers,
};
use proptest::prelude::*;

const NOTHING: Step = Step { send: Send::Nothing, tell: Tell::Nothing };
const AGAIN: Step = Step { send: Send::Again, tell: Tell::Nothing };
const THIS: Step = Step { send: Send::This, tell: Tell::Nothing };
const TOLD: Step = Step { send: Send::Nothing, tell: Tell::This };
const ACKED: Step = Step { send: Send::Ack, tell: Tell::This };
const TRYING: Step = Step { send: Send::Trying, tell: Tell::Nothing };
const TIMEOUT: Step = Step { send: Send::Nothing, tell: Tell::Timeout };

/// What all four have in common.
trait Machine {
    fn state(&self) -> State;
    fn poll_timeout(&self) -> Option<Instant>;
    fn handle_timeout(&mut self, now: Instant) -> Option<Step>;
}

macro_rules! machines {
    ($($type:ty),*) => { $(
        impl Machine for $type {
            fn state(&self) -> State {
                <$type>::state(self)
            }

            fn poll_timeout(&self) -> Option<Instant> {
                <$type>::poll_timeout(self)
            }

            fn handle_timeout(&mut self, now: Instant) -> Option<Step> {
                <$type>::handle_timeout(self, now)
            }
        }
    )* };
}

machines!(InviteClient, NonInviteClient, InviteServer, NonInviteServer);

/// A clock that goes only when it is told to.
struct Test {
    start: Instant,
    now: Instant,
    timers: Timers,
}

impl Test {
    #[allow(clippy::disallowed_methods)] // a test has a clock
    fn new() -> Self {
        let now = Instant::now();
        Self { start: now, now, timers: Timers::new() }
    }

    fn at(&mut self, millis: u64) -> Instant {
        self.now = self.start + Duration::from_millis(millis);
        self.now
    }

    /// What a machine does by itself until it rests: at which millisecond, and what.
    fn run(&mut self, machine: &mut impl Machine) -> Vec<(u128, Step)> {
        let mut all = Vec::new();
        while let Some(due) = machine.poll_timeout() {
            self.now = due;
            while let Some(step) = machine.handle_timeout(due) {
                all.push(((due - self.start).as_millis(), step));
            }
            assert!(all.len() < 1000, "timers without an end");
        }
        all
    }
}

fn sends(all: &[(u128, Step)]) -> Vec<u128> {
    all.iter().filter(|(_, step)| step.send != Send::Nothing).map(|(at, _)| *at).collect()
}

/// Timers A and B (§17.1.1.2): A is doubled without T2 as an end.
#[test]
fn an_invite_without_an_answer_is_sent_seven_times_and_ends_after_64_t1() {
    let mut test = Test::new();
    let mut client = InviteClient::new(test.now, &test.timers, false);
    let all = test.run(&mut client);
    assert_eq!(sends(&all), [500, 1500, 3500, 7500, 15_500, 31_500]);
    assert_eq!((all.last(), client.state()), (Some(&(32_000, TIMEOUT)), State::Terminated));

    let mut test = Test::new();
    let mut reliable = InviteClient::new(test.now, &test.timers, true);
    assert_eq!(test.run(&mut reliable), [(32_000, TIMEOUT)]);
}

/// Timers E and F (§17.1.2.2).
#[test]
fn another_request_is_sent_at_most_every_t2_and_ends_after_64_t1() {
    let mut test = Test::new();
    let mut client = NonInviteClient::new(test.now, &test.timers, false);
    let all = test.run(&mut client);
    assert_eq!(sends(&all), [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    assert_eq!(all.last(), Some(&(32_000, TIMEOUT)));

    // After a provisional response a copy goes every T2, and Timer F goes on.
    let mut test = Test::new();
    let mut client = NonInviteClient::new(test.now, &test.timers, false);
    assert_eq!(client.on_response(test.at(100), StatusCode::TRYING), TOLD);
    assert_eq!(client.on_response(test.at(200), StatusCode::TRYING), TOLD);
    let all = test.run(&mut client);
    assert_eq!(sends(&all), [4100, 8100, 12_100, 16_100, 20_100, 24_100, 28_100]);
    assert_eq!((all.last(), client.state()), (Some(&(32_000, TIMEOUT)), State::Terminated));

    let mut test = Test::new();
    let mut reliable = NonInviteClient::new(test.now, &test.timers, true);
    assert_eq!(reliable.on_response(test.at(100), StatusCode::TRYING), TOLD);
    assert_eq!(test.run(&mut reliable), [(32_000, TIMEOUT)]);
}

/// A client in Proceeding has no timer of its own (§17.1.1.2).
#[test]
fn an_invite_may_ring_for_ever() {
    let mut test = Test::new();
    let mut client = InviteClient::new(test.now, &test.timers, false);
    assert_eq!(client.on_response(test.at(100), StatusCode::RINGING), TOLD);
    assert_eq!((client.state(), client.poll_timeout()), (State::Proceeding, None));
    assert_eq!(client.on_response(test.at(9_000_000), StatusCode::RINGING), TOLD);
}

/// §9.1.
#[test]
fn a_cancelled_invite_ends_after_64_t1_whatever_provisional_response_comes() {
    let mut test = Test::new();
    let mut client = InviteClient::new(test.now, &test.timers, false);
    client.on_response(test.at(100), StatusCode::RINGING);
    client.on_cancel(test.at(200), &test.timers);
    assert_eq!(client.on_response(test.at(300), StatusCode::RINGING), TOLD);
    assert_eq!(test.run(&mut client), [(32_200, TIMEOUT)]);
}

/// Timer D (§17.1.1.2).
#[test]
fn copies_of_a_final_response_to_an_invite_are_acknowledged_for_32_seconds() {
    for before in [None, Some(StatusCode::RINGING)] {
        let mut test = Test::new();
        let mut client = InviteClient::new(test.now, &test.timers, false);
        if let Some(code) = before {
            client.on_response(test.at(100), code);
        }
        assert_eq!(client.on_response(test.at(1000), StatusCode::BUSY_HERE), ACKED);
        assert_eq!(client.state(), State::Completed);
        let copy = client.on_response(test.at(2000), StatusCode::BUSY_HERE);
        assert_eq!(copy, Step { send: Send::Ack, tell: Tell::Nothing });
        assert_eq!(client.on_response(test.at(2100), StatusCode::OK), NOTHING);
        assert_eq!(client.on_response(test.at(2200), StatusCode::RINGING), NOTHING);
        assert_eq!(test.run(&mut client), [(33_000, NOTHING)]);
        assert_eq!(client.state(), State::Terminated);
    }
    let mut test = Test::new();
    let mut reliable = InviteClient::new(test.now, &test.timers, true);
    assert_eq!(reliable.on_response(test.at(1000), StatusCode::BUSY_HERE), ACKED);
    assert_eq!(reliable.state(), State::Terminated);
}

/// Timer M (RFC 6026 §8.4), which runs on every transport.
#[test]
fn every_2xx_of_an_invite_is_for_its_user_for_64_t1() {
    for reliable in [false, true] {
        let mut test = Test::new();
        let mut client = InviteClient::new(test.now, &test.timers, reliable);
        assert_eq!(client.on_response(test.at(1000), StatusCode::OK), TOLD);
        assert_eq!(client.state(), State::Accepted);
        assert_eq!(client.on_response(test.at(2000), StatusCode::OK), TOLD, "of another fork, or a copy");
        assert_eq!(client.on_response(test.at(2100), StatusCode::RINGING), NOTHING);
        assert_eq!(client.on_response(test.at(2200), StatusCode::BUSY_HERE), NOTHING);
        assert_eq!(client.on_transport_error(), NOTHING);
        assert_eq!(test.run(&mut client), [(33_000, NOTHING)]);
        assert_eq!(client.state(), State::Terminated);
    }
}

/// Timer K (§17.1.2.2).
#[test]
fn copies_of_any_other_final_response_are_taken_in_for_t4() {
    let mut test = Test::new();
    let mut client = NonInviteClient::new(test.now, &test.timers, false);
    assert_eq!(client.on_response(test.at(1000), StatusCode::OK), TOLD);
    assert_eq!(client.state(), State::Completed);
    assert_eq!(client.on_response(test.at(1100), StatusCode::OK), NOTHING);
    assert_eq!(client.on_transport_error(), NOTHING);
    assert_eq!(test.run(&mut client), [(6000, NOTHING)]);
    let mut reliable = NonInviteClient::new(test.now, &test.timers, true);
    assert_eq!(reliable.on_response(test.now, StatusCode::OK), TOLD);
    assert_eq!(reliable.state(), State::Terminated);
}

#[test]
fn what_cannot_be_sent_ends_a_client_and_is_told_once() {
    let failed = Step { send: Send::Nothing, tell: Tell::TransportError };
    let test = Test::new();
    let mut invite = InviteClient::new(test.now, &test.timers, false);
    assert_eq!((invite.on_transport_error(), invite.on_transport_error()), (failed, NOTHING));
    assert_eq!((invite.state(), invite.poll_timeout()), (State::Terminated, None));
    let mut other = NonInviteClient::new(test.now, &test.timers, false);
    assert_eq!((other.on_transport_error(), other.on_transport_error()), (failed, NOTHING));
    assert_eq!((other.state(), other.poll_timeout()), (State::Terminated, None));
    // An ACK that cannot be sent.
    let mut invite = InviteClient::new(test.now, &test.timers, false);
    invite.on_response(test.now, StatusCode::DECLINE);
    assert_eq!(invite.on_transport_error(), failed);
}

/// §17.2.1: after 200 ms, and not once its user has spoken.
#[test]
fn an_invite_whose_user_is_silent_is_answered_with_100() {
    let mut test = Test::new();
    let mut server = InviteServer::new(test.now, &test.timers, false);
    assert_eq!(server.on_copy(), NOTHING, "there is nothing to be sent again");
    assert_eq!(test.run(&mut server), [(200, TRYING)]);
    assert_eq!((server.on_copy(), server.state()), (AGAIN, State::Proceeding));

    let mut server = InviteServer::new(test.now, &test.timers, false);
    assert_eq!(server.respond(test.now, StatusCode::RINGING), THIS);
    assert_eq!((server.poll_timeout(), server.on_copy()), (None, AGAIN));
}

/// Timers G, H (§17.2.1).
#[test]
fn a_refused_invite_is_answered_again_until_the_ack_or_for_64_t1() {
    let mut test = Test::new();
    let mut server = InviteServer::new(test.now, &test.timers, false);
    assert_eq!(server.respond(test.now, StatusCode::BUSY_HERE), THIS);
    assert_eq!(server.respond(test.now, StatusCode::OK), NOTHING, "too late");
    assert_eq!(server.on_copy(), AGAIN);
    let all = test.run(&mut server);
    assert_eq!(sends(&all), [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    let no_ack = Step { send: Send::Nothing, tell: Tell::NoAck };
    assert_eq!((all.last(), server.state()), (Some(&(32_000, no_ack)), State::Terminated));

    let mut test = Test::new();
    let mut reliable = InviteServer::new(test.now, &test.timers, true);
    reliable.respond(test.now, StatusCode::BUSY_HERE);
    assert_eq!(test.run(&mut reliable), [(32_000, no_ack)], "Timer G does not run, Timer H does");
}

/// Timer I (§17.2.1).
#[test]
fn copies_of_the_ack_are_taken_in_for_t4() {
    let mut test = Test::new();
    let mut server = InviteServer::new(test.now, &test.timers, false);
    server.respond(test.now, StatusCode::BUSY_HERE);
    assert_eq!(server.on_ack(test.at(600)), NOTHING);
    assert_eq!(server.state(), State::Confirmed);
    assert_eq!((server.on_ack(test.at(700)), server.on_copy()), (NOTHING, NOTHING));
    assert_eq!(test.run(&mut server), [(5600, NOTHING)]);
    assert_eq!(server.state(), State::Terminated);

    let mut reliable = InviteServer::new(test.now, &test.timers, true);
    reliable.respond(test.now, StatusCode::BUSY_HERE);
    reliable.on_ack(test.now);
    assert_eq!(reliable.state(), State::Terminated);
}

/// Timer L (RFC 6026 §8.5), which runs on every transport.
#[test]
fn an_accepted_invite_takes_in_copies_and_gives_its_user_the_ack() {
    for reliable in [false, true] {
        let mut test = Test::new();
        let mut server = InviteServer::new(test.now, &test.timers, reliable);
        assert_eq!(server.respond(test.at(1000), StatusCode::OK), THIS);
        assert_eq!((server.state(), server.on_copy()), (State::Accepted, NOTHING));
        assert_eq!(server.respond(test.at(1500), StatusCode::OK), THIS, "its user sends it again");
        assert_eq!(server.respond(test.at(1500), StatusCode::BUSY_HERE), NOTHING);
        assert_eq!(server.on_ack(test.at(1600)), TOLD);
        assert_eq!(test.run(&mut server), [(33_000, NOTHING)]);
        assert_eq!(server.state(), State::Terminated);
    }
}

/// Timer J (§17.2.2).
#[test]
fn any_other_request_is_answered_again_for_64_t1_when_it_comes_again() {
    let mut test = Test::new();
    let mut server = NonInviteServer::new(test.now, &test.timers, false);
    assert_eq!(server.on_copy(), NOTHING, "its user has it already");
    assert_eq!(server.respond(test.at(1000), StatusCode::OK), THIS);
    assert_eq!((server.on_copy(), server.state()), (AGAIN, State::Completed));
    assert_eq!(server.respond(test.at(1000), StatusCode::DECLINE), NOTHING);
    assert_eq!(test.run(&mut server), [(33_000, NOTHING)]);
    assert_eq!(server.state(), State::Terminated);

    let mut reliable = NonInviteServer::new(test.now, &test.timers, true);
    reliable.respond(test.now, StatusCode::OK);
    assert_eq!(reliable.state(), State::Terminated);
}

/// RFC 4320 §4.1, §4.2.
#[test]
fn any_other_request_is_answered_with_100_late_and_with_nothing_else_before_the_end() {
    for reliable in [false, true] {
        let mut test = Test::new();
        let mut server = NonInviteServer::new(test.now, &test.timers, reliable);
        assert_eq!(server.respond(test.now, StatusCode::RINGING), NOTHING);
        assert_eq!(test.run(&mut server), [(3500, TRYING)], "when Timer E reaches T2");
        assert_eq!((server.state(), server.on_copy()), (State::Proceeding, AGAIN));
        assert_eq!(server.respond(test.now, StatusCode::OK), THIS);
    }
    let test = Test::new();
    let mut server = NonInviteServer::new(test.now, &test.timers, false);
    assert_eq!(server.respond(test.now, StatusCode::REQUEST_TIMEOUT), NOTHING);
    assert_eq!(server.state(), State::Terminated);
}

#[test]
fn timers_that_are_late_run_in_their_order_and_no_timer_runs_twice() {
    let test = Test::new();
    let mut client = InviteClient::new(test.now, &test.timers, false);
    let late = test.now + Duration::from_secs(60);
    let all: Vec<Step> = std::iter::from_fn(|| client.handle_timeout(late)).collect();
    assert_eq!(all, [[AGAIN; 6].as_slice(), &[TIMEOUT]].concat());
    assert_eq!(client.handle_timeout(late), None);
}

#[test]
fn timers_are_those_that_are_set() {
    let mut timers = Timers::new();
    timers
        .set_t1(Duration::from_millis(100))
        .set_t2(Duration::from_millis(400))
        .set_t4(Duration::from_secs(1));
    timers.set_timer_d(Duration::from_secs(40)).set_trying(Duration::from_millis(50));
    assert_eq!(timers.transaction(), Duration::from_millis(6400));
    assert_eq!(timers.late_trying(), Duration::from_millis(300));
    assert_eq!((timers.timer_d(), timers.trying()), (Duration::from_secs(40), Duration::from_millis(50)));
    timers.set_t1(Duration::ZERO);
    assert_eq!(timers.late_trying(), Duration::ZERO);
}

/// One thing that happens to a machine.
#[derive(Clone, Debug)]
enum Op {
    Response(u16),
    Copy,
    Ack,
    Error,
    Pass(u64),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        3 => (1_u16..7, 0_u16..100).prop_map(|(class, rest)| Op::Response(class * 100 + rest)),
        2 => Just(Op::Copy),
        2 => Just(Op::Ack),
        1 => Just(Op::Error),
        3 => (0_u64..40_000).prop_map(Op::Pass),
    ];
    prop::collection::vec(op, 0..30)
}

/// A machine of any kind, and what may happen to it.
enum Any {
    InviteClient(InviteClient),
    NonInviteClient(NonInviteClient),
    InviteServer(InviteServer),
    NonInviteServer(NonInviteServer),
}

impl Any {
    fn machine(&mut self) -> &mut dyn Machine {
        match self {
            Self::InviteClient(machine) => machine,
            Self::NonInviteClient(machine) => machine,
            Self::InviteServer(machine) => machine,
            Self::NonInviteServer(machine) => machine,
        }
    }

    fn step(&mut self, now: Instant, op: &Op) -> Step {
        match (self, op) {
            (Self::InviteClient(machine), Op::Response(code)) => machine.on_response(now, StatusCode(*code)),
            (Self::NonInviteClient(machine), Op::Response(code)) => {
                machine.on_response(now, StatusCode(*code))
            }
            (Self::InviteServer(machine), Op::Response(code)) => machine.respond(now, StatusCode(*code)),
            (Self::NonInviteServer(machine), Op::Response(code)) => machine.respond(now, StatusCode(*code)),
            (Self::InviteServer(machine), Op::Copy) => machine.on_copy(),
            (Self::NonInviteServer(machine), Op::Copy) => machine.on_copy(),
            (Self::InviteServer(machine), Op::Ack) => machine.on_ack(now),
            (Self::InviteClient(machine), Op::Error) => machine.on_transport_error(),
            (Self::NonInviteClient(machine), Op::Error) => machine.on_transport_error(),
            (Self::InviteServer(machine), Op::Error) => machine.on_transport_error(),
            (Self::NonInviteServer(machine), Op::Error) => machine.on_transport_error(),
            _ => NOTHING,
        }
    }
}

/// How far a state is: none comes back.
const fn progress(state: State) -> u8 {
    match state {
        State::Calling | State::Trying => 0,
        State::Proceeding => 1,
        State::Accepted | State::Completed => 2,
        State::Confirmed => 3,
        State::Terminated => 4,
    }
}

proptest! {
    /// No machine goes back, does anything once it is over, has a timer then or one that is due after it was run; and each
    /// comes to rest.
    #[test]
    fn whatever_happens_a_machine_goes_forward_and_ends(kind in 0_usize..4, reliable: bool, ops in ops()) {
        let mut test = Test::new();
        let (now, timers) = (test.now, test.timers);
        let mut any = match kind {
            0 => Any::InviteClient(InviteClient::new(now, &timers, reliable)),
            1 => Any::NonInviteClient(NonInviteClient::new(now, &timers, reliable)),
            2 => Any::InviteServer(InviteServer::new(now, &timers, reliable)),
            _ => Any::NonInviteServer(NonInviteServer::new(now, &timers, reliable)),
        };
        for op in &ops {
            let before = any.machine().state();
            let step = any.step(test.now, op);
            if let Op::Pass(millis) = op {
                test.now += Duration::from_millis(*millis);
                while any.machine().handle_timeout(test.now).is_some() {}
                prop_assert!(any.machine().poll_timeout().is_none_or(|due| due > test.now));
            }
            let after = any.machine().state();
            prop_assert!(progress(after) >= progress(before), "{before:?} to {after:?}");
            if before == State::Terminated {
                prop_assert_eq!(step, NOTHING);
            }
            if after == State::Terminated {
                prop_assert_eq!(any.machine().poll_timeout(), None);
            }
            prop_assert!(!(step.send == Send::This && step.tell != Tell::Nothing), "what is sent is not told");
        }
        let mut left = 0;
        while let Some(due) = any.machine().poll_timeout() {
            while any.machine().handle_timeout(due).is_some() {}
            left += 1;
            prop_assert!(left < 100, "timers without an end");
        }
        // Only in Proceeding it is for the user to go on.
        let state = any.machine().state();
        prop_assert!(matches!(state, State::Terminated | State::Proceeding), "{state:?}");
    }
}
