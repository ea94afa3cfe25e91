//! The tokio adapter: drives a [`Session`] over any stream, TLS and in-memory pipes included (feature `tokio`).
//!
//! It batches: everything that one read brought is handed out as events, and everything that the owner answered goes
//! out in one write. A write per PDU costs some seventy times as much.
#![allow(clippy::disallowed_methods)] // this file is the one that reads the clock

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Sleep;
use tokio_util::io::poll_read_buf;

use crate::{Event, Session};

/// The least and the most that is asked of one read. It grows while reads fill it, so that an idle connection costs
/// little memory and a busy one few calls.
const READ_AT_LEAST: usize = 2 * 1024;
const READ_AT_MOST: usize = 64 * 1024;
/// Reads and writes in one turn before the runtime gets a chance to run something else.
const TURN: usize = 32;
/// How many pieces one vectored write takes.
const PIECES: usize = 16;
/// How long the last octets may take after the session has ended.
const LINGER: Duration = Duration::from_secs(5);

/// A session and the stream that it runs over.
///
/// Await [`next_event`](Self::next_event) in a loop, and call the session's own verbs through
/// [`session`](Self::session) whenever you like: what they send goes out at the next await.
#[derive(Debug)]
pub struct Driver<S> {
    session: Session,
    stream: S,
    input: BytesMut,
    read_size: usize,
    /// Whether `input` may hold whole PDUs that the session did not want yet.
    input_waits: bool,
    output: VecDeque<Bytes>,
    unflushed: bool,
    eof: bool,
    sleep: Pin<Box<Sleep>>,
    asleep_until: Option<Instant>,
    /// The last event, kept until the last octets are out.
    closing: Option<(Event, Instant)>,
    error: Option<io::Error>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<S> {
    /// Joins a session and its stream.
    #[must_use]
    pub fn new(session: Session, stream: S) -> Self {
        Self {
            session,
            stream,
            input: BytesMut::new(),
            read_size: READ_AT_LEAST,
            input_waits: false,
            output: VecDeque::new(),
            unflushed: false,
            eof: false,
            sleep: Box::pin(tokio::time::sleep(Duration::ZERO)),
            asleep_until: None,
            closing: None,
            error: None,
        }
    }

    /// The session, to call its verbs. What they send goes out while [`Self::next_event`] is awaited.
    pub fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The stream, for its addresses or certificates.
    pub fn stream(&self) -> &S {
        &self.stream
    }

    /// Octets that wait for the stream to take them.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.output.iter().map(Bytes::len).sum()
    }

    /// What the stream failed with, if it did; the session then ended as if the peer had closed it.
    pub fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// The next event; `None` after [`Event::Closed`]. Dropping the future loses nothing, so it can stand in a
    /// `select!`.
    pub async fn next_event(&mut self) -> Option<Event> {
        poll_fn(|context| self.poll_next_event(context)).await
    }

    /// An event that is there already, without waiting or any transfer: for those who handle in one go what one read
    /// has brought. [`Event::Closed`] comes from [`Self::next_event`] alone.
    pub fn ready_event(&mut self) -> Option<Event> {
        let event = self.session.poll_event()?;
        if matches!(event, Event::Closed(_)) {
            self.closing = Some((event, Instant::now() + LINGER));
            return None;
        }
        Some(event)
    }

    /// As [`Self::next_event`], for those who write futures by hand.
    pub fn poll_next_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Event>> {
        for _ in 0..TURN {
            match self.session.poll_event() {
                Some(event @ Event::Closed(_)) => self.closing = Some((event, Instant::now() + LINGER)),
                Some(event) => return Poll::Ready(Some(event)),
                None if self.has_ended() => return Poll::Ready(None),
                None => {}
            }
            let mut moved = self.run_timers(context);
            moved |= self.take_input();
            moved |= self.write(context);
            moved |= self.read(context);
            if let Some((_, deadline)) = &self.closing
                && (self.output.is_empty() && !self.unflushed || Instant::now() >= *deadline)
            {
                return Poll::Ready(self.closing.take().map(|(event, _)| event));
            }
            if !moved {
                return Poll::Pending;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn has_ended(&self) -> bool {
        self.closing.is_none() && self.session.state() == crate::SessionState::CLOSED
    }

    /// Runs what is due, and sets the alarm for what is not. The deadline is compared with the clock before the sleep is
    /// asked, since the runtime's budget can make it answer "pending" though it is due.
    fn run_timers(&mut self, context: &mut Context<'_>) -> bool {
        let closing = self.closing.as_ref().map(|(_, deadline)| *deadline);
        let Some(deadline) = closing.or_else(|| self.session.poll_timeout()) else { return false };
        let now = Instant::now();
        if deadline <= now {
            self.session.handle_timeout(now);
            return closing.is_none();
        }
        if self.asleep_until != Some(deadline) {
            self.asleep_until = Some(deadline);
            self.sleep.as_mut().reset(deadline.into());
        }
        self.sleep.as_mut().poll(context).is_ready()
    }

    /// Gives the session what it did not want before.
    fn take_input(&mut self) -> bool {
        if !self.input_waits || !self.session.wants_input() {
            return false;
        }
        self.input_waits = false;
        self.session.handle_input(Instant::now(), &mut self.input);
        self.input_waits = !self.session.wants_input();
        true
    }

    fn write(&mut self, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        loop {
            // What the stream does not take waits in the session: there it is limited, and stops the reading.
            if self.output.len() < PIECES {
                self.output.extend(self.session.poll_transmit());
            }
            if self.output.is_empty() {
                break;
            }
            let mut pieces = [IoSlice::new(&[]); PIECES];
            let mut count = 0;
            for (piece, octets) in pieces.iter_mut().zip(&self.output) {
                *piece = IoSlice::new(octets);
                count += 1;
            }
            let pieces = pieces.get(..count).unwrap_or(&[]);
            match Pin::new(&mut self.stream).poll_write_vectored(context, pieces) {
                Poll::Ready(Ok(0)) => return self.fail(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(written)) => {
                    self.advance_output(written);
                    self.unflushed = true;
                    moved = true;
                }
                Poll::Ready(Err(error)) => return self.fail(error),
                Poll::Pending => return moved,
            }
        }
        if self.unflushed {
            match Pin::new(&mut self.stream).poll_flush(context) {
                Poll::Ready(Ok(())) => {
                    self.unflushed = false;
                    moved = true;
                }
                Poll::Ready(Err(error)) => return self.fail(error),
                Poll::Pending => {}
            }
        }
        moved
    }

    fn advance_output(&mut self, mut written: usize) {
        while let Some(front) = self.output.front_mut() {
            if front.len() > written {
                front.advance(written);
                return;
            }
            written -= front.len();
            self.output.pop_front();
        }
    }

    /// Reads while the session wants to. Octets that it no longer takes stay here, and the socket unread: that is the
    /// backpressure.
    fn read(&mut self, context: &mut Context<'_>) -> bool {
        if self.eof || self.input_waits || !self.session.wants_input() {
            return false;
        }
        self.input.reserve(self.read_size);
        match poll_read_buf(Pin::new(&mut self.stream), context, &mut self.input) {
            Poll::Ready(Ok(0)) => {
                self.eof = true;
                self.session.handle_eof(Instant::now());
                true
            }
            Poll::Ready(Ok(read)) => {
                if read >= self.read_size {
                    self.read_size = (self.read_size * 2).min(READ_AT_MOST);
                }
                self.session.handle_input(Instant::now(), &mut self.input);
                self.input_waits = !self.input.is_empty() && !self.session.wants_input();
                true
            }
            Poll::Ready(Err(error)) => self.fail(error),
            Poll::Pending => false,
        }
    }

    /// The stream is broken: nothing more will come or go.
    fn fail(&mut self, error: io::Error) -> bool {
        self.eof = true;
        self.output.clear();
        self.unflushed = false;
        self.error.get_or_insert(error);
        self.session.handle_eof(Instant::now());
        true
    }

    /// Sends what is left, closes our side of the stream, and gives it back. The session is aborted if it has not ended.
    ///
    /// # Errors
    /// What the stream gives.
    pub async fn finish(mut self) -> io::Result<S> {
        poll_fn(|context| {
            while !self.output.is_empty() {
                if !self.write(context) {
                    return Poll::Pending;
                }
            }
            ready!(Pin::new(&mut self.stream).poll_flush(context))?;
            Pin::new(&mut self.stream).poll_shutdown(context)
        })
        .await?;
        Ok(self.stream)
    }
}
