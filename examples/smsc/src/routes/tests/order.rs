//! Which of several routes wins.

use super::super::Target;
use super::{query, routes, taker};

fn route(name: &str, rest: &str) -> String {
    format!("[[route]]\nname = \"{name}\"\nto = [\"drop\"]\n{rest}\n")
}

#[test]
fn the_first_in_the_file_wins() {
    let both = routes(&(route("first", "") + &route("second", "destination_prefix = [\"49\"]")));
    assert_eq!(taker(&both.find(&query("1", "49"))), "first");
    let both = routes(
        &(route("first", "source_prefix = [\"1\"]") + &route("second", "destination_prefix = [\"49\"]")),
    );
    assert_eq!(taker(&both.find(&query("1", "49"))), "first");
    assert_eq!(taker(&both.find(&query("2", "49"))), "second");
    assert_eq!(taker(&both.find(&query("2", "48"))), "-");
}

#[test]
fn side_by_side_and_alike_in_all_else_the_longest_prefix_wins_wherever_it_stands() {
    let table = routes(
        &(route("short", "destination_prefix = [\"49\", \"4917\"]")
            + &route("long", "destination_prefix = [\"491\"]")
            + &route("same", "destination_prefix = [\"491\"]")
            + &route("longest", "destination_prefix = [\"49171\"]")),
    );
    for (destination, name) in [
        ("48", "-"),
        ("490", "short"),
        ("491", "long"),
        ("4916", "long"),
        ("4917", "short"),
        ("491712", "longest"),
    ] {
        assert_eq!(taker(&table.find(&query("1", destination))), name, "{destination}");
    }
}

#[test]
fn a_route_between_two_tables_is_tried_between_them() {
    let mixed = routes(
        &(route("a", "destination_prefix = [\"49\"]\ntenant = [\"bank\"]")
            + &route("b", "source_prefix = [\"7\"]")
            + &route("c", "destination_prefix = [\"491\"]")),
    );
    assert_eq!(taker(&mixed.find(&query("7", "491"))), "b");
    assert_eq!(taker(&mixed.find(&query("1", "491"))), "c");
    let bank = super::Query { tenant: b"bank-id", ..query("7", "491") };
    assert_eq!(taker(&mixed.find(&bank)), "a");
}

#[test]
fn routes_that_differ_in_another_condition_or_have_a_share_are_no_table() {
    for condition in [
        "source_prefix = [\"1\"]",
        "source_regex = \"1\"",
        "destination_regex = \"4\"",
        "tenant = [\"acme\"]",
        "service_type = [\"\"]",
        "ton = 0",
        "npi = 0",
        "time = \"Mon-Sun\"",
        "percent = 100",
    ] {
        let short = format!("destination_prefix = [\"4\"]\n{condition}");
        let both = routes(&(route("short", &short) + &route("long", "destination_prefix = [\"49\"]")));
        assert_eq!(taker(&both.find(&query("1", "49"))), "short", "{condition}: the first wins");
        if !condition.starts_with("percent") {
            let long = format!("destination_prefix = [\"49\"]\n{condition}");
            let both = routes(&(route("short", &short) + &route("long", &long)));
            assert_eq!(taker(&both.find(&query("1", "49"))), "long", "{condition}: the longest wins");
        }
    }
}

#[test]
fn the_decision_has_the_targets_in_order_and_what_the_route_says() {
    let routes = routes(
        "[[route]]\nname = \"way\"\nheld = true\nmax_rate = 7\n\
         to = [\"link:south\", \"tenant:bank\", \"link:north\", \"reject:ESME_RX_T_APPN\"]\n",
    );
    let decision = routes.find(&query("1", "49"));
    let route = decision.route.unwrap();
    assert_eq!((route.index, route.held, route.max_rate), (0, true, Some(7)));
    let expected = [
        Target::Link { index: 1, name: "south".into() },
        Target::Tenant { system_id: b"bank-id".to_vec(), name: "bank".into() },
        Target::Link { index: 0, name: "north".into() },
        Target::Reject(brivas_smpp::CommandStatus::ESME_RX_T_APPN),
    ];
    assert_eq!(decision.targets(), expected);
}

#[test]
fn without_routes_everything_is_left_to_what_comes_after_them() {
    let none = routes("");
    let decision = none.find(&query("1", "991"));
    assert!(decision.route.is_none() && decision.targets().is_empty());
    assert_eq!(decision.destination.as_address(), query("1", "991").destination);
}
