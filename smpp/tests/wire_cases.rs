//! The cases of `conformance/vectors/smpp`: every PDU and every TLV, in octets that npm smpp has written.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

mod wire;

use brivas_smpp::{CommandId, Definition};
use std::collections::BTreeSet;
use wire::{Reading, cases, check, tag};

#[test]
fn every_case_is_read_as_its_maker_was_told_to_write_it() {
    for (reading, octets) in cases() {
        check::decodes(&reading, &octets);
    }
}

#[test]
fn every_case_is_written_to_the_same_octets() {
    for (reading, octets) in cases() {
        check::encodes(&reading, &octets);
    }
}

#[test]
fn a_changed_field_changes_its_own_octets_alone() {
    for (reading, _) in cases() {
        if reading.command_status == 0 {
            check::changes_stay_in_their_field(&reading);
        }
    }
}

#[test]
fn no_pdu_and_no_tlv_is_left_out() {
    let cases = cases();
    let pdus: BTreeSet<_> = cases.iter().map(|(reading, _)| reading.command_id).collect();
    assert_eq!(pdus, CommandId::ALL.iter().copied().collect());
    let tlvs = |of: &dyn Fn(&Reading) -> bool| -> BTreeSet<_> {
        let readings = cases.iter().map(|(reading, _)| reading).filter(|reading| of(reading));
        readings.flat_map(|reading| reading.tlvs.iter().map(|(name, _)| tag(name))).collect()
    };
    let all: BTreeSet<_> = Definition::all().iter().map(|row| row.tag).collect();
    assert!(tlvs(&|_| true).is_superset(&all));
    for id in CommandId::ALL {
        // Those that npm smpp writes otherwise than the standard stand by themselves, in one PDU each.
        let alone = [tag("source_telematics_id"), tag("alert_on_message_delivery")];
        let listed = Definition::all().iter().filter(|row| row.in_5_0(*id) && !alone.contains(&row.tag));
        let here = tlvs(&|reading| reading.command_id == *id);
        for row in listed.filter(|row| row.name() != "congestion_state") {
            assert!(here.contains(&row.tag), "{id:?} with {:?}", row.tag);
        }
    }
}
