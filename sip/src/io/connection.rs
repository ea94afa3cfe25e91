//! A connection, as the driver and as its task see it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};

use super::TURN;
use super::alarm::Alarm;
use super::config::Limits;
use super::opening::Opening;
use super::wire::Wire;
use crate::endpoint::PathId;

/// How long the last octets may take once the connection is to be closed.
const LINGER: Duration = Duration::from_secs(5);

/// How long what still comes is read and thrown away after that: an end with octets unread would take away from the peer what
/// was sent last.
const DRAIN: Duration = Duration::from_secs(1);

/// What a task tells the driver.
pub(super) struct Arrival {
    pub(super) path: PathId,
    pub(super) news: News,
}

pub(super) enum News {
    /// It is made.
    Up,
    /// Octets came on a stream.
    Octets(BytesMut),
    /// A message came on WebSocket.
    Message(Bytes),
    /// It is no more.
    Down(Option<io::Error>),
}

/// What the driver tells a task. Its end tells it to close the connection, after what was to be sent.
enum Order {
    Send(Bytes),
    /// What was read has been taken: read once more.
    Read,
}

/// A connection as the driver has it.
#[derive(Debug)]
pub(super) struct Connection {
    /// What came and the machine has not taken yet.
    pub(super) input: BytesMut,
    orders: mpsc::UnboundedSender<Order>,
    unsent: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl Connection {
    pub(super) fn start(
        tasks: &mut JoinSet<()>,
        path: PathId,
        opening: Opening,
        limits: Limits,
        teller: mpsc::UnboundedSender<Arrival>,
    ) -> Self {
        let (sender, orders) = mpsc::unbounded_channel();
        let unsent = Arc::new(AtomicUsize::new(0));
        let task = tasks.spawn(run(path, opening, limits, orders, Arc::clone(&unsent), teller));
        Self { input: BytesMut::new(), orders: sender, unsent, task }
    }

    /// Octets that wait to be sent.
    pub(super) fn unsent(&self) -> usize {
        self.unsent.load(Ordering::Relaxed)
    }

    /// Sends octets; `false` if more than `limit` wait then.
    pub(super) fn send(&self, octets: Bytes, limit: usize) -> bool {
        let before = self.unsent.fetch_add(octets.len(), Ordering::Relaxed);
        let fits = before.saturating_add(octets.len()) <= limit;
        // A task that has ended has told so, and that is taken in its turn.
        let _ = self.orders.send(Order::Send(octets));
        fits
    }

    pub(super) fn read_more(&self) {
        let _ = self.orders.send(Order::Read);
    }

    pub(super) fn abort(&self) {
        self.task.abort();
    }

    /// Puts what came behind what was not taken yet.
    pub(super) fn add(&mut self, octets: BytesMut) {
        if self.input.is_empty() {
            self.input = octets;
        } else {
            self.input.extend_from_slice(&octets);
        }
    }
}

async fn run(
    path: PathId,
    opening: Opening,
    limits: Limits,
    orders: mpsc::UnboundedReceiver<Order>,
    unsent: Arc<AtomicUsize>,
    teller: mpsc::UnboundedSender<Arrival>,
) {
    let opened = tokio::time::timeout(limits.open_timeout, opening.open(limits.max_message)).await;
    let error = match opened.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
        Ok(wire) => {
            let _ = teller.send(Arrival { path, news: News::Up });
            let mut task = Task {
                path,
                wire,
                limits,
                orders: Some(orders),
                unsent,
                teller: teller.clone(),
                output: VecDeque::new(),
                is_flushed: true,
                may_read: true,
                is_shut: false,
                closes_at: Instant::now() + limits.idle_timeout,
                alarm: Alarm::new(),
            };
            poll_fn(|context| task.poll(context)).await.err()
        }
        Err(error) => Some(error),
    };
    // Once more than once does no harm: the driver knows it no longer.
    let _ = teller.send(Arrival { path, news: News::Down(error) });
}

/// A connection as its task has it.
struct Task {
    path: PathId,
    wire: Wire,
    limits: Limits,
    /// None once the connection is to be closed.
    orders: Option<mpsc::UnboundedReceiver<Order>>,
    unsent: Arc<AtomicUsize>,
    teller: mpsc::UnboundedSender<Arrival>,
    output: VecDeque<Bytes>,
    is_flushed: bool,
    /// Whether the driver has taken what was read last.
    may_read: bool,
    /// Whether our side is closed.
    is_shut: bool,
    /// When it has been idle, or closing, for too long.
    closes_at: Instant,
    alarm: Alarm,
}

impl Task {
    /// Reads and writes in one loop: two peers with full buffers would otherwise wait for each other for ever.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        for _ in 0..TURN {
            self.take_orders(context);
            let mut moved = self.write(context)?;
            if self.orders.is_none() && self.close(context).is_ready() {
                return Poll::Ready(Ok(()));
            }
            moved |= self.read(context)?;
            let now = Instant::now();
            if moved && self.orders.is_some() {
                self.closes_at = now + self.limits.idle_timeout;
            } else if now >= self.closes_at {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            if !moved && !self.alarm.poll_from(self.closes_at, context) {
                return Poll::Pending;
            }
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }

    fn take_orders(&mut self, context: &mut Context<'_>) {
        while let Some(orders) = &mut self.orders {
            match orders.poll_recv(context) {
                Poll::Ready(Some(Order::Send(octets))) => self.output.push_back(octets),
                Poll::Ready(Some(Order::Read)) => self.may_read = true,
                Poll::Ready(None) => {
                    self.orders = None;
                    self.closes_at = Instant::now() + LINGER;
                }
                Poll::Pending => break,
            }
        }
    }

    fn write(&mut self, context: &mut Context<'_>) -> io::Result<bool> {
        let mut moved = false;
        while !self.output.is_empty() || !self.is_flushed {
            match self.wire.poll_write(&mut self.output, context) {
                Poll::Ready(Ok(0)) => self.is_flushed = true,
                Poll::Ready(Ok(written)) => {
                    self.unsent.fetch_sub(written, Ordering::Relaxed);
                    self.is_flushed = false;
                    moved = true;
                }
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => break,
            }
        }
        Ok(moved)
    }

    /// Closes our side once all is out, and waits for the end of the other.
    fn close(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if !self.is_shut {
            if !self.output.is_empty() || !self.is_flushed {
                return Poll::Pending;
            }
            if ready!(self.wire.poll_close(context)).is_err() {
                return Poll::Ready(());
            }
            self.is_shut = true;
            self.closes_at = Instant::now() + DRAIN;
        }
        while let Ok(Some(_)) = ready!(self.wire.poll_read(context)) {}
        Poll::Ready(())
    }

    /// Reads once, if the driver has taken what was read before, and the peer takes what it is sent.
    fn read(&mut self, context: &mut Context<'_>) -> io::Result<bool> {
        let is_choked = self.unsent.load(Ordering::Relaxed) > self.limits.max_unsent / 4;
        if !self.may_read || is_choked || self.orders.is_none() {
            return Ok(false);
        }
        let Poll::Ready(read) = self.wire.poll_read(context) else { return Ok(false) };
        self.may_read = false;
        // At its end the driver lets go of it, and what is to be sent still goes.
        let news = read?.unwrap_or(News::Down(None));
        let _ = self.teller.send(Arrival { path: self.path, news });
        Ok(true)
    }
}
