//! A centre in this process, and ESMEs that come to it over TCP and TLS.
#![allow(dead_code)] // each test file uses a part

pub(crate) mod pki;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use brivas_platform::config::Config;
use brivas_platform::secret;
use brivas_smpp::{Bind, CommandStatus, Driver, Event, InterfaceVersion, Pdu, Role, Session};
use brivas_smsc::Smsc;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, crypto};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use pki::{Authority, Identity};

pub(crate) const PASSWORD: &str = "secret08";
pub(crate) const LOCALHOST: [u8; 4] = [127, 0, 0, 1];

/// A running centre and its folder.
pub(crate) struct Centre {
    pub(crate) smsc: Smsc,
    pub(crate) authority: Authority,
    _folder: TempDir,
}

impl Centre {
    /// Starts a centre with a TLS listener. `FOLDER` in the configuration is where its files are, `HASH` that of the
    /// password.
    pub(crate) async fn start(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new();
        let ours = authority.issue();
        for (name, text) in [
            ("cert.pem", ours.cert_pem()),
            ("key.pem", ours.key_pem()),
            ("ca.pem", authority.pem()),
            ("password", PASSWORD.into()),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let hash = secret::hash_password(PASSWORD.as_bytes()).unwrap();
        let text = format!(
            "smpp.listen = \"127.0.0.1:0\"\nhttp.listen = \"127.0.0.1:0\"\nstore.kind = \"memory\"\n\
             tls.listen = \"127.0.0.1:0\"\ntls.cert = \"FOLDER/cert.pem\"\ntls.key = \"FOLDER/key.pem\"\n{config}"
        );
        let text = text.replace("FOLDER", folder.path().to_str().unwrap()).replace("HASH", &hash);
        let config = Config::parse(&text).unwrap();
        let smsc = Smsc::start(&config, folder.path()).await.unwrap();
        Self { smsc, authority, _folder: folder }
    }

    pub(crate) fn tls_address(&self) -> SocketAddr {
        self.smsc.tls().unwrap()
    }

    /// The value of a metric, by its name and labels with a space behind.
    pub(crate) async fn metric(&self, name: &str) -> Option<u64> {
        let mut stream = TcpStream::connect(self.smsc.http()).await.unwrap();
        stream.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().parse().unwrap())
    }

    /// Binds over TCP alone.
    pub(crate) async fn bind_plain(&self, system_id: &str) -> Outcome<TcpStream> {
        bind(TcpStream::connect(self.smsc.smpp()).await.unwrap(), system_id, PASSWORD).await
    }

    /// Binds over TCP alone from an address of the loopback network.
    pub(crate) async fn bind_from(
        &self,
        from: [u8; 4],
        system_id: &str,
        password: &str,
    ) -> Outcome<TcpStream> {
        bind(connect(from, self.smsc.smpp()).await, system_id, password).await
    }

    /// Binds over TLS of this version, showing a certificate or none.
    pub(crate) async fn bind_tls(
        &self,
        version: &'static SupportedProtocolVersion,
        system_id: &str,
        identity: Option<&Identity>,
    ) -> Outcome<TlsStream<TcpStream>> {
        self.bind_tls_from(LOCALHOST, version, system_id, identity).await
    }

    /// The same from an address of the loopback network.
    pub(crate) async fn bind_tls_from(
        &self,
        from: [u8; 4],
        version: &'static SupportedProtocolVersion,
        system_id: &str,
        identity: Option<&Identity>,
    ) -> Outcome<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.authority.der()).unwrap();
        let builder = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots);
        let config = match identity {
            Some(identity) => builder.with_client_auth_cert(vec![identity.der()], identity.key()).unwrap(),
            None => builder.with_no_client_auth(),
        };
        let stream = connect(from, self.tls_address()).await;
        let name = ServerName::try_from("localhost").unwrap();
        match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
            Ok(stream) => bind(stream, system_id, PASSWORD).await,
            Err(_) => Outcome::Closed,
        }
    }
}

/// Connects from an address of the loopback network.
async fn connect(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    socket.connect(to).await.unwrap()
}

/// What became of a bind.
pub(crate) enum Outcome<S> {
    Bound(Box<Driver<S>>),
    Refused(CommandStatus),
    /// The connection, or the handshake before it, was closed without an answer.
    Closed,
}

impl<S> Outcome<S> {
    pub(crate) fn bound(self) -> Driver<S> {
        match self {
            Self::Bound(driver) => *driver,
            Self::Refused(status) => panic!("refused: {status:?}"),
            Self::Closed => panic!("closed"),
        }
    }

    pub(crate) fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(CommandStatus::ESME_RBINDFAIL))
    }

    pub(crate) fn is_closed(&self) -> bool {
        matches!(self, Self::Closed)
    }
}

/// Binds as a transceiver of 5.0.
async fn bind<S: AsyncRead + AsyncWrite + Unpin>(stream: S, system_id: &str, password: &str) -> Outcome<S> {
    let session = Session::new(Arc::new(brivas_smpp::Config::new(Role::Esme)), [0; 32], Instant::now());
    let mut driver = Driver::new(session, stream);
    let bind = Bind {
        system_id: system_id.as_bytes(),
        password: password.as_bytes(),
        interface_version: InterfaceVersion::V5_0,
        ..Default::default()
    };
    driver.session().bind(Instant::now(), &bind).unwrap();
    loop {
        match driver.next_event().await {
            Some(Event::Bound { .. }) => return Outcome::Bound(Box::new(driver)),
            Some(Event::BindRefused(pdu)) => return Outcome::Refused(pdu.header.command_status),
            Some(Event::Closed(_)) | None => return Outcome::Closed,
            Some(_) => {}
        }
    }
}

/// The response that comes next.
pub(crate) async fn response<S: AsyncRead + AsyncWrite + Unpin>(driver: &mut Driver<S>) -> Pdu {
    loop {
        match driver.next_event().await {
            Some(Event::Response { pdu, .. }) => return pdu,
            Some(Event::Closed(reason)) => panic!("closed: {reason:?}"),
            None => panic!("closed"),
            Some(_) => {}
        }
    }
}

/// All that comes until the other side closes, or breaks off.
pub(crate) async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut octets = Vec::new();
    // A reset is an end, too.
    let _ = stream.read_to_end(&mut octets).await;
    octets
}
