//! The driver's connections.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};
use std::time::Instant;

use super::connection::{Arrival, Connection, News};
use super::opening::Opening;
use super::{BATCH, Driver, Machine, note};
use crate::endpoint::{PathEvent, PathId};
use crate::header::Transport;

impl<M: Machine> Driver<M> {
    /// Gives the machine what came on connections, as long as it wants something.
    pub(super) fn take_arrivals(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        for _ in 0..BATCH {
            if !self.machine.wants_input() {
                break;
            }
            if let Some(path) = self.stalled.take() {
                self.take_input(now, path);
                moved = true;
                continue;
            }
            let Poll::Ready(Some(Arrival { path, news })) = self.arrivals.poll_recv(context) else { break };
            moved = true;
            self.take_news(now, path, news);
        }
        moved
    }

    fn take_news(&mut self, now: Instant, path: PathId, news: News) {
        let Some(connection) = self.connections.get_mut(&path) else { return };
        match news {
            News::Up => self.machine.handle_path(now, path, PathEvent::Up),
            News::Down(error) => self.forget(now, path, error),
            News::Message(octets) => {
                connection.read_more();
                self.machine.handle_message(now, path, octets);
            }
            News::Octets(octets) => {
                connection.add(octets);
                self.take_input(now, path);
            }
        }
    }

    fn take_input(&mut self, now: Instant, path: PathId) {
        let Some(connection) = self.connections.get_mut(&path) else { return };
        self.machine.handle_input(now, path, &mut connection.input);
        if self.machine.wants_input() || connection.input.is_empty() {
            connection.read_more();
        } else {
            self.stalled = Some(path);
        }
    }

    pub(super) fn take_connections(&mut self, now: Instant, context: &mut Context<'_>) -> bool {
        let mut moved = false;
        while let Poll::Ready(Some(_)) = self.tasks.poll_join_next(context) {
            moved = true;
        }
        for at in 0..self.listeners.len() {
            for _ in 0..BATCH {
                // Those that are being closed count too, so that their number is bounded.
                if self.tasks.len() >= self.config.max_connections() {
                    return moved;
                }
                let Some(listener) = self.listeners.get_mut(at) else { break };
                match listener.poll(now, context) {
                    Poll::Ready(Ok((opening, remote))) => {
                        let path = listener.path;
                        self.accept(now, path, remote, opening);
                        moved = true;
                    }
                    Poll::Ready(Err(error)) => {
                        note(&mut self.errors, error);
                        moved = true;
                    }
                    Poll::Pending => break,
                }
            }
        }
        moved
    }

    fn accept(&mut self, now: Instant, listener: PathId, remote: SocketAddr, opening: Opening) {
        if let Ok(path) = self.machine.endpoint().accept(now, listener, remote) {
            self.start(path, opening);
        }
    }

    pub(super) fn connect(&mut self, path: PathId, transport: Transport<'static>, to: SocketAddr) {
        let opening = if self.tasks.len() < self.config.max_connections() {
            Opening::connect(&self.config, transport, to)
        } else {
            Opening::Refused
        };
        self.start(path, opening);
    }

    fn start(&mut self, path: PathId, opening: Opening) {
        let limits = self.config.limits();
        let connection = Connection::start(&mut self.tasks, path, opening, limits, self.teller.clone());
        self.connections.insert(path, connection);
    }

    /// The connection is no more: what was given to it before may still go out.
    pub(super) fn forget(&mut self, now: Instant, path: PathId, error: Option<io::Error>) {
        self.connections.remove(&path);
        if let Some(error) = error {
            note(&mut self.errors, error);
        }
        self.machine.handle_path(now, path, PathEvent::Down);
    }
}
