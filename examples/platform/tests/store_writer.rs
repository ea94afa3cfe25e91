//! The thread that owns a store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::mpsc::{Receiver, Sender, channel};

use brivas_platform::store::{
    Applied, Due, Enqueued, Final, Lookup, MemoryStore, Message, MessageStore, NewMessage, Refused, Reply,
    Request, StoreError, Transition, Writer, WriterConfig,
    log::{LogConfig, LogStore, SimDisk},
};

fn config() -> WriterConfig {
    WriterConfig::default().clock(|| 1000)
}

/// A reply that comes out of a channel.
fn reply<T: Send + 'static>() -> (Reply<T>, Receiver<Result<T, StoreError>>) {
    let (sender, receiver) = channel();
    (Box::new(move |answer| sender.send(answer).unwrap()), receiver)
}

fn message() -> NewMessage {
    NewMessage {
        body: "text".into(),
        ..NewMessage::default()
    }
}

/// A memory store whose commits wait for the test, and fail when it says so.
struct Gated {
    inner: MemoryStore,
    /// A commit tells the test that it began, and how many messages there are.
    began: Sender<usize>,
    /// Then it waits for the test to say how it ends.
    ends: Receiver<Result<(), StoreError>>,
}

impl MessageStore for Gated {
    fn enqueue(&mut self, now_ms: i64, batch: &[NewMessage]) -> Result<Vec<Enqueued>, StoreError> {
        self.inner.enqueue(now_ms, batch)
    }
    fn transition(&mut self, batch: &[Transition]) -> Result<Vec<Applied>, StoreError> {
        self.inner.transition(batch)
    }
    fn finalize(&mut self, batch: &[Final]) -> Result<Vec<Applied>, StoreError> {
        self.inner.finalize(batch)
    }
    fn commit(&mut self) -> Result<(), StoreError> {
        self.began.send(self.inner.live()).unwrap();
        self.ends.recv().unwrap()
    }
    fn due(&mut self, now_ms: i64, max: usize) -> Result<Vec<Due>, StoreError> {
        self.inner.due(now_ms, max)
    }
    fn release(&mut self, ids: &[u64]) {
        self.inner.release(ids);
    }
    fn next_due(&self) -> Option<i64> {
        self.inner.next_due()
    }
    fn get(&self, now_ms: i64, id: u64) -> Result<Lookup, StoreError> {
        self.inner.get(now_ms, id)
    }
    fn snapshot(&self, visit: &mut dyn FnMut(Message)) -> Result<(), StoreError> {
        self.inner.snapshot(visit)
    }
    fn live(&self) -> usize {
        self.inner.live()
    }
    fn maintain(&mut self, now_ms: i64, budget: usize) -> Result<bool, StoreError> {
        self.inner.maintain(now_ms, budget)
    }
    fn close(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn gated() -> (Gated, Receiver<usize>, Sender<Result<(), StoreError>>) {
    let (began, commits) = channel();
    let (end, ends) = channel();
    (
        Gated {
            inner: MemoryStore::new(1_000_000),
            began,
            ends,
        },
        commits,
        end,
    )
}

#[test]
fn answers_come_after_the_commit_and_not_before() {
    let (store, commits, end) = gated();
    let writer = Writer::start(store, config()).unwrap();
    let (reply, answer) = reply();
    writer
        .handle()
        .try_submit(Request::Enqueue(vec![message()], reply))
        .unwrap();
    assert_eq!(commits.recv(), Ok(1));
    assert!(answer.try_recv().is_err(), "the commit is under way");
    end.send(Ok(())).unwrap();
    assert_eq!(answer.recv(), Ok(Ok(vec![Enqueued::Accepted(1)])));
    writer.close().unwrap();
}

#[test]
fn what_queued_during_a_commit_shares_the_next() {
    let (store, commits, end) = gated();
    let writer = Writer::start(store, config()).unwrap();
    let handle = writer.handle();
    let mut answers = Vec::new();
    for _ in 0..10 {
        let (reply, answer) = reply();
        handle
            .try_submit(Request::Enqueue(vec![message()], reply))
            .unwrap();
        answers.push(answer);
        if answers.len() == 1 {
            assert_eq!(commits.recv(), Ok(1));
        }
    }
    end.send(Ok(())).unwrap();
    assert_eq!(commits.recv(), Ok(10), "nine in one");
    end.send(Ok(())).unwrap();
    for (answer, id) in answers.iter().zip(1..) {
        assert_eq!(answer.recv(), Ok(Ok(vec![Enqueued::Accepted(id)])));
    }
    writer.close().unwrap();
    assert!(commits.recv().is_err(), "and no third");
}

#[test]
fn a_full_queue_gives_the_request_back() {
    let (store, commits, end) = gated();
    let writer = Writer::start(store, config().queue(2)).unwrap();
    let handle = writer.handle();
    let mut answers = Vec::new();
    let mut request = || {
        let (reply, answer) = reply();
        answers.push(answer);
        Request::Enqueue(vec![message()], reply)
    };
    handle.try_submit(request()).unwrap();
    commits.recv().unwrap();
    handle.try_submit(request()).unwrap();
    handle.try_submit(request()).unwrap();
    let Err(Refused::Busy(same)) = handle.try_submit(request()) else { panic!("taken") };
    assert_eq!(format!("{same:?}"), "Enqueue(1)");
    end.send(Ok(())).unwrap();
    end.send(Ok(())).unwrap();
    commits.recv().unwrap();
    answers
        .iter()
        .take(3)
        .for_each(|answer| assert!(answer.recv().unwrap().is_ok()));
    end.send(Ok(())).unwrap();
    handle.submit(same).unwrap();
    assert_eq!(answers[3].recv(), Ok(Ok(vec![Enqueued::Accepted(4)])));
    writer.close().unwrap();
}

#[test]
fn a_failed_commit_is_everyones_answer() {
    let (store, _commits, end) = gated();
    let writer = Writer::start(store, config()).unwrap();
    let handle = writer.handle();
    let (enqueue, enqueued) = reply();
    let (look, looked) = reply();
    end.send(Err(StoreError::Full)).unwrap();
    end.send(Err(StoreError::Full)).unwrap();
    handle
        .try_submit(Request::Enqueue(vec![message()], enqueue))
        .unwrap();
    handle.try_submit(Request::Get(1, look)).unwrap();
    assert_eq!(enqueued.recv(), Ok(Err(StoreError::Full)));
    assert_eq!(
        looked.recv(),
        Ok(Err(StoreError::Full)),
        "it might show what is not durable"
    );
    writer.close().unwrap();
}

#[test]
fn every_request_reaches_the_log() {
    let disk = SimDisk::new(1);
    let log = LogConfig::new(1).segment_octets(1 << 16);
    let store = LogStore::open(disk.clone(), log.clone()).unwrap().0;
    let writer = Writer::start(store, config()).unwrap();
    let handle = writer.handle();

    let (reply_to, answer) = reply();
    let scheduled = NewMessage {
        due_at: 1001,
        ..message()
    };
    handle
        .submit(Request::Enqueue(vec![message(), message(), scheduled], reply_to))
        .unwrap();
    assert_eq!(answer.recv().unwrap().unwrap().len(), 3);

    let (reply_to, answer) = reply();
    handle.submit(Request::Due(10, reply_to)).unwrap();
    let due: Vec<u64> = answer.recv().unwrap().unwrap().iter().map(|due| due.id).collect();
    assert_eq!(due, [1, 2]);
    handle.submit(Request::Release(vec![2])).unwrap();

    let (reply_to, answer) = reply();
    handle.submit(Request::NextDue(reply_to)).unwrap();
    assert_eq!(answer.recv(), Ok(Ok(Some(0))));

    let (reply_to, answer) = reply();
    let change = Transition {
        id: 2,
        state: 5,
        due_at: 2000,
        ..Transition::default()
    };
    handle
        .submit(Request::Transition(vec![change], reply_to))
        .unwrap();
    assert_eq!(answer.recv(), Ok(Ok(vec![Applied::Done])));

    let (reply_to, answer) = reply();
    let end = Final {
        id: 1,
        state: 2,
        retain_until: 5000,
        ..Final::default()
    };
    handle.submit(Request::Finalize(vec![end], reply_to)).unwrap();
    assert_eq!(answer.recv(), Ok(Ok(vec![Applied::Done])));

    let (reply_to, answer) = reply();
    handle.submit(Request::Get(1, reply_to)).unwrap();
    assert!(matches!(answer.recv(), Ok(Ok(Lookup::Final(_)))));

    writer.close().unwrap();
    let (reply_to, _) = reply();
    assert!(matches!(
        handle.try_submit(Request::NextDue(reply_to)),
        Err(Refused::Closed(_))
    ));
    disk.crash();
    let (store, opened) = LogStore::open(disk, log).unwrap();
    assert_eq!((opened.messages, opened.torn), (2, None));
    assert!(matches!(store.get(1000, 2), Ok(Lookup::Live(message)) if message.state == 5));
}

#[test]
fn dropping_the_writer_answers_what_was_handed_in() {
    let writer = Writer::start(MemoryStore::new(10), config()).unwrap();
    let (reply, answer) = reply();
    writer
        .handle()
        .submit(Request::Enqueue(vec![message()], reply))
        .unwrap();
    drop(writer);
    assert_eq!(answer.try_recv(), Ok(Ok(vec![Enqueued::Accepted(1)])));
}

#[test]
fn many_threads_hand_in_and_each_gets_its_own_answer() {
    let disk = SimDisk::new(1);
    let store = LogStore::open(disk, LogConfig::new(1).segment_octets(1 << 16))
        .unwrap()
        .0;
    let writer = Writer::start(store, config().queue(8)).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4_u8 {
            let handle = writer.handle();
            scope.spawn(move || {
                for _ in 0..100 {
                    let (reply_to, answer) = reply();
                    let new = NewMessage {
                        state: thread,
                        ..message()
                    };
                    handle.submit(Request::Enqueue(vec![new], reply_to)).unwrap();
                    let Enqueued::Accepted(id) = answer.recv().unwrap().unwrap()[0] else {
                        panic!("duplicate")
                    };
                    let (reply_to, answer) = reply();
                    handle.submit(Request::Get(id, reply_to)).unwrap();
                    assert!(matches!(answer.recv(), Ok(Ok(Lookup::Live(found))) if found.state == thread));
                }
            });
        }
    });
    assert_eq!(writer.close().unwrap().live(), 400);
}
