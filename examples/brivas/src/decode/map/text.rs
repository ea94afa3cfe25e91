//! The text in a parameter of MAP: of a short message, or of USSD.

use brivas_sigtran::map::{
    ApplicationContext, Argument, ContextCode, ErrorParameter, MapError, ResultParameter, SmRpDa, SmRpOa,
};
use brivas_sigtran::sms::{Direction, FirstOctet};
use brivas_text::{Coding, DataCoding, septets};
use serde_json::{Map, Value};

use super::super::input::Input;
use super::super::{hex, sms};
use super::typed::Typed;

/// Puts the text that a parameter carries, and of a short message all of it.
pub(super) fn put(
    object: &mut Map<String, Value>,
    entry: &mut Map<String, Value>,
    input: Input<'_>,
    typed: &Typed<'_>,
    context: Option<ApplicationContext>,
) {
    if let Some((octets, direction)) = short_message(typed, context) {
        object.insert("tpdu".into(), hex(octets).into());
        let tpdu = sms::read(input, octets, direction);
        for (field, word) in [("text", "text"), ("TP-Data-Coding-Scheme", "dcs"), ("concat", "concat")] {
            object.extend(tpdu.get(field).map(|value| (word.to_owned(), value.clone())));
        }
        entry.insert("sms".into(), Value::Object(tpdu));
    }
    let ussd = match typed {
        Typed::Argument(Argument::Ussd(ussd)) => Some((ussd.ussd_data_coding_scheme, ussd.ussd_string)),
        Typed::Result(ResultParameter::Ussd(ussd)) => Some((ussd.ussd_data_coding_scheme, ussd.ussd_string)),
        _ => None,
    };
    if let Some((scheme, string)) = ussd
        && let [scheme] = *scheme.0
    {
        object.insert("dcs".into(), scheme.into());
        object.extend(ussd_text(scheme, string.0).map(|text| ("text".to_owned(), text.into())));
    }
    if let Typed::Argument(Argument::ProcessUnstructuredSsData(text))
    | Typed::Result(ResultParameter::ProcessUnstructuredSsData(text)) = typed
    {
        object.insert("text".into(), String::from_utf8_lossy(text.0).into());
    }
}

fn ussd_text(scheme: u8, string: &[u8]) -> Option<String> {
    let coding = DataCoding::from_cbs(scheme).coding;
    let Coding::Gsm7(_) = coding else { return coding.decode(string).ok() };
    let septets = septets::unpack_ussd(string);
    // Behind a carriage return on an octet boundary stands a second one, which is none of the text (3GPP TS 23.038 §6.1.2.3.1).
    let septets = match septets.as_slice() {
        [text @ .., b'\r', b'\r'] if text.len() % 8 == 7 => septets.get(..=text.len()).unwrap_or_default(),
        all => all,
    };
    coding.decode(septets).ok()
}

/// The TPDU in a parameter, and which way it goes.
fn short_message<'a>(
    typed: &Typed<'a>,
    context: Option<ApplicationContext>,
) -> Option<(&'a [u8], Direction)> {
    let is_relay = |code| context.is_some_and(|context| context.context == code);
    Some(match typed {
        Typed::Argument(Argument::MtForwardSm(argument)) => (argument.sm_rp_ui.0, Direction::ToMobile),
        Typed::Argument(Argument::MoForwardSm(argument)) => (argument.sm_rp_ui.0, Direction::FromMobile),
        Typed::Argument(Argument::ForwardSm(argument)) => {
            // One operation for both ways: the service centre is at one end, the subscriber at the other.
            let direction = match (&argument.sm_rp_da, &argument.sm_rp_oa) {
                (SmRpDa::ServiceCentreAddress(_), _) | (_, SmRpOa::Msisdn(_)) => Direction::FromMobile,
                (SmRpDa::None(_), SmRpOa::None(_)) if !is_relay(ContextCode::shortMsgMT_RelayContext) => {
                    Direction::FromMobile
                }
                _ => Direction::ToMobile,
            };
            (argument.sm_rp_ui.0, direction)
        }
        Typed::Result(ResultParameter::MtForwardSm(result)) => {
            (result.sm_rp_ui?.0, Direction::DeliverReport { refused: false })
        }
        Typed::Result(ResultParameter::MoForwardSm(result)) => {
            (result.sm_rp_ui?.0, Direction::SubmitReport { refused: false })
        }
        Typed::Error(MapError { parameter: Some(ErrorParameter::SmDeliveryFailure(cause)), .. }) => {
            let octets = cause.diagnostic_info?.0;
            match FirstOctet(octets.first().copied().unwrap_or_default()).message_type() {
                1 => (octets, Direction::SubmitReport { refused: true }),
                _ => (octets, Direction::DeliverReport { refused: true }),
            }
        }
        _ => return None,
    })
}
