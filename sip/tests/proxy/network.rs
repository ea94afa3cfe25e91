//! Calls over a proxy on a network that loses, copies, delays and reorders: every call ends on both sides, and nothing is left
//! anywhere. A run is its seed.

use brivas_sip::agent::{CallId, DialogId, Event as Told};

use super::world::{Chance, World};
use super::*;

/// What the two do.
struct Script {
    chance: Chance,
    call: CallId,
    is_cancelling: bool,
    cancel_at: Option<Instant>,
    /// What the callee answers, and when.
    answers: Vec<(Instant, u16)>,
    theirs: Option<DialogId>,
    /// Who hangs up, and when.
    byes: Vec<(Instant, usize, DialogId)>,
    has_ended: [bool; 2],
}

impl Script {
    fn later(&mut self, now: Instant, most: u64) -> Instant {
        now + Duration::from_millis(self.chance.below(most))
    }

    fn react(&mut self, world: &mut World) {
        let now = world.now;
        for event in world.events(0) {
            match event {
                Told::Answered { dialog, .. } => {
                    self.has_ended[0] = true;
                    world.agent(0).ack(now, dialog, None, None).unwrap();
                    let at = if self.is_cancelling { now } else { self.later(now, 20_000) };
                    self.byes.push((at, 0, dialog));
                }
                Told::Refused { .. } | Told::Failed { .. } => self.has_ended[0] = true,
                _ => {}
            }
        }
        let last = world.nodes.len() - 1;
        for event in world.events(last) {
            match event {
                Told::Incoming { dialog, .. } => {
                    self.theirs = Some(dialog);
                    let finals = [200, 200, 200, 486, 603, 503, 404, 0];
                    let code = finals[usize::try_from(self.chance.below(8)).unwrap()];
                    let ring = self.later(now, 3000);
                    let end = self.later(ring, 40_000);
                    self.answers = vec![(ring, 180), (end, code)];
                }
                Told::Acknowledged { dialog, .. } if self.chance.below(2) == 0 => {
                    let at = self.later(now, 20_000);
                    self.byes.push((at, last, dialog));
                }
                Told::Ended { .. } | Told::Cancelled { .. } => self.has_ended[1] = true,
                _ => {}
            }
        }
    }

    /// Does what is due.
    fn act(&mut self, world: &mut World) {
        let (now, last) = (world.now, world.nodes.len() - 1);
        if self.cancel_at.is_some_and(|at| at <= now) {
            self.cancel_at = None;
            self.is_cancelling = true;
            let _ = world.agent(0).cancel(now, self.call, None);
        }
        for (at, code) in std::mem::take(&mut self.answers) {
            match (at <= now, self.theirs) {
                (true, Some(dialog)) if code > 0 => {
                    let _ = world.agent(last).answer(now, dialog, &Response::new(StatusCode(code)), false);
                }
                (true, _) => {}
                (false, _) => self.answers.push((at, code)),
            }
        }
        for (at, node, dialog) in std::mem::take(&mut self.byes) {
            if at <= now {
                let _ = world.agent(node).bye(now, dialog, None);
            } else {
                self.byes.push((at, node, dialog));
            }
        }
    }

    fn next(&self) -> Option<Instant> {
        let answers = self.answers.iter().map(|(at, _)| *at);
        self.cancel_at.into_iter().chain(answers).chain(self.byes.iter().map(|(at, ..)| *at)).min()
    }
}

/// One call, and how many messages it took.
fn run(seed: u64, proxies: usize) -> usize {
    let mut world = World::with_proxies(proxies, Some(Chance(seed)));
    let mut chance = Chance(seed ^ 0xabcd);
    let call = world.call();
    let wants_cancel = chance.below(4) == 0;
    let cancel_at = wants_cancel.then(|| world.now + Duration::from_millis(chance.below(8000)));
    let (answers, byes) = (Vec::new(), Vec::new());
    let mut script = Script {
        chance,
        call,
        is_cancelling: false,
        cancel_at,
        answers,
        theirs: None,
        byes,
        has_ended: [false; 2],
    };
    world.settle();
    for _ in 0..20_000 {
        script.react(&mut world);
        script.act(&mut world);
        world.settle();
        let Some(due) = world.next().into_iter().chain(script.next()).min() else { break };
        world.step(due);
    }
    assert_eq!(world.next(), None, "seed {seed}: it does not end");
    assert!(script.has_ended[0], "seed {seed}: the caller knows nothing");
    let left = world.left();
    assert!(left.iter().all(|left| *left == (0, 0, 0)), "seed {seed}: {left:?}");
    world.log.len()
}

#[test]
fn a_thousand_calls_on_a_bad_network_all_end_and_leave_nothing() {
    for seed in 0..1000 {
        assert!(run(seed, 1) > 3, "seed {seed}");
    }
}

#[test]
fn calls_over_two_proxies_on_a_bad_network_all_end_and_leave_nothing() {
    for seed in 5000..5200 {
        assert!(run(seed, 2) > 4, "seed {seed}");
    }
}
