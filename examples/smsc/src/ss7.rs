//! The mobile network: we are a service centre on SS7, by MAP over M3UA over SCTP over UDP (the `[ss7]` section).
//!
//! | file | what |
//! |---|---|
//! | `ss7.rs` | [`Ss7`]: the section, compiled |
//! | `ss7/run.rs` | the thread that has the associations, between the network and the engine |
//! | `ss7/deliveries.rs` | messages on their way to handsets |
//! | `ss7/originated.rs` | what handsets send, on its way to the engine and back |
//! | `ss7/to_handset.rs`, `ss7/user_data.rs` | a stored message as TPDUs |
//! | `ss7/status_report.rs` | a receipt as a TPDU |
//! | `ss7/from_handset.rs` | a TPDU of a handset as the submit_sm that is stored, or as a command |
//! | `ss7/metrics.rs` | what is counted |
//! | `ss7/status.rs` | what the network says of a message, as a `command_status` |
//!
//! The procedures themselves are those of `brivas_sigtran::gateway`; who waits for an absent subscriber is in
//! `engine/absent.rs`, which message of a handset a command is about in `engine/handset.rs`.

mod deliveries;
mod from_handset;
mod metrics;
mod originated;
mod refused;
mod run;
pub(crate) mod status;
mod status_report;
mod to_handset;
mod user_data;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_platform::config::{Config, ConfigError, Ss7Config};
use brivas_sigtran::m3ua::{self, ApplicationServer, AssociationId, Peer, Role, RoutingKey, Side};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{self, Destination, Pattern, Rule, Ssn, Translator};
use brivas_sigtran::sctp::Remote;
use brivas_sigtran::{Stack, gateway, stack};

pub(crate) use metrics::NetworkMetrics;
pub(crate) use run::start;
pub(crate) use status_report::ForHandset;

/// The mobile network as configured.
pub(crate) struct Ss7 {
    pub(crate) listen: SocketAddr,
    pub(crate) port: u16,
    pub(crate) window: usize,
    pub(crate) from_handsets: bool,
    pub(crate) gateway: Arc<gateway::Config>,
    stack: Arc<stack::Config>,
    point_code: PointCode,
    peers: Vec<Gateway>,
}

/// A signalling gateway.
pub(crate) struct Gateway {
    pub(crate) name: String,
    pub(crate) association: AssociationId,
    pub(crate) remote: Remote,
    routing_context: Option<u32>,
    network_appearance: Option<u32>,
}

impl Ss7 {
    /// Compiles the `[ss7]` section; `None` if there is none.
    ///
    /// # Errors
    /// What is wrong, with its key.
    pub(crate) fn of(config: &Config) -> Result<Option<Self>, ConfigError> {
        let Some(ss7) = &config.ss7 else { return Ok(None) };
        let mut gateway = gateway::Config::new(&ss7.service_centre)
            .map_err(|error| config.error_at("ss7.service_centre", error))?;
        gateway.set_max_version(ss7.max_version).set_longest_in_begin(ss7.longest_in_begin);
        let mut sccp = sccp::Config::new(PointCode(ss7.point_code));
        sccp.set_network_indicator(ss7.network_indicator).set_translator(translator(config, ss7)?);
        let mut stack = stack::Config::new(m3ua::Config::new(Role::Asp), sccp).with_map(Ssn::MSC);
        if ss7.assume_available {
            stack = stack.with_points_assumed_available();
        }
        let peers = (1..).zip(&ss7.peers).map(|(number, peer)| Gateway {
            name: peer.name.clone(),
            association: AssociationId(number),
            remote: Remote::new([peer.address]).with_port(peer.port).with_udp_port(peer.udp_port),
            routing_context: peer.routing_context,
            network_appearance: peer.network_appearance,
        });
        Ok(Some(Self {
            listen: ss7.listen,
            port: ss7.port,
            window: ss7.window,
            from_handsets: ss7.from_handsets,
            gateway: Arc::new(gateway),
            stack: Arc::new(stack),
            point_code: PointCode(ss7.point_code),
            peers: peers.collect(),
        }))
    }

    /// The gateways.
    pub(crate) fn gateways(&self) -> &[Gateway] {
        &self.peers
    }

    /// The stack, which knows the gateways and has no association yet.
    fn stack(&self, seed: [u8; 32], now: Instant) -> Result<Stack, m3ua::UsageError> {
        let mut stack = Stack::new(&self.stack, seed, now);
        stack.with_m3ua(now, |m3ua| {
            // Those with like contexts share one application server, so that one takes over from the other.
            let mut servers = Vec::new();
            for gateway in &self.peers {
                let kind = (gateway.routing_context, gateway.network_appearance);
                let server = match servers.iter().find(|(known, _)| *known == kind) {
                    Some((_, server)) => *server,
                    None => {
                        let mut server =
                            ApplicationServer::new(Side::Local, RoutingKey::new(self.point_code));
                        if let Some(context) = gateway.routing_context {
                            server = server.with_routing_context(context);
                        }
                        if let Some(appearance) = gateway.network_appearance {
                            server = server.with_network_appearance(appearance);
                        }
                        let server = m3ua.add_application_server(server)?;
                        servers.push((kind, server));
                        server
                    }
                };
                m3ua.add_association(gateway.association, Peer::new().with_application_server(server))?;
            }
            Ok::<(), m3ua::UsageError>(())
        })?;
        Ok(stack)
    }
}

/// Our own number leads to us, others where the routes say.
fn translator(config: &Config, ss7: &Ss7Config) -> Result<Translator, ConfigError> {
    let own = Pattern::new(&ss7.service_centre)
        .map_err(|error| config.error_at("ss7.service_centre", format!("{error:?}")))?;
    let mut rules = vec![Rule::new(own, Destination::Local)];
    for (index, route) in ss7.routes.iter().enumerate() {
        let wrong = |_| {
            config
                .error_at(format!("ss7.route[{index}].digits"), "is no pattern: digits, `?`, `*` at the end")
        };
        let pattern = Pattern::new(&route.digits).map_err(wrong)?;
        let points = route.to.iter().copied().map(PointCode).collect();
        let to = if route.share { Destination::Loadshare(points) } else { Destination::Failover(points) };
        rules.push(Rule::new(pattern, to));
    }
    Ok(Translator::new(rules))
}
