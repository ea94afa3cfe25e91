//! What each fault of the signalling gateway does to the messages.

use brivas_sigtran::m3ua::{
    AspState, DeregistrationStatus as D, ErrorCode as E, MessageType as M, RegistrationStatus as R, Status,
    Tag, TrafficModeType as Mode,
};

use super::SgpFault::{self as F};
use super::common_wire::{affected, cut, error, has_unknown, in_results, in_routing_keys, is_result, pad};
use super::wire::{Act, Passing};
use crate::suite::m3ua::Message;

/// A message of the suite's ASP.
pub(super) fn inbound(fault: F, mut p: Passing<'_>) -> Act {
    let state = p.state;
    let answer = |message: Message| Act::Answer(vec![message]);
    let unexpected = || Act::Answer(vec![error(E::UNEXPECTED_MESSAGE)]);
    let context = p.message.word(Tag::ROUTING_CONTEXT);
    match fault {
        F::DownWhenDownIgnored if p.is(M::ASPDN) && state == AspState::Down => Act::Drop,
        F::DownChangesNothing if p.is(M::ASPDN) => answer(Message::new(M::ASPDN_ACK)),
        F::TakesManagementOnAnyStream if p.message.message_type.class == 3 => {
            *p.stream_id = 0;
            Act::Pass
        }
        F::RefusesRepeatedUp if p.is(M::ASPUP) && state == AspState::Inactive => unexpected(),
        F::UpWhenActiveChangesNothing if p.is(M::ASPUP) && state == AspState::Active => {
            Act::Answer(vec![error(E::UNEXPECTED_MESSAGE), Message::new(M::ASPUP_ACK)])
        }
        F::TakesIdentifierTwice if p.is(M::ASPUP) => p.strip(Tag::ASP_IDENTIFIER),
        F::RemembersOverAssociations | F::TakesActiveWhenDown
            if p.is(M::ASPAC) && state == AspState::Down =>
        {
            answer(Message::new(M::ASPAC_ACK))
        }
        F::TakesInactiveWhenDown if p.is(M::ASPIA) && state == AspState::Down => {
            answer(Message::new(M::ASPIA_ACK))
        }
        F::InactiveForAll if p.is(M::ASPIA) => p.strip(Tag::ROUTING_CONTEXT),
        F::RefusesRepeatedActive if p.is(M::ASPAC) && state == AspState::Active => unexpected(),
        F::RefusesRepeatedInactive if p.is(M::ASPIA) && state == AspState::Inactive => unexpected(),
        F::TakesUnknownMode if p.is(M::ASPAC) && p.message.word(Tag::TRAFFIC_MODE_TYPE) > Some(3) => {
            p.strip(Tag::TRAFFIC_MODE_TYPE)
        }
        F::TakesAnotherMode if p.is(M::ASPAC) => p.strip(Tag::TRAFFIC_MODE_TYPE),
        F::TakesUnknownContext if p.is(M::ASPAC) && context > Some(2) => p.put(Tag::ROUTING_CONTEXT, &[1]),
        F::RefusesAllForOneContext if p.is(M::ASPAC) => {
            let all = p.message.get(Tag::ROUTING_CONTEXT).unwrap_or_default();
            let last = all.last_chunk().copied().map(u32::from_be_bytes);
            if all.len() > 4 { p.put(Tag::ROUTING_CONTEXT, last.as_slice()) } else { Act::Pass }
        }
        F::LosesPending if p.is(M::DATA) && p.memory.pending => Act::Drop,
        F::ActiveWithOneOfTwo if p.is(M::ASPAC) && context == Some(2) => {
            Act::And(vec![Message::new(M::NTFY).status(Status::AS_ACTIVE).contexts(&[2])])
        }
        F::OverrideShares => mode(p, Mode::OVERRIDE, Mode::LOADSHARE),
        F::LoadshareToOne => mode(p, Mode::LOADSHARE, Mode::OVERRIDE),
        F::BroadcastToOne => mode(p, Mode::BROADCAST, Mode::LOADSHARE),
        F::DropsLongData if p.message.get(Tag::PROTOCOL_DATA).is_some_and(|data| data.len() > 300) => {
            Act::Drop
        }
        F::WantsOneOrder if p.is(M::DATA) => {
            let first = p.message.parameters.first().is_some_and(|(tag, _)| *tag == Tag::PROTOCOL_DATA.0);
            if first { answer(error(E::PROTOCOL_ERROR)) } else { Act::Pass }
        }
        F::RefusesUnknownParameters if has_unknown(p.message) => answer(error(E::UNEXPECTED_PARAMETER)),
        F::CarriesDataWhenInactive if p.is(M::DATA) && state != AspState::Active => {
            answer(p.message.clone().on_stream(1))
        }
        F::TakesDataOfUnknownContext if p.is(M::DATA) && context > Some(2) => {
            p.put(Tag::ROUTING_CONTEXT, &[1])
        }
        F::GuessesContext if p.is(M::DATA) && context.is_none() => p.put(Tag::ROUTING_CONTEXT, &[1]),
        F::TakesAnyAppearance if p.is(M::DATA) => p.strip(Tag::NETWORK_APPEARANCE),
        F::TakesDataOnStream0 if p.is(M::DATA) => {
            *p.stream_id = 1;
            Act::Pass
        }
        F::EmptyDataIsSilent if p.is(M::DATA) && p.message.get(Tag::PROTOCOL_DATA).is_none() => Act::Drop,
        F::TakesAnyVersion => {
            p.message.version = 1;
            Act::Pass
        }
        F::EndsOnVersion if p.message.version != 1 => Act::End,
        F::UnknownTypeIsSilent if p.message.message_type.name().is_none() => Act::Drop,
        F::AnswersErrors if p.is(M::ERR) => unexpected(),
        F::ReadsReservedOctet if p.message.reserved != 0 => answer(error(E::PROTOCOL_ERROR)),
        F::MendsLengths => Act::Mend,
        F::AcknowledgesAcknowledgements if p.is(M::ASPUP_ACK) => answer(p.message.clone()),
        F::BeatWhenDownIsSilent if p.is(M::BEAT) && state == AspState::Down => Act::Drop,
        F::AuditOfFirstPoint if p.is(M::DAUD) => cut(p, Tag::AFFECTED_POINT_CODE, 4),
        F::AnswersAuditWhenInactive if p.is(M::DAUD) && state != AspState::Active => {
            p.message.message_type = M::DAVA;
            answer(p.message.clone())
        }
        F::RefusesCongestion if p.is(M::SCON) => unexpected(),
        F::RegistersNothing if p.is(M::REG_REQ) => answer(error(E::UNSUPPORTED_MESSAGE_CLASS)),
        F::RegistersFirstKey if p.is(M::REG_REQ) => {
            p.message.parameters.truncate(1);
            Act::Pass
        }
        F::RegistersAnyNetwork => in_routing_keys(p, |key| key.without(Tag::NETWORK_APPEARANCE)),
        F::RegistersAnyMode | F::RegistersAnotherMode => {
            in_routing_keys(p, |key| key.without(Tag::TRAFFIC_MODE_TYPE))
        }
        F::RegistersWhenDown if p.is(M::REG_REQ) && state == AspState::Down => {
            let result = Message::new(M::REG_RSP).words(Tag::LOCAL_RK_IDENTIFIER, &[7]);
            let result = result.words(Tag::REGISTRATION_STATUS, &[0]).contexts(&[9]);
            answer(Message::new(M::REG_RSP).nested(Tag::REGISTRATION_RESULT, &result))
        }
        _ => Act::Pass,
    }
}

/// A message of the gateway.
pub(super) fn outbound(fault: F, mut p: Passing<'_>) -> Act {
    let heard = p.memory.heard;
    let drops = |when: bool| if when { Act::Drop } else { Act::Pass };
    match fault {
        F::UpNotAcknowledged => drops(p.is(M::ASPUP_ACK)),
        F::UpAckOnStream1 if p.is(M::ASPUP_ACK) => {
            *p.stream_id = 1;
            Act::Pass
        }
        F::UpNotNotified => drops(p.notifies(Status::AS_INACTIVE)),
        F::DownNotAcknowledged => drops(p.is(M::ASPDN_ACK)),
        F::UpWhenActiveIsSilent => drops(p.refuses(E::UNEXPECTED_MESSAGE) && heard == Some(M::ASPUP)),
        F::BlockedIsTaken if p.refuses(E::REFUSED_MANAGEMENT_BLOCKING) => {
            *p.message = Message::new(M::ASPUP_ACK);
            Act::Pass
        }
        F::BlockIsSilent => drops(p.is(M::ASPDN_ACK) && heard.is_none()),
        F::ActiveNotAcknowledged => drops(p.is(M::ASPAC_ACK)),
        F::ActiveNotNotified => drops(p.notifies(Status::AS_ACTIVE)),
        F::ActiveAckWithoutContext if p.is(M::ASPAC_ACK) => p.strip(Tag::ROUTING_CONTEXT),
        F::NotifyWithoutContext if p.is(M::NTFY) => p.strip(Tag::ROUTING_CONTEXT),
        F::InactiveNotAcknowledged => drops(p.is(M::ASPIA_ACK)),
        F::PendingNotNotified => drops(p.notifies(Status::AS_PENDING)),
        F::AcknowledgesFirstContext if p.is(M::ASPAC_ACK) => cut(p, Tag::ROUTING_CONTEXT, 4),
        F::ErrorWithoutContext if p.is(M::ERR) => p.strip(Tag::ROUTING_CONTEXT),
        F::RecoveryNotNotified => drops(p.notifies(Status::AS_INACTIVE) && p.memory.pending),
        F::NoAspFailure => drops(p.notifies(Status::ASP_FAILURE)),
        F::NoInsufficientResources => drops(p.notifies(Status::INSUFFICIENT_ASP_RESOURCES_ACTIVE_IN_AS)),
        F::OverrideIsSilent => drops(p.notifies(Status::ALTERNATE_ASP_ACTIVE)),
        F::OverrideWithoutIdentifier if p.is(M::NTFY) => p.strip(Tag::ASP_IDENTIFIER),
        F::OverrideShares => mode(p, Mode::LOADSHARE, Mode::OVERRIDE),
        F::LoadshareToOne => mode(p, Mode::OVERRIDE, Mode::LOADSHARE),
        F::BroadcastToOne => mode(p, Mode::LOADSHARE, Mode::BROADCAST),
        F::AckWithoutMode if p.is(M::ASPAC_ACK) => p.strip(Tag::TRAFFIC_MODE_TYPE),
        F::BroadcastUnmarked if p.is(M::DATA) => p.strip(Tag::CORRELATION_ID),
        F::ClassIsCalledType if p.refuses(E::UNSUPPORTED_MESSAGE_CLASS) => {
            p.put(Tag::ERROR_CODE, &[E::UNSUPPORTED_MESSAGE_TYPE.0])
        }
        F::NoDiagnostic if p.is(M::ERR) => p.strip(Tag::DIAGNOSTIC_INFORMATION),
        F::WritesReservedOctet => {
            p.message.reserved = 1;
            Act::Pass
        }
        F::BeatWithoutData if p.is(M::BEAT_ACK) => p.strip(Tag::HEARTBEAT_DATA),
        F::BeatDataIsCut if p.is(M::BEAT_ACK) => cut(p, Tag::HEARTBEAT_DATA, 256),
        F::BeatPaddingIsData if p.is(M::BEAT_ACK) => pad(p, Tag::HEARTBEAT_DATA),
        F::BeatAckOnStream0 if p.is(M::BEAT_ACK) => {
            *p.stream_id = 0;
            Act::Pass
        }
        F::SendsNoBeats => drops(p.is(M::BEAT)),
        F::KeepsDeadPeers if p.is(M::BEAT) => {
            p.message.message_type = M::BEAT_ACK;
            Act::Answer(vec![p.message.clone()])
        }
        F::AuditIsSilent => drops(p.message.message_type.class == 2 && heard == Some(M::DAUD)),
        F::AuditIsAlwaysGood if p.is(M::DUNA) && heard == Some(M::DAUD) => p.becomes(M::DAVA),
        F::AuditHidesCongestion => drops(p.is(M::SCON) && heard == Some(M::DAUD)),
        F::PauseIsSilent => drops(p.is(M::DUNA) && heard.is_none()),
        F::ResumeIsSilent => drops(p.is(M::DAVA) && heard.is_none()),
        F::CongestionIsSilent => drops(p.is(M::SCON) && heard.is_none()),
        F::UserPartWithMask if p.is(M::DUPU) => affected(p, |word| word | 0x0800_0000),
        F::AnswersForAnotherKey => in_results(p, |result| {
            result.without(Tag::LOCAL_RK_IDENTIFIER).words(Tag::LOCAL_RK_IDENTIFIER, &[99])
        }),
        F::RegistersTwice => is_result(p, R::ROUTING_KEY_ALREADY_REGISTERED.0),
        F::TakesOverlap => is_result(p, R::CANNOT_SUPPORT_UNIQUE_ROUTING.0),
        F::RegistersAnyPoint => is_result(p, R::INVALID_DPC.0),
        F::GivesBackActive => is_result(p, D::ASP_CURRENTLY_ACTIVE.0),
        F::GivesBackOthers => is_result(p, D::NOT_REGISTERED.0),
        F::GivesBackUnknown => is_result(p, D::INVALID_ROUTING_CONTEXT.0),
        _ if p.is(M::DATA) => data(fault, p),
        _ => Act::Pass,
    }
}

/// DATA of the gateway.
fn data(fault: F, mut p: Passing<'_>) -> Act {
    p.memory.count += 1;
    let count = p.memory.count;
    match fault {
        F::DataGoesNowhere => Act::Drop,
        F::DataOnStream0 => {
            *p.stream_id = 0;
            Act::Pass
        }
        F::DataWithoutContext => p.strip(Tag::ROUTING_CONTEXT),
        F::DataWithoutAppearance => p.strip(Tag::NETWORK_APPEARANCE),
        F::LosesPriority => {
            let mut value = p.message.get(Tag::PROTOCOL_DATA).unwrap_or_default().to_vec();
            value.iter_mut().skip(10).take(1).for_each(|priority| *priority = 0);
            *p.message = p.message.clone().without(Tag::PROTOCOL_DATA).octets_of(Tag::PROTOCOL_DATA, value);
            Act::Pass
        }
        F::PaddingIsUserData => pad(p, Tag::PROTOCOL_DATA),
        F::LengthWithoutPadding => {
            let value = p.message.get(Tag::PROTOCOL_DATA).map_or(0, <[u8]>::len);
            let whole = p.message.octets().len() - (value.next_multiple_of(4) - value);
            *p.message = p.message.clone().length(u32::try_from(whole).unwrap_or_default());
            Act::Pass
        }
        F::Reorders if count % 2 == 1 => Act::Hold,
        F::AnyStream => {
            *p.stream_id = 1 + u16::try_from(count % 3).unwrap_or_default();
            Act::Pass
        }
        _ => Act::Pass,
    }
}

/// One traffic mode in place of another.
fn mode(mut p: Passing<'_>, from: Mode, to: Mode) -> Act {
    if p.message.word(Tag::TRAFFIC_MODE_TYPE) == Some(from.0) {
        return p.put(Tag::TRAFFIC_MODE_TYPE, &[to.0]);
    }
    Act::Pass
}
