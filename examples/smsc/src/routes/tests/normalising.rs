//! Numbers in the international form.

use brivas_smpp::{Npi, Ton};
use proptest::prelude::*;

use super::{Address, Query, config, query, routes};
use crate::routes::Routes;

const GERMANY: &str = "[[normalise]]\ncountry = \"49\"\nnational_length = [10, 11]\n";

fn destination(routes: &Routes, ton: Ton, digits: &str) -> (u8, u8, String) {
    let destination = Address::new(ton, Npi::Unknown, digits.as_bytes());
    let query = Query { destination, ..query("1", "") };
    let found = routes.find(&query).destination;
    (found.ton.0, found.npi.0, String::from_utf8(found.digits.into_owned()).unwrap())
}

#[test]
fn each_way_of_writing_a_number_becomes_one() {
    let routes = routes(GERMANY);
    for (ton, digits, expected) in [
        (Ton::Unknown, "+491711234567", "491711234567"),
        (Ton::Unknown, "00491711234567", "491711234567"),
        (Ton::Unknown, "01711234567", "491711234567"),
        (Ton::Unknown, "1711234567", "491711234567"),
        (Ton::National, "01711234567", "491711234567"),
        (Ton::National, "1711234567", "491711234567"),
        (Ton::National, "110", "49110"),
        (Ton::International, "491711234567", "491711234567"),
        (Ton::International, "+491711234567", "491711234567"),
        (Ton::International, "00491711234567", "491711234567"),
        (Ton::Unknown, "+123456789012345", "123456789012345"),
    ] {
        assert_eq!(destination(&routes, ton, digits), (1, 1, expected.into()), "{ton:?} {digits}");
    }
}

#[test]
fn what_is_no_such_number_is_left_alone() {
    let routes = routes(GERMANY);
    for (ton, digits) in [
        (Ton::Unknown, "72233"),
        (Ton::Unknown, "171123456"),
        (Ton::Unknown, "171123456789"),
        (Ton::Unknown, ""),
        (Ton::Unknown, "0"),
        (Ton::Unknown, "+"),
        (Ton::Unknown, "00"),
        (Ton::Unknown, "+1234567890123456"),
        (Ton::Unknown, "+0171"),
        (Ton::Unknown, "+49-171"),
        (Ton::Unknown, "0171 x"),
        (Ton::Alphanumeric, "+49171"),
        (Ton::Alphanumeric, "0171"),
        (Ton::NetworkSpecific, "0171"),
        (Ton::SubscriberNumber, "1711234567"),
        (Ton::Abbreviated, "0171"),
        (Ton(200), "0171"),
    ] {
        assert_eq!(destination(&routes, ton, digits), (ton.0, 0, digits.into()), "{ton:?} {digits}");
    }
}

#[test]
fn a_rule_does_only_what_it_is_asked_to() {
    for (rule, ton, digits, expected) in [
        ("", Ton::Unknown, "0171", "0171"),
        ("", Ton::Unknown, "0049171", "49171"),
        ("country = \"49\"\nton = [1]", Ton::Unknown, "+49171", "+49171"),
        ("country = \"49\"\nton = [2]", Ton::National, "0171", "49171"),
        (
            "country = \"1\"\nnational_prefix = \"1\"\nnational_length = [10]",
            Ton::Unknown,
            "12025550123",
            "12025550123",
        ),
        (
            "country = \"39\"\nnational_prefix = \"\"\nnational_length = [10]",
            Ton::Unknown,
            "0612345678",
            "390612345678",
        ),
        ("international_prefix = [\"8\", \"810\"]", Ton::Unknown, "810491", "491"),
        ("international_prefix = [\"810\"]", Ton::International, "81049171", "81049171"),
        ("destination = false\ncountry = \"49\"", Ton::Unknown, "0171", "0171"),
    ] {
        let routes = routes(&format!("[[normalise]]\n{rule}\n"));
        assert_eq!(destination(&routes, ton, digits).2, expected, "{rule}: {digits}");
    }
}

#[test]
fn the_first_rule_for_the_tenant_is_used_on_both_addresses() {
    let routes = routes(
        "[[normalise]]\ntenant = [\"bank\"]\ncountry = \"44\"\n[[normalise]]\nsource = false\n\
         country = \"49\"\n[[normalise]]\ncountry = \"1\"\n",
    );
    let found = |tenant| {
        let query = Query { tenant, ..query("0111", "0222") };
        let found = routes.find(&query);
        (
            String::from_utf8(found.source.digits.into_owned()),
            String::from_utf8(found.destination.digits.into_owned()),
        )
    };
    assert_eq!(found(b"bank-id"), (Ok("44111".into()), Ok("44222".into())));
    assert_eq!(found(b"acme-id"), (Ok("0111".into()), Ok("49222".into())));
}

#[test]
fn conditions_see_the_numbers_after_it() {
    let routes = routes(&format!(
        "{GERMANY}[[route]]\nname = \"g\"\ndestination_prefix = [\"49171\"]\nton = 1\nto = [\"drop\"]\n"
    ));
    assert!(routes.find(&query("1", "01711234567")).route.is_some());
    assert!(routes.find(&query("1", "01721234567")).route.is_none());
}

proptest! {
    #[test]
    fn to_normalise_twice_changes_nothing_more(
        ton in 0..7_u8,
        digits in "[+0]{0,3}[0-9a]{0,16}",
        prefix in prop::sample::select(vec!["0", "8", "1", ""]),
        international in prop::sample::select(vec!["+", "00", "810", "011", "9"]),
    ) {
        let text = format!(
            "[[normalise]]\ncountry = \"49\"\nnational_length = [9, 10]\nnational_prefix = \"{prefix}\"\n\
             international_prefix = [\"{international}\"]\n"
        );
        let routes = Routes::compile(&config(&text)).unwrap();
        let (ton, npi, once) = destination(&routes, Ton(ton), &digits);
        let again = destination(&routes, Ton(ton), &once);
        if npi == 1 {
            prop_assert!(ton == 1 && once.len() <= 15 && once.bytes().all(|octet| octet.is_ascii_digit()));
            prop_assert_eq!(again, (1, 1, once));
        } else {
            prop_assert_eq!(again, (ton, npi, digits));
        }
    }
}
