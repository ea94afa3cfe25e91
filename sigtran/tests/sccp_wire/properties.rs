//! Any octets, and any message.

use brivas_sigtran::Buffer;
use brivas_sigtran::sccp::{Message, Variant};
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_octets_make_the_reader_panic_and_what_is_read_is_written_so_that_it_reads_the_same(
        message_type in 0_u8..0x16,
        rest in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let octets = [&[message_type][..], &rest].concat();
        for variant in [Variant::Itu, Variant::Ansi] {
            if let Ok(message) = Message::read(&octets, variant) {
                let mut out = Buffer::new();
                if message.write(variant, &mut out).is_ok() {
                    prop_assert_eq!(Message::read(out.as_slice(), variant), Ok(message));
                }
            }
        }
    }
}
