//! Who may vouch for a server that we connect to.

use std::path::Path;

use rustls::RootCertStore;

use super::files::{certificates, read};
use crate::settings::Fault;

/// Those of this file, or else those whom the system trusts; `key` is the file's in the configuration.
///
/// # Errors
/// The file cannot be read or holds no certificate, or the system trusts nobody.
pub(crate) fn roots(key: &str, ca_file: Option<&Path>) -> Result<RootCertStore, Fault> {
    let mut roots = RootCertStore::empty();
    match ca_file {
        Some(path) => {
            for certificate in certificates(key, &read(key, path)?)? {
                roots.add(certificate).map_err(|error| Fault::at(key, error))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if roots.is_empty() {
                return Err(Fault::at(key, "is absent, and the system has no trusted certificates"));
            }
        }
    }
    Ok(roots)
}
