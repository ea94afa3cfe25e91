//! The options of the SMPP suite, and the peer that they describe.

use std::error::Error;
use std::net::{TcpListener, ToSocketAddrs};
use std::path::PathBuf;

use brivas_conformance::suite::Selection;
use brivas_conformance::suite::smpp::{Peer, Target, Version};
use clap::{Args, ValueEnum};

use super::{Common, set_timer};

#[derive(Args, Debug)]
pub(crate) struct SmppOptions {
    /// The message centre under test
    #[arg(long, value_name = "HOST:PORT", conflicts_with = "listen")]
    target: Option<String>,
    /// Where to wait for the ESME under test
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<String>,
    /// What to bind as; towards an ESME, our own name
    #[arg(long, value_name = "NAME")]
    system_id: Option<String>,
    /// The password of the bind
    #[arg(long, conflicts_with_all = ["password_env", "demo"])]
    password: Option<String>,
    /// The environment variable that holds the password
    #[arg(long, value_name = "VARIABLE", conflicts_with = "demo")]
    password_env: Option<String>,
    /// A TOML file with `smpp`, `system_id` and `password`, as `brivas up` writes it
    #[arg(long, value_name = "FILE", conflicts_with = "listen")]
    demo: Option<PathBuf>,
    /// The versions that are spoken
    #[arg(long, value_enum, default_value = "both")]
    version: Versions,
    #[command(flatten)]
    pub(crate) common: Common,
    /// How long to wait: answer, quiet, patience, session_init, enquire_link, response, in seconds
    #[arg(long, value_name = "NAME=SECONDS", value_delimiter = ',')]
    timers: Vec<String>,
    /// A number that the centre delivers to, so that a missing receipt is a fault
    #[arg(long, value_name = "ADDRESS")]
    destination: Option<String>,
    /// How many cases run at a time
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    jobs: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Versions {
    #[value(name = "3.4")]
    V34,
    #[value(name = "5.0")]
    V50,
    Both,
}

impl SmppOptions {
    pub(crate) fn selection(&self) -> Selection {
        let mut selection = self.common.selection();
        selection.jobs = self.jobs;
        selection
    }

    fn versions(&self) -> Vec<Version> {
        match self.version {
            Versions::V34 => vec![Version::V3_4],
            Versions::V50 => vec![Version::V5_0],
            Versions::Both => vec![Version::V3_4, Version::V5_0],
        }
    }

    /// What is under test, or where it is to connect to.
    pub(crate) fn address(&self) -> String {
        self.target.clone().or_else(|| self.listen.clone()).unwrap_or_default()
    }

    pub(crate) fn peer(&self) -> Result<Target, Box<dyn Error>> {
        let (system_id, password) = self.credentials()?;
        let peer = match (&self.target, &self.listen) {
            (Some(address), _) => {
                let found = address.to_socket_addrs().map_err(|error| format!("{address}: {error}"))?.next();
                Peer::Smsc(found.ok_or_else(|| format!("{address}: no such host"))?)
            }
            (None, Some(address)) => {
                let listener = TcpListener::bind(address).map_err(|error| format!("{address}: {error}"))?;
                eprintln!("waiting for an ESME on {}", listener.local_addr()?);
                Peer::Esme(listener)
            }
            (None, None) => return Err("--target or --listen says where the peer is".into()),
        };
        let mut target = Target::new(peer, &system_id, &password);
        target.versions = self.versions();
        if let Some(destination) = &self.destination {
            target.destination.clone_from(destination);
            target.destination_is_known = true;
        }
        self.timers.iter().try_for_each(|pair| set_timer(pair, |name| target.timers.find(name)))?;
        Ok(target)
    }

    /// The file of `--demo`, taken into the options that the command line leaves out.
    pub(crate) fn with_demo(mut self) -> Result<Self, String> {
        let Some(path) = &self.demo else { return Ok(self) };
        let fail = |error: String| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| fail(error.to_string()))?;
        let key = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let (target, system_id, password) = (key("smpp"), key("system_id"), key("password"));
        self.target = self.target.or(target);
        self.system_id = self.system_id.or(system_id);
        self.password = password;
        Ok(self)
    }

    /// system_id and password of the bind; an ESME under test needs neither.
    fn credentials(&self) -> Result<(String, String), String> {
        if self.listen.is_some() {
            return Ok((self.system_id.clone().unwrap_or_else(|| "brivas-test".into()), String::new()));
        }
        let system_id = self.system_id.clone().ok_or("--system-id or --demo says what to bind as")?;
        let password = match (&self.password, &self.password_env) {
            (Some(password), _) => password.clone(),
            (None, Some(name)) => std::env::var(name).map_err(|error| format!("{name}: {error}"))?,
            (None, None) => return Err("--password, --password-env or --demo gives the password".into()),
        };
        Ok((system_id, password))
    }
}
