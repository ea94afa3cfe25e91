//! What version 1 of the operations has: the types of version 2 serve it, too, which have more. GSM 09.02 of version 2 says
//! of each field whether version 1 has it (GSM 09.02, version 2, §17.6, §17.7).

use super::{Argument, MapError, OperationCode, ResultParameter};
use crate::ber::{Describe, Description};

/// What goes with an operation in version 1.
enum Syntax {
    /// Nothing may.
    Nothing,
    /// A string or a number alone.
    Simple,
    /// Fields and alternatives, at any depth, by their names in the standard.
    Named(&'static [&'static str]),
}

/// Fields of supplementary services, wherever they stand: version 1 has diversions and barrings of calls.
const SERVICES: &[&str] = &[
    "forwardingInfo",
    "callBarringInfo",
    "ss-Data",
    "ss-Code",
    "ss-Status",
    "forwardingFeatureList",
    "callBarringFeatureList",
    "basicServiceGroupList",
    "basicService",
    "bearerService",
    "teleservice",
    "forwardedToNumber",
    "forwardedToSubaddress",
    "forwardingOptions",
    "noReplyConditionTime",
];

/// What an invocation has; `None` of an operation that version 1 does not have, or for which there is no type.
const fn of_argument(operation: OperationCode) -> Option<Syntax> {
    use OperationCode as Code;
    Some(match operation {
        Code::updateLocation => {
            Syntax::Named(&["imsi", "locationInfo", "roamingNumber", "msc-Number", "vlr-Number", "lmsi"])
        }
        Code::cancelLocation => Syntax::Named(&["imsi", "imsi-WithLMSI", "lmsi"]),
        Code::provideRoamingNumber => Syntax::Named(&[
            "imsi",
            "msc-Number",
            "msisdn",
            "previousRoamingNumber",
            "lmsi",
            "gsm-BearerCapability",
            "networkSignalInfo",
            "protocolId",
            "signalInfo",
        ]),
        Code::insertSubscriberData => Syntax::Named(&[
            "imsi",
            "msisdn",
            "category",
            "subscriberStatus",
            "bearerServiceList",
            "teleserviceList",
            "provisionedSS",
        ]),
        // Of one octet, a basic service stands as the extensible one does.
        Code::deleteSubscriberData => {
            Syntax::Named(&["imsi", "basicServiceList", "ss-List", "ext-BearerService", "ext-Teleservice"])
        }
        Code::registerSS | Code::eraseSS | Code::activateSS | Code::deactivateSS | Code::interrogateSS => {
            Syntax::Named(&[])
        }
        Code::sendRoutingInfo => {
            Syntax::Named(&["msisdn", "numberOfForwarding", "networkSignalInfo", "protocolId", "signalInfo"])
        }
        Code::reset => Syntax::Named(&["networkResource", "hlr-Number", "hlr-List"]),
        Code::sendRoutingInfoForSM => Syntax::Named(&["msisdn", "sm-RP-PRI", "serviceCentreAddress"]),
        Code::forwardSM => Syntax::Named(&[
            "sm-RP-DA",
            "imsi",
            "lmsi",
            "roamingNumber",
            "serviceCentreAddressDA",
            "sm-RP-OA",
            "msisdn",
            "serviceCentreAddressOA",
            "sm-RP-UI",
        ]),
        Code::reportSM_DeliveryStatus | Code::alertServiceCentreWithoutResult => {
            Syntax::Named(&["msisdn", "serviceCentreAddress"])
        }
        Code::activateTraceMode => Syntax::Named(&["imsi", "traceReference", "traceType", "omc-Id"]),
        Code::deactivateTraceMode => Syntax::Named(&["imsi", "traceReference"]),
        Code::beginSubscriberActivity => Syntax::Named(&["imsi", "originatingEntityNumber"]),
        Code::registerPassword
        | Code::getPassword
        | Code::processUnstructuredSS_Data
        | Code::checkIMEI
        | Code::noteSubscriberPresent => Syntax::Simple,
        _ => return None,
    })
}

/// What a result brings back.
const fn of_result(operation: OperationCode) -> Option<Syntax> {
    use OperationCode as Code;
    Some(match operation {
        Code::updateLocation
        | Code::provideRoamingNumber
        | Code::registerPassword
        | Code::getPassword
        | Code::processUnstructuredSS_Data
        | Code::checkIMEI => Syntax::Simple,
        Code::cancelLocation
        | Code::insertSubscriberData
        | Code::deleteSubscriberData
        | Code::forwardSM
        | Code::reportSM_DeliveryStatus
        | Code::activateTraceMode
        | Code::deactivateTraceMode => Syntax::Nothing,
        Code::registerSS | Code::eraseSS | Code::activateSS | Code::deactivateSS | Code::interrogateSS => {
            Syntax::Named(&[])
        }
        Code::sendRoutingInfo => Syntax::Named(&["imsi", "routingInfo", "roamingNumber", "forwardingData"]),
        Code::sendRoutingInfoForSM => {
            Syntax::Named(&["imsi", "locationInfoWithLMSI", "networkNode-Number", "lmsi"])
        }
        _ => return None,
    })
}

/// The field of an argument that version 1 does not have, or lacks; the operation's own name if version 1 has nothing like
/// it. What is given as octets is its owner's affair.
pub(super) fn fault_of_argument(operation: OperationCode, argument: &Argument<'_>) -> Option<&'static str> {
    match argument {
        Argument::Other(_) => None,
        Argument::ResetV2(reset) if reset.network_resource.is_none() => Some("networkResource"),
        argument => fault(operation, of_argument(operation).as_ref(), argument),
    }
}

/// The same of a result.
pub(super) fn fault_of_result(
    operation: OperationCode,
    result: &ResultParameter<'_>,
) -> Option<&'static str> {
    match result {
        ResultParameter::Other(_) => None,
        result => fault(operation, of_result(operation).as_ref(), result),
    }
}

/// The same of an error: the parameters of version 1 have no extensions yet.
pub(super) fn fault_of_error(error: &MapError<'_>) -> Option<&'static str> {
    let name = error.code.name().unwrap_or("parameter");
    match error.parameter.as_ref()? {
        super::ErrorParameter::Other(_) => None,
        parameter => {
            let named = ["callBarringCause", "networkResource", "ss-Code", "basicService", "ss-Status"];
            let is_empty = is_sequence(parameter) && first_of(parameter).is_none();
            if is_empty { Some(name) } else { unknown(parameter, &named) }
        }
    }
}

fn fault(operation: OperationCode, syntax: Option<&Syntax>, value: &dyn Describe) -> Option<&'static str> {
    let name = operation.name().unwrap_or("operation");
    match syntax {
        None | Some(Syntax::Nothing) => Some(name),
        Some(Syntax::Simple) if is_sequence(value) => Some(first_of(value).unwrap_or(name)),
        Some(Syntax::Simple) => None,
        Some(Syntax::Named(fields)) => unknown(value, fields),
    }
}

fn is_sequence(value: &dyn Describe) -> bool {
    matches!(value.describe(), Description::Sequence)
}

/// The name of the first part.
fn first_of(value: &dyn Describe) -> Option<&'static str> {
    let mut first = None;
    value.parts(&mut |name, _| first = first.or(Some(name)));
    first
}

/// The first part, at any depth, whose name is none of these. What came as an extension stays: it is given on as it came.
fn unknown(value: &dyn Describe, fields: &[&str]) -> Option<&'static str> {
    let mut found = None;
    value.parts(&mut |name, part| {
        if found.is_some() || name == "extensions" {
            return;
        }
        let is_known = name == "element" || fields.contains(&name) || SERVICES.contains(&name);
        found = if is_known { unknown(part, fields) } else { Some(name) };
    });
    found
}
