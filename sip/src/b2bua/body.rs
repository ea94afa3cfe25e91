//! Bodies that pass, and descriptions of sessions in the name of one that was told before.

use bytes::Bytes;

use crate::Message;
use crate::agent::Content;
use crate::header::HeaderName;
use crate::message::Rows;
use crate::sdp::{Address, Connection, Direction, Draft, DraftSection, Media, Origin, Sdp};

const SDP: &[u8] = b"application/sdp";

/// The body of a message, and what it is.
#[derive(Clone)]
pub(super) struct Body {
    /// `None` for a description of a session.
    content_type: Option<Box<[u8]>>,
    pub(super) octets: Bytes,
}

impl Body {
    pub(super) fn of(message: &Message) -> Option<Self> {
        let octets = message.body_bytes();
        let row = message.rows(HeaderName::CONTENT_TYPE).next()?;
        let content_type = (row.value != SDP).then(|| row.value.into());
        (!octets.is_empty()).then_some(Self { content_type, octets })
    }

    const fn sdp(octets: Bytes) -> Self {
        Self { content_type: None, octets }
    }

    /// Whether it describes a session, and nothing else.
    pub(super) const fn is_sdp(&self) -> bool {
        self.content_type.is_none()
    }

    pub(super) fn content(&self) -> Content<'_> {
        Content { content_type: self.content_type.as_deref().unwrap_or(SDP), body: &self.octets }
    }

    /// The row that says what it is.
    pub(super) fn put(&self, rows: &mut Rows) {
        rows.put_text(HeaderName::CONTENT_TYPE.text(), self.content().content_type);
    }

    /// The same in a piece of its own, to be kept.
    pub(super) fn kept(&self) -> Self {
        Self { content_type: self.content_type.clone(), octets: Bytes::copy_from_slice(&self.octets) }
    }

    /// The same as the next description of whoever has told the last: who has another at the other end all of a sudden sees one session
    /// go on (RFC 3264 §8).
    pub(super) fn continued(self, last: &Self) -> Self {
        let both = (self.is_sdp() && last.is_sdp())
            .then(|| Some((Sdp::read(&self.octets).ok()?, Sdp::read(&last.octets).ok()?)));
        let Some(Some((new, last_sdp))) = both else { return self };
        let mut origin = *last_sdp.origin();
        let mut draft = Draft::of(&new);
        draft.set_origin(&origin);
        let mut octets = draft.to_vec();
        if octets != Draft::of(&last_sdp).to_vec() {
            origin.version = origin.version.wrapping_add(1);
            draft.set_origin(&origin);
            octets = draft.to_vec();
        }
        Self::sdp(octets.into())
    }

    /// An answer that lets no media flow: plain streams stay, to be used by the next offer (RFC 3725 §4); those that would need keys are
    /// refused. `None` if this is no offer.
    pub(super) fn idle_answer(&self) -> Option<Self> {
        self.answer(|proto| matches!(proto, b"RTP/AVP" | b"RTP/AVPF"))
    }

    /// An answer that refuses all streams.
    pub(super) fn refusing_answer(&self) -> Option<Self> {
        self.answer(|_| false)
    }

    fn answer(&self, stays: impl Fn(&[u8]) -> bool) -> Option<Self> {
        let offer = Sdp::read(&self.octets).ok().filter(|_| self.is_sdp())?;
        let theirs = offer.origin();
        let address = if theirs.address.addrtype == b"IP6" { NOWHERE_IP6 } else { NOWHERE_IP4 };
        let origin = Origin::new(theirs.session_id, address);
        let mut draft = Draft::new(&origin, Some(&Connection::new(address)));
        draft.session_mut().remove_lines(b't');
        for line in offer.lines().filter(|line| line.kind == b't') {
            draft.session_mut().add_line(line.kind, line.value);
        }
        for stream in offer.media() {
            let does_stay = !stream.is_rejected() && stays(stream.media.proto);
            let port = if does_stay { DISCARD } else { 0 };
            let mut section = DraftSection::new(&Media { port, port_count: 1, ..stream.media });
            for line in stream.lines().filter(|line| line.kind == b'a') {
                if line.value.starts_with(b"mid:") || does_stay && is_of_formats(line.value) {
                    section.add_line(line.kind, line.value);
                }
            }
            section.set_direction(Direction::Inactive);
            draft.push_media(section);
        }
        Some(Self::sdp(draft.to_vec().into()))
    }
}

/// The port and the addresses that nothing is sent to (RFC 3725 §4, RFC 863).
const DISCARD: u16 = 9;
const NOWHERE_IP4: Address<'static> = Address { nettype: b"IN", addrtype: b"IP4", address: b"0.0.0.0" };
const NOWHERE_IP6: Address<'static> = Address { nettype: b"IN", addrtype: b"IP6", address: b"::" };

fn is_of_formats(attribute: &[u8]) -> bool {
    attribute.starts_with(b"rtpmap:") || attribute.starts_with(b"fmtp:")
}

impl std::fmt::Debug for Body {
    /// Without what it says: it is private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.content().fmt(f)
    }
}
