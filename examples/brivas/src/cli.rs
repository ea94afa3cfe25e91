//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "Examples:
  brivas                                  start everything with defaults; data in ./brivas-data
  brivas up --config brivas.toml          start with a configuration
  brivas check --config brivas.toml       say what is wrong with a configuration, start nothing
  brivas route explain --config brivas.toml --from ACME --to +491711234567
  brivas decode smpp 00000010800000150000000000000001
  cat pdus.hex | brivas decode m3ua       one JSON object a line
  brivas decode sms --from-mobile 11070a9194214365870000a705c8329bfd06
  brivas decode sip invite.dat            a datagram of SIP, with the SDP in it
  brivas decode sip --stream tcp.dat      every message of a TCP connection
  brivas decode sdp < offer.sdp";

/// Telecom servers made of the Brivas crates.
#[derive(Debug, Parser)]
#[command(name = "brivas", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the servers (this is what happens without a command)
    ///
    /// SMPP is on 127.0.0.1:2775 and HTTP on 127.0.0.1:8080 unless configured otherwise. Without a tenant in the
    /// configuration a tenant `demo` with a random password is made, and what a script needs to use it is written to
    /// DIR/demo.toml. Ctrl-C or SIGTERM stops in good order: sessions are unbound, what was accepted is on disk.
    Up(UpOptions),
    /// Check a configuration and say line and key of what is wrong
    Check {
        /// The file to check
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
    /// Read PDUs in hex, or files of SIP and SDP, and print each as one JSON object
    ///
    /// Every field has its name in the standard, TLVs stand in order. Octet strings are in hex, with a twin `…_text` where
    /// they are readable. `octets` is the PDU written anew from the decoded fields. What cannot be read has `error` with
    /// kind, offset, field and the answer that the standard gives.
    ///
    /// Of SS7, each layer is a member of the object, from the one that is given up to the typed arguments of MAP and the
    /// text in them; offsets count from the first octet given. Without a dialogue portion the version of MAP is not known:
    /// the highest is taken by which the parameters can be read. A part of a segmented message is not put together.
    ///
    /// SIP and SDP are text: give the names of files, or the message itself on standard input. A file is one datagram, or with
    /// --stream all that came by a connection. Every row of the header stands under `headers` with its name, its `value` as it
    /// came and its typed `values`; text that is no UTF-8 is in hex under `…_hex`. `answer` says what a server does with the
    /// message: `taken`, the status that it answers with, or `discarded`. `problems` lists every fault with kind, field and
    /// offset in the message; the one that decides the answer comes first and has its status. SDP in a body is under
    /// `body.sdp`, and its offsets count from the start of the body.
    Decode(DecodeOptions),
    /// Say where a configuration sends a message, and why; nothing is sent
    Route {
        #[command(subcommand)]
        command: RouteCommand,
    },
    /// Look after a store: check and repair it, back it up, restore it
    Store {
        #[command(subcommand)]
        command: StoreCommand,
    },
    /// Show the receipts that a tenant's hook did not take, and have them posted again
    ///
    /// The key of the operator is taken from the variable BRIVAS_OPERATOR_KEY, or a tenant's own from BRIVAS_API_KEY.
    DeadLetters {
        #[command(subcommand)]
        command: DeadLettersCommand,
    },
    /// Make the hash of a password, or a key with its hash, for a tenant in the configuration
    Hash {
        /// Make a random key for the HTTP API and print it with its hash
        #[arg(long)]
        api_key: bool,
        /// Make a random secret by which receipts posted to a tenant are signed
        #[arg(long, conflicts_with = "api_key")]
        receipt_secret: bool,
        /// Hash the password of a user of the voice switch: his name
        #[arg(long, value_name = "NAME", requires = "realm", conflicts_with_all = ["api_key", "receipt_secret"])]
        sip: Option<String>,
        /// The domain of the switch, which the hash is for
        #[arg(long, value_name = "DOMAIN", requires = "sip")]
        realm: Option<String>,
    },
}

impl Default for Command {
    fn default() -> Self {
        Self::Up(UpOptions::default())
    }
}

#[derive(Args, Debug)]
pub(crate) struct UpOptions {
    /// Where everything is kept; made if it is not there
    #[arg(long, value_name = "DIR", default_value = "brivas-data")]
    pub(crate) data: PathBuf,
    /// The configuration; without it, defaults
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Default for UpOptions {
    fn default() -> Self {
        Self { data: "brivas-data".into(), config: None }
    }
}

#[derive(Args, Debug)]
pub(crate) struct DecodeOptions {
    /// Which protocol
    pub(crate) protocol: Protocol,
    /// PDUs in hex, of SIP and SDP files; without any, what comes on standard input, of hex one PDU a line
    #[arg(value_name = "HEX|FILE")]
    pub(crate) inputs: Vec<String>,
    /// A file of SIP is what came by a connection: any number of messages
    #[arg(long)]
    pub(crate) stream: bool,
    /// Addresses of SCCP are those of ANSI
    #[arg(long)]
    pub(crate) ansi: bool,
    /// The TPDU goes to the mobile station: SMS-DELIVER, SMS-STATUS-REPORT (this is the default)
    #[arg(long, group = "direction")]
    pub(crate) to_mobile: bool,
    /// The TPDU comes from the mobile station: SMS-SUBMIT, SMS-COMMAND
    #[arg(long, group = "direction")]
    pub(crate) from_mobile: bool,
    /// The TPDU answers an SMS-DELIVER or SMS-STATUS-REPORT
    #[arg(long, group = "direction", group = "report")]
    pub(crate) deliver_report: bool,
    /// The TPDU answers an SMS-SUBMIT or SMS-COMMAND
    #[arg(long, group = "direction", group = "report")]
    pub(crate) submit_report: bool,
    /// The answer came with an error
    #[arg(long, requires = "report")]
    pub(crate) refused: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Protocol {
    /// SMPP 3.4 and 5.0
    Smpp,
    /// M3UA, with what it carries
    M3ua,
    /// SCCP, with what it carries
    Sccp,
    /// TCAP, with what MAP says in it
    Tcap,
    /// A TPDU of the short message service
    Sms,
    /// Messages of SIP as they are, with the SDP in them
    Sip,
    /// A description of a session as it is
    Sdp,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RouteCommand {
    /// Show how numbers are normalised, what each route says, and the targets in order
    ///
    /// What no route takes goes by the tenants' prefixes, the address_range of binds, and the handset: told as far as the
    /// configuration says, since who is bound is not known here.
    Explain(ExplainOptions),
}

#[derive(Args, Debug)]
pub(crate) struct ExplainOptions {
    /// The configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// The source address
    #[arg(long, value_name = "SRC", allow_hyphen_values = true)]
    pub(crate) from: String,
    /// Its type of number; without it 5 (alphanumeric) if it has a letter, else 0
    #[arg(long, value_name = "TON")]
    pub(crate) from_ton: Option<u8>,
    /// Its numbering plan
    #[arg(long, value_name = "NPI", default_value_t = 0)]
    pub(crate) from_npi: u8,
    /// The destination address
    #[arg(long, value_name = "DST", allow_hyphen_values = true)]
    pub(crate) to: String,
    /// Its type of number
    #[arg(long, value_name = "TON", default_value_t = 0)]
    pub(crate) to_ton: u8,
    /// Its numbering plan
    #[arg(long, value_name = "NPI", default_value_t = 0)]
    pub(crate) to_npi: u8,
    /// The name of the tenant that the message comes from; without it, no tenant's
    #[arg(long, value_name = "TENANT")]
    pub(crate) tenant: Option<String>,
    /// The service_type
    #[arg(long, value_name = "TYPE", default_value = "")]
    pub(crate) service_type: String,
    /// When, such as 2026-11-21T08:30:00+01:00; without it, now
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ServerOptions {
    /// Where the server's HTTP API is
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub(crate) url: String,
    /// The name of one tenant; without it, all (for the operator)
    #[arg(long, value_name = "TENANT")]
    pub(crate) tenant: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadLettersCommand {
    /// List them, the oldest first
    List {
        #[command(flatten)]
        server: ServerOptions,
        /// Print one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Have them posted again, at once and as often as at first
    Replay {
        #[command(flatten)]
        server: ServerOptions,
        /// These, by the ids of the list; without any, all
        ids: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreCommand {
    /// Read the whole log and list every damaged place
    Check {
        /// The data directory of the server
        #[arg(long, value_name = "DIR", default_value = "brivas-data")]
        data: PathBuf,
    },
    /// Save what can be read of a damaged log into a new one
    Repair {
        /// The data directory of the server
        #[arg(long, value_name = "DIR", default_value = "brivas-data")]
        data: PathBuf,
        /// Where the new log goes; must not be there yet
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
    /// Copy a store while its server runs
    ///
    /// All that was acknowledged before the backup began is in it. The server is neither asked nor held up. The copy is
    /// checked and gets its name last: a backup that is there is whole.
    Backup {
        /// The data directory of the server
        #[arg(long, value_name = "DIR", default_value = "brivas-data")]
        data: PathBuf,
        /// Where the backup goes; must not be there yet
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Make a store of a backup
    ///
    /// Every file is verified first. What was delivered after the backup will be delivered again.
    Restore {
        /// The backup
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// The data directory; must not have a store
        #[arg(long, value_name = "DIR", default_value = "brivas-data")]
        data: PathBuf,
    },
}
