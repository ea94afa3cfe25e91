//! Bodies of type message/sipfrag, by which a REFER is told of how it gets on (RFC 3420, RFC 3515 §2.4.5).

use bytes::Bytes;

use crate::multipart::{Part, find};
use crate::scan::Scan;
use crate::{Message, StatusCode};

/// What a NOTIFY says has become of the request that a REFER asked for: the status line that its body begins with.
pub(super) fn status_of(notify: &Message) -> Option<StatusCode> {
    let body = find(Part::of(notify), "message", "sipfrag").ok()??.body;
    let (version, rest) = body.split_first_chunk::<8>()?;
    let (code, rest) = rest.split_first_chunk::<3>()?;
    let mut scan = Scan::new(code);
    let number = scan.number(699, "Status-Code").ok()?;
    let is_line = version.eq_ignore_ascii_case(b"SIP/2.0 ")
        && number >= 100
        && scan.is_empty()
        && matches!(rest.first(), None | Some(b' ' | b'\r' | b'\n'));
    is_line.then_some(StatusCode(u16::try_from(number).ok()?))
}

/// The status line of a response, as such a body (RFC 3515 §2.4.5).
pub(super) fn status_line(code: StatusCode, reason_phrase: &[u8]) -> Bytes {
    let phrase = if reason_phrase.is_empty() { code.reason_phrase().as_bytes() } else { reason_phrase };
    let mut line = format!("SIP/2.0 {} ", code.0).into_bytes();
    line.extend(phrase.iter().filter(|octet| !matches!(octet, b'\r' | b'\n')));
    line.extend_from_slice(b"\r\n");
    line.into()
}
