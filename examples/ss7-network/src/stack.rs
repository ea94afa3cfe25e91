//! The signalling point below the network: a gateway at which one service centre is an application server.

use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::m3ua::{self, ApplicationServer, AsId, Role, RoutingKey, Side};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{self, Destination, Pattern, Rule, Ssn, Translator};
use brivas_sigtran::{Stack, stack};

use crate::Script;

/// The point codes of the service centre and of the network.
#[must_use]
pub const fn point_codes() -> (PointCode, PointCode) {
    (PointCode(1), PointCode(2))
}

/// A stack for this network, and the application server that is the service centre: whoever it is, is given it with its
/// association. Its number leads there, and every other one to the network itself.
///
/// # Errors
/// The service centre's number is none.
pub fn network_stack(
    script: &Script,
    seed: [u8; 32],
    now: Instant,
) -> Result<(Stack, AsId), Box<dyn std::error::Error>> {
    let (centre, ours) = point_codes();
    let mut sccp = sccp::Config::new(ours);
    sccp.set_translator(Translator::new(vec![
        Rule::new(Pattern::new(&script.service_centre)?, Destination::Failover(vec![centre])),
        Rule::new(Pattern::new("*")?, Destination::Local),
    ]));
    let config = stack::Config::new(m3ua::Config::new(Role::Sgp), sccp).with_map(Ssn::HLR).with_map(Ssn::MSC);
    let mut stack = Stack::new(&Arc::new(config), seed, now);
    let server = ApplicationServer::new(Side::Remote, RoutingKey::new(centre));
    let server = stack.with_m3ua(now, |m3ua| m3ua.add_application_server(server))?;
    Ok((stack, server))
}
