//! The options of the M3UA suite, and the peer that they describe.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs};

use brivas_conformance::suite::m3ua::{Peer, Settings, Target, UdpNetwork};
use brivas_sigtran::sctp::{PORT_M3UA, Remote};
use clap::Args;

use super::{Common, set_timer};

#[derive(Args, Debug)]
pub(crate) struct M3uaOptions {
    /// The signalling gateway under test: where it takes SCTP over UDP
    #[arg(long, value_name = "HOST:UDP_PORT", conflicts_with = "listen")]
    target: Option<String>,
    /// Where to wait for the ASP under test, with SCTP over UDP
    #[arg(long, value_name = "HOST:UDP_PORT")]
    pub(crate) listen: Option<String>,
    /// From where our ASPs come; the second has the next UDP port
    #[arg(long, value_name = "HOST:UDP_PORT", conflicts_with = "listen")]
    local: Option<SocketAddr>,
    /// The SCTP port of the peer, or ours for an ASP
    #[arg(long, value_name = "PORT", default_value_t = PORT_M3UA)]
    sctp_port: u16,
    /// The SCTP port of our first ASP; the second has the next one
    #[arg(long, value_name = "PORT", default_value_t = PORT_M3UA)]
    local_sctp_port: u16,
    /// The routing context of the application server
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().routing_context)]
    routing_context: u32,
    /// Its point code
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().point_code)]
    point_code: u32,
    /// The routing context of the second application server
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().second_routing_context)]
    second_routing_context: u32,
    /// Its point code
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().second_point_code)]
    second_point_code: u32,
    /// A point code behind the gateway that can be reached
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().network_point_code)]
    network_point_code: u32,
    /// The first of ten point codes that may be registered, and then of ten that must not be
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().free_point_code)]
    free_point_code: u32,
    /// The network appearance; none if it is not given
    #[arg(long, value_name = "NUMBER")]
    network_appearance: Option<u32>,
    /// The network indicator in DATA
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().network_indicator)]
    network_indicator: u8,
    /// The ASP Identifier of our first ASP; the second has the next one
    #[arg(long, value_name = "NUMBER", default_value_t = Settings::default().asp_identifier)]
    asp_identifier: u32,
    /// A command that makes the peer do what no message can; the wish is put behind it: `pause 200`, `inactive`
    #[arg(long, value_name = "COMMAND")]
    operate: Option<String>,
    /// How long to wait: answer, quiet, patience; the peer's at most: t_ack, t_r, t_beat; in seconds
    #[arg(long, value_name = "NAME=SECONDS", value_delimiter = ',')]
    timers: Vec<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

impl M3uaOptions {
    /// What is under test, or where it is to come to.
    pub(crate) fn address(&self) -> String {
        self.target.clone().or_else(|| self.listen.clone()).unwrap_or_default()
    }

    pub(crate) fn peer(&self) -> Result<Target, Box<dyn Error>> {
        let (peer, mut network) = match (&self.target, &self.listen) {
            (Some(address), _) => {
                let found = resolve(address)?;
                let gateway = Remote::new([found.ip()]).with_port(self.sctp_port).with_udp_port(found.port());
                let local = self.local.unwrap_or(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)));
                (Peer::Sgp, UdpNetwork::to_gateway(&gateway, local, self.local_sctp_port)?)
            }
            (None, Some(address)) => {
                let network = UdpNetwork::listening(resolve(address)?, self.sctp_port)?;
                let local = network.local_address().ok_or("no socket")?;
                eprintln!("waiting for an ASP on {local}");
                (Peer::Asp, network)
            }
            (None, None) => return Err("--target or --listen says where the peer is".into()),
        };
        self.operate.iter().for_each(|command| network.set_operator(command));
        let mut target = Target::new(peer, Box::new(network));
        self.set(&mut target.settings);
        self.timers.iter().try_for_each(|pair| set_timer(pair, |name| target.timers.find(name)))?;
        Ok(target)
    }

    fn set(&self, settings: &mut Settings) {
        settings.routing_context = self.routing_context;
        settings.point_code = self.point_code;
        settings.second_routing_context = self.second_routing_context;
        settings.second_point_code = self.second_point_code;
        settings.network_point_code = self.network_point_code;
        settings.free_point_code = self.free_point_code;
        settings.network_appearance = self.network_appearance;
        settings.network_indicator = self.network_indicator;
        settings.asp_identifier = self.asp_identifier;
    }
}

fn resolve(address: &str) -> Result<SocketAddr, Box<dyn Error>> {
    let found = address.to_socket_addrs().map_err(|error| format!("{address}: {error}"))?.next();
    found.ok_or_else(|| format!("{address}: no such host").into())
}
