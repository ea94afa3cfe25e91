//! The files of certificates and key, and the settings of TLS made of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use brivas_platform::config::Config;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoClientAuth, WebPkiClientVerifier};
use rustls::{InconsistentKeys, RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use super::any_certificate::AnyCertificate;
use crate::settings::Fault;

/// What is spoken. 1.1 and 1.0 are not (RFC 8996).
pub(super) const VERSIONS: [&SupportedProtocolVersion; 2] = [&version::TLS13, &version::TLS12];
/// The most octets of a file: more is no certificate.
const LARGEST_FILE: u64 = 1 << 20;

const CERT: &str = "tls.cert";
const KEY: &str = "tls.key";
const CLIENT_CA: &str = "tls.client_ca";

/// Where certificates and key are.
#[derive(Debug)]
pub(super) struct Files {
    cert: PathBuf,
    key: PathBuf,
    client_ca: Option<PathBuf>,
    /// Whether a tenant is known by the fingerprint of its certificate.
    has_fingerprints: bool,
}

impl Files {
    /// `None` where there is no TLS listener.
    pub(super) fn of(config: &Config) -> Option<Self> {
        let tls = &config.tls;
        tls.listen?;
        Some(Self {
            cert: tls.cert.clone()?,
            key: tls.key.clone()?,
            client_ca: tls.client_ca.clone(),
            has_fingerprints: config.tenants.iter().any(|tenant| !tenant.client_cert_sha256.is_empty()),
        })
    }

    pub(super) fn read(&self) -> Result<Contents, Fault> {
        Ok(Contents {
            cert: read(CERT, &self.cert)?,
            key: read(KEY, &self.key)?,
            client_ca: self.client_ca.as_ref().map(|path| read(CLIENT_CA, path)).transpose()?,
        })
    }
}

/// The contents of a file.
pub(super) fn read(key: &str, path: &Path) -> Result<Vec<u8>, Fault> {
    let fail = |what: &dyn std::fmt::Display| Fault::at(key, format!("{}: {what}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| fail(&error))?.len();
    if size > LARGEST_FILE {
        return Err(fail(&format!("must have at most {LARGEST_FILE} octets")));
    }
    std::fs::read(path).map_err(|error| fail(&error))
}

/// What is in the files.
pub(super) struct Contents {
    cert: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

impl Contents {
    pub(super) fn all(&self) -> impl Iterator<Item = &[u8]> {
        [Some(&self.cert), Some(&self.key), self.client_ca.as_ref()].into_iter().flatten().map(Vec::as_slice)
    }

    /// The settings of TLS with these certificates and this key.
    pub(super) fn server_config(&self, files: &Files) -> Result<ServerConfig, Fault> {
        let chain = certificates(CERT, &self.cert)?;
        let key = private_key(KEY, &self.key)?;
        let provider = Arc::new(ring::default_provider());
        let verifier = self.verifier(files, &provider)?;
        let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(&VERSIONS);
        let builder = builder.map_err(|error| Fault::at(CERT, error))?.with_client_cert_verifier(verifier);
        builder.with_single_cert(chain, key).map_err(|error| match error {
            rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                Fault::at(KEY, "is not the key of the first certificate in tls.cert")
            }
            rustls::Error::InvalidCertificate(_) => Fault::at(CERT, error),
            error => Fault::at(KEY, error),
        })
    }

    /// Who judges the certificates of clients. A client may always come without: whether that will do is for the tenant to
    /// say when it binds.
    fn verifier(
        &self,
        files: &Files,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ClientCertVerifier>, Fault> {
        let Some(client_ca) = &self.client_ca else {
            return Ok(match files.has_fingerprints {
                true => Arc::new(AnyCertificate::new(provider)),
                false => Arc::new(NoClientAuth),
            });
        };
        let mut authorities = RootCertStore::empty();
        for certificate in certificates(CLIENT_CA, client_ca)? {
            authorities.add(certificate).map_err(|error| Fault::at(CLIENT_CA, error))?;
        }
        let builder = WebPkiClientVerifier::builder_with_provider(authorities.into(), provider.clone());
        let verifier = builder.allow_unauthenticated().build();
        verifier.map_err(|error| Fault::at(CLIENT_CA, error))
    }
}

/// The private key of a file.
pub(super) fn private_key(key: &str, octets: &[u8]) -> Result<PrivateKeyDer<'static>, Fault> {
    PrivateKeyDer::from_pem_slice(octets).map_err(|error| match error {
        pem::Error::NoItemsFound => Fault::at(key, "holds no private key in PEM"),
        error => Fault::at(key, error),
    })
}

/// All certificates of a file, at least one.
pub(super) fn certificates(key: &str, octets: &[u8]) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(octets).collect();
    let all = all.map_err(|error| Fault::at(key, error))?;
    if all.is_empty() { Err(Fault::at(key, "holds no certificate in PEM")) } else { Ok(all) }
}
