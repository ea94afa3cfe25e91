//! By what a dialog is found (RFC 3261 §12).

use std::fmt;

use super::Dialog;
use crate::header::{CallId, From, To};
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
        let (from, to): (From<'_>, To<'_>) = (request.need()?, request.need()?);
        let (local, remote) = (to.tag.unwrap_or_default(), from.tag.unwrap_or_default());
        Ok(Self::new(keys, request.need::<CallId<'_>>()?.0, local, remote))
    }

    /// The dialog that a response came in, or that it makes.
    ///
    /// # Errors
    /// As of [`Self::of_request`].
    pub fn of_response(keys: &Keys, response: &Message) -> Result<Self, DecodeError> {
        let (from, to): (From<'_>, To<'_>) = (response.need()?, response.need()?);
        let (local, remote) = (from.tag.unwrap_or_default(), to.tag.unwrap_or_default());
        Ok(Self::new(keys, response.need::<CallId<'_>>()?.0, local, remote))
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
