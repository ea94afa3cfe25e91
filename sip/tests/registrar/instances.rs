//! The flows and temporary GRUUs of an instance beside a model, on the location service in memory and on one that looks through
//! all that it has.

use std::collections::BTreeMap;

use brivas_sip::registrar::{Location, Record};
use proptest::prelude::*;

use super::*;

/// A location service that is seen to be right.
#[derive(Default)]
struct Plain(Vec<Record>);

impl Location for Plain {
    fn get(&self, aor: &Aor) -> Option<&Record> {
        self.0.iter().find(|record| record.aor() == aor)
    }

    fn temporary(&self, epoch: u64) -> Option<&Record> {
        self.0.iter().find(|record| record.epochs().any(|it| it == epoch))
    }

    fn is_full(&self) -> bool {
        false
    }

    fn replace(&mut self, record: Record) -> bool {
        self.0.retain(|it| it.aor() != record.aor());
        if !record.is_empty() {
            self.0.push(record);
        }
        true
    }

    fn next_expiry(&self) -> Option<Instant> {
        self.0.iter().filter_map(Record::next_expiry).min()
    }

    fn pop_due(&mut self, now: Instant) -> Option<Aor> {
        let is_due = |record: &&Record| record.next_expiry().is_some_and(|at| at <= now);
        self.0.iter().find(is_due).map(|record| record.aor().clone())
    }
}

#[derive(Clone, Debug)]
enum Op {
    /// User, flow, Call-ID, whether GRUUs are wanted, for how many seconds.
    Register(usize, u32, usize, bool, u64),
    Remove(usize, u32),
    Wait(u64),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => (0..2_usize, 1..4_u32, 0..2_usize, any::<bool>(), 60..300_u64)
            .prop_map(|(user, flow, call, gruu, seconds)| Op::Register(user, flow, call, gruu, seconds)),
        1 => (0..2_usize, 1..4_u32).prop_map(|(user, flow)| Op::Remove(user, flow)),
        2 => (0..120_u64).prop_map(Op::Wait),
    ]
}

/// What a user has.
#[derive(Clone, Default)]
struct User {
    /// When each flow ends, the one registered last at the end.
    flows: Vec<(u32, u64)>,
    call: usize,
    good: Vec<String>,
    bad: Vec<String>,
}

impl User {
    fn end_gruus(&mut self) {
        self.bad.append(&mut self.good);
    }

    fn drop_flows(&mut self, goes: impl Fn(&(u32, u64)) -> bool) {
        self.flows.retain(|flow| !goes(flow));
        if self.flows.is_empty() {
            self.end_gruus();
        }
    }
}

fn request(user: usize, flow: u32, call: usize, cseq: u32, seconds: u64, supported: &str) -> Message {
    Register::contact(&format!(
        "<sip:flow{flow}@192.0.2.1>;reg-id={flow};expires={seconds};+sip.instance=\"<urn:uuid:{user}>\""
    ))
    .to(&format!("<sip:user{user}@example.com>"))
    .by(&format!("call{call}"), cseq)
    .row("Supported", supported)
    .message()
}

fn answer<L: Location>(registrar: &mut Registrar<L>, request: &Message, now: Instant) -> Message {
    let prepared = registrar.prepare(request, &Origin::new(Flow(1), Access::Any), now);
    if let Some(change) = &prepared.change {
        registrar.commit(change).unwrap();
    }
    response(request, &prepared)
}

fn ways<L: Location>(registrar: &Registrar<L>, uri: &str, now: Instant) -> Result<Vec<u32>, u16> {
    let targets = registrar.targets(&Uri::read(uri.as_bytes()).unwrap(), now).map_err(|status| status.0)?;
    assert_eq!(targets.len(), 1, "one instance is one target");
    Ok(targets[0].ways.iter().map(|way| way.reg_id().unwrap()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn flows_and_gruus_live_and_end_as_in_the_model(ops in prop::collection::vec(op(), 1..40)) {
        let Test { mut registrar, mut now, .. } = Test::new();
        let mut plain = Registrar::with_location(Arc::new(config()), Plain::default(), SEED, now);
        let (start, mut users) = (now, BTreeMap::from([(0, User::default()), (1, User::default())]));
        for (cseq, op) in (1..).zip(&ops) {
            let past = (now - start).as_secs();
            match *op {
                Op::Wait(seconds) => {
                    now += Duration::from_secs(seconds);
                    while registrar.expire(now).is_some() {}
                    while plain.expire(now).is_some() {}
                    users.values_mut().for_each(|user| user.drop_flows(|flow| flow.1 <= past + seconds));
                }
                Op::Remove(name, flow) => {
                    let request = request(name, flow, 9, cseq, 0, "outbound");
                    prop_assert_eq!(code(&answer(&mut registrar, &request, now)), 200);
                    answer(&mut plain, &request, now);
                    users.get_mut(&name).unwrap().drop_flows(|it| it.0 == flow);
                }
                Op::Register(name, flow, call, gruu, seconds) => {
                    let supported = if gruu { "outbound, gruu" } else { "outbound" };
                    let request = request(name, flow, call, cseq, seconds, supported);
                    let response = answer(&mut registrar, &request, now);
                    let same = answer(&mut plain, &request, now);
                    prop_assert_eq!(response.octets(), same.octets());
                    let user = users.get_mut(&name).unwrap();
                    if user.call != call {
                        user.end_gruus();
                    }
                    user.call = call;
                    user.flows.retain(|it| it.0 != flow);
                    user.flows.push((flow, past + seconds));
                    if gruu {
                        user.good.push(param(&values(&response, "Contact")[0], "temp-gruu").unwrap());
                    }
                }
            }
            for (name, user) in &users {
                let flows: Vec<_> = user.flows.iter().rev().map(|it| it.0).collect();
                let expected = if flows.is_empty() { Err(480) } else { Ok(flows) };
                prop_assert_eq!(&ways(&registrar, &format!("sip:user{name}@example.com"), now), &expected);
                prop_assert_eq!(&ways(&registrar, &format!("sip:user{name}@example.com;gr=urn:uuid:{name}"), now), &expected);
                for good in &user.good {
                    prop_assert_eq!(&ways(&registrar, good, now), &expected);
                    prop_assert_eq!(&ways(&plain, good, now), &expected);
                }
                for bad in &user.bad {
                    prop_assert_eq!(ways(&registrar, bad, now), Err(404));
                }
            }
        }
    }
}
