//! What a Continue costs at a TCAP with a thousand dialogues and with a million: to one of them at random, with an invocation,
//! read, told and its dialogue timer begun anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a benchmark has a clock and may fail loudly

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{Class, Code, Config, DialogueInfo, Invoke, Message, MessageType, Tcap};
use bytes::Bytes;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Messages in one measurement.
const BATCH: usize = 1024;
const PLAIN: DialogueInfo<'static> = DialogueInfo { application_context: None, user_information: None };

/// Dialogues between two ends, and a message in each.
struct Open {
    tcap: Tcap,
    messages: Vec<Bytes>,
    now: Instant,
    /// Where the next batch begins.
    next: usize,
}

fn here() -> Address {
    Address::of_point_code(PointCode(1), Ssn::MSC)
}

fn there() -> Address {
    Address::of_point_code(PointCode(2), Ssn::HLR)
}

impl Open {
    fn new(dialogues: usize) -> Self {
        let now = Instant::now();
        let mut tcap = Tcap::new(Arc::new(Config::new()), [7; 32], now);
        let answer = answer(now);
        let open = |_| {
            let dialogue = tcap.open(now, there(), here()).unwrap();
            tcap.tc_begin(now, dialogue, &PLAIN).unwrap();
            let begin = tcap.poll_transmit().unwrap().octets.into_bytes();
            let dtid = Message::read(&begin).unwrap().otid;
            let mut out = Buffer::new();
            Message { message_type: MessageType::Continue, dtid, ..Message::read(&answer).unwrap() }
                .write(&mut out);
            out.into_bytes()
        };
        let messages: Vec<_> = (0..dialogues).map(open).collect();
        // As if they came from anywhere: a step that meets every place before it comes back to one.
        let step =
            (0..).map(|n| 7_919 + n).find(|step| greatest_common_divisor(*step, dialogues) == 1).unwrap();
        let messages = (0..dialogues).map(|place| messages[place * step % dialogues].clone()).collect();
        Self { tcap, messages, now, next: 0 }
    }

    fn batch(&mut self) -> Vec<Bytes> {
        let length = self.messages.len();
        // Copied, as a socket would give them: in the cache.
        let message = |number: usize| Bytes::copy_from_slice(&self.messages[(self.next + number) % length]);
        let batch = (0..BATCH).map(message).collect();
        self.next = (self.next + BATCH) % length;
        self.now += Duration::from_millis(1);
        batch
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// What the peer says, as a Begin.
fn answer(now: Instant) -> Bytes {
    let mut peer = Tcap::new(Arc::new(Config::new()), [8; 32], now);
    let dialogue = peer.open(now, here(), there()).unwrap();
    let timeout = Duration::from_secs(1);
    let invoke = Invoke { class: Class::Both, linked_id: None, operation: Code::Local(45), timeout };
    peer.tc_invoke(dialogue, &invoke, Buffer::new()).unwrap();
    peer.tc_begin(now, dialogue, &PLAIN).unwrap();
    peer.poll_transmit().unwrap().octets.into_bytes()
}

fn continues(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("continue");
    group.throughput(Throughput::Elements(BATCH as u64));
    for dialogues in [1_000, 1_000_000] {
        let mut open = Open::new(dialogues);
        group.bench_function(BenchmarkId::from_parameter(dialogues), |bencher| {
            bencher.iter_custom(|batches| {
                let timed = (0..batches).map(|_| {
                    let (batch, now) = (open.batch(), open.now);
                    let start = Instant::now();
                    for octets in &batch {
                        open.tcap.handle_unitdata(now, here(), there(), octets);
                        while let Some(event) = open.tcap.poll_event() {
                            black_box(event);
                        }
                    }
                    start.elapsed()
                });
                timed.sum()
            });
            assert!(open.tcap.poll_transmit().is_none(), "no message was refused");
        });
    }
}

criterion_group!(benches, continues);
criterion_main!(benches);
