//! What no peer should send. Afterwards a fresh association must work.

use brivas_sigtran::m3ua::{MessageType as M, Tag};

use super::State;
use crate::suite::m3ua::context::Context;
use crate::suite::m3ua::{Case, Message};
use crate::suite::verdict::Outcome;

const ANY: &str = "RFC 4666 §3.8.1";

pub(super) fn cases(side: &str) -> Vec<Case> {
    let name = |name: &str| format!("m3ua.{side}.robustness.{name}");
    let cases = [
        Case::new(name("one_octet"), ANY, |t| throws(t, &[vec![1]])),
        Case::new(name("seven_octets"), ANY, |t| throws(t, &[vec![1, 0, 3, 1, 0, 0, 0]])),
        Case::new(name("zeros"), ANY, |t| throws(t, &[vec![0; 500]])),
        Case::new(name("ones"), ANY, |t| throws(t, &[vec![0xff; 500]])),
        Case::new(name("http_request"), ANY, |t| throws(t, &[b"GET / HTTP/1.1\r\n\r\n".to_vec()])),
        Case::new(name("random_octets"), ANY, |t| {
            let mut chance = Chance(1);
            throws(t, &(0..100).map(|length| chance.octets(length * 5 + 1)).collect::<Vec<_>>())
        }),
        Case::new(name("random_parameters"), ANY, |t| {
            let mut chance = Chance(2);
            throws(t, &(0..100).map(|_| chance.message()).collect::<Vec<_>>())
        }),
        Case::new(name("many_errors"), ANY, |t| {
            let error = Message::new(M::ERR).words(Tag::ERROR_CODE, &[7]).octets();
            throws(t, &vec![error; 200])
        }),
        Case::new(name("many_heartbeats"), ANY, |t| {
            let beat = Message::new(M::BEAT).heartbeat_data(&[1; 100]).octets();
            throws(t, &vec![beat; 200])
        }),
        Case::new(name("parameters_within_parameters"), ANY, |t| {
            let mut nested = Message::new(M::REG_REQ);
            for _ in 0..200 {
                nested = Message::new(M::REG_REQ).nested(Tag::ROUTING_KEY, &nested);
            }
            throws(t, &[nested.octets()])
        }),
        Case::new(name("associations_that_end_at_once"), ANY, |t| {
            (0..10).try_for_each(|_| {
                t.link()?.abort();
                Ok(())
            })
        }),
    ];
    cases.into_iter().map(Case::robustness).collect()
}

/// Sends these, whatever comes of it.
fn throws(t: &Context<'_>, octets: &[Vec<u8>]) -> Outcome {
    let c = State::Active.link(t)?;
    octets.iter().for_each(|octets| c.send_octets(0, octets.clone()));
    t.pass(t.target.timers.quiet);
    Ok(())
}

/// Octets that are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % 0xffff).unwrap_or_default() % limit
    }

    fn octets(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_be_bytes()[3]).collect()
    }

    /// A message of some type with some parameters.
    fn message(&mut self) -> Vec<u8> {
        let message_type = M::ALL.get(self.below(M::ALL.len())).copied().unwrap_or(M::BEAT);
        let mut message = Message::new(message_type);
        for _ in 0..self.below(4) {
            let tag = Tag::ALL.get(self.below(Tag::ALL.len())).copied().unwrap_or(Tag::INFO_STRING);
            let length = self.below(24);
            message = message.octets_of(tag, self.octets(length));
        }
        message.octets()
    }
}
