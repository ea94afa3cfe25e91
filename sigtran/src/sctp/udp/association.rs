//! One association: a socket of the crate `dcsctp`, and before it the queue that keeps messages whole.
//!
//! `dcsctp` fills the last packet that its congestion window allows with the beginning of the next message, however short
//! that is. So messages wait here until they fit: into the window, and together into one packet. What goes to it is sent in
//! the same call, and it never has the end of a short message left over.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use brivas_timer::TimerHandle;
use bytes::Bytes;
use dcsctp::api::{
    DcSctpSocket, ErrorKind, LifecycleId, Message, Options, PpId, SendOptions, SocketEvent, SocketState,
    SocketTime, StreamId,
};

use super::Config;
use super::config::DATA_HEADER;
use crate::sctp::{DownReason, UsageError};

/// A message that waits.
pub(super) struct Waiting {
    pub(super) stream_id: u16,
    pub(super) ppid: u32,
    pub(super) octets: Bytes,
}

/// What an association brought forth.
pub(super) enum Output {
    Packet(Vec<u8>),
    Up { streams: u16 },
    Restart,
    Down(DownReason),
}

pub(super) struct Association {
    socket: Box<dyn DcSctpSocket>,
    /// The socket counts time from here.
    epoch: Instant,
    /// Where packets go.
    pub(super) path: SocketAddr,
    /// The peer's SCTP port.
    pub(super) port: u16,
    /// The tag that packets to us carry; it is known once we have sent or taken a packet that names it.
    pub(super) local_tag: u32,
    /// The tag of a COOKIE ECHO that is being taken; ours if it is accepted.
    pub(super) offered_tag: u32,
    pub(super) timer: Option<TimerHandle>,
    queue: VecDeque<Waiting>,
    queued: usize,
    /// The octets in DATA chunks of each message that was handed over and not acknowledged, in order.
    flight: VecDeque<usize>,
    in_flight: usize,
    /// Whether the last of `flight` is too long for one packet.
    long: bool,
    /// The most octets of DATA chunks in a packet.
    room_in_packet: usize,
    max_burst: u8,
    streams: u16,
    up: bool,
    closing: bool,
    aborting: bool,
    refused: bool,
}

impl Association {
    pub(super) fn new(config: &Config, now: Instant, path: SocketAddr, port: u16) -> Self {
        Self {
            socket: dcsctp::new_socket("", &options(config, path.ip(), port)),
            epoch: now,
            path,
            port,
            local_tag: 0,
            offered_tag: 0,
            timer: None,
            queue: VecDeque::new(),
            queued: 0,
            flight: VecDeque::new(),
            in_flight: 0,
            long: false,
            room_in_packet: config.room_in_packet(path.is_ipv6()),
            max_burst: config.max_burst(),
            streams: 0,
            up: false,
            closing: false,
            aborting: false,
            refused: false,
        }
    }

    pub(super) fn connect(&mut self) {
        self.socket.connect();
    }

    /// Moves the clock of the socket on, which runs its timers.
    pub(super) fn advance(&mut self, now: Instant) {
        self.socket.advance_time(SocketTime::zero() + now.saturating_duration_since(self.epoch));
    }

    pub(super) fn handle_packet(&mut self, octets: &[u8]) {
        self.socket.handle_input(octets);
    }

    /// An ABORT with the right tag ends the wait for an INIT ACK, too, of which the socket takes no notice.
    pub(super) fn handle_refusal(&mut self) {
        if self.socket.state() == SocketState::Connecting {
            self.refused = true;
            self.socket.close();
        }
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        let at = self.socket.poll_timeout();
        if at == SocketTime::infinite_future() {
            return None;
        }
        self.epoch.checked_add(at - SocketTime::zero())
    }

    /// Takes a message into the queue.
    pub(super) fn send(&mut self, config: &Config, message: Waiting) -> Result<(), UsageError> {
        let length = message.octets.len();
        if !self.up || self.closing || !self.is_connected() {
            return Err(UsageError::NotUp);
        }
        if message.stream_id >= self.streams {
            return Err(UsageError::Stream);
        }
        if length == 0 || length > config.max_message() {
            return Err(UsageError::Length);
        }
        if self.queued + length > config.max_send_queue() {
            return Err(UsageError::SendQueueFull);
        }
        self.queued += length;
        self.queue.push_back(message);
        Ok(())
    }

    /// Begins the shutdown, which waits for the queue.
    pub(super) fn close(&mut self) {
        self.closing = true;
        if !self.up {
            self.abort();
        }
    }

    pub(super) fn abort(&mut self) {
        self.aborting = true;
        self.socket.close();
    }

    /// Hands over what fits into the windows now, a packet's worth at a time.
    pub(super) fn pump(&mut self) {
        for _ in 0..self.max_burst {
            let batch = self.next_batch();
            if batch.is_empty() {
                break;
            }
            // It refuses nothing: the state was looked at, and its limits are wider than ours. The identifier is the same
            // for all messages, as their fates are told in order.
            let options = SendOptions { lifecycle_id: LifecycleId::new(1), ..SendOptions::default() };
            let _ = self.socket.send_many(batch, &options);
        }
        if self.closing && self.queue.is_empty() && self.is_connected() {
            self.socket.shutdown();
        }
    }

    /// The messages that may be handed over now, at most a packet's worth.
    fn next_batch(&mut self) -> Vec<Message> {
        let mut batch = Vec::new();
        if self.queue.is_empty() || !self.is_connected() {
            return batch;
        }
        let mut room = self.room();
        while let Some(front) = self.queue.front() {
            let length = front.octets.len();
            let chunk = DATA_HEADER + length.next_multiple_of(4);
            let long = chunk > self.room_in_packet;
            // A long message goes alone, and takes what there is.
            let fits = if long { batch.is_empty() && room == self.room_in_packet } else { chunk <= room };
            if !fits {
                break;
            }
            let Some(waiting) = self.queue.pop_front() else { break };
            self.queued -= length;
            self.flight.push_back(chunk);
            self.in_flight += chunk;
            batch.push(Message::new(
                StreamId(waiting.stream_id),
                PpId(waiting.ppid),
                waiting.octets.to_vec(),
            ));
            if long {
                self.long = true;
                break;
            }
            room -= chunk;
        }
        batch
    }

    /// How many octets of DATA chunks the socket would send in one packet at once, by what we know of it; never too many.
    fn room(&mut self) -> usize {
        // Until a long message is acknowledged its pieces may wait in the socket.
        if self.long {
            return 0;
        }
        let Some(metrics) = self.socket.get_metrics() else { return 0 };
        let repairing = metrics.unack_data_count < self.flight.len();
        if repairing && self.repair(metrics.tx_packets_count) {
            return 0;
        }
        let rwnd = usize::try_from(metrics.peer_rwnd_bytes).unwrap_or(usize::MAX);
        if repairing && rwnd < self.room_in_packet {
            return 0;
        }
        let mut room = metrics.cwnd_bytes.saturating_sub(self.in_flight).min(self.room_in_packet);
        // With nothing in flight the socket looks at no window of the peer's: one packet goes to probe it (RFC 9260 §6.1).
        if metrics.unack_data_count > 0 {
            room = room.min(rwnd);
        }
        room & !3
    }

    /// Lets the socket send again what was lost, as it would share the packet with what we hand over. If it sent something
    /// there may be more, for the next acknowledgement; what it kept back is larger than what its window has left, and
    /// `in_flight` counts that, too.
    fn repair(&mut self, sent: usize) -> bool {
        let _ = self.socket.send_many(Vec::new(), &SendOptions::default());
        self.socket.get_metrics().is_none_or(|metrics| metrics.tx_packets_count != sent)
    }

    /// The next thing that the socket has to say.
    pub(super) fn poll_output(&mut self) -> Option<Output> {
        loop {
            return Some(match self.socket.poll_event()? {
                SocketEvent::SendPacket(octets) => Output::Packet(octets),
                SocketEvent::OnConnected() => self.on_connected(),
                SocketEvent::OnClosed() if self.refused => Output::Down(DownReason::AbortedByPeer),
                SocketEvent::OnClosed() if self.aborting => Output::Down(DownReason::Aborted),
                SocketEvent::OnClosed() => Output::Down(DownReason::Shutdown),
                SocketEvent::OnAborted(ErrorKind::PeerReported, _) => Output::Down(DownReason::AbortedByPeer),
                SocketEvent::OnAborted(ErrorKind::TooManyRetries, _) => Output::Down(DownReason::Lost),
                SocketEvent::OnAborted(..) => Output::Down(DownReason::Fault),
                SocketEvent::OnLifecycleEnd(_) => {
                    self.on_acknowledged();
                    continue;
                }
                _ => continue,
            });
        }
    }

    /// The first time the association is up; later the peer began anew, and what was in flight is gone.
    fn on_connected(&mut self) -> Output {
        let again = std::mem::replace(&mut self.up, true);
        if self.offered_tag != 0 {
            self.local_tag = self.offered_tag;
        }
        self.flight.clear();
        self.in_flight = 0;
        self.long = false;
        self.streams =
            self.socket.get_metrics().map_or(0, |metrics| metrics.negotiated_maximum_outgoing_streams);
        if again { Output::Restart } else { Output::Up { streams: self.streams } }
    }

    fn on_acknowledged(&mut self) {
        self.in_flight -= self.flight.pop_front().unwrap_or_default();
        self.long &= !self.flight.is_empty();
    }

    /// The next message of the peer. One may overtake the end of the handshake; it waits for that.
    pub(super) fn poll_message(&mut self) -> Option<Waiting> {
        if !self.up {
            return None;
        }
        let Message { stream_id, ppid, payload } = self.socket.get_next_message()?;
        Some(Waiting { stream_id: stream_id.0, ppid: ppid.0, octets: payload.into() })
    }

    pub(super) fn has_message(&self) -> bool {
        self.socket.messages_ready_count() > 0
    }

    pub(super) fn is_connected(&self) -> bool {
        self.socket.state() == SocketState::Connected
    }

    /// Whether the messages of the peer must be taken now, as the socket will be gone soon.
    pub(super) fn is_ending(&self) -> bool {
        self.socket.state() == SocketState::ShuttingDown
    }

    /// Takes what was never handed over.
    pub(super) fn take_unsent(&mut self) -> VecDeque<Waiting> {
        self.queued = 0;
        std::mem::take(&mut self.queue)
    }
}

/// The settings of the socket.
pub(super) fn options(config: &Config, address: IpAddr, port: u16) -> Options {
    Options {
        local_port: config.port(),
        remote_port: port,
        announced_maximum_incoming_streams: config.streams(),
        announced_maximum_outgoing_streams: config.streams(),
        mtu: config.packet_size(address.is_ipv6()),
        max_message_size: usize::MAX,
        max_receiver_window_buffer_size: config.receive_window(),
        max_send_buffer_size: usize::MAX,
        per_stream_send_queue_limit: usize::MAX,
        rto_initial: config.rto_initial(),
        rto_min: config.rto_min(),
        rto_max: config.rto_max(),
        t1_init_timeout: config.rto_initial(),
        t1_cookie_timeout: config.rto_initial(),
        t2_shutdown_timeout: config.rto_initial(),
        max_timer_backoff_duration: Some(config.rto_max()),
        heartbeat_interval: config.hb_interval(),
        delayed_ack_max_timeout: config.sack_delay(),
        max_burst: i32::from(config.max_burst()),
        max_retransmissions: Some(config.association_max_retrans()),
        max_init_retransmits: Some(config.max_init_retransmits()),
        enable_partial_reliability: false,
        ..Options::default()
    }
}
