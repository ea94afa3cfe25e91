//! Datagram sockets.
//!
//! What ICMP says of a peer reaches a socket that is not connected only by `IP_RECVERR` and its queue of errors, which neither tokio nor
//! `socket2` gives without `unsafe`: an owner with sockets of his own can tell it by
//! [`Endpoint::handle_unreachable`](crate::Endpoint::handle_unreachable). Here that is told which the system itself refuses to send.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

use bytes::Bytes;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use tokio::io::ReadBuf;
use tokio::net::UdpSocket;

use crate::endpoint::PathId;

/// The longest datagram (RFC 3261 §18.1.1).
pub(super) const LONGEST: usize = 65_535;
/// The room that is asked of the kernel for what came and was not read yet. It gives what it allows.
const RECEIVE_BUFFER: usize = 8 << 20;
/// How many datagrams wait for a socket that takes none; what is more is lost as on the way.
const WAITING: usize = 1024;

/// Makes a datagram socket whose buffer is as large as the kernel allows. With `is_shared` others may have the same port
/// (`SO_REUSEPORT`, where there is such a thing), if they all say so; each then gets what comes from some of the peers.
///
/// # Errors
/// What the socket gives.
pub fn bind_udp(address: SocketAddr, is_shared: bool) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    #[cfg(unix)]
    socket.set_reuse_port(is_shared)?;
    #[cfg(not(unix))]
    let _ = is_shared;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    UdpSocket::from_std(socket.into())
}

/// A socket and what waits for it.
#[derive(Debug)]
pub(super) struct Udp {
    pub(super) path: PathId,
    socket: UdpSocket,
    waiting: VecDeque<(SocketAddr, Bytes)>,
    /// It has failed for good.
    is_broken: bool,
}

impl Udp {
    pub(super) fn new(path: PathId, socket: UdpSocket) -> Self {
        // A refusal leaves the buffer as it was.
        let _ = SockRef::from(&socket).set_recv_buffer_size(RECEIVE_BUFFER);
        Self { path, socket, waiting: VecDeque::new(), is_broken: false }
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Sends a datagram at once, or as soon as the socket takes it. Gives whether it cannot be sent to there; what else the network
    /// refuses is lost like any other.
    pub(super) fn send(&mut self, to: SocketAddr, octets: Bytes) -> bool {
        let error = match self.is_waiting() {
            true => io::ErrorKind::WouldBlock.into(),
            false => match self.socket.try_send_to(&octets, to) {
                Ok(_) => return false,
                Err(error) => error,
            },
        };
        if error.kind() == io::ErrorKind::WouldBlock && self.waiting.len() < WAITING {
            self.waiting.push_back((to, octets));
        }
        is_of_the_peer(&error)
    }

    /// Sends the first of what has waited, and gives to whom it cannot be sent; `None` if nothing can be sent now.
    pub(super) fn write(&mut self, context: &mut Context<'_>) -> Option<Option<SocketAddr>> {
        let (to, octets) = self.waiting.front()?;
        let to = *to;
        let Poll::Ready(sent) = self.socket.poll_send_to(context, octets, to) else { return None };
        self.waiting.pop_front();
        Some(sent.err().filter(is_of_the_peer).map(|_| to))
    }

    /// The next datagram, as a piece of its own.
    pub(super) fn read(
        &mut self,
        buffer: &mut [u8],
        context: &mut Context<'_>,
    ) -> Poll<io::Result<(SocketAddr, Bytes)>> {
        while !self.is_broken {
            let mut room = ReadBuf::new(buffer);
            match self.socket.poll_recv_from(context, &mut room) {
                Poll::Ready(Ok(from)) => {
                    return Poll::Ready(Ok((from, Bytes::copy_from_slice(room.filled()))));
                }
                Poll::Ready(Err(error)) if is_of_the_network(&error) => {}
                Poll::Ready(Err(error)) => {
                    self.is_broken = true;
                    return Poll::Ready(Err(error));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Pending
    }
}

/// What an earlier datagram met with, not a fault of the socket.
fn is_of_the_network(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
    )
}

/// What says that nothing can be sent to a peer from here. That an earlier datagram was refused is no word of this one's peer.
fn is_of_the_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::InvalidInput
    )
}
