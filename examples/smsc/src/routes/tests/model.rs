//! The compiled routes against a reference that tries each route of the file in order.

use brivas_platform::config::{Config, RouteConfig};
use proptest::prelude::*;

use super::{Query, SATURDAY_NOON, config, query};
use crate::routes::{Routes, Verdict};

/// The place of the route that takes a message, found the slow way, on conditions as the file has them. Of `percent` it
/// knows 0 and 100 alone.
fn reference(config: &Config, query: &Query<'_>) -> Option<usize> {
    let mut index = 0;
    while let Some(route) = config.routes.get(index) {
        let alike = config.routes[index + 1..].iter().take_while(|other| are_one_table(route, other)).count();
        let table = index..=index + alike;
        let prefix = |index: usize| longest_prefix(&config.routes[index], query.destination.digits);
        let mut best = None;
        for candidate in table.clone().filter(|index| matches(config, &config.routes[*index], query)) {
            if best.is_none_or(|best| prefix(candidate) > prefix(best)) {
                best = Some(candidate);
            }
        }
        if best.is_some() {
            return best;
        }
        index += alike + 1;
    }
    None
}

fn are_one_table(one: &RouteConfig, other: &RouteConfig) -> bool {
    let rest = |route: &RouteConfig| {
        let mut route = route.clone();
        route.name.clear();
        route.destination_prefix.clear();
        route.to.clear();
        format!("{route:?}")
    };
    let has_prefixes_alone =
        |route: &RouteConfig| !route.destination_prefix.is_empty() && route.percent.is_none();
    has_prefixes_alone(one) && has_prefixes_alone(other) && rest(one) == rest(other)
}

fn longest_prefix(route: &RouteConfig, destination: &[u8]) -> usize {
    let begins = route.destination_prefix.iter().filter(|prefix| destination.starts_with(prefix.as_bytes()));
    begins.map(String::len).max().unwrap_or(0)
}

fn matches(config: &Config, route: &RouteConfig, query: &Query<'_>) -> bool {
    let begins = |prefixes: &[String], address: &[u8]| {
        prefixes.is_empty() || prefixes.iter().any(|prefix| address.starts_with(prefix.as_bytes()))
    };
    let tenant = config.tenants.iter().find(|tenant| tenant.system_id.as_bytes() == query.tenant);
    begins(&route.destination_prefix, query.destination.digits)
        && begins(&route.source_prefix, query.source.digits)
        && route.destination_regex.as_ref().is_none_or(|regex| regex.is_match(query.destination.digits))
        && route.source_regex.as_ref().is_none_or(|regex| regex.is_match(query.source.digits))
        && (route.tenant.is_empty() || tenant.is_some_and(|tenant| route.tenant.contains(&tenant.name)))
        && (route.service_type.is_empty()
            || route.service_type.iter().any(|name| name.as_bytes() == query.service_type))
        && route.ton.is_none_or(|ton| ton == query.destination.ton.0)
        && route.npi.is_none_or(|npi| npi == query.destination.npi.0)
        && route.time.as_ref().is_none_or(|hours| hours.as_str() == "Sat")
        && route.percent != Some(0)
}

/// A route of a few conditions over a small alphabet, so that they often meet.
fn a_route() -> impl Strategy<Value = String> {
    let prefixes = |key: &'static str| {
        let some =
            prop::collection::vec("[12]{1,4}", 1..4).prop_map(move |list| format!("{key} = {list:?}\n"));
        prop_oneof![2 => some, 1 => Just(String::new())]
    };
    let conditions = vec![
        "destination_regex = \"2$\"\n",
        "source_regex = \"^1\"\n",
        "tenant = [\"acme\"]\n",
        "tenant = [\"bank\", \"club\"]\n",
        "service_type = [\"\"]\n",
        "service_type = [\"CMT\"]\n",
        "ton = 0\n",
        "npi = 1\n",
        "time = \"Sat\"\n",
        "time = \"Mon\"\n",
        "percent = 0\n",
        "percent = 100\n",
    ];
    let condition = prop_oneof![2 => Just(""), 1 => prop::sample::select(conditions)];
    let source = prop_oneof![3 => Just(String::new()), 1 => prefixes("source_prefix")];
    (prefixes("destination_prefix"), source, condition).prop_map(|(destination, source, condition)| {
        format!("[[route]]\nto = [\"drop\"]\n{destination}{source}{condition}")
    })
}

/// Something of everything that looks at addresses.
const HOSTILE: &str = r#"
[[normalise]]
country = "49"
national_length = [3]
[[route]]
time = "Mon"
destination_prefix = ["49"]
to = ["drop"]
[[route]]
source_prefix = ["A"]
percent = 50
to = ["drop"]
rewrite = { source = { strip = 20, prepend = "00000000000000000000" } }
"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn compiled_routes_decide_as_one_who_tries_each_in_order(
        routes in prop::collection::vec(a_route(), 0..24),
        messages in prop::collection::vec(("[12]{0,6}", "[12]{0,8}", 0..4_usize, any::<bool>()), 1..24),
    ) {
        let config = config(&routes.concat());
        let compiled = Routes::compile(&config).unwrap();
        for (source, destination, tenant, cmt) in &messages {
            let query = Query {
                tenant: [&b"acme-id"[..], b"bank-id", b"club-id", b"nobody"][*tenant],
                service_type: if *cmt { b"CMT" } else { b"" },
                unix_ms: SATURDAY_NOON,
                ..query(source, destination)
            };
            let expected = reference(&config, &query);
            let found = compiled.find(&query);
            prop_assert_eq!(found.route.map(|route| route.index), expected, "{:?} to {}", source, destination);
            let explained = compiled.explain(&query);
            prop_assert_eq!(explained.route, expected);
            for report in &explained.routes {
                let is_unmet = matches!(report.verdict, Verdict::Unmet { .. });
                let matches = matches(&config, &config.routes[report.index], &query);
                prop_assert_eq!(is_unmet, !matches, "{:?}", report);
            }
        }
    }

    #[test]
    fn no_octets_make_it_panic(
        source in prop::collection::vec(any::<u8>(), 0..70), destination in prop::collection::vec(any::<u8>(), 0..70),
        ton: u8, unix_ms: i64,
    ) {
        let routes = super::routes(HOSTILE);
        let address = |digits| super::Address::new(brivas_smpp::Ton(ton), brivas_smpp::Npi(0), digits);
        let query = Query {
            tenant: &source,
            source: address(&source),
            destination: address(&destination),
            service_type: &destination,
            unix_ms,
        };
        let found = routes.find(&query).route.map(|route| route.index);
        let explained = routes.explain(&query);
        prop_assert_eq!(explained.route, found);
        prop_assert!(!explained.to_string().is_empty());
    }
}
