//! The owner of a back-to-back user agent: connects, refuses and hangs up at any moment. Each call ends once.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use brivas_sip::b2bua::{BridgeId, Event, Leg, refusal};
use brivas_sip::endpoint::{self, Target};
use brivas_sip::header::Transport;
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{B2bua, StatusCode, agent};

use super::random::Random;

/// What he knows of a call.
struct Call {
    from: IpAddr,
    attempts: u32,
    /// Whether he is to say where it goes.
    is_waiting: bool,
    is_answered: bool,
}

pub(crate) struct Keeper {
    /// Whom calls are for: the one that does not call.
    pub(crate) parties: [SocketAddr; 2],
    pub(crate) transports: Vec<Transport<'static>>,
    pub(crate) is_leaving: bool,
    /// Of a hundred calls he connects so many at once.
    diligence: u64,
    calls: BTreeMap<BridgeId, Call>,
    ended: BTreeSet<BridgeId>,
}

impl Keeper {
    pub(crate) fn new(
        parties: [SocketAddr; 2],
        transports: Vec<Transport<'static>>,
        random: &mut Random,
    ) -> Self {
        let (diligence, calls, ended) = (50 + random.below(51), BTreeMap::new(), BTreeSet::new());
        Self { parties, transports, is_leaving: false, diligence, calls, ended }
    }

    pub(crate) fn drain(
        &mut self,
        switch: &mut B2bua,
        now: Instant,
        random: &mut Random,
    ) -> Vec<endpoint::Event> {
        let mut rest = Vec::new();
        while let Some(event) = switch.poll_event() {
            match event {
                Event::Incoming { bridge, source, .. } => {
                    let call =
                        Call { from: source.addr.ip(), attempts: 0, is_waiting: true, is_answered: false };
                    assert!(self.calls.insert(bridge, call).is_none());
                    assert!(!self.ended.contains(&bridge));
                }
                Event::Progress { bridge, .. } => {
                    assert!(self.calls.contains_key(&bridge), "of a call that is over");
                }
                Event::Answered { bridge, .. } => {
                    let call = self.calls.get_mut(&bridge).expect("of a call that is over");
                    assert!(!std::mem::replace(&mut call.is_answered, true), "answered twice");
                }
                Event::AttemptFailed { bridge, code, .. } => {
                    let call = self.calls.get_mut(&bridge).expect("of a call that is over");
                    assert!(!call.is_answered && !std::mem::replace(&mut call.is_waiting, true));
                    if call.attempts > 2 || random.percent(50) {
                        self.refuse(switch, now, bridge, refusal(code));
                    }
                }
                Event::LegFailed { bridge, leg, .. } => {
                    let call = self.calls.get(&bridge).expect("of a call that is over");
                    assert!(leg < 2 && !call.is_answered);
                }
                Event::Ended { bridge, .. } => self.end(bridge),
                Event::Agent(agent::Event::Endpoint(event)) => rest.push(event),
                Event::Agent(agent::Event::Request { id, .. }) => {
                    let gone = Response::new(StatusCode::CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                    switch.agent().respond(now, id, &gone).unwrap();
                }
                other => panic!("{other:?}"),
            }
            if random.percent(self.diligence) {
                self.connect_waiting(switch, now, random);
            }
        }
        rest
    }

    fn end(&mut self, bridge: BridgeId) {
        assert!(self.calls.remove(&bridge).is_some(), "a call ends twice, or was none");
        assert!(self.ended.insert(bridge));
    }

    fn connect_waiting(&mut self, switch: &mut B2bua, now: Instant, random: &mut Random) {
        let waiting = self.calls.iter_mut().find(|(_, call)| call.is_waiting);
        let Some((bridge, call)) = waiting else { return };
        let to = self.parties.into_iter().find(|party| party.ip() != call.from).unwrap();
        // Of one or two that ring at once.
        let count = 1 + usize::from(random.percent(30));
        let mut leg = || {
            let target = Target::new(random.one_of(&self.transports).unwrap(), to);
            Leg::new(Uri::read(b"sip:two@192.0.2.8").unwrap(), target)
        };
        let legs: Vec<_> = (0..count).map(|_| leg()).collect();
        (call.is_waiting, call.attempts) = (false, call.attempts + 1);
        switch.ring(now, *bridge, &legs).unwrap();
    }

    fn refuse(&mut self, switch: &mut B2bua, now: Instant, bridge: BridgeId, code: StatusCode) {
        match switch.refuse(now, bridge, code, None) {
            Ok(()) => self.calls.get_mut(&bridge).unwrap().is_waiting = false,
            Err(error) => assert_eq!(error, agent::UsageError::State),
        }
    }

    pub(crate) fn turn(&mut self, switch: &mut B2bua, now: Instant, random: &mut Random) {
        let ids: Vec<BridgeId> = self.calls.keys().copied().collect();
        if !self.is_leaving {
            self.connect_waiting(switch, now, random);
        }
        for bridge in ids {
            if self.is_leaving || random.percent(3) {
                let _ = switch.hang_up(now, bridge, None);
                if !self.calls[&bridge].is_answered {
                    self.refuse(switch, now, bridge, StatusCode::DECLINE);
                }
            }
        }
    }

    pub(crate) fn check(&self, switch: &B2bua) {
        assert_eq!(switch.calls(), self.calls.len());
    }

    pub(crate) fn check_end(&self) {
        assert!(self.calls.is_empty(), "calls without an end");
    }

    pub(crate) fn is_done(&self) -> bool {
        self.is_leaving && self.calls.is_empty()
    }
}
