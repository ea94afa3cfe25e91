//! registerPassword, operation 17, and getPassword, operation 18: the password by which a subscriber bars calls (3GPP
//! TS 29.002 §11.7, §11.8).

use std::fmt;

use crate::ber::{Describe, Description, Element, Field, Tag, write_primitive};
use crate::{Buffer, DecodeError, DecodeErrorKind};

/// Password: four digits in ASCII (3GPP TS 29.002 §17.7.4).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Password<'a>(&'a [u8]);

impl<'a> Password<'a> {
    /// A password of these four digits; `None` if they are not.
    #[must_use]
    pub fn new(digits: &'a str) -> Option<Self> {
        (digits.len() == 4 && all_digits(digits.as_bytes())).then_some(Self(digits.as_bytes()))
    }

    /// The digits.
    #[must_use]
    pub const fn digits(self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Debug for Password<'_> {
    /// Without the digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl Describe for Password<'_> {
    fn describe(&self) -> Description<'_> {
        Description::Text(self.0)
    }
}

impl<'a> Field<'a> for Password<'a> {
    /// NumericString.
    const TAG: Option<Tag> = Some(Tag(0x12));
    const CONSTRUCTED: bool = false;

    fn read(element: &Element<'a>) -> Result<Self, DecodeError> {
        let octets = element.octet_string(4..=4)?;
        if all_digits(octets) { Ok(Self(octets)) } else { Err(element.error(DecodeErrorKind::Value)) }
    }

    fn write(&self, tag: Tag, out: &mut Buffer) {
        write_primitive(out, tag, self.0);
    }
}

fn all_digits(octets: &[u8]) -> bool {
    octets.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ber::Reader;

    fn read(octets: &[u8]) -> Result<Password<'_>, DecodeErrorKind> {
        let element = Reader::new(octets).next("password").unwrap();
        Password::read(&element).map_err(|error| error.kind)
    }

    #[test]
    fn a_password_has_four_digits_and_nobody_is_shown_them() {
        let octets = [0x12, 4, b'0', b'9', b'1', b'2'];
        assert_eq!(read(&octets), Ok(Password::new("0912").unwrap()));
        assert_eq!(format!("{:?}", Password::new("0912").unwrap()), "Password");
        for octets in [&[0x12, 3, b'0', b'9', b'1'][..], &[0x12, 5, b'0', b'9', b'1', b'2', b'3']] {
            assert_eq!(read(octets), Err(DecodeErrorKind::Length));
        }
        assert_eq!(read(&[0x12, 4, b'0', b'9', b'1', b'a']), Err(DecodeErrorKind::Value));
        assert_eq!((Password::new("123"), Password::new("12345"), Password::new("12 4")), (None, None, None));
    }
}
