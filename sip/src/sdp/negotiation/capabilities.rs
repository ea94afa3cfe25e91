//! What a side can do, to answer offers with (RFC 3264 §6.1).

use super::super::attribute::TelephoneEvents;
use super::super::{Codec, Connection, Direction, Origin};

/// What a side can do.
#[derive(Clone, Debug)]
pub struct Capabilities<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) connection: Connection<'a>,
    pub(super) media: Vec<MediaCapability<'a>>,
}

impl<'a> Capabilities<'a> {
    /// Nothing yet, of this origin, with media that go to this address.
    #[must_use]
    pub const fn new(origin: Origin<'a>, connection: Connection<'a>) -> Self {
        Self { origin, connection, media: Vec::new() }
    }

    /// Puts a stream that can be accepted behind the others. Each is used for one offered stream at the most, the first that
    /// it fits.
    #[must_use]
    pub fn with(mut self, media: MediaCapability<'a>) -> Self {
        self.media.push(media);
        self
    }
}

/// A stream that can be accepted.
#[derive(Clone, Debug)]
pub struct MediaCapability<'a> {
    pub(super) media: &'a str,
    pub(super) proto: &'a str,
    pub(super) port: u16,
    pub(super) direction: Direction,
    pub(super) codecs: Vec<CodecCapability<'a>>,
    pub(super) telephone_events: Option<TelephoneEvents>,
    pub(super) has_rtcp_mux: bool,
}

impl<'a> MediaCapability<'a> {
    /// A stream of these media, such as `audio`, and of this protocol, such as `RTP/AVP`, to this port; both ways, and
    /// without codecs yet.
    #[must_use]
    pub const fn new(media: &'a str, proto: &'a str, port: u16) -> Self {
        Self {
            media,
            proto,
            port,
            direction: Direction::SendRecv,
            codecs: Vec::new(),
            telephone_events: None,
            has_rtcp_mux: false,
        }
    }

    /// Puts a codec to the others. Their order does not matter: that of the offer does.
    #[must_use]
    pub fn with(mut self, codec: CodecCapability<'a>) -> Self {
        self.codecs.push(codec);
        self
    }

    /// Keys of a telephone and other events, at the clock rate of whatever codec is used (RFC 4733 §2.1).
    #[must_use]
    pub const fn with_telephone_events(mut self, events: TelephoneEvents) -> Self {
        self.telephone_events = Some(events);
        self
    }

    /// RTP and RTCP on one port, if that is offered (RFC 5761 §5.1.1).
    #[must_use]
    pub const fn with_rtcp_mux(mut self) -> Self {
        self.has_rtcp_mux = true;
        self
    }

    /// Goes this way at the most.
    #[must_use]
    pub const fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Whether an offered stream is of these media and this protocol.
    pub(super) fn is_for(&self, media: &[u8], proto: &[u8]) -> bool {
        self.media.as_bytes().eq_ignore_ascii_case(media) && self.proto.as_bytes().eq_ignore_ascii_case(proto)
    }
}

/// A codec that is spoken, or a format of a stream that is no RTP.
#[derive(Clone, Copy, Debug)]
pub struct CodecCapability<'a> {
    name: &'a str,
    clock_rate: u32,
    channels: u32,
    params: &'a str,
}

impl<'a> CodecCapability<'a> {
    /// A codec of this name and clock rate, with one channel.
    #[must_use]
    pub const fn new(encoding_name: &'a str, clock_rate: u32) -> Self {
        Self { name: encoding_name, clock_rate, channels: 1, params: "" }
    }

    /// A format of a stream that is no RTP, such as `t38`.
    #[must_use]
    pub const fn format(name: &'a str) -> Self {
        Self::new(name, 0)
    }

    /// With so many channels.
    #[must_use]
    pub const fn with_channels(mut self, channels: u32) -> Self {
        self.channels = channels;
        self
    }

    /// With these parameters, which are put into `fmtp`.
    #[must_use]
    pub const fn with_params(mut self, params: &'a str) -> Self {
        self.params = params;
        self
    }

    pub(super) fn is_format(&self, format: &[u8]) -> bool {
        self.name.as_bytes().eq_ignore_ascii_case(format)
    }

    /// The codec under a number.
    pub(super) const fn codec(&self, payload_type: u8) -> Codec<'a> {
        Codec {
            payload_type,
            encoding_name: self.name.as_bytes(),
            clock_rate: self.clock_rate,
            channels: self.channels,
            params: self.params.as_bytes(),
        }
    }
}
