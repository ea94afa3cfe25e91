//! The line of a key: what is checked after reading knows its key alone.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The line, from 1, at which the value of a key such as `tenant[0].system_id` stands; where the key itself does not
/// stand in the text, the line of the innermost table or array around it that does. `None` where nothing of it stands
/// there.
pub(super) fn of_key(text: &str, key: &str) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let mut place: Option<&Spanned<DeValue<'_>>> = None;
    for step in steps(key) {
        let next = match (&step, place.map(Spanned::get_ref)) {
            (Step::Name(name), None) => document.get_ref().get(*name),
            (Step::Name(name), Some(DeValue::Table(table))) => table.get(*name),
            (Step::Index(index), Some(DeValue::Array(array))) => array.get(*index),
            _ => None,
        };
        match next {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    let start = place?.span().start;
    let before = text.get(..start)?;
    Some(before.bytes().filter(|octet| *octet == b'\n').count() + 1)
}

/// A part of a key.
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

/// The parts of a key: `route[3].to[0]` is `route`, 3, `to`, 0.
fn steps(key: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in key.split('.') {
        let mut pieces = part.split('[');
        steps.extend(pieces.next().filter(|name| !name.is_empty()).map(Step::Name));
        let indexes = pieces.filter_map(|piece| piece.strip_suffix(']')?.parse().ok());
        steps.extend(indexes.map(Step::Index));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_line_of_its_value_or_of_what_is_around_it() {
        let text = "[smpp]\nlisten = \"x\"\n\n[[tenant]]\nname = \"a\"\n[[tenant]]\nprefixes = [\n\
           \"1\",\n  \"2\",\n]\n";
        for (key, line) in [
            ("smpp.listen", Some(2)),
            ("smpp.absent", Some(1)),
            ("tenant[0].name", Some(5)),
            ("tenant[0].system_id", Some(4)),
            ("tenant[1].prefixes[1]", Some(9)),
            ("tenant[1].prefixes", Some(7)),
            ("tenant[7].name", Some(4)),
            ("absent.key", None),
            ("", None),
            ("tenant[x]..[0]", Some(4)),
        ] {
            assert_eq!(of_key(text, key), line, "{key}");
        }
        assert_eq!(of_key("no = ", "no"), None);
    }
}
