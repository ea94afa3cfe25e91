//! What a case works with.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use brivas_sigtran::m3ua::{MessageType, Tag};
use brivas_sigtran::mtp::{PointCode, RoutingLabel};

use super::Message;
use super::link::{Incoming, Link};
use super::network::{Happening, PathId, Wish};
use super::received::describe;
use super::target::{Peer, Settings, Target};
use crate::suite::lines::{Lines, hex};
use crate::suite::tested;
use crate::suite::verdict::{Outcome, fail, inconclusive};

/// Cases use so many streams.
const STREAMS: u16 = 3;

/// The peer, and the associations of one case.
pub struct Context<'a> {
    pub(crate) target: &'a Target,
    lines: Lines,
    /// What came by an association that nobody has looked at yet.
    inboxes: RefCell<BTreeMap<PathId, VecDeque<Happening>>>,
    /// The associations that are up.
    paths: RefCell<BTreeSet<PathId>>,
    /// Whether an ASP of ours became active, so that the peer's application server must come to rest afterwards.
    pub(crate) was_active: Cell<bool>,
    wishes: RefCell<Vec<Wish>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(target: &'a Target) -> Self {
        Self {
            target,
            lines: Lines::default(),
            inboxes: RefCell::default(),
            paths: RefCell::default(),
            was_active: Cell::new(false),
            wishes: RefCell::default(),
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.target.settings
    }

    pub(crate) fn now(&self) -> Instant {
        self.target.network().now()
    }

    /// An association: opened as our first ASP, or the next of the ASP under test.
    pub(crate) fn link(&self) -> Outcome<Link<'_>> {
        self.link_as(1)
    }

    pub(crate) fn link_as(&self, number: u32) -> Outcome<Link<'_>> {
        let timers = &self.target.timers;
        let sgp = self.target.peer == Peer::Sgp;
        let wait = if sgp { timers.answer } else { timers.patience };
        let joined = self.target.network().join(number, wait);
        match joined {
            Ok(joined) if joined.streams < STREAMS => {
                self.target.network().abort(joined.path);
                inconclusive(format!(
                    "the association has {} streams, and cases use {STREAMS}",
                    joined.streams
                ))
            }
            Ok(joined) => {
                self.paths.borrow_mut().insert(joined.path);
                self.lines.push(number, '-', &format!("association with {} streams", joined.streams));
                Ok(Link::new(self, number, joined))
            }
            Err(error) if sgp => fail("an association", error),
            Err(error) => inconclusive(format!("the ASP opened no association: {error}")),
        }
    }

    /// At a signalling gateway: our ASP is ASP-INACTIVE.
    pub(crate) fn inactive(&self) -> Outcome<Link<'_>> {
        self.inactive_as(1)
    }

    pub(crate) fn inactive_as(&self, number: u32) -> Outcome<Link<'_>> {
        let mut link = self.link_as(number)?;
        link.ask(&self.asp_up(number), MessageType::ASPUP_ACK)?;
        Ok(link)
    }

    /// ASP Up of our ASP of this number.
    pub(crate) fn asp_up(&self, number: u32) -> Message {
        let identifier = self.settings().asp_identifier + number - 1;
        Message::new(MessageType::ASPUP).asp_identifier(identifier)
    }

    /// At a signalling gateway: our ASP is ASP-ACTIVE for the application server.
    pub(crate) fn active(&self) -> Outcome<Link<'_>> {
        self.active_as(1, &self.asp_active())
    }

    pub(crate) fn active_as(&self, number: u32, request: &Message) -> Outcome<Link<'_>> {
        let mut link = self.inactive_as(number)?;
        link.ask(request, MessageType::ASPAC_ACK)?;
        Ok(link)
    }

    /// ASP Active for the application server.
    pub(crate) fn asp_active(&self) -> Message {
        Message::new(MessageType::ASPAC).contexts(&[self.settings().routing_context])
    }

    pub(crate) fn asp_inactive(&self) -> Message {
        Message::new(MessageType::ASPIA).contexts(&[self.settings().routing_context])
    }

    /// From an ASP: ASP Up has come, and was not answered yet.
    pub(crate) fn asked_up(&self) -> Outcome<Link<'_>> {
        let mut link = self.link()?;
        match link.next(self.target.timers.patience)? {
            Incoming::Message(received) if received.message_type == MessageType::ASPUP => Ok(link),
            Incoming::Message(received) => fail("ASPUP before anything else", received.describe()),
            Incoming::Lost => inconclusive("the ASP ended the association"),
            Incoming::Silence => fail("ASPUP", "nothing"),
        }
    }

    /// From an ASP: ASP Up was acknowledged, and ASP Active has come.
    pub(crate) fn asked_active(&self) -> Outcome<(Link<'_>, super::received::Received)> {
        let mut link = self.asked_up()?;
        link.send(&Message::new(MessageType::ASPUP_ACK));
        let received = link.comes(MessageType::ASPAC, self.target.timers.patience)?;
        Ok((link, received))
    }

    /// From an ASP: it has become active.
    pub(crate) fn activated(&self) -> Outcome<Link<'_>> {
        let (mut link, received) = self.asked_active()?;
        link.send(&acknowledgement(&received.octets));
        link.settled()?;
        Ok(link)
    }

    /// DATA to the application server, from the network; at a gateway it comes back to whoever is active for it.
    pub(crate) fn label(&self, sls: u8) -> RoutingLabel {
        let Settings { point_code, network_point_code, network_indicator, .. } = *self.settings();
        RoutingLabel {
            opc: PointCode(network_point_code),
            dpc: PointCode(point_code),
            si: RoutingLabel::SCCP,
            ni: network_indicator,
            mp: 0,
            sls,
        }
    }

    /// DATA for the application server with these octets.
    pub(crate) fn data(&self, sls: u8, user_data: &[u8]) -> Message {
        let data = Message::new(MessageType::DATA);
        let data = match self.settings().network_appearance {
            Some(appearance) => data.words(Tag::NETWORK_APPEARANCE, &[appearance]),
            None => data,
        };
        data.contexts(&[self.settings().routing_context]).protocol_data(&self.label(sls), user_data)
    }

    /// Makes the peer do something that no message can.
    pub(crate) fn wish(&self, wish: Wish) -> Outcome {
        self.lines.push(0, '-', &format!("the peer's operator: {wish}"));
        self.wishes.borrow_mut().push(wish);
        if self.target.network().operate(wish) {
            Ok(())
        } else {
            inconclusive(format!("nobody makes the peer do this: {wish}"))
        }
    }

    /// Lets time pass, a little more than this; what comes meanwhile is kept.
    pub(crate) fn pass(&self, time: Duration) {
        let deadline = self.now() + time + time / 10;
        while self.take_one(deadline) {}
    }

    /// Puts the next thing that comes into its inbox; `false` if nothing comes before the deadline.
    fn take_one(&self, deadline: Instant) -> bool {
        let next = self.target.network().next(deadline);
        let Some((path, happening)) = next else { return false };
        if matches!(happening, Happening::Lost) {
            self.paths.borrow_mut().remove(&path);
        }
        self.inboxes.borrow_mut().entry(path).or_default().push_back(happening);
        true
    }

    pub(super) fn send(&self, path: PathId, number: u32, stream_id: u16, octets: Vec<u8>) {
        let what = format!("{} on stream {stream_id} [{}]", describe(&octets), hex(&octets, |_| false));
        self.lines.push(number, '>', &what);
        if octets.get(2..4) == Some(&[MessageType::ASPAC.class, MessageType::ASPAC.number]) {
            self.was_active.set(true);
        }
        self.target.network().send(path, stream_id, octets);
    }

    /// The next thing that comes by an association before the deadline.
    pub(super) fn next(&self, path: PathId, number: u32, deadline: Instant) -> Option<Happening> {
        loop {
            let next = self.inboxes.borrow_mut().get_mut(&path).and_then(VecDeque::pop_front);
            if let Some(happening) = next {
                self.note(number, &happening);
                return Some(happening);
            }
            if !self.take_one(deadline) {
                self.lines.push(number, '-', "nothing");
                return None;
            }
        }
    }

    fn note(&self, number: u32, happening: &Happening) {
        match happening {
            Happening::Lost => self.lines.push(number, '-', "the association ended"),
            Happening::Message { stream_id, octets } => {
                let what = format!("{} on stream {stream_id} [{}]", describe(octets), hex(octets, |_| false));
                self.lines.push(number, '<', &what);
            }
        }
    }

    pub(super) fn abort(&self, path: PathId, number: u32) {
        self.lines.push(number, '-', "aborted");
        self.paths.borrow_mut().remove(&path);
        self.target.network().abort(path);
    }

    /// Ends everything, and waits until the peer's application server has come to rest.
    fn end(&self) {
        self.say_goodbye();
        let paths = std::mem::take(&mut *self.paths.borrow_mut());
        paths.into_iter().for_each(|path| self.target.network().abort(path));
        let wishes = std::mem::take(&mut *self.wishes.borrow_mut());
        let sent = wishes.iter().any(|wish| matches!(wish, Wish::Data(..)));
        for wish in wishes.into_iter().rev() {
            if let Some(opposite) = opposite(wish) {
                self.target.network().operate(opposite);
            }
        }
        let served = self.was_active.replace(false) && self.target.peer == Peer::Sgp;
        if served || sent {
            self.pass(self.target.timers.t_r);
        }
        self.inboxes.borrow_mut().clear();
    }
}

impl Context<'_> {
    /// Sends ASP Down by what is open, and waits a while for its acknowledgement: a peer that does not heed the end of an
    /// association shall fail in the case about that alone.
    fn say_goodbye(&self) {
        if self.target.peer == Peer::Asp {
            return;
        }
        self.inboxes.borrow_mut().clear();
        let paths = self.paths.borrow().clone();
        for path in &paths {
            self.target.network().send(*path, 0, Message::new(MessageType::ASPDN).octets());
        }
        let acknowledged = |happening: &Happening| matches!(happening, Happening::Message { octets, .. } if octets.get(2..4) == Some(&[3, 5]));
        let all = |inboxes: &BTreeMap<PathId, VecDeque<Happening>>| {
            paths.iter().all(|path| inboxes.get(path).is_some_and(|inbox| inbox.iter().any(acknowledged)))
        };
        let deadline = self.now() + self.target.timers.quiet;
        while !all(&self.inboxes.borrow()) && self.take_one(deadline) {}
    }
}

impl Drop for Context<'_> {
    fn drop(&mut self) {
        self.end();
    }
}

impl tested::Context for Context<'_> {
    fn trace(&self) -> Vec<String> {
        self.lines.all()
    }

    fn hide(&self, text: &str) -> String {
        text.into()
    }

    /// A fresh association works: what went before has not broken the peer.
    fn survives(&self) -> Outcome {
        self.end();
        match self.target.peer {
            Peer::Sgp => self.active()?.alive(),
            Peer::Asp => self.activated()?.alive(),
        }
    }
}

/// What acknowledges ASP Active or ASP Inactive: the same with the other type.
pub(crate) fn acknowledgement(request: &[u8]) -> Message {
    let mut message = Message::parse(request).unwrap_or(Message::new(MessageType::ASPAC));
    message.message_type.number += 2;
    message.without(Tag::INFO_STRING)
}

/// What undoes a wish.
fn opposite(wish: Wish) -> Option<Wish> {
    match wish {
        Wish::Block => Some(Wish::Unblock),
        Wish::Pause(code) | Wish::Restrict(code) => Some(Wish::Resume(code)),
        Wish::Congest(code, 1..) => Some(Wish::Congest(code, 0)),
        Wish::Inactive | Wish::Down => Some(Wish::Active),
        _ => None,
    }
}
