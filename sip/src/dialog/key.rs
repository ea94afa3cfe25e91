//! By what a dialog is found (RFC 3261 §12).

use std::fmt;

use super::Dialog;
use crate::message::Identity;
use crate::transaction::Keys;
use crate::{DecodeError, Message};

/// By what a dialog is found: a keyed hash of its Call-ID and both tags, never of a branch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialogKey(u128);

impl DialogKey {
    /// Of a Call-ID and the tags of both sides, which may be empty.
    #[must_use]
    pub fn new(keys: &Keys, call_id: &[u8], local_tag: &[u8], remote_tag: &[u8]) -> Self {
        Self(keys.dialog(call_id, local_tag, remote_tag))
    }

    /// The dialog that a request came in.
    ///
    /// # Errors
    /// A header field that is needed is not there, or against its grammar.
    pub fn of_request(keys: &Keys, request: &Message) -> Result<Self, DecodeError> {
        let Identity { from_tag, to_tag, call_id, .. } = request.identity()?;
        Ok(Self::new(keys, call_id, to_tag.unwrap_or_default(), from_tag.unwrap_or_default()))
    }

    /// The dialog that a response came in, or that it makes.
    ///
    /// # Errors
    /// As of [`Self::of_request`].
    pub fn of_response(keys: &Keys, response: &Message) -> Result<Self, DecodeError> {
        let Identity { from_tag, to_tag, call_id, .. } = response.identity()?;
        Ok(Self::new(keys, call_id, from_tag.unwrap_or_default(), to_tag.unwrap_or_default()))
    }
}

impl Dialog {
    /// By what it is found.
    #[must_use]
    pub fn key(&self, keys: &Keys) -> DialogKey {
        DialogKey::new(keys, self.call_id(), self.local_tag(), self.remote_tag())
    }
}

impl fmt::Debug for DialogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}
