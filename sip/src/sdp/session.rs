//! A description as it came (RFC 8866 §5).

use std::fmt;

use super::attribute::Attributes;
use super::description::MediaDescriptions;
use super::line::{Line, Lines, Section};
use super::{Bandwidth, Connection, Media, Origin, Repeat, Time, time};
use crate::{DecodeError, DecodeErrorKind};

/// The most lines of a description.
const MOST_LINES: usize = 4096;

/// The description of a session as it came (RFC 8866 §5).
///
/// Reading looks at every line once, and judges what says whose it is and where media go: `v=`, `o=`, `c=` and `m=`. The
/// rest is read when it is asked for. Lines may end with LF alone, and stand in another order than the standard's unless that
/// changes what they mean; `s=` and `t=` may be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sdp<'a> {
    octets: &'a [u8],
    /// Where the first description of media begins, and the last.
    pub(super) media_at: (usize, usize),
    /// Whether one of them has a `c=` of its own.
    pub(super) has_connections: bool,
    origin: Origin<'a>,
    connection: Option<Connection<'a>>,
}

impl<'a> Sdp<'a> {
    /// Reads a description.
    ///
    /// # Errors
    /// A line that is none, or more than 4,096; a CR or NUL within a line; no `v=0` at its front; `o=` missing, repeated or
    /// behind the first `m=`; an `o=`, `c=` or `m=` that cannot be read; a second `c=` of the session; an `r=` before any
    /// `t=`. The offset counts from the start of the description.
    pub fn read(octets: &'a [u8]) -> Result<Self, DecodeError> {
        let fault = |kind, at, field| Err(DecodeError::new(kind, at, field));
        // Many a reader would end there.
        if let Some(at) = memchr::memchr(0, octets) {
            return fault(DecodeErrorKind::Syntax, at, "line");
        }
        let mut lines = Lines::new(octets, 0);
        match lines.next().transpose()? {
            Some(Line { kind: b'v', value, .. }) if value.trim_ascii_end() == b"0" => {}
            Some(Line { kind: b'v', offset, .. }) => {
                return fault(DecodeErrorKind::Value, offset, "proto-version");
            }
            Some(line) => return fault(DecodeErrorKind::Syntax, line.start(), "proto-version"),
            None => return fault(DecodeErrorKind::Missing, octets.len(), "proto-version"),
        }
        let (mut origin, mut session_connection) = (None, None);
        let mut media_at: Option<(usize, usize)> = None;
        let (mut has_time, mut has_connections) = (false, false);
        let mut count = 1;
        for line in lines.by_ref() {
            let line = line?;
            count += 1;
            if count > MOST_LINES {
                return fault(DecodeErrorKind::TooLarge, line.start(), "session-description");
            }
            let behind = |error: DecodeError| error.behind(line.offset);
            match line.kind {
                b'a' => {}
                b'm' => {
                    Media::read(line.value).map_err(behind)?;
                    let first = media_at.map_or(line.start(), |(first, _)| first);
                    media_at = Some((first, line.start()));
                }
                b'c' => {
                    let connection = Connection::read(line.value).map_err(behind)?;
                    if media_at.is_some() {
                        has_connections = true;
                    } else if session_connection.replace(connection).is_some() {
                        return fault(DecodeErrorKind::Repeated, line.start(), "connection-field");
                    }
                }
                b'o' if media_at.is_none() && origin.is_none() => {
                    origin = Some(Origin::read(line.value).map_err(behind)?);
                }
                // Another description begins, or this one is of nobody.
                b'o' => return fault(DecodeErrorKind::Repeated, line.start(), "origin-field"),
                b'v' => return fault(DecodeErrorKind::Repeated, line.start(), "proto-version"),
                b't' => has_time = true,
                b'r' if !has_time => return fault(DecodeErrorKind::Mismatch, line.start(), "repeat-fields"),
                _ => {}
            }
        }
        let missing = DecodeError::new(DecodeErrorKind::MandatoryMissing, octets.len(), "origin-field");
        Ok(Self {
            octets,
            media_at: media_at.unwrap_or((octets.len(), octets.len())),
            has_connections,
            origin: origin.ok_or(missing)?,
            connection: session_connection,
        })
    }

    /// The whole description as it came.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    pub(super) fn section(&self) -> Section<'a> {
        Section { octets: self.octets.get(..self.media_at.0).unwrap_or_default(), from: 0 }
    }

    /// The lines of the session, those before the first `m=`.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + Clone + use<'a> {
        self.section().lines()
    }

    /// `o=`: whose it is, and which version (RFC 8866 §5.2).
    #[must_use]
    pub const fn origin(&self) -> &Origin<'a> {
        &self.origin
    }

    /// The first `c=` of the session: where media go that have none of their own (RFC 8866 §5.7).
    #[must_use]
    pub const fn connection(&self) -> Option<&Connection<'a>> {
        self.connection.as_ref()
    }

    fn text(&self, kind: u8) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.section().of(kind).map(|line| line.value)
    }

    /// `s=`: its name; `-` or a space for none (RFC 8866 §5.3).
    #[must_use]
    pub fn session_name(&self) -> Option<&'a [u8]> {
        self.text(b's').next()
    }

    /// `i=`: what it is about (RFC 8866 §5.4).
    #[must_use]
    pub fn information(&self) -> Option<&'a [u8]> {
        self.text(b'i').next()
    }

    /// `u=`: where more is to be read about it (RFC 8866 §5.5).
    #[must_use]
    pub fn uri(&self) -> Option<&'a [u8]> {
        self.text(b'u').next()
    }

    /// `e=`: whom to write to (RFC 8866 §5.6).
    pub fn emails(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.text(b'e')
    }

    /// `p=`: whom to call (RFC 8866 §5.6).
    pub fn phones(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.text(b'p')
    }

    /// `k=`: a key, which nobody is to send any more (RFC 8866 §5.12).
    #[must_use]
    pub fn key(&self) -> Option<&'a [u8]> {
        self.text(b'k').next()
    }

    /// `b=`: how much it takes (RFC 8866 §5.8). The offset of an error counts from the start of the description.
    pub fn bandwidths(&self) -> impl Iterator<Item = Result<Bandwidth<'a>, DecodeError>> + use<'a> {
        self.section()
            .of(b'b')
            .map(|line| Bandwidth::read(line.value).map_err(|error| error.behind(line.offset)))
    }

    /// `t=`: when it takes place (RFC 8866 §5.9). The offset of an error counts from the start of the description.
    pub fn times(&self) -> impl Iterator<Item = Result<Time, DecodeError>> + use<'a> {
        self.section().of(b't').map(|line| Time::read(line.value).map_err(|error| error.behind(line.offset)))
    }

    /// `r=`: how often it takes place (RFC 8866 §5.10). The offset of an error counts from the start of the description.
    pub fn repeats(&self) -> impl Iterator<Item = Result<Repeat<'a>, DecodeError>> + use<'a> {
        self.section()
            .of(b'r')
            .map(|line| Repeat::read(line.value).map_err(|error| error.behind(line.offset)))
    }

    /// `z=`: when and by how many seconds the clock is put forward (RFC 8866 §5.11). What cannot be read ends a line.
    pub fn zone_adjustments(&self) -> impl Iterator<Item = (u64, i64)> + use<'a> {
        self.text(b'z').flat_map(time::adjustments)
    }

    /// The attributes of the session (RFC 8866 §5.13).
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::of(self.section())
    }

    /// The descriptions of media in their order (RFC 8866 §5.14).
    #[must_use]
    pub fn media(&self) -> MediaDescriptions<'a> {
        MediaDescriptions::new(*self)
    }
}

impl fmt::Debug for Sdp<'_> {
    /// Whose it is without the user, where its media go, and how many there are: the rest is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sdp")
            .field("origin", &self.origin)
            .field("connection", &self.connection)
            .field("media", &self.media().map(|media| media.media).collect::<Vec<_>>())
            .finish()
    }
}
