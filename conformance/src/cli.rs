//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use brivas_conformance::suite::{Selection, Timers, Version};
use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "Examples:
  brivas-conformance smpp --target 127.0.0.1:2775 --system-id test --password-env SMPP_PASSWORD
  brivas-conformance smpp --demo brivas-data/demo.toml --report report.md --junit report.xml
  brivas-conformance smpp --listen 127.0.0.1:2775
  brivas-conformance smpp --list --case tlvs";

/// Tries what the standards ask for on a running peer.
#[derive(Debug, Parser)]
#[command(name = "brivas-conformance", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// SMPP 3.4 and 5.0: a message centre, or with --listen an ESME
    ///
    /// Ends with 0 if no case failed, with 1 if some did, with 2 if the suite could not be run. Many messages are sent
    /// to one number: do not run it against a centre that delivers them to people.
    Smpp(Box<SmppOptions>),
}

#[derive(Args, Debug)]
pub(crate) struct SmppOptions {
    /// The message centre under test
    #[arg(long, value_name = "HOST:PORT", conflicts_with = "listen")]
    pub(crate) target: Option<String>,
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
    /// Only cases with this in their name; `*` stands for anything
    #[arg(long, value_name = "PATTERN")]
    case: Option<String>,
    /// Name the cases and run none
    #[arg(long)]
    pub(crate) list: bool,
    /// Show what went over the wire, of every case
    #[arg(long)]
    pub(crate) trace: bool,
    /// Write the results as JUnit XML
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Write the results as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// What the peer claims to have; written as a form if it is not there
    #[arg(long, value_name = "FILE")]
    pub(crate) pics: Option<PathBuf>,
    /// Run the cases that wait for timers of the peer, too
    #[arg(long)]
    slow: bool,
    /// How long to wait: answer, quiet, patience, session_init, enquire_link, response, in seconds
    #[arg(long, value_name = "NAME=SECONDS", value_delimiter = ',')]
    pub(crate) timers: Vec<String>,
    /// A number that the centre delivers to, so that a missing receipt is a fault
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) destination: Option<String>,
    /// How many cases run at a time
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    jobs: usize,
    /// What the report calls the peer
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
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
        let mut selection = Selection::default();
        selection.versions = match self.version {
            Versions::V34 => vec![Version::V3_4],
            Versions::V50 => vec![Version::V5_0],
            Versions::Both => vec![Version::V3_4, Version::V5_0],
        };
        selection.pattern.clone_from(&self.case);
        selection.slow = self.slow;
        selection.jobs = self.jobs;
        selection
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
    pub(crate) fn credentials(&self) -> Result<(String, String), String> {
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

/// Sets one timer from `name=seconds`.
pub(crate) fn set_timer(timers: &mut Timers, pair: &str) -> Result<(), String> {
    let bad = || format!("--timers {pair}: want NAME=SECONDS");
    let (name, seconds) = pair.split_once('=').ok_or_else(bad)?;
    let seconds = seconds.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let seconds = seconds.ok_or_else(bad)?;
    let timer = match name {
        "answer" => &mut timers.answer,
        "quiet" => &mut timers.quiet,
        "patience" => &mut timers.patience,
        "session_init" => &mut timers.session_init,
        "enquire_link" => &mut timers.enquire_link,
        "response" => &mut timers.response,
        _ => return Err(format!("--timers {pair}: there is no such timer")),
    };
    *timer = seconds;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_timer_is_set_by_its_name() {
        let mut timers = Timers::default();
        set_timer(&mut timers, "answer=0.5").unwrap();
        assert_eq!(timers.answer, Duration::from_millis(500));
        for bad in ["answer", "answer=x", "answer=-1", "nothing=1"] {
            assert!(set_timer(&mut timers, bad).is_err(), "{bad}");
        }
    }
}
