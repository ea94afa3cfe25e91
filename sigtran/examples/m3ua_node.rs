//! One node of M3UA over SCTP, driven by lines: `asp` asks a signalling gateway for the traffic of a point code, `sgp` is one.
//!
//! `cargo run -p brivas-sigtran --features dcsctp,tokio --example m3ua_node -- asp --remote 192.0.2.1 --point-code 100`
//!
//! It prints what happens as JSON lines. From its input it takes `send DPC SLS TEXT`, `abort`, and `quit`, which shuts down.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // a program has a clock, an environment, files

use std::collections::BTreeMap;
use std::error::Error;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::io::{Driver, Event, UdpSctp};
#[cfg(feature = "kernel-sctp")]
use brivas_sigtran::io::{KernelConfig, KernelSctp};
use brivas_sigtran::m3ua::{
    ApplicationServer, AsId, AssociationId, Config, Event as M3uaEvent, M3ua, Peer, Role, RoutingKey, Side,
    TrafficModeType,
};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};
use brivas_sigtran::sctp::udp::Config as UdpConfig;
use brivas_sigtran::sctp::{Remote, Sctp};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::UdpSocket;

type Fault = Box<dyn Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let mut words = std::env::args().skip(1);
    let role = words.next().ok_or("which role? asp or sgp")?;
    let options = Options::read(words)?;
    let (m3ua, server) = node(&role, &options)?;
    if options.has("kernel") {
        return kernel(m3ua, server, &role, &options).await;
    }
    let mut config = UdpConfig::new();
    config.set_accept(role == "sgp").set_port(options.number("local-port", 2905)?);
    let local: SocketAddr = options.get("udp").unwrap_or("127.0.0.1:0").parse()?;
    let socket = UdpSocket::bind(local).await?;
    say("listening", &[("port", socket.local_addr()?.port().to_string())]);
    let mut seed = [0; 32];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut seed)?;
    run(Driver::new(m3ua, UdpSctp::new(Arc::new(config), seed, socket)), server, &role, &options).await
}

#[cfg(feature = "kernel-sctp")]
async fn kernel(m3ua: M3ua, server: AsId, role: &str, options: &Options) -> Result<(), Fault> {
    let port = options.number("local-port", 2905)?;
    let mut local = Vec::new();
    for address in options.get("local").unwrap_or("127.0.0.1").split(',') {
        local.push(SocketAddr::new(address.parse()?, port));
    }
    let mut config = KernelConfig::new();
    config.set_listen(role == "sgp");
    let sctp = KernelSctp::new(config, &local)?;
    say("listening", &[("port", port.to_string())]);
    run(Driver::new(m3ua, sctp), server, role, options).await
}

#[cfg(not(feature = "kernel-sctp"))]
async fn kernel(_: M3ua, _: AsId, _: &str, _: &Options) -> Result<(), Fault> {
    Err("built without the feature kernel-sctp".into())
}

/// An ASP registers its point code if it is given no routing context; a gateway serves it with the routing context 100.
fn node(role: &str, options: &Options) -> Result<(M3ua, AsId), Fault> {
    let asp = role == "asp";
    let mut config = Config::new(if asp { Role::Asp } else { Role::Sgp });
    config.set_t_beat(Some(Duration::from_secs(options.number("beat", 30)?)));
    let key = RoutingKey::new(PointCode(options.number("point-code", 100)?));
    let server = if asp {
        let mode = TrafficModeType(options.number("mode", TrafficModeType::OVERRIDE.0)?);
        let server = ApplicationServer::new(Side::Local, key).with_traffic_mode(mode);
        match options.number("context", 0)? {
            0 => server.with_registration(),
            context => server.with_routing_context(context),
        }
    } else {
        ApplicationServer::new(Side::Remote, key).with_routing_context(100)
    };
    let mut m3ua = M3ua::new(Arc::new(config), [0; 32], Instant::now());
    let server = m3ua.add_application_server(server)?;
    Ok((m3ua, server))
}

async fn run<S: Sctp>(
    mut driver: Driver<M3ua, S>,
    server: AsId,
    role: &str,
    options: &Options,
) -> Result<(), Fault> {
    let mut association = AssociationId(1);
    if role == "asp" {
        let mut addresses: Vec<IpAddr> = Vec::new();
        for address in options.get("remote").unwrap_or("127.0.0.1").split(',') {
            addresses.push(address.parse()?);
        }
        let remote = Remote::new(addresses)
            .with_port(options.number("port", 2905)?)
            .with_udp_port(options.number("udp-port", 9899)?);
        driver.node().add_association(association, Peer::new().with_application_server(server))?;
        driver.open(association, &remote)?;
    }
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut input = true;
    loop {
        tokio::select! {
            event = driver.next_event() => match event? {
                Event::Node(event) => tell(driver.node(), association, server, &event),
                Event::Incoming { association: id, remote } => {
                    say("incoming", &[("from", format!("{:?}", remote.addresses))]);
                    association = id;
                    driver.node().add_association(id, Peer::new().with_application_server(server))?;
                }
                Event::Down { reason, association: id } => {
                    say("down", &[("reason", format!("{reason:?}"))]);
                    driver.node().remove_association(Instant::now(), id)?;
                    if !input {
                        return Ok(());
                    }
                }
                other => say("other", &[("what", format!("{other:?}"))]),
            },
            line = lines.next_line(), if input => match line?.as_deref() {
                None | Some("quit") => {
                    input = false;
                    if driver.sctp().close(association).is_err() {
                        return Ok(());
                    }
                }
                Some("abort") => driver.sctp().abort(association)?,
                Some(line) => send(driver.node(), options, line)?,
            },
        }
    }
}

/// `send DPC SLS TEXT`
fn send(m3ua: &mut M3ua, options: &Options, line: &str) -> Result<(), Fault> {
    let mut words = line.splitn(4, ' ').skip(1);
    let mut word = || words.next().ok_or("send DPC SLS TEXT");
    let label = RoutingLabel {
        opc: PointCode(options.number("opc", options.number("point-code", 100)?)?),
        dpc: PointCode(word()?.parse()?),
        si: RoutingLabel::SCCP,
        ni: 2,
        mp: 0,
        sls: word()?.parse()?,
    };
    let mut user_data = Buffer::new();
    user_data.prepend(word()?.as_bytes());
    if let Err(error) = m3ua.mtp_transfer(Instant::now(), label, &mut user_data) {
        say("refused", &[("why", error.to_string())]);
    }
    Ok(())
}

fn tell(m3ua: &M3ua, association: AssociationId, server: AsId, event: &M3uaEvent) {
    match event {
        M3uaEvent::Transfer(transfer) => say(
            "transfer",
            &[
                ("opc", transfer.label.opc.0.to_string()),
                ("dpc", transfer.label.dpc.0.to_string()),
                ("sls", transfer.label.sls.to_string()),
                ("text", String::from_utf8_lossy(&transfer.user_data).into_owned()),
            ],
        ),
        M3uaEvent::Asp { state, id, .. } => {
            say("asp", &[("state", format!("{state:?}")), ("all", id.is_none().to_string())]);
        }
        M3uaEvent::As { state, .. } => say("as", &[("state", format!("{state:?}"))]),
        M3uaEvent::Registration { status, .. } => {
            let context = m3ua.routing_context(association, server);
            say("registration", &[("status", status.0.to_string()), ("context", format!("{context:?}"))]);
        }
        M3uaEvent::Notify { status, .. } => say(
            "notify",
            &[("type", status.status_type.to_string()), ("information", status.information.to_string())],
        ),
        M3uaEvent::HeartbeatLost { .. } => say("heartbeat lost", &[]),
        M3uaEvent::Status { status, .. } => say("status", &[("what", format!("{status:?}"))]),
        M3uaEvent::PeerError { code, .. } => say("peer error", &[("code", format!("{code:?}"))]),
        M3uaEvent::Faulted { code, .. } => say("faulted", &[("code", format!("{code:?}"))]),
        other => say("other", &[("what", format!("{other:?}"))]),
    }
}

/// An event as a JSON line.
fn say(event: &str, fields: &[(&str, String)]) {
    let fields: String = fields.iter().map(|(name, value)| format!(", {name:?}: {value:?}")).collect();
    println!("{{\"event\": {event:?}{fields}}}");
}

/// `--name value`, or `--name` alone.
struct Options(BTreeMap<String, String>);

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let mut options = BTreeMap::new();
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").ok_or_else(|| format!("what is {word}?"))?;
            let value = words.next_if(|word| !word.starts_with("--")).unwrap_or_default();
            options.insert(name.to_owned(), value);
        }
        Ok(Self(options))
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn number<T: std::str::FromStr>(&self, name: &str, otherwise: T) -> Result<T, Fault>
    where
        T::Err: Error + 'static,
    {
        self.get(name).map_or(Ok(otherwise), |value| Ok(value.parse()?))
    }
}
