//! The tenant that is made when none is configured, so that the first start is a working one.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use brivas_platform::config::{Config, ConfigError};
use brivas_platform::secret;
use serde::{Deserialize, Serialize};

/// What a script needs to try the centre, as it stands in `demo.toml`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Demo {
    /// Where SMPP is listened for, `host:port`.
    pub smpp: String,
    /// Where HTTP is listened for, `host:port`.
    pub http: String,
    /// What to bind as.
    pub system_id: String,
    /// The password, kept nowhere else but as a hash.
    pub password: String,
    /// The key for the HTTP API, kept nowhere else but as a hash; the operator's, too, unless another is configured.
    pub api_key: String,
}

/// Why the demo tenant could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum DemoError {
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
    /// The system gave no random octets.
    Entropy,
    /// What an earlier start wrote cannot be read.
    Config(ConfigError),
}

impl std::fmt::Display for DemoError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Entropy => f.write_str("the system gives no random octets"),
            Self::Config(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DemoError {}

impl Demo {
    /// Adds the tenant `demo` to a configuration that has no tenant. Its password is that of an earlier start with the
    /// same data if `demo.toml` is still there and fits the hash, else a new random one. Its key is the operator's as long
    /// as none is configured.
    ///
    /// # Errors
    /// [`DemoError`].
    pub fn add_to(config: &mut Config, data: &Path) -> Result<Self, DemoError> {
        let demo = Self::add_tenant(config, data)?;
        config.http.operator_key_sha256.get_or_insert_with(|| secret::hash_api_key(&demo.api_key));
        Ok(demo)
    }

    fn add_tenant(config: &mut Config, data: &Path) -> Result<Self, DemoError> {
        let hashes = data.join("demo-tenant.toml");
        let earlier = std::fs::read_to_string(data.join("demo.toml")).ok();
        let earlier = earlier.and_then(|text| toml::from_str::<Self>(&text).ok());
        let tenant = std::fs::read_to_string(&hashes).ok();
        if let (Some(demo), Some(tenant)) = (earlier, tenant)
            && let Ok(known) = Config::parse(&tenant)
            && known
                .tenants
                .iter()
                .any(|it| secret::verify_password(demo.password.as_bytes(), &it.password_hash))
        {
            config.tenants = known.tenants;
            return Ok(demo);
        }
        let entropy = |_| DemoError::Entropy;
        let password = secret::random_password().map_err(entropy)?;
        let api_key = secret::random_api_key().map_err(entropy)?;
        let hash = secret::hash_password(password.as_bytes()).map_err(entropy)?;
        let text = format!(
            "# The demo tenant. Its password is in demo.toml beside this file; here is its hash alone.\n[[tenant]]\n\
             name = \"demo\"\nsystem_id = \"demo\"\npassword_hash = \"{hash}\"\napi_key_sha256 = \"{}\"\n\
             claim_by_address_range = true\n",
            secret::hash_api_key(&api_key)
        );
        write_private(&hashes, &text)?;
        config.tenants = Config::parse(&text).map_err(DemoError::Config)?.tenants;
        let (smpp, http) = (String::new(), String::new());
        Ok(Self { smpp, http, system_id: "demo".into(), password, api_key })
    }

    /// Writes `demo.toml`, readable by its owner alone.
    ///
    /// # Errors
    /// [`DemoError::Io`].
    pub fn write(&mut self, data: &Path, smpp: SocketAddr, http: SocketAddr) -> Result<PathBuf, DemoError> {
        self.smpp = smpp.to_string();
        self.http = http.to_string();
        let path = data.join("demo.toml");
        let text =
            toml::to_string(self).map_err(|error| DemoError::Io(path.clone(), io::Error::other(error)))?;
        write_private(&path, &text)?;
        Ok(path)
    }
}

/// Writes a file of mode 0600. It is written anew beside the old one and moved there, so that a reader sees one or the
/// other whole.
fn write_private(path: &Path, text: &str) -> Result<(), DemoError> {
    let fail = |error| DemoError::Io(path.to_owned(), error);
    let new = path.with_extension("toml.new");
    // What an earlier start left unfinished may have another mode.
    let _ = std::fs::remove_file(&new);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new).map_err(fail)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fail)?;
    std::fs::rename(&new, path).map_err(fail)
}
