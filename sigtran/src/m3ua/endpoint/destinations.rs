//! What is known of the point codes of a network (RFC 4666 §4.5, §4.6).

use std::collections::BTreeMap;

use crate::m3ua::AffectedPointCode;
use crate::mtp::PointCode;

/// Whether and how point codes are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Availability {
    Available,
    Restricted,
    Unavailable,
}

/// Ranges of point codes; the narrowest one that has a point code decides.
#[derive(Debug)]
pub(super) struct Destinations {
    availability: BTreeMap<AffectedPointCode, Availability>,
    congestion: BTreeMap<AffectedPointCode, u8>,
    limit: usize,
}

impl Destinations {
    pub(super) const fn new(limit: usize) -> Self {
        Self { availability: BTreeMap::new(), congestion: BTreeMap::new(), limit }
    }

    /// Notes a state for all of a range; what was known of parts of it is forgotten. At the limit it is not noted.
    pub(super) fn set(&mut self, affected: AffectedPointCode, availability: Availability) {
        put(&mut self.availability, self.limit, affected, availability);
    }

    pub(super) fn set_congestion(&mut self, affected: AffectedPointCode, level: u8) {
        put(&mut self.congestion, self.limit, affected, level);
    }

    pub(super) fn availability(&self, affected: AffectedPointCode) -> Option<Availability> {
        narrowest(&self.availability, affected)
    }

    pub(super) fn congestion(&self, affected: AffectedPointCode) -> Option<u8> {
        narrowest(&self.congestion, affected)
    }

    /// Whether nothing says that it cannot be reached.
    pub(super) fn is_reachable(&self, affected: AffectedPointCode) -> bool {
        self.availability(affected) != Some(Availability::Unavailable)
    }

    /// Every range in this one, itself included, that is noted with its availability.
    pub(super) fn parts(&self, of: AffectedPointCode) -> impl Iterator<Item = AffectedPointCode> {
        of.normal().parts().flat_map(|parts| self.availability.range(parts).map(|(range, _)| *range))
    }

    /// Every range that is noted with its availability.
    pub(super) fn ranges(&self) -> impl Iterator<Item = AffectedPointCode> {
        self.availability.keys().copied()
    }

    pub(super) fn clear(&mut self) {
        self.availability.clear();
        self.congestion.clear();
    }
}

fn put<T>(ranges: &mut BTreeMap<AffectedPointCode, T>, limit: usize, affected: AffectedPointCode, value: T) {
    let affected = affected.normal();
    let parts: Vec<AffectedPointCode> =
        affected.parts().flat_map(|parts| ranges.range(parts).map(|(range, _)| *range)).collect();
    for part in parts {
        ranges.remove(&part);
    }
    if ranges.len() < limit {
        ranges.insert(affected, value);
    }
}

fn narrowest<T: Copy>(ranges: &BTreeMap<AffectedPointCode, T>, affected: AffectedPointCode) -> Option<T> {
    if ranges.is_empty() {
        return None;
    }
    let affected = affected.normal();
    (affected.mask()..=24).find_map(|mask| {
        let PointCode(code) = affected.point_code();
        ranges.get(&AffectedPointCode::new(PointCode(code), mask).normal()).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(code: u32, mask: u8) -> AffectedPointCode {
        AffectedPointCode::new(PointCode(code), mask)
    }

    #[test]
    fn the_narrowest_range_decides_and_a_wider_one_takes_its_parts_away() {
        let mut destinations = Destinations::new(10);
        destinations.set(range(0x100, 8), Availability::Unavailable);
        assert!(!destinations.is_reachable(range(0x1ff, 0)));
        assert!(destinations.is_reachable(range(0x200, 0)));
        destinations.set(range(0x110, 4), Availability::Available);
        assert!(destinations.is_reachable(range(0x11f, 0)));
        assert!(!destinations.is_reachable(range(0x120, 0)));
        destinations.set(range(0x100, 8), Availability::Unavailable);
        assert!(!destinations.is_reachable(range(0x11f, 0)));
        destinations.set(range(0, 24), Availability::Available);
        assert_eq!(destinations.ranges().count(), 1);
    }

    #[test]
    fn at_the_limit_no_range_is_added_and_a_known_one_still_changes() {
        let mut destinations = Destinations::new(2);
        for code in 1..=3 {
            destinations.set(range(code, 0), Availability::Unavailable);
        }
        assert!(!destinations.is_reachable(range(2, 0)) && destinations.is_reachable(range(3, 0)));
        destinations.set(range(2, 0), Availability::Available);
        assert!(destinations.is_reachable(range(2, 0)));
    }
}
