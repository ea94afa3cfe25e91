//! One session with the server: what it has to say to each PDU. It is not the session machine of `brivas-smpp`; see the
//! README for the reason.

mod asked;

use std::io::{self, ErrorKind};

use brivas_smpp::{Bind, BindKind, CommandId, CommandStatus, Header, InterfaceVersion, Unbind, encode};
use bytes::BytesMut;
use mio::net::TcpStream;

use crate::clock::seconds;
use crate::frames::{self, ReadBuffer};
use crate::mix::Request;
use crate::outbox::Outbox;
use crate::plan::Plan;
use crate::tally::Tally;
use crate::traffic::{DIALECT, Traffic};
use crate::window::Window;

/// `sequence_number` of the bind; requests have those after it.
const BIND_NUMBER: u32 = 1;

/// Octets of a `message_id` without its NUL (SMPP 5.0 §4.7.14); a longer one cannot be asked about.
const MAX_MESSAGE_ID: usize = 64;

/// Why a session is over, in words.
#[derive(Debug)]
pub(crate) struct Lost(pub(crate) String);

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self("the server closed the connection".into()),
            _ => Self(error.to_string()),
        }
    }
}

/// Where a session is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Connecting, or waiting for the answer to the bind.
    Binding,
    Bound,
    /// Waiting for the answer to our unbind.
    Unbinding,
    Unbound,
}

/// One connection and what is known about it.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) socket: TcpStream,
    pub(crate) state: State,
    sends: bool,
    outbox: Outbox,
    partial: Vec<u8>,
    window: Window,
    opened: u64,
    /// Since when we wait for the server without a sign of it.
    quiet_since: u64,
    /// The last `message_id` acknowledged here; empty while there is none or nobody wants it.
    last_id: Vec<u8>,
}

/// What a session writes into while it reads.
pub(crate) struct Books<'a> {
    pub(crate) now: u64,
    /// Requests that were meant to go from here on count.
    pub(crate) measure_from: u64,
    pub(crate) tally: &'a mut Tally,
    /// Acknowledged ids, a line each; `None` where nobody looks at ids.
    pub(crate) ids: Option<&'a mut Vec<u8>>,
}

impl Session {
    /// Begins to connect; the bind goes as soon as that is done.
    ///
    /// # Errors
    /// No socket can be had, or credentials that no bind can carry.
    pub(crate) fn open(plan: &Plan, kind: BindKind, now: u64) -> Result<Self, Lost> {
        let socket = TcpStream::connect(plan.address)?;
        socket.set_nodelay(true)?;
        let bind = Bind {
            kind,
            system_id: plan.credentials.system_id.as_bytes(),
            password: plan.credentials.password.as_bytes(),
            interface_version: InterfaceVersion::V3_4,
            ..Default::default()
        };
        let mut pdu = BytesMut::new();
        encode(&bind, CommandStatus::ESME_ROK, BIND_NUMBER, DIALECT, &mut pdu)
            .map_err(|error| Lost(format!("no bind can be made: {error}")))?;
        let mut outbox = Outbox::new(plan.options.one_pdu_a_write);
        outbox.push(&pdu);
        let sends = kind != BindKind::Receiver;
        let limit = if sends { plan.options.window as usize } else { 1 };
        Ok(Self {
            socket,
            state: State::Binding,
            sends,
            outbox,
            partial: Vec::new(),
            window: Window::new(limit, BIND_NUMBER + 1),
            opened: now,
            quiet_since: now,
            last_id: Vec::new(),
        })
    }

    /// Reads all that is there, up to the end if the peer has `closed`, and answers what asks for it. The answers are not
    /// written yet.
    ///
    /// # Errors
    /// The session is over.
    pub(crate) fn read(
        &mut self,
        buffer: &mut ReadBuffer,
        closed: bool,
        books: &mut Books<'_>,
    ) -> Result<(), Lost> {
        while let Some(chunk) = buffer.read(&mut self.socket, &mut self.partial)? {
            self.quiet_since = books.now;
            let mut rest = chunk.octets;
            while let Some((header, pdu)) = frames::take(&mut rest)? {
                if header.command_id.is_response() {
                    self.answered(header, pdu, books)?;
                } else {
                    self.asked(header, pdu, books)?;
                }
            }
            self.partial.extend_from_slice(rest);
            if !chunk.more && !closed {
                break;
            }
        }
        Ok(())
    }

    /// Whether a request can go now.
    pub(crate) fn has_room(&self) -> bool {
        self.sends && self.state == State::Bound && self.window.has_room()
    }

    /// Requests that wait for their answers.
    pub(crate) const fn outstanding(&self) -> usize {
        self.window.outstanding()
    }

    /// Puts the next request into what is to be written, and says which; `None` while the window is full.
    #[inline]
    pub(crate) fn send(&mut self, traffic: &mut Traffic, intended: u64, now: u64) -> Option<Request> {
        let request = traffic.next(!self.last_id.is_empty());
        if self.window.outstanding() == 0 {
            self.quiet_since = now;
        }
        let sequence_number = self.window.reserve(request, intended)?;
        traffic.put(request, sequence_number, &self.last_id, &mut self.outbox);
        Some(request)
    }

    /// Writes what the socket takes.
    ///
    /// # Errors
    /// The session is over; also when it could not be connected.
    pub(crate) fn flush(&mut self) -> Result<(), Lost> {
        if self.state == State::Binding
            && let Some(error) = self.socket.take_error()?
        {
            return Err(Lost(format!("cannot connect: {error}")));
        }
        match self.outbox.flush(&mut self.socket) {
            // There may still be answers to read, and the end comes behind them.
            Err(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {
                Ok(())
            }
            result => Ok(result?),
        }
    }

    /// # Errors
    /// The session is over: answers are due and nothing has come for `timeout` nanoseconds.
    pub(crate) fn check_silence(&self, now: u64, timeout: u64) -> Result<(), Lost> {
        let waits = self.state != State::Bound || self.outstanding() > 0;
        let quiet = now.saturating_sub(self.quiet_since);
        if !waits || quiet <= timeout {
            return Ok(());
        }
        let due = if self.state == State::Bound { self.outstanding() } else { 1 };
        Err(Lost(format!("nothing came for {:.1} s while {due} answers were due", seconds(quiet))))
    }

    /// Begins to take leave.
    pub(crate) fn unbind(&mut self, now: u64) {
        let mut pdu = BytesMut::new();
        if encode(&Unbind::default(), CommandStatus::ESME_ROK, Header::MAX_SEQUENCE_NUMBER, DIALECT, &mut pdu)
            .is_ok()
        {
            self.outbox.push(&pdu);
        }
        self.state = State::Unbinding;
        self.quiet_since = now;
    }

    /// A response or a `generic_nack` has come.
    #[inline]
    fn answered(&mut self, header: Header, pdu: &[u8], books: &mut Books<'_>) -> Result<(), Lost> {
        if self.state == State::Binding {
            return self.bind_answered(header, books);
        }
        if header.command_id == CommandId::unbind_resp && self.state == State::Unbinding {
            self.state = State::Unbound;
            return Ok(());
        }
        let waited = self.window.take(header.sequence_number).filter(|it| {
            Some(header.command_id) == it.request.command_id().response()
                || header.command_id == CommandId::generic_nack
        });
        let Some(waited) = waited else {
            books.tally.unexpected += 1;
            return Ok(());
        };
        let accepted_message = header.command_status.is_ok() && waited.request.is_message();
        if waited.intended >= books.measure_from {
            books.tally.answered(waited.request, header.command_status, waited.intended, books.now);
        } else if accepted_message {
            books.tally.accepted_in_warmup += 1;
        }
        if accepted_message && let Some(ids) = books.ids.as_deref_mut() {
            let body = pdu.get(Header::LEN..).unwrap_or_default();
            let id = body.split(|octet| *octet == 0).next().unwrap_or_default();
            if id.len() <= MAX_MESSAGE_ID {
                self.last_id.clear();
                self.last_id.extend_from_slice(id);
            }
            ids.extend_from_slice(id);
            ids.push(b'\n');
        }
        Ok(())
    }

    fn bind_answered(&mut self, header: Header, books: &mut Books<'_>) -> Result<(), Lost> {
        if header.sequence_number != BIND_NUMBER {
            books.tally.unexpected += 1;
            return Ok(());
        }
        if !header.command_status.is_ok() {
            return Err(Lost(format!("the bind was refused: {:?}", header.command_status)));
        }
        self.state = State::Bound;
        books.tally.bound(books.now.saturating_sub(self.opened));
        Ok(())
    }
}
