//! For damaged logs: what is wrong, and saving what is not.

use crate::store::{api::MessageStore, error::StoreError};

use super::{
    clean::{current, final_record},
    config::LogConfig,
    disk::{FileName, LogDisk, ReadDisk},
    format::{MESSAGE_OVERHEAD, Record},
    index::Index,
    machine::LogStore,
    read::{decode_message, read_written},
    salvage::Problem,
};

mod survey;

/// What [`check`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checked {
    /// Segment files, the prepared one included.
    pub segments: usize,
    /// Live messages.
    pub messages: usize,
    /// Summaries of finished messages.
    pub summaries: usize,
    /// Idempotency keys.
    pub keys: usize,
    /// Everything that is not as it was written.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// Whether the log can be opened: there is nothing that a crash cannot have done.
    pub fn opens(&self) -> bool {
        self.problems.iter().all(|problem| problem.torn)
    }
}

/// What [`repair`] saved and what it could not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repaired {
    /// Live messages saved. One whose end was in a damaged place is live again, and will be delivered a second time.
    pub messages: usize,
    /// Summaries saved.
    pub summaries: usize,
    /// Idempotency keys saved.
    pub keys: usize,
    /// The places whose records were dropped.
    pub dropped: Vec<Problem>,
}

/// Reads a log through to its end, whatever is wrong with it, and changes nothing.
///
/// # Errors
/// [`StoreError::Disk`] if it cannot be read, [`StoreError::Version`] if a newer program wrote it, [`StoreError::Corrupt`]
/// if not one header of a segment is left.
pub fn check(disk: &impl ReadDisk) -> Result<Checked, StoreError> {
    let mut index = Index::new(0, usize::MAX);
    let survey = survey::survey(disk, &mut |record, location| index.replay(record, location))?;
    Ok(Checked {
        segments: survey.segments,
        messages: index.messages.len(),
        summaries: index.summaries(),
        keys: index.keys.len(),
        problems: survey.problems,
    })
}

/// Writes everything that is still valid in the log on `source` into a new log on the empty disk `target`.
///
/// Ids stay, and the new log gives none that the damaged one may have given. In doubt a message is kept: it may come twice.
///
/// # Errors
/// As [`check`]; [`StoreError::Config`] if `target` holds a log already; what the new log refuses.
pub fn repair<T: LogDisk>(
    source: &impl ReadDisk,
    target: T,
    config: LogConfig,
) -> Result<Repaired, StoreError> {
    if target.list()?.iter().any(|name| matches!(name, FileName::Segment(_))) {
        return Err(StoreError::Config("the target of a repair must be empty"));
    }
    let mut index = Index::new(0, usize::MAX);
    let survey = survey::survey(source, &mut |record, location| index.replay(record, location))?;
    // The first record of the new log says so: ids that were given and lost are not given again.
    let first_id = index.next_id.saturating_add(ids_lost_at_most(&survey));
    let (mut store, _) = LogStore::open_from(target, config, first_id)?;
    copy_messages(source, survey.salt, &index, &mut store)?;
    for summary in index.all_summaries() {
        store.import(&final_record(summary))?;
    }
    for (key, holder) in index.keys.sorted() {
        if index.messages.get(holder.id).is_none() {
            store.import(&Record::Key { id: holder.id, expires_at: holder.expires_at, key })?;
        }
    }
    store.close()?;
    let (messages, summaries, keys) = (index.messages.len(), index.summaries(), index.keys.len());
    Ok(Repaired { messages, summaries, keys, dropped: survey.problems })
}

fn copy_messages<T: LogDisk>(
    source: &impl ReadDisk,
    salt: u64,
    index: &Index,
    store: &mut LogStore<T>,
) -> Result<(), StoreError> {
    for (id, entry) in index.messages.iter() {
        let octets = read_written(source, entry.location)?;
        let record = decode_message(&octets, salt, id, entry.location)?;
        let holder = match record {
            Record::Message { key, .. } => index.keys.get(key),
            _ => None,
        };
        store.import(&current(&record, entry, holder, i64::MIN))?;
    }
    Ok(())
}

/// A segment holds so many messages at most.
fn ids_lost_at_most(survey: &survey::Survey) -> u64 {
    survey.lost * (u64::from(survey.largest_segment) / MESSAGE_OVERHEAD as u64)
}
