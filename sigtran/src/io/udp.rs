//! SCTP over a UDP socket of tokio's.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use tokio::io::ReadBuf;
use tokio::net::UdpSocket;

use super::{Alarm, BATCH};
use crate::m3ua::AssociationId;
use crate::sctp::udp::{Config, Udp};
use crate::sctp::{Event, Remote, Sctp, UsageError};

/// The largest UDP datagram.
const DATAGRAM: usize = 65_536;

/// SCTP over UDP (RFC 6951): an [`Udp`] and its socket. As that it lives on one thread.
#[derive(Debug)]
pub struct UdpSctp {
    udp: Udp,
    socket: UdpSocket,
    buffer: Box<[u8]>,
    /// A datagram that the socket did not take yet.
    held: Option<(SocketAddr, Bytes)>,
    alarm: Alarm,
}

impl UdpSctp {
    /// Over this socket; its port is usually [`UDP_PORT`](crate::sctp::UDP_PORT). The seed must be secret.
    #[must_use]
    pub fn new(config: Arc<Config>, seed: [u8; 32], socket: UdpSocket) -> Self {
        Self {
            udp: Udp::new(config, seed, Instant::now()),
            socket,
            buffer: vec![0; DATAGRAM].into(),
            held: None,
            alarm: Alarm::new(),
        }
    }

    /// The socket, for its address.
    #[must_use]
    pub const fn socket(&self) -> &UdpSocket {
        &self.socket
    }

    fn write(&mut self, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        for _ in 0..BATCH {
            let Some((to, octets)) = self.held.take().or_else(|| self.udp.poll_transmit()) else { break };
            match self.socket.poll_send_to(context, &octets, to) {
                // What the network refuses is lost like any other datagram; SCTP sees to it.
                Poll::Ready(Ok(_) | Err(_)) => moved = true,
                Poll::Pending => {
                    self.held = Some((to, octets));
                    break;
                }
            }
        }
        moved
    }

    fn read(&mut self, now: Instant, context: &mut Context<'_>) -> io::Result<bool> {
        let mut moved = false;
        for _ in 0..BATCH {
            let mut buffer = ReadBuf::new(&mut self.buffer);
            match self.socket.poll_recv_from(context, &mut buffer) {
                Poll::Ready(Ok(from)) => {
                    self.udp.handle_datagram(now, from, Bytes::copy_from_slice(buffer.filled()));
                    moved = true;
                }
                Poll::Ready(Err(error)) if is_of_the_network(&error) => moved = true,
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => break,
            }
        }
        Ok(moved)
    }

    fn run_timers(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        match self.udp.poll_timeout() {
            None => false,
            Some(deadline) if deadline <= now => {
                self.udp.handle_timeout(now);
                true
            }
            Some(deadline) => self.alarm.poll(deadline, context),
        }
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

impl Sctp for UdpSctp {
    fn open(&mut self, association: AssociationId, remote: &Remote) -> Result<(), UsageError> {
        self.udp.open(Instant::now(), association, remote)
    }

    fn send(
        &mut self,
        association: AssociationId,
        stream_id: u16,
        ppid: u32,
        octets: Bytes,
    ) -> Result<(), UsageError> {
        self.udp.send(Instant::now(), association, stream_id, ppid, octets)
    }

    fn close(&mut self, association: AssociationId) -> Result<(), UsageError> {
        self.udp.close(Instant::now(), association)
    }

    fn abort(&mut self, association: AssociationId) -> Result<(), UsageError> {
        self.udp.abort(Instant::now(), association)
    }

    fn poll_event(&mut self) -> Option<Event> {
        self.udp.poll_event()
    }

    fn poll_run(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let now = Instant::now();
        let mut moved = match self.read(now, context) {
            Ok(moved) => moved,
            Err(error) => return Poll::Ready(Err(error)),
        };
        // What was read may have set a timer or made something to send.
        moved |= self.write(context);
        moved |= self.run_timers(now, context);
        if moved { Poll::Ready(Ok(())) } else { Poll::Pending }
    }
}
