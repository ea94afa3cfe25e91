//! What one Contact of a REGISTER asks for.

use super::gruu::instance_of;
use crate::DecodeError;
use crate::header::{Contact, NameAddr};

/// An address that is to be bound or to go, with its parameters looked at once.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) addr: NameAddr<'a>,
    /// For how many seconds; 0 if it is to go.
    pub(super) seconds: u32,
    /// How much it is preferred, in thousandths.
    pub(super) q: u16,
    /// The name of its instance (RFC 5626 §4.1).
    pub(super) instance: Option<&'a [u8]>,
    /// The parameter `reg-id` as it stands, empty without a value (RFC 5626 §4.2).
    pub(super) reg_id: Option<&'a [u8]>,
}

impl<'a> Wish<'a> {
    /// Reads one; `default` is the time of a contact that names none.
    ///
    /// # Errors
    /// Its `q` is none.
    pub(super) fn read(addr: NameAddr<'a>, default: u32) -> Result<Self, DecodeError> {
        let mut wish = Self { addr, seconds: default, q: 1000, instance: None, reg_id: None };
        let contact = Contact::Addr(addr);
        for param in addr.params.iter() {
            if param.is(b"expires") {
                wish.seconds = contact.expires().unwrap_or(default);
            } else if param.is(b"q") {
                wish.q = contact.q()?.unwrap_or(wish.q);
            } else if param.is(b"reg-id") {
                wish.reg_id = wish.reg_id.or(Some(param.value.unwrap_or_default()));
            } else if param.is(b"+sip.instance") {
                wish.instance = wish.instance.or(param.value.and_then(instance_of));
            }
        }
        Ok(wish)
    }
}
