//! What associations bring forth: packets, events, timers.

use std::net::SocketAddr;
use std::time::Duration;

use super::Udp;
use super::association::{Association, Output, Waiting};
use super::cookie;
use super::packet::{INIT, Packet};
use crate::m3ua::AssociationId;
use crate::sctp::Event;

/// What the wheel counts in.
const TICK: Duration = Duration::from_millis(1);

impl Udp {
    /// Collects what an association brought forth; packets go to `path`.
    pub(super) fn settle(&mut self, id: AssociationId, path: SocketAddr) {
        while let Some(output) = self.associations.get_mut(&id).and_then(Association::poll_output) {
            match output {
                Output::Packet(octets) => self.transmit(id, path, octets),
                Output::Up { streams } => self.events.push_back(Event::Up { association: id, streams }),
                Output::Restart => {
                    self.return_unsent(id);
                    self.events.push_back(Event::Restart { association: id });
                }
                Output::Down(reason) => {
                    self.return_unsent(id);
                    self.remove(id);
                    self.events.push_back(Event::Down { association: id, reason });
                }
            }
        }
        self.read(id);
        let Some(association) = self.associations.get_mut(&id) else { return };
        // Later than now, so that `handle_timeout` comes to an end whatever the socket wants.
        let deadline = association.deadline().map(|deadline| deadline.max(self.now + TICK));
        match (association.timer, deadline) {
            (Some(timer), Some(deadline)) => {
                self.wheel.rearm(timer, deadline);
            }
            (None, Some(deadline)) => association.timer = Some(self.wheel.arm(deadline, id)),
            (Some(timer), None) => {
                self.wheel.cancel(timer);
                association.timer = None;
            }
            (None, None) => {}
        }
    }

    fn transmit(&mut self, id: AssociationId, path: SocketAddr, octets: Vec<u8>) {
        let first = Packet::read(&octets).and_then(|packet| packet.chunks().next());
        if let Some(init) = first.filter(|chunk| chunk.chunk_type == INIT)
            && let Some(association) = self.associations.get_mut(&id)
        {
            association.local_tag = init.initiate_tag().unwrap_or_default();
        }
        let port = self.associations.get(&id).map_or(0, |association| association.port);
        let octets = cookie::seal(octets, &self.secret, self.holder(path, port), self.age());
        self.out.push_back((path, octets.into()));
    }

    /// Reads the messages of an association while there is room for events.
    pub(super) fn read(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        while self.events.len() < self.config.max_events() || association.is_ending() {
            let Some(Waiting { stream_id, ppid, octets }) = association.poll_message() else { return };
            self.events.push_back(Event::Message { association: id, stream_id, ppid, octets });
        }
        if association.has_message() && !self.unread.contains(&id) {
            self.unread.push_back(id);
        }
    }

    fn return_unsent(&mut self, id: AssociationId) {
        let Some(association) = self.associations.get_mut(&id) else { return };
        for Waiting { stream_id, ppid, octets } in association.take_unsent() {
            self.events.push_back(Event::Unsent { association: id, stream_id, ppid, octets });
        }
    }

    fn remove(&mut self, id: AssociationId) {
        let Some(association) = self.associations.remove(&id) else { return };
        self.paths.remove(&(association.path, association.port));
        if let Some(timer) = association.timer {
            self.wheel.cancel(timer);
        }
    }
}
