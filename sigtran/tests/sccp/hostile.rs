//! Messages of the network that nobody should send, and the same ones twice.

use brivas_sigtran::mtp::{MtpTransfer, RoutingLabel};
use brivas_sigtran::sccp::Event;
use proptest::prelude::*;

use crate::net::{A, B, Net, SECOND};

fn transfer(message_type: u8, octets: &[u8]) -> MtpTransfer {
    let label = RoutingLabel { opc: A, dpc: B, si: 3, ..RoutingLabel::default() };
    MtpTransfer { label, user_data: [&[message_type][..], octets].concat().into() }
}

/// The end of a connection.
fn is_end(event: &Event) -> bool {
    matches!(event, Event::Refused { .. } | Event::Disconnected { .. })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_message_of_the_network_makes_it_panic_or_answer_an_answer(
        octets in prop::collection::vec(any::<u8>(), 0..60),
        message_type in 0_u8..0x16,
    ) {
        let mut net = Net::new();
        let now = net.now;
        net.at(B).handle_transfer(now, &transfer(message_type, &octets));
        net.settle();
        net.pass(1000 * SECOND);
    }

    #[test]
    fn no_message_for_a_connection_makes_it_panic_and_it_ends_once(
        messages in prop::collection::vec(
            (0_u8..0x16, any::<bool>(), prop::collection::vec(any::<u8>(), 0..40)),
            1..12,
        ),
    ) {
        let mut net = Net::new();
        let (ours, theirs) = net.connected();
        let three = |reference: u32| reference.to_le_bytes()[..3].to_vec();
        let (destination, source) = (three(theirs.local_reference().0), three(ours.local_reference().0));
        for (message_type, names_source, rest) in messages {
            let source = if names_source { &source[..] } else { &[] };
            let octets = [&destination[..], source, &rest].concat();
            let now = net.now;
            net.at(B).handle_transfer(now, &transfer(message_type, &octets));
            net.settle();
        }
        for _ in 0..40 {
            net.pass(60 * SECOND);
        }
        let ends = net.events(B).iter().filter(|event| is_end(event)).count();
        prop_assert_eq!(ends, 1 - usize::from(net.send_on(B, theirs, b"x").is_ok()));
    }

    #[test]
    fn the_same_messages_give_the_same_answers_octet_for_octet(
        messages in prop::collection::vec((0_u8..0x16, prop::collection::vec(any::<u8>(), 0..40)), 1..12),
    ) {
        let answers = || {
            let mut net = Net::new();
            net.connected();
            for (message_type, octets) in &messages {
                let now = net.now;
                net.at(B).handle_transfer(now, &transfer(*message_type, octets));
                net.settle();
                net.pass(30 * SECOND);
            }
            (net.events(A), net.events(B), net.seen)
        };
        prop_assert_eq!(answers(), answers());
    }
}
