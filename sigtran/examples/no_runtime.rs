//! M3UA over SCTP over UDP on `std::net`, without a runtime: what an owner with epoll, io_uring or DPDK copies. An ASP in one
//! thread, a signalling gateway in another. `cargo run -p brivas-sigtran --features dcsctp --example no_runtime`
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // an owner has the clock and the sockets

use std::error::Error;
use std::io::ErrorKind;
use std::net::UdpSocket;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::m3ua::{
    ApplicationServer, AsState, AssociationId, Config, Event, M3ua, Peer, Role, RoutingKey, Side,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sctp::udp::{self, Udp};
use brivas_sigtran::sctp::{self, FIRST_INCOMING, PPID_M3UA, Remote};
use bytes::Bytes;

type Fault = Box<dyn Error + Send + Sync>;

const CALL: AssociationId = AssociationId(1);

/// A layer, the associations it runs over, and their socket.
struct Station {
    m3ua: M3ua,
    udp: Udp,
    socket: UdpSocket,
}

impl Station {
    fn new(role: Role, socket: UdpSocket, seed: u8) -> Result<Self, Fault> {
        let now = Instant::now();
        let mut m3ua = M3ua::new(Arc::new(Config::new(role)), [seed; 32], now);
        let (side, id) = if role == Role::Asp { (Side::Local, CALL) } else { (Side::Remote, FIRST_INCOMING) };
        let server = ApplicationServer::new(side, RoutingKey::new(PointCode(100))).with_routing_context(1);
        let server = m3ua.add_application_server(server)?;
        m3ua.add_association(id, Peer::new().with_application_server(server))?;
        let mut config = udp::Config::new();
        config.set_accept(role == Role::Sgp);
        // A seed that nobody knows in earnest.
        Ok(Self { m3ua, udp: Udp::new(Arc::new(config), [seed; 32], now), socket })
    }

    /// Carries octets, instants and events until the handler says that it is enough.
    fn run(mut self, handle: fn(&mut Self, Event) -> Result<bool, Fault>) -> Result<(), Fault> {
        let mut datagram = vec![0; 65_536];
        let mut ended = false;
        loop {
            while let Some(event) = self.udp.poll_event() {
                let now = Instant::now();
                if let Some((id, event)) = event.association_event() {
                    self.m3ua.handle_association(now, id, event);
                }
                match event {
                    sctp::Event::Message { association, stream_id, octets, ppid: PPID_M3UA } => {
                        self.m3ua.handle_message(now, association, stream_id, octets);
                    }
                    sctp::Event::Down { .. } => ended = true,
                    _ => {}
                }
            }
            while let Some(event) = self.m3ua.poll_event() {
                if handle(&mut self, event)? {
                    self.udp.close(Instant::now(), CALL)?;
                }
            }
            let now = Instant::now();
            while let Some(sent) = self.m3ua.poll_transmit() {
                self.udp.send(now, sent.association, sent.stream_id, PPID_M3UA, sent.octets)?;
            }
            while let Some((to, octets)) = self.udp.poll_transmit() {
                self.socket.send_to(&octets, to)?;
            }
            if ended {
                return Ok(());
            }
            let deadline = [self.m3ua.poll_timeout(), self.udp.poll_timeout()].into_iter().flatten().min();
            let wait = deadline.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()));
            let wait = wait.clamp(Duration::from_millis(1), Duration::from_secs(3600));
            self.socket.set_read_timeout(Some(wait))?;
            match self.socket.recv_from(&mut datagram) {
                Ok((length, from)) => {
                    let octets = Bytes::copy_from_slice(&datagram[..length]);
                    self.udp.handle_datagram(Instant::now(), from, octets);
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(error.into()),
            }
            self.udp.handle_timeout(Instant::now());
            self.m3ua.handle_timeout(Instant::now());
        }
    }
}

/// The gateway has a message for the application server as soon as that is active.
fn gateway(station: &mut Station, event: Event) -> Result<bool, Fault> {
    if let Event::As { state: AsState::Active, .. } = event {
        let label = RoutingLabel { opc: PointCode(200), dpc: PointCode(100), si: 3, ni: 2, mp: 0, sls: 5 };
        let mut user_data = Buffer::new();
        user_data.prepend(b"hello");
        station.m3ua.mtp_transfer(Instant::now(), label, &mut user_data)?;
    }
    Ok(false)
}

/// The ASP has what it wanted when a message comes.
fn asp(_: &mut Station, event: Event) -> Result<bool, Fault> {
    let Event::Transfer(transfer) = event else { return Ok(false) };
    println!("from {:?}: {}", transfer.label.opc, String::from_utf8_lossy(&transfer.user_data));
    Ok(true)
}

fn main() -> Result<(), Fault> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    let there = socket.local_addr()?;
    // A station stays in the thread that made it.
    let server = std::thread::spawn(move || Station::new(Role::Sgp, socket, 1)?.run(gateway));
    let mut client = Station::new(Role::Asp, UdpSocket::bind("127.0.0.1:0")?, 2)?;
    client.udp.open(Instant::now(), CALL, &Remote::new([there.ip()]).with_udp_port(there.port()))?;
    client.run(asp)?;
    server.join().map_err(|_| "the gateway panicked")?
}
