//! The mobile network of a centre that has none: so a first message goes all the way to a handset, by M3UA over SCTP over UDP
//! on the loopback interface.

use std::error::Error;
use std::io;
use std::net::Ipv4Addr;

use brivas_platform::config::Config;
use brivas_platform::secret;
use brivas_ss7_network::{Running, Script, start};

/// The number of the service centre, of a country code that nobody has.
const SERVICE_CENTRE: &str = "999000000000001";

/// Runs a network in which every number is somebody's, unless the configuration has one or wants no simulated handset, and
/// lets the centre know of it.
pub(crate) fn add_to(config: &mut Config) -> Result<Option<Running>, Box<dyn Error>> {
    if config.ss7.is_some() || !config.handset.enabled {
        return Ok(None);
    }
    let mut script = Script::default();
    script.service_centre = SERVICE_CENTRE.into();
    script.number = "999000000000002".into();
    script.anyone = true;
    script.delay_ms = config.handset.delay_ms;
    let random = || secret::random().map_err(io::Error::other);
    let network = start(script, (Ipv4Addr::LOCALHOST, 0).into(), [random()?, random()?, random()?])?;
    let text = format!(
        "[ss7]\npoint_code = 1\nservice_centre = \"{SERVICE_CENTRE}\"\nlisten = \"127.0.0.1:0\"\n\
         peer = [{{ name = \"simulated network\", address = \"127.0.0.1\", udp_port = {} }}]\n\
         route = [{{ digits = \"*\", to = [2] }}]\n",
        network.address().port()
    );
    config.ss7 = Config::parse(&text)?.ss7;
    Ok(Some(network))
}
