//! Receipts for hooks: posted, tried again, kept as dead letters, replayed.

use std::collections::BTreeSet;
use std::time::Duration;

use brivas_platform::store::MemoryStore;
use brivas_platform::store::log::SimDisk;
use brivas_smpp::{CommandStatus, RegisteredDelivery, SubmitSm};
use tokio::sync::oneshot;

use super::durability::Lent;
use super::outside::pdu;
use super::world::{World, to};
use crate::engine::{DeadLettersAsked, DeadLettersPage, Input, Outcome};

/// Two tenants with hooks, a handset, and little patience.
const HOOKED: &str = r#"
[handset]
delay_ms = 0
[message]
retry_secs = [10]
[hook]
attempts = 3
keep_dead_days = 2
max_dead_letters = 3
[[tenant]]
name = "a"
system_id = "a"
password_hash = "HASH"
receipt_url = "https://example.com/"
receipt_secret_env = "A"
[[tenant]]
name = "b"
system_id = "b"
password_hash = "HASH"
receipt_url = "https://example.com/"
receipt_secret_env = "B"
"#;

const TAKEN: Outcome = Outcome::Answered(CommandStatus::ESME_ROK);
const REFUSED: Outcome = Outcome::Answered(CommandStatus::ESME_RX_P_APPN);
const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl World {
    /// A message over HTTP that wants a receipt.
    fn submit_by_http(&mut self, tenant: &str) {
        let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"5", b"text") };
        self.submit_outside(tenant, None, vec![pdu(&body)]).unwrap();
        self.pass(SECOND);
    }

    fn ask_dead(&mut self, tenant: Option<&str>, replay: bool) -> DeadLettersPage {
        self.ask_dead_page(tenant, None, 0, 100, replay)
    }

    fn ask_dead_page(
        &mut self,
        tenant: Option<&str>,
        ids: Option<BTreeSet<u64>>,
        after: u64,
        limit: usize,
        replay: bool,
    ) -> DeadLettersPage {
        let (reply, mut answer) = oneshot::channel();
        let tenant = tenant.map(|tenant| tenant.as_bytes().to_vec());
        let asked = DeadLettersAsked { tenant, ids, after, limit, replay, reply };
        self.turn(vec![Input::DeadLetters(asked)]);
        answer.try_recv().unwrap().unwrap()
    }

    fn dead(&mut self, tenant: Option<&str>) -> Vec<u64> {
        ids(&self.ask_dead(tenant, false))
    }
}

fn ids(page: &DeadLettersPage) -> Vec<u64> {
    page.letters.iter().map(|letter| letter.id).collect()
}

#[test]
fn the_receipt_of_a_message_over_http_is_posted_and_that_of_one_over_smpp_is_not() {
    let mut world = World::new(HOOKED);
    let hook = world.bind_hook("a", TAKEN);
    let esme = world.bind_plain("a");
    world.submit_by_http("a");
    let body = SubmitSm { registered_delivery: RegisteredDelivery::RECEIPT, ..to(b"6", b"text") };
    world.submit(esme, &body);
    world.pass(SECOND);
    let [(receipt, 0)] = world.hooks[hook].posted.as_slice() else { panic!("one receipt") };
    assert_eq!((receipt.to.as_str(), receipt.from.as_str()), ("5", "1100"));
    assert_eq!((receipt.status.as_str(), receipt.error_code), ("DELIVERED", 0));
    assert_eq!(receipt.message_id, "0000000001");
    assert_eq!(receipt.submitted_at.unwrap().to_string(), "2026-01-01T12:00:00Z");
    assert_eq!(world.esmes[esme].receipts().len(), 1);
    assert!(world.dead(None).is_empty());
}

#[test]
fn a_receipt_is_posted_as_often_as_configured_and_then_kept() {
    let mut world = World::new(HOOKED);
    let hook = world.bind_hook("a", Outcome::Lost);
    world.submit_by_http("a");
    world.pass(18 * SECOND);
    assert_eq!((world.hooks[hook].posted.len(), world.dead(None).len()), (2, 0));
    world.pass(2 * SECOND);
    let attempts: Vec<u16> = world.hooks[hook].posted.iter().map(|(_, attempts)| *attempts).collect();
    assert_eq!(attempts, [0, 1, 2]);
    let page = world.ask_dead(None, false);
    let [letter] = page.letters.as_slice() else { panic!("one letter") };
    assert_eq!((letter.tenant.as_slice(), letter.attempts), (&b"a"[..], 3));
    world.pass(DAY);
    assert_eq!(world.hooks[hook].posted.len(), 3, "it rests");
}

#[test]
fn a_lasting_refusal_ends_the_attempts_at_once() {
    let mut world = World::new(HOOKED);
    let hook = world.bind_hook("a", REFUSED);
    world.submit_by_http("a");
    let page = world.ask_dead(None, false);
    assert_eq!((world.hooks[hook].posted.len(), page.letters[0].attempts), (1, 1));
    assert_eq!(page.letters[0].error, CommandStatus::ESME_RX_P_APPN.0);
}

#[test]
fn a_receipt_that_nobody_took_while_it_was_valid_is_kept_too() {
    let mut world = World::new(HOOKED);
    world.submit_by_http("a");
    world.pass(3 * DAY + SECOND);
    assert_eq!(world.dead(Some("a")).len(), 1);
}

#[test]
fn a_dead_letter_outlives_a_restart_and_is_delivered_when_replayed() {
    let disk = SimDisk::new(1);
    let mut world = World::with_store(HOOKED, Box::new(Lent::open(&disk)));
    world.bind_hook("a", REFUSED);
    world.submit_by_http("a");
    let before = world.dead(None);
    // Its validity ends meanwhile: it gets a new one.
    let mut now = world.now;
    now.instant += DAY;
    now.unix_ms += i64::try_from(DAY.as_millis()).unwrap();
    drop(world);
    disk.crash();

    let mut world = World::at(HOOKED, Box::new(Lent::open(&disk)), now);
    let hook = world.bind_hook("a", TAKEN);
    world.pass(SECOND);
    assert_eq!((world.dead(None), world.hooks[hook].posted.len()), (before.clone(), 0));
    assert_eq!(ids(&world.ask_dead(None, true)), before);
    world.pass(SECOND);
    let [(receipt, 0)] = world.hooks[hook].posted.as_slice() else { panic!("posted once, as if new") };
    assert_eq!(receipt.status, "DELIVERED");
    assert!(world.dead(None).is_empty());
    world.pass(3 * DAY);
    assert_eq!(world.hooks[hook].posted.len(), 1);
}

#[test]
fn the_keeping_ends_after_its_days_also_after_a_restart() {
    let disk = SimDisk::new(1);
    let mut world = World::with_store(HOOKED, Box::new(Lent::open(&disk)));
    let hook = world.bind_hook("a", REFUSED);
    world.submit_by_http("a");
    world.submit_by_http("a");
    world.pass(2 * DAY - 3 * SECOND);
    assert_eq!(world.dead(None).len(), 2);
    let now = world.now;
    assert_eq!(world.hooks[hook].posted.len(), 2);
    drop(world);
    disk.crash();
    let mut world = World::at(HOOKED, Box::new(Lent::open(&disk)), now);
    assert_eq!(world.dead(None).len(), 2);
    world.pass(5 * SECOND);
    assert!(world.dead(None).is_empty());
}

#[test]
fn a_tenant_has_its_own_letters_and_the_operator_all_page_by_page() {
    let mut world = World::new(HOOKED);
    world.bind_hook("a", REFUSED);
    world.bind_hook("b", REFUSED);
    for tenant in ["a", "b", "a"] {
        world.submit_by_http(tenant);
    }
    let all = world.dead(None);
    let (first, second, third) = (all[0], all[1], all[2]);
    assert_eq!((world.dead(Some("a")), world.dead(Some("b"))), (vec![first, third], vec![second]));
    let page = world.ask_dead_page(None, None, 0, 2, false);
    assert_eq!((ids(&page), page.next), (vec![first, second], Some(second)));
    let page = world.ask_dead_page(None, None, second, 2, false);
    assert_eq!((ids(&page), page.next), (vec![third], None));

    // Nobody replays another's.
    let wanted = BTreeSet::from([first, second, 4711]);
    assert_eq!(ids(&world.ask_dead_page(Some("b"), Some(wanted), 0, 100, true)), [second]);
    world.pass(SECOND);
    assert_eq!(world.dead(None), [first, second, third], "it was refused once more");
}

#[test]
fn of_too_many_letters_the_oldest_ends() {
    let mut world = World::with_store(HOOKED, Box::new(MemoryStore::new(1000)));
    world.bind_hook("a", REFUSED);
    world.bind_hook("b", REFUSED);
    world.submit_by_http("b");
    for _ in 0..3 {
        world.submit_by_http("a");
    }
    let three = world.dead(Some("a"));
    assert_eq!(three.len(), 3);
    world.submit_by_http("a");
    let left = world.dead(Some("a"));
    assert_eq!((left.len(), &left[..2]), (3, &three[1..]));
    assert_eq!(world.dead(Some("b")).len(), 1, "another's are not touched");
}

#[test]
fn one_turn_looks_at_a_slice_of_them() {
    let config = HOOKED.replace("max_dead_letters = 3", "max_dead_letters = 1000");
    let mut world = World::new(&config);
    world.bind_hook("a", REFUSED);
    for _ in 0..257 {
        world.submit_by_http("a");
    }
    let first = world.ask_dead_page(None, None, 0, usize::MAX, true);
    assert_eq!(first.letters.len(), 256);
    let second = world.ask_dead_page(None, None, first.next.unwrap(), usize::MAX, true);
    assert_eq!((second.letters.len(), second.next), (1, None));
}
