//! What a run is to do, with everything looked up and encoded that can be before it begins.

use std::fs::{File, OpenOptions};
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;

use brivas_smpp::BindKind;

use crate::cli::SmppOptions;
use crate::clock::nanos;
use crate::credentials::Credentials;
use crate::mix::Request;

/// Settled before the first session is bound, and the same for all threads. Times are in nanoseconds.
pub(crate) struct Plan {
    pub(crate) options: SmppOptions,
    pub(crate) credentials: Credentials,
    pub(crate) address: SocketAddr,
    /// No more than there are sessions that send.
    pub(crate) threads: usize,
    pub(crate) warmup: u64,
    /// How long to send after the warm-up; `None` where a number of requests alone ends the run.
    pub(crate) duration: Option<u64>,
    pub(crate) linger: u64,
    pub(crate) answer_timeout: u64,
    /// Where acknowledged ids go.
    pub(crate) ids: Option<File>,
}

impl Plan {
    /// Seconds that a run takes when neither its length nor a number of requests is given.
    const DEFAULT_DURATION: f64 = 10.0;

    /// # Errors
    /// In words: the host has no address, a file cannot be opened, no session is wanted.
    pub(crate) fn new(options: SmppOptions, credentials: Credentials) -> Result<Self, String> {
        if options.sessions + options.receivers == 0 {
            return Err("neither --sessions nor --receivers asks for a session".into());
        }
        if options.sessions == 0 && !options.idle {
            return Err("without --sessions nothing is sent: give --idle to hold receivers only".into());
        }
        let fault = |error| format!("{}: {error}", credentials.target);
        let mut addresses = credentials.target.to_socket_addrs().map_err(fault)?;
        let address = addresses.next().ok_or(format!("{} has no address", credentials.target))?;
        let open = |file| OpenOptions::new().append(true).create(true).open(file);
        let ids = options.ids.as_ref().map(open).transpose();
        let ids = ids.map_err(|error| format!("--ids: {error}"))?;
        let duration = options.duration.or(options.messages.is_none().then_some(Self::DEFAULT_DURATION));
        Ok(Self {
            address,
            ids,
            threads: usize::from(options.threads).min(options.sessions.max(1)),
            warmup: from_seconds(options.warmup),
            duration: duration.map(from_seconds),
            linger: from_seconds(options.linger),
            answer_timeout: from_seconds(options.answer_timeout),
            credentials,
            options,
        })
    }

    /// Sessions of all kinds.
    pub(crate) const fn lines(&self) -> usize {
        self.options.sessions + self.options.receivers
    }

    /// How the session with this index binds: those that send come first.
    pub(crate) const fn bind_kind(&self, index: usize) -> BindKind {
        if index >= self.options.sessions {
            BindKind::Receiver
        } else if self.options.receipts {
            BindKind::Transceiver
        } else {
            BindKind::Transmitter
        }
    }

    /// Whether anyone looks at the `message_id` in an answer.
    pub(crate) fn wants_ids(&self) -> bool {
        self.ids.is_some() || self.options.mix.contains(Request::QuerySm)
    }

    /// Whether something is to be delivered to us.
    pub(crate) const fn wants_deliveries(&self) -> bool {
        self.options.receipts || self.options.receivers > 0
    }
}

fn from_seconds(seconds: f64) -> u64 {
    nanos(Duration::from_secs_f64(seconds))
}
