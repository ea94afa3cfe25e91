//! A `command_status` as a configuration names it.

use brivas_platform::config::StatusName;
use brivas_smpp::CommandStatus;

use crate::ss7;

/// The five statuses that SMPP 3.4 calls otherwise than 5.0 (SMPP 3.4 §5.1.3).
const OLD_NAMES: [(&str, CommandStatus); 5] = [
    ("ESME_RINVOPTPARSTREAM", CommandStatus::ESME_RINVOPTPARSTREAM),
    ("ESME_ROPTPARNOTALLWD", CommandStatus::ESME_ROPTPARNOTALLWD),
    ("ESME_RINVPARLEN", CommandStatus::ESME_RINVPARLEN),
    ("ESME_RMISSINGOPTPARAM", CommandStatus::ESME_RMISSINGOPTPARAM),
    ("ESME_RINVOPTPARAMVAL", CommandStatus::ESME_RINVOPTPARAMVAL),
];

/// The status of this number or name: the standard's names of 5.0 and 3.4, and those of what the mobile network says; `None`
/// for any other.
pub(crate) fn of_name(name: &StatusName) -> Option<CommandStatus> {
    let name = match name {
        StatusName::Number(number) => return Some(CommandStatus(*number)),
        StatusName::Name(name) => name,
    };
    let known = CommandStatus::ALL.iter().find(|status| status.name() == Some(name));
    let old = || OLD_NAMES.iter().find(|(old, _)| old == name).map(|(_, status)| *status);
    let network =
        || ss7::status::NAMES.iter().find(|(known, ..)| known == name).map(|(_, status, _)| *status);
    known.copied().or_else(old).or_else(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_known_by_its_number_and_by_its_names_in_both_versions() {
        let name = |text: &str| of_name(&StatusName::Name(text.into())).map(|status| status.0);
        assert_eq!(of_name(&StatusName::Number(0x400)), Some(CommandStatus(0x400)), "a vendor's");
        assert_eq!(name("ESME_RTHROTTLED"), Some(0x58));
        assert_eq!(name("ESME_RINVOPTPARAMVAL"), Some(0xC4));
        assert_eq!(name("ESME_RINVTLVVAL"), Some(0xC4));
        assert_eq!(name("esme_rthrottled"), None);
        assert_eq!(name(""), None);
    }
}
