//! No text in a configuration makes it panic, and what is taken is within its bounds.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use brivas_platform::config::{Cidr, Config, Schedule, WeekHours, Zone};
use proptest::prelude::*;

/// Keys whose values have a form of their own, each in a section where everything else is right.
const PLACES: [&str; 12] = [
    "[[route]]\nto = [\"drop\"]\ntime = VALUE\n",
    "[[route]]\nto = [\"drop\"]\ntime = \"Mon\"\nzone = VALUE\n",
    "[[route]]\nto = [\"drop\"]\ndestination_regex = VALUE\n",
    "[[route]]\nto = [\"drop\"]\ndestination_prefix = [VALUE]\n",
    "[[route]]\nto = [VALUE]\n",
    "[[retry.class]]\nkind = \"busy\"\non = [VALUE]\n",
    "[[retry.class]]\nkind = \"busy\"\non = [1]\nschedule = [\"1s\", VALUE]\n",
    "[[normalise]]\ncountry = VALUE\n",
    "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\nallow_from = [VALUE]\n",
    "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\nclient_cert_sha256 = [VALUE]\n",
    "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\nsources = [VALUE]\n",
    "[[tenant]]\nname = \"a\"\nsystem_id = \"a\"\npassword_hash = \"x\"\nreceipt_secret_env = \"X\"\nreceipt_url = VALUE\n",
];

proptest! {
    #[test]
    fn any_text_is_taken_or_refused(text in any::<String>(), place in 0..PLACES.len()) {
        let value = toml::Value::String(text).to_string();
        let _ = Config::parse(&PLACES[place].replace("VALUE", &value));
    }

    #[test]
    fn a_text_of_the_right_letters_is_taken_or_refused(
        text in "[MonFri0-9:;,. x/smhdupto%*-]{0,24}", place in 0..PLACES.len(),
    ) {
        let _ = Config::parse(&PLACES[place].replace("VALUE", &format!("\"{text}\"")));
    }

    #[test]
    fn delays_never_shrink_and_stay_below_their_limit(
        first in 0..1000_u64, factor in 101..10_000_u32, limit in 1000..100_000_u64, attempt in 1..u16::MAX,
    ) {
        let (whole, part) = (factor / 100, factor % 100);
        let texts = vec![format!("{first}s"), format!("x{whole}.{part:02} up to {limit}s")];
        let schedule = Schedule::try_from(texts).unwrap();
        let (delay, next) = (schedule.delay_ms(attempt), schedule.delay_ms(attempt + 1));
        prop_assert!(first * 1000 <= delay && delay <= next && next <= limit * 1000);
    }

    #[test]
    fn hours_hold_for_as_long_as_they_say(day in 0..7_usize, from in 0..1440_u16, length in 1..1440_u16) {
        let name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day];
        let end = (from + length) % 1440;
        let text = format!("{name} {:02}:{:02}-{:02}:{:02}", from / 60, from % 60, end / 60, end % 60);
        let hours = WeekHours::try_from(text).unwrap();
        prop_assert_eq!((0..10_080).filter(|minute| hours.hold(*minute)).count(), usize::from(length));
        let start = u16::try_from(day).unwrap() * 1440 + from;
        prop_assert!(hours.hold(start) && !hours.hold((start + length) % 10_080));
    }

    #[test]
    fn a_network_has_an_address_if_its_first_bits_are_alike(network: u32, address: u32, length in 0..=32_u32) {
        let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
        let text = format!("{}/{length}", std::net::Ipv4Addr::from(network & mask));
        let cidr = Cidr::try_from(text).unwrap();
        let address_in = cidr.contains(std::net::Ipv4Addr::from(address).into());
        prop_assert_eq!(address_in, address & mask == network & mask);
        prop_assert!(cidr.contains(std::net::Ipv4Addr::from(network).into()));
    }

    #[test]
    fn every_moment_has_a_minute_of_the_week(unix_ms: i64, name in prop::sample::select(vec!["UTC", "Europe/Berlin"])) {
        let zone = Zone::try_from(name.to_string()).unwrap();
        prop_assert!(zone.minute_of_week(unix_ms) < 10_080);
    }
}
