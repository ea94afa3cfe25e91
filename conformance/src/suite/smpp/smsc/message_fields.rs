//! The values of the one-octet fields of a submit_sm: the legal ones are taken, the others have a status of their own.

use brivas_smpp::CommandStatus as S;

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::verdict::Outcome;

const ESM_CLASS: &str = "SMPP 5.0 §4.7.12; SMPP 3.4 §5.2.12";
const REGISTERED: &str = "SMPP 5.0 §4.7.21; SMPP 3.4 §5.2.17";
const DATA_CODING: &str = "SMPP 5.0 §4.7.7; SMPP 3.4 §5.2.19";
const PRIORITY: &str = "SMPP 5.0 §4.7.19; SMPP 3.4 §5.2.14";
const REPLACE: &str = "SMPP 5.0 §4.7.22; SMPP 3.4 §5.2.18";
const TON: &str = "SMPP 5.0 §4.7.1; SMPP 3.4 §5.2.5";
const NPI: &str = "SMPP 5.0 §4.7.2; SMPP 3.4 §5.2.6";
const DEFAULT_MESSAGE: &str = "SMPP 5.0 §4.7.27; SMPP 3.4 §5.2.20";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        taken("esm_class_udhi", ESM_CLASS, "esm_class", &[0x40]),
        taken("esm_class_reply_path", ESM_CLASS, "esm_class", &[0x80]),
        taken("esm_class_acknowledgements", ESM_CLASS, "esm_class", &[0x08, 0x10]),
        refused("esm_class_reserved_type", ESM_CLASS, "esm_class", &[0x3C, 0x0C], &[S::ESME_RINVESMCLASS])
            .should(),
        taken("registered_delivery_none", REGISTERED, "registered_delivery", &[0]),
        taken("registered_delivery_acknowledgements", REGISTERED, "registered_delivery", &[0x04, 0x08, 0x0C]),
        taken("registered_delivery_on_failure", REGISTERED, "registered_delivery", &[2]),
        refused(
            "registered_delivery_3_in_3_4",
            REGISTERED,
            "registered_delivery",
            &[3],
            &[S::ESME_RINVREGDLVFLG],
        )
        .only_3_4()
        .should(),
        refused(
            "registered_delivery_reserved",
            REGISTERED,
            "registered_delivery",
            &[0x20, 0x80],
            &[S::ESME_RINVREGDLVFLG],
        )
        .should(),
        taken("priority_flag_to_its_bound", PRIORITY, "priority_flag", &[0, 1, 2, 3]),
        refused("priority_flag_one_over_in_3_4", PRIORITY, "priority_flag", &[4], &[S::ESME_RINVPRTFLG])
            .only_3_4(),
        refused("priority_flag_over", PRIORITY, "priority_flag", &[5, 255], &[S::ESME_RINVPRTFLG]),
        taken("replace_if_present_flag_of_0", REPLACE, "replace_if_present_flag", &[0]),
        taken("replace_if_present_flag_of_1", REPLACE, "replace_if_present_flag", &[1])
            .needs(Feature::ReplaceIfPresent),
        refused(
            "replace_if_present_flag_over",
            REPLACE,
            "replace_if_present_flag",
            &[2, 255],
            &[S::ESME_RINVREPFLAG],
        ),
        taken("data_coding_default", DATA_CODING, "data_coding", &[0]),
        taken("data_coding_ucs2", DATA_CODING, "data_coding", &[8]),
        taken(
            "data_coding_of_the_standard",
            DATA_CODING,
            "data_coding",
            &[1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 14],
        )
        .needs(Feature::AnyDataCoding),
        taken("data_coding_of_gsm", DATA_CODING, "data_coding", &[0xC0, 0xD0, 0xF0, 0xF5])
            .needs(Feature::AnyDataCoding),
        taken(
            "protocol_id_of_any_value",
            "SMPP 5.0 §4.7.20; SMPP 3.4 §5.2.13",
            "protocol_id",
            &[0x40, 0x7F, 0xFF],
        ),
        refused(
            "sm_default_msg_id_unknown",
            DEFAULT_MESSAGE,
            "sm_default_msg_id",
            &[253],
            &[S::ESME_RINVDFTMSGID],
        )
        .should(),
        taken("source_addr_ton_to_its_bound", TON, "source_addr_ton", &[0, 1, 2, 3, 4, 5, 6])
            .needs(Feature::AnySourceAddress),
        taken("dest_addr_ton_to_its_bound", TON, "dest_addr_ton", &[0, 1, 2, 3, 4])
            .needs(Feature::AnyDestination),
        taken("source_addr_npi_of_the_standard", NPI, "source_addr_npi", &[0, 1, 3, 4, 6, 8, 9, 10, 14, 18])
            .needs(Feature::AnySourceAddress),
        taken("dest_addr_npi_of_the_standard", NPI, "dest_addr_npi", &[0, 1, 3, 4, 6, 8, 9, 10, 14, 18])
            .needs(Feature::AnyDestination),
    ];
    let reserved = [
        (
            "source_addr_ton_reserved",
            TON,
            "source_addr_ton",
            &[7, 255],
            &[S::ESME_RINVSRCTON, S::ESME_RINVSRCADR],
        ),
        (
            "source_addr_npi_reserved",
            NPI,
            "source_addr_npi",
            &[2, 255],
            &[S::ESME_RINVSRCNPI, S::ESME_RINVSRCADR],
        ),
        (
            "dest_addr_ton_reserved",
            TON,
            "dest_addr_ton",
            &[7, 255],
            &[S::ESME_RINVDSTTON, S::ESME_RINVDSTADR],
        ),
        (
            "dest_addr_npi_reserved",
            NPI,
            "dest_addr_npi",
            &[2, 255],
            &[S::ESME_RINVDSTNPI, S::ESME_RINVDSTADR],
        ),
    ];
    for (name, clauses, field, values, statuses) in reserved {
        cases.push(refused(name, clauses, field, values, statuses).should().needs(Feature::ReservedTonNpi));
    }
    cases
}

/// Each of these values is taken.
fn taken(name: &str, clauses: &'static str, field: &'static str, values: &'static [u8]) -> Case {
    Case::new(format!("smpp.message_fields.{name}"), clauses, move |t: &Context<'_>| -> Outcome {
        let mut c = t.transceiver()?;
        for value in values {
            let udhi = field == "esm_class" && *value == 0x40;
            let text: &[u8] = if udhi { b"\x05\0\x03\x2a\x02\x01part" } else { b"test" };
            c.accepts(&t.submit_sm().octet(field, *value).short_message(text))?;
        }
        Ok(())
    })
}

/// Each of these values is refused with one of these statuses.
fn refused(
    name: &str,
    clauses: &'static str,
    field: &'static str,
    values: &'static [u8],
    statuses: &'static [S],
) -> Case {
    Case::new(format!("smpp.message_fields.{name}"), clauses, move |t: &Context<'_>| -> Outcome {
        let mut c = t.transceiver()?;
        for value in values {
            c.refuses(&t.submit_sm().octet(field, *value), statuses)?;
        }
        c.alive()
    })
}
