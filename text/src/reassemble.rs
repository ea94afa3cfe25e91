//! Putting the parts of long messages together again. 3GPP TS 23.040 §9.2.3.24.1.

mod config;
mod message;
mod outcome;

pub use config::ReassemblerConfig;
pub use outcome::{Assembly, DropReason, Dropped, InsertError, Inserted};

use crate::udh::{Concat, Reference};
use message::Message;
use std::collections::BTreeMap;
use std::time::Instant;

/// Collects the parts of long messages until they are whole.
///
/// Messages are told apart by the caller's key (the addresses of sender and receiver, say) and the reference number.
/// What a caller must know:
///
/// - A part that is there already is ignored if its body is the same, and refused if it differs: the first stays.
/// - A part that states another total than the message has is refused. If the sender has begun a new message with the
///   same number, [`Reassembler::take`] the old one and insert the part again.
/// - The lifetime counts from the first part to come.
/// - When a limit is reached, the oldest other message makes room, and is handed over; nothing is lost silently.
///
/// ```
/// use brivas_text::{Assembly, Concat, Reassembler, ReassemblerConfig, Reference};
/// use std::time::Instant;
/// # fn clock() -> Instant { #[allow(clippy::disallowed_methods)] Instant::now() }
///
/// let now = clock();
/// let mut parts = Reassembler::new(ReassemblerConfig::default());
/// let part = |number| Concat { reference: Reference::Octet(7), total: 2, number };
/// let key = "4477009001";
/// assert_eq!(parts.insert(now, key, part(2), b"world")?.assembly, Assembly::Incomplete { missing: 1 });
/// let Assembly::Complete(bodies) = parts.insert(now, key, part(1), b"hello ")?.assembly else { unreachable!() };
/// assert_eq!(bodies.concat(), b"hello world");
/// # Ok::<(), brivas_text::InsertError>(())
/// ```
pub struct Reassembler<K> {
    config: ReassemblerConfig,
    messages: BTreeMap<(K, Reference), Message>,
    /// The keys of `messages` in order of arrival of the first part.
    arrivals: BTreeMap<Arrival, (K, Reference)>,
    /// Numbers messages that arrive at the same instant.
    next_serial: u64,
    /// Octets of all bodies held.
    octets: usize,
    /// The latest instant a call has named.
    now: Option<Instant>,
}

/// When a message began; the deadline comes first, and serials keep equal deadlines in order.
type Arrival = (Instant, u64);

impl<K: Ord + Clone> Reassembler<K> {
    /// Without messages.
    pub fn new(config: ReassemblerConfig) -> Self {
        Self {
            config,
            messages: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            next_serial: 0,
            octets: 0,
            now: None,
        }
    }

    /// Takes a part in. Messages whose lifetime is over at `now` are dropped first, so that an old message never gets a
    /// part of a new one.
    ///
    /// Bodies come back as they were given, one a part: a body that is packed septets must be unpacked first if the caller
    /// wants to join them.
    ///
    /// # Errors
    /// [`InsertError`] says why the part was refused. Nothing changes then: expired messages stay until the next call that
    /// succeeds.
    ///
    /// 3GPP TS 23.040 §9.2.3.24.1.
    pub fn insert(
        &mut self,
        now: Instant,
        key: K,
        concat: Concat,
        body: &[u8],
    ) -> Result<Inserted<K>, InsertError> {
        let now = self.advance(now);
        let key = (key, concat.reference);
        if let Some(missing) = self.judge(now, &key, concat, body)? {
            let assembly = Assembly::Duplicate { missing };
            return Ok(Inserted { assembly, dropped: self.expire(now) });
        }
        let mut dropped = self.expire(now);
        self.make_room(&key, body.len(), &mut dropped);
        let assembly = self.add(now, key, concat, body);
        Ok(Inserted { assembly, dropped })
    }

    /// Drops the messages whose lifetime is over at `now`, oldest first.
    #[must_use = "these are the only copies"]
    pub fn expire(&mut self, now: Instant) -> Vec<Dropped<K>> {
        let now = self.advance(now);
        let mut dropped = Vec::new();
        while let Some(entry) = self.arrivals.first_entry() {
            if entry.key().0 > now {
                break;
            }
            let key = entry.remove();
            dropped.extend(self.release(key, DropReason::Expired));
        }
        dropped
    }

    /// When [`Reassembler::expire`] will next have something to do.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.arrivals.first_key_value().map(|(arrival, _)| arrival.0)
    }

    /// Takes an incomplete message out.
    pub fn take(&mut self, key: K, reference: Reference) -> Option<Dropped<K>> {
        let key = (key, reference);
        let arrival = self.messages.get(&key)?.arrival;
        self.arrivals.remove(&arrival);
        self.release(key, DropReason::Taken)
    }

    /// How many messages are incomplete.
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// Whether no message is incomplete.
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Octets of the bodies held.
    pub fn octets(&self) -> usize {
        self.octets
    }

    /// Whether a part is acceptable; if it is there already, how many others are missing.
    fn judge(
        &self,
        now: Instant,
        key: &(K, Reference),
        concat: Concat,
        body: &[u8],
    ) -> Result<Option<usize>, InsertError> {
        let Concat { number, total, .. } = concat;
        if number == 0 || number > total {
            return Err(InsertError::InvalidNumber { number, total });
        }
        let alive = self.messages.get(key).filter(|message| message.arrival.0 > now);
        let held = alive.map_or(0, |message| message.octets);
        if let Some(message) = alive {
            if message.total != total {
                return Err(InsertError::TotalDiffers { first: message.total, now: total });
            }
            match message.parts.get(&number) {
                Some(first) if first == body => return Ok(Some(message.missing())),
                Some(_) => return Err(InsertError::BodyDiffers { number }),
                None => {}
            }
        }
        if held.saturating_add(body.len()) > self.config.max_octets() {
            return Err(InsertError::TooLong);
        }
        Ok(None)
    }

    /// A time before the latest one counts as the latest one.
    fn advance(&mut self, now: Instant) -> Instant {
        let now = self.now.map_or(now, |latest| latest.max(now));
        self.now = Some(now);
        now
    }

    /// Drops the oldest messages, but not that of `key`, until one more part of it fits.
    fn make_room(&mut self, key: &(K, Reference), octets: usize, dropped: &mut Vec<Dropped<K>>) {
        let is_new = !self.messages.contains_key(key);
        while self.octets + octets > self.config.max_octets()
            || is_new && self.messages.len() >= self.config.max_messages()
        {
            let oldest = self.arrivals.iter().find(|(_, other)| *other != key);
            let Some((&arrival, _)) = oldest else { break };
            let Some(oldest) = self.arrivals.remove(&arrival) else {
                break;
            };
            dropped.extend(self.release(oldest, DropReason::Evicted));
        }
    }

    /// Adds a part that is known to be new and to fit.
    fn add(&mut self, now: Instant, key: (K, Reference), concat: Concat, body: &[u8]) -> Assembly {
        if concat.total == 1 {
            return Assembly::Complete(vec![body.to_vec()]);
        }
        let deadline = self.config.deadline(now);
        let message = self.messages.entry(key.clone()).or_insert_with(|| {
            let arrival = (deadline, self.next_serial);
            self.next_serial += 1;
            self.arrivals.insert(arrival, key.clone());
            Message::new(arrival, concat.total)
        });
        message.add(concat.number, body);
        self.octets += body.len();
        let missing = message.missing();
        if missing > 0 {
            return Assembly::Incomplete { missing };
        }
        let arrival = message.arrival;
        self.arrivals.remove(&arrival);
        let whole = self.messages.remove(&key);
        let bodies: Vec<_> = whole.into_iter().flat_map(|message| message.parts.into_values()).collect();
        self.octets -= bodies.iter().map(Vec::len).sum::<usize>();
        Assembly::Complete(bodies)
    }

    /// Hands a message over that is in `arrivals` no more.
    fn release(&mut self, key: (K, Reference), reason: DropReason) -> Option<Dropped<K>> {
        let message = self.messages.remove(&key)?;
        self.octets -= message.octets;
        let (key, reference) = key;
        Some(Dropped { key, reference, total: message.total, parts: message.parts, reason })
    }
}

impl<K> std::fmt::Debug for Reassembler<K> {
    /// Without keys and bodies, which are private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reassembler")
            .field("config", &self.config)
            .field("messages", &self.messages.len())
            .field("octets", &self.octets)
            .finish_non_exhaustive()
    }
}
