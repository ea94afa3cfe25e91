//! Messages of the network that nobody should send.

use brivas_sigtran::mtp::{MtpTransfer, RoutingLabel};
use proptest::prelude::*;

use crate::net::{A, B, Net, SECOND};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_message_of_the_network_makes_it_panic_or_answer_an_answer(
        octets in prop::collection::vec(any::<u8>(), 0..60),
        message_type in prop::sample::select(vec![9_u8, 10, 0x11, 0x12, 0x13, 0x14, 1, 6]),
    ) {
        let mut net = Net::new();
        let user_data = [&[message_type][..], &octets].concat().into();
        let label = RoutingLabel { opc: A, dpc: B, si: 3, ..RoutingLabel::default() };
        let now = net.now;
        net.at(B).handle_transfer(now, &MtpTransfer { label, user_data });
        net.settle();
        net.pass(1000 * SECOND);
    }
}
