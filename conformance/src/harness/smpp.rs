use std::sync::Arc;
use std::time::Instant;

use arbitrary::Arbitrary;
use brivas_smpp::{
    Bind, BindKind, CommandId, CommandStatus, Config, DataSm, DeliverSm, Event, InboundId, Outbind, QuerySm,
    Role, Session, SubmitSm, UsageError,
};
use bytes::{Bytes, BytesMut};

use super::Machine;

/// An SMPP session with an owner that accepts binds and answers requests, at once or when told to.
#[derive(Debug)]
pub struct SmppMachine {
    session: Session,
    /// Whether requests are answered at once.
    pub answers: bool,
    held: Vec<(InboundId, CommandId)>,
}

/// What the owner of a session may do.
#[derive(Arbitrary, Clone, Debug)]
#[allow(clippy::exhaustive_enums, missing_docs)] // the verbs of the session itself
pub enum SmppVerb {
    Bind(u8),
    Outbind,
    SubmitSm(u8),
    DeliverSm(u8),
    DataSm(u8),
    QuerySm,
    EnquireLink,
    Unbind,
    Abort,
    /// Answers the oldest request that was held back.
    Answer,
    /// Refuses the newest request that was held back.
    Refuse,
    /// Answers a request again that was answered before.
    AnswerStale,
    CongestionState(u8),
}

impl SmppMachine {
    /// A session of this configuration.
    #[must_use]
    pub fn new(config: Config, seed: [u8; 32], now: Instant) -> Self {
        Self { session: Session::new(Arc::new(config), seed, now), answers: true, held: Vec::new() }
    }

    /// The session itself.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    fn answer(&mut self, now: Instant, id: InboundId, asked: CommandId) -> Result<(), UsageError> {
        match asked {
            CommandId::submit_sm => self.session.submit_sm_resp(now, id, b"4711"),
            CommandId::data_sm => self.session.data_sm_resp(now, id, b"4711"),
            CommandId::deliver_sm => self.session.deliver_sm_resp(now, id),
            _ if asked.is_bind() => self.session.accept_bind(now, id, b"centre"),
            _ => self.session.refuse(now, id, CommandStatus::ESME_RSYSERR),
        }
    }
}

impl Machine for SmppMachine {
    type Event = Event;
    type Verb = SmppVerb;

    fn handle_input(&mut self, now: Instant, input: &mut BytesMut) {
        self.session.handle_input(now, input);
    }

    fn handle_eof(&mut self, now: Instant) {
        self.session.handle_eof(now);
    }

    fn handle_timeout(&mut self, now: Instant) {
        self.session.handle_timeout(now);
    }

    fn poll_transmit(&mut self) -> Option<Bytes> {
        self.session.poll_transmit()
    }

    fn poll_event(&mut self) -> Option<Event> {
        self.session.poll_event()
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.session.poll_timeout()
    }

    fn wants_input(&self) -> bool {
        self.session.wants_input()
    }

    fn call(&mut self, now: Instant, verb: &SmppVerb) -> Result<(), String> {
        let text = [b'x'; 255];
        let short = |length: &u8| text.get(..usize::from(*length)).unwrap_or(&[]);
        let session = &mut self.session;
        let done = match verb {
            SmppVerb::Bind(kind) => {
                let kind = match kind % 3 {
                    0 => BindKind::Transceiver,
                    1 => BindKind::Transmitter,
                    _ => BindKind::Receiver,
                };
                session.bind(now, &Bind { kind, system_id: b"esme", ..Default::default() }).map(drop)
            }
            SmppVerb::Outbind => {
                session.outbind(now, &Outbind { system_id: b"centre", ..Default::default() })
            }
            SmppVerb::SubmitSm(length) => session
                .submit_sm(now, &SubmitSm { short_message: short(length), ..Default::default() })
                .map(drop),
            SmppVerb::DeliverSm(length) => session
                .deliver_sm(now, &DeliverSm { short_message: short(length), ..Default::default() })
                .map(drop),
            SmppVerb::DataSm(length) => session
                .data_sm(now, &DataSm { destination_addr: short(length), ..Default::default() })
                .map(drop),
            SmppVerb::QuerySm => session.query_sm(now, &QuerySm::default()).map(drop),
            SmppVerb::EnquireLink => session.enquire_link(now).map(drop),
            SmppVerb::Unbind => session.unbind(now),
            SmppVerb::Abort => {
                session.abort(now);
                Ok(())
            }
            SmppVerb::Answer if self.held.is_empty() => Ok(()),
            SmppVerb::Answer => {
                let (id, asked) = self.held.remove(0);
                self.answer(now, id, asked)
            }
            SmppVerb::Refuse => match self.held.pop() {
                Some((id, _)) => session.refuse(now, id, CommandStatus::ESME_RSYSERR),
                None => Ok(()),
            },
            SmppVerb::AnswerStale => match self.held.first().copied() {
                Some((id, _)) => {
                    let first = session.refuse(now, id, CommandStatus::ESME_RSYSERR);
                    self.held.remove(0);
                    let again = session.refuse(now, id, CommandStatus::ESME_RSYSERR);
                    assert_eq!(again, Err(UsageError::Gone), "rule 10: a stale handle");
                    first
                }
                None => Ok(()),
            },
            SmppVerb::CongestionState(state) => {
                session.set_congestion_state(Some(*state));
                Ok(())
            }
        };
        done.map_err(|error| error.to_string())
    }

    fn react(&mut self, now: Instant, event: &Event) {
        let (id, asked) = match event {
            Event::Bind { id, pdu } | Event::Request { id, pdu } => (*id, pdu.command_id()),
            _ => return,
        };
        if self.answers {
            // Only a session that has closed meanwhile refuses the answer.
            let _ = self.answer(now, id, asked);
        } else {
            self.held.push((id, asked));
        }
    }

    fn is_closed(event: &Event) -> bool {
        matches!(event, Event::Closed(_))
    }

    fn observe(&self) -> String {
        let session = &self.session;
        format!(
            "{:?} {:?} {:?} {} {} {}",
            session.state(),
            session.dialect(),
            session.poll_timeout(),
            session.outstanding(),
            session.unanswered(),
            session.wants_input(),
        )
    }
}

/// A configuration with small limits, so that they are met.
#[must_use]
pub(crate) fn small(role: Role) -> Config {
    let mut config = Config::new(role);
    config.set_window(3).set_inbound_window(2).set_max_events(8).set_max_transmit(600);
    config
}
