//! The task of one hook: takes receipts from the engine, posts so many of them at a time, and tells what became of them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use brivas_smpp::InterfaceVersion;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::channel::Channel;
use super::post::{Letter, Posted, post};
use super::{Hook, Receipt};
use crate::connection::Outputs;
use crate::engine::{ConnectionId, Input, Outcome, Output, Party};
use crate::shared::{Shared, stopped};

/// How long the posts that are under way may still take at the end.
const LAST_POSTS: Duration = Duration::from_secs(5);

/// Posts this hook's receipts until the end.
pub(crate) async fn run(hook: Hook, shared: Arc<Shared>) {
    let (connection, outputs) = shared.attach();
    let worker = Worker {
        hook: Arc::new(hook),
        shared,
        connection,
        outputs,
        letters: VecDeque::new(),
        posts: JoinSet::new(),
        channels: Vec::new(),
        paused_until: None,
    };
    worker.serve().await;
}

struct Worker {
    hook: Arc<Hook>,
    shared: Arc<Shared>,
    connection: ConnectionId,
    outputs: Outputs,
    /// What is still to be posted.
    letters: VecDeque<Letter>,
    posts: JoinSet<Posted>,
    /// Open, and not in use.
    channels: Vec<Channel>,
    /// Nothing is posted before; what the engine has handed over waits here, no more than its window.
    paused_until: Option<Instant>,
}

impl Worker {
    async fn serve(mut self) {
        let mut stopping = self.shared.stopping.subscribe();
        let (tenant, window) = (self.hook.tenant.clone(), self.hook.common.at_once);
        tracing::info!(hook = ?self.hook, "receipts are posted");
        self.tell(Input::Bound {
            connection: self.connection,
            party: Party::Hook { tenant, window },
            version: InterfaceVersion::V5_0,
            receives: true,
            address_range: None,
        })
        .await;
        loop {
            self.begin_posts();
            let pause = self.paused_until;
            tokio::select! {
                batch = self.outputs.recv() => {
                    let Some(batch) = batch else { break };
                    for output in batch {
                        self.take(output).await;
                    }
                }
                Some(posted) = self.posts.join_next() => self.posted(posted.ok()).await,
                () = sleep_until(pause.unwrap_or_else(Instant::now)), if pause.is_some() => {
                    self.paused_until = None;
                }
                () = stopped(&mut stopping) => break,
            }
        }
        self.end().await;
    }

    async fn take(&mut self, output: Output) {
        // A hook asks for nothing, so that there is nothing to answer.
        let Output::Deliver { token, envelope, attempts } = output else { return };
        match Receipt::of(&envelope) {
            Some(receipt) => {
                self.letters.push_back(Letter { token, receipt, attempt: attempts.saturating_add(1) });
            }
            None => self.delivered(token, Outcome::Unfit).await,
        }
    }

    fn begin_posts(&mut self) {
        while self.paused_until.is_none()
            && self.posts.len() < self.hook.common.at_once
            && let Some(letter) = self.letters.pop_front()
        {
            let (hook, channel) = (self.hook.clone(), self.channels.pop());
            self.posts.spawn(async move { post(&hook, &letter, channel).await });
        }
    }

    async fn posted(&mut self, posted: Option<Posted>) {
        let Some(Posted { token, outcome, pause, channel }) = posted else { return };
        self.channels.extend(channel);
        self.channels.retain(Channel::is_fresh);
        if let Some(pause) = pause.filter(|pause| !pause.is_zero()) {
            tracing::info!(hook = ?self.hook, ?pause, "the receiver wants to be left in peace");
            self.paused_until = self.paused_until.max(Some(Instant::now() + pause));
        }
        self.delivered(token, outcome).await;
    }

    async fn delivered(&self, token: u64, outcome: Outcome) {
        self.tell(Input::Delivered { connection: self.connection, token, outcome }).await;
    }

    async fn tell(&self, input: Input) {
        // When the engine has ended nobody needs to know any more: the store has it all.
        let _ = self.shared.engine.send(vec![input]).await;
    }

    /// Lets the posts that are under way end, and gives back what was not posted.
    async fn end(mut self) {
        let deadline = Instant::now() + LAST_POSTS;
        while let Ok(Some(posted)) = timeout_at(deadline, self.posts.join_next()).await {
            self.posted(posted.ok()).await;
        }
        self.tell(Input::Gone { connection: self.connection }).await;
        self.shared.detach(self.connection);
    }
}
