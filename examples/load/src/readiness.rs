//! Waits for sockets to the microsecond.

use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use mio::event::Event;
use mio::{Events, Poll, Registry};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;

/// Below this a wait is worth a system call more to be exact.
const EXACT_BELOW: Duration = Duration::from_millis(10);
/// How long to look again and again before going to sleep.
const SPIN: Duration = Duration::from_micros(60);
/// A wait is expected to be short when the last one was below this: a spin, and the time that waking up takes.
const SHORT: Duration = Duration::from_micros(100);

/// The sockets of one thread.
#[derive(Debug)]
pub(crate) struct Readiness {
    poll: Poll,
    last: Duration,
}

impl Readiness {
    /// # Errors
    /// The system has no more to give.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self { poll: Poll::new()?, last: Duration::ZERO })
    }

    pub(crate) fn registry(&self) -> &Registry {
        self.poll.registry()
    }

    /// Waits until something is ready or the time is over, asleep.
    ///
    /// The selector counts in whole milliseconds, and a schedule of more than a thousand a second does not, so a short wait
    /// is first done on the selector itself, as a file.
    ///
    /// # Errors
    /// That of the system.
    pub(crate) fn wait(&mut self, events: &mut Events, timeout: Duration) -> io::Result<()> {
        if timeout.is_zero() || timeout >= EXACT_BELOW {
            return self.poll(events, timeout);
        }
        let timeout = Timespec { tv_sec: 0, tv_nsec: timeout.subsec_nanos().into() };
        match rustix::event::poll(&mut [PollFd::new(self.registry(), PollFlags::IN)], Some(&timeout)) {
            Ok(_) | Err(Errno::INTR) => self.poll(events, Duration::ZERO),
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Self::wait`], but awake at first where the last wait was so short that falling asleep and waking up would have
    /// been most of it.
    ///
    /// # Errors
    /// That of the system.
    pub(crate) fn wait_eagerly(&mut self, events: &mut Events, timeout: Duration) -> io::Result<()> {
        let from = Instant::now();
        let spins = self.last < SHORT;
        loop {
            self.poll(events, Duration::ZERO)?;
            if !events.is_empty() {
                break;
            }
            if !spins || from.elapsed() >= SPIN {
                self.wait(events, timeout)?;
                break;
            }
        }
        self.last = from.elapsed();
        Ok(())
    }

    fn poll(&mut self, events: &mut Events, timeout: Duration) -> io::Result<()> {
        match self.poll.poll(events, Some(timeout)) {
            Err(error) if error.kind() != ErrorKind::Interrupted => Err(error),
            _ => Ok(()),
        }
    }
}

/// Whether the peer has closed: the end is told once, so whoever hears of it must read up to it.
pub(crate) fn has_closed(event: &Event) -> bool {
    event.is_read_closed() || event.is_error()
}
