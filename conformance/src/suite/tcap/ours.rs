//! Our own TCAP under test, in memory and on a clock of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sigtran::Buffer;
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{Address, Ssn};
use brivas_sigtran::tcap::{
    self, AbortCause, AbortReason, ComponentIndication, Config, DialogueId, DialogueInfo, Event, OwnedCode,
    Problem, Tcap, Termination,
};

use super::primitive::{Class, Inbound, Indication, Outbound, Request};
use super::{HERE, TcapLayer};
use crate::suite::layer::{Denied, Layer};
use crate::suite::own::{self, Numbers, refused};

/// Our [`Tcap`].
#[derive(Debug)]
pub struct OurTcap {
    tcap: Tcap,
    now: Instant,
    dialogues: Numbers<DialogueId>,
}

impl OurTcap {
    /// No dialogue.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it begins a clock")]
    pub fn new() -> Self {
        let now = Instant::now();
        let tcap = Tcap::new(Arc::new(Config::new()), [7; 32], now);
        Self { tcap, now, dialogues: Numbers::new() }
    }

    fn component(component: ComponentIndication) -> Indication {
        let bytes = |octets: Option<bytes::Bytes>| octets.map(Into::into).unwrap_or_default();
        let id = |id: i8| id.to_be_bytes()[0];
        match component {
            ComponentIndication::Invoke { invoke_id, linked_id, operation, parameter } => {
                Indication::Invoke(id(invoke_id), linked_id.map(id), code(&operation), bytes(parameter))
            }
            ComponentIndication::ReturnResult { invoke_id, last, operation, parameter } => {
                let result = operation.map(|operation| (code(&operation), bytes(parameter)));
                Indication::Result(id(invoke_id), last, result)
            }
            ComponentIndication::ReturnError { invoke_id, error, parameter } => {
                Indication::Error(id(invoke_id), code(&error), bytes(parameter))
            }
            ComponentIndication::Reject { invoke_id, problem } => {
                Indication::Reject(invoke_id.map(id), problem_octets(problem))
            }
            ComponentIndication::LocalReject { invoke_id, problem } => {
                Indication::LocalReject(invoke_id.map(id), problem_octets(problem))
            }
            other => Indication::Other(format!("{other:?}")),
        }
    }
}

fn address(point_code: u32) -> Address {
    Address::of_point_code(PointCode(point_code), Ssn::MSC)
}

fn buffer(octets: &[u8]) -> Buffer {
    let mut buffer = Buffer::new();
    buffer.prepend(octets);
    buffer
}

/// No case has another code than these.
fn code(code: &OwnedCode) -> u8 {
    code.as_code().local().unwrap_or(u8::MAX)
}

fn local(code: u8) -> tcap::Code<'static> {
    tcap::Code::Local(code.into())
}

fn problem_octets(problem: Problem) -> [u8; 2] {
    match problem {
        Problem::General(code) => [0x80, code],
        Problem::Invoke(code) => [0x81, code],
        Problem::ReturnResult(code) => [0x82, code],
        Problem::ReturnError(code) => [0x83, code],
        _ => [0, 0],
    }
}

fn problem([tag, code]: [u8; 2]) -> Problem {
    match tag {
        0x81 => Problem::Invoke(code),
        0x82 => Problem::ReturnResult(code),
        0x83 => Problem::ReturnError(code),
        _ => Problem::General(code),
    }
}

fn signed(invoke: u8) -> i8 {
    i8::from_be_bytes([invoke])
}

impl Layer<TcapLayer> for OurTcap {
    fn receive(&mut self, inbound: Inbound) {
        match inbound {
            Inbound::Unitdata(from, octets) => {
                self.tcap.handle_unitdata(self.now, address(HERE), address(from), &octets.into());
            }
            Inbound::Notice(cause, octets) => self.tcap.handle_notice(self.now, cause, &octets.into()),
        }
    }

    fn request(&mut self, request: Request) -> Result<u32, Denied> {
        let now = self.now;
        let info = |context| DialogueInfo { application_context: context, user_information: None };
        let plain = info(None);
        let tcap = |error: tcap::UsageError| refused(error);
        match request {
            Request::Open(to) => {
                let dialogue = self.tcap.open(now, address(to), address(HERE)).map_err(tcap)?;
                return Ok(self.dialogues.of(dialogue));
            }
            Request::Uni(number, context) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_uni(now, dialogue, &info(context.as_deref())).map_err(tcap)?;
            }
            Request::Begin(number, context) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_begin(now, dialogue, &info(context.as_deref())).map_err(tcap)?;
            }
            Request::Continue(number) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_continue(now, dialogue, &plain).map_err(tcap)?;
            }
            Request::End(number) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_end(now, dialogue, &plain, Termination::Basic).map_err(tcap)?;
            }
            Request::PreArrangedEnd(number) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_end(now, dialogue, &plain, Termination::PreArranged).map_err(tcap)?;
            }
            Request::Abort(number, information) => {
                let dialogue = self.dialogues.get(number)?;
                let user_information = (!information.is_empty()).then_some(&information[..]);
                let reason = AbortReason::UserSpecific { user_information };
                self.tcap.tc_u_abort(now, dialogue, &reason).map_err(tcap)?;
            }
            Request::Refuse(number, context) => {
                let dialogue = self.dialogues.get(number)?;
                let alternative = Some(&context[..]);
                let reason =
                    AbortReason::ApplicationContextNotSupported { alternative, user_information: None };
                self.tcap.tc_u_abort(now, dialogue, &reason).map_err(tcap)?;
            }
            Request::Invoke { dialogue, class, linked, operation, parameter, seconds } => {
                let dialogue = self.dialogues.get(dialogue)?;
                let class = match class {
                    Class::One => tcap::Class::Both,
                    Class::Two => tcap::Class::Failure,
                    Class::Three => tcap::Class::Success,
                    Class::Four => tcap::Class::None,
                };
                let (linked_id, timeout) = (linked.map(signed), Duration::from_secs(seconds));
                let invoke = tcap::Invoke { class, linked_id, operation: local(operation), timeout };
                let id = self.tcap.tc_invoke(dialogue, &invoke, buffer(&parameter)).map_err(tcap)?;
                return Ok(id.to_be_bytes()[0].into());
            }
            Request::Result { dialogue, invoke, last, result } => {
                let dialogue = self.dialogues.get(dialogue)?;
                let (operation, parameter) = result.unzip();
                let operation = operation.map(local);
                let parameter = buffer(&parameter.unwrap_or_default());
                self.tcap
                    .tc_result(dialogue, signed(invoke), last, operation.as_ref(), parameter)
                    .map_err(tcap)?;
            }
            Request::Error { dialogue, invoke, error, parameter } => {
                let dialogue = self.dialogues.get(dialogue)?;
                let parameter = buffer(&parameter);
                self.tcap.tc_u_error(dialogue, signed(invoke), &local(error), parameter).map_err(tcap)?;
            }
            Request::Reject { dialogue, invoke, problem: octets } => {
                let dialogue = self.dialogues.get(dialogue)?;
                self.tcap.tc_u_reject(dialogue, Some(signed(invoke)), problem(octets)).map_err(tcap)?;
            }
            Request::Cancel(number, invoke) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_u_cancel(dialogue, signed(invoke)).map_err(tcap)?;
            }
            Request::TimerReset(number, invoke) => {
                let dialogue = self.dialogues.get(number)?;
                self.tcap.tc_timer_reset(now, dialogue, signed(invoke)).map_err(tcap)?;
            }
        }
        Ok(0)
    }

    fn sent(&mut self) -> Option<Outbound> {
        let sent = self.tcap.poll_transmit()?;
        let to = sent.called.point_code.unwrap_or_default().0;
        Some(Outbound { to, octets: sent.octets.as_slice().to_vec() })
    }

    fn told(&mut self) -> Option<Indication> {
        let owned = |octets: Option<bytes::Bytes>| octets.map(Vec::from);
        Some(match self.tcap.poll_event()? {
            Event::Unidirectional { indication, .. } => {
                Indication::Uni(owned(indication.application_context))
            }
            Event::Begin { dialogue, indication, .. } => {
                Indication::Begin(self.dialogues.of(dialogue), owned(indication.application_context))
            }
            Event::Continue { dialogue, indication } => {
                Indication::Continue(self.dialogues.of(dialogue), owned(indication.application_context))
            }
            Event::End { dialogue, indication } => {
                Indication::End(self.dialogues.of(dialogue), owned(indication.application_context))
            }
            Event::UAbort { dialogue, context_not_supported: true, indication } => {
                Indication::Refused(self.dialogues.of(dialogue), owned(indication.application_context))
            }
            Event::UAbort { dialogue, indication, .. } => {
                let information = owned(indication.user_information).unwrap_or_default();
                Indication::Abort(self.dialogues.of(dialogue), information)
            }
            Event::PAbort { dialogue, cause } => {
                let dialogue = self.dialogues.of(dialogue);
                match cause {
                    AbortCause::Peer(cause) => Indication::ProviderAbort(dialogue, cause.0),
                    AbortCause::AbnormalDialogue => Indication::AbnormalDialogue(dialogue),
                    AbortCause::NoCommonDialoguePortion => Indication::NoCommonDialoguePortion(dialogue),
                    other => Indication::Other(format!("{other:?}")),
                }
            }
            Event::Notice { dialogue, return_cause } => {
                Indication::Notice(self.dialogues.of(dialogue), return_cause)
            }
            Event::Component { component, .. } => Self::component(component),
            Event::Cancelled { dialogue, invoke_id } => {
                Indication::Cancelled(self.dialogues.of(dialogue), invoke_id.to_be_bytes()[0])
            }
            other => Indication::Other(format!("{other:?}")),
        })
    }

    fn pass(&mut self, time: Duration) {
        let machine = &mut self.tcap;
        own::pass(machine, &mut self.now, time, Tcap::poll_timeout, Tcap::handle_timeout);
    }
}
