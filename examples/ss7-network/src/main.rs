//! `brivas-ss7-network`: a mobile network for a service centre that has none.

use std::net::SocketAddr;
use std::path::PathBuf;

use brivas_ss7_network::{Event, Reach, Script, start};
use clap::Parser;
use tokio::io::AsyncBufReadExt;

const HELP: &str = "Lines on the standard input:
  reach MSISDN reachable|absent|full|busy|unequipped|illegal
  send FROM TO TEXT             a handset sends a message, and wants a status report

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
        _ => return Err(format!("`{line}` is none of: reach MSISDN HOW, send FROM TO TEXT")),
    }
    Ok(())
}

fn told(event: &Event) -> String {
    match event {
        Event::Received { msisdn, from, text } => format!("{msisdn} has received from {from}: {text}"),
        Event::Reported { msisdn, message_reference, status } => {
            format!("{msisdn} has a status report on its message {message_reference}: {status:#04x}")
        }
        Event::Sent { msisdn, taken: true } => format!("{msisdn} has sent a message"),
        Event::Sent { msisdn, .. } => format!("{msisdn} has not got rid of its message"),
        _ => String::new(),
    }
}
