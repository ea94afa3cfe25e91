//! How fast binds may be tried: those from one address are judged one after the other, and after some that failed each
//! waits longer than the one before. So passwords cannot be tried at speed, and who mistypes one waits a moment.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::network_of;

/// Binds that may fail before the next one waits.
const FREE: u32 = 10;
/// The first wait; it doubles with each failure.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// After how long without failure all is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(600);
/// Addresses that are known at once.
const MOST_ADDRESSES: usize = 4096;

/// The paces of all addresses that tried to bind lately.
#[derive(Debug, Default)]
pub(crate) struct BindPaces {
    by_address: Mutex<BTreeMap<IpAddr, Known>>,
}

#[derive(Debug)]
struct Known {
    pace: Arc<tokio::sync::Mutex<Pace>>,
    asked_at: Instant,
}

impl BindPaces {
    /// The pace of an address. Its lock is held while a bind is judged.
    pub(crate) fn of(&self, now: Instant, address: IpAddr) -> Arc<tokio::sync::Mutex<Pace>> {
        let mut by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let address = network_of(address);
        if by_address.len() >= MOST_ADDRESSES && !by_address.contains_key(&address) {
            let oldest = by_address.iter().min_by_key(|(_, known)| known.asked_at);
            if let Some(oldest) = oldest.map(|(address, _)| *address) {
                by_address.remove(&oldest);
            }
        }
        let known =
            by_address.entry(address).or_insert_with(|| Known { pace: Arc::default(), asked_at: now });
        known.asked_at = now;
        known.pace.clone()
    }
}

/// How fast binds from one address may be tried.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    failures: u32,
    /// Before this no bind is judged; `None`: none has failed.
    open_at: Option<Instant>,
}

impl Pace {
    /// How long the next bind has to wait.
    pub(crate) fn wait(&self, now: Instant) -> Duration {
        self.open_at.map_or(Duration::ZERO, |open_at| open_at.saturating_duration_since(now))
    }

    /// Notes that a bind has failed. One that succeeds changes nothing: else whoever has one good password could try
    /// others in between at full speed.
    pub(crate) fn failed(&mut self, now: Instant) {
        let forgotten =
            self.open_at.is_some_and(|open_at| now.saturating_duration_since(open_at) > FORGOTTEN_AFTER);
        self.failures = if forgotten { 1 } else { self.failures.saturating_add(1) };
        let wait = match self.failures.checked_sub(FREE + 1) {
            None => Duration::ZERO,
            Some(doublings) => FIRST_WAIT.saturating_mul(1 << doublings.min(16)).min(LONGEST_WAIT),
        };
        self.open_at = now.checked_add(wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let mut now = Instant::now();
        let mut pace = Pace::default();
        assert_eq!(pace.wait(now), Duration::ZERO);
        let mut waits = Vec::new();
        for _ in 0..18 {
            pace.failed(now);
            let wait = pace.wait(now);
            waits.push(wait.as_millis());
            now += wait;
            assert_eq!(pace.wait(now), Duration::ZERO);
        }
        assert_eq!(waits[..11], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 250]);
        assert_eq!(waits[11..], [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        for _ in 0..100 {
            pace.failed(now);
        }
        assert_eq!(pace.wait(now), LONGEST_WAIT);
    }

    #[test]
    fn failures_are_forgotten_after_a_while_and_not_before() {
        let now = Instant::now();
        for (later, wait) in [(FORGOTTEN_AFTER, 250), (FORGOTTEN_AFTER + Duration::from_millis(1), 0)] {
            let mut pace = Pace::default();
            for _ in 0..FREE {
                pace.failed(now);
            }
            let later = now + later;
            pace.failed(later);
            assert_eq!(pace.wait(later).as_millis(), wait);
        }
    }

    #[tokio::test]
    async fn an_address_has_one_pace_and_the_table_is_bounded() {
        let paces = BindPaces::default();
        let now = Instant::now();
        let at = |index: usize| now + Duration::from_secs(index as u64);
        let address = |index: usize| IpAddr::from(u32::try_from(index).unwrap().to_be_bytes());
        for (one, other, same) in [
            ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
        ] {
            let [one, other] = [one, other].map(|text| paces.of(now, text.parse().unwrap()));
            assert_eq!(Arc::ptr_eq(&one, &other), same);
        }
        let paces = BindPaces::default();
        for index in 0..MOST_ADDRESSES {
            paces.of(at(index), address(index)).lock().await.failed(now);
        }
        paces.of(at(MOST_ADDRESSES), address(0));
        for index in 0..10 {
            paces.of(at(MOST_ADDRESSES + 1 + index), address(MOST_ADDRESSES + index));
        }
        assert_eq!(paces.by_address.lock().unwrap().len(), MOST_ADDRESSES);
        let failures = async |index| paces.of(at(2 * MOST_ADDRESSES), address(index)).lock().await.failures;
        assert_eq!(failures(0).await, 1, "it was asked for again");
        assert_eq!(failures(20).await, 1);
        assert_eq!(failures(1).await, 0, "the oldest had to go");
    }
}
