//! What two sides of different versions owe each other.

use brivas_smpp::{BindResp, CommandId, SubmitSmResp, Tag};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const COMPATIBLE: &str = "SMPP 5.0 §2.11.2; SMPP 3.4 §3.4";
const CONGESTION: &str = "SMPP 5.0 §2.9, §4.8.4.18";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("smpp.versions.sc_interface_version_is_told", "SMPP 5.0 §4.1.1, §4.8.4.51", told)
            .only_5_0(),
        Case::new(
            "smpp.versions.sc_interface_version_is_known",
            "SMPP 5.0 §4.7.13; SMPP 3.4 §5.3.2.25",
            known,
        ),
        Case::new("smpp.versions.no_tlvs_to_3_3", COMPATIBLE, |t| no_tlvs(t, 0x33))
            .once()
            .needs(Feature::Version33),
        Case::new("smpp.versions.no_tlvs_to_version_0", COMPATIBLE, |t| no_tlvs(t, 0))
            .once()
            .needs(Feature::Version33),
        Case::new("smpp.versions.short_ids_to_3_3", COMPATIBLE, short_ids).once().needs(Feature::Version33),
        Case::new("smpp.versions.a_later_version_is_spoken_to", "SMPP 5.0 §2.11.1", later).once().should(),
        Case::new("smpp.versions.no_congestion_state_in_3_4", CONGESTION, no_congestion_state).only_3_4(),
        Case::new("smpp.versions.congestion_state_is_a_percentage", CONGESTION, percentage).only_5_0(),
    ]
}

fn told(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let pdu = c.accepts(&t.bind(CommandId::bind_transceiver))?;
    let version =
        pdu.body::<BindResp<'_>>().ok().and_then(|body| body.tlvs.integer(Tag::sc_interface_version));
    check(version == Some(0x50), "sc_interface_version 0x50", describe(pdu.octets()))
}

/// Where it is told, it is a version that there is.
fn known(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let pdu = c.accepts(&t.bind(CommandId::bind_transceiver))?;
    let version =
        pdu.body::<BindResp<'_>>().ok().and_then(|body| body.tlvs.integer(Tag::sc_interface_version));
    let right = version.is_none_or(|version| version <= 0x34 || version == 0x50);
    check(right, "sc_interface_version of 0x00 to 0x34 or 0x50", describe(pdu.octets()))
}

fn no_tlvs(t: &Context<'_>, version: u8) -> Outcome {
    let mut c = t.connect()?;
    let bind = t.bind(CommandId::bind_transceiver).octet("interface_version", version);
    let pdu = c.accepts(&bind)?;
    let none = pdu.body::<BindResp<'_>>().is_ok_and(|body| body.tlvs.is_empty());
    check(none, "a response without TLVs", describe(pdu.octets()))?;
    let pdu = c.accepts(&t.submit_sm())?;
    let none = pdu.body::<SubmitSmResp<'_>>().is_ok_and(|body| body.tlvs.is_empty());
    check(none, "a response without TLVs", describe(pdu.octets()))
}

fn short_ids(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.accepts(&t.bind(CommandId::bind_transceiver).octet("interface_version", 0x33))?;
    let pdu = c.accepts(&t.submit_sm())?;
    let short = pdu.body::<SubmitSmResp<'_>>().is_ok_and(|body| (1..=8).contains(&body.message_id.len()));
    check(short, "a message_id of 1 to 8 characters", describe(pdu.octets()))
}

fn later(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.accepts(&t.bind(CommandId::bind_transceiver).octet("interface_version", 0x51))?;
    c.accepts(&t.submit_sm()).map(drop)
}

fn no_congestion_state(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let submitted = c.accepts(&t.submit_sm())?;
    let enquired = c.accepts(&Message::header(CommandId::enquire_link))?;
    for pdu in [submitted, enquired] {
        let none = pdu.any_body().is_ok_and(|body| body.tlvs().get(Tag::congestion_state).is_none());
        check(none, "no congestion_state", describe(pdu.octets()))?;
    }
    Ok(())
}

fn percentage(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let pdu = c.accepts(&t.submit_sm())?;
    let state = pdu.any_body().ok().and_then(|body| body.tlvs().integer(Tag::congestion_state));
    check(state.is_none_or(|state| state <= 100), "congestion_state of 0 to 100", describe(pdu.octets()))
}
