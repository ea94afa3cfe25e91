//! What a route changes in addresses.

use std::borrow::Cow;

use super::{query, routes};

#[test]
fn characters_are_taken_off_and_put_before_and_type_and_plan_set() {
    for (rewrite, ton, digits) in [
        ("", 0, "0049171"),
        ("strip = 2", 0, "49171"),
        ("strip = 20", 0, ""),
        ("prepend = \"99\"", 0, "990049171"),
        ("strip = 2, prepend = \"+\"", 0, "+49171"),
        ("strip = 7, prepend = \"5\", ton = 3", 3, "5"),
        ("ton = 255", 255, "0049171"),
    ] {
        let routes =
            routes(&format!("[[route]]\nto = [\"drop\"]\nrewrite = {{ destination = {{ {rewrite} }} }}\n"));
        let query = query("0049171", "0049171");
        let decision = routes.find(&query);
        assert_eq!(&*decision.destination.digits, digits.as_bytes(), "{rewrite}");
        assert_eq!((decision.destination.ton.0, decision.destination.npi.0), (ton, 0), "{rewrite}");
        assert_eq!(decision.source, query.source.into(), "{rewrite}: the source is not meant");
    }
}

const BOTH: &str = r#"
[[normalise]]
country = "49"
[[route]]
to = ["drop"]
destination_prefix = ["49"]
[route.rewrite]
source = { strip = 1, npi = 9 }
destination = { strip = 2, prepend = "0", ton = 2, npi = 1 }
"#;

#[test]
fn it_comes_after_normalisation_and_after_the_route_is_found() {
    let routes = routes(BOTH);
    let query = query("1234", "0171");
    let decision = routes.find(&query);
    assert_eq!(&*decision.destination.digits, b"0171");
    assert_eq!((decision.destination.ton.0, decision.destination.npi.0), (2, 1));
    assert_eq!(&*decision.source.digits, b"234");
    assert_eq!((decision.source.ton.0, decision.source.npi.0), (0, 9));
    assert!(matches!(decision.source.digits, Cow::Borrowed(_)), "nothing is copied to strip");
}
