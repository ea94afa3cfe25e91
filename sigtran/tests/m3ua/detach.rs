//! Copies of messages that hold nothing of the octets they were read from. The copies are never freed: a test is short.

use brivas_sigtran::m3ua::{List, Message, Opaque, Parameter, Parameters};

fn keep<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

fn list<T: Copy + From<u32>>(list: List<'_, T>) -> List<'static, T> {
    List::new(keep(list.iter().collect()))
}

fn inner(parameters: Parameters<'_>) -> Parameters<'static> {
    Parameters::new(keep(parameters.iter().map(parameter).collect()))
}

fn parameter(parameter: Parameter<'_>) -> Parameter<'static> {
    match parameter {
        Parameter::InfoString(value) => Parameter::InfoString(keep(value.to_vec())),
        Parameter::RoutingContext(words) => Parameter::RoutingContext(list(words)),
        Parameter::DiagnosticInformation(Opaque(value)) => {
            Parameter::DiagnosticInformation(Opaque(keep(value.to_vec())))
        }
        Parameter::HeartbeatData(value) => Parameter::HeartbeatData(keep(value.to_vec())),
        Parameter::TrafficModeType(value) => Parameter::TrafficModeType(value),
        Parameter::ErrorCode(value) => Parameter::ErrorCode(value),
        Parameter::Status(value) => Parameter::Status(value),
        Parameter::AspIdentifier(value) => Parameter::AspIdentifier(value),
        Parameter::AffectedPointCode(words) => Parameter::AffectedPointCode(list(words)),
        Parameter::CorrelationId(value) => Parameter::CorrelationId(value),
        Parameter::NetworkAppearance(value) => Parameter::NetworkAppearance(value),
        Parameter::UserCause { cause, user } => Parameter::UserCause { cause, user },
        Parameter::CongestionIndications(level) => Parameter::CongestionIndications(level),
        Parameter::ConcernedDestination(point_code) => Parameter::ConcernedDestination(point_code),
        Parameter::RoutingKey(parameters) => Parameter::RoutingKey(inner(parameters)),
        Parameter::RegistrationResult(parameters) => Parameter::RegistrationResult(inner(parameters)),
        Parameter::DeregistrationResult(parameters) => Parameter::DeregistrationResult(inner(parameters)),
        Parameter::LocalRkIdentifier(value) => Parameter::LocalRkIdentifier(value),
        Parameter::DestinationPointCode(value) => Parameter::DestinationPointCode(value),
        Parameter::ServiceIndicators(value) => Parameter::ServiceIndicators(keep(value.to_vec())),
        Parameter::OriginatingPointCodeList(words) => Parameter::OriginatingPointCodeList(list(words)),
        Parameter::ProtocolData { label, user_data: Opaque(value) } => {
            Parameter::ProtocolData { label, user_data: Opaque(keep(value.to_vec())) }
        }
        Parameter::RegistrationStatus(value) => Parameter::RegistrationStatus(value),
        Parameter::DeregistrationStatus(value) => Parameter::DeregistrationStatus(value),
        Parameter::Unknown { tag, value } => Parameter::Unknown { tag, value: keep(value.to_vec()) },
        other => panic!("{other:?} is not copied"),
    }
}

/// The same message, from values alone.
pub(crate) fn message(message: &Message<'_>) -> Message<'static> {
    Message { message_type: message.message_type, parameters: inner(message.parameters) }
}
