//! Parameters: names, some with a value, each behind a semicolon (RFC 3261 §7.3.1, §19.1.1).

use std::fmt;

use crate::DecodeError;
use crate::chars::{Class, PARAM, TOKEN, VALUE};
use crate::scan::Scan;

/// Parameters of a header field or of a URI as they stand, from the first semicolon on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Params<'a> {
    octets: &'a [u8],
}

/// A parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // a name and a value
pub struct Param<'a> {
    /// Its name; upper and lower case are the same.
    pub name: &'a [u8],
    /// Its value as it stands, with its quotes if it is quoted; `None` without an equals sign.
    pub value: Option<&'a [u8]>,
}

impl<'a> Params<'a> {
    /// No parameters.
    pub const NONE: Self = Self { octets: b"" };

    /// Parameters of a header field as they would stand in a message, such as `;expires=60;q=0.5`; empty for none.
    ///
    /// # Errors
    /// Something else than parameters.
    pub fn new(text: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(text);
        let params = Self::read(&mut scan, |_| {})?;
        scan.end("parameter")?;
        Ok(params)
    }

    /// Reads parameters of a header field, and shows each.
    #[inline]
    pub(crate) fn read(scan: &mut Scan<'a>, mut visit: impl FnMut(Param<'a>)) -> Result<Self, DecodeError> {
        let from = scan.offset();
        while scan.eat_spaced(b';') {
            visit(Param::read(scan, TOKEN, VALUE)?);
        }
        Ok(Self { octets: scan.since(from) })
    }

    /// Reads parameters of a URI, in which there is no space.
    #[inline]
    pub(crate) fn read_of_uri(scan: &mut Scan<'a>) -> Result<Self, DecodeError> {
        let from = scan.offset();
        while scan.eat(b';') {
            scan.some(PARAM, "URI parameter")?;
            if scan.eat(b'=') {
                scan.some(PARAM, "URI parameter")?;
            }
        }
        Ok(Self { octets: scan.since(from) })
    }

    /// The parameters in their order.
    pub fn iter(&self) -> impl Iterator<Item = Param<'a>> + use<'a> {
        let mut scan = Scan::new(self.octets);
        std::iter::from_fn(move || {
            if !scan.eat_spaced(b';') {
                return None;
            }
            // Those of a URI have characters that those of a header field have not, and the other way round.
            Param::read(&mut scan, PARAM.or(TOKEN), VALUE).ok()
        })
    }

    /// The first parameter of this name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<Param<'a>> {
        self.iter().find(|param| param.is(name))
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn has(&self, name: &[u8]) -> bool {
        self.get(name).is_some()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.octets.is_empty()
    }

    /// Writes those that have none of these names.
    pub(crate) fn write_without(&self, names: &[&[u8]], out: &mut Vec<u8>) {
        for param in self.iter().filter(|param| !names.iter().any(|name| param.is(name))) {
            out.push(b';');
            out.extend_from_slice(param.name);
            if let Some(value) = param.value {
                out.push(b'=');
                out.extend_from_slice(value);
            }
        }
    }

    /// The text as it stands.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }
}

impl<'a> Param<'a> {
    #[inline]
    pub(crate) fn read(scan: &mut Scan<'a>, names: Class, values: Class) -> Result<Self, DecodeError> {
        let name = scan.some(names, "parameter")?;
        let value = match scan.eat_spaced(b'=') {
            false => None,
            true if scan.peek() == Some(b'"') => Some(scan.quoted("parameter value")?),
            true => Some(scan.some(values, "parameter value")?),
        };
        Ok(Self { name, value })
    }

    /// Whether it has this name.
    #[inline]
    #[must_use]
    pub fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl fmt::Debug for Params<'_> {
    /// The names alone: a value can be a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.iter().map(|param| String::from_utf8_lossy(param.name));
        f.debug_list().entries(names).finish()
    }
}

impl fmt::Debug for Param<'_> {
    /// Without the value: it can be a subscriber's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.name))
    }
}
