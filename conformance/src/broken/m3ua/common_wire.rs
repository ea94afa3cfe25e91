//! What faults of both sides do to messages.

use brivas_sigtran::m3ua::{ErrorCode, MessageType, Tag};

use super::wire::{Act, Passing};
use crate::suite::m3ua::Message;

/// An Error.
pub(super) fn error(code: ErrorCode) -> Message {
    Message::new(MessageType::ERR).code(code)
}

/// Whether a message has a parameter that the standard does not know.
pub(super) fn has_unknown(message: &Message) -> bool {
    message.parameters.iter().any(|(tag, _)| Tag(*tag).name().is_none())
}

/// A parameter is so many octets long at most.
pub(super) fn cut(p: Passing<'_>, tag: Tag, length: usize) -> Act {
    change(p, tag, |value| value.truncate(length))
}

/// The padding of a parameter is part of it.
pub(super) fn pad(p: Passing<'_>, tag: Tag) -> Act {
    change(p, tag, |value| value.resize(value.len().next_multiple_of(4), 0))
}

/// Each affected point code is changed.
pub(super) fn affected(p: Passing<'_>, change_word: impl Fn(u32) -> u32) -> Act {
    change(p, Tag::AFFECTED_POINT_CODE, |value| {
        let words = value.chunks_exact(4).filter_map(|word| word.try_into().ok()).map(u32::from_be_bytes);
        *value = words.flat_map(|word| change_word(word).to_be_bytes()).collect();
    })
}

/// Every routing key of a request is changed.
pub(super) fn in_routing_keys(p: Passing<'_>, change_key: impl Fn(Message) -> Message) -> Act {
    change(p, Tag::ROUTING_KEY, |value| inside(value, &change_key))
}

/// Every result of a registration or of giving it back is changed.
pub(super) fn in_results(p: Passing<'_>, change_result: impl Fn(Message) -> Message) -> Act {
    let tag = if p.is(MessageType::REG_RSP) { Tag::REGISTRATION_RESULT } else { Tag::DEREGISTRATION_RESULT };
    change(p, tag, |value| inside(value, &change_result))
}

/// This status is called a success.
pub(super) fn is_result(p: Passing<'_>, status: u32) -> Act {
    in_results(p, |result| {
        let tag = match result.get(Tag::REGISTRATION_STATUS) {
            Some(_) => Tag::REGISTRATION_STATUS,
            None => Tag::DEREGISTRATION_STATUS,
        };
        if result.word(tag) != Some(status) {
            return result;
        }
        let context = result.word(Tag::ROUTING_CONTEXT).filter(|context| *context != 0).unwrap_or(77);
        result.without(tag).without(Tag::ROUTING_CONTEXT).words(tag, &[0]).contexts(&[context])
    })
}

fn change(p: Passing<'_>, tag: Tag, change_value: impl Fn(&mut Vec<u8>)) -> Act {
    for (known, value) in &mut p.message.parameters {
        if *known == tag.0 {
            change_value(value);
        }
    }
    Act::Pass
}

/// Changes parameters that stand in another.
fn inside(value: &mut Vec<u8>, change: impl Fn(Message) -> Message) {
    const HEADER: usize = 8;
    if let Some(inner) = Message::parse(&[&[0; HEADER], value.as_slice()].concat()) {
        *value = change(inner).octets().split_off(HEADER);
    }
}
