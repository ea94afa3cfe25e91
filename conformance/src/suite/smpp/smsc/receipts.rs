//! Delivery receipts: whether they come, and what they say. These run alone, since a receipt may go to any session.

use std::time::Instant;

use brivas_smpp::{CommandId, DataSm, DeliverSm, MessageState, MessageType, Pdu, QuerySmResp, Receipt, Tag};

use super::submission::message_id;
use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::connection::{Connection, Incoming};
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::{SOURCE, sme_address};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, Stop, check, fail};

const RECEIPT: &str = "SMPP 5.0 §4.7.21, §4.3.1; SMPP 3.4 §5.2.17, §2.11";
const TEXT: &str = "SMPP 3.4 Appendix B, §5.2.17";
const TLVS: &str = "SMPP 5.0 §4.8.4.37, §4.8.4.47; SMPP 3.4 §5.3.2.12, §5.3.2.35";
const QUERY: &str = "SMPP 5.0 §4.5.2.2, §4.7.15; SMPP 3.4 §4.8.2, §5.2.28";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.receipts.comes_on_success", RECEIPT, |t| receipt(t).map(drop)),
        Case::new("smpp.receipts.esm_class_calls_it_one", RECEIPT, is_called_one),
        Case::new("smpp.receipts.addresses_are_swapped", RECEIPT, swapped),
        Case::new("smpp.receipts.text_names_the_message", TEXT, text_names_it).should(),
        Case::new("smpp.receipts.text_says_delivered", TEXT, text_says_delivered).should(),
        Case::new("smpp.receipts.tlvs_name_the_message", TLVS, tlvs_name_it).should(),
        Case::new("smpp.receipts.once", RECEIPT, once),
        Case::new("smpp.receipts.none_when_not_asked_for", RECEIPT, |t| none_before_another(t, 0)),
        Case::new("smpp.receipts.none_on_success_when_asked_on_failure", RECEIPT, |t| {
            none_before_another(t, 2)
        }),
        Case::new("smpp.receipts.on_success_alone", RECEIPT, |t| {
            let mut c = t.transceiver()?;
            let id = message_id(&c.accepts(&t.submit_sm().octet("registered_delivery", 3))?)?;
            wait_for(t, &mut c, &id).map(drop)
        })
        .only_5_0(),
        Case::new("smpp.receipts.for_a_transmitter_on_a_receiver", RECEIPT, on_a_receiver)
            .needs(Feature::SeveralBinds),
        Case::new("smpp.receipts.waits_for_a_receiver", RECEIPT, waits),
        Case::new("smpp.receipts.of_data_sm", RECEIPT, of_data_sm).needs(Feature::DataSm),
        Case::new("smpp.receipts.of_each_destination", RECEIPT, of_each_destination)
            .needs(Feature::SubmitMulti),
        Case::new("smpp.receipts.state_is_final_afterwards", QUERY, final_state).needs(Feature::QuerySm),
        Case::new("smpp.receipts.no_tlvs_to_3_3", "SMPP 5.0 §2.11.2; SMPP 3.4 §3.4", no_tlvs_to_3_3)
            .once()
            .needs(Feature::Version33),
    ];
    cases.into_iter().map(|case| case.alone().needs(Feature::Receipts)).collect()
}

fn wanted(t: &Context<'_>) -> Message {
    t.submit_sm().octet("registered_delivery", 1)
}

/// Sends a message and gives its id and its receipt.
fn receipt(t: &Context<'_>) -> Outcome<(Vec<u8>, Pdu)> {
    let mut c = t.transceiver()?;
    let id = message_id(&c.accepts(&wanted(t))?)?;
    let pdu = wait_for(t, &mut c, &id)?;
    Ok((id, pdu))
}

/// The deliver_sm, or data_sm, that is about this message. It may come before the answer to the submission.
fn wait_for(t: &Context<'_>, c: &mut Connection, id: &[u8]) -> Outcome<Pdu> {
    let deadline = Instant::now() + t.target.timers.patience;
    loop {
        if let Some(place) = c.served.iter().position(|pdu| is_about(pdu, id)) {
            return Ok(c.served.remove(place));
        }
        match c.next_within(deadline.saturating_duration_since(Instant::now()))? {
            Incoming::Pdu(pdu) if pdu.command_id().is_response() => {}
            Incoming::Pdu(pdu) => c.serve(pdu)?,
            Incoming::Closed => return fail("a receipt", "the connection was closed"),
            Incoming::Silence if t.target.destination_is_known => return fail("a receipt", "none"),
            Incoming::Silence => {
                let reason =
                    "no receipt came, and nobody said which number is delivered to: give --destination";
                return Err(Stop::Inconclusive(reason.into()));
            }
        }
    }
}

/// The id is in a TLV or in the text: as it is, in another radix or filled up with zeros, as many centres have it.
fn is_about(pdu: &Pdu, id: &[u8]) -> bool {
    let Some(receipt) = read(pdu) else { return false };
    let told = [Some(receipt.message_id), receipt.text_message_id];
    told.into_iter().flatten().any(|told| same_number(told, id))
}

fn same_number(left: &[u8], right: &[u8]) -> bool {
    let number = |text: &[u8], radix| {
        std::str::from_utf8(text).ok().and_then(|text| u128::from_str_radix(text, radix).ok())
    };
    let both =
        |radix: u32, other: u32| number(left, radix).is_some_and(|left| Some(left) == number(right, other));
    left == right || both(10, 10) || both(16, 10) || both(10, 16)
}

fn read(pdu: &Pdu) -> Option<Receipt<'_>> {
    if let Ok(body) = pdu.body::<DeliverSm<'_>>() {
        return Some(Receipt::merged(body.short_message, body.tlvs));
    }
    let body = pdu.body::<DataSm<'_>>().ok()?;
    Some(Receipt::merged(body.tlvs.get(Tag::message_payload).unwrap_or(b""), body.tlvs))
}

fn is_called_one(t: &Context<'_>) -> Outcome {
    let (_, pdu) = receipt(t)?;
    let esm_class = match pdu.body::<DeliverSm<'_>>() {
        Ok(body) => body.esm_class,
        Err(_) => pdu.body::<DataSm<'_>>().map(|body| body.esm_class).unwrap_or_default(),
    };
    let right = esm_class.message_type() == MessageType::McDeliveryReceipt;
    check(right, "esm_class with message type 0001", describe(pdu.octets()))
}

fn swapped(t: &Context<'_>) -> Outcome {
    let (_, pdu) = receipt(t)?;
    let Ok(body) = pdu.body::<DeliverSm<'_>>() else { return Ok(()) };
    let right = body.source_addr == t.target.destination.as_bytes() && body.destination_addr == SOURCE;
    check(right, "source and destination of the message, swapped", describe(pdu.octets()))
}

fn text_of(pdu: &Pdu) -> &[u8] {
    pdu.body::<DeliverSm<'_>>().map(|body| body.short_message).unwrap_or_default()
}

fn text_names_it(t: &Context<'_>) -> Outcome {
    let (id, pdu) = receipt(t)?;
    let named = Receipt::parse(text_of(&pdu)).is_ok_and(|receipt| receipt.message_id == id);
    check(named, "id: of the text is the message_id of the response", describe(pdu.octets()))
}

fn text_says_delivered(t: &Context<'_>) -> Outcome {
    let (_, pdu) = receipt(t)?;
    let Ok(receipt) = Receipt::parse(text_of(&pdu)) else {
        return fail("a text as in Appendix B", describe(pdu.octets()));
    };
    check(receipt.stat == Some(b"DELIVRD"), "stat:DELIVRD", describe(pdu.octets()))?;
    let dated = receipt.submit_time().is_some() && receipt.done_time().is_some();
    check(dated, "submit date: and done date: of YYMMDDhhmm", describe(pdu.octets()))
}

fn tlvs_name_it(t: &Context<'_>) -> Outcome {
    let (id, pdu) = receipt(t)?;
    let Ok(body) = pdu.any_body() else { return fail("a receipt", describe(pdu.octets())) };
    let named =
        body.tlvs().get(Tag::receipted_message_id).map(|value| value.strip_suffix(&[0]).unwrap_or(value));
    check(named == Some(&id[..]), "receipted_message_id of the message", describe(pdu.octets()))?;
    let state = body.tlvs().message_state();
    check(state == Some(MessageState::DELIVERED), "message_state DELIVERED", describe(pdu.octets()))
}

/// A second message's receipt comes, and by then no second one for the first.
fn once(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let first = message_id(&c.accepts(&wanted(t))?)?;
    wait_for(t, &mut c, &first)?;
    let second = message_id(&c.accepts(&wanted(t))?)?;
    wait_for(t, &mut c, &second)?;
    let again = c.served.iter().any(|pdu| is_about(pdu, &first));
    check(!again, "one receipt a message", "a second one for the first message")
}

fn none_before_another(t: &Context<'_>, registered_delivery: u8) -> Outcome {
    let mut c = t.transceiver()?;
    let quiet = message_id(&c.accepts(&t.submit_sm().octet("registered_delivery", registered_delivery))?)?;
    let loud = message_id(&c.accepts(&wanted(t))?)?;
    wait_for(t, &mut c, &loud)?;
    let came = c.served.iter().any(|pdu| is_about(pdu, &quiet));
    check(!came, "no receipt for a message that wants none", "one")
}

fn on_a_receiver(t: &Context<'_>) -> Outcome {
    let mut receiver = t.receiver()?;
    let mut transmitter = t.transmitter()?;
    let id = message_id(&transmitter.accepts(&wanted(t))?)?;
    wait_for(t, &mut receiver, &id)?;
    transmitter.alive()?;
    check(transmitter.served.is_empty(), "nothing is delivered to a transmitter", "a delivery")
}

fn waits(t: &Context<'_>) -> Outcome {
    let mut transmitter = t.transmitter()?;
    let id = message_id(&transmitter.accepts(&wanted(t))?)?;
    if let Incoming::Pdu(pdu) = transmitter.next_within(t.target.timers.quiet)? {
        check(
            pdu.command_id() != CommandId::deliver_sm,
            "no receipt on a transmitter",
            describe(pdu.octets()),
        )?;
        transmitter.serve(pdu)?;
    }
    drop(transmitter);
    let mut receiver = t.receiver()?;
    wait_for(t, &mut receiver, &id).map(drop)
}

fn of_data_sm(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let message = t.data_sm().octet("registered_delivery", 1).tlv(Tag::message_payload, b"test");
    let id = message_id(&c.accepts(&message)?)?;
    wait_for(t, &mut c, &id).map(drop)
}

fn of_each_destination(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let entries = [sme_address(&t.target.destination), sme_address(&t.target.destination)];
    let message = Message::submit_multi(&entries).octet("registered_delivery", 1);
    let id = message_id(&c.accepts(&message)?)?;
    wait_for(t, &mut c, &id)?;
    wait_for(t, &mut c, &id).map(drop)
}

fn final_state(t: &Context<'_>) -> Outcome {
    let mut c = t.transceiver()?;
    let id = message_id(&c.accepts(&wanted(t))?)?;
    wait_for(t, &mut c, &id)?;
    let pdu = c.accepts(&Message::query_sm(&id))?;
    let Ok(body) = pdu.body::<QuerySmResp<'_>>() else {
        return fail("query_sm_resp", describe(pdu.octets()));
    };
    check(body.message_state == MessageState::DELIVERED, "message_state DELIVERED", describe(pdu.octets()))?;
    check(!body.final_date.is_empty(), "a final_date", describe(pdu.octets()))
}

/// To a peer that knows no TLVs, a receipt says everything in its text.
fn no_tlvs_to_3_3(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.accepts(&t.bind(CommandId::bind_transceiver).octet("interface_version", 0x33))?;
    let id = message_id(&c.accepts(&wanted(t))?)?;
    let pdu = wait_for(t, &mut c, &id)?;
    let none = pdu.any_body().is_ok_and(|body| body.tlvs().is_empty());
    check(none, "a receipt without TLVs", describe(pdu.octets()))
}
