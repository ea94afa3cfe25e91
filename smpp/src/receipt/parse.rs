//! Takes the text of a receipt apart, in one pass.

use super::Receipt;
use crate::MessageState;

/// What a value is of.
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

/// The words of each key, in lower case. Those of two stand apart, together, or with an underscore between.
const KEYS: &[(&[u8], &[u8], Key)] = &[
    (b"id", b"", Key::Id),
    (b"sub", b"", Key::Sub),
    (b"dlvrd", b"", Key::Dlvrd),
    (b"submit", b"date", Key::SubmitDate),
    (b"done", b"date", Key::DoneDate),
    (b"stat", b"", Key::Stat),
    (b"err", b"", Key::Err),
    (b"text", b"", Key::Text),
];

/// Everything that the text says; the first value of a key counts.
pub(super) fn text(text: &[u8]) -> Receipt<'_> {
    // Some centres end the text with a NUL.
    let end = text.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
    let text = text.get(..end).unwrap_or(text);
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
        let end = if key == Key::Text { end_of_text(behind, &receipt) } else { end_of_value(behind) };
        let (value, behind) = behind.split_at(end);
        set(&mut receipt, key, value);
        rest = behind.trim_ascii_start();
    }
    receipt
}

/// The key at the front, and what stands behind its colon.
fn key_at(text: &[u8]) -> Option<(Key, &[u8])> {
    KEYS.iter().find_map(|(first, second, key)| {
        let mut behind = behind_word(text, first)?.trim_ascii_start();
        if !second.is_empty() {
            behind = behind_word(behind.strip_prefix(b"_").unwrap_or(behind), second)?.trim_ascii_start();
        }
        let value = behind.strip_prefix(b":")?;
        // A value may follow after spaces, the text of the message begins at once.
        Some((*key, if *key == Key::Text { value } else { value.trim_ascii_start() }))
    })
}

fn behind_word<'a>(text: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (front, behind) = text.split_at_checked(word.len())?;
    front.eq_ignore_ascii_case(word).then_some(behind)
}

/// A value is one word, and none at all where the next key follows at once.
fn end_of_value(text: &[u8]) -> usize {
    if key_at(text).is_some() {
        return 0;
    }
    text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len())
}

/// The text of the message is everything that is left, whatever stands in it, if all keys have come before. Some centres
/// do not put it last: then it ends before the next key that has not come yet.
fn end_of_text(text: &[u8], before: &Receipt<'_>) -> usize {
    let mut rest = text;
    while let Some(end) = rest.iter().position(u8::is_ascii_whitespace) {
        let (word, behind) = rest.split_at(end);
        let at = text.len() - rest.len() + word.len();
        rest = behind.trim_ascii_start();
        if key_at(rest).is_some_and(|(key, _)| !has_come(key, before)) {
            return at;
        }
    }
    text.len()
}

fn has_come(key: Key, receipt: &Receipt<'_>) -> bool {
    match key {
        Key::Id => !receipt.message_id.is_empty(),
        Key::Sub => receipt.sub.is_some(),
        Key::Dlvrd => receipt.dlvrd.is_some(),
        Key::SubmitDate => receipt.submit_date.is_some(),
        Key::DoneDate => receipt.done_date.is_some(),
        Key::Stat => receipt.stat.is_some(),
        Key::Err => receipt.err.is_some(),
        Key::Text => true,
    }
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
        Key::Text => first(&mut receipt.text),
        _ if value.is_empty() => {}
        Key::Id if receipt.message_id.is_empty() => receipt.message_id = value,
        Key::Id => {}
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
