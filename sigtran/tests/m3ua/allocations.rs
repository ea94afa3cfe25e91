//! Reading allocates nothing; writing into a buffer with room neither.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{Data, Message, MessageType};
use std::hint::black_box;

use crate::vectors;

fn allocations(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).count_total
}

#[test]
fn reading_any_message_and_all_of_its_parameters_allocates_nothing() {
    for vector in vectors() {
        let count = allocations(|| {
            let message = Message::read(&vector.octets).unwrap();
            black_box(message.parameters.iter().map(|parameter| parameter.tag().0).max());
        });
        assert_eq!(count, 0, "{}", vector.id);
    }
}

#[test]
fn data_is_read_and_written_without_an_allocation() {
    let mut buffer = Buffer::with_capacity(4000);
    for vector in vectors() {
        if Message::read(&vector.octets).unwrap().message_type != MessageType::DATA {
            continue;
        }
        let count = allocations(|| {
            let (data, user_data) = Data::read(&vector.octets).unwrap();
            buffer.clear();
            buffer.prepend(user_data);
            data.write(&mut buffer).unwrap();
        });
        assert_eq!(count, 0, "{}", vector.id);
    }
}
