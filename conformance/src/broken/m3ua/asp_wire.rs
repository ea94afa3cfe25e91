//! What each fault of the ASP does to the messages.

use brivas_sigtran::m3ua::{AspState, ErrorCode as E, MessageType as M, Status, Tag};

use super::AspFault::{self as F};
use super::common_wire::{affected, error, has_unknown, in_results, pad};
use super::wire::{Act, Passing};
use crate::suite::m3ua::Message;

/// A message of the suite's gateway.
pub(super) fn inbound(fault: F, mut p: Passing<'_>) -> Act {
    let state = p.state;
    let active = state == AspState::Active;
    let answer = |message: Message| Act::Answer(vec![message]);
    let drops = |when: bool| if when { Act::Drop } else { Act::Pass };
    let context = p.message.word(Tag::ROUTING_CONTEXT);
    match fault {
        F::UpAgainAfterDown if p.is(M::ASPDN_ACK) => Act::And(vec![Message::new(M::ASPUP)]),
        F::TakesAnyVersion => {
            p.message.version = 1;
            Act::Pass
        }
        F::UnknownTypeIsSilent => drops(p.message.message_type.name().is_none()),
        F::AnyAckIsUpAck if p.is(M::ASPDN_ACK) => p.becomes(M::ASPUP_ACK),
        F::UnexpectedUpAckIsSilent => drops(p.is(M::ASPUP_ACK) && active),
        F::StaysAfterUpAck if p.is(M::ASPUP_ACK) && active => answer(error(E::UNEXPECTED_MESSAGE)),
        F::IgnoresDownAck => drops(p.is(M::ASPDN_ACK) && active),
        F::IgnoresRefusal => drops(p.is(M::ERR)),
        F::TakesManagementOnAnyStream if p.message.message_type.class == 3 => {
            *p.stream_id = 0;
            Act::Pass
        }
        F::ActiveForEver => drops(p.is(M::ASPAC_ACK)),
        F::WantsContextInAck => drops(p.is(M::ASPAC_ACK) && context.is_none()),
        F::RefusesNotifications if p.is(M::NTFY) => answer(error(E::UNEXPECTED_MESSAGE)),
        F::ActiveAgainAfterInactive if p.is(M::ASPIA_ACK) => Act::And(vec![Message::new(M::ASPAC)]),
        F::UpAckMakesActive if p.is(M::ASPUP_ACK) && state == AspState::Inactive => p.becomes(M::ASPAC_ACK),
        F::TakesUnknownContext if p.is(M::ASPAC_ACK) => p.strip(Tag::ROUTING_CONTEXT),
        F::IgnoresInactiveAck => drops(p.is(M::ASPIA_ACK) && active),
        F::TakesBack if p.notifies(Status::ALTERNATE_ASP_ACTIVE) => answer(Message::new(M::ASPAC)),
        F::GoesOnWhenOverridden => drops(p.notifies(Status::ALTERNATE_ASP_ACTIVE)),
        F::DropsData => drops(p.is(M::DATA)),
        F::PaddingIsUserData if p.is(M::DATA) => pad(p, Tag::PROTOCOL_DATA),
        F::WantsOneOrder if p.is(M::DATA) => {
            let first = p.message.parameters.first().is_some_and(|(tag, _)| *tag == Tag::PROTOCOL_DATA.0);
            if first { answer(error(E::PROTOCOL_ERROR)) } else { Act::Pass }
        }
        F::RefusesUnknownParameters if has_unknown(p.message) => answer(error(E::UNEXPECTED_PARAMETER)),
        F::TakesDataWhenInactive if p.is(M::DATA) && !active => answer(p.message.clone().on_stream(1)),
        F::TakesDataOfUnknownContext if p.is(M::DATA) => p.strip(Tag::ROUTING_CONTEXT),
        F::TakesDataOnStream0 if p.is(M::DATA) => {
            *p.stream_id = 1;
            Act::Pass
        }
        F::RefusesRestricted if p.is(M::DRST) => answer(error(E::UNEXPECTED_MESSAGE)),
        F::IgnoresPause => drops(p.is(M::DUNA)),
        F::IgnoresMask => affected(p, |word| word & 0x00ff_ffff),
        F::IgnoresResume => drops(p.is(M::DAVA)),
        F::RestrictedIsPaused if p.is(M::DRST) => p.becomes(M::DUNA),
        F::AnswersAudits if p.is(M::DAUD) => {
            p.message.message_type = M::DAVA;
            answer(p.message.clone())
        }
        F::TakesNewsOfUnknownContext if p.is(M::DUNA) => p.strip(Tag::ROUTING_CONTEXT),
        F::TakesUserPartOfRange if p.is(M::DUPU) => affected(p, |word| word & 0x00ff_ffff),
        F::BeatWhenDownIsSilent => drops(p.is(M::BEAT) && state == AspState::Down),
        F::AnswersErrors if p.is(M::ERR) => answer(error(E::UNEXPECTED_MESSAGE)),
        F::RefusalIsSuccess if p.is(M::REG_RSP) => in_results(p, |result| {
            let result = result.without(Tag::REGISTRATION_STATUS).without(Tag::ROUTING_CONTEXT);
            result.words(Tag::REGISTRATION_STATUS, &[0]).contexts(&[1])
        }),
        F::AnyKeyIsOurs if p.is(M::REG_RSP) => in_results(p, |result| {
            result.without(Tag::LOCAL_RK_IDENTIFIER).words(Tag::LOCAL_RK_IDENTIFIER, &[0])
        }),
        _ => Act::Pass,
    }
}

/// A message of the ASP.
pub(super) fn outbound(fault: F, mut p: Passing<'_>) -> Act {
    let drops = |when: bool| if when { Act::Drop } else { Act::Pass };
    match fault {
        F::UpOnStream1 if p.is(M::ASPUP) => {
            *p.stream_id = 1;
            Act::Pass
        }
        F::UpOfVersion2 if p.is(M::ASPUP) => {
            p.message.version = 2;
            Act::Pass
        }
        F::ActiveAtOnce if p.is(M::ASPUP) => Act::And(vec![Message::new(M::ASPAC)]),
        F::UpNotRepeated => once(p, M::ASPUP),
        F::DownNotSent => drops(p.is(M::ASPDN)),
        F::DownNotRepeated => once(p, M::ASPDN),
        F::ActiveNotSent => drops(p.is(M::ASPAC)),
        F::ActiveWithoutContext if p.is(M::ASPAC) => p.strip(Tag::ROUTING_CONTEXT),
        F::ActiveNotRepeated => once(p, M::ASPAC),
        F::InactiveNotSent => drops(p.is(M::ASPIA)),
        F::AuditsAnotherPoint => affected(p, |word| word + 1),
        F::BeatWithoutData if p.is(M::BEAT_ACK) => p.strip(Tag::HEARTBEAT_DATA),
        F::SendsNoBeats => drops(p.is(M::BEAT)),
        F::ClassIsCalledType if p.refuses(E::UNSUPPORTED_MESSAGE_CLASS) => {
            p.put(Tag::ERROR_CODE, &[E::UNSUPPORTED_MESSAGE_TYPE.0])
        }
        F::ActiveUnregistered if p.is(M::REG_REQ) => {
            *p.message = Message::new(M::ASPAC);
            Act::Pass
        }
        F::ActiveByAnotherContext if p.is(M::ASPAC) => p.put(Tag::ROUTING_CONTEXT, &[1]),
        _ if p.is(M::DATA) => data(fault, p),
        _ => Act::Pass,
    }
}

/// DATA of the ASP.
fn data(fault: F, mut p: Passing<'_>) -> Act {
    p.memory.count += 1;
    let count = p.memory.count;
    match fault {
        F::DataWithoutContext => p.strip(Tag::ROUTING_CONTEXT),
        F::OneSelection => {
            let mut value = p.message.get(Tag::PROTOCOL_DATA).unwrap_or_default().to_vec();
            value.iter_mut().skip(11).take(1).for_each(|selection| *selection = 0);
            *p.message = p.message.clone().without(Tag::PROTOCOL_DATA).octets_of(Tag::PROTOCOL_DATA, value);
            Act::Pass
        }
        F::DataOnStream0 => {
            *p.stream_id = 0;
            Act::Pass
        }
        F::AnyStream => {
            *p.stream_id = 1 + u16::try_from(count % 3).unwrap_or_default();
            Act::Pass
        }
        F::Reorders if count % 2 == 1 => Act::Hold,
        _ => Act::Pass,
    }
}

/// The first of its kind on an association, and no other.
fn once(p: Passing<'_>, message_type: M) -> Act {
    if !p.is(message_type) {
        return Act::Pass;
    }
    p.memory.count += 1;
    if p.memory.count == 1 { Act::Pass } else { Act::Drop }
}
