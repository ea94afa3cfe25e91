//! The fields of a bind at their bounds and beyond.

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::statuses::TRUNCATED;
use crate::suite::verdict::{Outcome, check};

const SYSTEM_ID: &str = "SMPP 5.0 §4.7.30; SMPP 3.4 §5.2.1";
const SYSTEM_TYPE: &str = "SMPP 5.0 §4.7.31; SMPP 3.4 §5.2.3";
const ADDRESS_RANGE: &str = "SMPP 5.0 §4.7.3; SMPP 3.4 §5.2.7";
const C_OCTET_STRING: &str = "SMPP 5.0 §3.1; SMPP 3.4 §3.1";

const TOO_LONG: &[S] = &[
    S::ESME_RBINDFAIL,
    S::ESME_RINVSYSID,
    S::ESME_RINVPASWD,
    S::ESME_RINVSYSTYP,
    S::ESME_RINVCMDLEN,
    S::ESME_RINVSRCADR,
];

pub(super) fn cases() -> Vec<Case> {
    vec![
        over("system_id_one_over", SYSTEM_ID, "system_id", 16, &[S::ESME_RINVSYSID, S::ESME_RBINDFAIL]),
        over(
            "system_type_one_over",
            SYSTEM_TYPE,
            "system_type",
            13,
            &[S::ESME_RINVSYSTYP, S::ESME_RBINDFAIL],
        ),
        over("address_range_one_over", ADDRESS_RANGE, "address_range", 41, TOO_LONG),
        over("system_id_of_300", SYSTEM_ID, "system_id", 300, TOO_LONG),
        Case::new("smpp.bind_fields.system_type_at_bound", SYSTEM_TYPE, |t| {
            taken(t, t.bind(CommandId::bind_transceiver).text("system_type", "twelve-chars"))
        })
        .needs(Feature::AnySystemType),
        Case::new("smpp.bind_fields.address_range_at_bound", ADDRESS_RANGE, |t| {
            let range = "9".repeat(40);
            taken(t, t.bind(CommandId::bind_transceiver).text("address_range", range))
        }),
        Case::new("smpp.bind_fields.address_range_with_ton_and_npi", ADDRESS_RANGE, |t| {
            let bind = t.bind(CommandId::bind_transceiver).octet("addr_ton", 1).octet("addr_npi", 1);
            taken(t, bind.text("address_range", "99887766"))
        }),
        Case::new("smpp.bind_fields.without_a_nul", C_OCTET_STRING, without_a_nul).once(),
        Case::new("smpp.bind_fields.empty_body", C_OCTET_STRING, empty_body).once(),
        Case::new("smpp.bind_fields.truncated_at_every_octet", C_OCTET_STRING, truncated).once(),
        Case::new("smpp.bind_fields.unknown_tlv", "SMPP 5.0 §2.11.1; SMPP 3.4 §3.3", |t| {
            taken(t, t.bind(CommandId::bind_transceiver).tlv(brivas_smpp::Tag(0x1405), b"vendor"))
        })
        .should(),
    ]
}

fn over(
    name: &str,
    clauses: &'static str,
    field: &'static str,
    length: usize,
    statuses: &'static [S],
) -> Case {
    Case::new(format!("smpp.bind_fields.{name}"), clauses, move |t| {
        let mut c = t.connect()?;
        let bind = t.bind(CommandId::bind_transceiver).text(field, "7".repeat(length));
        c.refuses(&bind, statuses).map(drop)
    })
}

fn taken(t: &Context<'_>, bind: Message) -> Outcome {
    let mut c = t.connect()?;
    c.accepts(&bind)?;
    c.alive()
}

/// The last field has no NUL before the end of the PDU.
fn without_a_nul(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    let bind = t.bind(CommandId::bind_transceiver).raw("address_range", *b"77");
    c.refuses(&bind, TRUNCATED).map(drop)
}

fn empty_body(t: &Context<'_>) -> Outcome {
    let mut c = t.connect()?;
    c.refuses(&t.bind(CommandId::bind_transceiver).truncated(0), TRUNCATED).map(drop)
}

/// Whatever a bind ends in the middle of, it is refused.
fn truncated(t: &Context<'_>) -> Outcome {
    let bind = t.bind(CommandId::bind_transceiver);
    for length in 1..bind.body().len() {
        let mut c = t.connect()?;
        let pdu = c.answered(&bind.clone().truncated(length))?;
        let expected = format!("a bind of {length} octets instead of {} is refused", bind.body().len());
        check(!pdu.header.command_status.is_ok(), expected, "ESME_ROK")?;
    }
    Ok(())
}
