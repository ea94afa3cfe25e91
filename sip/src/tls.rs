//! What TLS asks for beyond a handshake: whose certificate it is (RFC 5922), where `sips` must stand (RFC 5630, RFC 3261), and
//! which connections a peer may be called back by (RFC 5923). All of it is plain functions of what the owner's TLS has
//! verified.
//!
//! ```
//! use brivas_sip::tls::CertificateNames;
//!
//! let names = CertificateNames { uris: &["sip:example.com"], ..CertificateNames::default() };
//! assert!(names.is_for("Example.COM"));
//! assert!(!names.is_for("sip.example.com"));
//! ```
//!
//! | file | what |
//! |---|---|
//! | `tls/identity.rs` | [`CertificateNames`]: the domains of a certificate |
//! | `tls/sips.rs` | where a URI must be `sips` |
//! | `tls/reuse.rs` | [`Alias`]: connections that are used the other way, too |

mod identity;
mod reuse;
mod sips;

pub use identity::CertificateNames;
pub use reuse::Alias;
pub use sips::{
    SipsRefusal, answer_needs_sips, contact_is_allowed, is_tls_parameter, may_retarget, request_needs_sips,
};
