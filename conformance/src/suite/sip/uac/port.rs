//! Our socket and our connections, which outlive the cases: the peer makes them.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use crate::suite::sip::message::Message;
use crate::suite::sip::target::Transport;

/// How long we sleep where nothing has come.
const TICK: Duration = Duration::from_millis(1);
/// How often a port that UDP got may be taken for TCP.
const TRIES: usize = 20;

/// Where we are called.
#[derive(Debug)]
pub(super) struct Port {
    socket: UdpSocket,
    listener: TcpListener,
    streams: Vec<Stream>,
    address: SocketAddr,
    /// The Call-IDs that have come.
    pub(super) calls: BTreeSet<String>,
}

#[derive(Debug)]
struct Stream {
    stream: TcpStream,
    peer: SocketAddr,
    buffer: Vec<u8>,
}

/// Whom something came from, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) transport: Transport,
    pub(super) peer: SocketAddr,
}

/// What came: a message, or why it is none.
pub(super) struct Arrival {
    pub(super) source: Source,
    pub(super) message: Result<Message, String>,
}

impl Port {
    pub(super) fn listen(address: SocketAddr) -> io::Result<Self> {
        let mut tries = 0;
        let (socket, listener) = loop {
            let socket = UdpSocket::bind(address)?;
            tries += 1;
            match TcpListener::bind(socket.local_addr()?) {
                Ok(listener) => break (socket, listener),
                Err(error) if address.port() > 0 || tries >= TRIES => return Err(error),
                Err(_) => {}
            }
        };
        socket.set_nonblocking(true)?;
        listener.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        Ok(Self { socket, listener, streams: Vec::new(), address, calls: BTreeSet::new() })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends over UDP to there, or on the connection from there.
    pub(super) fn send(&mut self, to: Source, octets: &[u8]) -> io::Result<()> {
        match to.transport {
            Transport::Udp => self.socket.send_to(octets, to.peer).map(|_| ()),
            Transport::Tcp => {
                let stream = self.streams.iter_mut().find(|stream| stream.peer == to.peer);
                stream.ok_or(ErrorKind::NotConnected)?.stream.write_all(octets)
            }
        }
    }

    /// The next message before the deadline.
    pub(super) fn next(&mut self, deadline: Instant) -> Option<Arrival> {
        loop {
            let arrival = self.datagram().or_else(|| self.accepted()).or_else(|| self.streamed());
            if arrival.is_some() {
                return arrival;
            }
            if Instant::now() >= deadline {
                return None;
            }
            std::thread::sleep(TICK);
        }
    }

    fn datagram(&self) -> Option<Arrival> {
        let mut room = vec![0; 65_536];
        let (length, peer) = self.socket.recv_from(&mut room).ok()?;
        let octets = room.get(..length).unwrap_or_default();
        if octets.iter().all(|octet| b"\r\n\0".contains(octet)) {
            return None; // a keep-alive
        }
        let read = Message::read(octets, true);
        let message =
            read.and_then(|read| read.map(|(message, _)| message).ok_or_else(|| "no message".into()));
        Some(Arrival { source: Source { transport: Transport::Udp, peer }, message })
    }

    /// Takes connections; nothing has come on them yet.
    fn accepted(&mut self) -> Option<Arrival> {
        while let Ok((stream, peer)) = self.listener.accept() {
            // A write waits, a read does not.
            if stream.set_nodelay(true).is_ok() && stream.set_read_timeout(Some(TICK)).is_ok() {
                self.streams.push(Stream { stream, peer, buffer: Vec::new() });
            }
        }
        None
    }

    fn streamed(&mut self) -> Option<Arrival> {
        for place in 0..self.streams.len() {
            let Some(stream) = self.streams.get_mut(place) else { break };
            let is_open = stream.fill();
            let blank = stream.buffer.iter().take_while(|octet| b"\r\n".contains(octet)).count();
            stream.buffer.drain(..blank);
            let source = Source { transport: Transport::Tcp, peer: stream.peer };
            match Message::read(&stream.buffer, false) {
                Ok(Some((message, length))) => {
                    stream.buffer.drain(..length);
                    return Some(Arrival { source, message: Ok(message) });
                }
                Ok(None) if is_open => {}
                Ok(None) => {
                    self.streams.remove(place);
                    break;
                }
                Err(what) => {
                    self.streams.remove(place);
                    return Some(Arrival { source, message: Err(what) });
                }
            }
        }
        None
    }
}

impl Stream {
    /// Reads what is there, and says whether more may come.
    fn fill(&mut self) -> bool {
        let mut room = [0; 16_384];
        match self.stream.read(&mut room) {
            Ok(0) => false,
            Ok(length) => {
                self.buffer.extend_from_slice(room.get(..length).unwrap_or_default());
                true
            }
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }
}
