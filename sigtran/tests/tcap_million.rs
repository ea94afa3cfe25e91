//! A million open dialogues in one table: what each takes.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test may fail loudly

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Digits, GlobalTitle, RoutingIndicator, Ssn};
use brivas_sigtran::tcap::{Class, Code, Config, DialogueInfo, Invoke, Tcap};

const DIALOGUES: u64 = 1_000_000;
/// Octets a dialogue may take with what belongs to it.
const MOST: u64 = 400;

/// An address as roaming needs it: point code, subsystem and global title.
fn address(digits: &str) -> Address {
    Address {
        routing_indicator: RoutingIndicator::GlobalTitle,
        point_code: Some(PointCode(1)),
        ssn: Some(Ssn::MSC),
        global_title: Some(GlobalTitle::Full {
            translation_type: 0,
            numbering_plan: 1,
            encoding_scheme: 1,
            nature_of_address: 4,
            digits: Digits::new(digits).unwrap(),
        }),
        national_use: false,
    }
}

#[test]
fn a_million_dialogues_take_at_most_four_hundred_octets_each() {
    let now = Instant::now();
    let mut tcap = None;
    let (here, there) = (address("491710000001"), address("447700900001"));
    let memory = allocation_counter::measure(|| {
        let mut ours = Tcap::new(Arc::new(Config::new()), [7; 32], now);
        let info =
            DialogueInfo { application_context: Some(&[4, 0, 0, 1, 0, 20, 3]), user_information: None };
        for number in 0..DIALOGUES {
            let dialogue = ours.open(now, there, here).unwrap();
            let timeout = Duration::from_millis(10_000 + number % 5_000);
            let invoke = Invoke { class: Class::Both, linked_id: None, operation: Code::Local(45), timeout };
            ours.tc_invoke(dialogue, &invoke, Buffer::new()).unwrap();
            ours.tc_begin(now, dialogue, &info).unwrap();
            drop(ours.poll_transmit().unwrap());
        }
        tcap = Some(ours);
    });
    let each = u64::try_from(memory.bytes_current).unwrap() / DIALOGUES;
    println!("{each} octets a dialogue, {} at the most", memory.bytes_max / DIALOGUES);
    assert!(each <= MOST, "{each} octets a dialogue");
    assert_eq!(u64::try_from(tcap.unwrap().dialogues()), Ok(DIALOGUES));
}
