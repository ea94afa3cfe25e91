//! The certificate.

use std::path::Path;
use std::sync::Arc;

use brivas_platform::config::{ConfigError, SwitchConfig};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The settings of TLS, if it is listened for.
pub(crate) fn load(config: &SwitchConfig) -> Result<Option<Arc<ServerConfig>>, ConfigError> {
    let (Some(_), Some(cert), Some(key)) = (config.tls, &config.cert, &config.key) else {
        return Ok(None);
    };
    let chain = read_chain(cert).map_err(|error| ConfigError::at("switch.cert", error))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| ConfigError::at("switch.key", error))?;
    let tls = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key);
    tls.map(|tls| Some(Arc::new(tls))).map_err(|error| ConfigError::at("switch.cert", error))
}

fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, rustls::pki_types::pem::Error> {
    CertificateDer::pem_file_iter(path)?.collect()
}
