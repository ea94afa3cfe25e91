//! What cannot be compiled is told with its key and line.

use super::{PEERS, config};
use crate::routes::Routes;

#[test]
fn a_mistake_names_its_key_and_line() {
    let line = |line: usize| PEERS.lines().count() + line;
    for (text, key, at) in [
        ("[[route]]\nto = [\"reject:ESME_RNOSUCH\"]\n", "route[0].to[0]", line(2)),
        ("[[route]]\nto = [\"link:north\",\n\"reject:0\"]\n", "route[0].to[1]", line(3)),
        (
            "[[tenant]]\nname = \"bank\"\nsystem_id = \"other\"\npassword_hash = \"x\"\n[[route]]\n\
             to = [\"tenant:bank\"]\n",
            "route[0].to[0]",
            line(6),
        ),
    ] {
        let error = Routes::compile(&config(text)).unwrap_err().to_string();
        assert!(error.starts_with(key) && error.ends_with(&format!("(line {at})")), "{error}");
    }
}

#[test]
fn a_configuration_that_was_made_by_hand_is_checked_too() {
    let mut broken = config("[[route]]\nto = [\"link:north\"]\n");
    broken.links.clear();
    assert!(
        Routes::compile(&broken)
            .unwrap_err()
            .to_string()
            .starts_with("route[0].to[0]: there is no such link")
    );
    let mut broken = config("[[route]]\nto = [\"tenant:bank\"]\n");
    broken.tenants.clear();
    assert!(
        Routes::compile(&broken)
            .unwrap_err()
            .to_string()
            .starts_with("route[0].to[0]: there is no such tenant")
    );
    let mut broken = config("[[route]]\nto = [\"drop\"]\n");
    broken.routes[0].source_prefix = vec!["1".repeat(21)];
    assert!(Routes::compile(&broken).unwrap_err().to_string().starts_with("route[0].source_prefix"));
    broken.routes[0].source_prefix = vec![String::new()];
    assert!(Routes::compile(&broken).is_err());
}
