//! Takes the text of a receipt apart, in one pass.

use super::Receipt;
use crate::MessageState;

/// The keys, in lower case. Those of two words are also written in one, or with an underscore.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Id,
    Sub,
    Dlvrd,
    SubmitDate,
    DoneDate,
    Stat,
    Err,
    Text,
}

const KEYS: &[(&[u8], Key)] = &[
    (b"id", Key::Id),
    (b"sub", Key::Sub),
    (b"dlvrd", Key::Dlvrd),
    (b"submit date", Key::SubmitDate),
    (b"submitdate", Key::SubmitDate),
    (b"submit_date", Key::SubmitDate),
    (b"done date", Key::DoneDate),
    (b"donedate", Key::DoneDate),
    (b"done_date", Key::DoneDate),
    (b"stat", Key::Stat),
    (b"err", Key::Err),
    (b"text", Key::Text),
];

/// Everything that the text says; the first value of a key counts.
pub(super) fn text(text: &[u8]) -> Receipt<'_> {
    // Some centres end the text with a NUL.
    let text = text.strip_suffix(&[0]).unwrap_or(text);
    let mut receipt = Receipt::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (key, behind) = match key_at(rest) {
            Some(found) => found,
            None => {
                rest = after_word(rest);
                continue;
            }
        };
        if key == Key::Text {
            receipt.text = Some(behind);
            return receipt;
        }
        let end = behind.iter().position(u8::is_ascii_whitespace).unwrap_or(behind.len());
        let (value, behind) = behind.split_at(end);
        set(&mut receipt, key, value);
        rest = behind.trim_ascii_start();
    }
    receipt
}

/// The key at the front, and what stands behind its colon.
fn key_at(text: &[u8]) -> Option<(Key, &[u8])> {
    KEYS.iter().find_map(|(name, key)| {
        let (front, behind) = text.split_at_checked(name.len())?;
        if !front.eq_ignore_ascii_case(name) {
            return None;
        }
        let value = behind.trim_ascii_start().strip_prefix(b":")?;
        // A value may follow after spaces, the text of the message begins at once.
        Some((*key, if *key == Key::Text { value } else { value.trim_ascii_start() }))
    })
}

fn after_word(text: &[u8]) -> &[u8] {
    let end = text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len());
    text.get(end..).unwrap_or(&[]).trim_ascii_start()
}

fn set<'a>(receipt: &mut Receipt<'a>, key: Key, value: &'a [u8]) {
    let first = |field: &mut Option<&'a [u8]>| {
        field.get_or_insert(value);
    };
    match key {
        Key::Id if receipt.message_id.is_empty() => receipt.message_id = value,
        Key::Id | Key::Text => {}
        Key::Sub => receipt.sub = receipt.sub.or(number(value)),
        Key::Dlvrd => receipt.dlvrd = receipt.dlvrd.or(number(value)),
        Key::SubmitDate => first(&mut receipt.submit_date),
        Key::DoneDate => first(&mut receipt.done_date),
        Key::Err => first(&mut receipt.err),
        Key::Stat => {
            if receipt.stat.is_none() {
                receipt.stat = Some(value);
                receipt.message_state = state(value);
            }
        }
    }
}

fn number(value: &[u8]) -> Option<u32> {
    std::str::from_utf8(value).ok()?.parse().ok()
}

/// What a word after `stat:` means: the seven letters of Appendix B, and longer forms that centres use.
fn state(word: &[u8]) -> Option<MessageState> {
    const WORDS: &[(&[u8], MessageState)] = &[
        (b"DELIV", MessageState::DELIVERED),
        (b"EXPIRED", MessageState::EXPIRED),
        (b"DELETED", MessageState::DELETED),
        (b"UNDELIV", MessageState::UNDELIVERABLE),
        (b"FAIL", MessageState::UNDELIVERABLE),
        (b"ACCEPT", MessageState::ACCEPTED),
        (b"UNKNOWN", MessageState::UNKNOWN),
        (b"REJECT", MessageState::REJECTED),
        (b"ENROUTE", MessageState::ENROUTE),
        (b"SCHEDUL", MessageState::SCHEDULED),
        (b"SKIPPED", MessageState::SKIPPED),
    ];
    let begins =
        |prefix: &[u8]| word.get(..prefix.len()).is_some_and(|front| front.eq_ignore_ascii_case(prefix));
    WORDS.iter().find(|(prefix, _)| begins(prefix)).map(|(_, state)| *state)
}
