//! The registrar beside a model that is small enough to be seen to be right.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const CONTACTS: usize = 3;
const USERS: usize = 3;
/// The last two are the same.
const URIS: [&str; 5] = [
    "sip:a@192.0.2.1",
    "sip:a@192.0.2.1;transport=tcp",
    "sips:a@192.0.2.1",
    "sip:b@192.0.2.1",
    "sip:%62@192.0.2.1;x=y",
];

#[derive(Clone, Debug)]
enum Op {
    /// User, contacts by number and their time, Call-ID, CSeq.
    Register(usize, Vec<(usize, u32)>, usize, u32),
    /// User, Call-ID, CSeq.
    RemoveAll(usize, usize, u32),
    Wait(u64),
}

fn op() -> impl Strategy<Value = Op> {
    let seconds = prop_oneof![4 => 60_u32..400, 2 => Just(0), 1 => 1_u32..60];
    let contacts = prop::collection::vec((0..URIS.len(), seconds), 0..4);
    prop_oneof![
        8 => (0..USERS, contacts, 0..3_usize, 0..12_u32).prop_map(|(user, contacts, call, cseq)| Op::Register(user, contacts, call, cseq)),
        1 => (0..USERS, 0..3_usize, 0..12_u32).prop_map(|(user, call, cseq)| Op::RemoveAll(user, call, cseq)),
        3 => (0..150_u64).prop_map(Op::Wait),
    ]
}

/// A contact: which, by what request, and when it ends.
#[derive(Clone, Debug, PartialEq)]
struct Bound {
    uri: usize,
    call: usize,
    cseq: u32,
    end: u64,
    /// Whether the request that is looked at has put it there.
    is_own: bool,
}

#[derive(Default)]
struct Model {
    now: u64,
    users: BTreeMap<usize, Vec<Bound>>,
}

fn class(uri: usize) -> usize {
    uri.min(3)
}

impl Model {
    fn apply(&mut self, op: &Op) -> u16 {
        match op {
            Op::Wait(seconds) => {
                self.now += seconds;
                self.users.values_mut().for_each(|bound| bound.retain(|it| it.end > self.now));
                self.users.retain(|_, bound| !bound.is_empty());
                0
            }
            Op::RemoveAll(user, call, cseq) => {
                let bound = self.users.get(user).into_iter().flatten();
                if bound.clone().any(|it| it.call == *call && it.cseq >= *cseq) {
                    return 500;
                }
                self.users.remove(user);
                200
            }
            Op::Register(user, contacts, call, cseq) => {
                let mut bound = self.users.get(user).cloned().unwrap_or_default();
                match register(&mut bound, contacts, *call, *cseq, self.now) {
                    Some(status) => status,
                    None => {
                        bound.iter_mut().for_each(|it| it.is_own = false);
                        self.users.insert(*user, bound);
                        self.users.retain(|_, bound| !bound.is_empty());
                        200
                    }
                }
            }
        }
    }
}

/// The status if it fails.
fn register(
    bound: &mut Vec<Bound>,
    contacts: &[(usize, u32)],
    call: usize,
    cseq: u32,
    now: u64,
) -> Option<u16> {
    let (removed, added): (Vec<_>, Vec<_>) = contacts.iter().partition(|contact| contact.1 == 0);
    for &(uri, seconds) in removed.into_iter().chain(added) {
        if (1..60).contains(&seconds) {
            return Some(423);
        }
        let is_it = |it: &Bound| class(it.uri) == class(uri);
        if bound.iter().any(|it| is_it(it) && !it.is_own && it.call == call && it.cseq >= cseq) {
            return Some(500);
        }
        bound.retain(|it| !is_it(it));
        if seconds > 0 {
            bound.push(Bound { uri, call, cseq, end: now + u64::from(seconds), is_own: true });
        }
        if bound.len() > CONTACTS {
            return Some(403);
        }
    }
    None
}

fn request(user: usize, call: usize, cseq: u32) -> Register {
    Register::new().to(&format!("<sip:user{user}@example.com>")).by(&format!("call{call}"), cseq)
}

fn run(test: &mut Test, op: &Op) -> u16 {
    let response = match op {
        Op::Wait(seconds) => {
            test.wait(*seconds);
            return 0;
        }
        Op::RemoveAll(user, call, cseq) => {
            test.send(&request(*user, *call, *cseq).row("Contact", "*").row("Expires", "0"))
        }
        Op::Register(user, contacts, call, cseq) => {
            let contact = |(uri, seconds): &(usize, u32)| format!("<{}>;expires={seconds}", URIS[*uri]);
            let contacts: Vec<_> = contacts.iter().map(contact).collect();
            let request = request(*user, *call, *cseq);
            test.send(&contacts.iter().fold(request, |request, contact| request.row("Contact", contact)))
        }
    };
    code(&response)
}

/// What must hold between both after each operation.
fn check(test: &mut Test, model: &Model) {
    for user in 0..USERS {
        let bound = model.users.get(&user).map(Vec::as_slice).unwrap_or_default();
        let row = |it: &Bound| format!("<{}>;expires={}", URIS[it.uri], it.end - model.now);
        let expected: Vec<_> = bound.iter().map(row).collect();
        assert_eq!(values(&test.send(&request(user, 9, 1)), "Contact"), expected);
        let uris: Vec<_> = bound.iter().rev().map(|it| URIS[it.uri].to_string()).collect();
        let targets = match test.targets(&format!("sip:user{user}@example.com")) {
            Ok(_) => test.target_uris(&format!("sip:user{user}@example.com")),
            Err(status) => {
                assert_eq!(status, StatusCode::TEMPORARILY_UNAVAILABLE);
                Vec::new()
            }
        };
        assert_eq!(targets, uris);
    }
    assert_eq!(test.registrar.location().len(), model.users.len());
    let first = model.users.values().flatten().map(|it| it.end - model.now).min();
    let left = test.registrar.poll_timeout().map(|at| at - test.now);
    assert_eq!(left.map(|left| left.as_secs()), first);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn every_request_has_the_status_and_leaves_the_bindings_that_the_model_has(ops in prop::collection::vec(op(), 1..40)) {
        let mut test = Test::with(config().with_contacts(CONTACTS));
        let mut model = Model::default();
        for op in &ops {
            assert_eq!(run(&mut test, op), model.apply(op), "{op:?}");
            check(&mut test, &model);
        }
        // Every binding that is there was told, and none that is not.
        let count = |kind| test.events.iter().filter(|(event, _)| *event == kind).count();
        let gone = count(EventKind::Unregistered) + count(EventKind::Expired);
        assert_eq!(count(EventKind::Registered) - gone, model.users.values().flatten().count());
    }

    #[test]
    fn a_registrar_restored_between_two_requests_goes_on_as_if_nothing_had_been(ops in prop::collection::vec(op(), 1..30)) {
        let mut test = Test::with(config().with_contacts(CONTACTS));
        let now = test.now;
        let new = |now| Registrar::new(Arc::new(config().with_contacts(CONTACTS)), 100, SEED, now);
        let mut restored = Test { registrar: new(now), now, events: Vec::new() };
        for op in &ops {
            assert_eq!(run(&mut test, op), run(&mut restored, op), "{op:?}");
            let stored: Vec<_> = restored.registrar.location().records().map(|it| it.stored(restored.now)).collect();
            restored.registrar = new(restored.now);
            for record in &stored {
                restored.registrar.restore(record, Duration::ZERO, restored.now).unwrap();
            }
            for user in 0..USERS {
                let [one, other] = [&mut test, &mut restored].map(|it| it.send(&request(user, 9, 1)));
                assert_eq!(one.octets(), other.octets());
            }
        }
    }

    #[test]
    fn whatever_a_request_has_in_it_is_answered(contact in "[ -~\t]{0,60}", path in "[ -~]{0,40}", uri in "[ -~]{1,30}") {
        let mut test = Test::new();
        let request = Register::contact(&contact).row("Path", &path).row("Supported", "gruu, outbound, path");
        let status = code(&test.send(&request));
        assert!([200, 400, 403, 416, 423, 439].contains(&status), "{status}");
        if let Ok(uri) = Uri::read(uri.as_bytes()) {
            let _ = test.registrar.targets(&uri, test.now);
        }
    }
}
