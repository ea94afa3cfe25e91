//! A log and the memory store as its model, doing the same.
//!
//! What was acknowledged (a commit returned) must be there after a crash. What was not is there batch by batch, the earlier before
//! the later, each wholly or not at all: the log must be in one of the states that the model went through since the last
//! acknowledgement.

use brivas_platform::store::{
    Final, IdempotencyKey, Lookup, MemoryStore, Message, MessageStore, NewMessage, StoreError, Transition,
    log::{LogDisk, LogStore},
};
use bytes::Bytes;

/// What an owner does with a store.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Enqueue(Vec<New>),
    Transition {
        pick: usize,
        due_at: i64,
        meta: bool,
        body: Option<usize>,
    },
    Finalize {
        picks: Vec<usize>,
        retain: i64,
    },
    Due(usize),
    Release,
    Commit,
    Maintain(usize),
    /// Time passes; less than nothing when the clock is set back.
    Pass(i64),
    Close,
}

#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) key: Option<u8>,
    pub(crate) key_life: i64,
    pub(crate) due_in: i64,
    pub(crate) priority: u8,
    pub(crate) body: usize,
    pub(crate) leased: bool,
}

/// All that can be seen of a store: live messages and summaries.
pub(crate) type Seen = (Vec<Message>, Vec<Lookup>);

/// The store under test and the states its disk may be in.
pub(crate) struct Pair<D> {
    pub(crate) store: LogStore<D>,
    /// The state at the last acknowledgement, and one after each batch since.
    pub(crate) states: Vec<MemoryStore>,
    pub(crate) now: i64,
    leased: Vec<u64>,
}

impl<D: LogDisk> Pair<D> {
    /// With a log in which there is nothing yet.
    pub(crate) fn new(store: LogStore<D>) -> Self {
        Self { store, states: vec![MemoryStore::new(usize::MAX)], leased: Vec::new(), now: 0 }
    }

    pub(crate) fn model(&self) -> &MemoryStore {
        self.states.last().unwrap()
    }

    /// Does it with both. An error is the store's: then nothing of the step was done.
    pub(crate) fn step(&mut self, step: &Step) -> Result<(), StoreError> {
        let now = self.now;
        match *step {
            Step::Enqueue(ref batch) => {
                let batch: Vec<_> = batch.iter().map(|new| new.message(now)).collect();
                self.both(|store| store.enqueue(now, &batch))?;
            }
            Step::Transition { pick, due_at, meta, body } => {
                let change = Transition {
                    id: self.picked(pick),
                    state: 2,
                    due_at,
                    meta: meta.then(|| Bytes::from(format!("notes at {now}"))),
                    body: body.map(|body| vec![b'r'; body].into()),
                };
                self.both(|store| store.transition(std::slice::from_ref(&change)))?;
            }
            Step::Finalize { ref picks, retain } => {
                let end = |id| Final {
                    id,
                    state: 9,
                    done_at: now,
                    retain_until: now.saturating_add(retain),
                    summary: "end".into(),
                };
                let batch: Vec<_> = picks.iter().map(|pick| end(self.picked(*pick))).collect();
                self.both(|store| store.finalize(&batch))?;
            }
            Step::Due(max) => {
                let due = self.both(|store| store.due(now, max))?;
                self.leased.extend(due.iter().map(|due| due.id));
            }
            Step::Release => {
                let leased = std::mem::take(&mut self.leased);
                self.both(|store| {
                    store.release(&leased);
                    Ok(())
                })?;
            }
            Step::Commit => {
                self.store.commit()?;
                self.acknowledge();
            }
            Step::Maintain(budget) => {
                let done = self.store.maintain(now, budget);
                self.states.iter_mut().for_each(|model| assert_eq!(model.maintain(now, 0), Ok(false)));
                done?;
            }
            Step::Pass(time) => self.now = now.saturating_add(time),
            Step::Close => {
                self.store.close()?;
                self.acknowledge();
            }
        }
        assert_eq!(self.store.live(), self.model().live());
        assert_eq!(self.store.next_due(), self.model().next_due());
        Ok(())
    }

    /// Does the same with both, as one batch.
    fn both<T: PartialEq + std::fmt::Debug>(
        &mut self,
        batch: impl Fn(&mut dyn MessageStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let answer = batch(&mut self.store)?;
        let mut next = self.model().clone();
        assert_eq!(batch(&mut next).as_ref(), Ok(&answer));
        self.states.push(next);
        Ok(answer)
    }

    fn picked(&self, pick: usize) -> u64 {
        let mut ids = Vec::new();
        self.model().snapshot(&mut |message| ids.push(message.id)).unwrap();
        if ids.is_empty() { 1 } else { ids[pick % ids.len()] }
    }

    fn acknowledge(&mut self) {
        self.states.drain(..self.states.len() - 1);
    }

    /// Goes on with what was read back, which must be one of the states it may be in.
    pub(crate) fn reopened(&mut self, store: LogStore<D>) {
        self.store = store;
        let now = self.now;
        let found = seen(&self.store, now);
        self.states.retain(|state| seen(state, now) == found);
        assert!(!self.states.is_empty(), "the store is in none of the states it may be in");
        self.leased.clear();
        for model in &mut self.states {
            let mut ids = Vec::new();
            model.snapshot(&mut |message| ids.push(message.id)).unwrap();
            model.release(&ids);
        }
    }

    /// Enqueues one message of each key: keys and the next id show themselves only then.
    pub(crate) fn probe(&mut self) -> Result<(), StoreError> {
        let now = self.now;
        let probe =
            |key| New { key, key_life: 30, due_in: 0, priority: 0, body: 1, leased: false }.message(now);
        // One without a key, which all states take: the others may all be held.
        let batch: Vec<_> = (0..6).map(Some).chain([None]).map(probe).collect();
        let answers = self.store.enqueue(now, &batch)?;
        let fitting = self.states.drain(..).rev().find_map(|before| {
            let mut model = before.clone();
            (model.enqueue(now, &batch).as_ref() == Ok(&answers)).then_some(vec![before, model])
        });
        self.states = fitting.expect("keys or ids are not as in any state it may be in");
        Ok(())
    }
}

impl New {
    fn message(&self, now: i64) -> NewMessage {
        let key = self.key.map(|key| IdempotencyKey {
            octets: vec![b'k', key].into(),
            expires_at: now.saturating_add(self.key_life),
        });
        NewMessage {
            key,
            due_at: now.saturating_add(self.due_in),
            priority: self.priority,
            state: 1,
            queue: "destination".into(),
            meta: "fresh".into(),
            body: vec![b'b'; self.body].into(),
            leased: self.leased,
        }
    }
}

/// What can be seen of a store at `now`. A history of these tests gives fewer than 600 ids.
pub(crate) fn seen(store: &impl MessageStore, now: i64) -> Seen {
    let mut messages = Vec::new();
    store.snapshot(&mut |message| messages.push(message)).unwrap();
    let summaries =
        (1..600).map(|id| store.get(now, id).unwrap()).filter(|found| matches!(found, Lookup::Final(_)));
    (messages, summaries.collect())
}
