//! `brivas-conformance`: cases against any SMSC or ESME, clause by clause.

mod cli;

use std::error::Error;
use std::net::{TcpListener, ToSocketAddrs};
use std::path::Path;
use std::process::ExitCode;

use brivas_conformance::suite::{
    Case, CaseResult, Peer, Pics, Selection, Target, Verdict, esme_cases, junit, report, run, smsc_cases,
};
use clap::Parser;

use cli::{Cli, Command, SmppOptions};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// 0: no case failed. 1: some did. 2: the suite could not be run.
fn main() -> ExitCode {
    let Command::Smpp(options) = Cli::parse().command;
    match options.with_demo().map_err(Into::into).and_then(|options| smpp(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("brivas-conformance: {error}");
            ExitCode::from(2)
        }
    }
}

/// Runs the SMPP suite, and says whether no case failed.
fn smpp(options: &SmppOptions) -> Result<bool> {
    let cases = if options.listen.is_some() { esme_cases() } else { smsc_cases() };
    let selection = options.selection();
    if options.list {
        list(&cases, &selection);
        return Ok(true);
    }
    let pics = pics(options)?;
    let target = target(options)?;
    let results = run(&cases, &target, &selection, &pics);
    if results.is_empty() {
        return Err("no case has such a name".into());
    }
    results.iter().for_each(|result| print(result, options.trace));
    let title = format!("SMPP conformance of {}", name(options, &pics));
    if let Some(path) = &options.junit {
        write(path, &junit(&title, &results))?;
    }
    if let Some(path) = &options.report {
        write(path, &report(&title, &pics, &results))?;
    }
    summary(&results);
    Ok(results.iter().all(|result| !matches!(result.verdict, Verdict::Fail { .. })))
}

fn list(cases: &[Case], selection: &Selection) {
    for case in cases.iter().filter(|case| selection.takes(case.id())) {
        println!("{} | {} | {}", case.id(), case.severity().word(), case.clauses());
    }
}

/// What the peer claims. A form that is not there yet is written, to be filled in.
fn pics(options: &SmppOptions) -> Result<Pics> {
    let Some(path) = &options.pics else { return Ok(Pics::default()) };
    if !path.exists() {
        let pics = Pics::default();
        write(path, &pics.to_toml())?;
        eprintln!("{}: written with everything as it is by default", path.display());
        return Ok(pics);
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Pics::parse(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn target(options: &SmppOptions) -> Result<Target> {
    let (system_id, password) = options.credentials()?;
    let peer = match (&options.target, &options.listen) {
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
    if let Some(destination) = &options.destination {
        target.destination.clone_from(destination);
        target.destination_is_known = true;
    }
    options.timers.iter().try_for_each(|pair| cli::set_timer(&mut target.timers, pair))?;
    Ok(target)
}

fn name(options: &SmppOptions, pics: &Pics) -> String {
    match &options.name {
        Some(name) => name.clone(),
        None if !pics.implementation.is_empty() => pics.implementation.clone(),
        None => options.target.clone().or_else(|| options.listen.clone()).unwrap_or_default(),
    }
}

fn write(path: &Path, text: &str) -> Result {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// One line a case, two more for a failure, and what went over the wire if that is wanted.
fn print(result: &CaseResult, trace: bool) {
    let version = result.version.map(|version| format!(" [{version}]")).unwrap_or_default();
    let name = format!("{}{version}", result.id);
    match &result.verdict {
        Verdict::Pass => println!("pass  {name}"),
        Verdict::Fail { expected, came } => {
            println!("FAIL  {name} ({}, {})", result.clauses, result.severity.word());
            println!("      expected: {expected}\n      came:     {came}");
        }
        Verdict::Inconclusive(reason) => println!("?     {name}: {reason}"),
        Verdict::NotApplicable(reason) => println!("-     {name}: {reason}"),
        _ => println!("{}  {name}", result.verdict.word()),
    }
    result.trace.iter().filter(|_| trace).for_each(|line| println!("      {line}"));
}

fn summary(results: &[CaseResult]) {
    let count = |word: &str| results.iter().filter(|result| result.verdict.word() == word).count();
    let words = ["pass", "fail", "inconclusive", "not applicable"];
    let counts: Vec<String> = words.iter().map(|word| format!("{} {word}", count(word))).collect();
    println!("{}", counts.join(", "));
}
