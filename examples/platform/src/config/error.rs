//! Why a configuration cannot be used.

use std::fmt;

/// Why a configuration cannot be used: where, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    key: String,
    message: String,
}

impl ConfigError {
    /// An error at a key, `tenant[0].system_id` for one.
    #[must_use]
    pub fn at(key: impl fmt::Display, what: impl fmt::Display) -> Self {
        let key = key.to_string();
        Self { message: format!("{key}: {what}"), key }
    }

    /// What the TOML reader says: it names line and key itself.
    pub(super) fn of_toml(error: &toml::de::Error) -> Self {
        Self { key: String::new(), message: error.to_string().trim_end().into() }
    }

    /// The same error with the line at which its key stands in the text, if it stands there.
    pub(super) fn in_text(mut self, text: &str) -> Self {
        if let Some(line) = super::line::of_key(text, &self.key) {
            self.message = format!("{} (line {line})", self.message);
        }
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}
