//! Two sessions, random operations, and a model of each that is told nothing but what its owner sees. After every
//! operation: the window is within its limit, each request of ours has one outcome, `Closed` comes once and last,
//! nothing panics, and no timer is due that has been run.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_smpp::{
    Bind, BindKind, CommandStatus, Config, DeliverSm, Event, InboundId, Leniency, RequestId, Role, Session,
    SessionState, UsageError,
};
use bytes::BytesMut;
use proptest::prelude::*;

use crate::common::message;

/// What one owner, or the network, does.
#[derive(Clone, Debug)]
enum Op {
    Bind(BindKind),
    /// Accept or refuse the bind that waits.
    Judge(bool),
    Request,
    EnquireLink,
    Unbind,
    /// Answer one of the requests that wait, which one by this number.
    Answer(usize, bool),
    /// Octets go from this side to the other, at most so many.
    Carry(usize),
    /// What is on its way to this side is lost, all of it: a cut that leaves whole PDUs is not likely.
    Lose,
    /// These octets come instead.
    Inject(Vec<u8>),
    Poll,
    Timeout,
    /// Milliseconds; a negative number is a clock that is set back for this one operation.
    Pass(i64),
    Eof,
    Abort,
    CongestionState(u8),
}

fn op() -> impl Strategy<Value = (bool, Op)> {
    let kind =
        prop_oneof![Just(BindKind::Transmitter), Just(BindKind::Receiver), Just(BindKind::Transceiver)];
    let op = prop_oneof![
        2 => kind.prop_map(Op::Bind),
        4 => prop::bool::weighted(0.9).prop_map(Op::Judge),
        12 => Just(Op::Request),
        2 => Just(Op::EnquireLink),
        1 => Just(Op::Unbind),
        10 => (any::<usize>(), prop::bool::weighted(0.8)).prop_map(|(which, accept)| Op::Answer(which, accept)),
        16 => (0_usize..200).prop_map(Op::Carry),
        1 => Just(Op::Lose),
        1 => whole_pdu().prop_map(Op::Inject),
        12 => Just(Op::Poll),
        3 => Just(Op::Timeout),
        6 => (-2000_i64..3000).prop_map(Op::Pass),
        1 => prop_oneof![Just(Op::Eof), Just(Op::Abort), Just(Op::Inject(vec![0; 16]))],
        1 => any::<u8>().prop_map(Op::CongestionState),
    ];
    (any::<bool>(), op)
}

/// A PDU of any command with a body that mostly does not fit.
fn whole_pdu() -> impl Strategy<Value = Vec<u8>> {
    let id = prop_oneof![0_u32..0x22, 0x8000_0000_u32..0x8000_0022, any::<u32>()];
    let body = prop::collection::vec(prop_oneof![Just(0_u8), any::<u8>()], 0..40);
    (id, 0_u32..8, body).prop_map(|(id, number, body)| {
        let length = u32::try_from(16 + body.len()).unwrap();
        [length, id, 0, number].iter().flat_map(|word| word.to_be_bytes()).chain(body).collect()
    })
}

/// One session and what its owner knows of it.
struct Owner {
    session: Session,
    limit: usize,
    input: BytesMut,
    ours: BTreeSet<RequestId>,
    theirs: Vec<InboundId>,
    bind: Option<InboundId>,
    closed: bool,
}

impl Owner {
    fn new(role: Role, limits: (u16, u16), now: Instant) -> Self {
        let mut config = Config::new(role);
        config
            .set_window(limits.0)
            .set_inbound_window(limits.1)
            .set_inbound_rate(NonZeroU32::new(20))
            .set_max_events(8)
            .set_max_transmit(256)
            .set_response_timer(Duration::from_millis(2000))
            .set_enquire_link_timer(Some(Duration::from_millis(700)))
            .set_inactivity_timer(Some(Duration::from_millis(20_000)))
            .set_session_init_timer(Duration::from_millis(5000))
            .set_pdu_timer(Duration::from_millis(3000))
            .set_leniency(Leniency::DEFAULT);
        Self {
            session: Session::new(Arc::new(config), [9; 32], now),
            limit: usize::from(limits.0),
            input: BytesMut::new(),
            ours: BTreeSet::new(),
            theirs: Vec::new(),
            bind: None,
            closed: false,
        }
    }

    fn request(&mut self, now: Instant, role: Role) {
        let full = self.session.outstanding() >= self.limit;
        let sent = match role {
            Role::Esme => self.session.submit_sm(now, &message()),
            Role::Mc => self.session.deliver_sm(now, &DeliverSm::default()),
        };
        match sent {
            Ok(id) => {
                assert!(!full && self.ours.insert(id), "{id:?} is in use");
            }
            Err(UsageError::WindowFull) => assert!(full),
            Err(UsageError::State | UsageError::TransmitFull) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn answer(&mut self, now: Instant, which: usize, accept: bool, role: Role) {
        if self.theirs.is_empty() {
            return;
        }
        let id = self.theirs.swap_remove(which % self.theirs.len());
        let answered = match (accept, role) {
            (false, _) => self.session.refuse(now, id, CommandStatus::ESME_RSYSERR),
            (true, Role::Mc) => self.session.submit_sm_resp(now, id, b"1"),
            (true, Role::Esme) => self.session.deliver_sm_resp(now, id),
        };
        let closed = self.session.state() == SessionState::CLOSED;
        match answered {
            Ok(()) => {}
            Err(UsageError::Gone) => assert!(closed, "a request is answered until the end"),
            // An injected request of another operation, which no owner here accepts.
            Err(UsageError::WrongResponse) => {
                self.session.refuse(now, id, CommandStatus::ESME_RSYSERR).unwrap();
            }
            Err(error) => panic!("{error}"),
        }
    }

    fn poll(&mut self) {
        while let Some(event) = self.session.poll_event() {
            assert!(!self.closed, "{event:?} after Closed");
            match event {
                Event::Bind { id, .. } => self.bind = Some(id),
                Event::Request { id, .. } => self.theirs.push(id),
                Event::Response { id, .. } | Event::RequestFailed { id, .. } => {
                    assert!(self.ours.remove(&id), "{id:?} had its outcome already");
                }
                Event::Bound { pdu, .. } | Event::BindRefused(pdu) => {
                    let bind = self.ours.iter().find(|id| id.sequence_number() == pdu.header.sequence_number);
                    let bind = *bind.unwrap();
                    self.ours.remove(&bind);
                }
                Event::Closed(_) => {
                    assert!(self.ours.is_empty(), "{:?} had no outcome", self.ours);
                    self.closed = true;
                }
                _ => {}
            }
        }
        let bind_under_way = self.ours.len() - self.session.outstanding();
        assert!(bind_under_way <= 1, "{:?} but {}", self.ours, self.session.outstanding());
        if !self.closed {
            assert_eq!(self.session.unanswered(), self.theirs.len() + usize::from(self.bind.is_some()));
        }
    }

    fn check(&mut self) {
        assert!(self.session.outstanding() <= self.limit);
        assert!(self.session.outstanding() <= self.ours.len());
        if self.session.state() == SessionState::CLOSED {
            assert_eq!(self.session.poll_timeout(), None);
            assert!(!self.session.wants_input());
            assert_eq!(self.session.outstanding(), 0);
        }
    }
}

struct World {
    now: Instant,
    /// The ESME and the message centre.
    owners: [Owner; 2],
}

impl World {
    fn apply(&mut self, second: bool, op: &Op) {
        let now = self.now;
        let [esme, mc] = &mut self.owners;
        let (one, other, role) = if second { (mc, esme, Role::Mc) } else { (esme, mc, Role::Esme) };
        match op {
            Op::Bind(kind) => {
                let bind = Bind { kind: *kind, system_id: b"esme", ..Default::default() };
                if let Ok(id) = one.session.bind(now, &bind) {
                    assert!(one.ours.insert(id));
                }
            }
            Op::Judge(accept) => {
                if let Some(id) = one.bind.take() {
                    let judged = if *accept {
                        one.session.accept_bind(now, id, b"mc")
                    } else {
                        one.session.refuse(now, id, CommandStatus::ESME_RBINDFAIL)
                    };
                    let closed = one.session.state() == SessionState::CLOSED;
                    assert_eq!(judged, if closed { Err(UsageError::Gone) } else { Ok(()) });
                }
            }
            Op::Request => one.request(now, role),
            Op::EnquireLink => drop(one.session.enquire_link(now)),
            Op::Unbind => drop(one.session.unbind(now)),
            Op::Answer(which, accept) => one.answer(now, *which, *accept, role),
            Op::Carry(octets) => {
                while let Some(sent) = one.session.poll_transmit() {
                    other.input.extend_from_slice(&sent);
                }
                let mut piece = other.input.split_to((*octets).min(other.input.len()));
                other.session.handle_input(now, &mut piece);
                piece.unsplit(std::mem::take(&mut other.input));
                other.input = piece;
            }
            Op::Lose => one.input.clear(),
            Op::Inject(octets) => one.session.handle_input(now, &mut BytesMut::from(octets.as_slice())),
            Op::Poll => one.poll(),
            Op::Timeout => {
                one.session.handle_timeout(now);
                assert!(one.session.poll_timeout().is_none_or(|at| at > now), "a timer that is never done");
            }
            Op::Pass(millis) => match u64::try_from(*millis) {
                Ok(millis) => self.now += Duration::from_millis(millis),
                Err(_) => one.session.handle_timeout(now - Duration::from_millis(millis.unsigned_abs())),
            },
            Op::Eof => one.session.handle_eof(now),
            Op::Abort => one.session.abort(now),
            Op::CongestionState(state) => one.session.set_congestion_state(Some(*state)),
        }
        for owner in &mut self.owners {
            owner.check();
        }
    }

    /// In the end nothing is owed to anybody: with time enough every request has its outcome.
    fn finish(mut self) {
        for owner in &mut self.owners {
            owner.poll();
            for _ in 0..10_000 {
                let Some(at) = owner.session.poll_timeout() else { break };
                self.now = self.now.max(at);
                owner.session.handle_timeout(self.now);
                while owner.session.poll_transmit().is_some() {}
                owner.poll();
            }
            assert!(owner.closed && owner.ours.is_empty(), "{:?} {:?}", owner.session.state(), owner.ours);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn random_operations_keep_the_invariants(
        esme in (1_u16..4, 1_u16..4),
        mc in (1_u16..4, 1_u16..4),
        bound in prop::bool::weighted(0.8),
        ops in prop::collection::vec(op(), 1..120),
    ) {
        let now = Instant::now();
        let owners = [Owner::new(Role::Esme, esme, now), Owner::new(Role::Mc, mc, now)];
        let mut world = World { now, owners };
        if bound {
            for (second, op) in [
                (false, Op::Bind(BindKind::Transceiver)),
                (false, Op::Carry(200)),
                (true, Op::Poll),
                (true, Op::Judge(true)),
                (true, Op::Carry(200)),
                (false, Op::Poll),
            ] {
                world.apply(second, &op);
            }
            prop_assert_eq!(world.owners[0].session.state(), SessionState::BOUND_TRX);
        }
        for (second, op) in &ops {
            world.apply(*second, op);
        }
        world.finish();
    }
}
