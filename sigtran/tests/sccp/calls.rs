//! What the tests of connections do again and again.

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::{MtpTransfer, PointCode, RoutingLabel};
use brivas_sigtran::sccp::{
    Address, ConnectRequest, ConnectResponse, ConnectionId, ConnectionMessage, Event, LocalReference,
    Message, MessageType, Options, RefusalCause, ReleaseCause, Ssn, UsageError, Variant,
};

use crate::net::{A, B, Net, hlr};

pub(crate) const CAUSE: ReleaseCause = ReleaseCause::END_USER_ORIGINATED;

impl Net {
    /// A asks for a connection with this address.
    pub(crate) fn ask(&mut self, called: Address, data: &[u8]) -> Result<ConnectionId, UsageError> {
        let calling = Some(Address::of_point_code(A, Ssn::MSC));
        let request = ConnectRequest { called, calling, data, importance: None };
        let now = self.now;
        let asked = self.at(A).n_connect(now, &request);
        self.settle();
        asked
    }

    /// What B is asked for.
    pub(crate) fn asked(&mut self) -> ConnectionId {
        let events = self.events(B);
        let [Event::Connect { connection, .. }] = &events[..] else { panic!("{events:?}") };
        *connection
    }

    pub(crate) fn take(&mut self, connection: ConnectionId) -> Result<(), UsageError> {
        let now = self.now;
        let taken = self.at(B).n_connect_response(now, connection, &ConnectResponse::default());
        self.settle();
        taken
    }

    /// A connection from A to B: what each calls it.
    pub(crate) fn connected(&mut self) -> (ConnectionId, ConnectionId) {
        let ours = self.ask(hlr(B), b"").unwrap();
        let theirs = self.asked();
        self.take(theirs).unwrap();
        let connected = Event::Connected { connection: ours, responding: None, data: Default::default() };
        assert_eq!(self.events(A), [connected]);
        self.seen.clear();
        (ours, theirs)
    }

    pub(crate) fn send_on(
        &mut self,
        code: PointCode,
        connection: ConnectionId,
        data: &[u8],
    ) -> Result<(), UsageError> {
        let mut buffer = Buffer::new();
        buffer.prepend(data);
        let now = self.now;
        let sent = self.at(code).n_data(now, connection, &mut buffer);
        assert_eq!(buffer.is_empty(), sent.is_ok() || data.is_empty(), "the buffer is used up, or as before");
        self.settle();
        sent
    }

    pub(crate) fn end(&mut self, code: PointCode, connection: ConnectionId) -> Result<(), UsageError> {
        let now = self.now;
        let ended = self.at(code).n_disconnect(now, connection, CAUSE, b"");
        self.settle();
        ended
    }

    /// The data that came to a point on a connection.
    pub(crate) fn data_on(&mut self, code: PointCode, on: ConnectionId) -> Vec<Vec<u8>> {
        let data = |event| match event {
            Event::Data { connection, data } if connection == on => data.to_vec(),
            other => panic!("{other:?}"),
        };
        self.events(code).into_iter().map(data).collect()
    }

    /// The types of what has gone over the network, which is forgotten.
    pub(crate) fn types(&mut self) -> Vec<MessageType> {
        self.seen.drain(..).map(|(_, octets)| MessageType(octets[0])).collect()
    }

    /// A message that nobody has sent comes to a point.
    pub(crate) fn forge(&mut self, from: PointCode, to: PointCode, message: ConnectionMessage<'_>) {
        let mut out = Buffer::new();
        Message::Connection(message).write(Variant::Itu, &mut out).unwrap();
        let label = RoutingLabel { opc: from, dpc: to, si: 3, ni: 2, mp: 0, sls: 1 };
        let now = self.now;
        self.at(to).handle_transfer(now, &MtpTransfer { label, user_data: out.into_bytes() });
        self.settle();
    }

    /// The refusals that have gone over the network, which is forgotten.
    pub(crate) fn refusals(&mut self) -> Vec<RefusalCause> {
        let refusal = |octets: &[u8]| match Message::read(octets, Variant::Itu) {
            Ok(Message::Connection(ConnectionMessage::ConnectionRefused { cause, .. })) => Some(cause),
            _ => None,
        };
        self.seen.drain(..).filter_map(|(_, octets)| refusal(&octets)).collect()
    }

    /// A request from A to B that A knows nothing of, with a reference that A never gives.
    pub(crate) fn forge_request(&mut self, called: Address, class: u8) {
        let source = LocalReference(0x12_3456);
        let options = Options::default();
        self.forge(A, B, ConnectionMessage::ConnectionRequest { source, class, called, options });
    }
}

/// How a connection ended for its user.
pub(crate) fn ended(connection: ConnectionId, cause: ReleaseCause) -> Event {
    Event::Disconnected { connection, cause, data: Default::default() }
}

pub(crate) fn refused(connection: ConnectionId, cause: RefusalCause) -> Event {
    Event::Refused { connection, cause, responding: None, data: Default::default() }
}
