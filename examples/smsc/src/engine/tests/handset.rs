//! What handsets want done with messages of their own: which message is meant, and that an answer is durable.

use std::time::Duration;

use brivas_platform::store::log::SimDisk;
use brivas_smpp::{
    CommandStatus, DeliverSm, Dialect, InterfaceVersion, Leniency, MessageState, Npi, Pdu,
    RegisteredDelivery, SubmitSm, Tag, TlvBuf, Ton, encode,
};
use bytes::BytesMut;
use tokio::sync::oneshot;

use super::durability::Lent;
use super::world::{TWO, World};
use crate::engine::references::References;
use crate::engine::{
    ConnectionId, Errand, HandsetCommand, Input, KnownBy, MOBILE_NETWORK, Outcome, Output, Party, Refusal,
    Submission, Taken,
};
use crate::routes::{Address, RoutedAddress};

const HANDSET: &[u8] = b"491700000001";
/// A number of the tenant `b`.
const NUMBER: &[u8] = b"9922";
const GATEWAY: ConnectionId = ConnectionId(1 << 32);

impl World {
    /// The handset sends a message with this reference.
    fn send_message(
        &mut self,
        reference: u8,
        text: &[u8],
        reject_duplicates: bool,
    ) -> Result<Taken, Refusal> {
        let mut tlvs = TlvBuf::new();
        tlvs.push_u16(Tag::user_message_reference, reference.into());
        let body = SubmitSm {
            source_addr_ton: Ton::International,
            source_addr_npi: Npi::Isdn,
            source_addr: HANDSET,
            destination_addr: NUMBER,
            registered_delivery: RegisteredDelivery::NONE,
            short_message: text,
            tlvs: tlvs.as_tlvs(),
            ..Default::default()
        };
        let dialect = Dialect::new(InterfaceVersion::V5_0, Leniency::LENIENT);
        let mut out = BytesMut::new();
        encode(&body, CommandStatus::ESME_ROK, 1, dialect, &mut out).unwrap();
        let (reply, mut answer) = oneshot::channel();
        self.turn(vec![Input::Submit(Submission {
            origin: MOBILE_NETWORK.to_vec(),
            by_http: false,
            known_by: KnownBy::Reference { reject_duplicates },
            parts: vec![Pdu::new(out.freeze(), dialect).unwrap()],
            admit: Box::new(|_| Ok(())),
            reply,
        })]);
        self.settle();
        answer.try_recv().unwrap()
    }

    /// The handset wants this done with its message.
    fn command(&mut self, errand: Errand, number: u8) -> Result<(), CommandStatus> {
        let command = HandsetCommand {
            errand,
            msisdn: HANDSET.to_vec(),
            destination: RoutedAddress::from(Address::new(Ton::Unknown, Npi::Unknown, NUMBER)),
            number,
            report: (errand == Errand::Enquire).then_some(number),
        };
        let (reply, mut answer) = oneshot::channel();
        self.turn(vec![Input::Command { command, reply }]);
        self.settle();
        answer.try_recv().expect("an answer once the turn is durable")
    }

    /// The handset asks; the state that it is told, none of a message that is not known.
    fn enquire(&mut self, number: u8) -> Option<MessageState> {
        self.command(Errand::Enquire, number).unwrap();
        let told = self.told();
        let [(reference, state)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(*reference, u32::from(number));
        *state
    }

    /// All that waits for the handset: references and states.
    fn told(&mut self) -> Vec<(u32, Option<MessageState>)> {
        let bound = Input::Bound {
            connection: GATEWAY,
            party: Party::MobileNetwork { window: 100 },
            version: InterfaceVersion::V5_0,
            receives: true,
            address_range: None,
        };
        let outputs = self.engine.turn(self.now, vec![bound]);
        let (mut told, mut inputs) = (Vec::new(), Vec::new());
        for (connection, output) in outputs {
            let Output::Deliver { token, envelope, .. } = output else { panic!("{output:?}") };
            let pdu = envelope.pdu().unwrap();
            let body = pdu.body::<DeliverSm<'_>>().unwrap();
            told.push((body.tlvs.integer(Tag::user_message_reference).unwrap(), body.tlvs.message_state()));
            let outcome = Outcome::Answered(CommandStatus::ESME_ROK);
            inputs.push(Input::Delivered { connection, token, outcome });
        }
        inputs.push(Input::Gone { connection: GATEWAY });
        self.turn(inputs);
        told
    }
}

#[test]
fn a_message_is_known_by_its_reference_until_it_is_forgotten() {
    let mut world = World::new(TWO);
    assert_eq!(world.enquire(7), None);
    world.send_message(7, b"hello", false).unwrap();
    assert_eq!((world.enquire(7), world.enquire(8)), (Some(MessageState::ENROUTE), None));
    world.bind_plain("b");
    assert_eq!(world.enquire(7), Some(MessageState::DELIVERED));
    assert_eq!(world.command(Errand::Delete, 7), Err(CommandStatus::ESME_RCANCELFAIL));
    assert_eq!(world.command(Errand::Report(true), 7), Err(CommandStatus::ESME_RINVMSGID));
    world.pass(Duration::from_secs(90_000));
    assert_eq!(world.enquire(7), None, "forgotten after a day");
}

#[test]
fn whether_a_report_is_wanted_may_change_while_the_message_waits_for_its_way() {
    for (wanted, told) in [(true, &[(7, Some(MessageState::DELIVERED))][..]), (false, &[])] {
        let mut world = World::new(TWO);
        world.send_message(7, b"hello", false).unwrap();
        world.command(Errand::Report(true), 7).unwrap();
        world.command(Errand::Report(wanted), 7).unwrap();
        let b = world.bind_plain("b");
        assert_eq!(world.esmes[b].messages(), ["hello"], "once");
        assert_eq!(world.told(), told);
        assert_eq!(world.engine.live(), 0);
    }
}

#[test]
fn what_is_being_delivered_is_left_as_it_is() {
    let mut world = World::new(TWO);
    let b = world.bind_plain("b");
    world.esmes[b].answers = false;
    world.send_message(7, b"hello", false).unwrap();
    for errand in [Errand::Delete, Errand::Report(true), Errand::Report(false)] {
        assert_eq!(world.command(errand, 7), Err(CommandStatus::ESME_RX_T_APPN), "it may come back");
    }
    assert_eq!(world.enquire(7), Some(MessageState::ENROUTE));
    world.release(b);
    assert_eq!(world.enquire(7), Some(MessageState::DELIVERED));
}

#[test]
fn a_reference_that_is_used_again_means_the_newest_message_however_often() {
    let mut world = World::new(TWO);
    for number in 0..20 {
        world.send_message(7, format!("message {number}").as_bytes(), false).unwrap();
    }
    assert!(matches!(world.send_message(7, b"one more", true), Err(Refusal::KeyUsed)));
    world.command(Errand::Delete, 7).unwrap();
    assert_eq!(world.command(Errand::Delete, 7), Err(CommandStatus::ESME_RCANCELFAIL), "it has ended");
    assert!(matches!(world.send_message(7, b"one more", true), Err(Refusal::KeyUsed)), "others have not");
    let b = world.bind_plain("b");
    let expected: Vec<_> = (0..19).map(|number| format!("message {number}")).collect();
    assert_eq!(world.esmes[b].messages(), expected);
    assert_eq!(world.enquire(7), Some(MessageState::DELETED));
    world.send_message(7, b"one more", true).unwrap();
    assert_eq!(world.esmes[b].messages().len(), 20);
    assert_eq!(world.enquire(7), Some(MessageState::DELIVERED));
}

#[test]
fn a_message_whose_reference_was_forgotten_is_found_while_it_is_under_way() {
    let mut world = World::new(TWO);
    for reference in [7, 8, 7] {
        world.send_message(reference, b"hello", false).unwrap();
    }
    world.engine.references = References::default();
    assert_eq!(world.enquire(9), None);
    assert_eq!(world.enquire(7), Some(MessageState::ENROUTE));
    world.command(Errand::Delete, 7).unwrap();
    let b = world.bind_plain("b");
    assert_eq!(world.esmes[b].messages().len(), 2);
    assert_eq!(world.enquire(7), None, "both have ended");
}

#[test]
fn the_answer_to_a_command_is_durable_and_so_is_what_it_did() {
    let mut crashed = 0;
    for operation in 0..20 {
        let disk = SimDisk::new(operation);
        let mut world = World::with_store(TWO, Box::new(Lent::open(&disk)));
        for reference in 0..4 {
            world.send_message(reference, format!("message {reference}").as_bytes(), false).unwrap();
        }
        disk.fail_at(disk.operations() + operation);
        let deleted = world.command(Errand::Delete, 1);
        let reported = world.command(Errand::Report(true), 2);
        let asked = world.command(Errand::Enquire, 3);
        crashed += u32::from(!world.engine.is_sound());
        let now = world.now;
        drop(world);
        disk.crash();
        let mut world = World::at(TWO, Box::new(Lent::open(&disk)), now);
        let answers = world.told();
        if asked.is_ok() {
            assert_eq!(answers, [(3, Some(MessageState::ENROUTE))], "{operation}");
        }
        if deleted.is_ok() {
            assert_eq!(world.enquire(1), None, "{operation}: it has ended before the restart");
        }
        let b = world.bind_plain("b");
        let delivered = world.esmes[b].messages();
        assert!(delivered.len() == 3 || deleted.is_err(), "{operation}: {delivered:?}");
        let told = world.told();
        if reported.is_ok() {
            assert_eq!(told, [(2, Some(MessageState::DELIVERED))], "{operation}");
        }
        assert_eq!(world.enquire(0), Some(MessageState::DELIVERED));
    }
    assert!(crashed > 3, "{crashed} crashes came while commands were carried out");
}

#[test]
fn a_full_centre_answers_no_enquiry() {
    let config = format!("store.max_messages = 2\n{TWO}");
    let mut world = World::new(&config);
    world.send_message(1, b"one", false).unwrap();
    world.send_message(2, b"two", false).unwrap();
    assert_eq!(world.command(Errand::Enquire, 1), Err(CommandStatus::ESME_RMSGQFUL));
    world.command(Errand::Delete, 1).unwrap();
    assert_eq!(world.enquire(2), Some(MessageState::ENROUTE));
}
