//! `m=`: one stream of media (RFC 8866 §5.14).

use std::fmt;

use super::words;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// The line that a description of media begins with (RFC 8866 §5.14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Media<'a> {
    /// What it is: `audio`, `video`, `image`, `text`, `application`, `message` and others.
    pub media: &'a [u8],
    /// Where it is to be sent; 0 when the stream is refused or has ended (RFC 3264 §6, §8.2).
    pub port: u16,
    /// How many ports there are, each two behind the one before; 1 almost always.
    pub port_count: u16,
    /// How it goes: `RTP/AVP`, `RTP/SAVP`, `udptl` and others.
    pub proto: &'a [u8],
    /// The formats, the best first.
    pub formats: Formats<'a>,
}

impl<'a> Media<'a> {
    /// Reads the value of the line. A stream without formats is taken: refused ones come so.
    ///
    /// # Errors
    /// Fewer than three words, a port above 65,535, or a count of 0.
    #[inline]
    pub fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let media = words::need(&mut scan, "media")?;
        scan.skip_space();
        let port = words::number16(&mut scan, "port")?;
        let mut port_count = 1;
        if scan.eat(b'/') {
            let from = scan.offset();
            port_count = words::number16(&mut scan, "port")?;
            if port_count == 0 {
                return Err(DecodeError::new(DecodeErrorKind::Value, from, "port"));
            }
        }
        if !matches!(scan.peek(), None | Some(b' ' | b'\t')) {
            return Err(scan.unexpected("port"));
        }
        let proto = words::need(&mut scan, "proto")?;
        Ok(Self { media, port, port_count, proto, formats: Formats(words::rest(&mut scan)) })
    }

    /// Puts the value behind what is there, without the letter and an end of line.
    pub fn write(&self, out: &mut Vec<u8>) {
        words::write(&[self.media, b""], out);
        words::write_number(self.port, out);
        if self.port_count > 1 {
            out.push(b'/');
            words::write_number(self.port_count, out);
        }
        words::write_behind(self.proto, out);
        words::write_behind(self.formats.0, out);
    }

    /// Whether it is RTP, whose formats are numbers of payload types (RFC 8866 §5.14).
    #[must_use]
    pub fn is_rtp(&self) -> bool {
        self.proto.split(|octet| *octet == b'/').any(|part| part.eq_ignore_ascii_case(b"RTP"))
    }
}

/// Formats with spaces between them (RFC 8866 §5.14): numbers of payload types in RTP, names in others.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // text on the wire
pub struct Formats<'a>(pub &'a [u8]);

impl<'a> Formats<'a> {
    /// The formats in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + Clone + use<'a> {
        self.0.split(|octet| matches!(octet, b' ' | b'\t')).filter(|format| !format.is_empty())
    }

    /// Whether it is among them.
    #[must_use]
    pub fn has(&self, format: &[u8]) -> bool {
        self.iter().any(|it| it == format)
    }
}

impl fmt::Debug for Formats<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.0))
    }
}
