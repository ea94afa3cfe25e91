//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::mix::Mix;

const EXAMPLES: &str = "Examples:
  brivas-load smpp --demo brivas-data/demo.toml                 10 s at full speed, 1 session, window 64
  brivas-load smpp --demo brivas-data/demo.toml --sessions 8 --window 100 --pid $(pidof brivas) --with-floor
  brivas-load smpp --target host:2775 --system-id shop --password-env PW --rate 5000 --duration 60 --json run.json
  brivas-load smpp --demo brivas-data/demo.toml --messages 1000000 --ids acknowledged.txt
  brivas-load smpp --demo brivas-data/demo.toml --sessions 5000 --idle --duration 30 --pid $(pidof brivas)
  brivas-load sink --listen 127.0.0.1:2776                      answers everything and does nothing: the floor

Exit status: 0 the run went to its end, 1 a session could not be bound or was lost (or, with --fail-on-error, not
everything was accepted), 2 it could not begin.";

/// Load generator for SMPP servers.
#[derive(Debug, Parser)]
#[command(name = "brivas-load", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bind sessions to an SMPP server, send, and report rate, latency, errors and what it cost the server
    ///
    /// Without --rate each session keeps its window full (full speed), and latency counts from the moment that a PDU is
    /// put into the buffer to be written. With --rate latency counts from the time at which the schedule has the PDU, sent
    /// late or not: a server that stalls is charged for all that it kept waiting.
    Smpp(Box<SmppOptions>),
    /// Be a server that accepts any bind and answers everything at once, keeping nothing: the floor of a run
    Sink {
        /// Where to listen; port 0 takes a free one, which is told on standard output
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:2776")]
        listen: SocketAddr,
    },
}

#[derive(Args, Clone, Debug)]
pub(crate) struct SmppOptions {
    /// The server, `host:port`
    #[arg(long, value_name = "HOST:PORT", required_unless_present = "demo", help_heading = "Server")]
    pub(crate) target: Option<String>,
    /// What to bind as
    #[arg(
        long,
        value_name = "NAME",
        default_value = "load",
        conflicts_with = "demo",
        help_heading = "Server"
    )]
    pub(crate) system_id: String,
    /// The password; others can see it in the list of processes
    #[arg(long, conflicts_with_all = ["password_env", "demo"], help_heading = "Server")]
    pub(crate) password: Option<String>,
    /// The environment variable that has the password
    #[arg(long, value_name = "VAR", conflicts_with = "demo", help_heading = "Server")]
    pub(crate) password_env: Option<String>,
    /// The `demo.toml` in the data directory of a `brivas` server: target, system_id and password
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    pub(crate) demo: Option<PathBuf>,
    /// The server's process on this machine: its CPU time and memory are measured
    #[arg(long, help_heading = "Server")]
    pub(crate) pid: Option<u32>,

    /// Sessions that send
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Load")]
    pub(crate) sessions: usize,
    /// Requests that a session may have unanswered
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "Load")]
    pub(crate) window: u32,
    /// Requests a second over all sessions; without it, full speed
    #[arg(long, value_name = "PER_SEC", value_parser = rate, help_heading = "Load")]
    pub(crate) rate: Option<f64>,
    /// How long to send, after the warm-up [default: 10, or no end with --messages]
    #[arg(long, value_name = "SECS", value_parser = seconds, help_heading = "Load")]
    pub(crate) duration: Option<f64>,
    /// How many requests to send, after the warm-up
    #[arg(long, value_name = "N", help_heading = "Load")]
    pub(crate) messages: Option<u64>,
    /// Send so long before anything counts
    #[arg(long, value_name = "SECS", value_parser = seconds, default_value = "0", help_heading = "Load")]
    pub(crate) warmup: f64,
    /// Shares of submit_sm, data_sm, query_sm (about the last message acknowledged to the session) and enquire_link
    #[arg(long, default_value = "submit_sm=100", help_heading = "Load")]
    pub(crate) mix: Mix,
    /// Write each PDU by a system call of its own; without it, all that there is to write goes in one
    #[arg(long, help_heading = "Load")]
    pub(crate) one_pdu_a_write: bool,
    /// Threads that drive the sessions
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "Load")]
    pub(crate) threads: u16,
    /// Send nothing: hold the sessions for --duration, to see what an idle bind costs
    #[arg(long, requires = "duration", conflicts_with_all = ["rate", "messages", "with_floor", "ids"], help_heading = "Load")]
    pub(crate) idle: bool,

    /// Octets of text in each message; more than 254 go into message_payload
    #[arg(long, value_name = "N", default_value_t = 50, help_heading = "Messages")]
    pub(crate) text_octets: u16,
    /// The sender: digits, or up to 11 letters
    #[arg(long, value_name = "ADDRESS", default_value = "12345", value_parser = address, help_heading = "Messages")]
    pub(crate) source: String,
    /// What each recipient's number begins with
    #[arg(long, value_name = "DIGITS", default_value = "447700", value_parser = address, help_heading = "Messages")]
    pub(crate) destination_prefix: String,
    /// To how many numbers messages go, one after the other; digits are added to the prefix as needed
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000), help_heading = "Messages")]
    pub(crate) destinations: u64,
    /// Take the numbers at random, the same in each run
    #[arg(long, help_heading = "Messages")]
    pub(crate) random_destinations: bool,

    /// Bind as transceiver, ask for a receipt of each message, count and answer what comes
    #[arg(long, help_heading = "Deliveries")]
    pub(crate) receipts: bool,
    /// More sessions that bind as receiver and answer what is delivered to them
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Deliveries")]
    pub(crate) receivers: usize,
    /// With --receipts or --receivers: wait so long for what is still to come after the last answer
    #[arg(long, value_name = "SECS", value_parser = seconds, default_value = "10", help_heading = "Deliveries")]
    pub(crate) linger: f64,

    /// A session is lost when nothing comes for so long while answers are due
    #[arg(long, value_name = "SECS", value_parser = seconds, default_value = "10", help_heading = "Faults")]
    pub(crate) answer_timeout: f64,
    /// Bind lost sessions anew and go on; without it the first loss ends the run
    #[arg(long, help_heading = "Faults")]
    pub(crate) reconnect: bool,
    /// Exit with 1 unless every request was accepted
    #[arg(long, help_heading = "Faults")]
    pub(crate) fail_on_error: bool,

    /// Before the run, do the same against a sink of its own and put the figures side by side
    #[arg(long, help_heading = "Report")]
    pub(crate) with_floor: bool,
    /// Write the report as JSON, `-` for standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) json: Option<PathBuf>,
    /// Append each acknowledged message_id to this file, a line each, as soon as it is acknowledged
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) ids: Option<PathBuf>,
    /// Show the live line even if standard error is no terminal
    #[arg(long, help_heading = "Report")]
    pub(crate) progress: bool,
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.001..=1e8).contains(&rate) => Ok(rate),
        _ => Err("a rate is a number from 0.001 to 100000000".into()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.0..=1e7).contains(&seconds) => Ok(seconds),
        _ => Err("seconds are a number from 0 to 10000000".into()),
    }
}

/// An address of `submit_sm` has 20 octets at most (SMPP 5.0 §4.7.8, §4.7.29); a number's digits come to the prefix.
fn address(text: &str) -> Result<String, String> {
    if text.len() <= 11 && text.bytes().all(|octet| octet.is_ascii_graphic() || octet == b' ') {
        Ok(text.into())
    } else {
        Err("an address here has at most 11 characters of ASCII".into())
    }
}
