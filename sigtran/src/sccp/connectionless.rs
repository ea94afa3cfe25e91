//! The messages of the connectionless service: UDT, XUDT and LUDT, and those that bring them back, UDTS, XUDTS and LUDTS
//! (Q.713 §4.10 to §4.15, §4.18 to §4.21).

use super::message_type::MessageType;
use super::optional::{self, Optional};
use super::{Address, ReturnCause, Variant};
use crate::cursor::Cursor;
use crate::{Buffer, DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};

const SEGMENTATION: u8 = 0x10;
const IMPORTANCE: u8 = 0x12;

/// How a message of the connectionless service is laid out (Q.713 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // there are three
pub enum Form {
    /// UDT and UDTS.
    #[default]
    Basic,
    /// XUDT and XUDTS: a hop counter and optional parameters.
    Extended,
    /// LUDT and LUDTS: as extended, with up to 3952 octets of data.
    Long,
}

/// Protocol class and message handling (Q.713 §3.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // one octet
pub struct ProtocolClass(pub u8);

impl ProtocolClass {
    /// A class of the connectionless service.
    #[must_use]
    pub const fn new(in_sequence: bool, return_on_error: bool) -> Self {
        Self((return_on_error as u8) << 7 | in_sequence as u8)
    }

    /// 0 to 3.
    #[must_use]
    pub const fn class(self) -> u8 {
        self.0 & 0x0F
    }

    /// Whether the message comes back if it cannot be delivered.
    #[must_use]
    pub const fn return_on_error(self) -> bool {
        self.0 >> 4 == 8
    }
}

/// Segmentation: which part of a longer message it is (Q.713 §3.17).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_structs)] // the fields of the standard
pub struct Segmentation {
    /// Whether it is the first.
    pub first: bool,
    /// Whether the whole message was to be in sequence, class 1.
    pub in_sequence: bool,
    /// How many follow, 0 to 15.
    pub remaining: u8,
    /// Which message, 24 bits.
    pub local_reference: u32,
}

impl Segmentation {
    const fn of([bits, low, middle, high]: [u8; 4]) -> Self {
        Self {
            first: bits & 0x80 != 0,
            in_sequence: bits & 0x40 != 0,
            remaining: bits & 0x0F,
            local_reference: u32::from_le_bytes([low, middle, high, 0]),
        }
    }

    const fn octets(self) -> [u8; 4] {
        let [low, middle, high, _] = self.local_reference.to_le_bytes();
        let bits = (self.first as u8) << 7 | (self.in_sequence as u8) << 6 | self.remaining & 0x0F;
        [bits, low, middle, high]
    }
}

/// What a message of the connectionless service says first: what is wanted, or why it comes back (Q.713 §3.6, §3.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Service {
    /// UDT, XUDT, LUDT: the class.
    Data(ProtocolClass),
    /// UDTS, XUDTS, LUDTS: why the data come back.
    Return(ReturnCause),
}

/// A message of the connectionless service (Q.713 §4.10, §4.11, §4.18 to §4.21).
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Unitdata<'a> {
    /// How it is laid out.
    pub form: Form,
    /// What is wanted, or why it comes back.
    pub service: Service,
    /// How many more translations it may go through, 15 to 1; not in the basic form.
    pub hop_counter: u8,
    /// Called party address.
    pub called: Address,
    /// Calling party address.
    pub calling: Address,
    /// The user's data.
    pub data: &'a [u8],
    /// Which part of a longer message it is; not in the basic form.
    pub segmentation: Option<Segmentation>,
    /// How important it is, 0 to 7; not in the basic form.
    pub importance: Option<u8>,
    /// Optional parameters that are not known, with all behind the first of them, as they stand.
    pub unknown: &'a [u8],
}

impl<'a> Unitdata<'a> {
    /// Data from one address to another, in the basic form.
    #[must_use]
    pub const fn new(called: Address, calling: Address, class: ProtocolClass, data: &'a [u8]) -> Self {
        Self {
            form: Form::Basic,
            service: Service::Data(class),
            hop_counter: 15,
            called,
            calling,
            data,
            segmentation: None,
            importance: None,
            unknown: &[],
        }
    }

    /// The type of the message.
    #[must_use]
    pub const fn message_type(&self) -> MessageType {
        match (self.form, self.service) {
            (Form::Basic, Service::Data(_)) => MessageType::UDT,
            (Form::Basic, Service::Return(_)) => MessageType::UDTS,
            (Form::Extended, Service::Data(_)) => MessageType::XUDT,
            (Form::Extended, Service::Return(_)) => MessageType::XUDTS,
            (Form::Long, Service::Data(_)) => MessageType::LUDT,
            (Form::Long, Service::Return(_)) => MessageType::LUDTS,
        }
    }

    /// Reads one, whose type is known.
    #[inline]
    pub(super) fn read(
        message_type: MessageType,
        octets: &'a [u8],
        variant: Variant,
    ) -> Result<Self, DecodeError> {
        let mut cursor = Cursor::new(octets);
        cursor.u8("message type")?;
        let first = cursor.u8("protocol class")?;
        let (form, is_data) = match message_type {
            MessageType::UDT => (Form::Basic, true),
            MessageType::UDTS => (Form::Basic, false),
            MessageType::XUDT => (Form::Extended, true),
            MessageType::XUDTS => (Form::Extended, false),
            MessageType::LUDT => (Form::Long, true),
            _ => (Form::Long, false),
        };
        let service =
            if is_data { Service::Data(ProtocolClass(first)) } else { Service::Return(ReturnCause(first)) };
        let hop_counter = if form == Form::Basic { 15 } else { cursor.u8("hop counter")? };
        let wide = form == Form::Long;
        let called = Pointer::read(&mut cursor, wide, "called party address")?;
        let calling = Pointer::read(&mut cursor, wide, "calling party address")?;
        let data = Pointer::read(&mut cursor, wide, "data")?;
        let optional = match form {
            Form::Basic => Optional::default(),
            Form::Extended | Form::Long => match Pointer::read(&mut cursor, wide, "optional part")? {
                Pointer { leads: 0, .. } => Optional::default(),
                pointer => {
                    let at = pointer.target();
                    Optional::read(octets.get(at..).unwrap_or_default(), at)?
                }
            },
        };
        Ok(Self {
            form,
            service,
            hop_counter,
            called: called.address(octets, variant)?,
            calling: calling.address(octets, variant)?,
            data: data.content(octets, wide)?,
            segmentation: optional.array(SEGMENTATION, "segmentation")?.map(Segmentation::of),
            importance: optional.array(IMPORTANCE, "importance")?.map(|[importance]| importance),
            unknown: optional.behind(&[SEGMENTATION, IMPORTANCE]),
        })
    }

    /// Puts it before what is there, with its own data behind.
    ///
    /// # Errors
    /// As [`Self::close`].
    pub fn write(&self, variant: Variant, out: &mut Buffer) -> Result<(), EncodeError> {
        let mut tail = 0;
        if self.form != Form::Basic && self.has_optional() {
            tail = self.write_optional(out);
        }
        out.prepend(self.data);
        self.close_with(variant, out, self.data.len(), tail)
    }

    /// Makes a message of the data that are all that is in the buffer; those of its own are left out.
    ///
    /// # Errors
    /// The data or an address are too long for the form. The buffer is of no use then.
    pub fn close(&self, variant: Variant, out: &mut Buffer) -> Result<(), EncodeError> {
        let length = out.len();
        if self.form == Form::Basic || !self.has_optional() {
            return self.close_with(variant, out, length, 0);
        }
        // What stands behind the data is known only now.
        let mut whole = Buffer::with_capacity(length + 64);
        let tail = self.write_optional(&mut whole);
        whole.prepend(out.as_slice());
        *out = whole;
        self.close_with(variant, out, length, tail)
    }

    /// How many octets stand beside the data. What is unknown is left out: messages of ours have none of it.
    pub(super) fn overhead(&self, variant: Variant) -> usize {
        let addresses = self.called.size(variant) + self.calling.size(variant);
        // Type and class, hop counter, pointers, lengths of addresses and data.
        match self.form {
            Form::Basic => 8 + addresses,
            Form::Extended => 10 + addresses + self.size_of_optional(),
            Form::Long => 15 + addresses + self.size_of_optional(),
        }
    }

    const fn size_of_optional(&self) -> usize {
        let segmentation = if self.segmentation.is_some() { 6 } else { 0 };
        let importance = if self.importance.is_some() { 3 } else { 0 };
        match segmentation + importance {
            0 => 0,
            parameters => parameters + 1,
        }
    }

    fn has_optional(&self) -> bool {
        self.segmentation.is_some() || self.importance.is_some() || !self.unknown.is_empty()
    }

    /// Writes the optional part, and gives how many octets it has.
    fn write_optional(&self, out: &mut Buffer) -> usize {
        let end = out.len();
        optional::write_end(out);
        out.prepend(self.unknown);
        let importance = self.importance.map(|importance| [importance]);
        if let Some(content) =
            importance.filter(|content| !optional::is_in(self.unknown, IMPORTANCE, content))
        {
            optional::write(IMPORTANCE, &content, out);
        }
        let segmentation = self.segmentation.map(Segmentation::octets);
        if let Some(content) =
            segmentation.filter(|content| !optional::is_in(self.unknown, SEGMENTATION, content))
        {
            optional::write(SEGMENTATION, &content, out);
        }
        out.len() - end
    }

    fn close_with(
        &self,
        variant: Variant,
        out: &mut Buffer,
        data: usize,
        optional: usize,
    ) -> Result<(), EncodeError> {
        let long = |field| EncodeError { kind: EncodeErrorKind::Length, field };
        let wide = self.form == Form::Long;
        if wide {
            let length = u16::try_from(data).map_err(|_| long("long data"))?;
            out.prepend(&length.to_le_bytes());
        } else {
            out.prepend_u8(u8::try_from(data).map_err(|_| long("data"))?);
        }
        let data = data + if wide { 2 } else { 1 };
        let mut lengths = [0; 2];
        for (address, length) in [&self.calling, &self.called].into_iter().zip(&mut lengths) {
            let before = out.len();
            address.write(variant, out);
            *length = out.len() - before + 1;
            out.prepend_u8(u8::try_from(*length - 1).map_err(|_| long("address"))?);
        }
        let [calling, called] = lengths;
        // From the last pointer to the first: each counts from its own place, a wide one from its second octet.
        let size = if wide { 2 } else { 1 };
        let mut place = 1;
        let mut behind = called + calling + data;
        if self.form != Form::Basic {
            write_pointer(if optional > 0 { place + behind } else { 0 }, wide, out)?;
            place += size;
        }
        for length in [data, calling, called] {
            behind -= length;
            write_pointer(place + behind, wide, out)?;
            place += size;
        }
        if self.form != Form::Basic {
            out.prepend_u8(self.hop_counter);
        }
        let first = match self.service {
            Service::Data(class) => class.0,
            Service::Return(cause) => cause.0,
        };
        out.prepend(&[self.message_type().0, first]);
        Ok(())
    }
}

impl std::fmt::Debug for Unitdata<'_> {
    /// Without the data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (called, calling, octets) = (self.called, self.calling, self.data.len());
        write!(f, "{:?}({called:?} from {calling:?}, {octets} octets)", self.message_type())
    }
}

/// A pointer to a parameter of variable length (Q.713 §2.3).
#[derive(Clone, Copy)]
struct Pointer {
    /// Where it counts from.
    from: usize,
    leads: usize,
    field: &'static str,
}

impl Pointer {
    #[inline]
    fn read(cursor: &mut Cursor<'_>, wide: bool, field: &'static str) -> Result<Self, DecodeError> {
        let from = cursor.offset() + usize::from(wide);
        let leads = if wide {
            usize::from(u16::from_le_bytes(cursor.array(field)?))
        } else {
            usize::from(cursor.u8(field)?)
        };
        Ok(Self { from, leads, field })
    }

    const fn target(self) -> usize {
        self.from + self.leads
    }

    fn content(self, octets: &[u8], wide: bool) -> Result<&[u8], DecodeError> {
        let fault = |kind| DecodeError::new(kind, self.from, self.field);
        if self.leads == 0 {
            return Err(fault(DecodeErrorKind::MandatoryMissing));
        }
        let rest = octets.get(self.target()..).ok_or(fault(DecodeErrorKind::Length))?;
        let (length, rest) = if wide {
            let (length, rest) = rest.split_first_chunk::<2>().ok_or(fault(DecodeErrorKind::Length))?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        } else {
            let (length, rest) = rest.split_first().ok_or(fault(DecodeErrorKind::Length))?;
            (usize::from(*length), rest)
        };
        rest.get(..length).ok_or(DecodeError::new(DecodeErrorKind::Length, self.target(), self.field))
    }

    #[inline]
    fn address(self, octets: &[u8], variant: Variant) -> Result<Address, DecodeError> {
        let content = self.content(octets, false)?;
        Address::read(content, variant).map_err(|error| error.behind(self.target() + 1))
    }
}

fn write_pointer(leads: usize, wide: bool, out: &mut Buffer) -> Result<(), EncodeError> {
    let far = EncodeError { kind: EncodeErrorKind::Length, field: "data" };
    if wide {
        out.prepend(&u16::try_from(leads).map_err(|_| far)?.to_le_bytes());
    } else {
        out.prepend_u8(u8::try_from(leads).map_err(|_| far)?);
    }
    Ok(())
}
