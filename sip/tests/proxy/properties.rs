//! Whatever is done in whatever order: nothing panics, each request is answered once and over once, and nothing is left.

use std::collections::BTreeMap;

use brivas_sip::Method;
use brivas_sip::endpoint::Target;
use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Op {
    /// A request of the caller's: its method and transaction.
    Request(u8, u8),
    Cancel(u8),
    Ack(u8),
    /// The owner says where the oldest request goes: so many at once, to addresses or to a name.
    Forward(u8, bool),
    Respond(u16),
    Resolve(u8),
    Redirect(bool),
    /// Something that was sent is answered.
    Answer(u8, u16),
    Wait(u32),
    Noise(Vec<u8>),
}

fn op() -> impl Strategy<Value = Op> {
    let codes = [100, 180, 183, 199, 200, 202, 302, 401, 404, 407, 408, 486, 487, 500, 503, 603];
    let code = prop::sample::select(codes.to_vec());
    prop_oneof![
        3 => (0..3_u8, 0..6_u8).prop_map(|(method, of)| Op::Request(method, of)),
        1 => (0..6_u8).prop_map(Op::Cancel),
        1 => (0..6_u8).prop_map(Op::Ack),
        4 => (0..4_u8, any::<bool>()).prop_map(|(count, is_name)| Op::Forward(count, is_name)),
        1 => code.clone().prop_map(Op::Respond),
        2 => (0..3_u8).prop_map(Op::Resolve),
        1 => any::<bool>().prop_map(Op::Redirect),
        8 => (any::<u8>(), code).prop_map(|(of, code)| Op::Answer(of, code)),
        2 => (0..40_000_u32).prop_map(Op::Wait),
        1 => prop::collection::vec(any::<u8>(), 0..80).prop_map(Op::Noise),
    ]
}

/// What waits for the owner, and what has been sent.
struct Model {
    test: Test,
    requests: Vec<ContextId>,
    resolving: Vec<BranchId>,
    redirected: Vec<BranchId>,
    /// The requests that went on.
    sent: Vec<(SocketAddr, Message)>,
    /// How often each request was answered for good, and how often it was over.
    ends: BTreeMap<ContextId, (u32, u32)>,
}

fn text(method: &str, of: u8) -> String {
    request(method)
        .replace("bKcaller", &format!("bKcaller{of}"))
        .replace("Call-ID: call", &format!("Call-ID: {of}"))
}

impl Model {
    fn new() -> Self {
        let mut config = Config::new();
        config.set_recursion(true).set_max_contexts(4).set_max_branches(6);
        let (requests, resolving, redirected) = (Vec::new(), Vec::new(), Vec::new());
        let test = Test::with(&config);
        Self { test, requests, resolving, redirected, sent: Vec::new(), ends: BTreeMap::new() }
    }

    fn run(&mut self, op: Op) {
        let now = self.test.now;
        let proxy = &mut self.test.proxy;
        match op {
            Op::Request(method, of) => {
                let method = ["INVITE", "OPTIONS", "MESSAGE"][usize::from(method)];
                self.test.call(&text(method, of));
            }
            Op::Cancel(of) => self.test.call(&text("CANCEL", of)),
            Op::Ack(of) => self.test.call(&text("ACK", of)),
            Op::Forward(count, is_name) => {
                let Some(context) = self.requests.pop() else { return };
                let name = ForkTarget::new(&Uri::read(b"sip:bob@home.example.com").unwrap());
                let group: Vec<_> =
                    (0..count).map(|it| if is_name { name.clone() } else { target(it) }).collect();
                if proxy.forward(now, context, &[&group, &group]).is_err() {
                    let _ = proxy.respond(now, context, &Response::new(StatusCode(480)));
                }
            }
            Op::Respond(code) => {
                let Some(context) = self.requests.pop() else { return };
                if proxy.respond(now, context, &Response::new(StatusCode(code))).is_err() || code < 200 {
                    let _ = proxy.respond(now, context, &Response::new(StatusCode(480)));
                }
            }
            Op::Resolve(count) => {
                let Some(branch) = self.resolving.pop() else { return };
                let hops: Vec<_> = (0..count).map(|it| Target::new(Transport::UDP, callee(it))).collect();
                let _ = proxy.resolved(now, branch, &hops);
            }
            Op::Redirect(is_followed) => {
                let Some(branch) = self.redirected.pop() else { return };
                let targets = [target(9)];
                let targets = if is_followed { &targets[..] } else { &[] };
                if proxy.redirect(now, branch, targets).is_err() {
                    let _ = proxy.redirect(now, branch, &[]);
                }
            }
            Op::Answer(of, code) => {
                if self.sent.is_empty() {
                    return;
                }
                let (to, request) = self.sent[usize::from(of) % self.sent.len()].clone();
                self.test.from(to, Response::new(StatusCode(code)).to_bytes(&request, b"b"));
            }
            Op::Wait(millis) => {
                let at = (now - self.test.start).as_millis();
                self.test.at(u64::try_from(at).unwrap() + u64::from(millis));
            }
            Op::Noise(octets) => self.test.from(caller(), octets),
        }
    }

    fn drain(&mut self) {
        for event in self.test.events() {
            match event {
                Event::Request { context, .. } => {
                    self.ends.insert(context, (0, 0));
                    self.requests.push(context);
                }
                Event::Resolve { branch, .. } => self.resolving.push(branch),
                Event::Redirect { branch, .. } => self.redirected.push(branch),
                Event::Answered { context, .. } => self.ends.get_mut(&context).unwrap().0 += 1,
                Event::Over { context } => {
                    let end = self.ends.get_mut(&context).unwrap();
                    *end = (end.0, end.1 + 1);
                    assert_eq!(*end, (1, 1), "it is answered before it is over");
                }
                _ => {}
            }
        }
        let went_on = |message: &Message| message.method().is_some_and(|method| method != Method::ACK);
        self.sent.extend(self.test.sent().into_iter().filter(|(_, message)| went_on(message)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_every_request_ends_and_nothing_is_left(ops in prop::collection::vec(op(), 0..60)) {
        let mut model = Model::new();
        for op in ops {
            model.run(op);
            model.drain();
            let (contexts, branches) = model.test.proxy.contexts();
            prop_assert!(contexts <= 4 && branches <= 24);
        }
        // The owner does what is left to him, and all time goes by.
        for _ in 0..50 {
            model.run(Op::Forward(1, false));
            model.run(Op::Resolve(0));
            model.run(Op::Redirect(false));
            model.run(Op::Wait(40_000));
            model.drain();
        }
        model.test.at(6_000_000);
        model.drain();
        model.test.nothing_is_left();
        prop_assert!(model.ends.values().all(|end| *end == (1, 1)), "{:?}", model.ends);
    }

    #[test]
    fn any_octets_in_a_request_are_taken(at in 0..400_usize, octets in prop::collection::vec(any::<u8>(), 1..6)) {
        let mut text = in_dialog("INVITE", "sip:192.0.2.9;lr", "Route: <sip:192.0.2.9;lr>, <sip:192.0.2.101>\r\n").into_bytes();
        let end = (at + octets.len()).min(text.len());
        text.splice(at.min(end)..end, octets);
        let mut test = Test::new();
        test.from(caller(), text);
        for event in test.events() {
            if let Event::Request { context, .. } = event {
                test.proxy.forward(test.now, context, &[&[target(1)]]).unwrap();
            }
        }
        while let Some(transmit) = test.proxy.poll_transmit() {
            let message = Message::read(transmit.octets).unwrap();
            prop_assert!(message.status().is_some() || message.check().is_ok());
        }
    }
}
