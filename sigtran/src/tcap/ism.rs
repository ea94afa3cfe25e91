//! Components, and the invocations that they begin and end (Q.774 §3.2.1).

use std::time::{Duration, Instant};

use brivas_timer::{Handle, TimerHandle, Wheel};
use bytes::Bytes;

use super::component::{close_error, close_invoke, close_result};
use super::endpoint::{Alarm, Dialogue, Tcap};
use super::{
    Class, Code, Component, ComponentIndication, Components, DialogueId, Event, Invoke, OwnedCode, Problem,
    UsageError,
};
use crate::Buffer;

/// An invocation of ours.
#[derive(Debug)]
pub(super) struct Invocation {
    pub(super) id: i8,
    pub(super) class: Class,
    timeout: Duration,
    /// `None` until it is sent.
    pub(super) timer: Option<TimerHandle>,
}

impl Tcap {
    /// TC-INVOKE request: puts an invocation of the parameter in the buffer (tag, length and content, or nothing) behind the
    /// components that wait for the dialogue's next message, and gives its number. Its time counts from when it is sent.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn tc_invoke(
        &mut self,
        dialogue: DialogueId,
        invoke: &Invoke<'_>,
        mut parameter: Buffer,
    ) -> Result<i8, UsageError> {
        let most = self.config.max_components().min(256);
        let known = self.known(dialogue)?;
        if known.invocations.len() >= most || known.components.len() >= most {
            return Err(UsageError::TooManyComponents);
        }
        let is_free = |id: &i8| known.invocations.iter().all(|invocation| invocation.id != *id);
        let id = (0..=i8::MAX).chain(i8::MIN..0).find(is_free).ok_or(UsageError::TooManyComponents)?;
        close_invoke(&mut parameter, 0, id, invoke.linked_id, &invoke.operation);
        known.components.push(parameter);
        let (class, timeout) = (invoke.class, invoke.timeout);
        if known.invocations.is_empty() {
            // Most dialogues have one invocation at a time, and there may be a million dialogues.
            known.invocations.reserve_exact(1);
        }
        known.invocations.push(Invocation { id, class, timeout, timer: None });
        Ok(id)
    }

    /// TC-RESULT-L and, where `last` is false, TC-RESULT-NL request. Without an operation there must be no parameter.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn tc_result(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        last: bool,
        operation: Option<&Code<'_>>,
        parameter: Buffer,
    ) -> Result<(), UsageError> {
        self.push(dialogue, parameter, |out| close_result(out, 0, invoke_id, last, operation))
    }

    /// TC-U-ERROR request.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn tc_u_error(
        &mut self,
        dialogue: DialogueId,
        invoke_id: i8,
        error: &Code<'_>,
        parameter: Buffer,
    ) -> Result<(), UsageError> {
        self.push(dialogue, parameter, |out| close_error(out, 0, invoke_id, error))
    }

    /// TC-U-REJECT request. A rejected answer ends the invocation that it was for.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::TooManyComponents`].
    pub fn tc_u_reject(
        &mut self,
        dialogue: DialogueId,
        invoke_id: Option<i8>,
        problem: Problem,
    ) -> Result<(), UsageError> {
        let reject = Component::Reject { invoke_id, problem };
        self.push(dialogue, Buffer::with_capacity(32), |out| reject.write(out))?;
        if matches!(problem, Problem::ReturnResult(_) | Problem::ReturnError(_))
            && let Some(invoke_id) = invoke_id
            && let Some(known) = self.table.get_mut(dialogue.0)
            && let Some(timer) = known.end_invocation(invoke_id).and_then(|ended| ended.timer)
        {
            self.wheel.cancel(timer);
        }
        Ok(())
    }

    /// TC-U-CANCEL request: the outcome of an invocation is no longer of interest. The peer is not told.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::NoInvocation`].
    pub fn tc_u_cancel(&mut self, dialogue: DialogueId, invoke_id: i8) -> Result<(), UsageError> {
        let ended = self.known(dialogue)?.end_invocation(invoke_id).ok_or(UsageError::NoInvocation)?;
        if let Some(timer) = ended.timer {
            self.wheel.cancel(timer);
        }
        Ok(())
    }

    /// TC-TIMER-RESET request: the time of an invocation begins anew.
    ///
    /// # Errors
    /// [`UsageError::Gone`], [`UsageError::NoInvocation`].
    pub fn tc_timer_reset(
        &mut self,
        now: Instant,
        dialogue: DialogueId,
        invoke_id: i8,
    ) -> Result<(), UsageError> {
        self.advance(now);
        let at = self.now;
        let known = self.known(dialogue)?;
        let invocation = known.invocations.iter().find(|invocation| invocation.id == invoke_id);
        let invocation = invocation.ok_or(UsageError::NoInvocation)?;
        let (timer, deadline) = (invocation.timer, at + invocation.timeout);
        if let Some(timer) = timer {
            self.wheel.rearm(timer, deadline);
        }
        Ok(())
    }

    /// The dialogue, if it is open.
    pub(super) fn known(&mut self, dialogue: DialogueId) -> Result<&mut Dialogue, UsageError> {
        self.table.get_mut(dialogue.0).ok_or(UsageError::Gone)
    }

    fn push(
        &mut self,
        dialogue: DialogueId,
        mut parameter: Buffer,
        close: impl FnOnce(&mut Buffer),
    ) -> Result<(), UsageError> {
        let most = self.config.max_components();
        let known = self.known(dialogue)?;
        if known.components.len() >= most {
            return Err(UsageError::TooManyComponents);
        }
        close(&mut parameter);
        known.components.push(parameter);
        Ok(())
    }

    /// The components that wait; the invocations among them are now under way.
    pub(super) fn take_components(&mut self, handle: Handle) -> Vec<Buffer> {
        let now = self.now;
        let Some(dialogue) = self.table.get_mut(handle) else { return Vec::new() };
        for invocation in dialogue.invocations.iter_mut().filter(|invocation| invocation.timer.is_none()) {
            let alarm = Alarm::Invocation(handle, invocation.id);
            invocation.timer = Some(self.wheel.arm(now + invocation.timeout, alarm));
        }
        std::mem::take(&mut dialogue.components)
    }

    /// An invocation's time is over.
    pub(super) fn on_invocation_timer(&mut self, handle: Handle, invoke_id: i8) {
        if let Some(dialogue) = self.table.get_mut(handle)
            && dialogue.end_invocation(invoke_id).is_some()
        {
            self.events.push_back(Event::Cancelled { dialogue: DialogueId(handle), invoke_id });
        }
    }

    /// Works off the components of a message of a dialogue that goes on.
    pub(super) fn on_components(&mut self, handle: Handle, message: &Bytes, components: &Components<'_>) {
        let most = self.config.max_components();
        if let Some(dialogue) = self.table.get_mut(handle) {
            dialogue.on_components(&mut self.wheel, message, components, most, |component| {
                let dialogue = Some(DialogueId(handle));
                self.events.push_back(Event::Component { dialogue, component });
            });
        }
    }

    /// Works off the components of the last message of a dialogue, or of one that has none.
    pub(super) fn on_last_components(
        &mut self,
        id: Option<DialogueId>,
        mut dialogue: Dialogue,
        message: &Bytes,
        components: &Components<'_>,
    ) {
        dialogue.on_components(&mut self.wheel, message, components, 0, |component| {
            self.events.push_back(Event::Component { dialogue: id, component });
        });
    }
}

/// What a component means, or which one is rejected and why.
type Judged = Result<ComponentIndication, (Option<i8>, Problem)>;

impl Dialogue {
    /// Tells what components mean. Rejections wait for the next message, up to `most`.
    fn on_components(
        &mut self,
        wheel: &mut Wheel<Alarm>,
        message: &Bytes,
        components: &Components<'_>,
        most: usize,
        mut tell: impl FnMut(ComponentIndication),
    ) {
        for component in components.iter() {
            let judged = match component {
                Ok(component) => self.judge(&component, message, wheel),
                Err(bad) => match bad.problem {
                    Some(problem) => Err((bad.invoke_id, problem)),
                    // A Reject that cannot be read is passed over.
                    None => continue,
                },
            };
            tell(judged.unwrap_or_else(|(invoke_id, problem)| {
                if self.components.len() < most {
                    let mut out = Buffer::with_capacity(32);
                    Component::Reject { invoke_id, problem }.write(&mut out);
                    self.components.push(out);
                }
                ComponentIndication::LocalReject { invoke_id, problem }
            }));
        }
    }

    /// Judges a component by the invocation that it is about (Q.774 §3.2.1.1.2).
    fn judge(&mut self, component: &Component<'_>, message: &Bytes, wheel: &mut Wheel<Alarm>) -> Judged {
        let owned = |octets: Option<&[u8]>| octets.map(|octets| message.slice_ref(octets));
        let mut end = |dialogue: &mut Self, id: i8| {
            if let Some(timer) = dialogue.end_invocation(id).and_then(|ended| ended.timer) {
                wheel.cancel(timer);
            }
        };
        let class_of = |dialogue: &Self, id: i8| {
            dialogue.invocations.iter().find(|invocation| invocation.id == id).map(|it| it.class)
        };
        match *component {
            Component::Invoke { invoke_id, linked_id, operation, parameter } => {
                if linked_id.is_some_and(|id| class_of(self, id).is_none()) {
                    Err((Some(invoke_id), Problem::UNRECOGNIZED_LINKED_ID))
                } else {
                    let (operation, parameter) = (kept(operation, message), owned(parameter));
                    Ok(ComponentIndication::Invoke { invoke_id, linked_id, operation, parameter })
                }
            }
            Component::ReturnResult { invoke_id, last, result } => match class_of(self, invoke_id) {
                None => Err((Some(invoke_id), Problem::RESULT_UNRECOGNIZED_INVOKE_ID)),
                Some(Class::Failure | Class::None) => {
                    end(self, invoke_id);
                    Err((Some(invoke_id), Problem::RETURN_RESULT_UNEXPECTED))
                }
                Some(Class::Both | Class::Success) => {
                    if last {
                        end(self, invoke_id);
                    }
                    let (operation, parameter) = result.unzip();
                    let operation = operation.map(|operation| kept(operation, message));
                    let parameter = owned(parameter.flatten());
                    Ok(ComponentIndication::ReturnResult { invoke_id, last, operation, parameter })
                }
            },
            Component::ReturnError { invoke_id, error, parameter } => match class_of(self, invoke_id) {
                None => Err((Some(invoke_id), Problem::ERROR_UNRECOGNIZED_INVOKE_ID)),
                Some(Class::Success | Class::None) => {
                    end(self, invoke_id);
                    Err((Some(invoke_id), Problem::RETURN_ERROR_UNEXPECTED))
                }
                Some(Class::Both | Class::Failure) => {
                    end(self, invoke_id);
                    let (error, parameter) = (kept(error, message), owned(parameter));
                    Ok(ComponentIndication::ReturnError { invoke_id, error, parameter })
                }
            },
            Component::Reject { invoke_id, problem } => {
                if let (Some(invoke_id), Problem::Invoke(_) | Problem::General(_)) = (invoke_id, problem) {
                    end(self, invoke_id);
                }
                Ok(ComponentIndication::Reject { invoke_id, problem })
            }
        }
    }

    fn end_invocation(&mut self, id: i8) -> Option<Invocation> {
        let place = self.invocations.iter().position(|invocation| invocation.id == id)?;
        Some(self.invocations.remove(place))
    }
}

fn kept(code: Code<'_>, message: &Bytes) -> OwnedCode {
    match code {
        Code::Local(number) => OwnedCode::Local(number),
        Code::Global(name) => OwnedCode::Global(message.slice_ref(name.0)),
    }
}
