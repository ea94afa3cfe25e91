//! The description of one stream of media (RFC 8866 §5.14).

use std::fmt;

use super::attribute::{Attributes, Direction};
use super::line::{Line, Lines, Section};
use super::{Bandwidth, Connection, Media, Sdp};
use crate::DecodeError;

/// The description of one stream of media: its `m=` and the lines up to the next (RFC 8866 §5.14).
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaDescription<'a> {
    /// Its `m=`.
    pub media: Media<'a>,
    section: Section<'a>,
    session: Section<'a>,
    connection: Option<Connection<'a>>,
}

impl<'a> MediaDescription<'a> {
    /// Its lines, from `m=` on.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + Clone + use<'a> {
        self.section.lines()
    }

    /// Where it is to be sent: its own first `c=`, or else that of the session (RFC 8866 §5.7). `None` if neither is there,
    /// which is a fault unless the stream is refused.
    #[must_use]
    pub const fn connection(&self) -> Option<&Connection<'a>> {
        self.connection.as_ref()
    }

    /// `i=`: what it is (RFC 8866 §5.4).
    #[must_use]
    pub fn information(&self) -> Option<&'a [u8]> {
        self.section.of(b'i').next().map(|line| line.value)
    }

    /// `b=`: how much it takes (RFC 8866 §5.8). The offset of an error counts from the start of the description.
    pub fn bandwidths(&self) -> impl Iterator<Item = Result<Bandwidth<'a>, DecodeError>> + use<'a> {
        self.section
            .of(b'b')
            .map(|line| Bandwidth::read(line.value).map_err(|error| error.behind(line.offset)))
    }

    /// Its own attributes (RFC 8866 §5.13).
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::of(self.section)
    }

    /// Which way it goes, as seen from whose description it is: as its own attribute says, or else that of the session, or
    /// else both ways (RFC 8866 §6.7). A stream to 0.0.0.0 is not received (RFC 3264 §8.4).
    #[must_use]
    pub fn direction(&self) -> Direction {
        let own = self.attributes().direction();
        let direction = own.or_else(|| Attributes::of(self.session).direction()).unwrap_or_default();
        let is_unspecified = self.connection.is_some_and(|connection| connection.address.is_unspecified());
        if is_unspecified { direction.without_receiving() } else { direction }
    }

    /// Whether it is refused, or has ended (RFC 3264 §6, §8.2).
    #[must_use]
    pub const fn is_rejected(&self) -> bool {
        self.media.port == 0
    }
}

impl fmt::Debug for MediaDescription<'_> {
    /// Without its attributes: they can be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaDescription")
            .field("media", &self.media)
            .field("connection", &self.connection)
            .field("direction", &self.direction())
            .finish()
    }
}

/// The descriptions of media in their order.
#[derive(Clone)]
pub struct MediaDescriptions<'a> {
    sdp: Sdp<'a>,
    at: usize,
}

impl<'a> MediaDescriptions<'a> {
    pub(super) const fn new(sdp: Sdp<'a>) -> Self {
        Self { sdp, at: sdp.media_at.0 }
    }

    /// Where the description ends that begins here, and its own connection. What cannot be found is not looked for.
    fn extent(&self, lines: impl Iterator<Item = Line<'a>>) -> (usize, Option<Connection<'a>>) {
        let (mut connection, end) = (None, self.sdp.octets().len());
        let is_last = self.at == self.sdp.media_at.1;
        if is_last && !self.sdp.has_connections {
            return (end, connection);
        }
        for line in lines {
            match line.kind {
                b'm' => return (line.start(), connection),
                b'c' if connection.is_none() => {
                    connection = Connection::read(line.value).ok();
                    if is_last {
                        return (end, connection);
                    }
                }
                _ => {}
            }
        }
        (end, connection)
    }
}

impl<'a> Iterator for MediaDescriptions<'a> {
    type Item = MediaDescription<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        // Whatever is read here was read before, when the description was.
        let (octets, from) = (self.sdp.octets(), self.at);
        let mut lines = Lines::new(octets, from).filter_map(Result::ok);
        let media = Media::read(lines.next()?.value).ok()?;
        let (end, connection) = self.extent(lines);
        self.at = end;
        let section = Section { octets: octets.get(..end)?, from };
        let connection = connection.or(self.sdp.connection().copied());
        Some(MediaDescription { media, section, session: self.sdp.section(), connection })
    }
}

impl fmt::Debug for MediaDescriptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
