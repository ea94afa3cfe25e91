//! What a case works with.

use std::cell::{Cell, RefCell};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use brivas_smpp::{Bind, CommandId, InterfaceVersion, Pdu};

use super::Version;
use super::connection::{Connection, Incoming};
use super::message::{Message, c_octet_string};
use super::target::{Peer, Target};
use super::trace::{Trace, describe};
use crate::suite::tested;
use crate::suite::verdict::{Outcome, Stop, check, fail};

/// The peer, the version to be spoken, and the connections of one case.
pub struct Context<'a> {
    pub(crate) target: &'a Target,
    pub(crate) version: Version,
    trace: Trace,
    connections: Cell<usize>,
    bind: RefCell<Option<Pdu>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(target: &'a Target, version: Version) -> Self {
        let trace = Trace::new(&target.password);
        Self { target, version, trace, connections: Cell::new(0), bind: RefCell::default() }
    }

    /// A new connection to the message centre.
    pub(crate) fn connect(&self) -> Outcome<Connection> {
        let Peer::Smsc(address) = &self.target.peer else {
            return fail("a message centre to connect to", "the peer is an ESME");
        };
        match TcpStream::connect_timeout(address, self.target.timers.answer) {
            Ok(stream) => Ok(self.connection(stream)),
            Err(error) => fail("a connection is taken", error.to_string()),
        }
    }

    fn connection(&self, stream: TcpStream) -> Connection {
        let number = self.connections.get() + 1;
        self.connections.set(number);
        Connection::new(stream, self.trace.clone(), number, self.version, self.target.timers)
    }

    /// The bind of this kind with the right credentials.
    pub(crate) fn bind(&self, kind: CommandId) -> Message {
        Message::bind(kind, &self.target.system_id, &self.target.password, self.version.octet())
    }

    /// A connection that is bound.
    pub(crate) fn bound(&self, kind: CommandId) -> Outcome<Connection> {
        let mut connection = self.connect()?;
        connection.accepts(&self.bind(kind))?;
        Ok(connection)
    }

    pub(crate) fn transceiver(&self) -> Outcome<Connection> {
        self.bound(CommandId::bind_transceiver)
    }

    pub(crate) fn transmitter(&self) -> Outcome<Connection> {
        self.bound(CommandId::bind_transmitter)
    }

    pub(crate) fn receiver(&self) -> Outcome<Connection> {
        self.bound(CommandId::bind_receiver)
    }

    /// A submit_sm to the number that the centre delivers to.
    pub(crate) fn submit_sm(&self) -> Message {
        Message::submit_sm(&self.target.destination)
    }

    /// A submit_sm that stays for days, so that it can be asked about, changed and taken back.
    pub(crate) fn scheduled(&self) -> Message {
        self.submit_sm().text("schedule_delivery_time", "000001000000000R")
    }

    pub(crate) fn data_sm(&self) -> Message {
        Message::data_sm(&self.target.destination)
    }

    /// The next connection of the ESME under test.
    pub(crate) fn accept(&self) -> Outcome<Connection> {
        let Peer::Esme(listener) = &self.target.peer else {
            return fail("an ESME that connects", "the peer is a message centre");
        };
        let none = |error: std::io::Error| Stop::Inconclusive(format!("no connection can be taken: {error}"));
        listener.set_nonblocking(true).map_err(none)?;
        let deadline = Instant::now() + self.target.timers.patience;
        loop {
            match listener.accept() {
                Ok((stream, _)) => {
                    stream.set_nonblocking(false).map_err(none)?;
                    return Ok(self.connection(stream));
                }
                Err(_) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(10)),
                Err(_) => {
                    let waited = self.target.timers.patience.as_secs();
                    return Err(Stop::Inconclusive(format!("the ESME did not connect within {waited} s")));
                }
            }
        }
    }

    /// A connection of the ESME, and the bind that it must begin with.
    pub(crate) fn accept_bind(&self) -> Outcome<(Connection, Pdu)> {
        let mut connection = self.accept()?;
        match connection.next_within(self.target.timers.patience)? {
            Incoming::Pdu(pdu) if pdu.command_id().is_bind() => Ok((connection, pdu)),
            Incoming::Pdu(pdu) => fail("a bind before anything else", describe(pdu.octets())),
            Incoming::Closed => Err(Stop::Inconclusive("the ESME closed before a bind".into())),
            Incoming::Silence => fail("a bind", "nothing"),
        }
    }

    /// A connection of the ESME, its bind accepted.
    pub(crate) fn accepted(&self) -> Outcome<Connection> {
        let (mut connection, pdu) = self.accept_bind()?;
        connection.send(&self.bind_resp(&pdu))?;
        let version = pdu.body::<Bind<'_>>().map_or(InterfaceVersion::V3_4, |bind| bind.interface_version);
        connection.version = InterfaceVersion::V5_0.common(version);
        *self.bind.borrow_mut() = Some(pdu);
        Ok(connection)
    }

    /// The next connection of an ESME that claims to come again, its bind accepted.
    pub(crate) fn accepted_again(&self) -> Outcome<Connection> {
        match self.accepted() {
            Err(Stop::Inconclusive(reason)) => fail("the ESME comes again", reason),
            other => other,
        }
    }

    /// The response by which a message centre accepts this bind.
    pub(crate) fn bind_resp(&self, bind: &Pdu) -> Message {
        Message::answer(bind.header, brivas_smpp::CommandStatus::ESME_ROK)
            .add("system_id", c_octet_string(self.target.system_id.as_bytes()))
    }

    /// A connection of an ESME that takes messages.
    pub(crate) fn accepted_receiver(&self) -> Outcome<Connection> {
        let connection = self.accepted()?;
        let transmits = self.bound_as() == Some(CommandId::bind_transmitter);
        if transmits {
            return Err(Stop::Inconclusive("the ESME binds as a transmitter, and takes no messages".into()));
        }
        Ok(connection)
    }

    /// How the ESME is bound.
    pub(crate) fn bound_as(&self) -> Option<CommandId> {
        self.bind.borrow().as_ref().map(Pdu::command_id)
    }

    /// The next request of this kind that the ESME sends by itself; others are answered in passing.
    pub(crate) fn request(&self, connection: &mut Connection, id: CommandId) -> Outcome<Pdu> {
        let deadline = Instant::now() + self.target.timers.patience;
        let name = id.name().unwrap_or("request");
        loop {
            match connection.next_within(deadline.saturating_duration_since(Instant::now()))? {
                Incoming::Pdu(pdu) if pdu.command_id() == id => return Ok(pdu),
                Incoming::Pdu(pdu) if pdu.command_id().is_response() => {}
                Incoming::Pdu(pdu) => connection.serve(pdu)?,
                Incoming::Closed => return fail("a session that goes on", "the ESME closed the connection"),
                Incoming::Silence => return Err(Stop::Inconclusive(format!("the ESME sent no {name}"))),
            }
        }
    }
}

impl tested::Context for Context<'_> {
    fn trace(&self) -> Vec<String> {
        self.trace.lines()
    }

    fn hide(&self, text: &str) -> String {
        self.trace.hide(text)
    }

    /// A fresh connection can be bound: what went before has not broken the peer.
    fn survives(&self) -> Outcome {
        let expected = "a fresh bind is accepted afterwards";
        let again = match &self.target.peer {
            Peer::Smsc(_) => self.transceiver(),
            Peer::Esme(_) => self.accepted(),
        };
        match again {
            Ok(mut connection) => connection.alive(),
            Err(Stop::Fail { came, .. }) => fail(expected, came),
            Err(Stop::Inconclusive(reason)) => check(false, expected, reason),
        }
    }
}
