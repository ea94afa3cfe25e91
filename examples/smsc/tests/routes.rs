//! What a decision costs with ten thousand routes: no allocation, and a time that is printed and not judged.
//! `cargo test --release -p brivas-smsc --test routes -- --nocapture` shows the figures.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use brivas_platform::config::Config;
use brivas_smpp::{Npi, Ton};
use brivas_smsc::routes::{Address, Query, Routes};

const ROUTES: u32 = 10_000;
const DECISIONS: u32 = 100_000;

fn query<'a>(source: &'a [u8], destination: &'a [u8]) -> Query<'a> {
    let address = |digits| Address::new(Ton::International, Npi::Isdn, digits);
    Query {
        tenant: b"acme",
        source: address(source),
        destination: address(destination),
        service_type: b"",
        unix_ms: 1_795_262_400_000,
    }
}

/// Ten thousand routes, each of them made from its number.
fn many(route: impl Fn(&mut String, u32)) -> Routes {
    let mut text = String::new();
    for number in 0..ROUTES {
        text.push_str("[[route]]\nto = [\"handset\"]\n");
        route(&mut text, number);
        text.push('\n');
    }
    Routes::compile(&Config::parse(&text).unwrap()).unwrap()
}

/// Puts one question to the routes for many destinations; gives how many of them are taken.
fn measure(name: &str, routes: &Routes) -> u32 {
    let destinations: Vec<String> =
        (0..1000).map(|number| format!("49{:04}123456", number * 10 + 7)).collect();
    let mut taken = 0;
    let mut decide = || {
        for destination in destinations.iter().cycle().take(usize::try_from(DECISIONS).unwrap()) {
            let decision = routes.find(black_box(&query(b"4930123", destination.as_bytes())));
            taken += u32::from(black_box(decision).route.is_some());
        }
    };
    let start = Instant::now();
    let counted = allocation_counter::measure(&mut decide);
    let each = start.elapsed().as_nanos() / u128::from(DECISIONS);
    println!("{name}: {each} ns and {} allocations for {DECISIONS} decisions", counted.count_total);
    assert_eq!(counted.count_total, 0, "{name}");
    taken
}

#[test]
fn a_table_of_ten_thousand_prefixes() {
    let routes = many(|text, number| write!(text, "destination_prefix = [\"49{number:04}\"]").unwrap());
    assert_eq!(measure("table", &routes), DECISIONS);
}

#[test]
fn ten_thousand_prefixes_in_one_route() {
    let prefixes: Vec<String> = (0..ROUTES).map(|number| format!("49{number:04}")).collect();
    let text = format!("[[route]]\nto = [\"handset\"]\ndestination_prefix = {prefixes:?}\n");
    let routes = Routes::compile(&Config::parse(&text).unwrap()).unwrap();
    assert_eq!(measure("one route", &routes), DECISIONS);
}

#[test]
fn ten_thousand_prefixes_that_are_no_table() {
    let condition = |text: &mut String, number: u32| {
        let service_type =
            if number.is_multiple_of(2) { "service_type = [\"\"]\n" } else { "percent = 100\n" };
        write!(text, "destination_prefix = [\"49{number:04}\"]\n{service_type}").unwrap();
    };
    assert_eq!(measure("no table", &many(condition)), DECISIONS);
}

#[test]
fn ten_thousand_source_prefixes() {
    let routes = many(|text, number| write!(text, "source_prefix = [\"49{:04}\"]", number).unwrap());
    assert_eq!(measure("sources", &routes), DECISIONS);
}

#[test]
fn normalisation_that_strips_copies_nothing_and_one_that_prepends_copies_once() {
    let text =
        "[[normalise]]\ncountry = \"49\"\n[[route]]\ndestination_prefix = [\"49\"]\nto = [\"handset\"]\n";
    let routes = Routes::compile(&Config::parse(text).unwrap()).unwrap();
    for (destination, allocations) in [(&b"+49171"[..], 0), (b"0171", 1), (b"72233", 0)] {
        let query = Query {
            destination: Address::new(Ton::Unknown, Npi::Unknown, destination),
            ..query(b"ACME", b"")
        };
        let counted = allocation_counter::measure(|| {
            black_box(routes.find(black_box(&query)));
        });
        assert_eq!(counted.count_total, allocations, "{}", destination.escape_ascii());
    }
}
