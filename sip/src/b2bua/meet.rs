//! Two sides that are to agree on media after all, since one of them has another at its other end: one is asked for an offer, and the
//! other for the answer to it (RFC 3725 §4.1 as a guide).

use brivas_timer::TimerHandle;

use super::body::Body;
use super::relay::Relay;
use super::{B2bua, BridgeId, Side, Timer};
use crate::agent::{DialogId, UsageError};
use crate::message::Rows;
use crate::{Message, Method, StatusCode};

/// How far they are.
#[derive(Debug)]
pub(super) struct Meeting {
    /// The side that makes the offer.
    from: Side,
    /// Its offer, in a 2xx that is to be acknowledged with the answer.
    offer: Option<Body>,
    /// Whether it has begun; else it waits for the caller's ACK.
    has_begun: bool,
    /// How often it was put off since one of them changes the session itself.
    tries: u8,
    pub(super) timer: Option<TimerHandle>,
}

/// So often both are asked, while one of them changes the session itself.
const MOST_TRIES: u8 = 8;

impl Meeting {
    pub(super) fn new(from: Side, offer: Option<Body>) -> Box<Self> {
        Box::new(Self { from, offer, has_begun: false, tries: 0, timer: None })
    }

    pub(super) const fn is_to_begin(&self) -> bool {
        !self.has_begun
    }
}

impl B2bua {
    /// Asks for the offer, or brings it to the other side.
    pub(super) fn meet(&mut self, bridge: BridgeId) {
        let Some(of) = self.bridge_mut(bridge) else { return };
        of.has_changed = true;
        let Some(meeting) = of.meeting.as_mut() else { return };
        meeting.has_begun = true;
        let (from, offer) = (meeting.from, meeting.offer.clone());
        let (side, relay) = match offer {
            None => (from, Relay::Fetch { bridge }),
            Some(_) => (from.other(), Relay::Bring { bridge }),
        };
        let Some(asked) = of.leg(side) else { return self.give_up(bridge) };
        match self.ask(asked, Method::INVITE, &Rows::new(), offer) {
            Ok(id) => self.relays.insert(id.handle(), relay),
            Err(UsageError::Pending) => self.meet_later(bridge, asked),
            Err(_) => self.give_up(bridge),
        }
    }

    /// Tries once more when whoever changes the session has done so (RFC 3261 §14.1).
    fn meet_later(&mut self, bridge: BridgeId, asked: DialogId) {
        let Ok(wait) = self.agent.glare_wait(asked) else { return self.give_up(bridge) };
        let meeting = self.bridges.get_mut(bridge.0).and_then(|of| of.meeting.as_mut());
        let Some(meeting) = meeting.filter(|meeting| meeting.tries < MOST_TRIES) else {
            return self.give_up(bridge);
        };
        meeting.tries += 1;
        meeting.timer = Some(self.wheel.arm(self.now + wait, Timer::Meet(bridge)));
    }

    pub(super) fn on_meet_timer(&mut self, bridge: BridgeId) {
        if let Some(meeting) = self.bridge_mut(bridge).and_then(|of| of.meeting.as_mut()) {
            meeting.timer = None;
            self.meet(bridge);
        }
    }

    /// A response to the INVITE that asks for the offer. Gives whether its ACK is to wait.
    pub(super) fn on_fetched(&mut self, bridge: BridgeId, code: StatusCode, response: &Message) -> bool {
        let Some(of) = self.bridge_mut(bridge).filter(|_| code.is_final()) else { return false };
        let Some(meeting) = of.meeting.as_mut() else { return false };
        let from = meeting.from;
        match Body::of(response) {
            Some(body) if code.is_success() => {
                meeting.offer = Some(body);
                self.meet(bridge);
                return true;
            }
            _ if code == StatusCode::REQUEST_PENDING => match of.leg(from) {
                Some(asked) => self.meet_later(bridge, asked),
                None => self.give_up(bridge),
            },
            _ => self.give_up(bridge),
        }
        false
    }

    /// A response to the INVITE that brings the offer.
    pub(super) fn on_brought(&mut self, bridge: BridgeId, code: StatusCode, response: &Message) {
        let Some(of) = self.bridge_mut(bridge).filter(|_| code.is_final()) else { return };
        let Some(meeting) = of.meeting.as_ref() else { return };
        let (from, refusal) = (meeting.from, meeting.offer.as_ref().and_then(Body::refusing_answer));
        let (offerer, asked) = (of.leg(from), of.leg(from.other()));
        if let (StatusCode::REQUEST_PENDING, Some(asked)) = (code, asked) {
            return self.meet_later(bridge, asked);
        }
        of.meeting = None;
        let Some(offerer) = offerer else { return self.give_up(bridge) };
        let answer = Body::of(response).filter(|_| code.is_success());
        let agrees = answer.is_some();
        let body = self.say(offerer, answer.or(refusal));
        let _ = self.agent.ack(self.now, offerer, None, body.as_ref().map(Body::content));
        if !agrees {
            self.give_up(bridge);
        }
    }
}
