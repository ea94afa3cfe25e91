//! Packets that come: which association's they are, and how one begins.

use std::net::SocketAddr;

use super::Udp;
use super::association::Association;
use super::cookie::{self, Holder};
use super::packet::{ABORT, Packet};
use crate::m3ua::AssociationId;
use crate::sctp::{Event, FIRST_INCOMING, Remote};

impl Udp {
    pub(super) fn add(&mut self, id: AssociationId, association: Association) {
        self.paths.insert((association.path, association.port), id);
        self.associations.insert(id, association);
    }

    /// The association of a packet. One with the right tag may come from another UDP port, which is the peer's from then on
    /// (RFC 6951 §5.4), or from another address.
    pub(super) fn find(&mut self, from: SocketAddr, packet: &Packet<'_>) -> Option<AssociationId> {
        let known = self.paths.get(&(from, packet.source_port)).copied();
        if known.is_some() || packet.verification_tag == 0 {
            return known;
        }
        let (id, association) = self.associations.iter_mut().find(|(_, association)| {
            association.port == packet.source_port && association.local_tag == packet.verification_tag
        })?;
        if association.path.ip() == from.ip() && packet.is_intact() {
            self.paths.remove(&(association.path, association.port));
            self.paths.insert((from, association.port), *id);
            association.path = from;
        }
        Some(*id)
    }

    /// Gives a packet to its association. Answers go to where it came from.
    pub(super) fn give(&mut self, id: AssociationId, from: SocketAddr, octets: &[u8]) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        association.advance(self.now);
        self.secret.lend(|| association.handle_packet(octets));
        self.settle(id, from);
        if let Some(association) = self.associations.get_mut(&id) {
            association.offered_tag = 0;
            association.pump();
            let path = association.path;
            self.settle(id, path);
        }
    }

    pub(super) fn look_for_refusal(&mut self, id: AssociationId, from: SocketAddr, packet: &Packet<'_>) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        let aborts = packet.chunks().next().is_some_and(|chunk| chunk.chunk_type == ABORT);
        if aborts && association.local_tag == packet.verification_tag && packet.is_intact() {
            association.handle_refusal();
            self.settle(id, from);
        }
    }

    /// A COOKIE ECHO that carries our signature opens an association, or opens one anew (RFC 9260 §5.1.5, §5.2.4).
    pub(super) fn on_cookie_echo(
        &mut self,
        from: SocketAddr,
        packet: &Packet<'_>,
        known: Option<AssociationId>,
    ) {
        let life = self.config.valid_cookie_life();
        let holder = self.holder(from, packet.source_port);
        if self.events.len() >= self.config.max_events() || !packet.is_intact() {
            return;
        }
        let Some(octets) = cookie::unseal(packet, &self.secret, holder, self.age(), life) else { return };
        if let Some(association) = known.and_then(|id| self.associations.get_mut(&id)) {
            association.offered_tag = packet.verification_tag;
        }
        match known {
            Some(id) => self.give(id, from, &octets),
            None if self.may_begin() => self.begin(from, packet, &octets),
            None => self.on_stray(from, packet),
        }
    }

    /// Whether a peer may open an association now.
    pub(super) fn may_begin(&self) -> bool {
        self.config.accept() && self.associations.len() < self.config.max_associations()
    }

    fn begin(&mut self, from: SocketAddr, packet: &Packet<'_>, octets: &[u8]) {
        let mut association = Association::new(&self.config, self.now, from, packet.source_port);
        association.offered_tag = packet.verification_tag;
        self.secret.lend(|| association.handle_packet(octets));
        if !association.is_connected() {
            return;
        }
        let id = self.free_incoming();
        let remote = Remote::new([from.ip()]).with_port(packet.source_port).with_udp_port(from.port());
        self.events.push_back(Event::Incoming { association: id, remote });
        self.add(id, association);
        self.settle(id, from);
    }

    fn free_incoming(&mut self) -> AssociationId {
        loop {
            let id = AssociationId(self.next_incoming);
            self.next_incoming = self.next_incoming.wrapping_add(1).max(FIRST_INCOMING.0);
            if !self.associations.contains_key(&id) {
                return id;
            }
        }
    }

    pub(super) fn holder(&self, from: SocketAddr, port: u16) -> Holder {
        Holder { address: from.ip(), port, our_port: self.config.port() }
    }
}
