//! MAP over TCAP: dialogues with a context and a version (3GPP TS 29.002 §7, §15.1).

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

mod dialogues;
mod indications;

use super::primitive::Event;
use super::{
    ApplicationContext, Argument, MapError, OperationClass, OperationCode, ResultParameter, version_1,
};
use crate::Buffer;
use crate::sccp::Address;
use crate::tcap::{self, Class, Code, DialogueId, Invoke, Problem, Tcap, Transmit, UsageError};

/// MAP at one node, without I/O.
#[derive(Debug)]
pub struct Map {
    tcap: Tcap,
    dialogues: BTreeMap<DialogueId, Dialogue>,
    events: VecDeque<Event>,
}

/// What MAP knows of a dialogue beside TCAP.
#[derive(Debug)]
struct Dialogue {
    context: Option<ApplicationContext>,
    phase: Phase,
}

#[derive(Debug, PartialEq, Eq)]
enum Phase {
    /// We have opened it, and sent nothing; what goes with it as user information.
    Opening(Vec<u8>),
    /// We have begun, and wait for the answer.
    Opened,
    /// The peer has opened it, and waits for our answer; what goes with it as user information.
    Asked(Vec<u8>),
    /// Both sides have said something.
    Open,
}

impl Dialogue {
    fn version(&self) -> u8 {
        self.context.map_or(1, |context| context.version)
    }
}

impl Map {
    /// No dialogue. The seed decides the transaction ids.
    #[must_use]
    pub fn new(config: Arc<tcap::Config>, seed: [u8; 32], now: Instant) -> Self {
        Self { tcap: Tcap::new(config, seed, now), dialogues: BTreeMap::new(), events: VecDeque::new() }
    }

    /// N-UNITDATA indication: a message of the network (Q.711 §6.2.2.3).
    pub fn handle_unitdata(&mut self, now: Instant, called: Address, calling: Address, octets: &Bytes) {
        self.tcap.backlog = self.events.len();
        self.tcap.handle_unitdata(now, called, calling, octets);
        self.pump();
    }

    /// N-NOTICE indication: a message of ours came back (Q.711 §6.2.2.3).
    pub fn handle_notice(&mut self, now: Instant, return_cause: u8, octets: &Bytes) {
        self.tcap.handle_notice(now, return_cause, octets);
        self.pump();
    }

    /// Runs what is due.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.tcap.handle_timeout(now);
        self.pump();
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.tcap.poll_timeout()
    }

    /// The next thing to be sent.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.tcap.poll_transmit()
    }

    /// The next thing that the user must know.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// How many dialogues are open.
    #[must_use]
    pub fn dialogues(&self) -> usize {
        self.tcap.dialogues()
    }

    /// A service's request: goes with the next message. Gives its number (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`]; in a dialogue of version 1, [`UsageError::NotInVersion`] if it
    /// has a field that came with a later version.
    pub fn invoke(
        &mut self,
        dialogue: DialogueId,
        operation: OperationCode,
        linked_id: Option<i8>,
        argument: Option<&Argument<'_>>,
    ) -> Result<i8, UsageError> {
        self.check_version_1(dialogue, || version_1::fault_of_argument(operation, argument?))?;
        let mut parameter = Buffer::new();
        argument.into_iter().for_each(|argument| argument.write(&mut parameter));
        let class = match operation.class() {
            OperationClass::Both => Class::Both,
            OperationClass::Failure => Class::Failure,
            OperationClass::Success => Class::Success,
            OperationClass::None => Class::None,
        };
        let (timeout, operation) = (operation.timer(), Code::Local(operation.0.into()));
        self.tcap.tc_invoke(dialogue, &Invoke { class, linked_id, operation, timeout }, parameter)
    }

    /// A service's response: it was done (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`]; in a dialogue of version 1, [`UsageError::NotInVersion`] if it
    /// has a field that came with a later version.
    pub fn result(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        result: Option<&ResultParameter<'_>>,
    ) -> Result<(), UsageError> {
        self.check_version_1(dialogue, || version_1::fault_of_result(operation, result?))?;
        let mut parameter = Buffer::new();
        result.into_iter().for_each(|result| result.write(&mut parameter));
        let code = Code::Local(operation.0.into());
        // What brings nothing needs no code (Q.773 §3.2.2).
        self.tcap.tc_result(dialogue, invoke_id, true, result.map(|_| &code), parameter)
    }

    /// A service's response: a part of what it brings; [`Self::result`] brings the rest (3GPP TS 29.002 §7.4; Q.771 §3.1.3).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`]; in a dialogue of version 1, [`UsageError::NotInVersion`] if it
    /// has a field that came with a later version.
    pub fn partial_result(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        operation: OperationCode,
        result: &ResultParameter<'_>,
    ) -> Result<(), UsageError> {
        self.check_version_1(dialogue, || version_1::fault_of_result(operation, result))?;
        let mut parameter = Buffer::new();
        result.write(&mut parameter);
        let code = Code::Local(operation.0.into());
        self.tcap.tc_result(dialogue, invoke_id, false, Some(&code), parameter)
    }

    /// A service's response: it failed (3GPP TS 29.002 §7.4).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`]; in a dialogue of version 1, [`UsageError::NotInVersion`] if it
    /// has a field that came with a later version.
    pub fn error(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        error: &MapError<'_>,
    ) -> Result<(), UsageError> {
        self.check_version_1(dialogue, || version_1::fault_of_error(error))?;
        let mut parameter = Buffer::new();
        error.write_parameter(&mut parameter);
        self.tcap.tc_u_error(dialogue, invoke_id, &Code::Local(error.code.0.into()), parameter)
    }

    /// A peer of version 1 takes a field that came later for a fault: it never gets one (GSM 09.02, version 2, §17.6).
    fn check_version_1(
        &self,
        dialogue: DialogueId,
        fault: impl FnOnce() -> Option<&'static str>,
    ) -> Result<(), UsageError> {
        let context = self.dialogues.get(&dialogue).and_then(|known| known.context);
        let fault = context.filter(|context| context.version == 1).and_then(|_| fault());
        fault.map_or(Ok(()), |field| Err(UsageError::NotInVersion { field }))
    }

    /// Rejects a component of the peer's: a service that is not known, a parameter that cannot be read
    /// (Q.774 §3.2.2.2).
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`]; in a dialogue of version 1, [`UsageError::NotInVersion`] if it
    /// has a field that came with a later version.
    pub fn reject(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        problem: Problem,
    ) -> Result<(), UsageError> {
        self.tcap.tc_u_reject(dialogue, Some(invoke_id), problem)
    }
}
