//! Values of this crate out of the notation, which they borrow from: nothing of the vector's octets is at hand.

use brivas_sigtran::ber::{Bits, Null, Octets};
use brivas_sigtran::map::{AddressString, Imsi, Lmsi, Tbcd};

use crate::notation::Node;

/// `None` where nobody has said how the type is made.
pub(crate) type Built = Option<()>;

pub(crate) fn opt<'a, T>(node: &'a Node, name: &str, of: impl Fn(&'a Node) -> T) -> Option<T> {
    node.get(name).map(of)
}

pub(crate) fn flag(node: &Node, name: &str) -> Option<Null> {
    opt(node, name, |_| Null)
}

pub(crate) fn octets(node: &Node) -> Octets<'_> {
    Octets(node.octets())
}

pub(crate) fn digits(node: &Node) -> AddressString<'_> {
    AddressString::new(node.octets())
}

/// A number that must be there.
pub(crate) fn address<'a>(node: &'a Node, name: &str) -> AddressString<'a> {
    digits(node.get(name).unwrap_or_else(|| panic!("no {name} in {node:?}")))
}

pub(crate) fn imsi(node: &Node) -> Imsi<'_> {
    Imsi(Tbcd::new(node.octets()))
}

pub(crate) fn lmsi(node: &Node) -> Lmsi {
    Lmsi(node.octets().try_into().unwrap())
}

/// The number that the standard gives this name.
pub(crate) fn named<T: Copy>(node: &Node, of: fn(u8) -> T, name: fn(T) -> Option<&'static str>) -> T {
    (0..=u8::MAX).map(of).find(|value| name(*value) == Some(node.word())).unwrap()
}

/// Bits in octets.
pub(crate) struct Packed {
    octets: Vec<u8>,
    unused: u8,
}

impl Packed {
    pub(crate) fn of(node: &Node) -> Self {
        let Node::Bits(bits) = node else { panic!("no bits: {node:?}") };
        let octet = |bits: &[bool]| {
            bits.iter().zip([128, 64, 32, 16, 8, 4, 2, 1]).map(|(bit, value)| u8::from(*bit) * value).sum()
        };
        let octets: Vec<u8> = bits.chunks(8).map(octet).collect();
        Self { unused: u8::try_from(octets.len() * 8 - bits.len()).unwrap(), octets }
    }

    pub(crate) fn bits(&self) -> Bits<'_> {
        Bits { unused: self.unused, octets: &self.octets }
    }
}

/// The content of an OBJECT IDENTIFIER.
pub(crate) fn object_identifier(node: &Node) -> Vec<u8> {
    let arcs: Vec<u8> = node.items().iter().map(|arc| u8::try_from(arc.number() % 256).unwrap()).collect();
    let large = |arc: &Node| arc.number() > 127;
    let [first, second, ..] = arcs[..] else { panic!("{node:?}") };
    let mut content = vec![first * 40 + second];
    for (arc, node) in arcs.iter().zip(node.items()).skip(2) {
        if large(node) {
            content.push(0x80 | u8::try_from(node.number() >> 7).unwrap());
        }
        content.push(arc & 0x7F);
    }
    content
}
