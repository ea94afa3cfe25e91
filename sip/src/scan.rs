//! Reads a piece of text from its front to its end.

use crate::chars::{Class, SPACE, TOKEN};
use crate::{DecodeError, DecodeErrorKind};

/// A position in text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    all: &'a [u8],
    /// What is behind the position.
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    #[inline]
    pub(crate) const fn new(octets: &'a [u8]) -> Self {
        Self { all: octets, rest: octets }
    }

    /// Octets before the position.
    #[inline]
    pub(crate) const fn offset(&self) -> usize {
        self.all.len() - self.rest.len()
    }

    #[inline]
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// What stands between a place and the position.
    #[inline]
    pub(crate) fn since(&self, from: usize) -> &'a [u8] {
        self.all.get(from..self.offset()).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(crate) fn skip(&mut self, octets: usize) {
        self.rest = self.rest.get(octets..).unwrap_or_default();
    }

    #[inline]
    pub(crate) fn skip_space(&mut self) {
        while let [octet, rest @ ..] = self.rest
            && SPACE.has(*octet)
        {
            self.rest = rest;
        }
    }

    /// Takes this octet if it comes next.
    #[inline]
    pub(crate) fn eat(&mut self, octet: u8) -> bool {
        match self.rest {
            [first, rest @ ..] if *first == octet => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes this octet with the space around it if it comes next, else nothing.
    #[inline]
    pub(crate) fn eat_spaced(&mut self, octet: u8) -> bool {
        let before = self.rest;
        self.skip_space();
        if self.eat(octet) {
            self.skip_space();
            return true;
        }
        self.rest = before;
        false
    }

    #[inline]
    pub(crate) fn expect(&mut self, octet: u8, field: &'static str) -> Result<(), DecodeError> {
        if self.eat(octet) { Ok(()) } else { Err(self.unexpected(field)) }
    }

    /// As many octets as are of this class.
    #[inline]
    pub(crate) fn take(&mut self, class: Class) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(class.count(self.rest)).unwrap_or_default();
        self.rest = rest;
        taken
    }

    /// At least one octet of this class.
    #[inline]
    pub(crate) fn some(&mut self, class: Class, field: &'static str) -> Result<&'a [u8], DecodeError> {
        let taken = self.take(class);
        if taken.is_empty() { Err(self.unexpected(field)) } else { Ok(taken) }
    }

    #[inline]
    pub(crate) fn token(&mut self, field: &'static str) -> Result<&'a [u8], DecodeError> {
        self.some(TOKEN, field)
    }

    /// A quoted string with its quotes (RFC 3261 §25.1).
    pub(crate) fn quoted(&mut self, field: &'static str) -> Result<&'a [u8], DecodeError> {
        let from = self.offset();
        self.expect(b'"', field)?;
        loop {
            match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Ok(self.since(from));
                }
                // Whatever is escaped is no quote; only CR and LF cannot be.
                [b'\\', b'\r' | b'\n', ..] => return Err(self.unexpected(field)),
                [b'\\', _, rest @ ..] | [_, rest @ ..] => self.rest = rest,
                [] => return Err(DecodeError::new(DecodeErrorKind::Unterminated, from, field)),
            }
        }
    }

    /// A decimal number up to a limit, with any zeros before it.
    #[inline]
    pub(crate) fn number(&mut self, most: u32, field: &'static str) -> Result<u32, DecodeError> {
        let from = *self;
        let mut number = 0_u64;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            number = (number * 10 + u64::from(digit - b'0')).min(u64::from(u32::MAX) + 1);
            self.rest = rest;
        }
        if self.rest.len() == from.rest.len() {
            return Err(self.unexpected(field));
        }
        let number = u32::try_from(number).ok().filter(|number| *number <= most);
        number.ok_or(DecodeError::new(DecodeErrorKind::Value, from.offset(), field))
    }

    /// Nothing may be left but space.
    #[inline]
    pub(crate) fn end(&mut self, field: &'static str) -> Result<(), DecodeError> {
        self.skip_space();
        if self.is_empty() { Ok(()) } else { Err(self.unexpected(field)) }
    }

    /// What stands here cannot, or nothing stands here.
    #[cold]
    pub(crate) fn unexpected(&self, field: &'static str) -> DecodeError {
        let kind = if self.is_empty() { DecodeErrorKind::Missing } else { DecodeErrorKind::Syntax };
        DecodeError::new(kind, self.offset(), field)
    }
}
