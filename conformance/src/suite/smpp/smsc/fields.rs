//! The C-octet strings of every request at their maximum, one character over it, and without their NUL.

use brivas_smpp::{CommandId, CommandStatus as S};

use crate::suite::smpp::Case;
use crate::suite::smpp::Feature;
use crate::suite::smpp::context::Context;
use crate::suite::smpp::message::Message;
use crate::suite::smpp::pdus::sme_address;
use crate::suite::smpp::statuses::{NOT_CANCELLED, NOT_FOUND, NOT_REPLACED, TRUNCATED};
use crate::suite::verdict::Outcome;

const FIELD_LENGTH: &str = "SMPP 5.0 §2.8.2, §3.1; SMPP 3.4 §2.8, §3.1";

type Make = fn(&Context<'_>) -> Message;

/// Request, field, most characters, the status for more, and what the maximum itself needs.
type Row = (CommandId, &'static str, usize, &'static [S], Option<Feature>);

const ROWS: &[Row] = {
    use Feature as F;
    const SERVICE: &[S] = &[S::ESME_RINVSERTYP];
    const SOURCE: &[S] = &[S::ESME_RINVSRCADR];
    const DESTINATION: &[S] = &[S::ESME_RINVDSTADR];
    const ID: &[S] = &[S::ESME_RINVMSGID];
    &[
        (CommandId::submit_sm, "service_type", 5, SERVICE, Some(F::AnyServiceType)),
        (CommandId::submit_sm, "source_addr", 20, SOURCE, Some(F::AnySourceAddress)),
        (CommandId::submit_sm, "destination_addr", 20, DESTINATION, Some(F::AnyDestination)),
        (CommandId::submit_multi, "service_type", 5, SERVICE, Some(F::AnyServiceType)),
        (CommandId::submit_multi, "source_addr", 20, SOURCE, Some(F::AnySourceAddress)),
        (CommandId::data_sm, "service_type", 5, SERVICE, Some(F::AnyServiceType)),
        (CommandId::data_sm, "source_addr", 64, SOURCE, Some(F::AnySourceAddress)),
        (CommandId::data_sm, "destination_addr", 64, DESTINATION, Some(F::AnyDestination)),
        (CommandId::query_sm, "message_id", 64, ID, None),
        (CommandId::query_sm, "source_addr", 20, SOURCE, None),
        (CommandId::cancel_sm, "service_type", 5, SERVICE, None),
        (CommandId::cancel_sm, "message_id", 64, ID, None),
        (CommandId::cancel_sm, "source_addr", 20, SOURCE, None),
        (CommandId::cancel_sm, "destination_addr", 20, DESTINATION, None),
        (CommandId::replace_sm, "message_id", 64, ID, None),
        (CommandId::replace_sm, "source_addr", 20, SOURCE, None),
    ]
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (id, field, most, statuses, at_bound) in ROWS {
        let Some((make, feature)) = made(*id) else { continue };
        let name = id.name().unwrap_or_default();
        let (field, most, statuses) = (*field, *most, *statuses);
        let over = Case::new(format!("smpp.fields.{name}.{field}_one_over"), FIELD_LENGTH, move |t| {
            let mut c = t.transmitter()?;
            c.refuses(&make(t).text(field, "7".repeat(most + 1)), statuses)?;
            c.alive()
        });
        cases.push(over.needs(feature));
        let bound = Case::new(format!("smpp.fields.{name}.{field}_at_bound"), FIELD_LENGTH, move |t| {
            at_its_bound(t, &make(t).text(field, "7".repeat(most)))
        });
        cases.push(at_bound.iter().fold(bound.needs(feature), |case, feature| case.needs(*feature)));
    }
    for id in [CommandId::submit_sm, CommandId::data_sm, CommandId::query_sm, CommandId::cancel_sm] {
        let Some((make, feature)) = made(id) else { continue };
        let name = id.name().unwrap_or_default();
        let case = Case::new(format!("smpp.fields.{name}.no_nul_before_the_end"), FIELD_LENGTH, move |t| {
            without_nul(t, make)
        });
        cases.push(case.needs(feature));
    }
    cases.push(Case::new("smpp.fields.submit_sm.destination_addr_empty", FIELD_LENGTH, |t| {
        t.transmitter()?.refuses(&t.submit_sm().text("destination_addr", ""), &[S::ESME_RINVDSTADR]).map(drop)
    }));
    cases.push(Case::new("smpp.fields.submit_sm.embedded_nul", FIELD_LENGTH, embedded_nul));
    cases
}

fn made(id: CommandId) -> Option<(Make, Feature)> {
    Some(match id {
        CommandId::submit_sm => (|t| t.submit_sm(), Feature::SubmitSm),
        CommandId::submit_multi => {
            (|t| Message::submit_multi(&[sme_address(&t.target.destination)]), Feature::SubmitMulti)
        }
        CommandId::data_sm => (|t| t.data_sm(), Feature::DataSm),
        CommandId::query_sm => (|_| Message::query_sm(b"1"), Feature::QuerySm),
        CommandId::cancel_sm => (|_| Message::cancel_sm(b"1"), Feature::CancelSm),
        CommandId::replace_sm => (|_| Message::replace_sm(b"1"), Feature::ReplaceSm),
        _ => return None,
    })
}

/// A new message is taken; what asks for a message that there is not gets that answer, and not one about the field.
fn at_its_bound(t: &Context<'_>, message: &Message) -> Outcome {
    let mut c = t.transmitter()?;
    match message.command_id() {
        CommandId::query_sm => c.refuses(message, NOT_FOUND).map(drop),
        CommandId::cancel_sm => c.refuses(message, NOT_CANCELLED).map(drop),
        CommandId::replace_sm => c.refuses(message, NOT_REPLACED).map(drop),
        _ => c.accepts(message).map(drop),
    }
}

/// The PDU ends within its last C-octet string: the one before whatever has a fixed length.
fn without_nul(t: &Context<'_>, make: Make) -> Outcome {
    let message = make(t);
    let (last, behind) = match message.command_id() {
        CommandId::submit_sm | CommandId::data_sm => ("source_addr", "dest_addr_ton"),
        CommandId::cancel_sm => ("destination_addr", ""),
        _ => ("source_addr", ""),
    };
    let message = message.raw(last, *b"4477009");
    let length = if behind.is_empty() { message.body().len() } else { message.body_before(behind) };
    let mut c = t.transmitter()?;
    c.refuses(&message.truncated(length), TRUNCATED)?;
    c.alive()
}

/// A NUL within an address ends it, and what follows is read as the next fields: whatever the answer, it bears the
/// number of the request, and the next PDU is found.
fn embedded_nul(t: &Context<'_>) -> Outcome {
    let mut c = t.transmitter()?;
    c.answered(&t.submit_sm().raw("source_addr", *b"44\x007700\0"))?;
    c.alive()
}
