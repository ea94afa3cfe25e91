//! `brivas decode sip` and `brivas decode sdp`: the messages of RFC 4475 and RFC 5118, what comes on a stream, and what is
//! told of faults.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn brivas(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_brivas"))
        .arg("decode")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// What is printed, one object a line.
fn decoded(args: &[&str], input: &[u8]) -> Vec<Value> {
    let output = brivas(args, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn one(args: &[&str], input: &[u8]) -> Value {
    let [object] = decoded(args, input).try_into().unwrap();
    object
}

/// Where something stands.
fn place(object: &Value) -> usize {
    object["offset"].as_u64().unwrap().try_into().unwrap()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of the vectors with their names.
fn vectors() -> Vec<(String, String)> {
    let folder = workspace().join("conformance/vectors/sip");
    let index = std::fs::read(folder.join("index.json")).unwrap();
    let index: Value = serde_json::from_slice(&index).unwrap();
    let file = |case: &Value| {
        let path = folder.join(case["file"].as_str().unwrap());
        (case["name"].as_str().unwrap().to_owned(), path.to_str().unwrap().to_owned())
    };
    index["cases"].as_array().unwrap().iter().map(file).collect()
}

/// What becomes of each vector by the tests of the crate, as `answer` has it.
fn fates() -> Vec<(String, Value)> {
    let text = std::fs::read_to_string(workspace().join("sip/tests/torture.rs")).unwrap();
    let fate = |line: &str| {
        let (name, fate) = line.trim().strip_prefix("(\"")?.split_once("\", ")?;
        let fate = fate.strip_suffix("),")?;
        let status = fate.strip_prefix("Answered(").and_then(|it| it.strip_suffix(')')?.parse::<u16>().ok());
        Some((name.to_owned(), status.map_or_else(|| fate.to_lowercase().into(), Value::from)))
    };
    text.lines().filter_map(fate).collect()
}

#[test]
fn every_vector_is_printed_and_answered_as_the_tests_of_the_crate_expect() {
    let (vectors, fates) = (vectors(), fates());
    assert_eq!((vectors.len(), fates.len()), (62, 62));
    let files: Vec<&str> = ["sip"].into_iter().chain(vectors.iter().map(|(_, file)| file.as_str())).collect();
    let objects = decoded(&files, b"");
    assert_eq!(objects.len(), 62);
    for ((name, file), object) in vectors.iter().zip(&objects) {
        let expected = fates.iter().find(|(known, _)| known == name).unwrap();
        assert_eq!(object["answer"], expected.1, "{name}");
        assert_eq!(object["file"], *file);
        let first = &object["problems"][0];
        match &object["answer"] {
            Value::Number(status) => assert_eq!(first["answer"], Value::Number(status.clone()), "{name}"),
            answer if answer == "discarded" => {
                assert!(first["answer"].is_null() && first["kind"].is_string(), "{name}");
            }
            _ => assert!(first["answer"].is_null(), "{name}"),
        }
    }
}

/// A row says where it stands: there the file has what the row says.
#[test]
fn every_row_stands_where_it_says_with_the_value_that_it_says() {
    let mut rows = 0;
    for (name, file) in vectors() {
        let octets = std::fs::read(&file).unwrap();
        let object = one(&["sip", &file], b"");
        for row in object["headers"].as_array().into_iter().flatten() {
            let at = place(row);
            let Some(value) = row["value"].as_str() else { continue };
            assert_eq!(octets.get(at..at + value.len()), Some(value.as_bytes()), "{name}: {row}");
            rows += 1;
        }
    }
    assert!(rows > 500, "{rows}");
}

fn row<'a>(object: &'a Value, name: &str) -> &'a Value {
    object["headers"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()
}

fn vector(name: &str) -> Value {
    let (_, file) = vectors().into_iter().find(|(found, _)| found == name).unwrap();
    one(&["sip", &file], b"")
}

#[test]
fn rows_are_typed_and_uris_taken_apart() {
    let object = vector("wsinv");
    assert_eq!(object["start_line"]["method"], "INVITE");
    let uri = &object["start_line"]["request_uri"];
    assert_eq!(
        (&uri["scheme"], &uri["user"], &uri["host"]),
        (&json!("sip"), &json!("vivekg"), &json!("chair-dnrc.example.com"))
    );
    assert_eq!(row(&object, "Max-Forwards")["values"], json!([68]));
    assert_eq!(row(&object, "CSeq")["values"], json!([{ "number": 9, "method": "INVITE" }]));
    let from = &row(&object, "From")["values"][0];
    assert_eq!((&from["tag"], &from["uri"]["user"]), (&json!("98asjd8"), &json!("jdrosen")));
    assert_eq!(row(&object, "NewFangledHeader")["value"], "newfangled value\r\n continued newfangled value");
    let compact = object["headers"].as_array().unwrap().iter().find(|row| row["name_text"] == "v").unwrap();
    assert_eq!((&compact["name"], compact["values"].as_array().unwrap().len()), (&json!("Via"), 2));
    assert_eq!(row(&object, "Contact")["values"][0]["q_thousandths"], 330);
    assert_eq!(vector("noreason")["start_line"], json!({ "status_code": 100, "reason_phrase": "" }));
    assert_eq!(vector("port-unambiguous")["start_line"]["request_uri"]["port"], 5070);
}

#[test]
fn sdp_in_a_body_is_read_where_it_stands() {
    let sdp = &vector("wsinv")["body"]["sdp"];
    assert_eq!(sdp["origin"]["version"], 7_272_939);
    assert_eq!(sdp["connection"]["address"], "192.0.2.4");
    let audio = &sdp["media"][0];
    assert_eq!(
        (&audio["media"], &audio["port"], &audio["direction"]),
        (&json!("audio"), &json!(49217), &json!("sendrecv"))
    );
    // An rtpmap of this vector has no clock rate.
    let text =
        std::fs::read_to_string(workspace().join("conformance/vectors/sip/rfc4475/wsinv.dat")).unwrap();
    let body = &text[text.find("v=0").unwrap()..];
    let problem = &sdp["problems"][0];
    assert_eq!((&problem["kind"], place(problem)), (&json!("missing"), body.find("LPC").unwrap() + 3));
    let body = &vector("mpart01")["body"];
    assert!(body["sdp"].is_null() && body["octets"].is_string(), "a body of parts is octets");
}

const OPTIONS: &str = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c;branch=z9hG4bKa\r\nFrom: <sip:c@d>;tag=1\r\n\
                       To: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

#[test]
fn every_message_of_a_stream_is_printed_with_its_place() {
    let bad = OPTIONS.replace("CSeq: 1 OPTIONS", "CSeq: x OPTIONS");
    let stream =
        format!("{OPTIONS}\r\n\r\n{bad}SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n{OPTIONS}OPTIONS sip:a");
    let objects = decoded(&["sip", "--stream"], stream.as_bytes());
    let answers: Vec<_> = objects.iter().map(|object| object["answer"].clone()).collect();
    assert_eq!(answers, [json!("taken"), json!(400), json!("discarded"), json!("taken"), json!("discarded")]);
    let length = OPTIONS.len() as u64;
    assert_eq!(objects[1]["offset"], length + 4);
    assert_eq!(objects[1]["problems"][0]["field"], "CSeq");
    assert_eq!(place(&objects[4]), stream.len() - "OPTIONS sip:a".len());
    assert_eq!(objects[4]["problems"][0]["kind"], "missing");
    let whole = one(&["sip"], stream.as_bytes());
    assert_eq!(whole["answer"], "taken", "in a datagram what is behind the message is nothing");
}

#[test]
fn a_stream_ends_where_nobody_can_know_how_it_goes_on() {
    let broken = OPTIONS.replace("Content-Length: 0\r\n", "");
    let objects = decoded(&["sip", "--stream"], format!("{broken}{OPTIONS}").as_bytes());
    assert_eq!(objects.len(), 1);
    assert_eq!(
        (&objects[0]["answer"], &objects[0]["problems"][0]["kind"]),
        (&json!(400), &json!("mandatory_missing"))
    );
}

#[test]
fn nothing_that_is_wrong_is_told_twice_and_the_fault_that_decides_comes_first() {
    let text = OPTIONS.replace("Call-ID: 1", "Session-Expires: x\r\nMin-SE: y\r\nCall-ID: 1 2");
    let object = one(&["sip"], text.as_bytes());
    let fields: Vec<_> =
        object["problems"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    assert_eq!(fields, [json!("Call-ID"), json!("Session-Expires"), json!("Min-SE")]);
    assert_eq!(object["answer"], 400);
    let at = place(&object["problems"][1]);
    assert_eq!(text.as_bytes()[at], b'x', "the place is in the message");
    let ack = OPTIONS.replace("OPTIONS", "ACK").replace("Call-ID: 1", "Call-ID: 1 2");
    assert_eq!(one(&["sip"], ack.as_bytes())["answer"], "discarded", "an ACK has no answer");
}

#[test]
fn text_that_is_no_utf_8_is_hex() {
    let mut octets = OPTIONS.replace("Call-ID: 1\r\n", "Subject: ~\r\nCall-ID: 1\r\n").into_bytes();
    octets.iter_mut().filter(|octet| **octet == b'~').for_each(|octet| *octet = 0xFF);
    let object = one(&["sip"], &octets);
    let subject = row(&object, "Subject");
    assert_eq!((&subject["value"], &subject["value_hex"]), (&Value::Null, &json!("ff")));
}

#[test]
fn nothing_and_noise_are_discarded() {
    for input in [b"".as_slice(), b"\r\n\r\n", b"\x00\x01\x02", b"GET / HTTP/1.1\r\n\r\n"] {
        let object = one(&["sip"], input);
        assert!(
            ["discarded", "400", "505"].contains(&object["answer"].to_string().trim_matches('"')),
            "{object}"
        );
        assert!(object["problems"][0]["kind"].is_string());
    }
    assert_eq!(decoded(&["sip", "--stream"], b"\r\n\r\n"), Vec::<Value>::new());
}

#[test]
fn a_description_is_read_from_a_file_or_standard_input() {
    let text = "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nq=what\r\n\
                m=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\na=rtpmap:x\r\na=sendonly\r\n";
    let object = one(&["sdp"], text.as_bytes());
    let audio = &object["media"][0];
    assert_eq!((&audio["direction"], &audio["formats"]), (&json!("sendonly"), &json!(["8", "101"])));
    assert_eq!(audio["codecs"][0]["encoding_name"], "PCMA", "known without an attribute");
    assert_eq!(audio["attributes"][0]["typed"]["encoding_name"], "telephone-event");
    assert_eq!(audio["attributes"][1]["typed"]["micros"], 20_000);
    assert_eq!(object["other_lines"], json!([{ "type": "q", "value": "what" }]));
    let problem = &object["problems"][0];
    assert_eq!(text.find("x\r\n").map(|at| at as u64), problem["offset"].as_u64(), "{problem}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("offer.sdp");
    std::fs::write(&path, text).unwrap();
    let mut named = one(&["sdp", path.to_str().unwrap()], b"");
    assert_eq!(named["file"], path.to_str().unwrap());
    named.as_object_mut().unwrap().remove("file");
    assert_eq!(named, object);
    let bad = one(&["sdp"], b"v=1\r\n");
    assert_eq!(
        (&bad["problems"][0]["field"], &bad["problems"][0]["offset"]),
        (&json!("proto-version"), &json!(2))
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = brivas(&["sip", "no-such-file"], b"");
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("no-such-file"));
}

#[test]
fn help_teaches() {
    let output = brivas(&["--help"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    for word in ["sip", "sdp", "--stream", "body.sdp", "discarded", "_hex"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

/// A body with a description and octets of the telephone network beside it (RFC 3204, RFC 5621).
const PARTS: &str = "--seam\r\nContent-Type: application/sdp\r\n\r\nv=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n\
    t=0 0\r\nm=audio 4000 RTP/AVP 0\r\n\r\n--seam\r\nContent-Type: application/ISUP;version=itu-t92+\r\n\
    Content-Disposition: signal;handling=optional\r\n\r\n\u{1}\u{2}\r\n--seam--\r\n";

#[test]
fn the_parts_of_a_body_are_shown_with_the_description_among_them() {
    let head = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n\
        From: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\
        Max-Forwards: 70\r\nContent-Type: multipart/mixed;boundary=seam\r\n";
    let text = format!("{head}Content-Length: {}\r\n\r\n{PARTS}", PARTS.len());
    let object = one(&["sip"], text.as_bytes());
    assert_eq!(object["answer"], "taken");
    let parts = object["body"]["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["sdp"]["media"][0]["port"], 4000);
    assert_eq!(place(&parts[0]), PARTS.find("v=0").unwrap(), "in the body");
    assert_eq!(parts[0]["headers"][0]["name"], "Content-Type");
    assert_eq!((&parts[1]["octets"], &parts[1]["sdp"]), (&json!("0102"), &Value::Null));
    assert_eq!(object["body"]["problems"], json!([]));

    let cut = text.replace("--seam--\r\n", "").replace(&format!("Length: {}", PARTS.len()), "Length: 300");
    let object = one(&["sip"], cut.as_bytes());
    assert!(object["body"]["length"].is_null() || !object["body"]["problems"].as_array().unwrap().is_empty());
}

#[test]
fn a_description_among_parts_is_found_by_itself() {
    let object = one(&["sdp"], PARTS.as_bytes());
    assert_eq!(object["media"][0]["port"], 4000);
    assert_eq!(object["problems"], json!([]));
}
