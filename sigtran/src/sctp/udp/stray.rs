//! Packets of no association: a wish to open one, or "out of the blue" (RFC 9260 §8.4).

use std::net::SocketAddr;
use std::time::Duration;

use dcsctp::api::SocketEvent;

use super::packet::{ABORT, Chunk, INIT, Packet, SHUTDOWN_ACK, SHUTDOWN_COMPLETE, T_BIT, write};
use super::{Udp, association, cookie};

impl Udp {
    /// Answers an intact packet of no association.
    pub(super) fn on_stray(&mut self, from: SocketAddr, packet: &Packet<'_>) {
        let Some(first) = packet.chunks().next() else { return };
        if first.chunk_type == INIT {
            self.on_stray_init(from, packet, &first);
            return;
        }
        let has = |chunk_type| packet.chunks().any(|chunk| chunk.chunk_type == chunk_type);
        if has(ABORT) || has(SHUTDOWN_COMPLETE) {
            return;
        }
        let answer = if has(SHUTDOWN_ACK) { SHUTDOWN_COMPLETE } else { ABORT };
        let answer = Chunk { chunk_type: answer, flags: T_BIT, value: &[] };
        self.answer_stray(from, packet, packet.verification_tag, answer);
    }

    /// An INIT is answered without keeping anything of it: all is in the cookie (RFC 9260 §5.1.3). It is refused by ABORT
    /// where peers may not open associations, or no more of them (RFC 9260 §5.1).
    fn on_stray_init(&mut self, from: SocketAddr, packet: &Packet<'_>, init: &Chunk<'_>) {
        let Some(tag) = init.initiate_tag().filter(|tag| *tag != 0 && packet.verification_tag == 0) else {
            return;
        };
        if !self.may_begin() {
            let abort = Chunk { chunk_type: ABORT, flags: 0, value: &[] };
            self.answer_stray(from, packet, tag, abort);
            return;
        }
        let options = association::options(&self.config, from.ip(), packet.source_port);
        let mut socket = dcsctp::new_socket("", &options);
        self.secret.lend(|| socket.handle_input(packet.octets()));
        while let Some(event) = socket.poll_event() {
            if let SocketEvent::SendPacket(octets) = event {
                let holder = self.holder(from, packet.source_port);
                let octets = cookie::seal(octets, &self.secret, holder, self.age());
                self.out.push_back((from, octets.into()));
            }
        }
    }

    fn answer_stray(&mut self, to: SocketAddr, packet: &Packet<'_>, tag: u32, answer: Chunk<'_>) {
        let octets = write(packet.destination_port, packet.source_port, tag, &[answer]);
        self.out.push_back((to, octets.into()));
    }

    /// The time since this endpoint began.
    pub(super) fn age(&self) -> Duration {
        self.now.saturating_duration_since(self.start)
    }
}
