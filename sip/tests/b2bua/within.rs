//! What happens within a session.

use brivas_sip::Method;
use brivas_sip::header::{HeaderField, ReferTo, Replaces};

use super::*;

impl Net {
    fn ask(&mut self, who: Who, dialog: DialogId, method: Method<'_>, body: Option<&Bytes>) {
        let now = self.now;
        self.agent(who).request(now, dialog, method, None, body.map(Content::sdp)).unwrap();
        self.run();
    }

    fn respond(&mut self, who: Who, id: brivas_sip::endpoint::ServerId, code: u16, sdp: Option<&str>) {
        let mut rows = Rows::new();
        let body = sdp.map(offer).unwrap_or_default();
        if sdp.is_some() {
            rows.put_text("Content-Type", b"application/sdp");
        }
        let response = Response { rows: Some(&rows), body: &body, ..Response::new(StatusCode(code)) };
        let now = self.now;
        self.agent(who).respond(now, id, &response).unwrap();
        self.run();
    }

    fn response(&mut self, who: Who) -> Arc<Message> {
        match self.event(who) {
            agent::Event::Response { response, .. } => response,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_change_by_invite_passes_either_way() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    for (asks, is_asked, mine, its, log) in [
        (Alice, Bob, alices, bobs, "A:INVITE b:INVITE B:200 a:200 b:ACK A:ACK"),
        (Bob, Alice, bobs, alices, "B:INVITE a:INVITE A:200 b:200 a:ACK B:ACK"),
    ] {
        net.ask(asks, mine, Method::INVITE, Some(&offer("hold")));
        let agent::Event::Reinvite { dialog, request } = net.event(is_asked) else { panic!() };
        assert_eq!((dialog, subject(&request).as_str()), (its, "hold"));
        net.answer(is_asked, its, 200, Some("held"), false);
        assert_eq!(subject(&net.response(asks)), "held");
        let now = net.now;
        net.agent(asks).ack(now, mine, None, None).unwrap();
        let mut sent: Vec<_> = net.log().split(' ').map(str::to_owned).collect();
        let mut wanted: Vec<_> = log.split(' ').map(str::to_owned).collect();
        sent.sort();
        wanted.sort();
        assert_eq!(sent, wanted);
        assert!(matches!(net.event(is_asked), agent::Event::Acknowledged { .. }));
    }
}

#[test]
fn a_change_without_an_offer_asks_for_one_and_its_ack_answers() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    net.ask(Alice, alices, Method::INVITE, None);
    assert!(matches!(net.event(Bob), agent::Event::Reinvite { .. }));
    net.answer(Bob, bobs, 200, Some("anew"), false);
    assert_eq!(subject(&net.response(Alice)), "anew");
    assert!(net.events(Bob).is_empty());
    let now = net.now;
    net.agent(Alice).ack(now, alices, None, Some(Content::sdp(&offer("answer")))).unwrap();
    let agent::Event::Acknowledged { ack, .. } = net.event(Bob) else { panic!() };
    assert_eq!(subject(&ack), "answer");
}

#[test]
fn a_refused_change_is_refused_to_whoever_asked() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    net.ask(Alice, alices, Method::INVITE, Some(&offer("x")));
    net.events(Bob);
    net.answer(Bob, bobs, 488, None, false);
    assert_eq!(net.response(Alice).status().unwrap().code, StatusCode::NOT_ACCEPTABLE_HERE);
    assert_eq!(net.middle.calls(), 1);
}

#[test]
fn changes_that_cross_are_refused_with_491_on_both_sides() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    let now = net.now;
    for (who, dialog) in [(Alice, alices), (Bob, bobs)] {
        net.agent(who).request(now, dialog, Method::INVITE, None, Some(Content::sdp(&offer("x")))).unwrap();
    }
    for who in [Alice, Bob] {
        assert_eq!(net.response(who).status().unwrap().code, StatusCode::REQUEST_PENDING, "{who:?}");
    }
    net.ask(Alice, alices, Method::INVITE, Some(&offer("x")));
    assert!(matches!(net.event(Bob), agent::Event::Reinvite { .. }));
}

#[test]
fn updates_and_other_requests_pass_with_their_answers() {
    let mut net = Net::new();
    let (_, alices, bobs) = net.talk();
    net.ask(Alice, alices, Method::UPDATE, Some(&offer("update")));
    let agent::Event::Request { id, request, .. } = net.event(Bob) else { panic!() };
    assert_eq!((request.method(), subject(&request).as_str()), (Some(Method::UPDATE), "update"));
    net.respond(Bob, id, 200, Some("updated"));
    assert_eq!(subject(&net.response(Alice)), "updated");
    for method in [Method::INFO, Method::MESSAGE, Method::OPTIONS, Method(b"FOO")] {
        net.ask(Bob, bobs, method, None);
        let agent::Event::Request { id, request, .. } = net.event(Alice) else { panic!() };
        assert_eq!(request.method(), Some(method));
        net.respond(Alice, id, 480, None);
        assert_eq!(net.response(Bob).status().unwrap().code.0, 480);
    }
}

#[test]
fn a_refer_passes_with_what_is_told_of_it() {
    let mut net = Net::new();
    let (_, alices, _) = net.talk();
    let now = net.now;
    let carol = NameAddr::new(Uri::read(b"sip:carol@192.0.2.3").unwrap());
    let refer = agent::Refer::new(agent::Whom::Within(alices), carol);
    let sent = net.agent(Alice).refer(now, &refer).unwrap();
    let agent::Event::Refer { notifier, dialog: Some(_), .. } = net.event(Bob) else { panic!() };
    net.agent(Bob).accept_refer(now, notifier).unwrap();
    net.run();
    net.agent(Bob).report(now, notifier, StatusCode::OK, b"").unwrap();
    let told: Vec<_> = net
        .events(Alice)
        .into_iter()
        .filter_map(|event| match event {
            agent::Event::Notified { subscription, status, .. } => Some((subscription, status)),
            _ => None,
        })
        .collect();
    assert_eq!(told, [(sent, Some(StatusCode::TRYING)), (sent, Some(StatusCode::OK))]);
    assert!(matches!(net.event(Bob), agent::Event::NotifierEnded { .. }));
    assert_eq!((net.agent(Alice).subscriptions(), net.agent(Bob).subscriptions()), (0, 0));
}

#[test]
fn the_second_refer_of_a_call_is_known_by_its_number_on_each_side() {
    let mut net = Net::new();
    let (_, alices, _) = net.talk();
    let now = net.now;
    // Numbers differ on the two sides.
    net.ask(Alice, alices, Method::UPDATE, None);
    net.ask(Alice, alices, Method::UPDATE, None);
    net.events(Alice);
    let carol = NameAddr::new(Uri::read(b"sip:carol@192.0.2.3").unwrap());
    let refer = agent::Refer::new(agent::Whom::Within(alices), carol);
    let mut pairs = Vec::new();
    for _ in 0..2 {
        let ours = net.agent(Alice).refer(now, &refer).unwrap();
        let agent::Event::Refer { notifier, .. } = net.event(Bob) else { panic!() };
        net.agent(Bob).accept_refer(now, notifier).unwrap();
        net.run();
        pairs.push((ours, notifier));
    }
    net.events(Alice);
    for (ours, notifier) in pairs {
        net.agent(Bob).report(now, notifier, StatusCode::RINGING, b"").unwrap();
        let agent::Event::Notified { subscription, .. } = net.event(Alice) else { panic!() };
        assert_eq!(subscription, ours);
        net.agent(Alice).unsubscribe(now, ours).unwrap();
        assert!(
            matches!(net.event(Bob), agent::Event::Subscribe { notifier: of, is_new: false, .. } if of == notifier)
        );
    }
}

#[test]
fn a_refer_that_replaces_a_dialog_names_the_one_that_the_other_side_has() {
    let mut net = Net::new();
    let (_, alices, _) = net.talk();
    // Another call of Alice's, with Carol.
    let (_, second) = net.call(None, Some(&offer("alice")));
    net.connect(second, Carol);
    let (carols, _) = net.incoming(Carol);
    net.answer(Carol, carols, 200, Some("carol"), false);
    let Some(agent::Event::Answered { dialog: consult, .. }) = net.events(Alice).pop() else {
        panic!()
    };
    let now = net.now;
    net.agent(Alice).ack(now, consult, None, None).unwrap();
    net.run();
    net.events(Carol);

    let own = net.agents[0].dialog(consult).unwrap();
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let refer_to = format!(
        "<sip:carol@192.0.2.2?Replaces={}%3Bto-tag%3D{}%3Bfrom-tag%3D{}&Subject=x>",
        text(own.call_id()),
        text(own.remote_tag()),
        text(own.local_tag())
    );
    let mut rows = Rows::new();
    rows.put_text("Refer-To", refer_to.as_bytes());
    net.agent(Alice).request(now, alices, Method::REFER, Some(&rows), None).unwrap();
    let agent::Event::Refer { request, .. } = net.event(Bob) else { panic!() };
    let passed: ReferTo<'_> = request.need().unwrap();
    let Uri::Sip(uri) = passed.0.uri else { panic!() };
    let (name, replaces) = uri.headers().next().unwrap();
    assert_eq!(name, b"Replaces");
    let plain = text(replaces).replace("%3B", ";").replace("%3D", "=");
    let replaces = Replaces::read(plain.as_bytes()).unwrap();
    let theirs = net.agents[2].dialog(carols).unwrap();
    assert_eq!(
        (replaces.call_id, replaces.to_tag, replaces.from_tag),
        (theirs.call_id(), theirs.local_tag(), theirs.remote_tag())
    );
    assert!(uri.headers().any(|(name, _)| name == b"Subject"));
}
