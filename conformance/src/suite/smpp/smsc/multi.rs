//! submit_multi: many destinations, and what becomes of those that cannot be reached.

use brivas_smpp::{CommandStatus as S, Pdu, SubmitMultiResp};

use super::submission::message_id;
use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::{distribution_list, sme_address};
use crate::suite::smpp::trace::describe;
use crate::suite::verdict::{Outcome, check};

const MULTI: &str = "SMPP 5.0 §4.2.3; SMPP 3.4 §4.5";
const NUMBER: &str = "SMPP 5.0 §4.7.17; SMPP 3.4 §5.2.24";
const FLAG: &str = "SMPP 5.0 §4.7.9; SMPP 3.4 §5.2.25";

pub(super) fn cases() -> Vec<Case> {
    let cases = vec![
        Case::new("smpp.multi.one_destination", MULTI, |t| all_taken(t, 1)),
        Case::new("smpp.multi.three_destinations", MULTI, |t| all_taken(t, 3)),
        Case::new("smpp.multi.254_destinations", NUMBER, |t| all_taken(t, 254)),
        Case::new("smpp.multi.255_destinations", NUMBER, |t| all_taken(t, 255)).only_5_0(),
        Case::new("smpp.multi.255_destinations_in_3_4", NUMBER, |t| {
            t.transmitter()?.refuses(&to(t, 255), &[S::ESME_RINVNUMDESTS]).map(drop)
        })
        .only_3_4(),
        Case::new("smpp.multi.no_destination", NUMBER, |t| {
            t.transmitter()?.refuses(&Message::submit_multi(&[]), &[S::ESME_RINVNUMDESTS]).map(drop)
        }),
        Case::new("smpp.multi.fewer_than_number_of_dests", NUMBER, |t| {
            let mut c = t.transmitter()?;
            c.refuses_somehow(&to(t, 1).octet("number_of_dests", 200))?;
            c.alive()
        }),
        Case::new("smpp.multi.dest_flag_unknown", FLAG, |t| bad_flag(t, 3)),
        Case::new("smpp.multi.dest_flag_of_0", FLAG, |t| bad_flag(t, 0)),
        Case::new("smpp.multi.destination_one_over", MULTI, |t| {
            let long = sme_address(&"7".repeat(21));
            t.transmitter()?.refuses(&Message::submit_multi(&[long]), &[S::ESME_RINVDSTADR]).map(drop)
        }),
        Case::new("smpp.multi.dl_name_one_over", MULTI, |t| {
            let long = distribution_list(&[b'x'; 21]);
            t.transmitter()?.refuses(&Message::submit_multi(&[long]), &[S::ESME_RINVDLNAME]).map(drop)
        }),
        Case::new("smpp.multi.unknown_list_alone", MULTI, unknown_list_alone),
        Case::new("smpp.multi.unknown_list_among_others", MULTI, unknown_list_among_others),
        Case::new("smpp.multi.empty_address_among_others", MULTI, empty_address_among_others),
        Case::new("smpp.multi.short_message_of_254", MULTI, |t| {
            let message = to(t, 2).short_message(&[b'x'; 254]);
            t.transmitter()?.accepts(&message).map(drop)
        }),
    ];
    cases.into_iter().map(|case| case.needs(Feature::SubmitMulti)).collect()
}

/// A submit_multi to the same number this many times.
fn to(t: &Context<'_>, count: usize) -> Message {
    Message::submit_multi(&vec![sme_address(&t.target.destination); count])
}

fn failures(pdu: &Pdu) -> Vec<(Vec<u8>, S)> {
    let Ok(body) = pdu.body::<SubmitMultiResp<'_>>() else { return Vec::new() };
    body.unsuccess_smes.iter().map(|sme| (sme.destination_addr.to_vec(), sme.error_status_code)).collect()
}

fn all_taken(t: &Context<'_>, count: usize) -> Outcome {
    let mut c = t.transmitter()?;
    let pdu = c.accepts(&to(t, count))?;
    message_id(&pdu)?;
    check(failures(&pdu).is_empty(), "no_unsuccess 0", describe(pdu.octets()))
}

fn bad_flag(t: &Context<'_>, flag: u8) -> Outcome {
    let mut entry = sme_address(&t.target.destination);
    if let Some(first) = entry.first_mut() {
        *first = flag;
    }
    let mut c = t.transmitter()?;
    c.refuses(&Message::submit_multi(&[entry]), &[S::ESME_RINVDESTFLAG])?;
    c.alive()
}

/// Nobody is reached: the whole request fails, or the one entry does.
fn unknown_list_alone(t: &Context<'_>) -> Outcome {
    let pdu = t.transmitter()?.answered(&Message::submit_multi(&[distribution_list(b"no-such-list")]))?;
    let status = pdu.header.command_status;
    let refused = [S::ESME_RINVDLNAME, S::ESME_RCNTSUBDL, S::ESME_RSUBMITFAIL].contains(&status);
    let told = status.is_ok() && failures(&pdu).len() == 1;
    check(refused || told, "ESME_RINVDLNAME, ESME_RCNTSUBDL, or one failure", describe(pdu.octets()))
}

/// The others are reached, and the failure is told; or the whole request is refused for it.
fn unknown_list_among_others(t: &Context<'_>) -> Outcome {
    let entries = [sme_address(&t.target.destination), distribution_list(b"no-such-list")];
    let pdu = t.transmitter()?.answered(&Message::submit_multi(&entries))?;
    let status = pdu.header.command_status;
    let failures = failures(&pdu);
    let told = status.is_ok() && failures.len() == 1 && failures.iter().all(|(_, status)| !status.is_ok());
    let refused = [S::ESME_RINVDLNAME, S::ESME_RCNTSUBDL].contains(&status);
    check(
        told || refused,
        "one failure with an error_status_code, or ESME_RINVDLNAME",
        describe(pdu.octets()),
    )
}

fn empty_address_among_others(t: &Context<'_>) -> Outcome {
    let entries = [sme_address(&t.target.destination), sme_address("")];
    let pdu = t.transmitter()?.answered(&Message::submit_multi(&entries))?;
    let told = pdu.header.command_status.is_ok() && failures(&pdu) == [(Vec::new(), S::ESME_RINVDSTADR)];
    let refused = pdu.header.command_status == S::ESME_RINVDSTADR;
    check(told || refused, "that entry, or the whole, with ESME_RINVDSTADR", describe(pdu.octets()))
}
