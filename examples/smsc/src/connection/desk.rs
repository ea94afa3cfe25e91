//! What goes between one connection and the engine, in either direction.

use std::collections::BTreeMap;
use std::sync::Arc;

use brivas_smpp::RequestId;
use tokio::sync::mpsc;

use crate::delivery::DeliverError;
use crate::engine::{ConnectionId, Input, Outcome, Output};
use crate::shared::Shared;

/// What the engine has for one connection.
pub(crate) type Outputs = mpsc::UnboundedReceiver<Vec<Output>>;

/// How many batches of outputs are taken in one go.
const BATCHES: usize = 64;

/// A connection's place at the engine. It is given up when dropped.
pub(crate) struct Desk {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: ConnectionId,
    outputs: Outputs,
    /// Deliveries that await their response, and the engine's tokens for them.
    deliveries: BTreeMap<RequestId, u64>,
    batch: Vec<Input>,
}

impl Desk {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        let (id, outputs) = shared.connected();
        Self { shared, id, outputs, deliveries: BTreeMap::new(), batch: Vec::new() }
    }

    /// Waits for what the engine has. Dropping the future loses nothing.
    pub(crate) async fn take_outputs(&mut self, into: &mut Vec<Vec<Output>>) {
        self.outputs.recv_many(into, BATCHES).await;
    }

    /// Puts something into the batch for the engine.
    pub(crate) fn push(&mut self, input: Input) {
        self.batch.push(input);
    }

    /// A delivery was put on the session, or was not.
    pub(crate) fn sent(&mut self, token: u64, sent: Result<RequestId, DeliverError>) {
        let outcome = match sent {
            Ok(id) => {
                self.deliveries.insert(id, token);
                return;
            }
            Err(DeliverError::NotNow) => Outcome::Lost,
            Err(DeliverError::Unfit) => Outcome::Unfit,
        };
        self.batch.push(Input::Delivered { connection: self.id, token, outcome });
    }

    /// What became of a delivery, if the request was one.
    pub(crate) fn delivered(&mut self, id: RequestId, outcome: Outcome) {
        if let Some(token) = self.deliveries.remove(&id) {
            self.batch.push(Input::Delivered { connection: self.id, token, outcome });
        }
    }

    /// Hands the batch to the engine; false if there is no engine any more. While the engine is busy nothing more is read:
    /// that is the backpressure.
    pub(crate) async fn flush(&mut self) -> bool {
        self.batch.is_empty() || self.shared.engine.send(std::mem::take(&mut self.batch)).await.is_ok()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.shared.disconnected(self.id);
    }
}
