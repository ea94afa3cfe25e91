//! The engine's thread: it alone touches the store, and may block on the disk. What connections sent meanwhile is the next
//! turn.

use std::time::{Duration, Instant};

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
/// How long the engine stays awake for each input of its last turn, about as long as that took: a peer that sends the next
/// window as soon as it has its answers finds it ready. Falling asleep and being woken costs a virtual core 50 us.
const AWAKE_PER_INPUT: Duration = Duration::from_micros(2);
const AWAKE_AT_MOST: Duration = Duration::from_micros(200);

/// Runs the engine until the end, and closes the store.
pub(crate) fn run(
    runtime: &Runtime,
    mut engine: Engine,
    mut inputs: mpsc::Receiver<Vec<Input>>,
    shared: &Shared,
) -> Result<(), StoreError> {
    // With one core it would only keep the peer from sending.
    let stays_awake = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
    runtime.block_on(async {
        let mut batches = Vec::new();
        let mut housekeeping = true;
        let mut awake_until = None;
        loop {
            if housekeeping || awake_until.is_some_and(|until| Instant::now() < until) {
                tokio::task::yield_now().await;
                take_ready(&mut inputs, &mut batches);
            } else {
                wait(&engine, &mut inputs, &mut batches).await;
            }
            let idle = batches.is_empty();
            let inputs_of_turn = batches.iter().map(Vec::len).sum();
            let outputs = engine.turn(moment(), batches.drain(..).flatten());
            shared.hand_out(outputs);
            if !idle {
                awake_until = stays_awake.then(|| Instant::now() + awake_for(inputs_of_turn));
            }
            if shared.is_finished() && inputs.is_empty() || inputs.is_closed() {
                break;
            }
            housekeeping = engine.maintain(moment(), if idle { HOUSEKEEPING } else { 0 });
        }
    });
    engine.close()
}

fn awake_for(inputs: usize) -> Duration {
    let inputs = u32::try_from(inputs).unwrap_or(u32::MAX);
    AWAKE_PER_INPUT.saturating_mul(inputs).min(AWAKE_AT_MOST)
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
