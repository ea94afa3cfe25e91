//! SDP: descriptions of sessions (RFC 8866, and RFC 4566 as it is in use), and how two sides agree on one (RFC 3264).
//!
//! A description that was read borrows from its octets. Lines, attributes and media that are not known stay in it, and are
//! in what is written from it.
//!
//! A B2BUA sends an offer on with its own address and port, and leaves the rest as it is:
//!
//! ```
//! use brivas_sip::sdp::attribute::Rtpmap;
//! use brivas_sip::sdp::{Address, Connection, Direction, Draft, Origin, Sdp};
//!
//! let offer = b"v=0\r\no=- 4858 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
//!     m=audio 49170 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendonly\r\na=x-note:kept\r\n";
//! let sdp = Sdp::read(offer)?;
//! let audio = sdp.media().next().expect("one stream");
//! assert_eq!((audio.media.port, audio.direction()), (49170, Direction::SendOnly));
//! assert_eq!(audio.attributes().get::<Rtpmap>()?.expect("PCMA").clock_rate, 8000);
//!
//! let ours = Address::ip4(b"198.51.100.7");
//! let mut draft = Draft::of(&sdp);
//! draft.set_origin(&Origin::new(b"77", ours)).set_connection(&Connection::new(ours));
//! draft.media_mut()[0].set_port(20_000);
//! assert_eq!(draft.to_vec(), b"v=0\r\no=- 77 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n\
//!     m=audio 20000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendonly\r\na=x-note:kept\r\n");
//! # Ok::<(), brivas_sip::DecodeError>(())
//! ```
//!
//! | file | what |
//! |---|---|
//! | `sdp/session.rs`, `sdp/description.rs` | [`Sdp`] and its [`MediaDescription`]s |
//! | `sdp/line.rs` | lines, and sections of lines |
//! | `sdp/origin.rs`, `address.rs`, `connection.rs`, `time.rs`, `bandwidth.rs`, `media.rs` | a file for each kind of line that has fields |
//! | `sdp/attribute.rs` | [`Attributes`] by name and typed; a file for each group of them in [`attribute`] |
//! | `sdp/codec.rs` | [`Codec`]: what a format of RTP is, also without an attribute |
//! | `sdp/draft.rs` | [`Draft`]: a description to be written, from nothing or from one that came |
//! | `sdp/negotiation.rs` | [`Negotiation`]: offers and answers in turn; its rules in `sdp/negotiation/` |

mod address;
pub mod attribute;
mod bandwidth;
mod codec;
mod connection;
mod description;
mod draft;
mod line;
mod media;
mod negotiation;
mod origin;
mod session;
mod time;
mod words;

pub use address::Address;
pub use attribute::{Attribute, AttributeValue, Attributes, Direction};
pub use bandwidth::Bandwidth;
pub use codec::Codec;
pub use connection::Connection;
pub use description::{MediaDescription, MediaDescriptions};
pub use draft::{Draft, DraftSection};
pub use line::Line;
pub use media::{Formats, Media};
pub use negotiation::{
    Capabilities, CodecCapability, MediaCapability, Negotiation, NegotiationError, NegotiationState, answer,
    check_answer, check_reoffer,
};
pub use origin::Origin;
pub use session::Sdp;
pub use time::{Repeat, Time};
