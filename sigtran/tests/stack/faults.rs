//! Whatever happens to the network between two application servers: no dialogue hangs, no message of class 1 arrives out of
//! order, and what was accepted and not handed over is told.

use std::collections::{BTreeMap, BTreeSet};

use brivas_sigtran::Buffer;
use brivas_sigtran::map::{
    self, ApplicationContext, ContextCode, ErrorCode, MapError, OperationCode, UserAbortChoice,
};
use brivas_sigtran::sccp::{self, Address, Ssn, UnitdataRequest};
use brivas_sigtran::stack::Event;
use brivas_sigtran::tcap::{DialogueId, Termination};

use crate::quad::{Owner, PLAIN, POINTS, Quad};

/// Before the number of a plain message.
const MARK: &[u8] = b"No.";

#[derive(Default)]
struct Heard {
    /// Dialogues that a server has opened and that have not ended for it.
    open: BTreeSet<(usize, DialogueId)>,
    ended: usize,
    answered: usize,
    /// The highest number that arrived, by receiver and sequence control.
    highest: BTreeMap<(usize, u8), u64>,
    arrived: BTreeSet<u64>,
    /// Plain messages that came back or were told as undelivered.
    told: BTreeSet<u64>,
}

impl Owner for Heard {
    fn hear(&mut self, quad: &mut Quad, node: usize, event: Event) {
        match event {
            Event::Map(event) => self.take_map(quad, node, event),
            Event::Sccp(sccp::Event::Unitdata { data, in_sequence, .. }) => {
                let number = number_in(&data).unwrap();
                let control = data[0];
                assert!(in_sequence && self.arrived.insert(number), "{number} arrived twice");
                let highest = self.highest.entry((node, control)).or_default();
                assert!(*highest <= number, "{number} arrived after {highest} of the same sequence");
                *highest = number;
            }
            Event::Sccp(sccp::Event::Notice { data, .. }) => {
                self.told.extend(number_in(&data));
            }
            Event::Undelivered(transfer) => {
                self.told.extend(number_in(&transfer.user_data));
            }
            _ => {}
        }
    }
}

impl Heard {
    fn take_map(&mut self, quad: &mut Quad, node: usize, event: map::Event) {
        let now = quad.now;
        let stack = &mut quad.nodes[node];
        match event {
            map::Event::Invoke { dialogue, invoke_id, .. } => stack.with_map(now, |map| {
                let error = MapError { code: ErrorCode::unknownSubscriber, parameter: None };
                let _ = map.error(dialogue, invoke_id, &error);
            }),
            map::Event::Delimiter { dialogue } => stack.with_map(now, |map| {
                let _ = map.close(now, dialogue, Termination::Basic);
            }),
            map::Event::Error { .. } => self.answered += 1,
            map::Event::TimedOut { dialogue, .. } => {
                let _ = stack.with_map(now, |map| map.u_abort(now, dialogue, UserAbortChoice::default()));
                self.end(node, dialogue);
            }
            map::Event::Notice { dialogue, .. } => {
                let _ = stack.with_map(now, |map| map.close(now, dialogue, Termination::PreArranged));
                self.end(node, dialogue);
            }
            map::Event::Closed { dialogue }
            | map::Event::Refused { dialogue, .. }
            | map::Event::UAbort { dialogue, .. }
            | map::Event::PAbort { dialogue, .. } => self.end(node, dialogue),
            _ => {}
        }
    }

    fn end(&mut self, node: usize, dialogue: DialogueId) {
        self.ended += usize::from(self.open.remove(&(node, dialogue)));
    }
}

/// The number of a plain message that is somewhere in these octets.
fn number_in(octets: &[u8]) -> Option<u64> {
    let at = octets.windows(MARK.len()).position(|window| window == MARK)? + MARK.len();
    octets.get(at..at + 8).and_then(|number| number.try_into().ok()).map(u64::from_be_bytes)
}

/// How much of what was sent arrived, and how many dialogues had their answer.
#[derive(Debug, Default)]
struct Score {
    accepted: usize,
    arrived: usize,
    opened: usize,
    answered: usize,
}

fn run(seed: u64, score: &mut Score) {
    let mut quad = Quad::new(seed);
    let mut heard = Heard::default();
    quad.pass(200, &mut heard);
    let mut accepted = BTreeSet::new();
    let mut opened = 0;
    for step in 1..=300_u64 {
        let server = quad.random.below(2) as usize;
        if step % 3 == 0 {
            open(&mut quad, &mut heard, server);
            opened += 1;
        } else if send(&mut quad, server, step) {
            accepted.insert(step);
        }
        if quad.random.below(30) == 0 {
            quad.disturb();
        }
        let pause = quad.random.below(40);
        quad.pass(pause, &mut heard);
    }
    quad.heal();
    // Longer than any timer of a dialogue.
    quad.pass(20 * 60 * 1000, &mut heard);
    let hanging: Vec<usize> = (0..2).map(|node| quad.nodes[node].map().dialogues()).collect();
    assert_eq!(
        (hanging, heard.open.len(), heard.ended),
        (vec![0, 0], 0, opened),
        "seed {seed}: dialogues hang"
    );
    let sent: BTreeSet<u64> = quad.sent.iter().filter_map(|octets| number_in(octets)).collect();
    for number in &accepted {
        assert!(
            sent.contains(number) || heard.told.contains(number),
            "seed {seed}: {number} was accepted, not handed over, and nobody was told"
        );
    }
    assert!(heard.arrived.is_subset(&accepted), "seed {seed}");
    score.accepted += accepted.len();
    score.arrived += heard.arrived.len();
    score.opened += opened;
    score.answered += heard.answered;
}

/// Opens a dialogue with a question to the other server.
fn open(quad: &mut Quad, heard: &mut Heard, server: usize) {
    let (now, context) = (quad.now, ApplicationContext::new(ContextCode::shortMsgGatewayContext, 3));
    let (to, from) = addresses(server, Ssn::MSC);
    let dialogue = quad.nodes[server].with_map(now, |map| {
        let dialogue = map.open(now, to, from, context, None).unwrap();
        map.invoke(dialogue, OperationCode::sendRoutingInfoForSM, None, None).unwrap();
        map.delimiter(now, dialogue).unwrap();
        dialogue
    });
    heard.open.insert((server, dialogue));
}

/// Sends a plain message of class 1 with this number; whether it was accepted.
fn send(quad: &mut Quad, server: usize, number: u64) -> bool {
    let (now, control) = (quad.now, u8::try_from(quad.random.below(4)).unwrap());
    let (called, calling) = addresses(server, PLAIN);
    let mut data = Buffer::new();
    data.prepend(&number.to_be_bytes());
    data.prepend(MARK);
    data.prepend_u8(control);
    let request = UnitdataRequest {
        called,
        calling,
        sequence_control: Some(control.into()),
        return_option: quad.random.below(2) == 0,
        importance: None,
    };
    quad.nodes[server].with_sccp(now, |sccp| sccp.n_unitdata(now, &request, &mut data)).is_ok()
}

/// Of the other server and of this one.
fn addresses(server: usize, ssn: Ssn) -> (Address, Address) {
    (Address::of_point_code(POINTS[1 - server], ssn), Address::of_point_code(POINTS[server], ssn))
}

/// `BRIVAS_SS7_SEEDS` says how many.
#[test]
fn no_dialogue_hangs_no_order_is_lost_and_no_loss_goes_untold() {
    let seeds = std::env::var("BRIVAS_SS7_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(200);
    let mut score = Score::default();
    (0..seeds).for_each(|seed| run(seed, &mut score));
    println!("{seeds} seeds: {score:?}");
    // The faults leave most of it alone, and not all.
    assert!(score.arrived * 2 > score.accepted && score.arrived < score.accepted, "{score:?}");
    assert!(score.answered * 2 > score.opened && score.answered < score.opened, "{score:?}");
}
