//! Stacks on a clock of the test's own, joined in memory.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::cast_possible_truncation)] // a test may fail loudly

#[path = "support/exchange.rs"]
mod exchange;
#[path = "stack/faults.rs"]
mod faults;
#[path = "stack/quad.rs"]
mod quad;

use exchange::Exchange;

#[test]
fn a_subscriber_is_found_and_a_message_delivered() {
    let mut exchange = Exchange::new();
    for _ in 0..3 {
        assert_eq!(exchange.run().len(), 4, "a begin and an end for each question");
        assert_eq!((exchange.centre.map().dialogues(), exchange.network.map().dialogues()), (0, 0));
    }
}

/// Each message is one allocation for its octets, on their way through both stacks; the rest are the dialogues' own.
#[test]
fn an_exchange_takes_few_allocations() {
    let mut exchange = Exchange::new();
    exchange.run();
    let counted = allocation_counter::measure(|| {
        exchange.run();
    });
    assert!(counted.count_total <= 18, "{counted:?}");
}
