//! One turn of the store's thread: apply, commit, answer.

use crate::store::{api::MessageStore, error::StoreError};

use super::{Reply, Request};

/// Items after which a turn ends, so that no caller waits for a commit without end.
const MAX_ITEMS: usize = 16 * 1024;

/// The answers of the requests applied so far, kept back until they are durable.
pub(super) struct Turn {
    now_ms: i64,
    items: usize,
    answers: Vec<Answer>,
}

/// Called with how the commit went.
type Answer = Box<dyn FnOnce(Result<(), StoreError>)>;

impl Turn {
    pub(super) fn new(now_ms: i64) -> Self {
        Self {
            now_ms,
            items: 0,
            answers: Vec::new(),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.items >= MAX_ITEMS
    }

    /// Does what is asked and keeps the answer.
    pub(super) fn apply(&mut self, store: &mut impl MessageStore, request: Request) {
        match request {
            Request::Enqueue(batch, reply) => {
                self.items += batch.len();
                self.keep(store.enqueue(self.now_ms, &batch), reply);
            }
            Request::Transition(batch, reply) => {
                self.items += batch.len();
                self.keep(store.transition(&batch), reply);
            }
            Request::Finalize(batch, reply) => {
                self.items += batch.len();
                self.keep(store.finalize(&batch), reply);
            }
            Request::Due(max, reply) => {
                let due = store.due(self.now_ms, max);
                self.items += due.as_ref().map_or(0, Vec::len);
                self.keep(due, reply);
            }
            Request::Release(ids) => store.release(&ids),
            Request::NextDue(reply) => self.keep(Ok(store.next_due()), reply),
            Request::Get(id, reply) => {
                self.items += 1;
                self.keep(store.get(self.now_ms, id), reply);
            }
        }
    }

    /// Commits once and answers everyone.
    pub(super) fn finish(self, store: &mut impl MessageStore) {
        let committed = store.commit();
        for answer in self.answers {
            answer(committed);
        }
    }

    /// A refusal is answered as it is; anything else only if the commit succeeds. That holds for what was only read too: it may
    /// show what is not durable.
    fn keep<T: 'static>(&mut self, result: Result<T, StoreError>, reply: Reply<T>) {
        self.answers.push(Box::new(move |committed| {
            reply(result.and_then(|value| committed.map(|()| value)));
        }));
    }
}
