//! Digest authentication (RFC 3261 §22; RFC 7616; RFC 8760): who asks proves that he knows a password, and whom he asks can
//! prove it too, without sending it.
//!
//! | file | what |
//! |---|---|
//! | `auth/algorithm.rs` | [`Algorithm`] |
//! | `auth/secret.rs` | [`Ha1`]: what both sides know, and [`user_hash`] |
//! | `auth/digest.rs` | what is hashed, and [`Covered`]: what of a message is |
//! | `auth/account.rs` | [`Account`]: whose passwords a client has |
//! | `auth/client.rs` | [`Client`]: answers challenges |
//! | `auth/session.rs` | what a client keeps of a challenge |
//! | `auth/attempt.rs` | [`Attempt`]: how often the challenges of one request are answered |
//! | `auth/verifier.rs` | [`Verifier`]: challenges, and judges credentials |
//! | `auth/nonce.rs` | nonces that need not be kept |
//! | `auth/counts.rs` | how often each nonce was used |
//!
//! A server judges in three calls, so that it can look up the user wherever it keeps him:
//!
//! ```
//! use brivas_sip::auth::{Ha1, Reading, Verdict, Verifier, may_challenge};
//! use brivas_sip::message::{Response, Rows};
//! use brivas_sip::Message;
//! use std::time::Instant;
//!
//! /// The rows of the response to a request that is let in, or the response to one that is not.
//! fn judge(verifier: &mut Verifier, now: Instant, request: &Message) -> Result<Rows, bytes::Bytes> {
//!     let stale = match verifier.read(request) {
//!         // An ACK or a CANCEL is as good as the INVITE that it belongs to.
//!         _ if !request.method().is_some_and(may_challenge) => return Ok(Rows::new()),
//!         Reading::Bad(error) => return Err(Response::new(error.status_code()).to_bytes(request, b"8321")),
//!         Reading::Nothing => false,
//!         Reading::Claim(claim) => {
//!             let ha1 = look_up(&claim.username(), claim.algorithm());
//!             match (verifier.verify(now, &claim, ha1.as_ref()), ha1) {
//!                 (Verdict::Granted, Some(ha1)) => return Ok(verifier.info(now, &claim, &ha1, b"")),
//!                 (verdict, _) => verdict == Verdict::Stale,
//!             }
//!         }
//!     };
//!     let rows = verifier.challenge(now, stale);
//!     let code = verifier.config().asker().status_code();
//!     Err(Response { rows: Some(&rows), ..Response::new(code) }.to_bytes(request, b"8321"))
//! }
//! # fn look_up(_: &[u8], _: brivas_sip::auth::Algorithm) -> Option<Ha1> { None }
//! ```

mod account;
mod algorithm;
mod attempt;
mod client;
mod counts;
mod digest;
mod nonce;
mod secret;
mod session;
mod verifier;

pub use account::Account;
pub use algorithm::Algorithm;
pub use attempt::Attempt;
pub use client::{Answer, Client, GivenUp, Proof};
pub use digest::Covered;
pub use secret::{Ha1, user_hash};
pub use verifier::{Claim, Reading, Verdict, Verifier, VerifierConfig};

use crate::header::{Authorization, HeaderName, ProxyAuthorization};
use crate::message::Rows;
use crate::{Message, Method, StatusCode};

/// Who wants to know who asks (RFC 3261 §22.2, §22.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Asker {
    /// A user agent or a registrar, by 401 and WWW-Authenticate; it is answered by Authorization.
    Server,
    /// A proxy, by 407 and Proxy-Authenticate; it is answered by Proxy-Authorization.
    Proxy,
}

impl Asker {
    /// The status of a challenge: 401 or 407.
    #[must_use]
    pub const fn status_code(self) -> StatusCode {
        match self {
            Self::Server => StatusCode::UNAUTHORIZED,
            Self::Proxy => StatusCode::PROXY_AUTHENTICATION_REQUIRED,
        }
    }

    /// The header field that credentials for it stand in.
    const fn credentials(self) -> HeaderName {
        match self {
            Self::Server => <Authorization<'_> as crate::header::HeaderField<'_>>::NAME,
            Self::Proxy => <ProxyAuthorization<'_> as crate::header::HeaderField<'_>>::NAME,
        }
    }
}

/// Whether a request of this method may be challenged. An ACK is not answered at all, and has the credentials of its INVITE;
/// a CANCEL cannot be sent again with another CSeq (RFC 3261 §22.1).
#[must_use]
pub fn may_challenge(method: Method<'_>) -> bool {
    method != Method::ACK && method != Method::CANCEL
}

/// The credentials of an INVITE as they stand, for the ACK to its 2xx (RFC 3261 §13.2.2.4, §22.1).
#[must_use]
pub fn repeated(invite: &Message) -> Rows {
    let mut rows = Rows::new();
    for field in invite.fields() {
        if matches!(field.name, HeaderName::AUTHORIZATION | HeaderName::PROXY_AUTHORIZATION) {
            rows.put_text(field.name.text(), field.value);
        }
    }
    rows
}
