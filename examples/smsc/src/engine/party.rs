//! Who is at the other end of a connection.

use std::sync::Arc;

use crate::link::Link;
use crate::settings::Tenant;

/// Somebody who is bound.
#[derive(Clone, Debug)]
pub(crate) enum Party {
    /// A tenant's ESME.
    Esme(Arc<Tenant>),
    /// Where a tenant wants its receipts posted, so many of them at a time.
    Hook { tenant: Arc<Tenant>, window: usize },
    /// Another message centre, at which we are the ESME.
    Link(Arc<Link>),
    /// The mobile network, to which so many messages may be on their way.
    MobileNetwork { window: usize },
}

impl Party {
    /// The name by which it is delivered to, and which its own messages come from.
    pub(super) fn name(&self) -> Vec<u8> {
        match self {
            Self::Esme(tenant) => tenant.system_id.clone(),
            Self::Hook { tenant, .. } => hook_of(&tenant.system_id),
            Self::Link(link) => link_named(&link.name),
            Self::MobileNetwork { .. } => MOBILE_NETWORK.to_vec(),
        }
    }

    /// How many deliveries one connection takes at a time.
    pub(super) fn window(&self) -> usize {
        match self {
            Self::Esme(tenant) => tenant.session.window().into(),
            Self::Hook { window, .. } | Self::MobileNetwork { window } => *window,
            Self::Link(link) => link.session.window().into(),
        }
    }
}

// No system_id is as long as these names, so that no tenant can be taken for one of them.
const HOOK: &[u8] = b"receipt hook of ";
const LINK: &[u8] = b"link to message centre:";
/// The name of the mobile network, which messages of handsets come from.
pub(crate) const MOBILE_NETWORK: &[u8] = b"the mobile network";

/// The name of the hook of the tenant with this system_id.
pub(super) fn hook_of(system_id: &[u8]) -> Vec<u8> {
    [HOOK, system_id].concat()
}

/// Whether this is the name of a hook.
pub(super) fn is_hook(name: &[u8]) -> bool {
    name.starts_with(HOOK)
}

/// The name of the link of this name.
pub(super) fn link_named(name: &str) -> Vec<u8> {
    [LINK, name.as_bytes()].concat()
}

/// Somebody who can be delivered to, as people call him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// By its system_id.
    Tenant(Vec<u8>),
    /// By the system_id of the tenant whose it is.
    Hook(Vec<u8>),
    /// By its name in the configuration.
    Link(Vec<u8>),
    /// There is one.
    MobileNetwork,
}

impl Called {
    /// Who has this name.
    pub(super) fn of(name: &[u8]) -> Self {
        if name == MOBILE_NETWORK {
            return Self::MobileNetwork;
        }
        if let Some(system_id) = name.strip_prefix(HOOK) {
            return Self::Hook(system_id.to_vec());
        }
        name.strip_prefix(LINK).map_or_else(|| Self::Tenant(name.to_vec()), |link| Self::Link(link.to_vec()))
    }
}

/// The system_id of the tenant whose hook has this name.
pub(super) fn owner_of(hook: &[u8]) -> &[u8] {
    hook.strip_prefix(HOOK).unwrap_or(hook)
}
