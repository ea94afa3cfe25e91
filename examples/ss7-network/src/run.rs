//! The network on a UDP socket, by a thread of its own: SCTP stays on one.

use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::io::{Driver, Event as LinkEvent, UdpSctp};
use brivas_sigtran::m3ua::{AsId, Peer};
use brivas_sigtran::sctp::{Sctp, udp};
use brivas_sigtran::sms::CommandType;
use brivas_sigtran::{Stack, stack};
use tokio::sync::mpsc;

use crate::{Event, Network, Reach, Script, network_stack};

/// A network that runs. It ends with this.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    commands: mpsc::UnboundedSender<Order>,
    events: mpsc::UnboundedReceiver<Event>,
}

#[derive(Debug)]
enum Order {
    Reach { msisdn: String, reach: Reach },
    Send { from: String, to: String, text: String, report: bool },
    Command { from: String, to: String, command: CommandType, number: u8 },
    Tpdu { from: String, tpdu: Vec<u8> },
}

/// Runs a network on this UDP address. The seeds decide what is lost, and must be secret where others can send to the address.
///
/// # Errors
/// The address cannot be had; a number in the script is none.
pub fn start(script: Script, listen: SocketAddr, seeds: [[u8; 32]; 3]) -> io::Result<Running> {
    let socket = UdpSocket::bind(listen)?;
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    let (commands, orders) = mpsc::unbounded_channel();
    let (telling, events) = mpsc::unbounded_channel();
    let [first, second, third] = seeds;
    let (stack, server) = network_stack(&script, first, Instant::now()).map_err(|error| invalid(&*error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("ss7 network".into()).spawn(move || {
        runtime.block_on(async move {
            let Ok(socket) = tokio::net::UdpSocket::from_std(socket) else { return };
            let mut config = udp::Config::new();
            config.set_accept(true);
            let sctp = UdpSctp::new(Arc::new(config), second, socket);
            let network = Network::new(script, third);
            let driver = Driver::new(stack, sctp);
            Served { driver, network, server, orders, telling }.serve().await;
        });
    })?;
    Ok(Running { address, commands, events })
}

fn invalid(error: &dyn std::error::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error.to_string())
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next thing that happened; `None` once the network has ended.
    pub async fn next_event(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// Lets a handset be reached so from now on.
    pub fn set_reach(&self, msisdn: &str, reach: Reach) {
        self.order(Order::Reach { msisdn: msisdn.into(), reach });
    }

    /// Lets a handset send a message, and ask for a status report.
    pub fn send(&self, from: &str, to: &str, text: &str, report: bool) {
        self.order(Order::Send { from: from.into(), to: to.into(), text: text.into(), report });
    }

    /// Lets a handset want something done with the message to this number that has this reference. Each message and each
    /// command has the next reference after the one before it in the network, beginning with 0.
    pub fn command(&self, from: &str, to: &str, command: CommandType, number: u8) {
        self.order(Order::Command { from: from.into(), to: to.into(), command, number });
    }

    /// Lets a handset send these octets.
    pub fn send_tpdu(&self, from: &str, tpdu: &[u8]) {
        self.order(Order::Tpdu { from: from.into(), tpdu: tpdu.to_vec() });
    }

    /// A network that has ended does nothing any more.
    fn order(&self, order: Order) {
        let _ = self.commands.send(order);
    }
}

struct Served {
    driver: Driver<Stack, UdpSctp>,
    network: Network,
    server: AsId,
    orders: mpsc::UnboundedReceiver<Order>,
    telling: mpsc::UnboundedSender<Event>,
}

impl Served {
    async fn serve(mut self) {
        loop {
            let due = self.network.poll_timeout();
            tokio::select! {
                event = self.driver.next_event() => match event {
                    Ok(event) => self.on_link(event),
                    Err(_) => return,
                },
                order = self.orders.recv() => match order {
                    Some(order) => self.perform(order),
                    None => return,
                },
                () = until(due) => {
                    let (now, network) = (Instant::now(), &mut self.network);
                    self.driver.node().with_map(now, |map| network.handle_timeout(now, map));
                }
            }
            while let Some(event) = self.network.poll_event() {
                // Nobody need listen.
                let _ = self.telling.send(event);
            }
        }
    }

    fn on_link(&mut self, event: LinkEvent<stack::Event>) {
        let (now, network) = (Instant::now(), &mut self.network);
        match event {
            LinkEvent::Node(stack::Event::Map(event)) => {
                self.driver.node().with_map(now, |map| network.handle_event(now, map, event));
            }
            LinkEvent::Incoming { association, .. } => {
                let peer = Peer::new().with_application_server(self.server);
                let known = self.driver.node().with_m3ua(now, |m3ua| m3ua.add_association(association, peer));
                if known.is_err() {
                    let _ = self.driver.sctp().abort(association);
                }
            }
            LinkEvent::Down { association, .. } => {
                let _ = self.driver.node().with_m3ua(now, |m3ua| m3ua.remove_association(now, association));
            }
            _ => {}
        }
    }

    fn perform(&mut self, order: Order) {
        let (now, network) = (Instant::now(), &mut self.network);
        self.driver.node().with_map(now, |map| {
            let (from, sent) = match order {
                Order::Reach { msisdn, reach } => return network.set_reach(now, map, &msisdn, reach),
                Order::Send { from, to, text, report } => {
                    let sent = network.send(now, map, (&from, &to), &text, report);
                    (from, sent.is_ok())
                }
                Order::Command { from, to, command, number } => {
                    let sent = network.command(now, map, (&from, &to), command, number);
                    (from, sent.is_ok())
                }
                Order::Tpdu { from, tpdu } => {
                    let sent = network.send_tpdu(now, map, &from, &tpdu);
                    (from, sent.is_ok())
                }
            };
            if !sent {
                network.not_sent(&from);
            }
        });
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.into()).await,
        None => std::future::pending().await,
    }
}
