//! The same load against a sink of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::cli::SmppOptions;
use crate::credentials::Credentials;
use crate::live::Live;
use crate::plan::Plan;
use crate::report::Report;
use crate::run::run;
use crate::sink::LISTENS_ON;

/// Runs the load against a sink, which is a process of its own as a server is, and whose costs so can be told.
///
/// # Errors
/// In words: the sink cannot be started, or the run did not go to its end.
pub(crate) fn measure(options: &SmppOptions, credentials: &Credentials) -> Result<Report, String> {
    let sink = SinkProcess::start()?;
    // A sink delivers nothing, and the ids are to be those of the server.
    let options = SmppOptions {
        pid: Some(sink.child.id()),
        linger: 0.0,
        ids: None,
        reconnect: false,
        ..options.clone()
    };
    let credentials = Credentials { target: sink.address.clone(), ..credentials.clone() };
    let live = Live::new(options.progress);
    let plan = Plan::new(options, credentials)?;
    let report = Report::new(&plan, run(&plan, live)?);
    if report.is_complete() { Ok(report) } else { Err(format!("the run against the sink failed:\n{report}")) }
}

struct SinkProcess {
    child: Child,
    address: String,
}

impl SinkProcess {
    fn start() -> Result<Self, String> {
        let fault = |error: std::io::Error| format!("the sink cannot be started: {error}");
        let program = std::env::current_exe().map_err(fault)?;
        let mut child = Command::new(program)
            .args(["sink", "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(fault)?;
        let stdout = child.stdout.take();
        let mut sink = Self { child, address: String::new() };
        let mut line = String::new();
        if let Some(stdout) = stdout {
            BufReader::new(stdout).read_line(&mut line).map_err(fault)?;
        }
        let address = line.trim_end().strip_prefix(LISTENS_ON);
        sink.address = address.ok_or("the sink does not say where it listens")?.to_owned();
        Ok(sink)
    }
}

impl Drop for SinkProcess {
    fn drop(&mut self) {
        // It may have ended already; either way it is waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
