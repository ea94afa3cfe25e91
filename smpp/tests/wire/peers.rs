//! Runs the foreign decoders of `conformance/interop`, and what it means when they are not there.

use super::{in_ci, project};
use serde_json::Value as Json;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a decoder says of each line of hex; `None`, after a word on why, where it is not set up.
///
/// # Panics
/// With `CI=true`, where it is not set up.
pub(crate) fn decode(script: &str, arguments: &[&str], lines: &[String]) -> Option<Vec<Json>> {
    let mut child = Command::new(project("conformance/interop/smpp").join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{script}: {error}"));
    let mut input = child.stdin.take().unwrap();
    let text = lines.join("\n");
    // From a thread of its own: both pipes would fill up otherwise.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if matches!(output.status.code(), Some(2 | 126 | 127)) && !in_ci() {
        println!("skipped: {script} is not set up ({reason}); run conformance/interop/setup");
        return None;
    }
    assert!(output.status.success(), "{script}: {} {reason}", output.status);
    writer.join().unwrap().unwrap();
    let answers: Vec<Json> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), lines.len(), "{script} answers every line");
    Some(answers)
}
