//! What a backup says about itself.

use serde::{Deserialize, Serialize};

use crate::store::{
    error::StoreError,
    log::{format::VERSION, repair::Checked},
};

use super::BackupError;

/// The version of the manifest that this program writes, and the newest it reads.
const FORMAT: u32 = 1;

/// What a backup holds: the text file `manifest.toml` beside its segments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Manifest {
    /// Version of the manifest: 1.
    pub format: u32,
    /// Format version of the segments.
    pub log_format: u32,
    /// When the backup began, Unix ms: all that was acknowledged by then is in it.
    pub taken_at_ms: i64,
    /// Live messages.
    pub messages: usize,
    /// Summaries of finished messages, expired ones included.
    pub summaries: usize,
    /// Idempotency keys, expired ones included.
    pub keys: usize,
    /// The segments, oldest first.
    #[serde(rename = "segment")]
    pub segments: Vec<ManifestFile>,
}

/// One segment of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ManifestFile {
    /// Its number.
    pub number: u32,
    /// Octets of the file.
    pub octets: u32,
    /// CRC-32 over the whole file; eight hex digits in the text.
    #[serde(with = "hex")]
    pub crc32: u32,
}

impl Manifest {
    pub(super) fn new(taken_at_ms: i64, segments: Vec<ManifestFile>, checked: &Checked) -> Self {
        let &Checked { messages, summaries, keys, .. } = checked;
        Self { format: FORMAT, log_format: VERSION, taken_at_ms, messages, summaries, keys, segments }
    }

    /// The manifest as text.
    ///
    /// # Errors
    /// [`BackupError::Manifest`] if a number is too large for the text.
    pub fn encode(&self) -> Result<String, BackupError> {
        toml::to_string(self).map_err(|error| BackupError::Manifest(error.to_string()))
    }

    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// [`BackupError::Manifest`] if it is not one or a newer program wrote it, [`BackupError::Source`] if the segments are of a
    /// newer version.
    pub fn decode(text: &str) -> Result<Self, BackupError> {
        let manifest: Self =
            toml::from_str(text).map_err(|error| BackupError::Manifest(error.message().into()))?;
        if manifest.format != FORMAT {
            let why = format!("it has format version {}, this program reads up to {FORMAT}", manifest.format);
            return Err(BackupError::Manifest(why));
        }
        match manifest.segments.first() {
            None => Err(BackupError::Manifest("it names no segment".into())),
            Some(first) if manifest.log_format > VERSION => Err(BackupError::Source(StoreError::Version {
                segment: first.number,
                found: manifest.log_format,
                supported: VERSION,
            })),
            Some(_) => Ok(manifest),
        }
    }

    /// Octets of all segments.
    pub fn octets(&self) -> u64 {
        self.segments.iter().map(|file| u64::from(file.octets)).sum()
    }

    /// Refuses a log that does not hold what the manifest says.
    pub(super) fn compare(&self, checked: &Checked) -> Result<(), BackupError> {
        let same =
            (self.messages, self.summaries, self.keys) == (checked.messages, checked.summaries, checked.keys);
        if same && checked.problems.is_empty() { Ok(()) } else { Err(unfit(checked)) }
    }
}

/// The error of a copy that does not hold what it must.
pub(super) fn unfit(checked: &Checked) -> BackupError {
    BackupError::Copy {
        messages: checked.messages,
        summaries: checked.summaries,
        keys: checked.keys,
        problems: checked.problems.len(),
    }
}

mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{number:08x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        u32::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = 1\nlog_format = 1\ntaken_at_ms = 1700000000000\nmessages = 3\nsummaries = 2\n\
                        keys = 1\n\n[[segment]]\nnumber = 7\noctets = 16384\ncrc32 = \"00ab12cd\"\n";

    #[test]
    fn the_text_is_as_documented() {
        let manifest = Manifest::decode(TEXT).unwrap();
        assert_eq!(manifest.segments, [ManifestFile { number: 7, octets: 16384, crc32: 0x00ab_12cd }]);
        assert_eq!((manifest.taken_at_ms, manifest.messages), (1_700_000_000_000, 3));
        assert_eq!(manifest.encode().unwrap(), TEXT);
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        for (from, to, why) in [
            (
                "format = 1\nlog",
                "format = 2\nlog",
                "the manifest: it has format version 2, this program reads up to 1",
            ),
            (
                "log_format = 1",
                "log_format = 9",
                "reading: segment 7 has format version 9, this program reads up to 1",
            ),
            ("00ab12cd", "wrong", "the manifest: invalid digit found in string"),
            (
                "messages",
                "massages",
                "the manifest: unknown field `massages`, expected one of `format`, `log_format`, `taken_at_ms`, `messages`, `summaries`, `keys`, `segment`",
            ),
        ] {
            let refused = Manifest::decode(&TEXT.replace(from, to)).unwrap_err();
            assert_eq!(refused.to_string(), why);
        }
        let none = TEXT.split("\n[[").next().unwrap().to_owned() + "segment = []\n";
        assert_eq!(Manifest::decode(&none).unwrap_err().to_string(), "the manifest: it names no segment");
    }
}
