//! Certificates of the examples: PEM files that their command lines name.

use std::error::Error;
use std::sync::Arc;

use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ClientConfig, KeyLogFile, RootCertStore, ServerConfig};

/// A certificate with those that signed it, and its key.
type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// What we show, and whom we believe. Keys of connections are written where `SSLKEYLOGFILE` says.
#[derive(Default)]
pub(crate) struct Files {
    /// Our certificate.
    pub(crate) certificate: Option<String>,
    /// Its key.
    pub(crate) key: Option<String>,
    /// The authority whose certificates the other side may show.
    pub(crate) authority: Option<String>,
}

impl Files {
    /// Takes an option of the command line; `false` if it is none of these.
    pub(crate) fn take(&mut self, name: &str, file: &str) -> bool {
        let place = match name {
            "certificate" => &mut self.certificate,
            "key" => &mut self.key,
            "authority" => &mut self.authority,
            _ => return false,
        };
        *place = Some(file.to_owned());
        true
    }

    /// For connections that we make: the other side's certificate must be of the authority and for its address.
    #[allow(dead_code)] // one example makes connections, the other takes them
    pub(crate) fn client(&self) -> Result<Arc<ClientConfig>, Box<dyn Error>> {
        let config = ClientConfig::builder().with_root_certificates(self.roots()?);
        let mut config = match self.identity()? {
            Some((chain, key)) => config.with_client_auth_cert(chain, key)?,
            None => config.with_no_client_auth(),
        };
        config.key_log = Arc::new(KeyLogFile::new());
        Ok(Arc::new(config))
    }

    /// For connections that we take: with an authority the other side must show a certificate of its.
    #[allow(dead_code)] // one example makes connections, the other takes them
    pub(crate) fn server(&self) -> Result<Arc<ServerConfig>, Box<dyn Error>> {
        let config = match self.authority {
            Some(_) => {
                let verifier = WebPkiClientVerifier::builder(Arc::new(self.roots()?)).build()?;
                ServerConfig::builder().with_client_cert_verifier(verifier)
            }
            None => ServerConfig::builder().with_no_client_auth(),
        };
        let (chain, key) = self.identity()?.ok_or("tls wants `certificate FILE` and `key FILE`")?;
        let mut config = config.with_single_cert(chain, key)?;
        config.key_log = Arc::new(KeyLogFile::new());
        Ok(Arc::new(config))
    }

    fn roots(&self) -> Result<RootCertStore, Box<dyn Error>> {
        let mut roots = RootCertStore::empty();
        let file = self.authority.as_deref().ok_or("tls wants `authority FILE`")?;
        for certificate in CertificateDer::pem_file_iter(file)? {
            roots.add(certificate?)?;
        }
        Ok(roots)
    }

    fn identity(&self) -> Result<Option<Identity>, Box<dyn Error>> {
        let (Some(certificate), Some(key)) = (&self.certificate, &self.key) else { return Ok(None) };
        let chain = CertificateDer::pem_file_iter(certificate)?.collect::<Result<_, _>>()?;
        Ok(Some((chain, PrivateKeyDer::from_pem_file(key)?)))
    }
}
