//! Explanations agree with decisions, and say why.

use super::{Query, SATURDAY_NOON, query, routes};
use crate::routes::Verdict;

const TEXT: &str = r#"
[[normalise]]
country = "49"
[[route]]
name = "night"
time = "22:00-06:00"
to = ["drop"]
[[route]]
name = "germany"
destination_prefix = ["49"]
to = ["link:north"]
[[route]]
name = "mobile"
destination_prefix = ["4917"]
held = true
max_rate = 9
to = ["link:south", "handset"]
rewrite = { destination = { prepend = "7" } }
[[route]]
to = ["tenant:club"]
"#;

#[test]
fn each_route_says_what_it_has_to_say() {
    let routes = routes(TEXT);
    let explained = routes.explain(&query("ACME", "0171"));
    let verdicts: Vec<Verdict> = explained.routes.iter().map(|report| report.verdict.clone()).collect();
    let expected =
        [Verdict::Unmet { condition: "time" }, Verdict::ShorterPrefix, Verdict::Chosen, Verdict::TooLate];
    assert_eq!(verdicts, expected);
    assert_eq!(explained.route, Some(2));
    assert_eq!(explained.targets, ["link:south", "handset"]);
    assert_eq!((explained.held, explained.max_rate), (true, Some(9)));
    assert_eq!(explained.destination, "749171 (ton 1 international, npi 1)");
    let [step] = explained.normalisation.as_slice() else { panic!("{:?}", explained.normalisation) };
    assert_eq!((step.rule, step.address, step.from.as_str()), (0, "destination", "0171"));
    assert_eq!(step.to, "49171 (ton 1 international, npi 1)");
}

#[test]
fn as_text_it_reads_from_top_to_bottom() {
    let text = routes(TEXT).explain(&query("ACME", "0171")).to_string();
    let expected = "\
normalise[0]: destination 0171 becomes 49171 (ton 1 international, npi 1): the country's code takes the place of the national prefix
route[0] night: no, time does not hold
route[1] germany: matches, but another has the longer prefix
route[2] mobile: takes it
route[3]: matches, but another came first
from ACME to 749171 (ton 1 international, npi 1)
waits: the route is held until it is resumed
at most 9 a second
1. link:south
2. handset
";
    assert_eq!(text, expected);
}

#[test]
fn where_no_route_takes_it_the_rest_of_the_way_is_told() {
    for (text, destination, targets) in [
        ("", "1", &["handset"][..]),
        ("[handset]\nenabled = false\n", "1", &["reject:ESME_RINVDSTADR"]),
        ("", "9", &["handset"]),
        ("", "990", &["tenant:bank (its prefix 99)"]),
        ("", "991", &["tenant:bank (its prefix 991)"]),
        (
            "[[tenant]]\nname = \"d\"\nsystem_id = \"d\"\npassword_hash = \"x\"\nclaim_by_address_range = true\n",
            "1",
            &["a tenant whose bind claims it by its address_range", "handset"],
        ),
    ] {
        let explained = routes(text).explain(&query("1", destination));
        assert_eq!(
            (explained.route, explained.targets.as_slice()),
            (None, &targets.iter().map(ToString::to_string).collect::<Vec<_>>()[..]),
            "{text}{destination}"
        );
    }
    assert!(
        routes("").explain(&query("", "1")).to_string().starts_with("no route takes it\nfrom (empty) to 1\n")
    );
}

#[test]
fn a_long_row_of_routes_that_do_not_match_is_cut_short_in_the_text_alone() {
    let many: String = (0..50)
        .map(|number| format!("[[route]]\ndestination_prefix = [\"{number}\"]\nto = [\"drop\"]\n"))
        .collect();
    let explained = routes(&many).explain(&Query { unix_ms: SATURDAY_NOON, ..query("1", "x") });
    assert_eq!(explained.routes.len(), 50);
    let text = explained.to_string();
    assert!(text.contains("… and 30 more that do not match") && text.lines().count() < 30, "{text}");
}
