//! PDUs that other projects' test suites hold, each read by hand from the standard.
//!
//! The octets are not ours to carry: they stand beside the project, in `../shared/vectors/smpp_public.jsonl`. The
//! readings, in `wire/public.jsonl`, name each by its line and its length.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test reads files and may fail loudly

mod wire;

use wire::{Encoded, check, public};

#[test]
fn each_is_read_as_the_standard_has_it() {
    for (reading, octets) in public().unwrap_or_default() {
        check::decodes(&reading, &octets);
    }
}

#[test]
fn each_that_is_legal_is_written_again_from_its_values_alone() {
    for (reading, octets) in public().unwrap_or_default() {
        if reading.error.is_none() {
            check::encodes(&reading, &octets);
        }
    }
}

#[test]
fn a_changed_field_changes_its_own_octets_alone() {
    for (reading, _) in public().unwrap_or_default() {
        if reading.error.is_none() && reading.encoded == Encoded::Same && reading.command_status == 0 {
            check::changes_stay_in_their_field(&reading);
        }
    }
}
