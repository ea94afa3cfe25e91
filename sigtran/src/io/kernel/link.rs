//! One association of the kernel's.

use std::collections::VecDeque;
use std::io;
use std::net::{Shutdown, SocketAddr};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use sctp_rs::{
    AssocChangeState, ConnectedSocket, Notification, NotificationOrData, SendData, SendInfo,
    SubscribeEventAssocId,
};

use super::{KernelConfig, Later, NOTIFICATIONS};
use crate::m3ua::AssociationId;
use crate::sctp::{DownReason, Event, PPID_M3UA, UsageError};

/// How much `sctp-rs` reads at once: of a longer message come pieces of this length, and the rest.
const PIECE: usize = 4096;

/// A flag of a message: SCTP_SACK_IMMEDIATELY (RFC 7053).
const SACK_IMMEDIATELY: u16 = 1 << 3;

pub(super) struct Link {
    socket: Arc<ConnectedSocket>,
    id: sctp_rs::AssociationId,
    streams: u16,
    max_message: usize,
    max_send_queue: usize,
    receiving: Later<NotificationOrData>,
    queue: VecDeque<SendData>,
    queued: usize,
    sending: Option<Sending>,
    /// The beginning of a message that comes in pieces.
    begun: BytesMut,
    closing: bool,
    /// Whether the kernel has been told to shut down.
    shut: bool,
}

enum Sending {
    /// The kernel has it before it, or will.
    Now(SendData, Later<()>),
    /// The kernel had no room; it tells when it has sent all.
    WhenDry(SendData),
}

impl Link {
    pub(super) fn new(
        config: &KernelConfig,
        socket: ConnectedSocket,
        id: sctp_rs::AssociationId,
    ) -> io::Result<Self> {
        socket.sctp_request_rcvinfo(true)?;
        socket.sctp_subscribe_events(&NOTIFICATIONS, SubscribeEventAssocId::Future)?;
        let streams = socket.sctp_get_status(id)?.outstreams;
        let socket = Arc::new(socket);
        Ok(Self {
            receiving: receive(&socket),
            socket,
            id,
            streams,
            max_message: config.max_message(),
            max_send_queue: config.max_send_queue(),
            queue: VecDeque::new(),
            queued: 0,
            sending: None,
            begun: BytesMut::new(),
            closing: false,
            shut: false,
        })
    }

    pub(super) const fn streams(&self) -> u16 {
        self.streams
    }

    pub(super) fn peer_addresses(&self) -> io::Result<Vec<SocketAddr>> {
        self.socket.sctp_getpaddrs(self.id)
    }

    pub(super) fn send(&mut self, stream_id: u16, ppid: u32, octets: Bytes) -> Result<(), UsageError> {
        if self.closing {
            return Err(UsageError::NotUp);
        }
        if stream_id >= self.streams {
            return Err(UsageError::Stream);
        }
        if octets.is_empty() || octets.len() > self.max_message {
            return Err(UsageError::Length);
        }
        if self.queued + octets.len() > self.max_send_queue {
            return Err(UsageError::SendQueueFull);
        }
        self.queued += octets.len();
        // The kernel takes the identifier as it goes over the wire (RFC 6458 §5.3.4).
        let info =
            SendInfo { sid: stream_id, flags: SACK_IMMEDIATELY, ppid: ppid.to_be(), ..SendInfo::default() };
        self.queue.push_back(SendData { payload: octets.to_vec(), snd_info: Some(info) });
        Ok(())
    }

    /// Ends after what waits has gone; the kernel waits for the acknowledgements.
    pub(super) const fn close(&mut self) {
        self.closing = true;
    }

    fn send_now(&self, data: SendData) -> Sending {
        let (socket, copy) = (Arc::clone(&self.socket), data.clone());
        Sending::Now(data, Box::pin(async move { socket.sctp_send(copy).await }))
    }

    /// Gives the kernel what waits. What it refuses for good comes back when the association ends.
    pub(super) fn write(&mut self, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        loop {
            match self.sending.take() {
                None => {
                    let Some(data) = self.queue.pop_front() else { break };
                    self.sending = Some(self.send_now(data));
                }
                Some(Sending::WhenDry(data)) => {
                    self.sending = Some(Sending::WhenDry(data));
                    break;
                }
                Some(Sending::Now(data, mut future)) => match future.as_mut().poll(context) {
                    Poll::Ready(Ok(())) => {
                        self.queued = self.queued.saturating_sub(data.payload.len());
                        moved = true;
                    }
                    // There is no room; or the association is gone, which reading will tell.
                    Poll::Ready(Err(_)) => self.sending = Some(Sending::WhenDry(data)),
                    Poll::Pending => {
                        self.sending = Some(Sending::Now(data, future));
                        break;
                    }
                },
            }
        }
        if self.closing && !self.shut && self.sending.is_none() {
            self.shut = self.socket.shutdown(Shutdown::Write).is_ok();
        }
        moved
    }

    /// What the kernel has to say; `Ready(None)` if it was nothing for the owner.
    pub(super) fn read(
        &mut self,
        association: AssociationId,
        context: &mut Context<'_>,
    ) -> Poll<Option<Event>> {
        let Poll::Ready(received) = self.receiving.as_mut().poll(context) else { return Poll::Pending };
        self.receiving = receive(&self.socket);
        let down = |reason| Poll::Ready(Some(Event::Down { association, reason }));
        match received {
            Ok(NotificationOrData::Data(data)) if data.payload.is_empty() => down(DownReason::Shutdown),
            Ok(NotificationOrData::Data(data)) => {
                let info = data.rcv_info.unwrap_or_default();
                let ppid = u32::from_be(info.ppid);
                let message = self.join(data.payload, ppid);
                Poll::Ready(message.map(|octets| Event::Message {
                    association,
                    stream_id: info.sid,
                    ppid,
                    octets,
                }))
            }
            Ok(NotificationOrData::Notification(Notification::AssociationChange(change))) => {
                match change.state {
                    AssocChangeState::CommLost | AssocChangeState::CannotStartAssoc => {
                        down(lost(change.error))
                    }
                    AssocChangeState::ShutdownComplete => down(DownReason::Shutdown),
                    AssocChangeState::Restart => Poll::Ready(Some(Event::Restart { association })),
                    _ => Poll::Ready(None),
                }
            }
            // Among them that the kernel has sent all, which `sctp-rs` does not name.
            Ok(NotificationOrData::Notification(_)) => {
                if let Some(Sending::WhenDry(data)) =
                    self.sending.take_if(|sending| matches!(sending, Sending::WhenDry(_)))
                {
                    self.sending = Some(self.send_now(data));
                }
                Poll::Ready(None)
            }
            Err(error) if error.kind() == io::ErrorKind::TimedOut => down(DownReason::Lost),
            Err(_) => down(DownReason::AbortedByPeer),
        }
    }

    /// A message of M3UA that is longer than a piece says so in its header (RFC 4666 §3.1.4): `sctp-rs` does not.
    fn join(&mut self, piece: Vec<u8>, ppid: u32) -> Option<Bytes> {
        let whole = piece.len() < PIECE;
        if whole && self.begun.is_empty() {
            return Some(piece.into());
        }
        self.begun.extend_from_slice(&piece);
        let complete = match *self.begun {
            [_, _, _, _, l1, l2, l3, l4, ..] if ppid == PPID_M3UA => {
                u32::from_be_bytes([l1, l2, l3, l4]) as usize <= self.begun.len()
            }
            _ => false,
        };
        (whole || complete || self.begun.len() >= self.max_message).then(|| self.begun.split().freeze())
    }

    /// What was not given to the kernel.
    pub(super) fn unsent(mut self, association: AssociationId) -> Vec<Event> {
        let sending = self.sending.take().map(|sending| match sending {
            Sending::Now(data, _) | Sending::WhenDry(data) => data,
        });
        let unsent = sending.into_iter().chain(self.queue).filter(|data| !data.payload.is_empty());
        unsent
            .map(|data| {
                let info = data.snd_info.unwrap_or_default();
                let ppid = u32::from_be(info.ppid);
                Event::Unsent { association, stream_id: info.sid, ppid, octets: data.payload.into() }
            })
            .collect()
    }
}

fn receive(socket: &Arc<ConnectedSocket>) -> Later<NotificationOrData> {
    let socket = Arc::clone(socket);
    Box::pin(async move { socket.sctp_recv().await })
}

/// The kernel gives the cause of the peer's ABORT, or an error of its own such as ETIMEDOUT.
const fn lost(error: u16) -> DownReason {
    const TIMED_OUT: u16 = 110;
    if error == TIMED_OUT { DownReason::Lost } else { DownReason::AbortedByPeer }
}
