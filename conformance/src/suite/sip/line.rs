//! A socket of ours, and every message on it noted.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use super::message::Message;
use super::target::{Target, Transport};
use crate::suite::lines::Lines;
use crate::suite::verdict::{Outcome, Stop, fail};

/// No read waits longer at a time.
const TICK: Duration = Duration::from_millis(20);

/// A socket or a connection to the peer.
pub(crate) struct Line {
    wire: Wire,
    number: usize,
    local: SocketAddr,
    peer: SocketAddr,
    buffer: Vec<u8>,
    lines: Lines,
}

enum Wire {
    Udp(UdpSocket),
    Tcp(TcpStream),
}

/// What came.
pub(crate) enum Incoming {
    Message(Message),
    Closed,
    Silence,
}

impl Line {
    pub(crate) fn open(target: &Target, transport: Transport, number: usize, lines: Lines) -> Outcome<Self> {
        let bad = |error: std::io::Error| Stop::Fail {
            expected: "the peer can be reached".into(),
            came: error.to_string(),
        };
        let any = if target.peer.is_ipv6() { "[::]:0" } else { "0.0.0.0:0" };
        let (wire, local) = match transport {
            Transport::Udp => {
                let socket = UdpSocket::bind(any).map_err(bad)?;
                socket.connect(target.peer).map_err(bad)?;
                socket.set_read_timeout(Some(TICK)).map_err(bad)?;
                let local = socket.local_addr().map_err(bad)?;
                (Wire::Udp(socket), local)
            }
            Transport::Tcp => {
                let stream = TcpStream::connect_timeout(&target.peer, target.timers.answer).map_err(bad)?;
                stream.set_read_timeout(Some(TICK)).map_err(bad)?;
                stream.set_nodelay(true).map_err(bad)?;
                let local = stream.local_addr().map_err(bad)?;
                (Wire::Tcp(stream), local)
            }
        };
        Ok(Self { wire, number, local, peer: target.peer, buffer: Vec::new(), lines })
    }

    pub(crate) fn transport(&self) -> Transport {
        match self.wire {
            Wire::Udp(_) => Transport::Udp,
            Wire::Tcp(_) => Transport::Tcp,
        }
    }

    pub(crate) fn local(&self) -> SocketAddr {
        self.local
    }

    pub(crate) fn send(&mut self, message: &Message) -> Outcome {
        self.send_octets(&message.octets())
    }

    pub(crate) fn send_octets(&mut self, octets: &[u8]) -> Outcome {
        self.note('>', &String::from_utf8_lossy(octets));
        let sent = match &mut self.wire {
            Wire::Udp(socket) => socket.send(octets).map(|_| ()),
            Wire::Tcp(stream) => stream.write_all(octets),
        };
        sent.or_else(|error| fail("the peer takes what is sent", error.to_string()))
    }

    /// The next message before the deadline.
    pub(crate) fn next(&mut self, deadline: Instant) -> Outcome<Incoming> {
        loop {
            if let Some(message) = self.take()? {
                return Ok(Incoming::Message(message));
            }
            let mut room = vec![0; 65_536];
            let read = match &mut self.wire {
                Wire::Udp(socket) => socket.recv(&mut room),
                Wire::Tcp(stream) => stream.read(&mut room),
            };
            match read {
                Ok(0) if self.transport() == Transport::Tcp => return Ok(Incoming::Closed),
                Ok(length) => self.buffer.extend_from_slice(room.get(..length).unwrap_or_default()),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(Incoming::Closed),
                Err(error) => return fail("an answer", error.to_string()),
            }
            if self.buffer.is_empty() && Instant::now() >= deadline {
                return Ok(Incoming::Silence);
            }
            if Instant::now() >= deadline + self.grace() {
                return fail("a whole message", String::from_utf8_lossy(&self.buffer));
            }
        }
    }

    /// What is on a stream before the next message: the octets of keep-alives.
    pub(crate) fn raw(&mut self, deadline: Instant) -> Vec<u8> {
        let Wire::Tcp(stream) = &mut self.wire else { return Vec::new() };
        let mut room = [0; 64];
        while Instant::now() < deadline {
            match stream.read(&mut room) {
                Ok(0) => break,
                Ok(length) => {
                    let octets = room.get(..length).unwrap_or_default().to_vec();
                    self.note('<', &String::from_utf8_lossy(&octets));
                    return octets;
                }
                Err(_) => {}
            }
        }
        Vec::new()
    }

    fn take(&mut self) -> Outcome<Option<Message>> {
        let is_datagram = self.transport() == Transport::Udp;
        if !is_datagram {
            let blank = self.buffer.iter().take_while(|octet| b"\r\n".contains(octet)).count();
            self.buffer.drain(..blank);
        }
        if self.buffer.is_empty() {
            return Ok(None);
        }
        let read = Message::read(&self.buffer, is_datagram);
        match read {
            Ok(None) => Ok(None),
            Ok(Some((message, length))) => {
                let rest = if is_datagram { Vec::new() } else { self.buffer.split_off(length) };
                let octets = std::mem::replace(&mut self.buffer, rest);
                self.note('<', &String::from_utf8_lossy(octets.get(..length).unwrap_or_default()));
                Ok(Some(message))
            }
            Err(what) => {
                let octets = std::mem::take(&mut self.buffer);
                self.note('<', &String::from_utf8_lossy(&octets));
                fail("a message that can be read", what)
            }
        }
    }

    fn grace(&self) -> Duration {
        Duration::from_millis(200)
    }

    fn note(&self, mark: char, text: &str) {
        for line in text.trim_end().split("\r\n") {
            self.lines.push(format!("#{} {}", self.number, self.peer), mark, &shown(line));
        }
    }
}

/// Octets that nobody could read in a report, NUL above all, as their pictures.
fn shown(line: &str) -> String {
    let picture = |letter: char| char::from_u32(0x2400 + u32::from(letter)).filter(|_| letter < ' ');
    line.chars().map(|letter| picture(letter).unwrap_or(letter)).collect()
}
