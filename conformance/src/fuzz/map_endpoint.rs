//! Two nodes of MAP whose users do anything in any context and version, on a way that does anything.

use std::sync::Arc;
use std::time::Instant;

use arbitrary::Arbitrary;
use brivas_sigtran::map::{
    AcceptInfo, ApplicationContext, Argument, CloseInfo, ContextCode, DialoguePdu, ErrorCode, ErrorParameter,
    Event, Map, MapError, OpenInfo, OperationCode, ProviderAbortInfo, Refusal, RefuseInfo, ResultParameter,
    UserAbortChoice,
};
use brivas_sigtran::tcap::{Config, DialogueId, Termination, UsageError};

use super::ss7_user::{Known, MOST_DIALOGUES, User, nodes, of, run};
use super::ss7_way::{Fate, Way, address, marked, parameter, problem};

/// One thing that happens. `bool`: to the second user; `u8`: with which of his dialogues.
#[derive(Arbitrary, Debug)]
enum Op<'a> {
    /// In this context and version, with references or without.
    Open(bool, u8, u8, bool),
    /// Services.
    Invoke(bool, u8, u8, Option<i8>),
    Result(bool, u8, i8, u8, bool),
    Error(bool, u8, i8, u8, bool),
    Reject(bool, u8, i8, u8, u8),
    /// Dialogues.
    Delimiter(bool, u8),
    Close(bool, u8, bool),
    Abort(bool, u8),
    ProviderAbort(bool, u8),
    /// What operators add goes with the first answer.
    Accept(bool, u8),
    CloseWith(bool, u8),
    RefuseContext(bool, u8, Option<u8>),
    Refuse(bool, u8),
    /// The user hears what there is.
    Drain(bool),
    Fate(Fate<'a>),
}

struct Side {
    map: Map,
    known: Known,
    /// The dialogue that a message is being told of, up to its delimiter or end.
    telling: Option<DialogueId>,
}

impl User for Side {
    type Node = Map;

    fn new(seed: u8, now: Instant) -> Self {
        let mut config = Config::new();
        config.set_max_dialogues(MOST_DIALOGUES).set_max_components(5).set_max_events(12);
        let map = Map::new(Arc::new(config), [seed; 32], now);
        Self { map, known: Known::default(), telling: None }
    }

    fn node(&mut self) -> &mut Map {
        &mut self.map
    }

    fn known(&mut self) -> &mut Known {
        &mut self.known
    }

    /// Takes the events: a message is what it says of the dialogue, its services, and a delimiter or the end.
    fn drain(&mut self) {
        while let Some(event) = self.map.poll_event() {
            match event {
                Event::Open { dialogue, .. } => {
                    self.known.begin(dialogue);
                    assert_eq!(self.telling.replace(dialogue), None, "a message without an end");
                }
                Event::Accepted { dialogue, .. } => {
                    assert_eq!(self.telling.replace(dialogue), None, "a message without an end");
                }
                Event::Invoke { dialogue, .. }
                | Event::Result { dialogue, .. }
                | Event::Error { dialogue, .. }
                | Event::Rejected { dialogue, .. } => {
                    self.known.goes_on(dialogue);
                    let before = self.telling.replace(dialogue);
                    assert!(before.is_none_or(|before| before == dialogue), "a service of another message");
                }
                Event::Delimiter { dialogue } => {
                    self.known.goes_on(dialogue);
                    self.told(dialogue);
                }
                Event::Closed { dialogue } => {
                    self.known.close(dialogue);
                    self.told(dialogue);
                }
                Event::TimedOut { dialogue, .. } | Event::Notice { dialogue, .. } => {
                    self.known.goes_on(dialogue);
                    assert_eq!(self.telling, None, "a message without an end");
                }
                Event::Refused { dialogue, refusal, .. } => {
                    self.known.close(dialogue);
                    if let Refusal::ContextNotSupported { fallback: Some(fallback) } = refusal {
                        assert!((1..=3).contains(&fallback.version), "{fallback:?} is to be tried");
                    }
                    assert_eq!(self.telling, None, "a message without an end");
                }
                Event::UAbort { dialogue, .. } | Event::PAbort { dialogue, .. } => {
                    self.known.close(dialogue);
                    assert_eq!(self.telling, None, "a message without an end");
                }
                _ => {}
            }
        }
        assert_eq!(self.telling, None, "a message without an end");
        self.known.are_all(self.map.dialogues());
    }

    /// Every verb says that a dialogue is gone.
    fn try_stale(&mut self, now: Instant, dialogue: DialogueId) {
        let (map, gone) = (&mut self.map, Err(UsageError::Gone));
        let operation = OperationCode::mt_ForwardSM;
        assert_eq!(map.invoke(dialogue, operation, None, None), Err(UsageError::Gone));
        assert_eq!(map.result(dialogue, 0, operation, None), gone);
        let error = MapError { code: ErrorCode::systemFailure, parameter: None };
        assert_eq!(map.error(dialogue, 0, &error), gone);
        assert_eq!(map.reject(dialogue, 0, problem(0, 0)), gone);
        assert_eq!(map.delimiter(now, dialogue), gone);
        assert_eq!(map.close(now, dialogue, Termination::Basic), gone);
        assert_eq!(map.close(now, dialogue, Termination::PreArranged), gone);
        assert_eq!(map.u_abort(now, dialogue, UserAbortChoice::default()), gone);
        assert_eq!(map.provider_abort(now, dialogue, ProviderAbortInfo::default()), gone);
        assert_eq!(map.accept(dialogue, AcceptInfo::default()), gone);
        assert_eq!(map.close_with(now, dialogue, CloseInfo::default()), gone);
        assert_eq!(map.refuse_context(now, dialogue, None), gone);
        assert_eq!(map.refuse(now, dialogue, &DialoguePdu::Refuse(RefuseInfo::default())), gone);
    }
}

impl Side {
    /// A message is complete.
    fn told(&mut self, dialogue: DialogueId) {
        let before = self.telling.take();
        assert!(before.is_none_or(|before| before == dialogue), "the end of another message");
    }
}

/// Does any operations to the MAP of two nodes.
///
/// # Panics
/// When a rule is broken.
pub fn map_endpoint(octets: &[u8]) {
    run(octets, step);
}

fn step(way: &mut Way, sides: &mut [Side; 2], op: &Op<'_>, number: u32) {
    let now = way.now();
    match op {
        Op::Fate(fate) => way.meet(nodes(sides), fate),
        Op::Drain(second) => of(sides, *second).drain(),
        Op::Open(second, context, version, has_references) => {
            let side = of(sides, *second);
            side.drain();
            let references = DialoguePdu::Open(OpenInfo::default());
            let references = has_references.then_some(&references);
            let context = ApplicationContext::new(ContextCode(context % 48), version % 4);
            let opened = side.map.open(now, address(2), address(1), context, references);
            assert_eq!(opened.is_err(), side.known.is_full(), "{opened:?}");
            opened.into_iter().for_each(|dialogue| side.known.begin(dialogue));
        }
        Op::Invoke(second, nth, ..)
        | Op::Result(second, nth, ..)
        | Op::Error(second, nth, ..)
        | Op::Reject(second, nth, ..)
        | Op::Delimiter(second, nth)
        | Op::Close(second, nth, _)
        | Op::Abort(second, nth)
        | Op::ProviderAbort(second, nth)
        | Op::Accept(second, nth)
        | Op::CloseWith(second, nth)
        | Op::RefuseContext(second, nth, _)
        | Op::Refuse(second, nth) => {
            let side = of(sides, *second);
            let Some(dialogue) = side.nth(*nth) else { return };
            let done = verb(&mut side.map, now, dialogue, op, number);
            assert_ne!(done, Err(UsageError::Gone), "{op:?}: the user has not heard of the end");
            let always = match op {
                Op::Close(_, _, is_pre_arranged) => *is_pre_arranged,
                Op::Abort(..) | Op::ProviderAbort(..) | Op::RefuseContext(..) | Op::Refuse(..) => true,
                _ => false,
            };
            assert!(done.is_ok() || !always, "{op:?}: {done:?}");
            if done.is_ok() && (always || matches!(op, Op::Close(..) | Op::CloseWith(..))) {
                side.known.close(dialogue);
            }
        }
    }
}

/// The user does this in one of his dialogues.
fn verb(
    map: &mut Map,
    now: Instant,
    dialogue: DialogueId,
    op: &Op<'_>,
    number: u32,
) -> Result<(), UsageError> {
    let octets = parameter(&marked(number));
    let octets = octets.as_slice();
    match *op {
        Op::Invoke(_, _, operation, linked_id) => {
            let argument = Argument::Other(octets);
            map.invoke(dialogue, OperationCode(operation), linked_id, Some(&argument)).map(drop)
        }
        Op::Result(_, _, id, operation, is_empty) => {
            let result = ResultParameter::Other(octets);
            map.result(dialogue, id, OperationCode(operation), (!is_empty).then_some(&result))
        }
        Op::Error(_, _, id, code, is_empty) => {
            let parameter = (!is_empty).then_some(ErrorParameter::Other(octets));
            map.error(dialogue, id, &MapError { code: ErrorCode(code), parameter })
        }
        Op::Reject(_, _, id, kind, code) => map.reject(dialogue, id, problem(kind, code)),
        Op::Delimiter(..) => map.delimiter(now, dialogue),
        Op::Close(.., is_pre_arranged) => {
            let termination = if is_pre_arranged { Termination::PreArranged } else { Termination::Basic };
            map.close(now, dialogue, termination)
        }
        Op::Abort(..) => map.u_abort(now, dialogue, UserAbortChoice::default()),
        Op::ProviderAbort(..) => map.provider_abort(now, dialogue, ProviderAbortInfo::default()),
        Op::Accept(..) => map.accept(dialogue, AcceptInfo::default()),
        Op::CloseWith(..) => map.close_with(now, dialogue, CloseInfo::default()),
        Op::RefuseContext(.., alternative) => {
            let context = |it: u8| ApplicationContext::new(ContextCode(it % 48), it / 48);
            map.refuse_context(now, dialogue, alternative.map(context))
        }
        Op::Refuse(..) => map.refuse(now, dialogue, &DialoguePdu::Refuse(RefuseInfo::default())),
        Op::Open(..) | Op::Drain(_) | Op::Fate(_) => Ok(()),
    }
}
