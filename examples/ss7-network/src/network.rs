//! The machine: what MAP tells goes to the register or to the switching centre, by its application context.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use brivas_sigtran::EncodeError;
use brivas_sigtran::map::{
    self, ApplicationContext, ContextCode, DigitsBuf, Map, NatureOfAddress, NumberingPlan, UserAbortChoice,
};
use brivas_sigtran::sccp::{Address, GlobalTitle, Ssn};
use brivas_sigtran::tcap::{DialogueId, Termination};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::subscriber::Subscribers;
use crate::{Reach, Script, Subscriber};

/// What happened in the network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A handset has received a message, or a part of one.
    Received {
        /// Whose.
        msisdn: String,
        /// From whom.
        from: String,
        /// The text; empty if it is none.
        text: String,
    },
    /// A handset was told what became of a message of its own.
    Reported {
        /// Whose.
        msisdn: String,
        /// Which message, by the reference that the handset gave it.
        message_reference: u8,
        /// TP-Status (3GPP TS 23.040 §9.2.3.15).
        status: u8,
        /// Whether it answers a command of the handset.
        is_answer: bool,
    },
    /// The service centre has taken a message or a command of a handset, or has not.
    Sent {
        /// Whose.
        msisdn: String,
        /// Whether it has.
        taken: bool,
        /// Whether an SMS-SUBMIT-REPORT came with that.
        has_report: bool,
        /// Why it has not, by the number in sm-DeliveryFailure, if it was that.
        cause: Option<u8>,
        /// Why it has not, by the TP-Failure-Cause of that report (3GPP TS 23.040 §9.2.3.22).
        failure_cause: Option<u8>,
    },
}

/// A simulated network at one signalling point.
#[derive(Debug)]
pub struct Network {
    pub(crate) subscribers: Subscribers,
    pub(crate) script: Script,
    pub(crate) dialogues: BTreeMap<DialogueId, Purpose>,
    pub(crate) events: VecDeque<Event>,
    pub(crate) random: ChaCha8Rng,
    pub(crate) next_reference: u8,
    /// Answers that a handset still thinks about, by when they are due.
    pub(crate) thinking: VecDeque<(Instant, DialogueId)>,
}

/// What a dialogue is for.
#[derive(Debug)]
pub(crate) enum Purpose {
    /// Somebody asks the register.
    Register(crate::hlr::Asked),
    /// A message to a handset.
    ToHandset(crate::msc::Incoming),
    /// A message from the handset with this number.
    FromHandset(String),
    /// An alert of ours.
    Alert,
}

impl Network {
    /// A network that is like this. The seed decides what is lost.
    #[must_use]
    pub fn new(script: Script, seed: [u8; 32]) -> Self {
        let mut subscribers = Subscribers::new(script.anyone);
        script.subscribers.iter().cloned().for_each(|subscriber| subscribers.insert(subscriber));
        Self {
            subscribers,
            script,
            dialogues: BTreeMap::new(),
            events: VecDeque::new(),
            random: ChaCha8Rng::from_seed(seed),
            next_reference: 0,
            thinking: VecDeque::new(),
        }
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.thinking.front().map(|(at, _)| *at)
    }

    /// Lets handsets answer whose time has come.
    pub fn handle_timeout(&mut self, now: Instant, map: &mut Map) {
        while self.thinking.front().is_some_and(|(at, _)| *at <= now)
            && let Some((_, dialogue)) = self.thinking.pop_front()
        {
            self.answer_for_handset(now, map, dialogue);
        }
    }

    /// Adds a subscriber, or replaces the one with this number.
    pub fn set_subscriber(&mut self, subscriber: Subscriber) {
        self.subscribers.insert(subscriber);
    }

    /// Lets a handset be reached so from now on; whoever waits for it is alerted if it can be reached again.
    pub fn set_reach(&mut self, now: Instant, map: &mut Map, msisdn: &str, reach: Reach) {
        if let Some(subscriber) = self.subscribers.of_msisdn(msisdn) {
            subscriber.reach = reach;
            if reach == Reach::Reachable {
                self.alert(now, map, msisdn);
            }
        }
    }

    /// The same, and the register does not notice it.
    pub fn set_reach_unnoticed(&mut self, msisdn: &str, reach: Reach) {
        if let Some(subscriber) = self.subscribers.of_msisdn(msisdn) {
            subscriber.reach = reach;
        }
    }

    /// Takes what MAP tells.
    pub fn handle_event(&mut self, now: Instant, map: &mut Map, event: map::Event) {
        match event {
            map::Event::Open { dialogue, context, .. } => self.open(now, map, dialogue, context),
            map::Event::Invoke { dialogue, invoke_id, operation, parameter, .. } => {
                match self.dialogues.get(&dialogue) {
                    Some(Purpose::Register(_)) => {
                        self.ask_register(map, dialogue, invoke_id, operation, &parameter);
                    }
                    Some(Purpose::ToHandset(_)) => {
                        self.hear_message(dialogue, invoke_id, operation, &parameter);
                    }
                    _ => {}
                }
            }
            map::Event::Delimiter { dialogue } => match self.dialogues.get(&dialogue) {
                Some(Purpose::Register(_)) => self.register_answers(now, map, dialogue),
                Some(Purpose::ToHandset(_)) if self.script.delay_ms > 0 => {
                    let at = now + Duration::from_millis(self.script.delay_ms);
                    self.thinking.push_back((at, dialogue));
                }
                Some(Purpose::ToHandset(_)) => self.answer_for_handset(now, map, dialogue),
                _ => self.end(now, map, dialogue),
            },
            map::Event::Result { dialogue, parameter, .. } => self.taken(dialogue, &parameter),
            map::Event::Error { dialogue, error, parameter, .. } => {
                let parameter = parameter.error(error).ok().and_then(|error| error.parameter);
                self.not_taken(dialogue, parameter);
            }
            map::Event::Rejected { dialogue, .. } => self.not_taken(dialogue, None),
            map::Event::TimedOut { dialogue, .. } => {
                self.not_taken(dialogue, None);
                // A peer that has not answered has nothing that could be given up.
                let _ = map.u_abort(now, dialogue, UserAbortChoice::default());
                self.dialogues.remove(&dialogue);
            }
            map::Event::Notice { dialogue, .. } => {
                self.not_taken(dialogue, None);
                let _ = map.close(now, dialogue, Termination::PreArranged);
                self.dialogues.remove(&dialogue);
            }
            map::Event::Closed { dialogue }
            | map::Event::Refused { dialogue, .. }
            | map::Event::UAbort { dialogue, .. }
            | map::Event::PAbort { dialogue, .. } => {
                self.dialogues.remove(&dialogue);
            }
            _ => {}
        }
    }

    fn open(
        &mut self,
        now: Instant,
        map: &mut Map,
        dialogue: DialogueId,
        context: Option<ApplicationContext>,
    ) {
        let purpose = context.and_then(|context| match context.context {
            ContextCode::shortMsgGatewayContext if context.version <= self.script.max_version => {
                Some(Purpose::Register(crate::hlr::Asked::default()))
            }
            // Which version the node speaks is known with the subscriber.
            ContextCode::shortMsgMT_RelayContext | ContextCode::shortMsgMO_RelayContext => {
                Some(Purpose::ToHandset(crate::msc::Incoming::new(context)))
            }
            _ => None,
        });
        match purpose {
            Some(purpose) => {
                self.dialogues.insert(dialogue, purpose);
            }
            None => {
                let lower = std::iter::successors(context, |context| context.lower());
                let ours = lower.into_iter().find(|context| context.version <= self.script.max_version);
                // A dialogue that is gone needs no answer.
                let _ = map.refuse_context(now, dialogue, ours);
            }
        }
    }

    /// Ends a dialogue in which nothing more is to be said.
    pub(crate) fn end(&mut self, now: Instant, map: &mut Map, dialogue: DialogueId) {
        let _ = map.close(now, dialogue, Termination::Basic);
        self.dialogues.remove(&dialogue);
    }
}

/// A number as MAP has it.
pub(crate) fn number(digits: &str) -> Result<DigitsBuf, EncodeError> {
    DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits)
}

/// Where the user of a number is.
pub(crate) fn titled(digits: &str, ssn: Ssn) -> Result<Address, EncodeError> {
    Ok(Address::of_global_title(GlobalTitle::e164(digits)?, ssn))
}
