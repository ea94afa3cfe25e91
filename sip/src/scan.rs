//! Reads a piece of text from its front to its end.

use crate::chars::{Class, SPACE, TOKEN};
use crate::{DecodeError, DecodeErrorKind};

/// A position in text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'a> {
    octets: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(crate) const fn new(octets: &'a [u8]) -> Self {
        Self { octets, at: 0 }
    }

    /// Octets before the position.
    pub(crate) const fn offset(&self) -> usize {
        self.at
    }

    #[inline]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.octets.get(self.at..).unwrap_or_default()
    }

    /// What stands between a place and the position.
    #[inline]
    pub(crate) fn since(&self, from: usize) -> &'a [u8] {
        self.octets.get(from..self.at).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.octets.get(self.at).copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at >= self.octets.len()
    }

    #[inline]
    pub(crate) fn skip(&mut self, octets: usize) {
        self.at = self.octets.len().min(self.at + octets);
    }

    #[inline]
    pub(crate) fn skip_space(&mut self) {
        while self.peek().is_some_and(|octet| SPACE.has(octet)) {
            self.at += 1;
        }
    }

    /// Takes this octet if it comes next.
    #[inline]
    pub(crate) fn eat(&mut self, octet: u8) -> bool {
        let found = self.peek() == Some(octet);
        self.at += usize::from(found);
        found
    }

    /// Takes this octet with the space around it if it comes next, else nothing.
    #[inline]
    pub(crate) fn eat_spaced(&mut self, octet: u8) -> bool {
        let before = self.at;
        self.skip_space();
        if self.eat(octet) {
            self.skip_space();
            return true;
        }
        self.at = before;
        false
    }

    #[inline]
    pub(crate) fn expect(&mut self, octet: u8, field: &'static str) -> Result<(), DecodeError> {
        if self.eat(octet) { Ok(()) } else { Err(self.unexpected(field)) }
    }

    /// As many octets as are of this class.
    #[inline]
    pub(crate) fn take(&mut self, class: Class) -> &'a [u8] {
        let from = self.at;
        self.at += class.count(self.rest());
        self.since(from)
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
        let from = self.at;
        self.expect(b'"', field)?;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.since(from));
                }
                // Whatever is escaped is no quote; only CR and LF cannot be.
                Some(b'\\') => match self.octets.get(self.at + 1) {
                    Some(b'\r' | b'\n') => {
                        return Err(DecodeError::new(DecodeErrorKind::Syntax, self.at, field));
                    }
                    _ => self.skip(2),
                },
                Some(_) => self.at += 1,
                None => return Err(DecodeError::new(DecodeErrorKind::Unterminated, from, field)),
            }
        }
    }

    /// A decimal number up to a limit, with any zeros before it.
    #[inline]
    pub(crate) fn number(&mut self, most: u32, field: &'static str) -> Result<u32, DecodeError> {
        let from = self.at;
        let mut number = 0_u64;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = (number * 10 + u64::from(digit - b'0')).min(u64::from(u32::MAX) + 1);
            self.at += 1;
        }
        if self.at == from {
            return Err(self.unexpected(field));
        }
        let number = u32::try_from(number).ok().filter(|number| *number <= most);
        number.ok_or(DecodeError::new(DecodeErrorKind::Value, from, field))
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
        DecodeError::new(kind, self.at, field)
    }
}
