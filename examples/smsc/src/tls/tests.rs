use std::path::Path;

use brivas_platform::config::Config;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore, crypto};
use tempfile::TempDir;
use tokio_rustls::TlsConnector;

use super::*;

use crate::pki::{Authority, Identity};

/// A folder with the files that the configuration names.
struct Folder(TempDir);

impl Folder {
    fn new(identity: &Identity, authority: &Authority) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("cert.pem", identity.cert_pem());
        folder.write("key.pem", identity.key_pem());
        folder.write("ca.pem", authority.pem());
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn config(&self) -> Config {
        let folder = self.path().display();
        let text = format!(
            "[tls]\nlisten = \"127.0.0.1:0\"\ncert = \"{folder}/cert.pem\"\nkey = \"{folder}/key.pem\"\n\
             client_ca = \"{folder}/ca.pem\"\n"
        );
        Config::parse(&text).unwrap()
    }

    fn load(&self) -> Result<Tls, String> {
        Tls::load(&self.config()).map(Option::unwrap).map_err(|error| error.to_string())
    }
}

/// The certificate that a client is shown.
async fn shown(tls: &Tls, authority: &Authority) -> Option<CertificateDer<'static>> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let (near, far) = tokio::io::duplex(64 * 1024);
    let name = ServerName::try_from("localhost").unwrap();
    let connect = TlsConnector::from(Arc::new(config)).connect(name, near);
    let (client, server) = tokio::join!(connect, tls.acceptor().accept(far));
    server.ok()?;
    client.ok()?.get_ref().1.peer_certificates()?.first().cloned()
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_key_and_line() {
    let authority = Authority::new();
    let (ours, other) = (authority.issue(), authority.issue());
    let large = vec![b'x'; (1 << 20) + 1];
    let half = ours.cert_pem().replace("-----END CERTIFICATE-----\n", "");
    let broken = ours.cert_pem().replacen("MII", "!!!", 1);
    for (name, contents, key, line, what) in [
        ("cert.pem", &b""[..], "tls.cert", 3, "holds no certificate in PEM"),
        ("cert.pem", ours.key_pem().as_bytes(), "tls.cert", 3, "holds no certificate in PEM"),
        ("cert.pem", half.as_bytes(), "tls.cert", 3, "missing section end"),
        ("cert.pem", &large, "tls.cert", 3, "must have at most 1048576 octets"),
        ("key.pem", b"garbage", "tls.key", 4, "holds no private key in PEM"),
        ("key.pem", ours.cert_pem().as_bytes(), "tls.key", 4, "holds no private key in PEM"),
        ("key.pem", other.key_pem().as_bytes(), "tls.key", 4, "is not the key of the first certificate"),
        ("ca.pem", b"garbage", "tls.client_ca", 5, "holds no certificate in PEM"),
        ("ca.pem", broken.as_bytes(), "tls.client_ca", 5, ""),
    ] {
        let folder = Folder::new(&ours, &authority);
        assert!(folder.load().is_ok());
        folder.write(name, contents);
        let error = folder.load().unwrap_err();
        let expected = (error.starts_with(&format!("{key}: ")), error.contains(what));
        assert_eq!(expected, (true, true), "{error}");
        assert!(error.ends_with(&format!("(line {line})")), "{error}");
    }
    for (name, key) in [("cert.pem", "tls.cert"), ("key.pem", "tls.key"), ("ca.pem", "tls.client_ca")] {
        let folder = Folder::new(&ours, &authority);
        std::fs::remove_file(folder.path().join(name)).unwrap();
        let error = folder.load().unwrap_err();
        assert!(error.starts_with(key) && error.contains(name), "{error}");
    }
}

#[tokio::test]
async fn new_files_are_used_and_bad_ones_leave_the_old_in_use() {
    let authority = Authority::new();
    let (first, second) = (authority.issue(), authority.issue());
    let folder = Folder::new(&first, &authority);
    let tls = folder.load().unwrap();
    assert_eq!(shown(&tls, &authority).await, Some(first.der()));
    assert!(matches!(tls.look(), Look::Unchanged));

    // Half of a renewal: the certificate is new, the key still the old one.
    folder.write("cert.pem", second.cert_pem());
    assert!(matches!(tls.look(), Look::Kept(_)));
    assert_eq!(shown(&tls, &authority).await, Some(first.der()));
    assert!(matches!(tls.look(), Look::Unchanged), "it is told once");

    folder.write("key.pem", second.key_pem());
    assert!(matches!(tls.look(), Look::Renewed));
    assert_eq!(shown(&tls, &authority).await, Some(second.der()));

    std::fs::remove_file(folder.path().join("key.pem")).unwrap();
    assert!(matches!(tls.look(), Look::Kept(_)));
    assert_eq!(shown(&tls, &authority).await, Some(second.der()));
}

#[test]
fn where_there_is_no_listener_no_file_is_asked_for() {
    assert!(Tls::load(&Config::default()).unwrap().is_none());
}
