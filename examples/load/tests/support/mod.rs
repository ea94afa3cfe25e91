//! Runs of the program, and servers that answer by a script.
#![allow(dead_code)] // each test file uses a part
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use brivas_smpp::{CommandId, CommandStatus, Header};
use serde_json::Value;

/// How a run ended: its exit status, its report, and what it said to people.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) report: Value,
    pub(crate) text: String,
}

impl Ran {
    /// A number of the report, by its JSON pointer.
    pub(crate) fn number(&self, pointer: &str) -> f64 {
        let value = self.report.pointer(pointer).and_then(Value::as_f64);
        value.unwrap_or_else(|| panic!("{pointer} is no number in {:#}", self.report))
    }

    /// A count of the report, by its JSON pointer.
    pub(crate) fn count(&self, pointer: &str) -> u64 {
        let value = self.report.pointer(pointer).and_then(Value::as_u64);
        value.unwrap_or_else(|| panic!("{pointer} is no count in {:#}", self.report))
    }
}

/// Runs `brivas-load smpp` against this server, with these arguments besides.
pub(crate) fn load(target: SocketAddr, arguments: &str) -> Ran {
    start(target, arguments).report()
}

/// A run that is under way.
pub(crate) struct Running(Child);

/// Begins a run.
pub(crate) fn start(target: SocketAddr, arguments: &str) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas-load"));
    command.args(["smpp", "--json", "-", "--target", &target.to_string()]);
    command.args(arguments.split_whitespace()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Running(command.spawn().unwrap())
}

impl Running {
    /// SIGINT, as Ctrl-C sends it.
    pub(crate) fn interrupt(&self) {
        Command::new("kill").args(["-INT", &self.0.id().to_string()]).status().unwrap();
    }

    /// Waits for the end.
    pub(crate) fn report(self) -> Ran {
        ran(&self.0.wait_with_output().unwrap())
    }
}

fn ran(output: &Output) -> Ran {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("no report, but: {text}"));
    Ran { code: output.status.code().unwrap(), report, text }
}

/// A `brivas-load sink` process; killed when dropped.
pub(crate) struct Sink {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Sink {
    pub(crate) fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_brivas-load"))
            .args(["sink", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("sink on ").unwrap().parse().unwrap();
        Self { child, address }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Whether a scripted connection goes on.
pub(crate) enum Flow {
    Go,
    /// What is to be written is written, then the connection is closed.
    Cut,
}

/// What a scripted server says on one connection.
pub(crate) trait Script: Send {
    /// A PDU has come.
    fn heard(&mut self, header: Header, pdu: &[u8], out: &mut Vec<u8>) -> Flow;

    /// Nothing has come for a while.
    fn quiet(&mut self, _out: &mut Vec<u8>) {}
}

impl<F: FnMut(Header, &[u8], &mut Vec<u8>) -> Flow + Send> Script for F {
    fn heard(&mut self, header: Header, pdu: &[u8], out: &mut Vec<u8>) -> Flow {
        self(header, pdu, out)
    }
}

/// Starts a server that makes a script for each connection, by its number from 0 on.
pub(crate) fn serve<S: Script + 'static>(mut script: impl FnMut(usize) -> S + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let script = script(number);
            std::thread::spawn(move || talk(stream.unwrap(), script));
        }
    });
    address
}

fn talk(mut stream: TcpStream, mut script: impl Script) {
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let (mut input, mut room) = (Vec::new(), vec![0; 65536]);
    loop {
        let mut out = Vec::new();
        match stream.read(&mut room) {
            Ok(0) => return,
            Ok(count) => input.extend_from_slice(&room[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => script.quiet(&mut out),
            Err(_) => return,
        }
        let mut flow = Flow::Go;
        while let (Flow::Go, Some(header)) = (&flow, Header::read(&input)) {
            let length = header.command_length as usize;
            if input.len() < length {
                break;
            }
            let pdu: Vec<u8> = input.drain(..length).collect();
            flow = script.heard(header, &pdu, &mut out);
        }
        if stream.write_all(&out).is_err() || matches!(flow, Flow::Cut) {
            return;
        }
    }
}

/// Answers binds, `unbind` and `enquire_link` as they want; false for anything else.
pub(crate) fn polite(header: Header, out: &mut Vec<u8>) -> bool {
    let known = header.command_id.is_bind()
        || matches!(header.command_id, CommandId::unbind | CommandId::enquire_link);
    if known {
        let body: &[u8] = if header.command_id.is_bind() { b"mc\0" } else { b"" };
        answer(header, CommandStatus::ESME_ROK, body, out);
    }
    known
}

/// A response to this request.
pub(crate) fn answer(request: Header, command_status: CommandStatus, body: &[u8], out: &mut Vec<u8>) {
    let command_id = request.command_id.response().unwrap();
    put(command_id, command_status, request.sequence_number, body, out);
}

/// Any PDU.
pub(crate) fn put(
    command_id: CommandId,
    command_status: CommandStatus,
    sequence_number: u32,
    body: &[u8],
    out: &mut Vec<u8>,
) {
    let command_length = u32::try_from(16 + body.len()).unwrap();
    let header = Header { command_length, command_id, command_status, sequence_number };
    out.extend_from_slice(&header.to_octets());
    out.extend_from_slice(body);
}
