//! A kind of body, wherever it is (RFC 5621 §3.1).

use super::{Multipart, Part};
use crate::{DecodeError, DecodeErrorKind};

/// So deep may bodies stand in each other.
const DEEPEST: usize = 8;

/// The first part of a kind: the whole, or a part of it at any depth. So `application/sdp` is found in a message beside other
/// parts, with [`Part::of`].
///
/// # Errors
/// A body that stands before it, or around it, cannot be read, or they stand in each other more than eight deep. What follows
/// it is not looked at.
pub fn find<'a>(whole: Part<'a>, main: &str, sub: &str) -> Result<Option<Part<'a>>, DecodeError> {
    find_in(whole, main, sub, DEEPEST)
}

fn find_in<'a>(part: Part<'a>, main: &str, sub: &str, depth: usize) -> Result<Option<Part<'a>>, DecodeError> {
    let Some(kind) = part.kind()? else {
        let is_plain = main.eq_ignore_ascii_case("text") && sub.eq_ignore_ascii_case("plain");
        return Ok(is_plain.then_some(part));
    };
    if kind.is(main, sub) {
        return Ok(Some(part));
    }
    if !kind.main.eq_ignore_ascii_case(b"multipart") {
        return Ok(None);
    }
    if depth == 0 {
        return Err(DecodeError::new(DecodeErrorKind::TooLarge, part.offset, "multipart-body"));
    }
    let inner = Multipart { offset: part.offset, ..Multipart::new(&kind, part.body)? };
    for part in inner.parts() {
        if let Some(found) = find_in(part?, main, sub, depth - 1)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
