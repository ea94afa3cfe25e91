//! What happened on a simulated disk, and whether acknowledgements followed the sync that covers them.

use crate::store::log::disk::FileName;

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Octets were written.
    Write {
        /// To which file.
        name: FileName,
        /// Where.
        offset: u64,
        /// How many.
        octets: u64,
    },
    /// A file was synced.
    Sync {
        /// Which.
        name: FileName,
    },
    /// A file got another name.
    Rename {
        /// The old name.
        from: FileName,
        /// The new name.
        to: FileName,
    },
    /// The test acknowledged something that lies here.
    Note {
        /// In which file.
        name: FileName,
        /// Where.
        offset: u64,
        /// How many octets.
        octets: u64,
    },
}

/// An acknowledgement that came too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// What was acknowledged at this place of the trace had not been written.
    NotWritten(usize),
    /// What was acknowledged at this place of the trace had been written and not synced.
    NotSynced(usize),
}

/// The notes that are not preceded by a write of all their octets and a later sync of that file.
pub fn unsynced_notes(trace: &[Event]) -> Vec<Violation> {
    let notes = trace.iter().enumerate().filter_map(|(place, event)| match *event {
        Event::Note { name, offset, octets } => Some((place, name, offset, offset + octets)),
        _ => None,
    });
    notes.filter_map(|(place, name, from, to)| violation(trace, place, name, from, to)).collect()
}

fn violation(trace: &[Event], place: usize, name: FileName, from: u64, to: u64) -> Option<Violation> {
    let before = trace.get(..place).unwrap_or_default();
    // Going back from the note: a sync makes good what was written before it.
    let mut synced = false;
    for event in before.iter().rev() {
        match *event {
            Event::Sync { name: file } if file == name => synced = true,
            Event::Write { name: file, offset, octets }
                if file == name && offset < to && from < offset + octets =>
            {
                let whole = offset <= from && to <= offset + octets;
                return match (synced, whole) {
                    (true, true) => None,
                    (false, _) => Some(Violation::NotSynced(place)),
                    (true, false) => Some(Violation::NotWritten(place)),
                };
            }
            _ => {}
        }
    }
    Some(Violation::NotWritten(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileName = FileName::Segment(1);
    const WRITE: Event = Event::Write { name: FILE, offset: 100, octets: 50 };
    const SYNC: Event = Event::Sync { name: FILE };
    const NOTE: Event = Event::Note { name: FILE, offset: 110, octets: 40 };

    #[test]
    fn a_note_must_follow_the_write_and_then_the_sync() {
        assert_eq!(unsynced_notes(&[WRITE, SYNC, NOTE]), []);
        assert_eq!(unsynced_notes(&[WRITE, NOTE, SYNC]), [Violation::NotSynced(1)]);
        assert_eq!(unsynced_notes(&[SYNC, WRITE, NOTE]), [Violation::NotSynced(2)]);
        assert_eq!(unsynced_notes(&[SYNC, NOTE, WRITE]), [Violation::NotWritten(1)]);
        let other = Event::Sync { name: FileName::Segment(2) };
        assert_eq!(unsynced_notes(&[WRITE, other, NOTE]), [Violation::NotSynced(2)]);
        let beyond = Event::Note { name: FILE, offset: 140, octets: 20 };
        assert_eq!(unsynced_notes(&[WRITE, SYNC, beyond]), [Violation::NotWritten(2)]);
    }
}
