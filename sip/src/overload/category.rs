//! What is held back first (RFC 7339 §5.10.1).

use crate::header::HeaderName;
use crate::uri::Uri;
use crate::{Message, Method};

/// How a request is treated when not all can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums)] // the two of the standard, and what helps nobody to hold back
pub enum Category {
    /// It is held back first.
    Ordinary,
    /// It is held back only when holding back all ordinary ones is not enough: what belongs to a dialog, emergency calls, and
    /// those of a trusted priority.
    Preferred,
    /// It is never held back: ACK and CANCEL, without which more would have to be sent.
    Always,
}

/// Whether a request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums)] // there are two
pub enum Verdict {
    /// It goes.
    Pass,
    /// It is not sent. Another server may be tried; else it is answered with 503, without Retry-After (RFC 7339 §5.10.1).
    Refuse,
}

impl Category {
    /// The category of a request. The namespaces are those of Resource-Priority that are believed of this sender, such as
    /// `esnet` or `wps` (RFC 4412 §4.6).
    #[must_use]
    pub fn of(request: &Message, namespaces: &[&str]) -> Self {
        let method = request.method();
        if method == Some(Method::ACK) || method == Some(Method::CANCEL) {
            return Self::Always;
        }
        let is_preferred = request.has_to_tag() || is_emergency(request) || has_priority(request, namespaces);
        if is_preferred { Self::Preferred } else { Self::Ordinary }
    }
}

/// Whether it is for an emergency service: `urn:service:sos` or one below it (RFC 5031 §4.2).
fn is_emergency(request: &Message) -> bool {
    let Some(Ok(Uri::Other { scheme, rest })) = request.request().map(|request| request.uri()) else {
        return false;
    };
    const SERVICE: &[u8] = b"service:sos";
    let (service, below) = rest.split_at_checked(SERVICE.len()).unwrap_or_default();
    scheme.eq_ignore_ascii_case(b"urn")
        && service.eq_ignore_ascii_case(SERVICE)
        && matches!(below.first(), None | Some(b'.'))
}

/// Whether Resource-Priority has a value of one of these namespaces (RFC 4412 §3.1).
fn has_priority(request: &Message, namespaces: &[&str]) -> bool {
    let mut values = request.rows(HeaderName::RESOURCE_PRIORITY).flat_map(|row| row.values());
    values.any(|(_, value)| {
        let dot = value.iter().position(|octet| *octet == b'.');
        let namespace = value.get(..dot.unwrap_or(0)).unwrap_or_default();
        namespaces.iter().any(|trusted| namespace.eq_ignore_ascii_case(trusted.as_bytes()))
    })
}
