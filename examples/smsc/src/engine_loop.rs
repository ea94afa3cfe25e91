//! The engine's thread: it alone touches the store, and may block on the disk. What connections sent meanwhile is the next
//! turn.

use brivas_platform::store::StoreError;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use crate::engine::{Engine, Input};
use crate::shared::{Shared, moment};

/// Batches that may wait for the engine before connections stop reading.
pub(crate) const ENGINE_QUEUE: usize = 1024;
/// Batches that the engine works off in one turn.
const TURN: usize = 256;
/// Octets of the store's housekeeping in one go while there is nothing else to do.
const HOUSEKEEPING: usize = 1 << 20;

/// Runs the engine until the end, and closes the store.
pub(crate) fn run(
    runtime: &Runtime,
    mut engine: Engine,
    mut inputs: mpsc::Receiver<Vec<Input>>,
    shared: &Shared,
) -> Result<(), StoreError> {
    runtime.block_on(async {
        let mut batches = Vec::new();
        let mut housekeeping = true;
        loop {
            if housekeeping {
                tokio::task::yield_now().await;
                take_ready(&mut inputs, &mut batches);
            } else {
                wait(&engine, &mut inputs, &mut batches).await;
            }
            let idle = batches.is_empty();
            let outputs = engine.turn(moment(), batches.drain(..).flatten());
            shared.hand_out(outputs);
            if shared.is_finished() && inputs.is_empty() || inputs.is_closed() {
                break;
            }
            housekeeping = engine.maintain(moment(), if idle { HOUSEKEEPING } else { 0 });
        }
    });
    engine.close()
}

fn take_ready(inputs: &mut mpsc::Receiver<Vec<Input>>, batches: &mut Vec<Vec<Input>>) {
    while batches.len() < TURN
        && let Ok(batch) = inputs.try_recv()
    {
        batches.push(batch);
    }
}

/// Waits for input or for the next thing that is due.
async fn wait(engine: &Engine, inputs: &mut mpsc::Receiver<Vec<Input>>, batches: &mut Vec<Vec<Input>>) {
    let now = moment();
    match engine.next_turn(now) {
        Some(at) if at <= now.instant => {
            tokio::task::yield_now().await;
            take_ready(inputs, batches);
        }
        Some(at) => {
            tokio::select! {
                _ = inputs.recv_many(batches, TURN) => {}
                () = tokio::time::sleep_until(at.into()) => {}
            }
        }
        None => {
            inputs.recv_many(batches, TURN).await;
        }
    }
}
