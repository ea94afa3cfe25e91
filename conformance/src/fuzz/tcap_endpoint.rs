//! Two nodes of TCAP whose users do anything, on a way that does anything.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arbitrary::Arbitrary;
use brivas_sigtran::Buffer;
use brivas_sigtran::ber::ObjectIdentifier;
use brivas_sigtran::tcap::{
    AbortReason, Class, Code, ComponentIndication, Config, DialogueId, DialogueInfo, Event, Invoke, Tcap,
    Termination, UsageError,
};

use super::ss7_user::{Known, MOST_DIALOGUES, User, nodes, of, run};
use super::ss7_way::{CONTEXT, Fate, Way, address, marked, numbers_in, parameter, problem};

const MOST_COMPONENTS: usize = 5;
/// User information: an EXTERNAL.
const USER: &[u8] = &[0x28, 13, 6, 7, 4, 0, 0, 1, 1, 1, 1, 0xA0, 2, 0xA1, 0];

/// One thing that happens. `bool`: to the second user; `u8`: with which of his dialogues.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    Open(bool),
    Timer(bool, u8, u16),
    /// Components: of which class, or what they answer.
    Invoke(bool, u8, u8, Option<i8>, u8),
    Result(bool, u8, i8, bool, Option<u8>),
    Error(bool, u8, i8, u8),
    Reject(bool, u8, Option<i8>, u8, u8),
    Cancel(bool, u8, i8),
    Reset(bool, u8, i8),
    /// Messages.
    Uni(bool, u8, u8),
    Begin(bool, u8, u8),
    Continue(bool, u8, u8),
    End(bool, u8, u8, bool),
    Abort(bool, u8, u8),
    /// The user hears what there is.
    Drain(bool),
    /// The verbs are tried on a dialogue that is gone.
    Stale(bool, u8),
    Fate(Fate<'a>),
}

struct Side {
    tcap: Tcap,
    known: Known,
    /// What the components that follow belong to, and the last of their numbers.
    head: Option<Option<DialogueId>>,
    last: Option<u32>,
}

impl User for Side {
    type Node = Tcap;

    fn new(seed: u8, now: Instant) -> Self {
        let mut config = Config::new();
        config.set_max_dialogues(MOST_DIALOGUES).set_max_components(MOST_COMPONENTS).set_max_events(12);
        config.set_needs_response_apdu(seed == 1);
        let tcap = Tcap::new(Arc::new(config), [seed; 32], now);
        Self { tcap, known: Known::default(), head: None, last: None }
    }

    fn node(&mut self) -> &mut Tcap {
        &mut self.tcap
    }

    fn known(&mut self) -> &mut Known {
        &mut self.known
    }

    /// Takes the events: a message first, then its components in order; nothing after the end.
    fn drain(&mut self) {
        while let Some(event) = self.tcap.poll_event() {
            match event {
                Event::Component { dialogue, component } => {
                    assert_eq!(self.head, Some(dialogue), "a component of no message");
                    for number in numbers(&component) {
                        assert!(self.last < Some(number), "{number} comes after {:?}", self.last);
                        self.last = Some(number);
                    }
                    continue;
                }
                Event::Unidirectional { .. } => self.head = Some(None),
                Event::Begin { dialogue, .. } => {
                    self.known.begin(dialogue);
                    self.head = Some(Some(dialogue));
                }
                Event::Continue { dialogue, .. } => {
                    self.known.goes_on(dialogue);
                    self.head = Some(Some(dialogue));
                }
                Event::End { dialogue, .. } => {
                    self.known.close(dialogue);
                    self.head = Some(Some(dialogue));
                }
                Event::UAbort { dialogue, .. } | Event::PAbort { dialogue, .. } => {
                    self.known.close(dialogue);
                    self.head = None;
                }
                Event::Notice { dialogue, .. } | Event::Cancelled { dialogue, .. } => {
                    self.known.goes_on(dialogue);
                    self.head = None;
                }
                _ => {}
            }
            self.last = None;
        }
        self.known.are_all(self.tcap.dialogues());
    }

    /// Every verb says that a dialogue is gone.
    fn try_stale(&mut self, now: Instant, dialogue: DialogueId) {
        let (tcap, info, gone) = (&mut self.tcap, DialogueInfo::default(), Err(UsageError::Gone));
        let invoke = Invoke {
            class: Class::Both,
            linked_id: None,
            operation: Code::Local(1),
            timeout: Duration::from_secs(1),
        };
        assert_eq!(tcap.tc_invoke(dialogue, &invoke, Buffer::new()), Err(UsageError::Gone));
        assert_eq!(tcap.tc_result(dialogue, 0, true, None, Buffer::new()), gone);
        assert_eq!(tcap.tc_u_error(dialogue, 0, &Code::Local(1), Buffer::new()), gone);
        assert_eq!(tcap.tc_u_reject(dialogue, Some(0), problem(0, 0)), gone);
        assert_eq!(tcap.tc_u_cancel(dialogue, 0), gone);
        assert_eq!(tcap.tc_timer_reset(now, dialogue, 0), gone);
        assert_eq!(tcap.set_dialogue_timer(now, dialogue, Duration::from_secs(1)), gone);
        assert_eq!(tcap.tc_uni(now, dialogue, &info), gone);
        assert_eq!(tcap.tc_begin(now, dialogue, &info), gone);
        assert_eq!(tcap.tc_continue(now, dialogue, &info), gone);
        assert_eq!(tcap.tc_end(now, dialogue, &info, Termination::Basic), gone);
        assert_eq!(tcap.tc_end(now, dialogue, &info, Termination::PreArranged), gone);
        let reason = AbortReason::UserSpecific { user_information: None };
        assert_eq!(tcap.tc_u_abort(now, dialogue, &reason), gone);
    }
}

/// Does any operations to the TCAP of two nodes.
///
/// # Panics
/// When a rule is broken.
pub fn tcap_endpoint(octets: &[u8]) {
    run(octets, step);
}

fn step(way: &mut Way, sides: &mut [Side; 2], op: &Op<'_>, number: u32) {
    let now = way.now();
    match op {
        Op::Fate(fate) => way.meet(nodes(sides), fate),
        Op::Drain(second) => of(sides, *second).drain(),
        Op::Open(second) => {
            let side = of(sides, *second);
            side.drain();
            let opened = side.tcap.open(now, address(2), address(1));
            assert_eq!(opened.is_err(), side.known.is_full(), "{opened:?}");
            opened.into_iter().for_each(|dialogue| side.known.begin(dialogue));
        }
        Op::Stale(second, nth) => {
            let side = of(sides, *second);
            side.drain();
            if let Some(dialogue) = side.known.nth_ended(*nth) {
                side.try_stale(now, dialogue);
            }
        }
        Op::Timer(second, nth, _)
        | Op::Invoke(second, nth, ..)
        | Op::Result(second, nth, ..)
        | Op::Error(second, nth, ..)
        | Op::Reject(second, nth, ..)
        | Op::Cancel(second, nth, _)
        | Op::Reset(second, nth, _)
        | Op::Uni(second, nth, _)
        | Op::Begin(second, nth, _)
        | Op::Continue(second, nth, _)
        | Op::End(second, nth, ..)
        | Op::Abort(second, nth, _) => {
            let side = of(sides, *second);
            let Some(dialogue) = side.nth(*nth) else { return };
            let done = verb(&mut side.tcap, now, dialogue, op, number);
            assert_ne!(done, Err(UsageError::Gone), "{op:?}: the user has not heard of the end");
            let ends = matches!(op, Op::Uni(..) | Op::End(..) | Op::Abort(..));
            assert!(done.is_ok() || !matches!(op, Op::Abort(..) | Op::End(.., true)), "{done:?}");
            if ends && done.is_ok() {
                side.known.close(dialogue);
            }
        }
    }
}

/// The user does this with one of his dialogues.
fn verb(
    tcap: &mut Tcap,
    now: Instant,
    dialogue: DialogueId,
    op: &Op<'_>,
    number: u32,
) -> Result<(), UsageError> {
    let octets = parameter(&marked(number));
    match *op {
        Op::Timer(.., seconds) => tcap.set_dialogue_timer(now, dialogue, Duration::from_secs(seconds.into())),
        Op::Invoke(_, _, kind, linked_id, seconds) => {
            let class = [Class::Both, Class::Failure, Class::Success, Class::None];
            let class = class.get(usize::from(kind) % 4).copied().unwrap_or(Class::Both);
            let operation = match kind / 4 % 2 {
                0 => Code::Local(kind.into()),
                _ => Code::Global(ObjectIdentifier(&[0x2A, 3])),
            };
            let timeout = Duration::from_secs(seconds.into());
            tcap.tc_invoke(dialogue, &Invoke { class, linked_id, operation, timeout }, octets).map(drop)
        }
        Op::Result(_, _, id, last, None) => tcap.tc_result(dialogue, id, last, None, Buffer::new()),
        Op::Result(_, _, id, last, Some(code)) => {
            tcap.tc_result(dialogue, id, last, Some(&Code::Local(code.into())), octets)
        }
        Op::Error(_, _, id, code) => tcap.tc_u_error(dialogue, id, &Code::Local(code.into()), octets),
        Op::Reject(_, _, id, kind, code) => tcap.tc_u_reject(dialogue, id, problem(kind, code)),
        Op::Cancel(.., id) => tcap.tc_u_cancel(dialogue, id),
        Op::Reset(.., id) => tcap.tc_timer_reset(now, dialogue, id),
        Op::Uni(.., kind) => tcap.tc_uni(now, dialogue, &info(kind)),
        Op::Begin(.., kind) => tcap.tc_begin(now, dialogue, &info(kind)),
        Op::Continue(.., kind) => tcap.tc_continue(now, dialogue, &info(kind)),
        Op::End(_, _, kind, is_pre_arranged) => {
            let termination = if is_pre_arranged { Termination::PreArranged } else { Termination::Basic };
            tcap.tc_end(now, dialogue, &info(kind), termination)
        }
        Op::Abort(.., kind) => {
            let DialogueInfo { application_context: alternative, user_information } = info(kind);
            let reason = match kind / 4 % 3 {
                0 => AbortReason::ApplicationContextNotSupported { alternative, user_information },
                1 => AbortReason::DialogueRefused { user_information },
                _ => AbortReason::UserSpecific { user_information },
            };
            tcap.tc_u_abort(now, dialogue, &reason)
        }
        Op::Open(_) | Op::Drain(_) | Op::Stale(..) | Op::Fate(_) => Ok(()),
    }
}

fn info(kind: u8) -> DialogueInfo<'static> {
    DialogueInfo {
        application_context: kind.is_multiple_of(2).then_some(CONTEXT),
        user_information: (kind / 2).is_multiple_of(2).then_some(USER),
    }
}

/// The numbers of what came.
fn numbers(component: &ComponentIndication) -> Vec<u32> {
    let parameter = match component {
        ComponentIndication::Invoke { parameter, .. }
        | ComponentIndication::ReturnResult { parameter, .. }
        | ComponentIndication::ReturnError { parameter, .. } => parameter.as_deref(),
        _ => None,
    };
    numbers_in(parameter.unwrap_or_default()).collect()
}
