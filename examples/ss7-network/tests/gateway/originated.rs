//! Messages from handsets.

use brivas_sigtran::gateway::{Event, SubmissionId, UsageError};
use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause;
use brivas_sigtran::sms::{Direction, Tpdu};
use brivas_ss7_network::{Script, Subscriber};

use crate::centre::{ALICE, World};

impl World {
    /// Alice sends a message; what the gateway tells of it.
    fn send(&mut self, text: &str) -> (SubmissionId, String) {
        let (now, network) = (self.now, &mut self.network);
        self.network_stack
            .with_map(now, |map| network.send(now, map, (ALICE, "491700000002"), text, false))
            .unwrap();
        self.run();
        let told = self.told();
        let [Event::Submitted { id, msisdn, tpdu }] = told.as_slice() else { panic!("{told:?}") };
        let Ok(Tpdu::Submit(submit)) = Tpdu::read(tpdu, Direction::FromMobile) else { panic!() };
        assert_eq!((msisdn.as_str(), submit.destination_address.to_text()), (ALICE, "491700000002".into()));
        (*id, submit.user_data.to_text().unwrap())
    }

    /// Whether the handset was told that its message is taken.
    fn taken(&mut self) -> Vec<bool> {
        self.answers().into_iter().map(|(taken, _)| taken).collect()
    }

    /// The same, with TP-Failure-Cause.
    fn answers(&mut self) -> Vec<(bool, Option<u8>)> {
        let events = std::iter::from_fn(|| self.network.poll_event());
        let answer = |event| match event {
            brivas_ss7_network::Event::Sent { taken, failure_cause, .. } => Some((taken, failure_cause)),
            _ => None,
        };
        events.filter_map(answer).collect()
    }
}

/// An SMS-SUBMIT-REPORT with "Destination SME barred".
const REPORT: [u8; 10] = [0x01, 0xC4, 0, 0x62, 0x10, 0x20, 0x30, 0x40, 0x50, 0x80];

#[test]
fn a_message_is_taken_when_the_owner_says_so() {
    for version in [1, 2, 3] {
        let mut world = World::with(Subscriber::new(ALICE).with_max_version(version));
        let (id, text) = world.send("Hello from a handset");
        assert_eq!((text.as_str(), world.taken()), ("Hello from a handset", vec![]));
        let (now, gateway) = (world.now, &mut world.gateway);
        world.stack.with_map(now, |map| gateway.accept(now, map, id, None)).unwrap();
        world.run();
        assert_eq!(world.taken(), [true]);
        let again = world.stack.with_map(now, |map| world.gateway.accept(now, map, id, None));
        assert_eq!(again, Err(UsageError::Gone));
        assert!(world.is_idle());
    }
}

#[test]
fn a_message_is_refused_when_the_owner_says_so_or_too_many_wait() {
    for version in [1, 2, 3] {
        let alice = Subscriber::new(ALICE).with_max_version(version);
        let mut world = World::of(alice, Script::default(), |config| {
            config.set_max_submissions(1);
        });
        let (id, _) = world.send("Hello");
        let (now, network) = (world.now, &mut world.network);
        world
            .network_stack
            .with_map(now, |map| network.send(now, map, (ALICE, "491700000002"), "one more", false))
            .unwrap();
        world.run();
        assert_eq!((world.told(), world.taken()), (vec![], vec![false]), "sc-Congestion");
        let (cause, gateway) = (SmEnumeratedDeliveryFailureCause::UNKNOWN_SERVICE_CENTRE, &mut world.gateway);
        world.stack.with_map(now, |map| gateway.refuse(now, map, id, cause, Some(&REPORT))).unwrap();
        world.run();
        assert_eq!(world.answers(), [(false, Some(0xC4).filter(|_| version > 1))]);
        assert!(world.is_idle());
    }
}
