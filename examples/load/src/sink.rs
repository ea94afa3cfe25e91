//! A server that does nothing but answer: what no real one can be faster than.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use brivas_smpp::{BindKind, BindResp, CommandId, CommandStatus, Header, MessageState, QuerySmResp, encode};
use bytes::BytesMut;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Registry, Token};

use crate::frames::{self, ReadBuffer};
use crate::outbox::Outbox;
use crate::readiness::{Readiness, has_closed};
use crate::traffic::DIALECT;

const LISTENER: Token = Token(usize::MAX);

/// What the line on standard output begins with that tells where it listens.
pub(crate) const LISTENS_ON: &str = "sink on ";

/// Listens until the process is ended.
///
/// # Errors
/// The address cannot be had, or the system has no more to give.
pub(crate) fn run(listen: SocketAddr) -> io::Result<()> {
    let mut readiness = Readiness::new()?;
    let mut listener = TcpListener::bind(listen)?;
    readiness.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    writeln!(io::stdout(), "{LISTENS_ON}{}", listener.local_addr()?)?;
    let mut sink =
        Sink { connections: Vec::new(), free: Vec::new(), buffer: ReadBuffer::new(), message_id: 0 };
    let mut events = Events::with_capacity(1024);
    loop {
        readiness.wait(&mut events, Duration::from_secs(60))?;
        for event in &events {
            match event.token() {
                LISTENER => sink.accept(&listener, readiness.registry())?,
                Token(place) => sink.serve(place, has_closed(event)),
            }
        }
    }
}

struct Sink {
    connections: Vec<Option<Connection>>,
    free: Vec<usize>,
    buffer: ReadBuffer,
    message_id: u32,
}

struct Connection {
    socket: TcpStream,
    partial: Vec<u8>,
    outbox: Outbox,
}

impl Sink {
    fn accept(&mut self, listener: &TcpListener, registry: &Registry) -> io::Result<()> {
        loop {
            let mut socket = match listener.accept() {
                Ok((socket, _)) => socket,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                // The client has gone before it was accepted; that of the process is an end.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => continue,
                Err(error) => return Err(error),
            };
            socket.set_nodelay(true)?;
            let place = self.free.pop().unwrap_or(self.connections.len());
            registry.register(&mut socket, Token(place), Interest::READABLE | Interest::WRITABLE)?;
            let connection = Connection { socket, partial: Vec::new(), outbox: Outbox::new(false) };
            match self.connections.get_mut(place) {
                Some(free) => *free = Some(connection),
                None => self.connections.push(Some(connection)),
            }
        }
    }

    /// Answers what has come on one connection; one that breaks or closes is dropped.
    fn serve(&mut self, place: usize, closed: bool) {
        let Some(slot) = self.connections.get_mut(place) else {
            return;
        };
        let Some(connection) = slot else {
            return;
        };
        if connection.serve(&mut self.buffer, closed, &mut self.message_id).is_err() {
            *slot = None;
            self.free.push(place);
        }
    }
}

impl Connection {
    /// One write for each read.
    fn serve(&mut self, buffer: &mut ReadBuffer, closed: bool, message_id: &mut u32) -> io::Result<()> {
        self.outbox.flush(&mut self.socket)?;
        while let Some(chunk) = buffer.read(&mut self.socket, &mut self.partial)? {
            let mut rest = chunk.octets;
            while let Some((header, pdu)) = frames::take(&mut rest)? {
                answer(header, pdu, message_id, &mut self.outbox);
            }
            self.partial.extend_from_slice(rest);
            self.outbox.flush(&mut self.socket)?;
            if !chunk.more && !closed {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// `ESME_ROK` to all that can be asked, with a `message_id` of its own for each message.
#[inline]
fn answer(header: Header, pdu: &[u8], message_id: &mut u32, outbox: &mut Outbox) {
    let Some(response) = header.command_id.response() else {
        return;
    };
    match header.command_id {
        CommandId::submit_sm | CommandId::data_sm => {
            *message_id = message_id.wrapping_add(1);
            acknowledge(response, header.sequence_number, *message_id, outbox);
        }
        CommandId::query_sm => {
            let id = pdu.get(Header::LEN..).and_then(|body| body.split(|octet| *octet == 0).next());
            let message_state = MessageState::DELIVERED;
            let body =
                QuerySmResp { message_id: id.unwrap_or_default(), message_state, ..Default::default() };
            put(&body, header, outbox);
        }
        id if id.is_bind() => {
            let kind = BindKind::of(id).unwrap_or_default();
            put(&BindResp { kind, system_id: b"sink", ..Default::default() }, header, outbox);
        }
        CommandId::enquire_link | CommandId::unbind | CommandId::replace_sm | CommandId::cancel_sm => {
            let header = Header { command_length: 16, command_id: response, ..header };
            outbox.push(&header.to_octets());
        }
        _ => {
            let (command_id, command_status) = (CommandId::generic_nack, CommandStatus::ESME_RINVCMDID);
            let header = Header { command_length: 16, command_id, command_status, ..header };
            outbox.push(&header.to_octets());
        }
    }
}

/// An answer with a `message_id` of eight hexadecimal digits.
fn acknowledge(command_id: CommandId, sequence_number: u32, message_id: u32, outbox: &mut Outbox) {
    let command_status = CommandStatus::ESME_ROK;
    let header = Header { command_length: 25, command_id, command_status, sequence_number };
    let mut pdu = [0; 25];
    if let Some((head, id)) = pdu.split_at_mut_checked(Header::LEN) {
        head.copy_from_slice(&header.to_octets());
        for (place, digit) in id.iter_mut().take(8).enumerate() {
            *digit = b"0123456789abcdef"[(message_id >> (28 - 4 * place)) as usize & 15];
        }
    }
    outbox.push(&pdu);
}

fn put<'a, B: brivas_smpp::Body<'a>>(body: &B, request: Header, outbox: &mut Outbox) {
    let mut pdu = BytesMut::new();
    // An id that is too long to be one gets no answer.
    if encode(body, CommandStatus::ESME_ROK, request.sequence_number, DIALECT, &mut pdu).is_ok() {
        outbox.push(&pdu);
    }
}
