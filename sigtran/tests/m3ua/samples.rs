//! A message of every type with every parameter that it may have, and one with none but the mandatory.

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    AffectedPointCode, DeregistrationStatus, ErrorCode, List, Message, MessageType, Opaque, Parameter,
    Parameters, RegistrationStatus, Status, TrafficModeType,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};

const INFO: Parameter<'static> = Parameter::InfoString(b"informed");
const CONTEXTS: Parameter<'static> = Parameter::RoutingContext(List::new(&[1, 200, u32::MAX]));
const ONE_CONTEXT: Parameter<'static> = Parameter::RoutingContext(List::new(&[100]));
const APPEARANCE: Parameter<'static> = Parameter::NetworkAppearance(6);
const ASP: Parameter<'static> = Parameter::AspIdentifier(9);
const MODE: Parameter<'static> = Parameter::TrafficModeType(TrafficModeType::LOADSHARE);
const AFFECTED: Parameter<'static> = Parameter::AffectedPointCode(List::new(&[
    AffectedPointCode::new(PointCode(0x3fff), 0),
    AffectedPointCode::new(PointCode(0x3a0), 4),
]));
const ONE_AFFECTED: Parameter<'static> =
    Parameter::AffectedPointCode(List::new(&[AffectedPointCode::new(PointCode(42), 0)]));
const LABEL: RoutingLabel =
    RoutingLabel { opc: PointCode(1), dpc: PointCode(0x3fff), si: 3, ni: 2, mp: 1, sls: 15 };

const ROUTING_KEY: &[Parameter<'static>] = &[
    Parameter::LocalRkIdentifier(4),
    ONE_CONTEXT,
    MODE,
    Parameter::DestinationPointCode(AffectedPointCode::new(PointCode(12), 0)),
    APPEARANCE,
    Parameter::ServiceIndicators(&[3, 5]),
    Parameter::OriginatingPointCodeList(List::new(&[AffectedPointCode::new(PointCode(8), 3)])),
];
const SHORT_KEY: &[Parameter<'static>] = &[
    Parameter::LocalRkIdentifier(5),
    Parameter::DestinationPointCode(AffectedPointCode::new(PointCode(13), 0)),
];
const REGISTERED: &[Parameter<'static>] = &[
    Parameter::LocalRkIdentifier(4),
    Parameter::RegistrationStatus(RegistrationStatus::SUCCESSFULLY_REGISTERED),
    ONE_CONTEXT,
];
const DEREGISTERED: &[Parameter<'static>] =
    &[ONE_CONTEXT, Parameter::DeregistrationStatus(DeregistrationStatus::NOT_REGISTERED)];

/// How many of the parameters below are mandatory: those in front, in the order of this table.
const MESSAGES: &[(MessageType, &[Parameter<'static>])] = &[
    (
        MessageType::ERR,
        &[
            Parameter::ErrorCode(ErrorCode::INVALID_ROUTING_CONTEXT),
            CONTEXTS,
            APPEARANCE,
            AFFECTED,
            Parameter::DiagnosticInformation(Opaque(b"\x01\x00\x04\x01\x00\x00\x00\x08")),
        ],
    ),
    (MessageType::NTFY, &[Parameter::Status(Status::AS_ACTIVE), ASP, CONTEXTS, INFO]),
    (
        MessageType::DATA,
        &[
            Parameter::ProtocolData { label: LABEL, user_data: Opaque(b"odd") },
            APPEARANCE,
            ONE_CONTEXT,
            Parameter::CorrelationId(77),
        ],
    ),
    (MessageType::DUNA, &[AFFECTED, APPEARANCE, CONTEXTS, INFO]),
    (MessageType::DAVA, &[AFFECTED, APPEARANCE, CONTEXTS, INFO]),
    (MessageType::DAUD, &[AFFECTED, APPEARANCE, CONTEXTS, INFO]),
    (
        MessageType::SCON,
        &[
            AFFECTED,
            APPEARANCE,
            CONTEXTS,
            Parameter::ConcernedDestination(PointCode(321)),
            Parameter::CongestionIndications(3),
            INFO,
        ],
    ),
    (
        MessageType::DUPU,
        &[ONE_AFFECTED, Parameter::UserCause { cause: 1, user: 3 }, APPEARANCE, CONTEXTS, INFO],
    ),
    (MessageType::DRST, &[AFFECTED, APPEARANCE, CONTEXTS, INFO]),
    (MessageType::ASPUP, &[ASP, INFO]),
    (MessageType::ASPDN, &[INFO]),
    (MessageType::BEAT, &[Parameter::HeartbeatData(b"beat!")]),
    (MessageType::ASPUP_ACK, &[ASP, INFO]),
    (MessageType::ASPDN_ACK, &[INFO]),
    (MessageType::BEAT_ACK, &[Parameter::HeartbeatData(b"beat!")]),
    (MessageType::ASPAC, &[MODE, CONTEXTS, INFO]),
    (MessageType::ASPIA, &[CONTEXTS, INFO]),
    (MessageType::ASPAC_ACK, &[MODE, CONTEXTS, INFO]),
    (MessageType::ASPIA_ACK, &[CONTEXTS, INFO]),
    (
        MessageType::REG_REQ,
        &[
            Parameter::RoutingKey(Parameters::new(ROUTING_KEY)),
            Parameter::RoutingKey(Parameters::new(SHORT_KEY)),
        ],
    ),
    (MessageType::REG_RSP, &[Parameter::RegistrationResult(Parameters::new(REGISTERED))]),
    (MessageType::DEREG_REQ, &[CONTEXTS]),
    (MessageType::DEREG_RSP, &[Parameter::DeregistrationResult(Parameters::new(DEREGISTERED))]),
];

/// How many parameters each needs.
fn mandatory(message_type: MessageType) -> usize {
    match message_type {
        MessageType::DUPU => 2,
        MessageType::REG_REQ
        | MessageType::REG_RSP
        | MessageType::DEREG_REQ
        | MessageType::DEREG_RSP
        | MessageType::ERR
        | MessageType::NTFY => 1,
        MessageType { class: 1 | 2, .. } => 1,
        _ => 0,
    }
}

/// Every message with what it needs, then with one parameter more, and so on to all.
pub(crate) fn messages() -> Vec<Message<'static>> {
    let mut messages = Vec::new();
    for &(message_type, parameters) in MESSAGES {
        for count in mandatory(message_type)..=parameters.len() {
            messages.push(Message { message_type, parameters: Parameters::new(&parameters[..count]) });
        }
    }
    messages
}

pub(crate) fn write(message: &Message<'_>) -> Vec<u8> {
    let mut buffer = Buffer::new();
    message.write(&mut buffer).unwrap();
    buffer.as_slice().to_vec()
}

#[test]
fn every_message_is_among_the_samples_and_reads_as_it_was_written() {
    let all: Vec<MessageType> = MESSAGES.iter().map(|(message_type, _)| *message_type).collect();
    assert_eq!(all, MessageType::ALL);
    for message in messages() {
        let octets = write(&message);
        assert_eq!(octets.len() % 4, 0);
        assert_eq!(Message::read(&octets), Ok(message));
        for count in 0..mandatory(message.message_type) {
            let few: Vec<Parameter<'_>> = message.parameters.iter().take(count).collect();
            let short = Message { message_type: message.message_type, parameters: Parameters::new(&few) };
            assert!(short.write(&mut Buffer::new()).is_err(), "{short:?}");
        }
    }
}
