//! The messages of the model, and their receipts.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use brivas_smpp::{
    CommandStatus, InterfaceVersion, MessageState, Npi, ReceiptText, RegisteredDelivery, Tag, Ton,
};

use super::judge::unix_ms;
use super::smsc::{Output, write};
use super::smsc_fault::SmscFault;
use crate::suite::smpp::{Message, c_octet_string};

/// How long a message is under way.
const DELIVERY: Duration = Duration::from_millis(3);

pub(super) type SessionId = u64;

/// An address with its type and plan.
#[derive(Clone, Debug)]
pub(super) struct Address {
    ton: Ton,
    npi: Npi,
    pub(super) octets: Vec<u8>,
}

impl Address {
    pub(super) fn new(ton: Ton, npi: Npi, octets: &[u8]) -> Self {
        Self { ton, npi, octets: octets.to_vec() }
    }
}

/// A message that the centre knows.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) source: Address,
    pub(super) destination: Address,
    pub(super) service_type: Vec<u8>,
    pub(super) registered_delivery: RegisteredDelivery,
    pub(super) state: MessageState,
    /// The id that the ESME was told.
    pub(super) told_as: Vec<u8>,
    /// When it reached its final state, Unix ms.
    pub(super) ended: i64,
}

struct Joined {
    output: Output,
    receives: bool,
    version: InterfaceVersion,
    /// The last number of a request of ours.
    number: u32,
}

#[derive(Default)]
struct State {
    last: u64,
    messages: BTreeMap<u64, Kept>,
    sessions: BTreeMap<SessionId, Joined>,
    /// Receipts that no receiver could take yet.
    waiting: Vec<Kept>,
}

pub(super) struct Centre {
    state: Arc<Mutex<State>>,
    due: Mutex<Sender<(Instant, u64)>>,
    fault: Option<SmscFault>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Centre {
    /// A centre with a thread that delivers.
    pub(super) fn start(fault: Option<SmscFault>) -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let (due, deliveries) = mpsc::channel();
        let shared = state.clone();
        std::thread::spawn(move || deliver_all(&deliveries, &shared, fault));
        Self { state, due: Mutex::new(due), fault }
    }

    /// A session is bound. What waited for a receiver goes there.
    pub(super) fn join(&self, output: Output, receives: bool, version: InterfaceVersion) -> SessionId {
        let mut state = lock(&self.state);
        state.last += 1;
        let id = state.last;
        state.sessions.insert(id, Joined { output, receives, version, number: 0 });
        for kept in std::mem::take(&mut state.waiting) {
            tell(&mut state, kept, self.fault);
        }
        id
    }

    pub(super) fn leave(&self, id: SessionId) {
        lock(&self.state).sessions.remove(&id);
    }

    pub(super) fn keep(&self, message: Kept) -> u64 {
        let mut state = lock(&self.state);
        state.last += 1;
        let id = state.last;
        state.messages.insert(id, message);
        id
    }

    /// Notes what the ESME was told, and has the message delivered unless it waits.
    pub(super) fn start_delivery(&self, id: u64, told_as: Vec<u8>) {
        let mut state = lock(&self.state);
        let Some(kept) = state.messages.get_mut(&id) else { return };
        kept.told_as = told_as;
        if kept.state == MessageState::ENROUTE {
            // The thread ends with the centre, and not before.
            let _ = lock(&self.due).send((Instant::now() + DELIVERY, id));
        }
    }

    /// The message of this id, as the ESME wrote it.
    pub(super) fn get(&self, message_id: &[u8]) -> Option<(u64, Kept)> {
        let id = std::str::from_utf8(message_id).ok()?.parse().ok()?;
        lock(&self.state).messages.get(&id).map(|kept| (id, kept.clone()))
    }

    /// The messages that wait and that this is true of.
    pub(super) fn find(&self, matches: impl Fn(&Kept) -> bool) -> Vec<u64> {
        let waits = |kept: &Kept| kept.state == MessageState::SCHEDULED && matches(kept);
        lock(&self.state).messages.iter().filter(|(_, kept)| waits(kept)).map(|(id, _)| *id).collect()
    }

    pub(super) fn delete(&self, id: u64) {
        if let Some(kept) = lock(&self.state).messages.get_mut(&id) {
            kept.state = MessageState::DELETED;
            kept.ended = unix_ms();
        }
    }
}

fn deliver_all(deliveries: &Receiver<(Instant, u64)>, state: &Mutex<State>, fault: Option<SmscFault>) {
    for (at, id) in deliveries {
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        let mut state = lock(state);
        let Some(kept) = state.messages.get_mut(&id) else { continue };
        kept.state = MessageState::DELIVERED;
        kept.ended = unix_ms();
        let kept = kept.clone();
        let wanted = kept.registered_delivery.wants_receipt(true) || fault == Some(SmscFault::ReceiptForAll);
        if !wanted || fault == Some(SmscFault::NoReceipts) {
            continue;
        }
        if fault == Some(SmscFault::ReceiptTwice) {
            tell(&mut state, kept.clone(), fault);
        }
        tell(&mut state, kept, fault);
    }
}

/// Sends the receipt to a session that receives, or keeps it until there is one.
fn tell(state: &mut State, kept: Kept, fault: Option<SmscFault>) {
    // The last one that joined: a broken centre with a transmitter among its receivers takes that.
    let Some(session) = state.sessions.values_mut().rev().find(|session| session.receives) else {
        if fault != Some(SmscFault::ReceiptIsNotKept) {
            state.waiting.push(kept);
        }
        return;
    };
    session.number += 1;
    let octets = receipt(&kept, session.version, fault).octets(session.number);
    write(&session.output, &octets);
}

fn receipt(kept: &Kept, version: InterfaceVersion, fault: Option<SmscFault>) -> Message {
    let has = |it| fault == Some(it);
    let text = ReceiptText {
        message_id: if has(SmscFault::ReceiptTextOfAnotherId) { b"0123456789" } else { &kept.told_as },
        sub: 1,
        dlvrd: 1,
        submit_date: kept.ended,
        done_date: kept.ended,
        state: MessageState::DELIVERED,
        err: CommandStatus::ESME_ROK.0,
        text: b"test",
    }
    .to_octets();
    let (mut from, mut to) = (&kept.destination, &kept.source);
    if has(SmscFault::ReceiptNotSwapped) {
        std::mem::swap(&mut from, &mut to);
    }
    let short = |address: &Address| c_octet_string(address.octets.get(..20).unwrap_or(&address.octets));
    let esm_class = if has(SmscFault::ReceiptWithoutEsmClass) { 0 } else { 4 };
    let message = Message::deliver_sm("", "")
        .octet("source_addr_ton", from.ton.0)
        .octet("source_addr_npi", from.npi.0)
        .raw("source_addr", short(from))
        .octet("dest_addr_ton", to.ton.0)
        .octet("dest_addr_npi", to.npi.0)
        .raw("destination_addr", short(to))
        .octet("esm_class", esm_class)
        .short_message(&text);
    if !version.has_tlvs() || has(SmscFault::ReceiptWithoutTlvs) {
        return message;
    }
    let id = c_octet_string(&kept.told_as);
    message.tlv(Tag::receipted_message_id, &id).tlv(Tag::message_state, &[MessageState::DELIVERED.0])
}
