//! `brivas-conformance`: cases against a peer of anybody's, clause by clause.

mod cli;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use brivas_conformance::suite::m3ua::{self, M3UA};
use brivas_conformance::suite::sccp::{self, OurSccp, SCCP};
use brivas_conformance::suite::sip::{self, SIP};
use brivas_conformance::suite::smpp::{self, SMPP};
use brivas_conformance::suite::tcap::{self, OurTcap, TCAP};
use brivas_conformance::suite::{
    Case, CaseResult, Form, Layer, Pics, Protocol, Selection, Target, Tested, Verdict, junit, report,
    run_and_tell,
};
use clap::Parser;

use cli::{Cli, Command, Common, M3uaOptions, SipOptions, SmppOptions};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// 0: no case failed. 1: some did. 2: the suite could not be run.
fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Smpp(options) => options.with_demo().map_err(Into::into).and_then(|options| smpp(&options)),
        Command::M3ua(options) => m3ua(&options),
        Command::Sip(options) => sip(&options),
        Command::Sccp(common) => layer("SCCP", &SCCP, sccp::cases(), &common, || Box::new(OurSccp::new())),
        Command::Tcap(common) => layer("TCAP", &TCAP, tcap::cases(), &common, || Box::new(OurTcap::new())),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("brivas-conformance: {error}");
            ExitCode::from(2)
        }
    }
}

/// What is run, and what it is called.
struct Plan<'a, T: Tested> {
    protocol: &'a str,
    form: &'static Form,
    cases: Vec<Case<T>>,
    selection: Selection,
    /// Lines of the form that are claimed beyond it.
    claimed: Vec<&'static str>,
    /// What the peer is called if nothing better is known.
    address: String,
}

fn smpp(options: &SmppOptions) -> Result<bool> {
    let plan = Plan {
        protocol: "SMPP",
        form: &SMPP,
        cases: if options.listen.is_some() { smpp::esme_cases() } else { smpp::smsc_cases() },
        selection: options.selection(),
        claimed: Vec::new(),
        address: options.address(),
    };
    suite(&plan, &options.common, || options.peer())
}

fn m3ua(options: &M3uaOptions) -> Result<bool> {
    let plan = Plan {
        protocol: "M3UA",
        form: &M3UA,
        cases: if options.listen.is_some() { m3ua::asp_cases() } else { m3ua::sgp_cases() },
        selection: options.common.selection(),
        claimed: Vec::new(),
        address: options.address(),
    };
    suite(&plan, &options.common, || options.peer())
}

fn sip(options: &SipOptions) -> Result<bool> {
    match options.listen {
        Some(_) => suite(&sip_plan(options, sip::uac_cases()), &options.common, || options.callee()),
        None => suite(&sip_plan(options, sip::cases()), &options.common, || options.peer()),
    }
}

fn sip_plan<T: Tested>(options: &SipOptions, cases: Vec<Case<T>>) -> Plan<'static, T> {
    Plan {
        protocol: "SIP",
        form: &SIP,
        cases,
        selection: options.selection(),
        claimed: options.claimed().into_iter().map(Into::into).collect(),
        address: options.address(),
    }
}

/// A layer of our own, in memory.
fn layer<P: Protocol>(
    protocol: &str,
    form: &'static Form,
    cases: Vec<Case<Target<P>>>,
    common: &Common,
    make: fn() -> Box<dyn Layer<P>>,
) -> Result<bool> {
    let (selection, address) = (common.selection(), "brivas-sigtran".into());
    let plan = Plan { protocol, form, cases, selection, claimed: Vec::new(), address };
    suite(&plan, common, || Ok(Target::new(make)))
}

/// Runs a suite, and says whether no case failed.
fn suite<T: Tested>(plan: &Plan<'_, T>, common: &Common, target: impl FnOnce() -> Result<T>) -> Result<bool> {
    if common.list {
        list(&plan.cases, &plan.selection);
        return Ok(true);
    }
    let form = pics(plan.form, common.pics.as_deref())?;
    let pics = plan.claimed.iter().fold(form, |pics, claim| pics.with(*claim, true));
    let tell = |result: &CaseResult| print(result, common.trace);
    let results = run_and_tell(&plan.cases, &target()?, &plan.selection, &pics, tell);
    if results.is_empty() {
        return Err("no case has such a name".into());
    }
    let name = match &common.name {
        Some(name) => name,
        None if !pics.implementation.is_empty() => &pics.implementation,
        None => &plan.address,
    };
    let title = format!("{} conformance of {name}", plan.protocol);
    if let Some(path) = &common.junit {
        write(path, &junit(&title, &results))?;
    }
    if let Some(path) = &common.report {
        write(path, &report(&title, &pics, &results))?;
    }
    summary(&results);
    Ok(results.iter().all(|result| !matches!(result.verdict, Verdict::Fail { .. })))
}

fn list<T: Tested>(cases: &[Case<T>], selection: &Selection) {
    for case in cases.iter().filter(|case| selection.takes_case(case)) {
        let about = if case.about().is_empty() { String::new() } else { format!(" | {}", case.about()) };
        println!("{} | {} | {}{about}", case.id(), case.severity().word(), case.clauses());
    }
}

/// What the peer claims. A form that is not there yet is written, to be filled in.
fn pics(form: &'static Form, path: Option<&Path>) -> Result<Pics> {
    let Some(path) = path else { return Ok(Pics::new(form)) };
    if !path.exists() {
        let pics = Pics::new(form);
        write(path, &pics.to_toml())?;
        eprintln!("{}: written with everything as it is by default", path.display());
        return Ok(pics);
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Pics::parse(form, &text).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn write(path: &Path, text: &str) -> Result {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// One line a case, two more for a failure, and what went over the wire if that is wanted.
fn print(result: &CaseResult, trace: bool) {
    let version = result.version.as_ref().map(|version| format!(" [{version}]")).unwrap_or_default();
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
