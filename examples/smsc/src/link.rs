//! Another message centre at which we are the ESME: a `[[link]]` of the configuration.
//!
//! | file | what |
//! |---|---|
//! | `link.rs` | [`Link`]: what is known of it, compiled |
//! | `link/keep.rs` | holds its binds, and binds again after a pause |
//! | `link/bound.rs` | one connection to it: the session, and what goes to and from the engine |
//! | `link/submit.rs` | a message as the submit_sm that it goes out with |
//! | `link/backoff.rs` | how long the pauses are |
//! | `link/message_ids.rs` | which receipt belongs to which message |
//! | `link/status.rs` | how it stands, for people |
//!
//! What the engine does with links is in `engine/upstream.rs`.

mod backoff;
mod bound;
mod keep;
mod message_ids;
mod status;
mod submit;

use std::sync::Arc;
use std::time::Duration;

use brivas_platform::config::{
    Config, ConfigError, LinkBind, LinkConfig, LinkReceipts, LinkVersion, SecretText,
};
use brivas_smpp::{BindKind, InterfaceVersion, Leniency, McReceipt, Npi, RegisteredDelivery, Role, Ton};

use crate::settings::{Fault, leniency_of};
use crate::tls::client::TlsClient;
pub(crate) use backoff::Pauses;

#[cfg(test)]
pub(crate) use bound::outcome;
pub(crate) use keep::keep_bound;
pub(crate) use message_ids::{IdKey, MessageIds};
pub(crate) use status::LinkStatus;
#[cfg(test)]
pub(crate) use submit::submit;

/// Another message centre.
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) status: LinkStatus,
    /// The settings of its sessions.
    pub(crate) session: Arc<brivas_smpp::Config>,
    /// Messages a second on all binds together.
    pub(crate) rate: Option<u32>,
    /// How long nothing is sent once it was too much for the peer.
    pub(crate) throttle_pause: Duration,
    /// How long after the end of its validity a message's receipt may still come, ms.
    pub(crate) receipt_grace_ms: i64,
    pub(crate) message_ids: MessageIds,
    receipts: LinkReceipts,
    host: String,
    port: u16,
    tls: Option<TlsClient>,
    system_id: String,
    password: SecretText,
    system_type: String,
    version: InterfaceVersion,
    /// What each bind that is held is.
    binds: Vec<BindKind>,
    pauses: Pauses,
    source_ton: Option<Ton>,
    source_npi: Option<Npi>,
    tells_validity: bool,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Link({}, {}:{})", self.name, self.host, self.port)
    }
}

/// All links.
///
/// # Errors
/// What is wrong with one, with its key: a password or a file that cannot be read, a leniency that is not known.
pub(crate) fn links_of(config: &Config) -> Result<Vec<Arc<Link>>, ConfigError> {
    let link = |(index, link): (usize, &LinkConfig)| {
        let password = link.read_password(index)?;
        let link = Link::of(index, link, password, config).map_err(|fault| fault.in_config(config))?;
        Ok(Arc::new(link))
    };
    config.links.iter().enumerate().map(link).collect()
}

impl Link {
    fn of(index: usize, link: &LinkConfig, password: SecretText, config: &Config) -> Result<Self, Fault> {
        let key = |name: &str| format!("link[{index}].{name}");
        let leniency = leniency_of(Leniency::DEFAULT, &link.leniency)
            .map_err(|what| Fault::at(key("leniency"), what))?;
        let version = match link.version {
            LinkVersion::V3_3 => InterfaceVersion::V3_3,
            LinkVersion::V5_0 => InterfaceVersion::V5_0,
            _ => InterfaceVersion::V3_4,
        };
        let enquire_link = (link.enquire_link_secs > 0).then(|| Duration::from_secs(link.enquire_link_secs));
        let mut session = brivas_smpp::Config::new(Role::Esme);
        session
            .set_version(version)
            .set_leniency(leniency)
            .set_window(link.window)
            .set_enquire_link_timer(enquire_link)
            .set_response_timer(Duration::from_secs(config.smpp.response_secs.max(1)));
        Ok(Self {
            name: link.name.clone(),
            status: LinkStatus::default(),
            session: Arc::new(session),
            rate: link.rate,
            throttle_pause: Duration::from_millis(link.throttle_pause_ms),
            receipt_grace_ms: i64::try_from(link.receipt_grace_secs.saturating_mul(1000)).unwrap_or(i64::MAX),
            message_ids: MessageIds::new(link.message_id),
            receipts: link.receipts,
            host: link.host.clone(),
            port: link.port,
            tls: if link.tls { Some(TlsClient::of_link(index, link)?) } else { None },
            system_id: link.system_id.clone(),
            password,
            system_type: link.system_type.clone(),
            version,
            binds: binds_of(link),
            pauses: Pauses::new(link.reconnect_min_ms, link.reconnect_max_ms),
            source_ton: link.source_ton.map(Ton),
            source_npi: link.source_npi.map(Npi),
            tells_validity: link.validity,
        })
    }

    /// What the peer is asked for in place of what was asked of us.
    pub(crate) fn registered_delivery(&self, asked: RegisteredDelivery) -> RegisteredDelivery {
        let wants = self.receipts == LinkReceipts::Always || asked.mc_receipt() != McReceipt::None;
        asked.with_mc_receipt(if wants { McReceipt::SuccessOrFailure } else { McReceipt::None })
    }

    /// How many binds it has when all is well.
    pub(crate) fn wanted_binds(&self) -> usize {
        self.binds.len()
    }
}

fn binds_of(link: &LinkConfig) -> Vec<BindKind> {
    let kinds = match link.bind {
        LinkBind::Transmitter => &[BindKind::Transmitter][..],
        LinkBind::Receiver => &[BindKind::Receiver],
        LinkBind::Pair => &[BindKind::Transmitter, BindKind::Receiver],
        _ => &[BindKind::Transceiver],
    };
    kinds.repeat(link.binds.into())
}
