//! One connection to the peer: octets as they are, PDUs as they come, and every one of them noted.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use brivas_smpp::{Dialect, Header, InterfaceVersion, Leniency, Pdu};
use bytes::Bytes;

use super::Version;
use super::message::Message;
use super::target::Timers;
use super::trace::{Trace, describe};
use crate::suite::verdict::{Outcome, fail};

/// The largest PDU that a peer is taken for sane with.
const MAX_PDU: u32 = 1 << 20;
/// What a peer may leave out or put in without being called wrong for it; a case of its own asks for the rest.
const PUT_UP_WITH: Leniency = Leniency::DEFAULT;

/// What comes next.
#[derive(Debug)]
pub(crate) enum Incoming {
    Pdu(Pdu),
    Closed,
    Silence,
}

/// A connection with its own numbering, which answers what the peer asks on its own.
pub(crate) struct Connection {
    stream: TcpStream,
    input: Vec<u8>,
    trace: Trace,
    number: usize,
    next: u32,
    pub(crate) version: InterfaceVersion,
    pub(crate) timers: Timers,
    /// Requests of the peer that were answered in passing.
    pub(crate) served: Vec<Pdu>,
    /// Whether requests of the peer are answered in passing.
    pub(crate) serves: bool,
    closed: bool,
}

impl Connection {
    pub(crate) fn new(
        stream: TcpStream,
        trace: Trace,
        number: usize,
        version: Version,
        timers: Timers,
    ) -> Self {
        let version = if version.is_5_0() { InterfaceVersion::V5_0 } else { InterfaceVersion::V3_4 };
        trace.note(number, "connected");
        // Without it, small writes may be held back; the cases only become slower.
        let _ = stream.set_nodelay(true);
        let _ = stream.set_write_timeout(Some(timers.answer));
        let (input, served) = (Vec::new(), Vec::new());
        Self { stream, input, trace, number, next: 1, version, timers, served, serves: true, closed: false }
    }

    /// The next sequence_number.
    pub(crate) fn number(&mut self) -> u32 {
        let number = self.next;
        self.next += 1;
        number
    }

    /// Sends a PDU and gives its sequence_number.
    pub(crate) fn send(&mut self, message: &Message) -> Outcome<u32> {
        let number = self.number();
        self.send_octets(&message.octets(number))?;
        Ok(message.sequence_number.unwrap_or(number))
    }

    pub(crate) fn send_octets(&mut self, octets: &[u8]) -> Outcome {
        self.trace.sent(self.number, octets, "");
        self.write(octets)
    }

    /// Sends octets that the peer may refuse to take, since they are none that a peer should send.
    pub(crate) fn send_junk(&mut self, octets: &[u8]) {
        self.trace.sent(self.number, octets, "");
        if self.stream.write_all(octets).is_err() {
            self.trace.note(self.number, "the peer takes no more");
        }
    }

    /// Sends octets in pieces, each in a segment of its own as far as the system allows.
    pub(crate) fn send_in_pieces(&mut self, octets: &[u8], piece: usize) -> Outcome {
        self.trace.sent(self.number, octets, &format!(" in pieces of {piece}"));
        for piece in octets.chunks(piece.max(1)) {
            self.write(piece)?;
            std::thread::sleep(Duration::from_micros(500));
        }
        Ok(())
    }

    fn write(&mut self, octets: &[u8]) -> Outcome {
        match self.stream.write_all(octets) {
            Ok(()) => Ok(()),
            Err(error) => fail("the peer takes what is sent", format!("the connection: {error}")),
        }
    }

    /// The next PDU, the end, or nothing for this long.
    pub(crate) fn next_within(&mut self, wait: Duration) -> Outcome<Incoming> {
        let deadline = Instant::now() + wait;
        loop {
            if let Some(pdu) = self.take()? {
                return Ok(Incoming::Pdu(pdu));
            }
            if self.closed {
                return Ok(Incoming::Closed);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                self.trace.note(self.number, &format!("nothing for {} ms", wait.as_millis()));
                return Ok(Incoming::Silence);
            }
            self.read(left)?;
        }
    }

    pub(crate) fn next(&mut self) -> Outcome<Incoming> {
        self.next_within(self.timers.answer)
    }

    fn read(&mut self, wait: Duration) -> Outcome {
        let mut chunk = [0; 16_384];
        let wait = wait.max(Duration::from_millis(1));
        if self.stream.set_read_timeout(Some(wait)).is_err() {
            return fail("a connection that can be read", "it cannot");
        }
        match self.stream.read(&mut chunk) {
            Ok(0) => self.note_closed("closed by the peer"),
            Ok(length) => self.input.extend_from_slice(chunk.get(..length).unwrap_or(&[])),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => self.note_closed(&format!("closed: {error}")),
        }
        Ok(())
    }

    fn note_closed(&mut self, how: &str) {
        self.closed = true;
        self.trace.note(self.number, how);
    }

    /// One whole PDU off the input, judged as far as every PDU of a peer can be.
    fn take(&mut self) -> Outcome<Option<Pdu>> {
        let Some(header) = Header::read(&self.input) else { return Ok(None) };
        if !(16..=MAX_PDU).contains(&header.command_length) {
            self.trace.came(self.number, &self.input);
            return fail("a command_length of a PDU", format!("command_length {}", header.command_length));
        }
        let length = header.command_length as usize;
        if self.input.len() < length {
            return Ok(None);
        }
        let octets: Bytes = self.input.drain(..length).collect::<Vec<u8>>().into();
        self.trace.came(self.number, &octets);
        let dialect = Dialect::new(self.version, PUT_UP_WITH);
        let Ok(pdu) = Pdu::new(octets.clone(), dialect) else {
            return fail("a whole PDU", describe(&octets));
        };
        if let Err(error) = pdu.any_body() {
            let version = if self.version.is_5_0() { "5.0" } else { "3.4" };
            return fail(
                format!("a PDU that is legal in {version}"),
                format!("{}: {error}", describe(&octets)),
            );
        }
        let number = pdu.header.sequence_number;
        let request = !pdu.command_id().is_response();
        if request && !(1..=Header::MAX_SEQUENCE_NUMBER).contains(&number) {
            return fail("a sequence_number of 1 to 0x7FFFFFFF", describe(&octets));
        }
        Ok(Some(pdu))
    }

    /// The connection ends within this time; what still comes before does not matter.
    pub(crate) fn ends_within(&mut self, wait: Duration) -> Outcome<bool> {
        let deadline = Instant::now() + wait;
        loop {
            match self.next_within(deadline.saturating_duration_since(Instant::now()))? {
                Incoming::Closed => return Ok(true),
                Incoming::Silence => return Ok(false),
                Incoming::Pdu(_) => {}
            }
        }
    }

    /// Says that we send no more.
    pub(crate) fn half_close(&mut self) {
        self.trace.note(self.number, "we send no more");
        let _ = self.stream.shutdown(Shutdown::Write);
    }
}

impl Drop for Connection {
    /// Waits a little for the peer to notice, so that its session does not stand in the way of the next case.
    fn drop(&mut self) {
        if self.closed || self.stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        let deadline = Instant::now() + Duration::from_millis(200);
        while !self.closed && Instant::now() < deadline {
            if self.read(Duration::from_millis(20)).is_err() {
                return;
            }
        }
    }
}
