//! How many handshakes are under way, all together and from one address: what each takes of memory and time is what a
//! stranger could take from us, and what one address holds must not keep the others out.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::limits::network_of;

const MOST: usize = 1024;
const MOST_FROM_ONE_ADDRESS: usize = 256;

/// The handshakes that are under way.
#[derive(Debug, Default)]
pub(crate) struct Handshakes {
    running: Mutex<Running>,
}

#[derive(Debug, Default)]
struct Running {
    all: usize,
    by_address: BTreeMap<IpAddr, usize>,
}

impl Handshakes {
    /// Begins one; `None` if there are as many as there may be. It counts until what is given is dropped.
    pub(crate) fn begin(self: &Arc<Self>, address: IpAddr) -> Option<Handshake> {
        let address = network_of(address);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let from_there = running.by_address.get(&address).copied().unwrap_or(0);
        if running.all >= MOST || from_there >= MOST_FROM_ONE_ADDRESS {
            return None;
        }
        running.all += 1;
        running.by_address.insert(address, from_there + 1);
        Some(Handshake { all: self.clone(), address })
    }
}

/// A handshake that is under way.
#[derive(Debug)]
pub(crate) struct Handshake {
    all: Arc<Handshakes>,
    address: IpAddr,
}

impl Drop for Handshake {
    fn drop(&mut self) {
        let mut running = self.all.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.all = running.all.saturating_sub(1);
        match running.by_address.get_mut(&self.address) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                running.by_address.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_and_all_together_have_their_limit_and_what_ends_makes_room() {
        let handshakes = Arc::new(Handshakes::default());
        let from = |host: u8| IpAddr::from([192, 0, 2, host]);
        let mut running = Vec::new();
        for host in 0..4 {
            running.extend((0..MOST_FROM_ONE_ADDRESS).map(|_| handshakes.begin(from(host)).unwrap()));
            assert!(handshakes.begin(from(host)).is_none());
        }
        assert_eq!(running.len(), MOST);
        assert!(handshakes.begin(from(9)).is_none());
        running.truncate(MOST - 1);
        running.push(handshakes.begin(from(9)).unwrap());
        assert!(handshakes.begin(from(9)).is_none());
        drop(running);
        let left = handshakes.running.lock().unwrap();
        assert_eq!((left.all, left.by_address.len()), (0, 0));
    }
}
