//! `brivas decode` of the protocols of SS7: messages of another implementation as they are stated, each layer written anew
//! as it was, and what is told of those that cannot be read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// What `brivas decode` prints with these arguments and lines.
fn decoded(args: &[&str], lines: &[&str]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_brivas"))
        .arg("decode")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, text) = (child.stdin.take().unwrap(), lines.join("\n"));
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn one(args: &[&str]) -> Value {
    let [object] = decoded(args, &[]).try_into().unwrap();
    object
}

fn vectors() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/vectors/sigtran.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Each vector with what is made of it, by one process.
fn read() -> Vec<(Value, Value)> {
    let vectors = vectors();
    let lines: Vec<&str> = vectors.iter().map(|vector| vector["hex"].as_str().unwrap()).collect();
    let objects = decoded(&["m3ua"], &lines);
    assert_eq!((objects.len(), vectors.len()), (411, 411));
    vectors.into_iter().zip(objects).collect()
}

/// A CHOICE as the vectors write it: name and value.
fn with_choices_as_lists(value: &Value) -> Value {
    match value.as_object().map(|object| object.iter().collect::<Vec<_>>()) {
        Some(members) => match members[..] {
            [(name, value)] if name == "extensibleCallBarredParam" || name == "networkResource" => {
                json!([name, value])
            }
            _ => value.clone(),
        },
        None => value.clone(),
    }
}

/// What is stated under a name that is none of a layer, in the layer that says it.
fn beside_the_layers<'a>(object: &'a Value, name: &str) -> &'a Value {
    let places = [&object["tcap"], &object["tcap"]["components"][0], &object["map"]];
    places.into_iter().map(|place| &place[name]).find(|value| !value.is_null()).unwrap_or(&Value::Null)
}

/// Every field that is stated is said so; what a message does not have is stated as null or an empty list.
fn check(id: &str, path: &str, object: &Value, said: &Value, stated: &Value) {
    match (path, stated) {
        // Words of the vectors' maker, and what is said of the other parts of a segmented message.
        ("/note" | "/map/note" | "/sccp/seg/index" | "/sccp/seg/of", _) => {}
        ("/map/network_initiated", _) => assert_eq!(object["tcap"]["msg"], "begin", "{id}"),
        ("/map/with_error", code) => assert_eq!(object["map"]["error"], *code, "{id}"),
        ("/map/extra", Value::Array(names)) => {
            let argument = object["map"]["components"][0]["argument"].as_object().unwrap();
            assert!(names.iter().all(|name| argument.contains_key(name.as_str().unwrap())), "{id}");
        }
        // The name of its type stands in the vector alone.
        ("/map/param", _) => {
            let parameter = &object["map"]["components"][0]["parameter"];
            assert_eq!(with_choices_as_lists(parameter), stated[1], "{id}");
        }
        (_, Value::Object(fields)) => {
            for (name, stated) in fields {
                let is_layer = path.is_empty() && stated.is_object();
                let said =
                    if path.is_empty() && !is_layer { beside_the_layers(object, name) } else { &said[name] };
                check(id, &format!("{path}/{name}"), object, said, stated);
            }
        }
        _ => {
            let is_absent = said.is_null() && (stated.is_null() || *stated == json!([]));
            assert!(is_absent || said == stated, "{id} {path}: {said} is not {stated}");
        }
    }
}

#[test]
fn every_vector_is_read_as_it_states() {
    for (mut vector, object) in read() {
        let id = vector["id"].as_str().unwrap().to_owned();
        if vector["kind"] == "XUDT/seg" {
            // One part of a message says nothing of the whole.
            vector["fields"].as_object_mut().unwrap().remove("map");
        }
        check(&id, "", &object, &object, &vector["fields"]);
        assert!(!object.to_string().contains("\"error\":{"), "{id}: {object}");
    }
}

#[test]
fn every_layer_of_every_vector_is_written_as_it_was() {
    let mut counts = [0; 4];
    for (vector, object) in read() {
        let id = &vector["id"];
        if vector["fields"]["tcap"]["indefinite"] == true {
            // Lengths are written definite: the same is said by fewer octets.
            let octets = object["tcap"]["octets"].as_str().unwrap();
            let again = one(&["tcap", octets]);
            assert_eq!(
                (&again["map"]["op"], &again["tcap"]["indefinite"]),
                (&object["map"]["op"], &json!(false))
            );
            assert_eq!(again["tcap"]["octets"], octets, "{id}");
            counts[3] += 1;
            continue;
        }
        let layers = [("m3ua", "hex"), ("sccp", "sccp_hex"), ("tcap", "tcap_hex")];
        for (count, (layer, name)) in layers.into_iter().enumerate() {
            if !vector[name].is_null() {
                assert_eq!(object[layer]["octets"], vector[name], "{id} {layer}");
                counts[count] += 1;
            }
        }
        if let Some(sms) = object["map"]["components"][0].get("sms") {
            assert_eq!(sms["octets"], object["map"]["tpdu"], "{id}");
        }
    }
    assert_eq!(counts, [408, 325, 240, 3]);
}

#[test]
fn parts_of_a_message_are_parts_and_the_whole_is_read() {
    for (vector, object) in read() {
        let Some(whole) = vector["tcap_whole"].as_str() else { continue };
        assert!(whole.contains(object["sccp"]["data"].as_str().unwrap()));
        let object = one(&["tcap", whole]);
        assert_eq!(object["map"]["op"], vector["fields"]["map"]["op"]);
        assert_eq!(object["tcap"]["octets"], whole);
        assert!(object["map"]["components"][0]["argument"].is_object(), "{object}");
    }
}

#[test]
fn a_layer_is_read_by_itself_as_it_is_within_those_below() {
    for (vector, object) in read().iter().filter(|(vector, _)| vector["kind"] == "MT-ForwardSM/v3/req") {
        let sccp = one(&["sccp", vector["sccp_hex"].as_str().unwrap()]);
        assert_eq!((&sccp["sccp"], &sccp["map"]), (&object["sccp"], &object["map"]));
        let tcap = one(&["tcap", vector["tcap_hex"].as_str().unwrap()]);
        assert_eq!((&tcap["tcap"], &tcap["map"]), (&object["tcap"], &object["map"]));
        let sms = one(&["sms", object["map"]["tpdu"].as_str().unwrap()]);
        assert_eq!(sms["sms"], object["map"]["components"][0]["sms"]);
    }
}

#[test]
fn typed_arguments_have_the_names_of_the_standard_and_octets_their_text() {
    let (_, object) = read().into_iter().find(|(vector, _)| vector["kind"] == "SRI-SM/v3/req").unwrap();
    let argument = &object["map"]["components"][0]["argument"];
    assert_eq!(argument["msisdn"], json!({ "nature": 1, "plan": 1, "digits": "234802264079" }));
    assert_eq!(argument["sm-RP-PRI"], true);
    assert_eq!(object["tcap"]["context"], "shortMsgGatewayContext-v3");
    // processUnstructuredSS-Request with an alertingPattern, and an element that nobody knows.
    let tcap = "6223480101 6c1e a11c 020101 02013b 3014 04010f 0405aa180c3602 040141 8003911234 8900"
        .replace(' ', "");
    let object = one(&["tcap", &tcap]);
    assert_eq!(object["map"]["text"], "*100#", "{object}");
    let argument = &object["map"]["components"][0]["argument"];
    assert_eq!(
        (&argument["alertingPattern"], &argument["alertingPattern_text"]),
        (&json!("41"), &json!("A"))
    );
    assert_eq!(argument["extensions"], json!(["8900"]));
    assert_eq!(object["tcap"]["octets"], tcap);
}

#[test]
fn tpdus_of_either_direction_are_told_apart_by_the_option() {
    // Octets by hand from 3GPP TS 23.040 §9.2.2.
    let submit = one(&["sms", "--from-mobile", "11070a8194214365870000a705c8329bfd06"]);
    assert_eq!(submit["sms"]["type"], "SMS-SUBMIT");
    assert_eq!(submit["sms"]["TP-Destination-Address"]["text"], "4912345678");
    assert_eq!(submit["sms"]["TP-Validity-Period"], json!({ "relative": 167, "seconds": 86400 }));
    assert_eq!(submit["sms"]["text"], "Hello");
    let command = one(&["sms", "--from-mobile", "22050002070a8194214365870161"]);
    assert_eq!(command["sms"]["TP-Command-Type_name"], "Delete previously submitted Short Message");
    assert_eq!(
        (&command["sms"]["TP-Command-Data"], &command["sms"]["TP-Command-Data_text"]),
        (&json!("61"), &json!("a"))
    );
    let report = one(&["sms", "06070a8194214365874210105134020042101051441240 00".replace(' ', "").as_str()]);
    assert_eq!(report["sms"]["type"], "SMS-STATUS-REPORT");
    assert_eq!(report["sms"]["TP-Service-Centre-Time-Stamp"], "24-01-01T15:43:20+00:00");
    assert_eq!(report["sms"]["TP-Discharge-Time"], "24-01-01T15:44:21+01:00");
    assert_eq!(report["sms"]["TP-Status_name"], "Short message received by the SME");
    let refused = one(&["sms", "--deliver-report", "--refused", "00d300"]);
    assert_eq!(
        (&refused["sms"]["type"], &refused["sms"]["TP-Failure-Cause"]),
        (&json!("SMS-DELIVER-REPORT"), &json!(0xD3))
    );
    let taken = one(&["sms", "--submit-report", "010042101051340200"]);
    assert_eq!(
        (&taken["sms"]["type"], &taken["sms"]["octets"]),
        (&json!("SMS-SUBMIT-REPORT"), &json!("010042101051340200"))
    );
    let wrong = one(&["sms", "11070a8194214365870000a705c8329bfd06"]);
    assert_eq!(wrong["sms"]["error"]["kind"], "message_type");
}

#[test]
fn what_cannot_be_read_is_told_by_kind_place_field_and_answer() {
    let error = |kind: &str, offset: usize, field: &str, answer: Value| json!({ "kind": kind, "offset": offset, "field": field, "answer": answer });
    let object = one(&["m3ua", "0200030100000008"]);
    assert_eq!(object["m3ua"]["error"], error("version", 0, "Version", "Invalid Version".into()));
    let object = one(&["m3ua", "0100030100000010001100070102030400"]);
    assert_eq!(object["m3ua"]["error"]["answer"], "Parameter Field Error");
    // DATA of which the SCCP is cut.
    let data = "010001010000001c 02100012 00000001 00000002 03020000 0980 0000".replace(' ', "");
    let object = one(&["m3ua", &data]);
    assert_eq!(object["m3ua"]["octets"], data);
    assert_eq!(object["sccp"]["error"], error("missing", 26, "called party address", Value::Null));
    // A Begin with a transaction of five octets, one that ends too early, one with a component of no kind.
    let object = one(&["tcap", "620748050102030405"]);
    assert_eq!(object["tcap"]["error"]["answer"], Value::Null);
    let object = one(&["tcap", "6207480101 6c0201".replace(' ', "").as_str()]);
    assert_eq!(object["tcap"]["error"]["kind"], "length");
    let object = one(&["tcap", "620a480101 6c05 a903020101".replace(' ', "").as_str()]);
    let fault = error("message_type", 7, "component", json!(["general", 0]));
    assert_eq!(object["tcap"]["components"][0]["error"], fault);
    // sendRoutingInfoForSM of which the msisdn has a length that it cannot have: the place is that in the whole.
    let object = one(&["tcap", "6212480101 6c0d a10b 020101 02012d 3003 800791".replace(' ', "").as_str()]);
    let fault = error("length", 17, "msisdn", json!(["invoke", 2]));
    assert_eq!(object["map"]["components"][0]["error"], fault, "{object}");
    assert_eq!(object["map"]["components"][0]["parameter"], "3003800791");
    // A map-refuse without a reason, in an ABRT.
    let abort = "67 2e 490101 6b29 2827 0607 00118605010101 a01c 641a 800100 be15 2813 0607 04000001010101 a008 a306 3004 0500 0500";
    let object = one(&["tcap", &abort.replace(' ', "")]);
    assert_eq!(object["map"]["dialogue"]["error"]["kind"], "mandatory_missing", "{object}");
}

#[test]
fn addresses_of_ansi_are_read_where_they_are_asked_for() {
    // Called and calling by point code 1-2-3 and subsystem 8: the subsystem number stands first (T1.112.3 §3.4).
    let udt = "0900 03 08 0d 05c308030201 05c306030201 01ff".replace(' ', "");
    let object = one(&["sccp", "--ansi", &udt]);
    assert_eq!(object["sccp"]["called"]["ssn"], 8, "{object}");
    assert_eq!(object["sccp"]["called"]["pc"], 0x01_02_03);
    assert_eq!(object["sccp"]["octets"], udt);
}

#[test]
fn damaged_messages_are_read_as_far_as_they_can_be() {
    let vectors = vectors();
    let mut lines: Vec<String> = Vec::new();
    for vector in &vectors {
        let hex = vector["hex"].as_str().unwrap();
        // A digit changed here and there, behind the header of M3UA, and the message cut.
        for at in (16..hex.len()).step_by(23) {
            let mut damaged = hex.as_bytes().to_vec();
            damaged[at] = if damaged[at] == b'f' { b'0' } else { b'f' };
            lines.push(String::from_utf8(damaged).unwrap());
            lines.push(hex[..at & !1].to_owned());
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let objects = decoded(&["m3ua"], &lines);
    assert_eq!(objects.len(), lines.len());
    let is_told = |object: &&Value| object.to_string().contains("\"kind\":\"");
    let told = objects.iter().filter(is_told).count();
    println!("{} messages, {told} with a fault that is told", lines.len());
    assert!(objects.iter().all(|object| object["m3ua"].is_object()) && told > lines.len() / 2);
}
