//! What a crash leaves of a simulated disk.

use crate::store::log::disk::FileName;

use super::{File, State};

/// What a disk writes as a whole.
const SECTOR: usize = 512;

/// SplitMix64: all that a disk of chance needs.
#[derive(Debug)]
pub(super) struct Random(pub(super) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound as u64).max(1)).unwrap_or_default()
    }
}

impl State {
    /// Keeps what was synced and a part of the rest that chance decides.
    pub(super) fn crash(&mut self) {
        let kept = self.random.below(self.name_changes.len() + 1);
        for change in self.name_changes.drain(..).take(kept) {
            change.apply(&mut self.durable_names);
        }
        self.names = self.durable_names.clone();
        for file in &mut self.files {
            file.settle(&mut self.random);
            file.present = file.durable.clone();
        }
    }

    /// A sync fails: chance decides what is durable, and the rest is not tried again though it can still be read.
    pub(super) fn lose_sync(&mut self, name: FileName) {
        let file = self.names.get(&name).copied();
        if let Some(file) = file.and_then(|file| self.files.get_mut(file)) {
            file.settle(&mut self.random);
        }
    }
}

impl File {
    /// Of what was written since the last sync some sectors become durable. The rest is forgotten.
    fn settle(&mut self, random: &mut Random) {
        // Three in four times some sectors do, else all or none: the ends are cases of their own.
        let manner = random.below(8);
        for (offset, octets) in self.writes.drain(..) {
            for (at, part) in sectors(offset, &octets) {
                let written = match manner {
                    0 => true,
                    1 => false,
                    _ => random.below(2) == 0,
                };
                if written {
                    overwrite(&mut self.durable, at, part);
                }
            }
        }
    }
}

/// Writes `octets` at `offset`; a gap before is zeros.
pub(super) fn overwrite(file: &mut Vec<u8>, offset: usize, octets: &[u8]) {
    let end = offset + octets.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    if let Some(place) = file.get_mut(offset..end) {
        place.copy_from_slice(octets);
    }
}

/// The parts of a write, each within one sector.
fn sectors(offset: usize, octets: &[u8]) -> Vec<(usize, &[u8])> {
    let mut parts = Vec::new();
    let (mut at, mut rest) = (offset, octets);
    while !rest.is_empty() {
        let (part, behind) = rest.split_at((SECTOR - at % SECTOR).min(rest.len()));
        parts.push((at, part));
        (at, rest) = (at + part.len(), behind);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::log::{
        disk::{Disk, FileName::Spare, ReadDisk},
        sim_disk::SimDisk,
    };

    #[test]
    fn what_was_synced_survives_and_the_rest_is_torn_by_sectors() {
        let mut torn = 0;
        for seed in 0..200 {
            let mut disk = SimDisk::new(seed);
            disk.create(Spare(1)).unwrap();
            disk.write_at(Spare(1), 0, &[1; 4096]).unwrap();
            disk.sync(Spare(1)).unwrap();
            disk.sync_directory().unwrap();
            disk.write_at(Spare(1), 100, &[2; 2000]).unwrap();
            disk.crash();
            let octets = disk.octets(Spare(1));
            assert_eq!(
                (octets.len(), &octets[..100], &octets[2100..]),
                (4096, &[1; 100][..], &[1; 1996][..])
            );
            for (_, sector) in sectors(100, &octets[100..2100]) {
                assert!(
                    sector.iter().all(|octet| octet == sector.first().unwrap()),
                    "a sector is old or new"
                );
            }
            torn += usize::from(octets[100..2100].contains(&1) && octets[100..2100].contains(&2));
        }
        assert!((100..200).contains(&torn), "{torn} of 200 torn");
    }

    #[test]
    fn names_survive_after_the_directory_was_synced() {
        let mut kept = 0;
        for seed in 0..100 {
            let mut disk = SimDisk::new(seed);
            disk.create(Spare(1)).unwrap();
            disk.sync_directory().unwrap();
            disk.rename(Spare(1), Spare(2)).unwrap();
            disk.crash();
            let names = disk.list().unwrap();
            assert!(names == [Spare(1)] || names == [Spare(2)], "{names:?}");
            kept += usize::from(names == [Spare(2)]);
        }
        assert!((20..80).contains(&kept), "{kept} of 100");
    }

    #[test]
    fn parts_of_a_write_do_not_cross_sectors() {
        let octets = [0; 1100];
        let parts: Vec<_> = sectors(500, &octets).into_iter().map(|(at, part)| (at, part.len())).collect();
        assert_eq!(parts, [(500, 12), (512, 512), (1024, 512), (1536, 64)]);
    }
}
