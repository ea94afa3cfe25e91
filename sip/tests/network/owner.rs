//! The owner of a user agent, who does anything at any moment, and what he knows of it: nothing is told twice, all ends once.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use brivas_sip::agent::{CallId, Content, DialogId, Event, Invite, UsageError};
use brivas_sip::endpoint::{self, ClientId, ServerId, Target};
use brivas_sip::header::{CSeq, HeaderName, NameAddr, Transport};
use brivas_sip::message::{Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{Method, StatusCode, UserAgent};
use bytes::Bytes;

use super::random::Random;
use super::score::Score;
use super::watcher::Watcher;

/// What he knows of a dialog.
#[derive(Debug, Default)]
struct Talk {
    /// The INVITE of the other side's that he is to answer: whether it has an offer.
    asked: Option<bool>,
    /// Our 2xx is not acknowledged, since then.
    accepted: Option<Instant>,
    /// A 2xx is to be acknowledged: whether with an answer.
    answered: Option<bool>,
    wants_prack: bool,
    /// A response to the INVITE went reliably: what follows may wait, and the INVITE may be given up.
    has_reliable: bool,
}

pub(crate) struct Owner {
    /// Where he calls.
    pub(crate) peer: SocketAddr,
    pub(crate) transports: Vec<Transport<'static>>,
    /// How many calls he may yet make.
    pub(crate) calls_left: usize,
    /// Of a hundred things that happen he reacts to so many at once.
    pub(crate) diligence: u64,
    /// Whether he ends all that there is.
    pub(crate) is_leaving: bool,
    calls: BTreeMap<CallId, bool>,
    ended_calls: BTreeSet<CallId>,
    dialogs: BTreeMap<DialogId, Talk>,
    ended: BTreeSet<DialogId>,
    /// The answered ones of each call.
    answered: BTreeSet<(CallId, DialogId)>,
    incoming: BTreeMap<Vec<u8>, Instant>,
    requests: BTreeMap<ServerId, Option<DialogId>>,
    all_requests: BTreeSet<ServerId>,
    asked: BTreeSet<ClientId>,
    /// The dialogs that there ever were: Call-ID, our tag and the other.
    pub(crate) keys: BTreeSet<[Vec<u8>; 3]>,
    pub(crate) score: Score,
    /// Subscriptions, where nobody stands between the two.
    pub(crate) watcher: Option<Watcher>,
}

/// How long a transaction is kept for copies (RFC 3261 §17.1.1.1, 64 T1).
const TRANSACTION: Duration = Duration::from_secs(32);
const SDP: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

impl Owner {
    pub(crate) fn new(peer: SocketAddr, transports: Vec<Transport<'static>>, random: &mut Random) -> Self {
        let diligence = [100, 95, 80, 40][random.size(4)];
        Self {
            peer,
            transports,
            calls_left: 1 + random.size(3),
            diligence,
            is_leaving: false,
            calls: BTreeMap::new(),
            ended_calls: BTreeSet::new(),
            dialogs: BTreeMap::new(),
            ended: BTreeSet::new(),
            answered: BTreeSet::new(),
            incoming: BTreeMap::new(),
            requests: BTreeMap::new(),
            all_requests: BTreeSet::new(),
            asked: BTreeSet::new(),
            keys: BTreeSet::new(),
            score: Score::default(),
            watcher: None,
        }
    }

    /// Takes what has happened; gives what is the endpoint's.
    pub(crate) fn drain(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        random: &mut Random,
    ) -> Vec<endpoint::Event> {
        let (mut rest, mut heard) = (Vec::new(), 0);
        while let Some(event) = agent.poll_event() {
            heard += 1;
            rest.extend(self.hear(agent, now, event));
        }
        for _ in 0..heard {
            if random.percent(self.diligence) {
                self.react(agent, now, random);
            }
        }
        rest
    }

    fn hear(&mut self, agent: &UserAgent, now: Instant, event: Event) -> Option<endpoint::Event> {
        let event = match &mut self.watcher {
            Some(watcher) => watcher.hear(event, &mut self.score)?,
            None => event,
        };
        match event {
            Event::Progress { call, dialog, wants_prack, .. } => {
                assert!(self.calls.contains_key(&call), "of a call that is over");
                if let Some(dialog) = dialog {
                    let talk = self.meet(agent, dialog);
                    talk.wants_prack |= wants_prack;
                }
            }
            Event::Answered { call, dialog, response } => {
                assert!(self.calls.contains_key(&call), "of a call that is over");
                assert!(self.answered.insert((call, dialog)), "answered twice");
                let is_late = self.calls[&call];
                let talk = self.meet(agent, dialog);
                assert!(talk.answered.is_none(), "answered before it is acknowledged");
                talk.answered = Some(is_late && !response.body().is_empty());
                self.score.answered += 1;
            }
            Event::Refused { call, .. } => {
                self.score.refused += 1;
                self.end_call(call);
            }
            Event::Failed { call, .. } => {
                self.score.failed += 1;
                self.end_call(call);
            }
            Event::Settled { call } => self.end_call(call),
            Event::Incoming { dialog, request, .. } => {
                let call_id = request.rows(HeaderName::CALL_ID).next().unwrap().value;
                let cseq = request.rows(HeaderName::CSEQ).next().unwrap().value;
                let before = self.incoming.insert([call_id, cseq].concat(), now);
                // The last copy goes when the transaction of the first is about to end; one that is late finds it over.
                let is_over = |at| now.duration_since(at) >= TRANSACTION;
                assert!(before.is_none_or(is_over), "a call comes twice");
                let talk = self.meet(agent, dialog);
                assert!(talk.asked.is_none());
                talk.asked = Some(!request.body().is_empty());
            }
            Event::Reinvite { dialog, request } => {
                let talk = self.dialogs.get_mut(&dialog).expect("a dialog that is over is changed");
                assert!(talk.has_reliable || talk.asked.is_none() && talk.accepted.is_none(), "two at once");
                (talk.asked, talk.accepted, talk.has_reliable) =
                    (Some(!request.body().is_empty()), None, false);
                self.score.changed += 1;
            }
            Event::Cancelled { dialog, .. } => {
                let talk = self.dialogs.get_mut(&dialog).expect("of a dialog that is over");
                assert!(talk.asked.take().is_some(), "there is nothing to cancel");
                if !agent.has_session(dialog) {
                    self.end(dialog);
                }
                self.score.cancelled += 1;
            }
            Event::Acknowledged { dialog, .. } => {
                let talk = self.dialogs.get_mut(&dialog).expect("of a dialog that is over");
                assert!(talk.accepted.take().is_some(), "acknowledged twice");
                talk.asked = None;
                self.score.acknowledged += 1;
            }
            Event::Pracked { dialog, id, .. } => {
                assert!(self.dialogs.contains_key(&dialog), "of a dialog that is over");
                if let Some(id) = id {
                    self.requests.insert(id, Some(dialog));
                }
                self.score.pracked += 1;
            }
            Event::Request { dialog, id, .. } => {
                if let Some(dialog) = dialog {
                    assert!(self.dialogs.contains_key(&dialog), "of a dialog that is over");
                }
                assert!(self.all_requests.insert(id), "a request comes twice");
                self.requests.insert(id, dialog);
            }
            Event::Response { dialog, id, response } => {
                let code = response.status().unwrap().code;
                assert!(self.asked.contains(&id), "{code:?} to what is over, or never was");
                if code.is_final() {
                    self.asked.remove(&id);
                }
                let is_invite = response.need::<CSeq<'_>>().unwrap().method == Method::INVITE;
                let talk = dialog.and_then(|dialog| self.dialogs.get_mut(&dialog));
                if let Some(talk) = talk.filter(|_| is_invite && code.is_success()) {
                    assert!(talk.answered.is_none(), "answered before it is acknowledged");
                    talk.answered = Some(!response.body().is_empty());
                }
                self.score.responses += 1;
            }
            Event::RequestFailed { id, .. } => {
                assert!(self.asked.remove(&id), "a request is over twice");
            }
            Event::Refresh { dialog } => {
                assert!(self.dialogs.contains_key(&dialog), "of a dialog that is over");
            }
            Event::Ended { dialog, .. } => self.end(dialog),
            Event::Endpoint(event) => return Some(event),
            other => panic!("{other:?}"),
        }
        None
    }

    /// A dialog is heard of.
    fn meet(&mut self, agent: &UserAgent, id: DialogId) -> &mut Talk {
        assert!(!self.ended.contains(&id), "of a dialog that is over");
        if let Some(dialog) = agent.dialog(id) {
            let key = [dialog.call_id(), dialog.local_tag(), dialog.remote_tag()].map(<[u8]>::to_vec);
            let is_new = self.keys.insert(key);
            assert_eq!(is_new, !self.dialogs.contains_key(&id), "a dialog begins again");
        }
        self.dialogs.entry(id).or_default()
    }

    fn end(&mut self, dialog: DialogId) {
        assert!(self.ended.insert(dialog), "a dialog ends twice");
        self.dialogs.remove(&dialog);
    }

    fn end_call(&mut self, call: CallId) {
        assert!(self.calls.remove(&call).is_some(), "a call ends twice, or was none");
        assert!(self.ended_calls.insert(call));
    }

    /// Does what is to be done next, or something else.
    pub(crate) fn turn(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        let ids: Vec<DialogId> = self.dialogs.keys().copied().collect();
        if let Some(watcher) = &mut self.watcher {
            let transport = random.one_of(&self.transports).unwrap();
            let target = Target::new(transport, self.peer);
            let dialog = random.one_of(&ids);
            watcher.turn(agent, now, random, target, dialog, self.is_leaving);
        }
        if self.is_leaving {
            return self.leave(agent, now, random);
        }
        match random.below(4) {
            0 | 1 => self.react(agent, now, random),
            2 => self.act(agent, now, random),
            _ => {}
        }
        let is_calling = self.calls.is_empty() || random.percent(20);
        if self.calls_left > 0 && is_calling {
            self.call(agent, now, random);
        }
    }

    fn call(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        self.calls_left -= 1;
        let (body, is_late) = (body(random), random.percent(30));
        let (us, them) = (Uri::read(b"sip:one@192.0.2.9").unwrap(), Uri::read(b"sip:two@192.0.2.8").unwrap());
        let content = (!is_late).then(|| Content::sdp(&body));
        let is_reliable = random.percent(80);
        let invite =
            Invite { content, is_reliable, ..Invite::new(them, NameAddr::new(us), NameAddr::new(them)) };
        let transport = random.one_of(&self.transports).unwrap();
        let call = agent.invite(now, &invite, Target::new(transport, self.peer)).unwrap();
        self.calls.insert(call, is_late);
        self.score.calls += 1;
    }

    /// One of those things that wait for him.
    fn react(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        let ids: Vec<DialogId> = self.dialogs.keys().copied().collect();
        if let Some(id) = random.one_of(&ids) {
            let talk = &self.dialogs[&id];
            if talk.wants_prack {
                return self.prack(agent, now, id);
            }
            if talk.answered.is_some() {
                return self.ack(agent, now, id, random);
            }
            if talk.asked.is_some() {
                return self.answer(agent, now, id, random);
            }
        }
        self.respond(agent, now, random);
    }

    /// Something that nobody waits for.
    fn act(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        let calls: Vec<CallId> = self.calls.keys().copied().collect();
        if let Some(call) = random.one_of(&calls).filter(|_| random.percent(15)) {
            return self.cancel(agent, now, call);
        }
        let ids: Vec<DialogId> = self.dialogs.keys().copied().collect();
        let Some(id) = random.one_of(&ids) else { return };
        let body = body(random);
        let content = Some(Content::sdp(&body));
        match random.below(10) {
            0 => self.bye(agent, now, id),
            1 | 2 => self.ask(agent, now, id, Method::INVITE, content),
            3 => self.ask(agent, now, id, Method::INVITE, None),
            4 | 5 => self.ask(agent, now, id, Method::UPDATE, content),
            6 => self.ask(agent, now, id, Method::INFO, None),
            7 => drop(agent.glare_wait(id).unwrap()),
            _ => self.answer(agent, now, id, random),
        }
    }

    fn ask(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        id: DialogId,
        method: Method<'_>,
        content: Option<Content<'_>>,
    ) {
        match agent.request(now, id, method, None, content) {
            Ok(client) => assert!(self.asked.insert(client)),
            Err(error) => assert!(matches!(error, UsageError::Pending | UsageError::State), "{error}"),
        }
    }

    fn prack(&mut self, agent: &mut UserAgent, now: Instant, id: DialogId) {
        let body = Bytes::from_static(SDP);
        self.dialogs.get_mut(&id).unwrap().wants_prack = false;
        match agent.prack(now, id, None, Some(Content::sdp(&body))) {
            Ok(client) => assert!(self.asked.insert(client)),
            Err(error) => assert_eq!(error, UsageError::State),
        }
    }

    fn ack(&mut self, agent: &mut UserAgent, now: Instant, id: DialogId, random: &mut Random) {
        let talk = self.dialogs.get_mut(&id).unwrap();
        let body = body(random);
        let content = talk.answered.take().filter(|is_late| *is_late).map(|_| Content::sdp(&body));
        match agent.ack(now, id, None, content) {
            Ok(()) => {}
            // It has gone with a BYE.
            Err(error) => assert_eq!(error, UsageError::State),
        }
    }

    fn answer(&mut self, agent: &mut UserAgent, now: Instant, id: DialogId, random: &mut Random) {
        let (code, is_reliable) = match random.below(10) {
            0 | 1 => (180, false),
            2 => (183, true),
            3 => (180, true),
            4 => (486, false),
            _ => (200, false),
        };
        self.answer_with(agent, now, id, StatusCode(code), is_reliable, random);
    }

    fn answer_with(
        &mut self,
        agent: &mut UserAgent,
        now: Instant,
        id: DialogId,
        code: StatusCode,
        is_reliable: bool,
        random: &mut Random,
    ) {
        let mut rows = Rows::new();
        rows.put_text("Content-Type", b"application/sdp");
        let body = body(random);
        let has_body = code.0 == 200 || code.0 == 183;
        let plain = Response::new(code);
        let response = if has_body { Response { rows: Some(&rows), body: &body, ..plain } } else { plain };
        let talk = self.dialogs.get_mut(&id).unwrap();
        match agent.answer(now, id, &response, is_reliable) {
            Ok(()) => {
                assert!(talk.asked.is_some(), "there is nothing to answer");
                talk.has_reliable |= is_reliable;
                if code.is_success() {
                    talk.asked = talk.asked.filter(|_| talk.has_reliable);
                    talk.accepted = Some(now);
                } else if code.is_final() {
                    (talk.asked, talk.accepted) = (None, None);
                    if !agent.has_session(id) {
                        self.end(id);
                    }
                }
            }
            Err(error) => {
                assert!(
                    matches!(error, UsageError::State | UsageError::Unsupported | UsageError::Full),
                    "{error}"
                );
            }
        }
    }

    fn respond(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        let Some((id, _)) = self.requests.pop_first() else { return };
        let mut rows = Rows::new();
        rows.put_text("Content-Type", b"application/sdp");
        let body = body(random);
        let is_update = agent.endpoint().server_request(id).and_then(|it| it.method()) != Some(Method::INFO);
        let response = match random.below(4) {
            0 => Response::new(StatusCode(488)),
            _ if is_update => Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode::OK) },
            _ => Response::new(StatusCode::OK),
        };
        agent.respond(now, id, &response).unwrap();
    }

    fn bye(&mut self, agent: &mut UserAgent, now: Instant, id: DialogId) {
        match agent.bye(now, id, None) {
            Ok(()) => self.dialogs.get_mut(&id).unwrap().answered = None,
            Err(error) => assert_eq!(error, UsageError::State),
        }
    }

    fn cancel(&mut self, agent: &mut UserAgent, now: Instant, call: CallId) {
        match agent.cancel(now, call, None) {
            Ok(()) | Err(UsageError::State) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// Ends all that there is, as far as that is possible now.
    fn leave(&mut self, agent: &mut UserAgent, now: Instant, random: &mut Random) {
        for call in self.calls.keys().copied().collect::<Vec<_>>() {
            self.cancel(agent, now, call);
        }
        while !self.requests.is_empty() {
            self.respond(agent, now, random);
        }
        for id in self.dialogs.keys().copied().collect::<Vec<_>>() {
            if self.dialogs[&id].asked.is_some() {
                self.answer_with(agent, now, id, StatusCode::BUSY_HERE, false, random);
            }
            if self.dialogs.contains_key(&id) {
                self.bye(agent, now, id);
            }
        }
    }

    /// What must hold at any moment.
    pub(crate) fn check(&self, agent: &UserAgent, now: Instant) {
        for (id, talk) in &self.dialogs {
            let dialog = agent.dialog(*id).unwrap_or_else(|| panic!("{talk:?} is over and nobody was told"));
            let since = talk.accepted.filter(|_| !talk.has_reliable && !dialog.is_early());
            if let Some(since) = since {
                assert!((now - since).as_millis() <= 32_000, "a 2xx is neither acknowledged nor given up");
            }
        }
        let watched = self.watcher.as_ref().map_or(0, Watcher::most);
        let most = self.dialogs.len() + self.ended_calls.len() + watched;
        assert!(agent.dialogs() <= most, "{} dialogs of {most}", agent.dialogs());
    }

    /// Once all time is over nothing is open.
    pub(crate) fn check_end(&self) {
        assert!(self.calls.is_empty(), "calls without an end");
        assert!(self.dialogs.is_empty(), "dialogs without an end: {:?}", self.dialogs);
        assert!(self.asked.is_empty(), "requests without an end");
        if let Some(watcher) = &self.watcher {
            watcher.check_end();
        }
    }

    /// Whether he has nothing more to do.
    pub(crate) fn is_done(&self) -> bool {
        let is_watched = self.watcher.as_ref().is_some_and(|watcher| watcher.most() > 0);
        self.is_leaving
            && !is_watched
            && self.calls.is_empty()
            && self.dialogs.is_empty()
            && self.requests.is_empty()
    }

    /// The dialogs that are there.
    pub(crate) fn dialogs(&self) -> impl Iterator<Item = DialogId> {
        self.dialogs.keys().copied()
    }
}

/// A description, longer or shorter.
fn body(random: &mut Random) -> Bytes {
    let mut octets = SDP.to_vec();
    for _ in 0..random.below(12) {
        octets.extend_from_slice(b"a=rtpmap:96 opus/48000/2 and something that makes it longer\r\n");
    }
    octets.into()
}
