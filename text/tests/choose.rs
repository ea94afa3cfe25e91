//! The cheapest coding, with the figures worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use brivas_text::{
    Choice, Coding, ElementIdentifier, HeaderBuilder, Method, NationalLanguage, Policy, Reference, Shift,
    SplitOptions, choose, split,
};
use common::{rows, text};

fn options() -> SplitOptions {
    SplitOptions::new(Method::Udh(Reference::Octet(1)))
}

fn turkish() -> Policy {
    Policy::new().allow_single_shift(NationalLanguage::TURKISH).allow_locking_shift(NationalLanguage::TURKISH)
}

fn cost(choice: Choice) -> (usize, usize, usize) {
    (choice.segments, choice.units, choice.octets)
}

#[test]
fn the_default_alphabet_wins_wherever_it_can() {
    let choice = choose("Hello €", &turkish().allow_latin1(true), &options());
    assert_eq!((choice.coding, cost(choice)), (Coding::GSM7, (1, 8, 7)));
    assert_eq!(choose("", &turkish(), &options()).coding, Coding::GSM7);
}

#[test]
fn a_national_table_needs_the_policy() {
    let text = "ş".repeat(10);
    assert_eq!(choose(&text, &Policy::new(), &options()).coding, Coding::Ucs2);
    assert_ne!(choose(&text, &turkish(), &options()).coding, Coding::Ucs2);
}

#[test]
fn a_locking_shift_pays_for_many_national_characters_and_a_single_shift_for_few() {
    // 20 octets of UCS-2; single: 4 + 18; locking: 4 + 9 octets.
    let many = choose(&"ş".repeat(10), &turkish(), &options());
    assert_eq!(many.coding, Coding::Gsm7(Shift::locking(NationalLanguage::TURKISH)));
    assert_eq!(cost(many), (1, 10, 13));
    // With the locking table ş is one septet as well, so that only a character it lacks makes the difference.
    let few = choose("aaaaaaaaaaaaaaaaìş", &turkish(), &options());
    assert_eq!(few.coding, Coding::Gsm7(Shift::single(NationalLanguage::TURKISH)));
    assert_eq!(cost(few), (1, 19, 21));
}

#[test]
fn both_tables_may_be_of_different_languages() {
    let policy = Policy::new()
        .allow_locking_shift(NationalLanguage::TURKISH)
        .allow_single_shift(NationalLanguage::SPANISH);
    let text = "ş".repeat(60) + "á";
    let expected = Shift { locking: NationalLanguage::TURKISH, single: NationalLanguage::SPANISH };
    assert_eq!(choose(&text, &policy, &options()).coding, Coding::Gsm7(expected));
}

#[test]
fn ucs2_wins_where_the_header_costs_more() {
    // "ş" alone: 2 octets of UCS-2 against 4 of header and 1.
    assert_eq!(cost(choose("ş", &turkish(), &options())), (1, 1, 2));
    assert_eq!(choose("ş", &turkish(), &options()).coding, Coding::Ucs2);
}

#[test]
fn fewer_parts_count_more_than_fewer_octets() {
    // 80 characters: two parts of UCS-2, one of Latin-1.
    let text = "ç".repeat(80);
    assert_eq!(cost(choose(&text, &Policy::new(), &options())), (2, 80, 172));
    let latin1 = choose(&text, &Policy::new().allow_latin1(true), &options());
    assert_eq!((latin1.coding, cost(latin1)), (Coding::Latin1, (1, 80, 80)));
}

#[test]
fn sar_parts_have_no_national_tables() {
    let sar = SplitOptions::new(Method::Sar(1));
    let text = "ş".repeat(200);
    assert_eq!(choose(&text, &turkish(), &sar).coding, Coding::Ucs2);
    assert_ne!(choose(&text, &turkish(), &options()).coding, Coding::Ucs2);
    assert_ne!(choose("şşşşşşşşşşşşşşşşşşş", &turkish(), &sar).coding, Coding::Ucs2);
}

#[test]
fn languages_without_a_table_are_not_allowed() {
    let policy = Policy::new()
        .allow_locking_shift(NationalLanguage::SPANISH)
        .allow_single_shift(NationalLanguage(14))
        .allow_single_shift(NationalLanguage::DEFAULT);
    assert_eq!(policy, Policy::new());
}

#[test]
fn the_segments_are_those_that_split_gives() {
    for row in rows(include_str!("vectors/split_sms.tsv")) {
        let text: String = row[1..].iter().map(|part| text(part)).collect();
        let choice = choose(&text, &Policy::new(), &options());
        assert_eq!(choice.coding, if row[0] == "gsm" { Coding::GSM7 } else { Coding::Ucs2 });
        assert_eq!(choice.segments, row.len() - 1);
        let parts: Vec<_> = split(&text, choice.coding, &options()).unwrap().collect();
        assert_eq!(choice.units, parts.iter().map(|part| part.units).sum());
    }
}

#[test]
fn a_header_without_room_still_gives_a_choice() {
    let header = HeaderBuilder::new().element(ElementIdentifier(0x70), &[0; 200]);
    assert_eq!(choose("a", &Policy::new(), &options().header(header)).coding, Coding::Ucs2);
}
