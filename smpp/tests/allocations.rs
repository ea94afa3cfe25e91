//! Reading a PDU allocates nothing, nor does writing one into a buffer that has room.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

mod wire;

use brivas_smpp::{Dialect, Pdu, SubmitSm, SubmitSmResp, encode, encode_to_slice};
use bytes::{Bytes, BytesMut};
use std::hint::black_box;
use wire::cases;

fn allocations(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).count_total
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(black_box(vec![1]))), 1);
}

#[test]
fn reading_any_body_allocates_nothing() {
    for (reading, octets) in cases() {
        let octets = Bytes::from(octets);
        let count = allocations(|| {
            let pdu = Pdu::new(octets, reading.dialect).unwrap();
            let body = pdu.any_body().unwrap();
            black_box(body.tlvs().iter().count());
        });
        assert_eq!(count, 0, "{}", reading.place);
    }
}

#[test]
fn a_fault_allocates_nothing() {
    for (reading, octets) in cases() {
        let cut = octets.len() - 1;
        let mut octets = octets[..cut].to_vec();
        octets.get_mut(..4).unwrap().copy_from_slice(&u32::try_from(cut).unwrap().to_be_bytes());
        let octets = Bytes::from(octets);
        let count = allocations(|| {
            let pdu = Pdu::new(octets, reading.dialect);
            let _ = black_box(pdu.map(|pdu| pdu.any_body().is_ok()));
        });
        assert_eq!(count, 0, "{}", reading.place);
    }
}

#[test]
fn writing_into_a_buffer_with_room_allocates_nothing() {
    let request =
        SubmitSm { destination_addr: b"447700900456", short_message: b"hello", ..Default::default() };
    let response = SubmitSmResp { message_id: b"4711", ..Default::default() };
    let mut out = BytesMut::with_capacity(256);
    let mut slice = [0; 256];
    let count = allocations(|| {
        let status = brivas_smpp::CommandStatus::ESME_ROK;
        encode(&request, status, 1, Dialect::V5_0, &mut out).unwrap();
        encode(&response, status, 1, Dialect::V5_0, &mut out).unwrap();
        encode_to_slice(&request, status, 1, Dialect::V5_0, &mut slice).unwrap();
    });
    assert_eq!(count, 0);
}
