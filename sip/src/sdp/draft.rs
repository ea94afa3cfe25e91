//! A description to be written (RFC 8866 §5, §9).

use std::fmt;

use super::{Connection, Origin, Sdp};

mod section;

pub use section::DraftSection;

/// A description to be written: from nothing, or from one that came and is changed in parts.
///
/// What is not touched is written as it came, but each line ends with CR LF and the lines stand in the order of the standard
/// (RFC 8866 §9), those that are not known behind the line that they stood behind.
#[derive(Clone)]
pub struct Draft<'a> {
    session: DraftSection<'a>,
    media: Vec<DraftSection<'a>>,
}

impl<'a> Draft<'a> {
    /// The description of a call without media so far (RFC 3264 §5).
    #[must_use]
    pub fn new(origin: &Origin<'_>, connection: Option<&Connection<'_>>) -> Self {
        let mut session = DraftSection::default();
        session.add_line(b'v', b"0").add_line(b's', b"-").add_line(b't', b"0 0");
        if let Some(connection) = connection {
            session.set_connection(connection);
        }
        let mut draft = Self { session, media: Vec::new() };
        draft.set_origin(origin);
        draft
    }

    /// A copy of one that came. A name of the session is put in if there is none, and a time.
    #[must_use]
    pub fn of(sdp: &Sdp<'a>) -> Self {
        let mut session = DraftSection::of(sdp.lines());
        if sdp.session_name().unwrap_or_default().is_empty() {
            session.set_line(b's', b"-");
        }
        if !session.has_line(b't') {
            session.add_line(b't', b"0 0");
        }
        Self { session, media: sdp.media().map(|media| DraftSection::of(media.lines())).collect() }
    }

    /// The same, which borrows no more from the one that came.
    #[must_use]
    pub fn into_owned(self) -> Draft<'static> {
        let media = self.media.into_iter().map(DraftSection::into_owned).collect();
        Draft { session: self.session.into_owned(), media }
    }

    /// `o=`; `None` if it was taken out or made unreadable.
    #[must_use]
    pub fn origin(&self) -> Option<Origin<'_>> {
        Origin::read(self.session.line(b'o')?).ok()
    }

    /// Puts `o=` in place of the one that is there.
    pub fn set_origin(&mut self, origin: &Origin<'_>) -> &mut Self {
        let mut value = Vec::new();
        origin.write(&mut value);
        self.session.set_line(b'o', &value);
        self
    }

    /// The lines of the session.
    #[must_use]
    pub const fn session(&self) -> &DraftSection<'a> {
        &self.session
    }

    /// The lines of the session, to change them.
    pub const fn session_mut(&mut self) -> &mut DraftSection<'a> {
        &mut self.session
    }

    /// The descriptions of media in their order.
    #[must_use]
    pub fn media(&self) -> &[DraftSection<'a>] {
        &self.media
    }

    /// The descriptions of media in their order, to change them. Offers and answers refuse one with port 0, and never take
    /// it out (RFC 3264 §6, §8.2).
    pub fn media_mut(&mut self) -> &mut [DraftSection<'a>] {
        &mut self.media
    }

    /// Puts a description of media behind the others.
    pub fn push_media(&mut self, media: DraftSection<'a>) -> &mut Self {
        self.media.push(media);
        self
    }

    /// Has all media go to this address: puts it in place of every `c=`, and of the session's if there is none.
    pub fn set_connection(&mut self, connection: &Connection<'_>) -> &mut Self {
        self.session.set_connection(connection);
        for media in self.media.iter_mut().filter(|media| media.has_line(b'c')) {
            media.set_connection(connection);
        }
        self
    }

    /// Puts the description behind what is there.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.session.write(b"vosiuepcbtkam", out);
        self.media.iter().for_each(|media| media.write(b"micbka", out));
    }

    /// The octets of the description.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        self.write(&mut out);
        out
    }
}

impl fmt::Debug for Draft<'_> {
    /// Whose it is without the user, and what media it has: the rest is private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let media = self.media.iter().filter_map(DraftSection::media).collect::<Vec<_>>();
        f.debug_struct("Draft").field("origin", &self.origin()).field("media", &media).finish()
    }
}
