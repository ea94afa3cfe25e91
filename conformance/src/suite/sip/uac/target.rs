//! Where we wait for calls.

use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::context::Context;
use super::port::Port;
use crate::suite::pics::Pics;
use crate::suite::sip::target::{Target, Timers, Transport};
use crate::suite::tested::Tested;

/// The user agent under test, which calls us.
#[derive(Debug)]
#[non_exhaustive]
pub struct UacTarget {
    /// Over what each case is run.
    pub transports: Vec<Transport>,
    /// How long to wait for what.
    pub timers: Timers,
    address: SocketAddr,
    port: Mutex<Port>,
}

impl UacTarget {
    /// Listens here, over UDP and over TCP; for port 0 on a free one.
    ///
    /// # Errors
    /// It is not free for both.
    pub fn listen(address: SocketAddr) -> io::Result<Self> {
        let port = Port::listen(address)?;
        let address = port.address();
        Ok(Self {
            transports: vec![Transport::Udp],
            timers: Timers::default(),
            address,
            port: Mutex::new(port),
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn port(&self) -> MutexGuard<'_, Port> {
        self.port.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tested for UacTarget {
    type Version = Transport;
    type Context<'a> = Context<'a>;

    fn versions(&self) -> &[Transport] {
        &self.transports
    }

    fn claim(transport: Transport) -> &'static str {
        Target::claim(transport)
    }

    /// It calls when it likes to.
    fn one_at_a_time(&self) -> bool {
        true
    }

    fn context<'a>(&'a self, transport: Option<Transport>, pics: &Pics) -> Context<'a> {
        let claimed = |transport: &&Transport| pics.claims(Self::claim(**transport));
        let first = self.transports.iter().find(claimed).copied().unwrap_or(Transport::Udp);
        Context::new(self, transport.unwrap_or(first))
    }
}
