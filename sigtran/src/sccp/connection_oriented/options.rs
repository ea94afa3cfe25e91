//! The optional part of CR, CC, CREF and RLSD (Q.713 §4.2 to §4.5).

use crate::cursor::Cursor;
use crate::sccp::optional::{self, Optional};
use crate::sccp::{Address, Variant};
use crate::{Buffer, DecodeError, EncodeError, EncodeErrorKind};

const CALLED: u8 = 0x03;
const CALLING: u8 = 0x04;
const CREDIT: u8 = 0x09;
const DATA: u8 = 0x0F;
const HOP_COUNTER: u8 = 0x11;
const IMPORTANCE: u8 = 0x12;
/// The order in which they are written.
const KNOWN: [u8; 6] = [CREDIT, CALLED, CALLING, DATA, HOP_COUNTER, IMPORTANCE];

/// What may stand in the optional part of CR, CC, CREF and RLSD (Q.713 §3).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Options<'a> {
    /// Credit, of class 3.
    pub credit: Option<u8>,
    /// Called party address, of CC and CREF.
    pub called: Option<Address>,
    /// Calling party address, of CR.
    pub calling: Option<Address>,
    /// The user's data, 1 to 128 octets.
    pub data: Option<&'a [u8]>,
    /// Hop counter, of CR.
    pub hop_counter: Option<u8>,
    /// Importance.
    pub importance: Option<u8>,
    /// Parameters that are not known, with all behind the first of them, as they stand.
    pub unknown: &'a [u8],
}

impl<'a> Options<'a> {
    /// Reads the pointer to the optional part, and that.
    pub(super) fn read(
        cursor: &mut Cursor<'a>,
        octets: &'a [u8],
        variant: Variant,
    ) -> Result<Self, DecodeError> {
        let from = cursor.offset();
        let optional = match cursor.u8("optional part")? {
            0 => return Ok(Self::default()),
            leads => {
                let at = from + usize::from(leads);
                Optional::read(octets.get(at..).unwrap_or_default(), at)?
            }
        };
        let address = |name| optional.get(name).map(|content| Address::read(content, variant)).transpose();
        let octet = |name, field| Ok(optional.array(name, field)?.map(|[octet]| octet));
        Ok(Self {
            credit: octet(CREDIT, "credit")?,
            called: address(CALLED)?,
            calling: address(CALLING)?,
            data: optional.get(DATA),
            hop_counter: octet(HOP_COUNTER, "hop counter")?,
            importance: octet(IMPORTANCE, "importance")?,
            unknown: optional.behind(&KNOWN),
        })
    }

    /// Writes the optional part, if there is one, and gives how many octets it has.
    pub(super) fn write(&self, variant: Variant, out: &mut Buffer) -> Result<usize, EncodeError> {
        if *self == Self::default() {
            return Ok(0);
        }
        let end = out.len();
        optional::write_end(out);
        out.prepend(self.unknown);
        for (name, octet) in [(IMPORTANCE, self.importance), (HOP_COUNTER, self.hop_counter)] {
            octet.map_or(Ok(()), |octet| self.put(name, &[octet], out))?;
        }
        self.data.map_or(Ok(()), |data| self.put(DATA, data, out))?;
        for (name, address) in [(CALLING, &self.calling), (CALLED, &self.called)] {
            if let Some(address) = address {
                let mut content = Buffer::with_capacity(32);
                address.write(variant, &mut content);
                self.put(name, content.as_slice(), out)?;
            }
        }
        self.credit.map_or(Ok(()), |credit| self.put(CREDIT, &[credit], out))?;
        Ok(out.len() - end)
    }
}

impl Options<'_> {
    fn put(&self, name: u8, content: &[u8], out: &mut Buffer) -> Result<(), EncodeError> {
        let long = EncodeError { kind: EncodeErrorKind::Length, field: "optional parameter" };
        u8::try_from(content.len()).map_err(|_| long)?;
        if !optional::is_in(self.unknown, name, content) {
            optional::write(name, content, out);
        }
        Ok(())
    }
}

/// Writes the optional part and the pointer to it, which stands before it at once.
pub(super) fn write_options(
    options: &Options<'_>,
    variant: Variant,
    out: &mut Buffer,
) -> Result<(), EncodeError> {
    let length = options.write(variant, out)?;
    out.prepend_u8(u8::from(length > 0));
    Ok(())
}
