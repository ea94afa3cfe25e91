//! Whatever the network does, no dialogue hangs.

use std::collections::VecDeque;

use brivas_sigtran::Buffer;
use brivas_sigtran::tcap::{AbortReason, Class, DialogueId, Event, Termination, Transmit};
use proptest::prelude::*;

use crate::pair::{PLAIN, Pair, SECOND, WITH_CONTEXT, address, deliver, events, invoke};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is lost, doubled or out of order, in the end every dialogue is gone at both ends.
    #[test]
    fn no_dialogue_hangs(steps in prop::collection::vec((any::<u8>(), any::<u8>()), 1..200)) {
        let mut pair = Pair::new();
        let mut open: [Vec<DialogueId>; 2] = [Vec::new(), Vec::new()];
        let mut way: VecDeque<(usize, Transmit)> = VecDeque::new();
        for (choice, which) in steps {
            let end = usize::from(which & 1);
            let tcap = if end == 0 { &mut pair.a } else { &mut pair.b };
            let pick = open[end].get(usize::from(which / 2) % open[end].len().max(1)).copied();
            match (choice % 8, pick) {
                (0 | 1, _) => {
                    let id = tcap.open(pair.now, address(2), address(1)).unwrap();
                    tcap.tc_invoke(id, &invoke(Class::Both), Buffer::new()).unwrap();
                    let info = if choice & 8 == 0 { PLAIN } else { WITH_CONTEXT };
                    tcap.tc_begin(pair.now, id, &info).unwrap();
                    open[end].push(id);
                }
                (2, Some(id)) => drop(tcap.tc_continue(pair.now, id, &PLAIN)),
                (3, Some(id)) => drop(tcap.tc_end(pair.now, id, &PLAIN, Termination::Basic)),
                (4, Some(id)) => {
                    let reason = AbortReason::UserSpecific { user_information: None };
                    let _ = tcap.tc_u_abort(pair.now, id, &reason);
                }
                (5, Some(id)) => drop(tcap.tc_result(id, 0, choice & 8 == 0, None, Buffer::new())),
                _ => {
                    // One message arrives, is lost, or arrives twice.
                    let place = usize::from(which) % way.len().max(1);
                    if let Some((to, sent)) = way.remove(place) {
                        for _ in 0..choice / 8 % 3 {
                            let to = if to == 0 { &mut pair.a } else { &mut pair.b };
                            deliver(to, pair.now, sent.clone());
                        }
                    }
                }
            }
            for (from, tcap) in [&mut pair.a, &mut pair.b].into_iter().enumerate() {
                way.extend(std::iter::from_fn(|| tcap.poll_transmit()).map(|sent| (1 - from, sent)));
                for event in events(tcap) {
                    if let Event::Begin { dialogue, .. } = event {
                        open[from].push(dialogue);
                    }
                }
            }
        }
        for _ in 0..3 {
            pair.pass(601 * SECOND);
            pair.exchange();
        }
        prop_assert_eq!((pair.a.dialogues(), pair.b.dialogues()), (0, 0));
        prop_assert_eq!((pair.a.poll_timeout(), pair.b.poll_timeout()), (None, None));
    }
}
