//! What all PDU bodies have in common, and the form in which a body is declared: one row a field, in wire order, as in
//! the tables of the standard.

use crate::reader::Reader;
use crate::writer::Writer;
use crate::{CommandId, DecodeError, Tag, Tlvs};

/// A PDU body: read from octets as a view that borrows from them, and written from the same struct.
///
/// The crate's own types implement it; see [`Pdu::body`](crate::Pdu::body) and [`encode`](crate::encode).
pub trait Body<'a>: Copy + Default + std::fmt::Debug {
    /// The TLVs without which the PDU is incomplete.
    const MANDATORY_TLVS: &'static [Tag] = &[];

    /// Whether bodies of this command are read into this type.
    fn reads(command_id: CommandId) -> bool;

    /// The command that this body belongs to.
    fn command_id(&self) -> CommandId;

    /// What the type is when the PDU has no body at all.
    #[must_use]
    fn omitted(command_id: CommandId) -> Self {
        let _ = command_id;
        Self::default()
    }

    /// Reads the fields in wire order.
    ///
    /// # Errors
    /// The first field that the standard, and the dialect, do not allow.
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError>;

    /// The octets that the mandatory fields take at most, without those of `short_message`.
    fn longest(&self) -> usize;

    /// Checks the fields and writes them, in wire order; the writer notes the first that may not be sent.
    fn write(&self, writer: &mut Writer<'_, 'a>);

    /// Shows every mandatory field in wire order.
    fn fields(&self, visit: &mut dyn FnMut(Field<'_>));

    /// The optional part.
    fn tlvs(&self) -> Tlvs<'a>;
}

/// One mandatory field, as [`Body::fields`] shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field<'a> {
    /// Its name in the standard.
    pub name: &'static str,
    /// What it holds.
    pub value: Value<'a>,
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// An integer of any size.
    Integer(u32),
    /// A C-octet string without its NUL.
    COctetString(&'a [u8]),
    /// A C-octet string that is a subscriber's address as a rule.
    Address(&'a [u8]),
    /// A C-octet string that must never be shown.
    Secret(&'a [u8]),
    /// Octets of the user.
    Octets(&'a [u8]),
    /// One entry of a list.
    Entry(&'a [Field<'a>]),
}

impl<'a> Field<'a> {
    pub(crate) fn new(name: &'static str, value: Value<'a>) -> Self {
        Self { name, value }
    }
}

impl Value<'_> {
    /// Whether the value is zero or empty.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Integer(value) => *value == 0,
            Self::COctetString(octets)
            | Self::Address(octets)
            | Self::Secret(octets)
            | Self::Octets(octets) => octets.is_empty(),
            Self::Entry(_) => false,
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    /// Subscribers' data is told by its length alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::COctetString(octets) => write!(f, "\"{}\"", octets.escape_ascii()),
            Self::Secret(_) => f.write_str("<secret>"),
            Self::Address(octets) | Self::Octets(octets) => write!(f, "<{} octets>", octets.len()),
            Self::Entry(fields) => {
                f.debug_map().entries(fields.iter().map(|field| (field.name, field.value))).finish()
            }
        }
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.name, self.value)
    }
}

/// `Debug` of every body: field by field, subscribers' data redacted.
pub(crate) fn debug<'a>(body: &impl Body<'a>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let mut out = String::new();
    body.fields(&mut |field| {
        out.push_str(if out.is_empty() { " " } else { ", " });
        out.push_str(&format!("{field:?}"));
    });
    write!(f, "{:?} {{{out}, tlvs: {:?} }}", body.command_id(), body.tlvs())
}

/// Shows a field of each type to a visitor; the counterpart of the methods of [`Reader`] and [`Writer`].
pub(crate) mod show {
    use super::{Field, Value};

    type Visit<'v> = &'v mut dyn FnMut(Field<'_>);

    pub(crate) fn octet(visit: Visit<'_>, name: &'static str, value: impl Into<u8>) {
        visit(Field::new(name, Value::Integer(u32::from(value.into()))));
    }

    pub(crate) fn c_octet_string(visit: Visit<'_>, name: &'static str, value: &[u8]) {
        visit(Field::new(name, Value::COctetString(value)));
    }

    pub(crate) fn address(visit: Visit<'_>, name: &'static str, value: &[u8]) {
        visit(Field::new(name, Value::Address(value)));
    }

    pub(crate) fn password(visit: Visit<'_>, name: &'static str, value: &[u8]) {
        visit(Field::new(name, Value::Secret(value)));
    }

    pub(crate) fn time(visit: Visit<'_>, name: &'static str, value: &[u8]) {
        c_octet_string(visit, name, value);
    }

    pub(crate) fn short_message(visit: Visit<'_>, name: &'static str, value: &[u8]) {
        visit(Field::new("sm_length", Value::Integer(u32::try_from(value.len()).unwrap_or(u32::MAX))));
        visit(Field::new(name, Value::Octets(value)));
    }

    pub(crate) fn dest_addresses(visit: Visit<'_>, _name: &'static str, value: crate::DestAddresses<'_>) {
        visit(Field::new("number_of_dests", Value::Integer(u32::from(value.len()))));
        value.show(visit);
    }

    pub(crate) fn unsuccess_smes(visit: Visit<'_>, _name: &'static str, value: crate::UnsuccessSmes<'_>) {
        visit(Field::new("no_unsuccess", Value::Integer(u32::from(value.len()))));
        value.show(visit);
    }
}

/// Declares a body whose fields stand one after the other, TLVs last. A row is
/// `field: Type = how it is coded (its maximum) or the status that answers a bad one`.
macro_rules! body {
    (
        $(#[$meta:meta])*
        pub struct $name:ident = $id:ident {
            $(
                $(#[$field_meta:meta])*
                $field:ident : $type:ty = $code:ident $( ( $max:literal ) )? or $status:ident,
            )*
        }
        $( needs $( $tag:ident ),+ ; )?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // frozen by the standard
        pub struct $name<'a> {
            $( $(#[$field_meta])* pub $field: $type, )*
            /// The optional part (SMPP 5.0 §4.8).
            pub tlvs: $crate::Tlvs<'a>,
        }

        impl<'a> $crate::body::Body<'a> for $name<'a> {
            $( const MANDATORY_TLVS: &'static [$crate::Tag] = &[$( $crate::Tag::$tag ),+]; )?

            fn reads(command_id: $crate::CommandId) -> bool {
                command_id == $crate::CommandId::$id
            }

            fn command_id(&self) -> $crate::CommandId {
                $crate::CommandId::$id
            }

            #[inline]
            fn read(reader: &mut $crate::reader::Reader<'a>) -> Result<Self, $crate::DecodeError> {
                Ok(Self {
                    $( $field: reader.$code(
                        stringify!($field), $( $max, )? $crate::CommandStatus::$status,
                    )?, )*
                    tlvs: reader.tlvs()?,
                })
            }

            #[inline]
            fn longest(&self) -> usize {
                0 $( + $crate::writer::longest::$code(self.$field $( , $max )? ) )*
            }

            #[inline(always)] // into each of the two ways of encoding, with the writer in registers
            fn write(&self, writer: &mut $crate::writer::Writer<'_, 'a>) {
                $( writer.$code(stringify!($field), self.$field $( , $max )? ); )*
                writer.tlvs(self.tlvs);
            }

            fn fields(&self, visit: &mut dyn FnMut($crate::body::Field<'_>)) {
                let _ = &visit;
                $( $crate::body::show::$code(visit, stringify!($field), self.$field); )*
            }

            fn tlvs(&self) -> $crate::Tlvs<'a> {
                self.tlvs
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::body::debug(self, f)
            }
        }
    };
}

pub(crate) use body;
