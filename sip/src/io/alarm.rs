//! A sleep.

use std::pin::Pin;
use std::task::Context;
use std::time::{Duration, Instant};

use tokio::time::Sleep;

/// A sleep that is set anew only when the deadline has moved.
#[derive(Debug)]
pub(super) struct Alarm {
    sleep: Pin<Box<Sleep>>,
    until: Option<Instant>,
}

impl Alarm {
    pub(super) fn new() -> Self {
        Self { sleep: Box::pin(tokio::time::sleep(Duration::ZERO)), until: None }
    }

    /// As [`Self::poll`] for a deadline that only moves on: a sleep that ends too early is set anew then, so that traffic costs
    /// none.
    pub(super) fn poll_from(&mut self, deadline: Instant, context: &mut Context<'_>) -> bool {
        let sooner = self.until.filter(|until| *until < deadline).unwrap_or(deadline);
        self.poll(sooner, context) && (sooner == deadline || self.poll(deadline, context))
    }

    /// Whether the deadline has come; the task is woken when it does.
    pub(super) fn poll(&mut self, deadline: Instant, context: &mut Context<'_>) -> bool {
        if self.until != Some(deadline) {
            self.until = Some(deadline);
            self.sleep.as_mut().reset(deadline.into());
        }
        self.sleep.as_mut().poll(context).is_ready()
    }
}
