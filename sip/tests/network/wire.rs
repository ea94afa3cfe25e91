//! The network: datagrams that are lost, doubled, late and out of order; connections that are cut at any octet.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use brivas_sip::Message;
use brivas_sip::endpoint::{PathId, Transmit};
use bytes::{Bytes, BytesMut};

use super::random::Random;

/// What happens at its time.
pub(crate) enum Happening {
    /// A datagram comes to a party.
    Datagram { party: usize, from: SocketAddr, octets: Bytes },
    /// It is decided whether a connection is made that a party wants.
    Decide { party: usize, path: PathId, to: SocketAddr },
    /// Octets come to an end of a connection.
    Piece { link: usize, end: usize, octets: Bytes },
    /// An end of a connection hears that it is closed.
    Down { link: usize, end: usize },
    /// A party's owner does something.
    Turn { party: usize },
}

/// How bad the network is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Faults {
    /// Of a hundred datagrams.
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    /// How long a datagram takes at most, in milliseconds.
    pub(crate) delay: u64,
    /// Of a hundred connections.
    pub(crate) refused: u64,
    pub(crate) cut: u64,
}

impl Faults {
    pub(crate) fn draw(random: &mut Random) -> Self {
        if random.percent(20) {
            return Self { lost: 0, doubled: 0, delay: 40, refused: 0, cut: 0 };
        }
        Self {
            lost: random.below(31),
            doubled: random.below(20),
            delay: [20, 200, 900, 3000][random.size(4)],
            refused: random.below(20),
            cut: random.below(70),
        }
    }
}

/// A connection.
struct Link {
    ends: [(usize, PathId); 2],
    inputs: [BytesMut; 2],
    /// When the last octets come to each end.
    last: [Instant; 2],
    is_open: [bool; 2],
    /// After how many octets it is cut.
    left: usize,
}

pub(crate) struct Wire {
    queue: BTreeMap<(Instant, u64), Happening>,
    count: u64,
    faults: Faults,
    links: Vec<Link>,
    by_path: BTreeMap<(usize, PathId), (usize, usize)>,
    /// A sum of all that was sent.
    pub(crate) sum: u64,
    pub(crate) sent: u64,
    /// Whether what is sent is printed.
    is_told: bool,
}

impl Wire {
    pub(crate) fn new(faults: Faults, is_told: bool) -> Self {
        let (links, by_path) = (Vec::new(), BTreeMap::new());
        Self { queue: BTreeMap::new(), count: 0, faults, links, by_path, sum: 0, sent: 0, is_told }
    }

    pub(crate) fn put(&mut self, at: Instant, happening: Happening) {
        self.count += 1;
        self.queue.insert((at, self.count), happening);
    }

    pub(crate) fn next_at(&self) -> Option<Instant> {
        self.queue.keys().next().map(|(at, _)| *at)
    }

    pub(crate) fn pop_due(&mut self, now: Instant) -> Option<Happening> {
        self.next_at().filter(|at| *at <= now)?;
        self.queue.pop_first().map(|(_, happening)| happening)
    }

    /// Takes what a party sends, which is a whole message without a fault.
    pub(crate) fn send(
        &mut self,
        now: Instant,
        from: (usize, SocketAddr),
        to: Option<usize>,
        transmit: Transmit,
        random: &mut Random,
    ) {
        let message = Message::read(transmit.octets.clone()).unwrap();
        assert_eq!(message.check(), Ok(()), "{message:?}");
        self.sent += 1;
        for octet in &transmit.octets {
            self.sum = (self.sum ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3);
        }
        if self.is_told {
            println!("{} to {}: {}", from.1, transmit.to, transmit.octets.escape_ascii());
        }
        match self.by_path.get(&(from.0, transmit.path)).copied() {
            Some((link, end)) => self.write(now, link, 1 - end, &transmit.octets, random),
            None => {
                let party = to.unwrap_or_else(|| panic!("nobody is at {}", transmit.to));
                for _ in 0..=usize::from(random.percent(self.faults.doubled)) {
                    if !random.percent(self.faults.lost) {
                        let (from, octets) = (from.1, transmit.octets.clone());
                        let at = now + random.millis(self.faults.delay);
                        self.put(at, Happening::Datagram { party, from, octets });
                    }
                }
            }
        }
    }

    /// Octets go on a connection, in pieces and in order, until it is cut.
    fn write(&mut self, now: Instant, link: usize, end: usize, octets: &Bytes, random: &mut Random) {
        let delay = self.faults.delay.min(300);
        let mut rest = octets.clone();
        while !rest.is_empty() {
            let of = &mut self.links[link];
            if of.left == 0 {
                return;
            }
            let most = rest.len().min(of.left);
            let size = if random.percent(70) { most } else { 1 + random.size(most) };
            of.left -= size;
            let at = of.last[end].max(now + random.millis(delay));
            of.last[end] = at;
            let is_cut = of.left == 0;
            self.put(at, Happening::Piece { link, end, octets: rest.split_to(size) });
            if is_cut {
                for end in 0..2 {
                    let at = now + random.millis(2 * delay);
                    self.put(at, Happening::Down { link, end });
                }
            }
        }
    }

    /// A connection is wanted: decided in a while.
    pub(crate) fn connect(
        &mut self,
        now: Instant,
        party: usize,
        path: PathId,
        to: SocketAddr,
        random: &mut Random,
    ) {
        let at = now + random.millis(self.faults.delay);
        self.put(at, Happening::Decide { party, path, to });
    }

    /// Whether it is made.
    pub(crate) fn accepts(&self, random: &mut Random) -> bool {
        !random.percent(self.faults.refused)
    }

    /// It is made, between these two.
    pub(crate) fn link(&mut self, now: Instant, ends: [(usize, PathId); 2], random: &mut Random) {
        let is_cut = random.percent(self.faults.cut);
        let left = if is_cut { 1 + random.size(9000) } else { usize::MAX };
        for (end, key) in ends.into_iter().enumerate() {
            self.by_path.insert(key, (self.links.len(), end));
        }
        let inputs = [BytesMut::new(), BytesMut::new()];
        self.links.push(Link { ends, inputs, last: [now; 2], is_open: [true; 2], left });
    }

    /// What has come to an end of a connection, and whose it is; none if it is closed.
    pub(crate) fn input(
        &mut self,
        link: usize,
        end: usize,
        octets: &[u8],
    ) -> Option<((usize, PathId), &mut BytesMut)> {
        let link = &mut self.links[link];
        link.inputs[end].extend_from_slice(octets);
        link.is_open[end].then_some((link.ends[end], &mut link.inputs[end]))
    }

    /// An end is closed; whose it was, if it was open.
    pub(crate) fn close(&mut self, link: usize, end: usize) -> Option<(usize, PathId)> {
        let link = &mut self.links[link];
        std::mem::take(&mut link.is_open[end]).then_some(link.ends[end])
    }

    /// A party closes its end: the other hears of it in a while.
    pub(crate) fn disconnect(&mut self, now: Instant, party: usize, path: PathId) {
        let Some((link, end)) = self.by_path.get(&(party, path)).copied() else { return };
        self.links[link].left = 0;
        self.close(link, end);
        self.put(now + Duration::from_millis(50), Happening::Down { link, end: 1 - end });
    }
}
