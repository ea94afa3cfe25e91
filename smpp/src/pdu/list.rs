//! A counted list inside a body: an octet with the number of entries, then the entries.

use crate::body::Field;
use crate::reader::Reader;
use crate::writer::Writer;
use crate::{DecodeError, Dialect, Header};

/// A counted list of a body: read from a PDU, or a slice of your own by `from`.
#[derive(Clone, Copy)]
pub struct List<'a, T>(Source<'a, T>);

#[derive(Clone, Copy)]
enum Source<'a, T> {
    /// Read again by the dialect it was read by: a stricter one would see other entries.
    Wire {
        octets: &'a [u8],
        count: u8,
        dialect: Dialect,
    },
    Slice(&'a [T]),
}

/// One entry of a [`List`].
pub(crate) trait Entry<'a>: Copy + 'a {
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError>;
    fn write(&self, writer: &mut Writer<'_, 'a>);
    fn show(&self, visit: &mut dyn FnMut(Field<'_>));
}

impl<'a, T> List<'a, T> {
    /// The number of entries as the PDU carries it; a slice of more than 255, which no PDU can carry, counts as 255.
    #[must_use]
    pub fn len(&self) -> u8 {
        match self.0 {
            Source::Wire { count, .. } => count,
            Source::Slice(slice) => u8::try_from(slice.len()).unwrap_or(u8::MAX),
        }
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[allow(private_bounds)] // the entries are the crate's own
impl<'a, T: Entry<'a>> List<'a, T> {
    /// The entries in wire order.
    pub fn iter(self) -> impl Iterator<Item = T> {
        let (octets, dialect, slice) = match self.0 {
            Source::Wire { octets, dialect, .. } => (octets, dialect, &[][..]),
            Source::Slice(slice) => (&[][..], Dialect::V5_0, slice),
        };
        let mut reader = Reader::new(octets, Header::default(), dialect);
        let wire =
            std::iter::from_fn(move || if reader.is_empty() { None } else { T::read(&mut reader).ok() });
        wire.chain(slice.iter().copied())
    }

    /// Reads `count` entries once, so that [`Self::iter`] can read them again.
    pub(crate) fn read(reader: &mut Reader<'a>, count: u8) -> Result<Self, DecodeError> {
        let start = reader.position();
        for _ in 0..count {
            T::read(reader)?;
        }
        Ok(Self(Source::Wire { octets: reader.since(start), count, dialect: reader.dialect() }))
    }

    pub(crate) fn write(self, field: &'static str, writer: &mut Writer<'_, 'a>) {
        writer.octet(field, self.len());
        self.iter().for_each(|entry| entry.write(writer));
    }

    pub(crate) fn show(self, visit: &mut dyn FnMut(Field<'_>)) {
        self.iter().for_each(|entry| entry.show(visit));
    }
}

impl<'a, T> From<&'a [T]> for List<'a, T> {
    fn from(slice: &'a [T]) -> Self {
        Self(Source::Slice(slice))
    }
}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self(Source::Slice(&[]))
    }
}

impl<'a, T: Entry<'a> + PartialEq> PartialEq for List<'a, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<'a, T: Entry<'a> + Eq> Eq for List<'a, T> {}
