//! Whether a value that was read says what the notation says, field by field in order.

use brivas_sigtran::ber::{Describe, Description};

use crate::notation::Node;

/// What is not the same, with the way to it.
pub(crate) fn differences(value: &dyn Describe, node: &Node, path: &str, found: &mut Vec<String>) {
    let same = match (value.describe(), node) {
        (Description::Null, Node::Word(word)) => word == "NULL",
        (Description::Boolean(is_true), Node::Word(word)) => word == if is_true { "TRUE" } else { "FALSE" },
        (Description::Integer(number), Node::Word(word)) => *word == number.to_string(),
        // Time is four octets.
        (Description::Integer(number), Node::Octets(octets)) => {
            u32::try_from(number).is_ok_and(|number| number.to_be_bytes() == **octets)
        }
        (Description::Enumerated { name: Some(name), .. }, Node::Word(word)) => word == name,
        // SS-Code is an octet with names.
        (Description::Enumerated { number, .. }, Node::Octets(octets)) => **octets == [number],
        (
            Description::Octets(read) | Description::Digits(read) | Description::Address(read),
            Node::Octets(octets),
        ) => read == octets,
        (Description::Text(read), Node::Text(text)) => read == text.as_bytes(),
        (Description::Bits(read), Node::Bits(bits)) => {
            read.octets.len() * 8 == bits.len() + usize::from(read.unused)
                && bits.iter().enumerate().all(|(place, bit)| read.has(place) == *bit)
        }
        (Description::Sequence, Node::Fields(fields)) => {
            let mut fields = fields.iter();
            let mut same = true;
            value.parts(&mut |name, part| match fields.next() {
                Some((field, node)) if field == name => {
                    differences(part, node, &format!("{path}/{name}"), found);
                }
                _ => same = false,
            });
            same && fields.next().is_none()
        }
        (Description::List, node @ (Node::List(_) | Node::Fields(_))) => {
            let mut items = node.items().iter();
            let mut same = true;
            value.parts(&mut |_, part| match items.next() {
                Some(node) => differences(part, node, &format!("{path}[]"), found),
                None => same = false,
            });
            same && items.next().is_none()
        }
        (Description::Choice, Node::Choice(alternative, node)) => {
            let mut same = false;
            value.parts(&mut |name, part| {
                same = name == alternative;
                differences(part, node, &format!("{path}/{name}"), found);
            });
            same
        }
        _ => false,
    };
    if !same {
        found.push(format!("{path} is not {node:?}"));
    }
}
