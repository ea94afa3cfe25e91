//! Each condition at its bounds.

use brivas_smpp::{Npi, Ton};

use super::{Address, Query, SATURDAY_NOON, query, routes, unknown};

/// Whether a route with this one condition takes the message.
fn holds(condition: &str, query: &Query<'_>) -> bool {
    routes(&format!("[[route]]\nto = [\"drop\"]\n{condition}\n")).find(query).route.is_some()
}

#[test]
fn prefixes_and_expressions_of_either_address() {
    let longest = "12345678901234567890";
    for (condition, source, destination, expected) in [
        ("destination_prefix = [\"49\"]", "1", "49", true),
        ("destination_prefix = [\"49\"]", "1", "4", false),
        ("destination_prefix = [\"49\"]", "49", "1", false),
        ("destination_prefix = [\"44\", \"49\"]", "1", "4917", true),
        (&format!("destination_prefix = [\"{longest}\"]"), "1", longest, true),
        (&format!("destination_prefix = [\"{longest}\"]"), "1", &longest[..19], false),
        (&format!("destination_prefix = [\"{longest}\"]"), "1", "123456789012345678901", true),
        ("source_prefix = [\"AC\"]", "ACME", "49", true),
        ("source_prefix = [\"AC\"]", "acme", "49", false),
        ("source_prefix = [\"AC\"]", "A", "AC", false),
        ("destination_regex = \"7$\"", "1", "497", true),
        ("destination_regex = \"^7\"", "1", "497", false),
        ("source_regex = '^\\d{4,5}$'", "12345", "49", true),
        ("source_regex = '^\\d{4,5}$'", "123456", "49", false),
        ("destination_prefix = [\"49\"]\nsource_prefix = [\"1\"]", "1", "49", true),
        ("destination_prefix = [\"49\"]\nsource_prefix = [\"1\"]", "2", "49", false),
        ("destination_prefix = [\"49\"]\nsource_prefix = [\"1\"]", "1", "48", false),
        ("", "", "", true),
        ("destination_prefix = []", "", "", true),
        ("destination_prefix = [\"1\"]", "", "", false),
    ] {
        assert_eq!(
            holds(condition, &query(source, destination)),
            expected,
            "{condition}: {source} {destination}"
        );
    }
}

#[test]
fn tenant_service_type_ton_and_npi() {
    let plain = query("1", "49");
    let national = Address::new(Ton::National, Npi::Isdn, b"49");
    for (condition, query, expected) in [
        ("tenant = [\"acme\"]", plain, true),
        ("tenant = [\"bank\", \"acme\"]", plain, true),
        ("tenant = [\"bank\"]", plain, false),
        ("tenant = [\"acme\"]", Query { tenant: b"acme", ..plain }, false),
        ("service_type = [\"CMT\", \"WAP\"]", Query { service_type: b"WAP", ..plain }, true),
        ("service_type = [\"CMT\", \"WAP\"]", plain, false),
        ("service_type = [\"\"]", plain, true),
        ("service_type = [\"\"]", Query { service_type: b"CMT", ..plain }, false),
        ("ton = 2", Query { destination: national, ..plain }, true),
        ("ton = 2", plain, false),
        ("ton = 0", plain, true),
        ("ton = 2", Query { source: national, ..plain }, false),
        ("npi = 1", Query { destination: national, ..plain }, true),
        ("npi = 1", plain, false),
    ] {
        assert_eq!(holds(condition, &query), expected, "{condition}");
    }
}

#[test]
fn hours_go_by_the_clocks_of_their_zone() {
    const MINUTE: i64 = 60_000;
    let at = |unix_ms| Query { unix_ms, ..query("1", "49") };
    // In Berlin, an hour ahead of UTC in November and two in July: 2026-07-18 was a Saturday, too.
    let july_noon = SATURDAY_NOON - 126 * 86_400_000;
    for (condition, unix_ms, expected) in [
        ("time = \"Sat 12:00-12:01\"", SATURDAY_NOON, true),
        ("time = \"Sat 12:00-12:01\"", SATURDAY_NOON - 1, false),
        ("time = \"Sat 12:00-12:01\"", SATURDAY_NOON + MINUTE - 1, true),
        ("time = \"Sat 12:00-12:01\"", SATURDAY_NOON + MINUTE, false),
        ("time = \"Mon-Fri\"", SATURDAY_NOON, false),
        ("time = \"Sat 13:00-14:00\"\nzone = \"Europe/Berlin\"", SATURDAY_NOON, true),
        ("time = \"Sat 12:00-13:00\"\nzone = \"Europe/Berlin\"", SATURDAY_NOON, false),
        ("time = \"Sat 14:00-15:00\"\nzone = \"Europe/Berlin\"", july_noon, true),
        ("time = \"Sat 13:00-14:00\"\nzone = \"Europe/Berlin\"", july_noon, false),
        ("time = \"Sun 01:00-02:00\"\nzone = \"Pacific/Auckland\"", SATURDAY_NOON, true),
    ] {
        assert_eq!(holds(condition, &at(unix_ms)), expected, "{condition} at {unix_ms}");
    }
}

#[test]
fn a_share_takes_its_percent_and_a_pair_of_addresses_always_goes_the_same_way() {
    let routes = routes(
        "[[route]]\nname = \"half\"\npercent = 50\nto = [\"link:north\"]\n[[route]]\nname = \"rest\"\n\
         percent = 50\nto = [\"link:south\"]\n",
    );
    let mut counts = [0; 3];
    for number in 0..10_000 {
        let destination = format!("49171{number:07}");
        let way = |unix_ms, service_type| {
            let query = Query { unix_ms, service_type, ..query("ACME", &destination) };
            routes.find(&query).route.map_or(2, |route| route.index)
        };
        assert_eq!(way(0, b""), way(SATURDAY_NOON, b"CMT"));
        counts[way(0, b"")] += 1;
    }
    // Half, half of the other half, and the rest: six standard deviations.
    assert!((4700..=5300).contains(&counts[0]), "{counts:?}");
    assert!((2240..=2760).contains(&counts[1]), "{counts:?}");
    for (percent, all) in [(0, false), (100, true)] {
        let condition = format!("percent = {percent}");
        assert!((0..500).all(|number| holds_for(&condition, number) == all), "{percent}");
    }
}

fn holds_for(condition: &str, number: u32) -> bool {
    let destination = number.to_string();
    let query = Query { destination: unknown(destination.as_bytes()), ..query("1", "") };
    holds(condition, &query)
}
