//! A message of SCCP as JSON, with what it carries.

mod connection;

use brivas_sigtran::Buffer;
use brivas_sigtran::sccp::{
    Address, Form, GlobalTitle, ManagementMessage, Message, RoutingIndicator, Service, Ssn, Unitdata,
};
use serde_json::{Map, Value, json};

use super::input::{Input, Layers};
use super::{hex, put_octets, tcap};

pub(super) fn read(input: Input<'_>, octets: &[u8]) -> Layers {
    let mut object = Map::new();
    let message = match Message::read(octets, input.variant) {
        Ok(message) => message,
        Err(error) => {
            // A message that cannot be read is thrown away (Q.714 §1.1.4).
            object.insert("error".into(), input.fault(octets, &error, Value::Null));
            return Layers::default().on("sccp", object, None);
        }
    };
    let mut out = Buffer::new();
    match message {
        Message::Unitdata(unitdata) => {
            put_unitdata(&mut object, &unitdata);
            let above = read_above(input, &unitdata);
            if above.objects.is_empty() {
                put_octets(&mut object, "data", unitdata.data);
            }
            let data = above.octets.as_deref().unwrap_or(unitdata.data);
            let written = Unitdata { data, ..unitdata }.write(input.variant, &mut out);
            let octets = written.is_ok().then(|| out.as_slice().to_vec());
            above.on("sccp", object, octets)
        }
        Message::Connection(message) => {
            connection::put(&mut object, &message);
            let written = message.write(input.variant, &mut out);
            let octets = written.is_ok().then(|| out.as_slice().to_vec());
            Layers::default().on("sccp", object, octets)
        }
    }
}

/// What the data are: SCCP management, or TCAP by its tags; nothing of a part of a message.
fn read_above(input: Input<'_>, unitdata: &Unitdata<'_>) -> Layers {
    if unitdata.segmentation.is_some_and(|segmentation| !segmentation.first || segmentation.remaining > 0) {
        return Layers::default();
    }
    if unitdata.called.ssn == Some(Ssn::SCCP_MANAGEMENT) {
        return read_management(input, unitdata.data);
    }
    match unitdata.data.first() {
        Some(0x61 | 0x62 | 0x64 | 0x65 | 0x67) => tcap::read(input, unitdata.data),
        _ => Layers::default(),
    }
}

fn put_unitdata(object: &mut Map<String, Value>, unitdata: &Unitdata<'_>) {
    object.insert("msg".into(), json!(unitdata.message_type().name()));
    match unitdata.service {
        Service::Data(class) => {
            object.insert("class".into(), class.class().into());
            object.insert("return".into(), class.return_on_error().into());
        }
        Service::Return(cause) => {
            object.insert("cause".into(), cause.0.into());
            object.insert("cause_name".into(), json!(cause.name()));
        }
    }
    if unitdata.form != Form::Basic {
        object.insert("hop".into(), unitdata.hop_counter.into());
    }
    object.insert("called".into(), address(&unitdata.called));
    object.insert("calling".into(), address(&unitdata.calling));
    if let Some(segmentation) = unitdata.segmentation {
        let seg = json!({
            "first": segmentation.first,
            "class1": segmentation.in_sequence,
            "remaining": segmentation.remaining,
            "ref": segmentation.local_reference,
        });
        object.insert("seg".into(), seg);
    }
    if let Some(importance) = unitdata.importance {
        object.insert("importance".into(), importance.into());
    }
    if !unitdata.unknown.is_empty() {
        object.insert("unknown".into(), hex(unitdata.unknown).into());
    }
}

fn read_management(input: Input<'_>, octets: &[u8]) -> Layers {
    let mut object = Map::new();
    let message = match ManagementMessage::read(octets, input.variant) {
        Ok(message) => message,
        Err(error) => {
            object.insert("error".into(), input.fault(octets, &error, Value::Null));
            return Layers::default().on("scmg", object, None);
        }
    };
    object.insert("msg".into(), json!(message.message_type.name()));
    object.insert("type".into(), message.message_type.0.into());
    object.insert("ssn".into(), message.ssn.0.into());
    object.insert("pc".into(), message.point_code.0.into());
    object.insert("smi".into(), message.multiplicity.into());
    if let Some(level) = message.congestion_level {
        object.insert("congestion".into(), level.into());
    }
    let mut out = Buffer::new();
    message.write(input.variant, &mut out);
    Layers::default().on("scmg", object, Some(out.as_slice().to_vec()))
}

fn address(address: &Address) -> Value {
    let by_title = address.routing_indicator == RoutingIndicator::GlobalTitle;
    let mut object = Map::new();
    object.insert("route".into(), if by_title { "gt" } else { "ssn" }.into());
    object.insert("pc".into(), json!(address.point_code.map(|point_code| point_code.0)));
    object.insert("ssn".into(), json!(address.ssn.map(|ssn| ssn.0)));
    if address.national_use {
        object.insert("national_use".into(), true.into());
    }
    if let Some(title) = &address.global_title {
        object.insert("gt".into(), global_title(title));
    }
    Value::Object(object)
}

/// By its indicator, as ITU counts them.
fn global_title(title: &GlobalTitle) -> Value {
    let digits = title.digits().to_string().to_lowercase();
    match *title {
        GlobalTitle::NatureOfAddress { nature_of_address, .. } => {
            json!({ "gti": 1, "nai": nature_of_address, "digits": digits })
        }
        GlobalTitle::TranslationType { translation_type, .. } => {
            json!({ "gti": 2, "tt": translation_type, "digits": digits })
        }
        GlobalTitle::NumberingPlan { translation_type, numbering_plan, encoding_scheme, .. } => {
            json!({ "gti": 3, "tt": translation_type, "np": numbering_plan, "es": encoding_scheme, "digits": digits })
        }
        GlobalTitle::Full {
            translation_type, numbering_plan, encoding_scheme, nature_of_address, ..
        } => json!({
            "gti": 4, "tt": translation_type, "np": numbering_plan, "es": encoding_scheme,
            "nai": nature_of_address, "digits": digits,
        }),
        GlobalTitle::Other { indicator, .. } => json!({ "gti": indicator, "digits": digits }),
        _ => Value::Null,
    }
}
