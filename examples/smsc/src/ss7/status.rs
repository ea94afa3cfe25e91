//! What the mobile network says of a message, as a `command_status` of the range that SMPP leaves to message centres,
//! 0x0400 to 0x04FF: so it is kept, classed for retries, told in receipts and shown like any other.

use brivas_sigtran::gateway::Failure;
use brivas_smpp::CommandStatus;

/// The network of `network_error_code` when the code is MAP's (SMPP 5.0 §4.8.4.42).
pub(crate) const NETWORK: u8 = 3;

/// An error of MAP: this and its number.
const ERROR: u32 = 0x0400;
/// A cause of sm-DeliveryFailure.
const CAUSE: u32 = 0x0480;
/// A return cause of SCCP.
const NOT_ROUTED: u32 = 0x04C0;
/// What has no number of its own.
const PROTOCOL_ERROR: u32 = 0x04F0;
const TIMEOUT: u32 = 0x04F1;
const ABORTED: u32 = 0x04F2;
const CONTEXT: u32 = 0x04F3;

const ABSENT: CommandStatus = CommandStatus(ERROR + 6);
const MEMORY: CommandStatus = CommandStatus(CAUSE);

/// The names by which a configuration calls them, and whether such a failure passes by itself.
pub(crate) const NAMES: [(&str, CommandStatus, Passes); 28] = [
    ("unknown_subscriber", CommandStatus(ERROR + 1), Passes::Never),
    ("unidentified_subscriber", CommandStatus(ERROR + 5), Passes::InTime),
    ("absent_subscriber", ABSENT, Passes::InTime),
    ("illegal_subscriber", CommandStatus(ERROR + 9), Passes::Never),
    ("teleservice_not_provisioned", CommandStatus(ERROR + 11), Passes::Never),
    ("call_barred", CommandStatus(ERROR + 13), Passes::Never),
    ("facility_not_supported", CommandStatus(ERROR + 21), Passes::Never),
    ("subscriber_busy", CommandStatus(ERROR + 31), Passes::Soon),
    ("message_waiting_list_full", CommandStatus(ERROR + 33), Passes::InTime),
    ("system_failure", CommandStatus(ERROR + 34), Passes::InTime),
    ("memory_capacity_exceeded", MEMORY, Passes::InTime),
    ("equipment_protocol_error", CommandStatus(CAUSE + 1), Passes::Never),
    ("equipment_not_sm_equipped", CommandStatus(CAUSE + 2), Passes::Never),
    ("unknown_service_centre", CommandStatus(CAUSE + 3), Passes::Never),
    ("sc_congestion", CommandStatus(CAUSE + 4), Passes::InTime),
    ("invalid_sme_address", CommandStatus(CAUSE + 5), Passes::Never),
    ("subscriber_not_sc_subscriber", CommandStatus(CAUSE + 6), Passes::Never),
    ("map_protocol_error", CommandStatus(PROTOCOL_ERROR), Passes::Never),
    ("map_timeout", CommandStatus(TIMEOUT), Passes::InTime),
    ("map_aborted", CommandStatus(ABORTED), Passes::InTime),
    ("map_context_not_supported", CommandStatus(CONTEXT), Passes::Never),
    ("no_translation_for_nature", CommandStatus(NOT_ROUTED), Passes::Never),
    ("no_translation_for_address", CommandStatus(NOT_ROUTED + 1), Passes::Never),
    ("subsystem_congestion", CommandStatus(NOT_ROUTED + 2), Passes::InTime),
    ("subsystem_failure", CommandStatus(NOT_ROUTED + 3), Passes::InTime),
    ("unequipped_user", CommandStatus(NOT_ROUTED + 4), Passes::InTime),
    ("mtp_failure", CommandStatus(NOT_ROUTED + 5), Passes::InTime),
    ("network_congestion", CommandStatus(NOT_ROUTED + 6), Passes::InTime),
];

/// Whether a failure passes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passes {
    Soon,
    InTime,
    Never,
}

/// The status of a failure.
pub(crate) fn of(failure: Failure) -> CommandStatus {
    CommandStatus(match failure {
        Failure::UnknownSubscriber => ERROR + 1,
        Failure::UnidentifiedSubscriber => ERROR + 5,
        Failure::AbsentSubscriber => return ABSENT,
        Failure::IllegalSubscriberOrEquipment => ERROR + 9,
        Failure::TeleserviceNotProvisioned => ERROR + 11,
        Failure::CallBarred => ERROR + 13,
        Failure::FacilityNotSupported => ERROR + 21,
        Failure::SubscriberBusy => ERROR + 31,
        Failure::SystemFailure => ERROR + 34,
        Failure::MemoryCapacityExceeded => return MEMORY,
        Failure::DeliveryFailure(cause) => CAUSE + u32::from(cause.0 & 0x3F),
        Failure::Other(code) => ERROR + u32::from(code.0 & 0x7F),
        Failure::Timeout => TIMEOUT,
        Failure::Aborted => ABORTED,
        Failure::ContextNotSupported => CONTEXT,
        Failure::NotRouted(cause) => NOT_ROUTED + u32::from(cause.0 & 0x1F),
        _ => PROTOCOL_ERROR,
    })
}

/// The name of a status; its number where it has none.
pub(super) fn name(status: CommandStatus) -> String {
    let named = NAMES.iter().find(|(_, known, _)| *known == status);
    named.map_or_else(|| format!("{:#06x}", status.0), |(name, ..)| (*name).into())
}

/// Whether the network alerts us when what ended so can be tried again.
pub(crate) const fn is_alerted(status: u32) -> bool {
    status == ABSENT.0 || status == MEMORY.0
}

/// The number of the error as the mobile network has it, if the status is of the mobile network.
pub(crate) fn network_error(status: u32) -> Option<u16> {
    match status {
        ERROR..CAUSE => u16::try_from(status - ERROR).ok(),
        // sm-DeliveryFailure
        CAUSE..NOT_ROUTED => Some(32),
        NOT_ROUTED..=0x04FF => Some(34),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_status_of_the_range() {
        for (place, (name, status, _)) in NAMES.iter().enumerate() {
            assert!((0x0400..=0x04FF).contains(&status.0), "{name}");
            assert!(NAMES[..place].iter().all(|(other, it, _)| other != name && it != status), "{name}");
        }
    }

    #[test]
    fn what_is_alerted_passes_and_has_its_number_in_the_network() {
        let absent = of(Failure::AbsentSubscriber);
        let full = of(Failure::MemoryCapacityExceeded);
        assert!(is_alerted(absent.0) && is_alerted(full.0) && !is_alerted(of(Failure::SubscriberBusy).0));
        assert_eq!((network_error(absent.0), network_error(full.0)), (Some(6), Some(32)));
        assert_eq!((network_error(0x58), network_error(0x0500)), (None, None));
    }
}
