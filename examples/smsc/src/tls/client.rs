//! TLS to a server that we connect to.

use std::io;
use std::sync::Arc;

use brivas_platform::config::LinkConfig;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::files::{VERSIONS, certificates, private_key, read};
use super::roots::roots;
use crate::settings::Fault;

/// What is needed to connect to one server.
pub(crate) struct TlsClient {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl TlsClient {
    /// That of a link; `index` is its place in the file.
    ///
    /// # Errors
    /// A file that cannot be read or holds something else, or a host that no certificate can name.
    pub(crate) fn of_link(index: usize, link: &LinkConfig) -> Result<Self, Fault> {
        let key = |name: &str| format!("link[{index}].{name}");
        let name = ServerName::try_from(link.host.clone()).map_err(|error| Fault::at(key("host"), error))?;
        let roots = roots(&key("ca_file"), link.ca_file.as_deref())?;
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&VERSIONS)
            .map_err(|error| Fault::at(key("tls"), error))?
            .with_root_certificates(roots);
        let config = match link.cert.as_ref().zip(link.key.as_ref()) {
            Some((cert, private)) => {
                let (cert_key, key_key) = (key("cert"), key("key"));
                let chain = certificates(&cert_key, &read(&cert_key, cert)?)?;
                let private = private_key(&key_key, &read(&key_key, private)?)?;
                builder.with_client_auth_cert(chain, private).map_err(|error| Fault::at(key_key, error))?
            }
            None => builder.with_no_client_auth(),
        };
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }

    /// Shakes hands over this stream.
    pub(crate) async fn connect(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.connector.connect(self.name.clone(), stream).await
    }
}
