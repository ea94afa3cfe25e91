//! Any octets at all as a log: for fuzzing, and replayed by ordinary tests.

use crate::store::{
    api::MessageStore,
    message::{Final, NewMessage, Transition},
};

use super::{
    config::LogConfig,
    disk::FileName,
    format::{Chain, DATA_START, Header, Record, append_payload_unchecked},
    machine::LogStore,
    repair::{check, repair},
    sim_disk::SimDisk,
};

/// Octets of the segments that are made.
const SEGMENT: usize = LogConfig::MIN_SEGMENT_OCTETS as usize;

/// Opens logs made of `octets`, works with those that open, checks and repairs them all.
///
/// The first octet says how the rest becomes a log. Even: it is the file of segment 1 as it is, cut or filled up to a
/// segment's size. Odd: it is a series of payloads (a length octet each) that become valid records in segments with valid
/// headers, so that the check sums do not keep everything strange out.
///
/// # Panics
/// When the store breaks a promise: a log that opens must be one that `check` lets open and the other way round, and a
/// repaired log must open with nothing to complain about. That is what fuzzing looks for.
pub fn fuzz_octets(octets: &[u8]) {
    let Some((manner, rest)) = octets.split_first() else { return };
    let files = if manner % 2 == 0 { as_it_is(rest) } else { sealed(rest) };
    let source = SimDisk::with_files(files.clone());
    let checked = check(&source);
    let opened = LogStore::open(SimDisk::with_files(files), config());
    if let Ok(checked) = &checked {
        assert_eq!(checked.opens(), opened.is_ok(), "check: {checked:?}, open: {:?}", opened.as_ref().err());
    }
    if let Ok((store, _)) = opened {
        use_store(store);
    }
    let target = SimDisk::new(1);
    if let Ok(repaired) = repair(&source, target.clone(), config()) {
        let (store, again) = LogStore::open(target, config()).expect("a repaired log opens");
        assert_eq!((again.messages, again.torn), (repaired.messages, None));
        use_store(store);
    }
}

fn config() -> LogConfig {
    LogConfig::new(7).segment_octets(LogConfig::MIN_SEGMENT_OCTETS)
}

fn as_it_is(octets: &[u8]) -> Vec<(FileName, Vec<u8>)> {
    let mut file = octets.to_vec();
    file.resize(SEGMENT, 0);
    vec![(FileName::Segment(1), file)]
}

/// A payload of length zero begins a new segment.
fn sealed(mut octets: &[u8]) -> Vec<(FileName, Vec<u8>)> {
    let mut files = Vec::new();
    let mut segment = 0;
    while !octets.is_empty() {
        segment += 1;
        let header = Header { segment, capacity: LogConfig::MIN_SEGMENT_OCTETS, salt: 7 };
        let mut file = header.encode().to_vec();
        file.resize(DATA_START as usize, 0);
        octets = seal_records(octets, header.seed(), &mut file);
        file.resize(SEGMENT, 0);
        files.push((FileName::Segment(segment), file));
    }
    files
}

/// Makes records of payloads until one has the length zero; gives the rest. A payload of the single octet 0 becomes the
/// commit record that fits what stands before it, its number counting up.
fn seal_records<'a>(mut octets: &'a [u8], seed: u32, file: &mut Vec<u8>) -> &'a [u8] {
    let (mut chain, mut sequence) = (Chain::default(), 1);
    while let Some((length, rest)) = octets.split_first() {
        let (payload, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        octets = rest;
        match payload {
            [] => break,
            [0] => {
                let Chain { records, sum } = std::mem::take(&mut chain);
                super::format::append(file, seed, &Record::Commit { sequence, records, chain: sum });
                sequence += 1;
            }
            payload => chain.add(append_payload_unchecked(file, seed, payload)),
        }
    }
    octets
}

/// Every operation once; errors are answers. A log that was used and closed opens again.
fn use_store(mut store: LogStore<SimDisk>) {
    let mut live = Vec::new();
    let _ = store.snapshot(&mut |message| live.push(message.id));
    let _ = store.enqueue(0, &[NewMessage::default()]);
    for id in live {
        let _ = store.get(0, id);
        let change = Transition { id, body: Some(b"new".to_vec().into()), ..Transition::default() };
        let _ = store.transition(&[change]);
        let _ = store.finalize(&[Final { id, retain_until: 5, ..Final::default() }]);
    }
    let _ = store.due(i64::MAX, 10);
    let _ = store.commit();
    for now in 0..4 {
        let _ = store.maintain(now, 1 << 20);
    }
    if store.close().is_ok() {
        let messages = store.live();
        let (_, again) = LogStore::open(store.into_disk(), config()).expect("a log that was in use opens");
        assert_eq!((again.messages, again.torn), (messages, None));
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Payloads that look like records more often than not.
    fn payload() -> impl Strategy<Value = Vec<u8>> {
        let small = || prop_oneof![0..4_u64, any::<u64>()];
        let fields = (1..9_u8, small(), small(), small(), vec(any::<u8>(), 0..40));
        let record = fields.prop_map(|(kind, first, second, third, rest)| {
            let mut octets = vec![kind];
            for field in [first, second, third] {
                octets.extend_from_slice(&field.to_le_bytes());
            }
            let keep = match kind {
                1 | 3 => octets.len(),
                _ => 17,
            };
            octets.truncate(keep);
            octets.extend_from_slice(&rest);
            octets
        });
        let base = (0..3_u64, 0..3_u64).prop_map(|(next_id, first_commit)| {
            [&[5][..], &next_id.to_le_bytes(), &first_commit.to_le_bytes()].concat()
        });
        let end = (0..4_u64).prop_map(|id| {
            [&[3][..], &id.to_le_bytes(), &0_i64.to_le_bytes(), &9_i64.to_le_bytes(), &[1]].concat()
        });
        let message = (0..4_u64, vec(any::<u8>(), 0..9)).prop_map(|(id, body)| {
            [&[1][..], &id.to_le_bytes(), &[0; 16], &[0, 0, 0, 0, 0, 0], &body].concat()
        });
        prop_oneof![record, base, end, message, Just(vec![0]), Just(vec![0]), vec(any::<u8>(), 0..3)]
    }

    /// Found by the test below: `check` let it open and `open` did not.
    #[test]
    fn an_empty_segment_before_a_used_one_is_judged_alike_by_all() {
        let base = [17, 5, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        let commit = [1, 0];
        fuzz_octets(&[&[1, 0], &base[..], &commit].concat());
    }

    proptest! {
        #[test]
        fn any_octets_are_a_log_or_are_refused(octets in vec(any::<u8>(), 0..400)) {
            fuzz_octets(&octets);
        }

        #[test]
        fn any_valid_records_are_a_log_or_are_refused(payloads in vec(payload(), 0..30)) {
            let mut octets = vec![1];
            octets.extend_from_slice(&[17, 5, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
            for payload in payloads {
                octets.push(u8::try_from(payload.len()).unwrap());
                octets.extend_from_slice(&payload);
            }
            fuzz_octets(&octets);
        }
    }
}
