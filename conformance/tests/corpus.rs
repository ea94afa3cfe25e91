//! Replays the committed fuzz corpora: what libFuzzer once found stays found. An empty corpus is a failure.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::path::Path;

use brivas_conformance::fuzz;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let mut inputs = 0;
    for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        run(&std::fs::read(entry.unwrap().path()).unwrap());
        inputs += 1;
    }
    assert!(inputs > 0, "the corpus of {target} is empty");
}

#[test]
fn smpp_pdu() {
    replay("smpp_pdu", fuzz::smpp_pdu);
}

#[test]
fn smpp_session() {
    replay("smpp_session", fuzz::smpp_session);
}

#[test]
fn smpp_text() {
    replay("smpp_text", fuzz::smpp_text);
}

#[test]
fn smpp_receipt() {
    replay("smpp_receipt", fuzz::smpp_receipt);
}

#[test]
fn store_log() {
    replay("store_log", fuzz::store_log);
}

#[test]
fn m3ua() {
    replay("m3ua", fuzz::m3ua);
}

#[test]
fn m3ua_endpoint() {
    replay("m3ua_endpoint", fuzz::m3ua_endpoint);
}

#[test]
fn sccp() {
    replay("sccp", fuzz::sccp);
}

#[test]
fn tcap() {
    replay("tcap", fuzz::tcap);
}

#[test]
fn map() {
    replay("map", fuzz::map);
}

#[test]
fn sdp() {
    replay("sdp", fuzz::sdp);
}

#[test]
fn tpdu() {
    replay("tpdu", fuzz::tpdu);
}

#[test]
fn sccp_endpoint() {
    replay("sccp_endpoint", fuzz::sccp_endpoint);
}

#[test]
fn tcap_endpoint() {
    replay("tcap_endpoint", fuzz::tcap_endpoint);
}

#[test]
fn map_endpoint() {
    replay("map_endpoint", fuzz::map_endpoint);
}

#[test]
fn ss7_gateway() {
    replay("ss7_gateway", fuzz::ss7_gateway);
}

#[test]
fn ss7_stack() {
    replay("ss7_stack", fuzz::ss7_stack);
}

#[test]
fn sip_message() {
    replay("sip_message", fuzz::sip_message);
}

#[test]
fn sip_uri() {
    replay("sip_uri", fuzz::sip_uri);
}

#[test]
fn sip_stream() {
    replay("sip_stream", fuzz::sip_stream);
}

#[test]
fn sip_registrar() {
    replay("sip_registrar", fuzz::sip_registrar);
}

#[test]
fn sip_endpoint() {
    replay("sip_endpoint", fuzz::sip_endpoint);
}
