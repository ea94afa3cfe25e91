//! A tenant's hook as the engine sees it: takes receipts, and says what became of them.

use brivas_smpp::InterfaceVersion;

use super::world::World;
use crate::engine::{ConnectionId, Input, Outcome, Output, Party};
use crate::hook::Receipt;

pub(super) struct HookEnd {
    pub(super) connection: ConnectionId,
    /// What becomes of each receipt.
    pub(super) verdict: Outcome,
    /// What was posted, and how often it had been tried before.
    pub(super) posted: Vec<(Receipt, u16)>,
    done: Vec<u64>,
}

impl HookEnd {
    pub(super) fn perform(&mut self, output: Output) {
        if let Output::Deliver { token, envelope, attempts } = output {
            self.posted.push((Receipt::of(&envelope).unwrap(), attempts));
            self.done.push(token);
        }
    }

    /// What there is to tell the engine.
    pub(super) fn inputs(&mut self) -> Vec<Input> {
        let (connection, outcome) = (self.connection, self.verdict.clone());
        let done = std::mem::take(&mut self.done).into_iter();
        done.map(|token| Input::Delivered { connection, token, outcome: outcome.clone() }).collect()
    }
}

impl World {
    /// Begins the hook of this tenant, and gives its place. What is posted there comes to this end.
    pub(super) fn bind_hook(&mut self, tenant: &str, verdict: Outcome) -> usize {
        // No other connection of these tests has such a number.
        let connection = ConnectionId(1000 + self.hooks.len() as u64);
        let party = Party::Hook { tenant: self.tenant(tenant), window: 2 };
        self.hooks.push(HookEnd { connection, verdict, posted: Vec::new(), done: Vec::new() });
        let version = InterfaceVersion::V5_0;
        self.turn(vec![Input::Bound { connection, party, version, receives: true, address_range: None }]);
        self.settle();
        self.hooks.len() - 1
    }
}
