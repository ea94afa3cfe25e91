//! rsipstack as a reader of messages, and sofia-sip as a program that is told how often to read one.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use rsipstack::sip::message::SipMessage;
use rsipstack::sip::parser::parse_message;
use rsipstack::sip::prelude::{HeadersExt, ToTypedHeader};
use rsipstack::sip::typed::{CSeq, Contact, From, To, Via};

/// Reads a message.
///
/// # Panics
/// It is none.
#[must_use]
pub fn read(octets: &[u8]) -> SipMessage {
    parse_message(octets).expect("a message")
}

/// The values that a server looks at first.
///
/// # Panics
/// One of them is not there.
#[must_use]
pub fn typed(message: &SipMessage) -> (Via, From, To, CSeq, Contact) {
    let via = message.via_header().expect("Via").typed().expect("Via");
    let from = message.from_header().expect("From").typed().expect("From");
    let to = message.to_header().expect("To").typed().expect("To");
    let cseq = message.cseq_header().expect("CSeq").typed().expect("CSeq");
    let contact = message.contact_header().expect("Contact").typed().expect("Contact");
    (via, from, to, cseq, contact)
}

/// `sofia.c`, running.
#[derive(Debug)]
pub struct Sofia {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What it took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Time in all.
    pub nanoseconds: u64,
    /// Calls of malloc, calloc and realloc in all.
    pub allocations: u64,
}

impl Sofia {
    /// Starts the program with a file that has a message.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(program: &Path, message: &Path) -> io::Result<Self> {
        let mut child =
            Command::new(program).arg(message).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Has it read `what`, which is `message` or `sdp`, this often.
    ///
    /// # Errors
    /// It has ended, or could not read it.
    pub fn read(&mut self, what: &str, times: u64) -> io::Result<Taken> {
        writeln!(self.input, "{what} {times}")?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let mut numbers = line.split_whitespace().map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(nanoseconds)), Some(Ok(allocations))) => Ok(Taken { nanoseconds, allocations }),
            _ => Err(io::Error::other(format!("it said {line:?}"))),
        }
    }
}

impl Drop for Sofia {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
