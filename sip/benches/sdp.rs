//! What it costs to read a description of 240 octets with its media, connection and rtpmaps, beside the floor: a search for
//! line feeds; and to change one as a B2BUA does.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)] // a benchmark may fail loudly

#[path = "sdp/ours.rs"]
mod ours;

use std::hint::black_box;

use brivas_sip::sdp::{Address, Connection, Draft, Origin, Sdp};
use criterion::{Criterion, criterion_group, criterion_main};
use ours::typed;

/// The body of the INVITE that the benchmark of messages reads.
fn body() -> &'static [u8] {
    let message = include_bytes!("invite.dat");
    let body = &message[message.len() - 240..];
    assert!(body.starts_with(b"v=0\r\n"));
    body
}

fn relayed(octets: &[u8]) -> Vec<u8> {
    let sdp = Sdp::read(octets).unwrap();
    let mut draft = Draft::of(&sdp);
    let address = Address::ip4(b"198.51.100.7");
    draft.set_origin(&Origin { address, ..*sdp.origin() }).set_connection(&Connection::new(address));
    draft.media_mut().iter_mut().for_each(|media| {
        media.set_port(40_000);
    });
    draft.to_vec()
}

fn reading(criterion: &mut Criterion) {
    let octets = body();
    let counted = allocation_counter::measure(|| {
        black_box(typed(black_box(octets)));
    });
    println!("allocations: {}", counted.count_total);
    assert_eq!(counted.count_total, 0);
    let counted = allocation_counter::measure(|| {
        black_box(relayed(black_box(octets)));
    });
    println!("allocations to relay: {}", counted.count_total);
    let mut group = criterion.benchmark_group("SDP");
    group.bench_function("floor: line feeds", |bencher| {
        bencher.iter(|| memchr::memchr_iter(b'\n', black_box(octets)).count());
    });
    group.bench_function("floor: each line feed", |bencher| {
        bencher.iter(|| memchr::memchr_iter(b'\n', black_box(octets)).fold(0, |sum, at| sum ^ at));
    });
    group.bench_function("read", |bencher| bencher.iter(|| black_box(Sdp::read(black_box(octets)).is_ok())));
    group.bench_function("read with media, connection and rtpmaps", |bencher| {
        bencher.iter(|| black_box(typed(black_box(octets))));
    });
    group.bench_function("read, change addresses and port, write", |bencher| {
        bencher.iter(|| black_box(relayed(black_box(octets))));
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
