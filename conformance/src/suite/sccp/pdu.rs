//! The octets of SCCP messages, written and read by the lower tester itself (Q.713 §1, §2, §4): a type, a fixed part, a
//! variable part behind pointers, an optional part. What stands in them is left to the cases, so any of it can be wrong.

use std::collections::BTreeMap;
use std::fmt;

use crate::suite::lines::hex;

/// A message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pdu {
    pub(crate) message_type: u8,
    pub(crate) fixed: Vec<u8>,
    pub(crate) variable: Vec<Vec<u8>>,
    /// Their order has no meaning.
    pub(crate) optional: BTreeMap<u8, Vec<u8>>,
}

/// How a type of message is laid out (Q.713 §4).
struct Layout {
    name: &'static str,
    /// The octets of the fixed part.
    fixed: usize,
    /// The parameters of the variable part.
    variable: usize,
    /// Whether there is a pointer to an optional part.
    optional: bool,
}

pub(crate) const CR: u8 = 0x01;
pub(crate) const CC: u8 = 0x02;
pub(crate) const CREF: u8 = 0x03;
pub(crate) const RLSD: u8 = 0x04;
pub(crate) const RLC: u8 = 0x05;
pub(crate) const DT1: u8 = 0x06;
pub(crate) const DT2: u8 = 0x07;
pub(crate) const AK: u8 = 0x08;
pub(crate) const UDT: u8 = 0x09;
pub(crate) const UDTS: u8 = 0x0A;
pub(crate) const ED: u8 = 0x0B;
pub(crate) const EA: u8 = 0x0C;
pub(crate) const RSR: u8 = 0x0D;
pub(crate) const RSC: u8 = 0x0E;
pub(crate) const ERR: u8 = 0x0F;
pub(crate) const IT: u8 = 0x10;
pub(crate) const XUDT: u8 = 0x11;
pub(crate) const XUDTS: u8 = 0x12;
pub(crate) const LUDT: u8 = 0x13;
pub(crate) const LUDTS: u8 = 0x14;

fn layout(message_type: u8) -> Option<Layout> {
    let (name, fixed, variable, optional) = match message_type {
        CR => ("CR", 4, 1, true),
        CC => ("CC", 7, 0, true),
        CREF => ("CREF", 4, 0, true),
        RLSD => ("RLSD", 7, 0, true),
        RLC => ("RLC", 6, 0, false),
        DT1 => ("DT1", 4, 1, false),
        DT2 => ("DT2", 5, 1, false),
        AK => ("AK", 5, 0, false),
        UDT => ("UDT", 1, 3, false),
        UDTS => ("UDTS", 1, 3, false),
        ED => ("ED", 3, 1, false),
        EA => ("EA", 3, 0, false),
        RSR => ("RSR", 7, 0, false),
        RSC => ("RSC", 6, 0, false),
        ERR => ("ERR", 4, 0, false),
        IT => ("IT", 10, 0, false),
        XUDT => ("XUDT", 2, 3, true),
        XUDTS => ("XUDTS", 2, 3, true),
        LUDT => ("LUDT", 2, 3, true),
        LUDTS => ("LUDTS", 2, 3, true),
        _ => return None,
    };
    Some(Layout { name, fixed, variable, optional })
}

fn low(number: usize) -> u8 {
    u8::try_from(number & 0xFF).unwrap_or(0)
}

/// A length or a pointer of this many octets, the lowest first.
fn put(out: &mut Vec<u8>, number: usize, width: usize) {
    out.push(low(number));
    if width == 2 {
        out.push(low(number >> 8));
    }
}

impl Pdu {
    pub(crate) fn new(message_type: u8, fixed: &[u8], variable: &[&[u8]]) -> Self {
        let variable = variable.iter().map(|octets| octets.to_vec()).collect();
        Self { message_type, fixed: fixed.to_vec(), variable, optional: BTreeMap::new() }
    }

    /// The same with an optional parameter more.
    pub(crate) fn with(mut self, code: u8, octets: &[u8]) -> Self {
        self.optional.insert(code, octets.to_vec());
        self
    }

    /// LUDT and LUDTS have pointers of two octets, and a length of two for their data.
    fn width(&self) -> usize {
        if matches!(self.message_type, LUDT | LUDTS) { 2 } else { 1 }
    }

    pub(crate) fn octets(&self) -> Vec<u8> {
        let width = self.width();
        let mut body = Vec::new();
        let mut starts: Vec<Option<usize>> = Vec::new();
        for (place, octets) in self.variable.iter().enumerate() {
            starts.push(Some(body.len()));
            put(&mut body, octets.len(), if place == 2 { width } else { 1 });
            body.extend(octets);
        }
        if layout(self.message_type).is_some_and(|layout| layout.optional) {
            starts.push((!self.optional.is_empty()).then_some(body.len()));
        }
        for (code, octets) in &self.optional {
            body.push(*code);
            put(&mut body, octets.len(), 1);
            body.extend(octets);
        }
        if !self.optional.is_empty() {
            body.push(0);
        }
        let mut out = vec![self.message_type];
        out.extend(&self.fixed);
        for (place, start) in starts.iter().enumerate() {
            // A pointer counts from its own last octet.
            let behind = (starts.len() - place - 1) * width + 1;
            put(&mut out, start.map_or(0, |start| behind + start), width);
        }
        out.extend(body);
        out
    }

    /// Reads a message, and accounts for every octet of it.
    pub(crate) fn read(octets: &[u8]) -> Result<Self, String> {
        let bad = |what: &str| format!("{what} in [{}]", hex(octets, |_| false));
        let message_type = *octets.first().ok_or("an empty message")?;
        let layout = layout(message_type).ok_or_else(|| bad("an unknown type"))?;
        let fixed = octets.get(1..=layout.fixed).ok_or_else(|| bad("no fixed part"))?.to_vec();
        let mut pdu = Self { message_type, fixed, ..Self::default() };
        let width = pdu.width();
        let number = |at: usize, width: usize| {
            let low = usize::from(*octets.get(at)?);
            Some(if width == 2 { low | usize::from(*octets.get(at + 1)?) << 8 } else { low })
        };
        let pointers = layout.fixed + 1;
        let mut end = pointers + (layout.variable + usize::from(layout.optional)) * width;
        for place in 0..layout.variable {
            let wide = if place == 2 { width } else { 1 };
            let at = pointers + place * width;
            let start = number(at, width).ok_or_else(|| bad("no pointer"))? + at + width - 1;
            let length = number(start, wide).ok_or_else(|| bad("a pointer leads nowhere"))?;
            let content = start + wide..start + wide + length;
            end = end.max(content.end);
            let content = octets.get(content).ok_or_else(|| bad("a parameter is cut off"))?;
            pdu.variable.push(content.to_vec());
        }
        if layout.optional {
            let at = pointers + layout.variable * width;
            let pointer = number(at, width).ok_or_else(|| bad("no pointer"))?;
            if pointer > 0 {
                end = end.max(
                    pdu.read_optional(octets, pointer + at + width - 1)
                        .ok_or_else(|| bad("the optional part is cut off"))?,
                );
            }
        }
        if octets.len() == end { Ok(pdu) } else { Err(bad("octets are too many or too few")) }
    }

    /// Reads the optional part from here, and says where it ends.
    fn read_optional(&mut self, octets: &[u8], mut at: usize) -> Option<usize> {
        loop {
            let code = *octets.get(at)?;
            if code == 0 {
                return Some(at + 1);
            }
            let content = at + 2..at + 2 + usize::from(*octets.get(at + 1)?);
            at = content.end;
            self.optional.insert(code, octets.get(content)?.to_vec());
        }
    }

    /// A reference of three octets in the fixed part: 0 the first, 1 the second.
    pub(crate) fn reference(&self, place: usize) -> [u8; 3] {
        let octets = self.fixed.get(place * 3..place * 3 + 3).unwrap_or_default();
        octets.try_into().unwrap_or_default()
    }
}

impl fmt::Display for Pdu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = layout(self.message_type).map_or("?", |layout| layout.name);
        let show = |octets: &[u8]| hex(octets, |_| false);
        write!(f, "{name} {}", show(&self.fixed))?;
        self.variable.iter().try_for_each(|octets| write!(f, " ({})", show(octets)))?;
        self.optional.iter().try_for_each(|(code, octets)| write!(f, " {code:02x}={}", show(octets)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_each_layout_come_back_and_none_is_read_from_fewer_octets() {
        for message_type in CR..=LUDTS {
            let layout = layout(message_type).unwrap();
            let fixed: Vec<u8> = (1..).take(layout.fixed).collect();
            let variable: Vec<&[u8]> = [&[0x42, 8][..], &[0x43, 1, 0, 8], &[9; 12]][..layout.variable].into();
            let pdu = Pdu::new(message_type, &fixed, &variable);
            let with =
                if layout.optional { pdu.clone().with(0x12, &[3]).with(0x0F, &[1, 2]) } else { pdu.clone() };
            for pdu in [pdu, with] {
                let octets = pdu.octets();
                assert_eq!(Pdu::read(&octets), Ok(pdu.clone()), "{pdu}");
                for length in 0..octets.len() {
                    assert!(Pdu::read(&octets[..length]).is_err(), "{pdu} {length}");
                }
            }
        }
    }

    #[test]
    fn octets_stand_where_the_standard_has_them() {
        let udt = Pdu::new(UDT, &[0x80], &[&[0x42, 8], &[0x42, 9], &[1, 2, 3]]);
        assert_eq!(udt.octets(), [9, 0x80, 3, 5, 7, 2, 0x42, 8, 2, 0x42, 9, 3, 1, 2, 3]);
        let ludt = Pdu::new(LUDT, &[0, 15], &[&[0x42, 8], &[0x42, 9], &[1]]);
        let octets = [19, 0, 15, 7, 0, 8, 0, 9, 0, 0, 0, 2, 0x42, 8, 2, 0x42, 9, 1, 0, 1];
        assert_eq!(ludt.octets(), octets);
        let cref = Pdu::new(CREF, &[1, 2, 3, 4], &[]);
        assert_eq!(cref.octets(), [3, 1, 2, 3, 4, 0]);
        assert_eq!(cref.with(15, &[7]).octets(), [3, 1, 2, 3, 4, 1, 15, 1, 7, 0]);
    }
}
