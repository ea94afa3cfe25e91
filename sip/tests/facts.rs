//! The table in `tests/README.md` names tests: each must exist, and every fact of transactions, CANCEL and dialogs must have one.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

use std::collections::BTreeSet;

const TABLE: &str = include_str!("README.md");

/// Fact and tests of each row.
fn rows() -> Vec<(&'static str, &'static str)> {
    let cells = TABLE.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = cells.map(|line| line.split(" | ").collect::<Vec<_>>()).filter(|cells| cells[0] != "fact");
    rows.map(|cells| match cells[..] {
        [fact, _, tests] => (fact, tests),
        _ => panic!("{cells:?}"),
    })
    .collect()
}

/// Whether `file::name` is a function with `#[test]` before it.
fn exists(test: &str) -> bool {
    let Some((file, name)) = test.split_once("::") else { return false };
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let Ok(source) = std::fs::read_to_string(path) else { return false };
    let head = format!("fn {name}(");
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    lines.iter().enumerate().any(|(number, line)| {
        line.starts_with(&head) && lines[number.saturating_sub(3)..number].contains(&"#[test]")
    })
}

#[test]
fn every_named_test_exists() {
    let mut named = 0;
    for (fact, tests) in rows() {
        if tests.starts_with("not here: ") {
            continue;
        }
        for test in tests.split(", ") {
            let test = test.strip_prefix('`').and_then(|test| test.strip_suffix('`')).unwrap();
            assert!(exists(test), "{fact}: there is no test {test}");
            named += 1;
        }
    }
    assert!(named > 100, "{named}");
    assert!(!exists("facts.rs::nothing_of_that_name") && !exists("facts.rs::exists"));
}

#[test]
fn every_fact_of_transactions_cancel_and_dialogs_has_a_test() {
    let facts: BTreeSet<&str> = rows().into_iter().map(|(fact, _)| fact).collect();
    for (chapter, last) in [(1, 16), (2, 5), (3, 14)] {
        for number in 1..=last {
            let fact = format!("{chapter}.{number}");
            assert!(facts.contains(&fact[..]), "{fact}");
        }
    }
}
