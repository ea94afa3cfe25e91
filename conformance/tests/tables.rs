//! The clause tables say what is supported and name the tests that hold it: the tests must exist.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text<'a>(row: &'a Table, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether `file::name` is a test: a function of that name, with `#[test]`, or tokio's, on one of the three lines before it.
fn exists(test: &str) -> bool {
    let Some((file, name)) = test.split_once("::") else { return false };
    let Ok(source) = fs::read_to_string(root().join(file)) else { return false };
    let lines: Vec<&str> = source.lines().collect();
    let head = format!("fn {name}(");
    lines.iter().enumerate().any(|(number, line)| {
        let is_test = |line: &&str| line.trim() == "#[test]" || line.trim().starts_with("#[tokio::test");
        line.trim_start().trim_start_matches("async ").starts_with(&head)
            && lines[number.saturating_sub(3)..number].iter().any(is_test)
    })
}

/// What is wrong with a row.
fn faults(row: &Table) -> Vec<String> {
    let name = format!("{}: {}", text(row, "clause"), text(row, "requirement"));
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{name}: {what}"));
    let tests: Vec<&str> =
        row.get("tests").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    if !text(row, "clause").contains('§') && !text(row, "clause").contains("Appendix") {
        fault("no clause".into());
    }
    if text(row, "requirement").is_empty() {
        fault("no requirement".into());
    }
    match text(row, "status") {
        "supported" if tests.is_empty() => fault("no test".into()),
        "supported" => {}
        "partly" if tests.is_empty() => fault("no test".into()),
        "partly" | "not supported" if text(row, "reason").is_empty() => fault("no reason".into()),
        "partly" | "not supported" => {}
        other => fault(format!("status {other:?}")),
    }
    for test in tests.iter().filter(|test| !exists(test)) {
        fault(format!("there is no test {test}"));
    }
    faults
}

fn rows(table: &Path) -> Vec<Table> {
    let table: Table = fs::read_to_string(table).unwrap().parse().unwrap();
    let rows = table["row"].as_array().unwrap();
    rows.iter().map(|row| row.as_table().unwrap().clone()).collect()
}

#[test]
fn every_row_has_what_it_needs_and_every_named_test_exists() {
    let mut tables: Vec<PathBuf> = fs::read_dir(root().join("conformance/tables"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    tables.sort();
    assert!(!tables.is_empty(), "no table");
    for table in tables {
        let rows = rows(&table);
        let faults: Vec<String> = rows.iter().flat_map(faults).collect();
        assert!(faults.is_empty(), "{}:\n{}", table.display(), faults.join("\n"));
        let names: BTreeSet<_> =
            rows.iter().map(|row| (text(row, "clause"), text(row, "requirement"))).collect();
        assert_eq!(names.len(), rows.len(), "{}: a row stands there twice", table.display());
        println!("{}: {} rows", table.display(), rows.len());
    }
}

#[test]
fn a_row_without_a_test_or_with_one_that_does_not_exist_is_found() {
    let fault = |row: &str| faults(&row.parse().unwrap()).join(" ");
    let begin = "clause = 'SMPP 5.0 §2.3'\nrequirement = 'x'\n";
    assert!(fault(&format!("{begin}status = 'supported'")).contains("no test"));
    assert!(fault(&format!("{begin}status = 'partly'\ntests = []\nreason = 'x'")).contains("no test"));
    assert!(fault(&format!("{begin}status = 'not supported'")).contains("no reason"));
    assert!(fault(&format!("{begin}status = 'perhaps'")).contains("status"));
    let this = "conformance/tests/tables.rs";
    for name in ["nothing_of_that_name", "exists"] {
        let row = format!("{begin}status = 'supported'\ntests = ['{this}::{name}']");
        assert!(fault(&row).contains("there is no test"), "{name}");
    }
    let good = format!(
        "{begin}status = 'supported'\ntests = ['{this}::a_row_without_a_test_or_with_one_that_does_not_exist_is_found']"
    );
    assert_eq!(fault(&good), "");
}
