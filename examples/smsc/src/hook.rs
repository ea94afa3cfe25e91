//! Receipts posted to a tenant's `receipt_url`: signed as Standard Webhooks 1 has it, never to a private address, never
//! in clear.
//!
//! The engine takes a hook for somebody who is bound: it hands over receipts, hears what became of them, and decides what
//! is tried again and what becomes a dead letter.
//!
//! | file | what |
//! |---|---|
//! | `hook.rs` | [`Hook`]: where one tenant's receipts go, and the secret that they are signed with |
//! | `hook/worker.rs` | the task that posts them, so many at a time |
//! | `hook/post.rs`, `hook/retry_after.rs` | one post, and what its answer means |
//! | `hook/channel.rs`, `hook/address.rs` | the way to the receiver, and where it must not lead |
//! | `hook/receipt.rs`, `hook/signature.rs` | what is posted, and how it is signed |

mod address;
mod channel;
mod post;
mod receipt;
mod retry_after;
mod signature;
#[cfg(test)]
mod tests;
mod worker;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;
use brivas_platform::config::{Config, ConfigError};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, crypto};
use tokio_rustls::TlsConnector;

use crate::settings::{Fault, Tenant};
use crate::tls::roots::roots;
use address::Allowed;
use signature::Secret;

pub(crate) use receipt::Receipt;
pub use signature::new_secret;
pub(crate) use worker::run;

/// What all hooks have in common.
struct Common {
    allowed: Allowed,
    tls: TlsConnector,
    timeout: Duration,
    at_once: usize,
}

/// Where one tenant's receipts go.
pub(crate) struct Hook {
    tenant: Arc<Tenant>,
    host: String,
    port: u16,
    server_name: ServerName<'static>,
    /// Host and, where it is not 443, port.
    authority: String,
    /// What is asked for there.
    path: String,
    secret: Secret,
    common: Arc<Common>,
}

/// The hooks of all tenants that have one; `tenants` are those of the configuration, in its order.
///
/// # Errors
/// What is wrong with one, with its key: an address that cannot be posted to, a secret that cannot be read.
pub(crate) fn hooks_of(config: &Config, tenants: &[Arc<Tenant>]) -> Result<Vec<Hook>, ConfigError> {
    if config.tenants.iter().all(|tenant| tenant.receipt_url.is_none()) {
        return Ok(Vec::new());
    }
    let common = Arc::new(Common::of(config)?);
    let mut hooks = Vec::new();
    for (index, (of, tenant)) in config.tenants.iter().zip(tenants).enumerate() {
        let (Some(url), Some(secret)) = (&of.receipt_url, config.read_receipt_secret(index)?) else {
            continue;
        };
        let place =
            Place::of(url.as_str(), &common.allowed).map_err(|what| fault(config, index, "url", what))?;
        let name = if of.receipt_secret_env.is_some() { "secret_env" } else { "secret_file" };
        let secret = Secret::parse(secret.reveal()).map_err(|what| fault(config, index, name, what))?;
        let Place { host, port, server_name, authority, path } = place;
        let (tenant, common) = (tenant.clone(), common.clone());
        hooks.push(Hook { tenant, host, port, server_name, authority, path, secret, common });
    }
    Ok(hooks)
}

fn fault(config: &Config, index: usize, name: &str, what: &str) -> ConfigError {
    Fault::at(format!("tenant[{index}].receipt_{name}"), what).in_config(config)
}

impl Common {
    fn of(config: &Config) -> Result<Self, ConfigError> {
        let hook = &config.hook;
        let key = "hook.ca_file";
        let roots = roots(key, hook.ca_file.as_deref()).map_err(|fault| fault.in_config(config))?;
        let builder = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()));
        let builder = builder
            .with_safe_default_protocol_versions()
            .map_err(|error| Fault::at(key, error).in_config(config))?;
        let mut tls = builder.with_root_certificates(roots).with_no_client_auth();
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            allowed: Allowed::new(hook.allow_networks.clone()),
            tls: Arc::new(tls).into(),
            timeout: Duration::from_secs(hook.timeout_secs),
            at_once: hook.at_once,
        })
    }
}

/// The parts of an address.
struct Place {
    host: String,
    port: u16,
    server_name: ServerName<'static>,
    authority: String,
    path: String,
}

impl Place {
    fn of(url: &str, allowed: &Allowed) -> Result<Self, &'static str> {
        const NO_ADDRESS: &str = "is no address that can be posted to";
        let uri: Uri = url.parse().map_err(|_| NO_ADDRESS)?;
        let authority = uri.authority().ok_or(NO_ADDRESS)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_string();
        let server_name = ServerName::try_from(host.clone()).map_err(|_| NO_ADDRESS)?;
        let port = match authority.port_u16() {
            Some(port) if port > 0 => port,
            None if authority.host() == authority.as_str() => 443,
            _ => return Err(NO_ADDRESS),
        };
        if host.parse::<IpAddr>().is_ok_and(|address| !allowed.allows(address)) {
            return Err("is a private address; hook.allow_networks allows it");
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_string();
        Ok(Self { host, port, server_name, authority: authority.as_str().to_string(), path })
    }
}

impl std::fmt::Debug for Hook {
    /// Without the path, which may be a secret of the tenant's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hook({} to {})", self.tenant.name, self.authority)
    }
}
