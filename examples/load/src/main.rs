//! `brivas-load`: drives SMPP servers and says what they did, and a bare sink that shows what the machine can do at most.

mod cli;
mod clock;
mod credentials;
mod destinations;
mod floor;
mod frames;
mod live;
mod mix;
mod outbox;
mod plan;
mod process;
mod readiness;
mod report;
mod run;
mod schedule;
mod session;
mod sink;
mod tally;
mod traffic;
mod window;
mod worker;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command, SmppOptions};
use crate::credentials::Credentials;
use crate::live::Live;
use crate::plan::Plan;
use crate::report::Report;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Smpp(options) => smpp(*options),
        Command::Sink { listen } => {
            sink::run(listen).map(|()| ExitCode::SUCCESS).map_err(|error| format!("{listen}: {error}"))
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("brivas-load: {error}");
        ExitCode::from(2)
    })
}

/// Runs what is asked for and reports it.
fn smpp(options: SmppOptions) -> Result<ExitCode, String> {
    let credentials = Credentials::find(&options)?;
    let plan = Plan::new(options, credentials)?;
    let floor =
        if plan.options.with_floor { Some(floor::measure(&plan.options, &plan.credentials)?) } else { None };
    let mut report = Report::new(&plan, run::run(&plan, Live::new(plan.options.progress))?);
    if let Some(floor) = &floor {
        report.set_floor(floor);
    }
    write(&report, plan.options.json.as_deref())?;
    let good = report.is_complete() && (report.all_accepted() || !plan.options.fail_on_error);
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The JSON where it is wanted, the text on standard output unless the JSON goes there.
fn write(report: &Report, json: Option<&Path>) -> Result<(), String> {
    let Some(file) = json else {
        return io::stdout().write_all(report.to_string().as_bytes()).map_err(|error| error.to_string());
    };
    let octets = serde_json::to_vec_pretty(report).map_err(|error| error.to_string())?;
    let octets = [octets.as_slice(), b"\n"].concat();
    let fault = |error| format!("{}: {error}", file.display());
    if file == Path::new("-") {
        io::stdout().write_all(&octets).map_err(fault)?;
        io::stderr().write_all(report.to_string().as_bytes()).map_err(fault)
    } else {
        fs::write(file, octets).map_err(fault)?;
        io::stdout().write_all(report.to_string().as_bytes()).map_err(fault)
    }
}
