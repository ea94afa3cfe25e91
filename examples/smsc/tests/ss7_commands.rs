//! What handsets want done with messages of their own: SMS-COMMAND (3GPP TS 23.040 §9.2.2.4), over loopback.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod ss7_support;

use brivas_sigtran::Buffer;
use brivas_sigtran::map::{NumberingPlan, SmEnumeratedDeliveryFailureCause as Cause};
use brivas_sigtran::sms::{
    CommandType, FailureCause, SmsCommand, SmsSubmit, Status, TpAddressBuf, TypeOfNumber, UserData,
};
use brivas_smsc::Smsc;
use brivas_ss7_network::{Event, Reach, Running};
use ss7_support::{
    ALICE, BOB, CAROL, all_happened, happened, is_quiet, network, network_with, received, refused, reported,
    stored_centre, taken, told,
};
use tempfile::TempDir;

/// A command of this handset cannot be carried out.
fn in_vain(msisdn: &str) -> Event {
    refused(msisdn, Cause::EQUIPMENT_PROTOCOL_ERROR, Some(FailureCause::COMMAND_CANNOT_BE_ACTIONED))
}

/// A network in which Bob is absent, and a message of Alice that waits for him, with the reference 0.
async fn waiting(report: bool) -> (Running, Smsc, TempDir) {
    let mut network = network("");
    let folder = tempfile::tempdir().unwrap();
    let smsc = stored_centre(&network, folder.path()).await;
    network.set_reach(BOB, Reach::Absent);
    network.send(ALICE, BOB, "Hi Bob", report);
    assert_eq!(happened(&mut network).await, taken(ALICE));
    // The first attempt is over.
    assert!(is_quiet(&mut network).await);
    (network, smsc, folder)
}

#[tokio::test]
async fn a_handset_asks_how_its_message_stands_under_way_and_delivered() {
    let (mut network, _smsc, _folder) = waiting(false).await;
    network.command(ALICE, BOB, CommandType::ENQUIRY, 0);
    let under_way = [told(ALICE, 0, Status::NO_RESPONSE_TRYING.0), taken(ALICE)];
    assert_eq!(all_happened(&mut network, 2).await, under_way);
    network.set_reach(BOB, Reach::Reachable);
    assert_eq!(happened(&mut network).await, received(BOB, ALICE, "Hi Bob"));
    assert!(is_quiet(&mut network).await, "it had asked for no status report");
    network.command(ALICE, BOB, CommandType::ENQUIRY, 0);
    let delivered = [told(ALICE, 0, Status::RECEIVED.0), taken(ALICE)];
    assert_eq!(all_happened(&mut network, 2).await, delivered);
}

#[tokio::test]
async fn a_deleted_message_is_not_delivered_and_who_wanted_to_know_its_end_is_told() {
    let (mut network, _smsc, _folder) = waiting(true).await;
    network.command(ALICE, BOB, CommandType::DELETE, 0);
    let deleted = Status::DELETED_BY_SENDER.0;
    assert_eq!(all_happened(&mut network, 2).await, [reported(ALICE, 0, deleted), taken(ALICE)]);
    network.set_reach(BOB, Reach::Reachable);
    assert!(is_quiet(&mut network).await);
    network.command(ALICE, BOB, CommandType::DELETE, 0);
    assert_eq!(happened(&mut network).await, in_vain(ALICE), "it has ended");
    network.command(ALICE, BOB, CommandType::ENQUIRY, 0);
    assert_eq!(all_happened(&mut network, 2).await, [told(ALICE, 0, deleted), taken(ALICE)]);
}

#[tokio::test]
async fn a_status_report_can_be_asked_for_and_done_without_afterwards() {
    for (before, command) in [
        (false, CommandType::ENABLE_STATUS_REPORT_REQUEST),
        (true, CommandType::CANCEL_STATUS_REPORT_REQUEST),
    ] {
        let (mut network, _smsc, _folder) = waiting(before).await;
        network.command(ALICE, BOB, command, 0);
        assert_eq!(happened(&mut network).await, taken(ALICE));
        network.set_reach(BOB, Reach::Reachable);
        assert_eq!(happened(&mut network).await, received(BOB, ALICE, "Hi Bob"));
        if before {
            assert!(is_quiet(&mut network).await, "it is not wanted any more");
        } else {
            assert_eq!(happened(&mut network).await, reported(ALICE, 0, Status::RECEIVED.0));
        }
        network.command(ALICE, BOB, command, 0);
        assert_eq!(happened(&mut network).await, in_vain(ALICE), "it has ended");
    }
}

#[tokio::test]
async fn of_a_message_that_is_not_there_just_that_is_told() {
    let (mut network, _smsc, _folder) = waiting(false).await;
    // Another reference, another number.
    for (to, number) in [(BOB, 9), (CAROL, 0)] {
        network.command(ALICE, to, CommandType::ENQUIRY, number);
        let unknown = [told(ALICE, number, Status::DOES_NOT_EXIST.0), taken(ALICE)];
        assert_eq!(all_happened(&mut network, 2).await, unknown);
        network.command(ALICE, to, CommandType::DELETE, number);
        assert_eq!(happened(&mut network).await, in_vain(ALICE));
    }
}

#[tokio::test]
async fn nobody_has_a_say_in_the_messages_of_another() {
    let (mut network, _smsc, _folder) = waiting(true).await;
    network.command(CAROL, BOB, CommandType::ENQUIRY, 0);
    let unknown = [told(CAROL, 0, Status::DOES_NOT_EXIST.0), taken(CAROL)];
    assert_eq!(all_happened(&mut network, 2).await, unknown);
    for command in [CommandType::DELETE, CommandType::CANCEL_STATUS_REPORT_REQUEST] {
        network.command(CAROL, BOB, command, 0);
        assert_eq!(happened(&mut network).await, in_vain(CAROL));
    }
    network.set_reach(BOB, Reach::Reachable);
    let as_if_nothing_were = [received(BOB, ALICE, "Hi Bob"), reported(ALICE, 0, Status::RECEIVED.0)];
    assert_eq!(all_happened(&mut network, 2).await, as_if_nothing_were);
}

#[tokio::test]
async fn messages_under_way_are_known_by_their_references_after_a_restart() {
    let (mut network, smsc, folder) = waiting(false).await;
    network.send(ALICE, CAROL, "Hi Carol", false);
    assert_eq!(all_happened(&mut network, 2).await, [received(CAROL, ALICE, "Hi Carol"), taken(ALICE)]);
    // What the handset of Carol has answered is on disk a moment later.
    assert!(is_quiet(&mut network).await);
    smsc.stop().await.unwrap();
    // Nobody has told the old network that the centre is gone: it would go on sending there for a while.
    let mut network = self::network("");
    let _smsc = stored_centre(&network, folder.path()).await;
    // What had ended before is not known any more.
    for (to, number, status) in [(BOB, 0, Status::NO_RESPONSE_TRYING), (CAROL, 1, Status::DOES_NOT_EXIST)] {
        network.command(ALICE, to, CommandType::ENQUIRY, number);
        let answered = [told(ALICE, number, status.0), taken(ALICE)];
        assert_eq!(all_happened(&mut network, 2).await, answered);
    }
    network.command(ALICE, BOB, CommandType::DELETE, 0);
    assert_eq!(happened(&mut network).await, taken(ALICE));
    network.command(ALICE, BOB, CommandType::ENQUIRY, 0);
    let deleted = [told(ALICE, 0, Status::DELETED_BY_SENDER.0), taken(ALICE)];
    assert_eq!(all_happened(&mut network, 2).await, deleted);
}

#[tokio::test]
async fn commands_come_by_every_version_of_map() {
    for version in [1, 2, 3] {
        let mut network = network_with("", version);
        let folder = tempfile::tempdir().unwrap();
        let _smsc = stored_centre(&network, folder.path()).await;
        network.command(ALICE, BOB, CommandType::ENQUIRY, 7);
        let unknown = told(ALICE, 7, Status::DOES_NOT_EXIST.0);
        let answers = all_happened(&mut network, 2).await;
        assert_eq!(answers[0], unknown, "{version}");
        // What goes back with the answer came with version 3.
        let version_3 = answers[1] == taken(ALICE);
        assert_eq!(version_3, version == 3);
        network.command(ALICE, BOB, CommandType::DELETE, 7);
        let why = Some(FailureCause::COMMAND_CANNOT_BE_ACTIONED).filter(|_| version > 1);
        assert_eq!(
            happened(&mut network).await,
            refused(ALICE, Cause::EQUIPMENT_PROTOCOL_ERROR, why),
            "{version}"
        );
    }
}

fn to_bob() -> TpAddressBuf {
    TpAddressBuf::digits(TypeOfNumber::INTERNATIONAL, NumberingPlan::ISDN, BOB).unwrap()
}

/// Alice sends a message with this reference.
fn send(network: &Running, message_reference: u8, text: &str, reject_duplicates: bool) {
    let (to, text) = (to_bob(), UserData::text(text).unwrap());
    let mut out = Buffer::new();
    let submit = SmsSubmit {
        reject_duplicates,
        message_reference,
        destination_address: to.as_address(),
        user_data: text.as_user_data(),
        ..Default::default()
    };
    submit.write(&mut out).unwrap();
    network.send_tpdu(ALICE, out.as_slice());
}

#[tokio::test]
async fn of_messages_with_the_same_reference_the_newest_is_meant_and_a_duplicate_is_refused_if_that_is_wanted()
 {
    let (mut network, _smsc, _folder) = waiting(true).await;
    send(&network, 0, "Hi again", true);
    let duplicate =
        refused(ALICE, Cause::EQUIPMENT_PROTOCOL_ERROR, Some(FailureCause::SM_REJECTED_DUPLICATE_SM));
    assert_eq!(happened(&mut network).await, duplicate, "the first waits still");
    send(&network, 0, "and once more", false);
    assert_eq!(happened(&mut network).await, taken(ALICE));
    assert!(is_quiet(&mut network).await);
    network.command(ALICE, BOB, CommandType::DELETE, 0);
    assert_eq!(happened(&mut network).await, taken(ALICE));
    network.set_reach(BOB, Reach::Reachable);
    // Bob has it before the centre knows that; the report comes once the message has ended.
    let all = all_happened(&mut network, 2).await;
    assert_eq!(all, [received(BOB, ALICE, "Hi Bob"), reported(ALICE, 0, Status::RECEIVED.0)]);
    send(&network, 0, "Hi again", true);
    let all = all_happened(&mut network, 2).await;
    assert_eq!(all, [received(BOB, ALICE, "Hi again"), taken(ALICE)], "the others have ended");
}

#[tokio::test]
async fn a_command_may_have_its_end_reported_and_one_that_nobody_knows_is_refused() {
    let (mut network, _smsc, _folder) = waiting(false).await;
    let send = |network: &Running, command_type, status_report_request| {
        let (to, mut out) = (to_bob(), Buffer::new());
        let command = SmsCommand {
            status_report_request,
            message_reference: 77,
            command_type,
            destination_address: to.as_address(),
            ..Default::default()
        };
        command.write(&mut out).unwrap();
        network.send_tpdu(ALICE, out.as_slice());
    };
    send(&network, CommandType(0x80), true);
    assert_eq!(
        happened(&mut network).await,
        refused(ALICE, Cause::EQUIPMENT_NOT_SM_EQUIPPED, Some(FailureCause::COMMAND_UNSUPPORTED))
    );
    // Its own reference, not that of the message.
    send(&network, CommandType::DELETE, true);
    let deleted = [told(ALICE, 77, Status::DELETED_BY_SENDER.0), taken(ALICE)];
    assert_eq!(all_happened(&mut network, 2).await, deleted);
    // An enquiry is answered though it does not say that it wants an answer.
    send(&network, CommandType::ENQUIRY, false);
    let deleted = [told(ALICE, 0, Status::DELETED_BY_SENDER.0), taken(ALICE)];
    assert_eq!(all_happened(&mut network, 2).await, deleted);
}
