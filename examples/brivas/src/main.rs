//! `brivas`: every Brivas server in one binary.
//!
//! | file | what |
//! |---|---|
//! | `cli.rs` | the command line |
//! | `up.rs` | `brivas up`: runs the servers |
//! | `decode.rs`, `decode/` | `brivas decode`: PDUs in hex, SIP and SDP to JSON |
//! | `route.rs` | `brivas route`: where a configuration sends a message, and why |
//! | `store.rs` | `brivas store`: looks after a store that is not in use |
//! | `dead_letters.rs` | `brivas dead-letters`: receipts that a hook did not take |
//! | `hash.rs` | `brivas hash`: hashes for the configuration |

mod cli;
mod dead_letters;
mod decode;
mod demo_network;
mod hash;
mod route;
mod store;
mod up;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

/// A message is a few small pieces of memory that one thread takes and another gives back; the system's allocator spent a
/// quarter of the whole on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Cli::parse().command.unwrap_or_default() {
        Command::Up(options) => up::run(&options),
        Command::Check { config } => up::check(&config),
        Command::Decode(options) => decode::run(&options),
        Command::Route { command } => route::run(&command),
        Command::Store { command } => store::run(command),
        Command::DeadLetters { command } => dead_letters::run(&command),
        Command::Hash { sip: Some(name), realm: Some(realm), .. } => hash::run_for_sip(&name, &realm),
        Command::Hash { api_key, receipt_secret, .. } => hash::run(api_key, receipt_secret),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("brivas: {error}");
            ExitCode::FAILURE
        }
    }
}
