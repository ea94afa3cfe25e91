//! Associations with a real peer: SCTP over UDP (RFC 6951), each endpoint of it in a thread of its own.

mod endpoint;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use brivas_sigtran::sctp::Remote;

use super::network::{Happening, Joined, Network, PathId, Wish};
use endpoint::{Endpoint, Order, Report};

/// SCTP over UDP, one socket for each of our ASPs.
#[derive(Debug)]
pub struct UdpNetwork {
    endpoints: Vec<Sender<Order>>,
    reports: Receiver<(usize, Report)>,
    sender: Sender<(usize, Report)>,
    /// The last number of a path.
    last: Arc<AtomicU32>,
    /// By which endpoint a path goes.
    paths: BTreeMap<PathId, usize>,
    /// Associations that came up and that nobody has taken yet.
    joined: VecDeque<(usize, Joined)>,
    arrived: VecDeque<(PathId, Happening)>,
    /// Whether we open associations, rather than an ASP under test.
    opens: bool,
    local: Option<SocketAddr>,
    /// What is run with a wish to the peer's operator.
    operator: Option<String>,
}

impl UdpNetwork {
    /// To a gateway under test: our ASPs have SCTP ports from this one on, each on a UDP port of its own.
    ///
    /// # Errors
    /// What the system says.
    pub fn to_gateway(gateway: &Remote, local: SocketAddr, port: u16) -> io::Result<Self> {
        let mut network = Self::new(true);
        for number in 0..2 {
            let own = if local.port() == 0 { 0 } else { local.port().saturating_add(number) };
            let local = SocketAddr::new(local.ip(), own);
            network.bind(local, port.saturating_add(number), Some(gateway.clone()))?;
        }
        Ok(network)
    }

    /// For an ASP under test, which comes to this address and SCTP port.
    ///
    /// # Errors
    /// What the system says.
    pub fn listening(local: SocketAddr, port: u16) -> io::Result<Self> {
        let mut network = Self::new(false);
        network.bind(local, port, None)?;
        Ok(network)
    }

    fn new(opens: bool) -> Self {
        let (sender, reports) = mpsc::channel();
        Self {
            endpoints: Vec::new(),
            reports,
            sender,
            last: Arc::default(),
            paths: BTreeMap::new(),
            joined: VecDeque::new(),
            arrived: VecDeque::new(),
            opens,
            local: None,
            operator: None,
        }
    }

    fn bind(&mut self, local: SocketAddr, port: u16, gateway: Option<Remote>) -> io::Result<()> {
        let socket = UdpSocket::bind(local)?;
        self.local = self.local.or(socket.local_addr().ok());
        let (orders, place) = (mpsc::channel(), self.endpoints.len());
        let (sender, last) = (self.sender.clone(), self.last.clone());
        self.endpoints.push(orders.0);
        let report = move |report| sender.send((place, report)).is_ok();
        // It ends when this network is dropped. SCTP is made in it, since it cannot be moved from thread to thread.
        std::thread::spawn(move || Endpoint::new(socket, port, gateway, last).run(&orders.1, &report));
        Ok(())
    }

    /// Runs this command of the shell with a wish to the peer's operator behind it.
    pub fn set_operator(&mut self, command: &str) {
        self.operator = Some(command.into());
    }

    /// Where an ASP under test comes to.
    #[must_use]
    pub fn local_address(&self) -> Option<SocketAddr> {
        self.local
    }

    fn order(&self, place: usize, order: Order) {
        if let Some(endpoint) = self.endpoints.get(place) {
            // An endpoint whose thread has ended tells by silence.
            let _ = endpoint.send(order);
        }
    }

    /// Takes reports until something is there, or the deadline is over.
    fn until<T>(&mut self, deadline: Instant, mut found: impl FnMut(&mut Self) -> Option<T>) -> Option<T> {
        loop {
            if let Some(found) = found(self) {
                return Some(found);
            }
            let wait = deadline.saturating_duration_since(Instant::now());
            match self.reports.recv_timeout(wait) {
                Ok((place, report)) => self.take(place, report),
                Err(_) => return None,
            }
        }
    }

    fn take(&mut self, place: usize, report: Report) {
        match report {
            Report::Up(joined) => {
                self.paths.insert(joined.path, place);
                self.joined.push_back((place, joined));
            }
            Report::Came(path, happening) => {
                if matches!(happening, Happening::Lost) {
                    self.paths.remove(&path);
                    self.joined.retain(|(_, joined)| joined.path != path);
                }
                self.arrived.push_back((path, happening));
            }
        }
    }
}

impl Network for UdpNetwork {
    fn join(&mut self, number: u32, wait: Duration) -> Result<Joined, String> {
        let asp = usize::try_from(number).unwrap_or_default().saturating_sub(1);
        let place = if self.opens { asp } else { 0 };
        if self.opens {
            self.order(place, Order::Open);
        }
        let taken = self.until(Instant::now() + wait, |this| {
            let at = this.joined.iter().position(|(from, _)| *from == place)?;
            this.joined.remove(at).map(|(_, joined)| joined)
        });
        taken.ok_or_else(|| format!("none within {} s", wait.as_secs()))
    }

    fn send(&mut self, path: PathId, stream_id: u16, octets: Vec<u8>) {
        if let Some(place) = self.paths.get(&path) {
            self.order(*place, Order::Send(path, stream_id, octets.into()));
        }
    }

    fn next(&mut self, deadline: Instant) -> Option<(PathId, Happening)> {
        self.until(deadline, |this| this.arrived.pop_front())
    }

    fn abort(&mut self, path: PathId) {
        if let Some(place) = self.paths.remove(&path) {
            self.order(place, Order::Abort(path));
        }
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn operate(&mut self, wish: Wish) -> bool {
        let Some(operator) = &self.operator else { return false };
        let status = Command::new("sh").arg("-c").arg(format!("{operator} {wish}")).status();
        status.is_ok_and(|status| status.success())
    }
}
