//! Our user agent and our registrar by the tokio driver, on a thread of their own; with a fault, if one is wanted, between them and
//! the wire.

mod app;
mod caller;
mod caller_fault;
mod fault;
mod spoiled;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use brivas_sip::endpoint;
use brivas_sip::io::{Accept, Config, Driver, bind_udp};
use brivas_sip::transaction::Timers;
use brivas_sip::{UserAgent, agent};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) use caller::SipCaller;
pub(crate) use caller_fault::CALLER_FAULTS;
pub(crate) use fault::{FAULTS, Fault};

use app::App;
use spoiled::Spoiled;

/// T1 of the peer: a tenth of the standard's.
pub(crate) const T1: Duration = Duration::from_millis(50);
pub(crate) const T2: Duration = Duration::from_millis(400);
pub(crate) const PASSWORD: &str = "a password of the test";

/// A peer that runs until it is dropped.
pub(crate) struct SipPeer {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl SipPeer {
    pub(crate) fn start(fault: Option<&'static Fault>) -> Self {
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (mut driver, address) = driver(fault).await;
                tell.send(address).unwrap();
                let mut app = App::new(address);
                tokio::select! {
                    () = app.serve(&mut driver) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address: told.recv().unwrap(), stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for SipPeer {
    fn drop(&mut self) {
        self.stop.take().map(|stop| stop.send(()));
        self.thread.take().map(JoinHandle::join);
    }
}

/// A driver that listens, and where.
async fn driver(fault: Option<&'static Fault>) -> (Driver<Spoiled>, SocketAddr) {
    let mut timers = Timers::new();
    timers.set_t1(T1).set_t2(T2).set_t4(Duration::from_millis(500)).set_trying(Duration::from_millis(20));
    let mut below = endpoint::Config::new();
    below.set_timers(timers);
    let mut config = agent::Config::new();
    config.set_endpoint(Arc::new(below)).set_user(b"answer").set_product(b"brivas-sip");
    let agent = UserAgent::new(Arc::new(config), [7; 32], Instant::now());
    let mut driver = Driver::new(Spoiled::new(agent, fault), Config::new());
    // The port that UDP got may be taken for TCP.
    loop {
        let socket = bind_udp("127.0.0.1:0".parse().unwrap(), false).unwrap();
        let address = socket.local_addr().unwrap();
        let Ok(listener) = TcpListener::bind(address).await else { continue };
        let sent_by = address.to_string();
        driver.add_socket(socket, sent_by.as_bytes()).unwrap();
        driver.add_listener(listener, Accept::Tcp, sent_by.as_bytes()).unwrap();
        return (driver, address);
    }
}
