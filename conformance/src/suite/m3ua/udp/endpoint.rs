//! One endpoint of SCTP over UDP, in its thread.

use std::net::UdpSocket;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant, SystemTime};

use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::{Config, Udp};
use brivas_sigtran::sctp::{Event, PPID_M3UA, Remote};
use bytes::Bytes;

use crate::suite::m3ua::network::{Happening, Joined, PathId};

/// How long to wait for a datagram before looking at the orders again.
const TURN: Duration = Duration::from_millis(1);

/// What an endpoint is told.
#[derive(Debug)]
pub(super) enum Order {
    /// To open an association with the gateway.
    Open,
    Send(PathId, u16, Bytes),
    Abort(PathId),
}

/// What an endpoint tells.
#[derive(Debug)]
pub(super) enum Report {
    Up(Joined),
    Came(PathId, Happening),
}

/// A socket, and the SCTP on it.
pub(super) struct Endpoint {
    socket: UdpSocket,
    sctp: Udp,
    gateway: Option<Remote>,
    last: Arc<AtomicU32>,
    paths: Vec<(PathId, AssociationId)>,
}

impl Endpoint {
    pub(super) fn new(socket: UdpSocket, port: u16, gateway: Option<Remote>, last: Arc<AtomicU32>) -> Self {
        let mut config = Config::new();
        config.set_port(port).set_accept(gateway.is_none());
        // Tags differ from run to run, and from one of our ASPs to the other.
        let clock = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos().to_be_bytes();
        let mut seed = [0; 32];
        seed.iter_mut().zip(clock.into_iter().chain(port.to_be_bytes())).for_each(|(to, from)| *to = from);
        let sctp = Udp::new(Arc::new(config), seed, Instant::now());
        Self { socket, sctp, gateway, last, paths: Vec::new() }
    }

    /// Runs until nobody gives orders or hears reports any more.
    pub(super) fn run(mut self, orders: &Receiver<Order>, report: &dyn Fn(Report) -> bool) {
        let mut datagram = [0; 65_536];
        if self.socket.set_read_timeout(Some(TURN)).is_err() {
            return;
        }
        loop {
            loop {
                match orders.try_recv() {
                    Ok(order) => self.obey(order),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            self.sctp.handle_timeout(Instant::now());
            while let Some((to, octets)) = self.sctp.poll_transmit() {
                // A datagram that is lost here is sent again by SCTP.
                let _ = self.socket.send_to(&octets, to);
            }
            while let Some(event) = self.sctp.poll_event() {
                if !self.report_of(event).is_none_or(report) {
                    return;
                }
            }
            if let Ok((length, from)) = self.socket.recv_from(&mut datagram) {
                let octets = Bytes::copy_from_slice(datagram.get(..length).unwrap_or_default());
                self.sctp.handle_datagram(Instant::now(), from, octets);
            }
        }
    }

    fn obey(&mut self, order: Order) {
        let now = Instant::now();
        let find = |path: PathId| self.paths.iter().find(|(known, _)| *known == path).map(|(_, at)| *at);
        // What SCTP does not take is lost, as on an association that has just ended.
        let _ = match order {
            Order::Open => {
                let Some(gateway) = &self.gateway else { return };
                let association = AssociationId(self.last.fetch_add(1, Ordering::Relaxed) + 1);
                self.sctp.open(now, association, gateway)
            }
            Order::Send(path, stream_id, octets) => {
                let Some(association) = find(path) else { return };
                self.sctp.send(now, association, stream_id, PPID_M3UA, octets)
            }
            Order::Abort(path) => {
                let Some(association) = find(path) else { return };
                self.paths.retain(|(known, _)| *known != path);
                self.sctp.abort(now, association)
            }
        };
    }

    fn report_of(&mut self, event: Event) -> Option<Report> {
        let find =
            |at: AssociationId| self.paths.iter().find(|(_, known)| *known == at).map(|(path, _)| *path);
        match event {
            Event::Up { association, streams } => {
                let path = PathId(self.last.fetch_add(1, Ordering::Relaxed) + 1);
                self.paths.push((path, association));
                Some(Report::Up(Joined { path, streams }))
            }
            Event::Message { association, stream_id, octets, .. } => {
                Some(Report::Came(find(association)?, Happening::Message { stream_id, octets }))
            }
            // After a restart the peer has begun anew, and so must the case.
            Event::Down { association, .. } | Event::Restart { association } => {
                let path = find(association)?;
                self.paths.retain(|(known, _)| *known != path);
                Some(Report::Came(path, Happening::Lost))
            }
            _ => None,
        }
    }
}
