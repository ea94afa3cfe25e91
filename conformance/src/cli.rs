//! The command line.

mod m3ua;
mod sip;
mod smpp;

use std::path::PathBuf;
use std::time::Duration;

use brivas_conformance::suite::Selection;
use clap::{Args, Parser, Subcommand};

pub(crate) use m3ua::M3uaOptions;
pub(crate) use sip::SipOptions;
pub(crate) use smpp::SmppOptions;

const EXAMPLES: &str = "Examples:
  brivas-conformance smpp --target 127.0.0.1:2775 --system-id test --password-env SMPP_PASSWORD
  brivas-conformance smpp --demo brivas-data/demo.toml --report report.md --junit report.xml
  brivas-conformance smpp --listen 127.0.0.1:2775
  brivas-conformance smpp --list --case tlvs
  brivas-conformance m3ua --target 127.0.0.1:9899 --routing-context 1 --point-code 100 --report report.md
  brivas-conformance m3ua --listen 127.0.0.1:9899
  brivas-conformance sip --target 127.0.0.1:5060 --answers --sdp --report report.md
  brivas-conformance sip --target 127.0.0.1:5060 --registrar --digest --username test --password-env SIP_PASSWORD
  brivas-conformance sip --listen 127.0.0.1:5060 --hangs-up
  brivas-conformance sip --list --clause 'RFC 3262'
  brivas-conformance sccp --report report.md
  brivas-conformance tcap --list --case dha";

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
    /// M3UA over SCTP over UDP (RFC 4666, RFC 6951): a signalling gateway, or with --listen an application server process
    ///
    /// Ends with 0 if no case failed, with 1 if some did, with 2 if the suite could not be run.
    M3ua(Box<M3uaOptions>),
    /// SIP over UDP and TCP (RFC 3261): a user agent server, a registrar, or with --listen a user agent that calls
    ///
    /// Without a claim the cases need nothing of the peer but that it answers OPTIONS. What else it has is claimed by options
    /// or by the form; what is not claimed is not applicable. Calls are made and ended, and all that is registered for --aor is
    /// removed: do not run it against people. Ends with 0 if no case failed, with 1 if some did, with 2 if the suite could not be
    /// run.
    Sip(Box<SipOptions>),
    /// SCCP (ITU-T Q.714): our own, in memory, between an upper and a lower tester
    ///
    /// Most cases need a user above the layer, whom no message can make do anything. Who has a stack of their own gives
    /// the cases an upper tester in Rust: see `suite::Layer`. Ends with 0 if no case failed, with 1 if some did, with 2 if
    /// the suite could not be run.
    Sccp(Box<Common>),
    /// TCAP (ITU-T Q.774): our own, in memory, between an upper and a lower tester
    ///
    /// As for SCCP.
    Tcap(Box<Common>),
}

/// What every suite can be told.
#[derive(Args, Debug)]
pub(crate) struct Common {
    /// Only cases with this in their name; `*` stands for anything
    #[arg(long, value_name = "PATTERN")]
    case: Option<String>,
    /// Only cases that name this clause: `§13.3`, `RFC 3262`
    #[arg(long, value_name = "TEXT")]
    clause: Option<String>,
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
    /// What the report calls the peer
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
}

impl Common {
    pub(crate) fn selection(&self) -> Selection {
        let mut selection = Selection::default();
        selection.pattern.clone_from(&self.case);
        selection.clause.clone_from(&self.clause);
        selection.slow = self.slow;
        selection
    }
}

/// One timer from `name=seconds`, of those that `find` knows.
pub(crate) fn set_timer<'a>(
    pair: &str,
    find: impl FnOnce(&str) -> Option<&'a mut Duration>,
) -> Result<(), String> {
    let bad = || format!("--timers {pair}: want NAME=SECONDS");
    let (name, seconds) = pair.split_once('=').ok_or_else(bad)?;
    let seconds = seconds.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let seconds = seconds.ok_or_else(bad)?;
    *find(name).ok_or_else(|| format!("--timers {pair}: there is no such timer"))? = seconds;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use brivas_conformance::suite::smpp::Timers;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_timer_is_set_by_its_name() {
        let mut timers = Timers::default();
        let set = |pair: &str, timers: &mut Timers| set_timer(pair, |name| timers.find(name));
        set("answer=0.5", &mut timers).unwrap();
        assert_eq!(timers.answer, Duration::from_millis(500));
        for bad in ["answer", "answer=x", "answer=-1", "nothing=1"] {
            assert!(set(bad, &mut timers).is_err(), "{bad}");
        }
    }
}
