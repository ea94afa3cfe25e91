//! `brivas-conformance m3ua` as people call it, on our gateway and our ASP over SCTP over UDP on loopback. The groups of cases
//! run side by side, each on a peer of its own: most of the time is spent waiting for T(r).
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use brivas_conformance::broken::m3ua::{Node, Setup};
use brivas_sigtran::m3ua::AssociationId;
use brivas_sigtran::sctp::udp::{Config, Udp};
use brivas_sigtran::sctp::{Event, PPID_M3UA, Remote};
use bytes::Bytes;

/// A little more than what the peers below have.
const TIMERS: &str = "t_r=0.6,t_ack=1,quiet=0.05,patience=20,answer=10";

fn setup() -> Setup {
    let mut setup = Setup::default();
    (setup.t_r, setup.t_ack) = (Duration::from_millis(500), Duration::from_millis(200));
    setup
}

/// A node on a socket, until it is dropped.
struct Peer {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
}

impl Peer {
    /// A gateway that listens, or an ASP that goes to this address.
    fn start(to: Option<SocketAddr>, wishes: PathBuf) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        let (address, stopping) = (socket.local_addr().unwrap(), Arc::new(AtomicBool::new(false)));
        let stop = stopping.clone();
        std::thread::spawn(move || Loop::new(socket, to, wishes).run(&stop));
        Self { address, stopping }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

struct Loop {
    socket: UdpSocket,
    to: Option<SocketAddr>,
    wishes: PathBuf,
    sctp: Udp,
    node: Node,
    /// Which association of the node is which of SCTP.
    known: Vec<(AssociationId, AssociationId)>,
    opened: u32,
}

impl Loop {
    fn new(socket: UdpSocket, to: Option<SocketAddr>, wishes: PathBuf) -> Self {
        let now = Instant::now();
        let mut config = Config::new();
        config.set_accept(to.is_none());
        let node = if to.is_some() { Node::asp(&setup(), now) } else { Node::sgp(&setup(), now) };
        let sctp = Udp::new(Arc::new(config), [9; 32], now);
        Self { socket, to, wishes, sctp, node: node.unwrap(), known: Vec::new(), opened: 0 }
    }

    fn run(mut self, stopping: &AtomicBool) {
        let mut datagram = [0; 65_536];
        while !stopping.load(Ordering::Relaxed) {
            if let Ok((length, from)) = self.socket.recv_from(&mut datagram) {
                let octets = Bytes::copy_from_slice(&datagram[..length]);
                self.sctp.handle_datagram(Instant::now(), from, octets);
            }
            self.open();
            self.operate();
            self.turn(Instant::now());
        }
    }

    /// An ASP comes again whenever it has no association.
    fn open(&mut self) {
        let Some(to) = self.to.filter(|_| self.sctp.associations() == 0) else { return };
        self.opened += 1;
        let remote = Remote::new([to.ip()]).with_udp_port(to.port());
        self.sctp.open(Instant::now(), AssociationId(self.opened), &remote).unwrap();
        self.known = vec![(AssociationId(1), AssociationId(self.opened))];
    }

    /// A wish is a file that goes away once it is fulfilled.
    fn operate(&mut self) {
        if let Ok(text) = std::fs::read_to_string(&self.wishes) {
            assert!(self.node.operate(Instant::now(), text.parse().unwrap()), "{text}");
            self.turn(Instant::now());
            std::fs::remove_file(&self.wishes).unwrap();
        }
    }

    fn turn(&mut self, now: Instant) {
        self.sctp.handle_timeout(now);
        self.node.m3ua.handle_timeout(now);
        while let Some(event) = self.sctp.poll_event() {
            self.on_event(now, &event);
        }
        for association in self.node.run(now) {
            let at = self.known.iter().find(|(ours, _)| *ours == association).unwrap().1;
            let _ = self.sctp.abort(now, at);
        }
        while let Some(transmit) = self.node.m3ua.poll_transmit() {
            if let Some((_, at)) = self.known.iter().find(|(ours, _)| *ours == transmit.association) {
                // What is for an association that has just ended is lost.
                let _ = self.sctp.send(now, *at, transmit.stream_id, PPID_M3UA, transmit.octets);
            }
        }
        while let Some((to, octets)) = self.sctp.poll_transmit() {
            self.socket.send_to(&octets, to).unwrap();
        }
    }

    fn on_event(&mut self, now: Instant, event: &Event) {
        if let Event::Incoming { association, remote } = event {
            // Our ASPs differ by their SCTP ports.
            let number = AssociationId(u32::from(remote.port) - 2904);
            self.known.retain(|(ours, _)| *ours != number);
            self.known.push((number, *association));
        }
        let find = |known: &[(AssociationId, AssociationId)], at: AssociationId| {
            known.iter().find(|(_, theirs)| *theirs == at).map(|(ours, _)| *ours)
        };
        if let Some((at, event)) = event.association_event()
            && let Some(ours) = find(&self.known, at)
        {
            self.node.m3ua.handle_association(now, ours, event);
        }
        if let Event::Message { association, stream_id, octets, .. } = event
            && let Some(ours) = find(&self.known, *association)
        {
            self.node.m3ua.handle_message(now, ours, *stream_id, octets.clone());
            self.node.run(now);
        }
    }
}

/// The command of an operator: it leaves the wish, and waits until it is gone.
fn operator(folder: &Path, name: &str) -> (PathBuf, String) {
    let wish = folder.join(format!("{name}.wish"));
    let script = folder.join(format!("{name}.sh"));
    let path = wish.display();
    let text =
        format!("echo \"$@\" > {path}.new\nmv {path}.new {path}\nwhile [ -e {path} ]; do sleep 0.01; done\n");
    std::fs::write(&script, text).unwrap();
    (wish, format!("sh {}", script.display()))
}

fn suite(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas-conformance"));
    command.arg("m3ua").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Where a suite waits for an ASP, as it says in its first line.
fn listens(child: &mut Child) -> SocketAddr {
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    line.trim().rsplit(' ').next().unwrap().parse().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Nothing failed, nothing was open, and so many passed.
fn assert_passed(group: &str, output: &Output) -> usize {
    let text = text(output);
    assert_eq!(output.status.code(), Some(0), "{group}: {text}");
    let last = text.lines().rfind(|line| line.contains(" pass, ")).unwrap();
    assert!(last.contains(" 0 fail, 0 inconclusive"), "{group}: {text}");
    last.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn our_signalling_gateway_passes_over_udp() {
    let folder = tempfile::tempdir().unwrap();
    let pics = folder.path().join("pics.toml");
    std::fs::write(&pics, "[m3ua]\nsecond_as_wants_two = true\nrestricts_registration = true\n").unwrap();
    let groups =
        ["aspsm", "asptm", "as_state", "modes", "mtr", "rkm", "ssnm", "beat", "errors", "robustness"];
    let running: Vec<(Peer, Child)> = groups
        .iter()
        .map(|group| {
            let (wishes, operate) = operator(folder.path(), group);
            let peer = Peer::start(None, wishes);
            let case = format!("m3ua.sgp.{group}");
            let (target, pics) = (peer.address.to_string(), pics.to_str().unwrap());
            let fixed = ["--target", &target, "--local", "127.0.0.1:0", "--pics", pics, "--timers", TIMERS];
            let child = suite(&[&fixed[..], &["--case", &case, "--operate", &operate]].concat());
            (peer, child)
        })
        .collect();
    let passed = groups.iter().zip(running);
    let passed: usize =
        passed.map(|(group, (_peer, child))| assert_passed(group, &child.wait_with_output().unwrap())).sum();
    assert!(passed >= 165, "{passed} passed");
}

#[test]
fn our_asp_passes_over_udp() {
    let folder = tempfile::tempdir().unwrap();
    let pics = folder.path().join("pics.toml");
    std::fs::write(&pics, "[m3ua]\nasp_echoes = true\n").unwrap();
    let groups = ["aspsm", "asptm", "mtr", "ssnm", "beat", "errors", "robustness"];
    let running: Vec<(Peer, Child)> = groups
        .iter()
        .map(|group| {
            let (wishes, operate) = operator(folder.path(), group);
            let case = format!("m3ua.asp.{group}");
            let fixed = ["--listen", "127.0.0.1:0", "--pics", pics.to_str().unwrap(), "--timers", TIMERS];
            let mut child = suite(&[&fixed[..], &["--case", &case, "--operate", &operate]].concat());
            let listens = listens(&mut child);
            (Peer::start(Some(listens), wishes), child)
        })
        .collect();
    let passed = groups.iter().zip(running);
    let passed: usize =
        passed.map(|(group, (_peer, child))| assert_passed(group, &child.wait_with_output().unwrap())).sum();
    assert!(passed >= 95, "{passed} passed");
}

#[test]
fn cases_are_listed_with_their_clauses() {
    let output = suite(&["--list", "--case", "m3ua.sgp.aspsm.up_is_notified"]).wait_with_output().unwrap();
    let line = "m3ua.sgp.aspsm.up_is_notified | must | RFC 4666 §4.3.4.5; TS 102 381 SGP_ASPSM_V_003\n";
    assert_eq!(text(&output), line);
    let output = suite(&["--list", "--listen", "127.0.0.1:0"]).wait_with_output().unwrap();
    assert!(text(&output).lines().count() >= 100);
}

#[test]
fn what_cannot_be_run_is_told_with_status_2() {
    for arguments in [&[][..], &["--target", "127.0.0.1:1", "--timers", "nothing=1"]] {
        assert_eq!(suite(arguments).wait_with_output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_gateway_that_is_not_there_fails_the_cases() {
    let arguments = ["--target", "127.0.0.1:9", "--case", "m3ua.sgp.aspsm.up_is_acknowledged"];
    let output = suite(&[&arguments[..], &["--timers", "answer=0.2"]].concat()).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("an association"), "{}", text(&output));
}
