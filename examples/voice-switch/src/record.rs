//! Call records, and the thread that writes them.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

/// What became of a call. Times are in UTC.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Record {
    /// The Call-ID of the caller's side.
    pub(crate) call_id: String,
    /// Who calls: a user, or the address of a gateway.
    pub(crate) from: String,
    /// The number or name that was called.
    pub(crate) called: String,
    /// When the call came.
    pub(crate) start: Timestamp,
    /// When somebody rang first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ring: Option<Timestamp>,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<Timestamp>,
    /// When it was over.
    pub(crate) end: Timestamp,
    /// From answer to end, in milliseconds.
    pub(crate) duration_ms: i64,
    /// Where it was tried to go, and what came of each.
    pub(crate) attempts: Vec<Attempt>,
    /// Who has taken the place of one side, one after another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) replaced_by: Vec<String>,
    /// Who has ended it: `caller`, `callee` or `switch`.
    pub(crate) ended_by: &'static str,
    /// How: `bye`, `cancelled`, `lost`, or the status with which it was refused.
    pub(crate) cause: String,
}

/// One place that a call was tried to go to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Attempt {
    pub(crate) to: String,
    /// The status that it has ended with: 200 if it was answered; none if it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
}

/// How long records gather until they are made durable together: each time costs the disk as much as some hundred calls cost us.
const GATHER: Duration = Duration::from_millis(50);
/// How many records may wait for the disk. The loop waits when they are more: no record is lost.
const WAITING: usize = 65_536;

/// The file of records.
#[derive(Debug)]
pub(crate) struct Records {
    sender: Option<SyncSender<Record>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Records {
    /// Appends to this file.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let (sender, records) = sync_channel(WAITING);
        let thread =
            std::thread::Builder::new().name("records".into()).spawn(move || write(file, &records))?;
        Ok(Self { sender: Some(sender), thread: Some(thread) })
    }

    pub(crate) fn put(&self, record: Record) {
        if let Some(sender) = &self.sender
            && sender.send(record).is_err()
        {
            tracing::error!("the file of call records cannot be written");
        }
    }

    /// Writes what waits, and ends.
    pub(crate) fn close(mut self) -> io::Result<()> {
        self.sender = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(written)) => written,
            Some(Err(_)) => Err(io::Error::other("the writer of call records has panicked")),
            None => Ok(()),
        }
    }
}

/// Writes records as they come; what came together is made durable together.
fn write(file: File, records: &Receiver<Record>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    while let Ok(first) = records.recv() {
        for record in std::iter::once(first).chain(records.try_iter()) {
            serde_json::to_writer(&mut out, &record)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        out.get_ref().sync_data()?;
        std::thread::sleep(GATHER);
    }
    Ok(())
}
