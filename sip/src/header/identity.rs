//! Identity (RFC 8224 §4).

use std::fmt;

use super::address::bracketed_text;
use super::{HeaderField, HeaderName};
use crate::chars::TOKEN;
use crate::scan::Scan;
use crate::{DecodeError, DecodeErrorKind};

/// Who calls, signed (RFC 8224 §4.1): a `PASSporT`, where its certificate is, and how it was signed.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // frozen by the standard
pub struct Identity<'a> {
    /// The `PASSporT`: three parts with points between them. In the compact form the first two are empty, to be made anew from
    /// the message (RFC 8224 §6.2.2).
    pub token: &'a [u8],
    /// Where the certificate is: the URI in `info`, without its angle brackets.
    pub info: &'a [u8],
    /// How it was signed, `ES256` if it is not said.
    pub alg: Option<&'a [u8]>,
    /// Which extension the `PASSporT` is of, such as `shaken`, without quotes (RFC 8225 §8).
    pub ppt: Option<&'a [u8]>,
    /// All parameters as they stood, from the first semicolon on. The three above are written from their own fields.
    pub rest: &'a [u8],
}

const FIELD: &str = "Identity";

impl Identity<'_> {
    /// Whether it has the signature alone (RFC 8224 §6.2.2).
    #[must_use]
    pub fn is_compact(&self) -> bool {
        self.token.starts_with(b"..")
    }
}

/// A parameter: its name, and its value without quotes or angle brackets.
type Param<'a> = (&'a [u8], Option<&'a [u8]>);

/// A parameter and its text as it stands.
fn param<'a>(scan: &mut Scan<'a>) -> Result<(Param<'a>, &'a [u8]), DecodeError> {
    let from = scan.offset();
    let name = scan.token(FIELD)?;
    let value = match scan.eat_spaced(b'=') {
        false => None,
        true => Some(match scan.peek() {
            Some(b'<') => bracketed_text(scan, FIELD)?,
            Some(b'"') => {
                let quoted = scan.quoted(FIELD)?;
                quoted.get(1..quoted.len() - 1).unwrap_or_default()
            }
            _ => scan.token(FIELD)?,
        }),
    };
    Ok(((name, value), scan.since(from)))
}

impl<'a> HeaderField<'a> for Identity<'a> {
    const NAME: HeaderName = HeaderName::IDENTITY;

    fn read(value: &'a [u8]) -> Result<Self, DecodeError> {
        let mut scan = Scan::new(value);
        let is_of_token = |octet: &u8| TOKEN.has(*octet) || matches!(octet, b'/' | b'=');
        scan.skip(value.iter().take_while(|octet| is_of_token(octet)).count());
        let token = scan.since(0);
        if token.is_empty() {
            return Err(scan.unexpected(FIELD));
        }
        let from = scan.offset();
        let (mut info, mut alg, mut ppt) = (None, None, None);
        while scan.eat_spaced(b';') {
            let at = scan.offset();
            let ((name, value), _) = param(&mut scan)?;
            let place = match name.to_ascii_lowercase().as_slice() {
                b"info" => &mut info,
                b"alg" => &mut alg,
                b"ppt" => &mut ppt,
                _ => continue,
            };
            if place.is_some() {
                return Err(DecodeError::new(DecodeErrorKind::Repeated, at, FIELD));
            }
            *place = value;
        }
        let rest = scan.since(from);
        scan.end(FIELD)?;
        let info = info.ok_or(DecodeError::new(DecodeErrorKind::Missing, value.len(), FIELD))?;
        Ok(Self { token, info, alg, ppt, rest })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.token);
        out.extend_from_slice(b";info=<");
        out.extend_from_slice(self.info);
        out.push(b'>');
        write_word(b"alg", self.alg, out);
        write_word(b"ppt", self.ppt, out);
        let mut scan = Scan::new(self.rest);
        while scan.eat_spaced(b';') {
            let Ok(((name, _), text)) = param(&mut scan) else { return };
            if ![b"info".as_slice(), b"alg", b"ppt"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
                out.push(b';');
                out.extend_from_slice(text);
            }
        }
    }
}

/// A parameter, in quotes if its value needs them.
fn write_word(name: &[u8], value: Option<&[u8]>, out: &mut Vec<u8>) {
    match value {
        Some(value) if value.is_empty() || TOKEN.count(value) < value.len() => {
            let quoted = [b"\"", value, b"\""].concat();
            super::write_param(name, Some(&quoted), out);
        }
        value => super::write_param(name, value, out),
    }
}

impl fmt::Debug for Identity<'_> {
    /// Without the token: it has the numbers of both sides.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: Option<&[u8]>| value.map(String::from_utf8_lossy).map(|text| text.into_owned());
        f.debug_struct("Identity")
            .field("info", &String::from_utf8_lossy(self.info))
            .field("alg", &text(self.alg))
            .field("ppt", &text(self.ppt))
            .finish_non_exhaustive()
    }
}
