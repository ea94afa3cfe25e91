//! `brivas-ss7-network`: a mobile network for a service centre that has none.

use std::net::SocketAddr;
use std::path::PathBuf;

use brivas_sigtran::sms::CommandType;
use brivas_ss7_network::{Event, Reach, Script, start};
use clap::Parser;
use tokio::io::AsyncBufReadExt;

const HELP: &str = "Lines on the standard input:
  reach MSISDN reachable|absent|full|busy|unequipped|illegal
  send FROM TO TEXT             a handset sends a message, and wants a status report
  enquire FROM TO REFERENCE     it asks how its message with this reference to this number stands
  delete FROM TO REFERENCE      it wants that message not to be delivered any more
  report FROM TO REFERENCE      it wants a status report at the end of that message
  no-report FROM TO REFERENCE   it wants none
The first message or command that a handset sends has the reference 0, the next of whichever handset 1.

A script, in TOML:
  service_centre = \"491710000000\"   # the number of the service centre
  anyone = true                     # every number is somebody's, who can be reached
  [[subscriber]]
  msisdn = \"491700000001\"
  reach = \"absent\"                  # and max_version, lossy_percent, node

The service centre is an application server with point code 1 at this gateway, which has point code 2:
  [ss7]
  point_code = 1
  service_centre = \"491710000000\"
  peer = [{ name = \"network\", address = \"127.0.0.1\", udp_port = 9898 }]
  route = [{ digits = \"*\", to = [2] }]";

/// A simulated mobile network: HLR, MSC/VLR and handsets behind a signalling gateway, M3UA over SCTP over UDP
#[derive(Debug, Parser)]
#[command(name = "brivas-ss7-network", version, after_help = HELP)]
struct Cli {
    /// Where to listen
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9898")]
    listen: SocketAddr,
    /// What the network is like
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// A network in which every number is somebody's
    #[arg(long, conflicts_with = "script")]
    anyone: bool,
    /// Say nothing of single messages: for load
    #[arg(long)]
    quiet: bool,
    /// Decides what is lost, so that a run can be repeated
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cli = Cli::parse();
    let mut script = match &cli.script {
        Some(path) => Script::parse(&std::fs::read_to_string(path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?,
        None => Script::default(),
    };
    script.anyone |= cli.anyone;
    let (mut first, mut second) = ([0; 32], [0; 32]);
    getrandom::fill(&mut first).and_then(|()| getrandom::fill(&mut second))?;
    let mut lots = [0; 32];
    lots[..8].copy_from_slice(&cli.seed.to_be_bytes());
    let mut network = start(script, cli.listen, [first, second, lots])?;
    println!("listening on {}", network.address());
    let mut lines = tokio::io::BufReader::new(tokio::io::stdin()).lines();
    let mut reads = true;
    loop {
        tokio::select! {
            event = network.next_event() => match event {
                Some(event) if !cli.quiet => println!("{}", told(&event)),
                Some(_) => {}
                None => return Ok(()),
            },
            line = lines.next_line(), if reads => match line? {
                Some(line) if !line.trim().is_empty() => {
                    if let Err(what) = order(&network, &line) {
                        eprintln!("{what}");
                    }
                }
                Some(_) => {}
                None => reads = false,
            },
        }
    }
}

fn order(network: &brivas_ss7_network::Running, line: &str) -> Result<(), String> {
    let mut words = line.trim().splitn(4, ' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some("reach"), Some(msisdn), Some(reach), None) => {
            network.set_reach(msisdn, reach.parse::<Reach>()?);
        }
        (Some("send"), Some(from), Some(to), Some(text)) => network.send(from, to, text, true),
        (Some(verb), Some(from), Some(to), Some(reference)) => {
            let command = match verb {
                "enquire" => CommandType::ENQUIRY,
                "delete" => CommandType::DELETE,
                "report" => CommandType::ENABLE_STATUS_REPORT_REQUEST,
                "no-report" => CommandType::CANCEL_STATUS_REPORT_REQUEST,
                _ => return Err(format!("there is no `{verb}`: see --help")),
            };
            let reference =
                reference.parse().map_err(|_| format!("`{reference}` is no reference: 0 to 255"))?;
            network.command(from, to, command, reference);
        }
        _ => return Err(format!("`{line}` is none of: reach MSISDN HOW, send FROM TO TEXT; see --help")),
    }
    Ok(())
}

fn told(event: &Event) -> String {
    match event {
        Event::Received { msisdn, from, text } => format!("{msisdn} has received from {from}: {text}"),
        Event::Reported { msisdn, message_reference, status, .. } => {
            format!("{msisdn} has a status report on its message {message_reference}: {status:#04x}")
        }
        Event::Sent { msisdn, taken: true, .. } => format!("{msisdn} has sent a message or a command"),
        Event::Sent { msisdn, .. } => format!("the service centre has taken nothing from {msisdn}"),
        _ => String::new(),
    }
}
