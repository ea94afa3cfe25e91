//! The text of a configuration, kept to tell lines.

use std::fmt;
use std::sync::Arc;

/// The text. It may hold passwords: `Debug` does not show it.
#[derive(Clone, Default)]
pub(super) struct Source(Arc<str>);

impl Source {
    pub(super) fn new(text: &str) -> Self {
        Self(text.into())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({} octets)", self.0.len())
    }
}
