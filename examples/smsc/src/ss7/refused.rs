//! Why a handset is told that its message is not taken, or its command not carried out: for the network by the cause of
//! sm-DeliveryFailure, for the handset by TP-Failure-Cause (3GPP TS 29.002 §17.6.6, 3GPP TS 23.040 §9.2.3.22).

use brivas_sigtran::map::SmEnumeratedDeliveryFailureCause as Cause;
use brivas_sigtran::sms::FailureCause;
use brivas_smpp::{CommandStatus, Suggestion};

/// Both causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) cause: Cause,
    pub(super) failure_cause: FailureCause,
}

impl Refused {
    pub(super) const BUSY: Self = Self::new(Cause::SC_CONGESTION, FailureCause::SC_BUSY);
    pub(super) const NO_SUBSCRIPTION: Self =
        Self::new(Cause::SUBSCRIBER_NOT_SC_SUBSCRIBER, FailureCause::NO_SC_SUBSCRIPTION);
    pub(super) const TPDU: Self =
        Self::new(Cause::EQUIPMENT_PROTOCOL_ERROR, FailureCause::TPDU_NOT_SUPPORTED);
    pub(super) const CODING: Self =
        Self::new(Cause::EQUIPMENT_PROTOCOL_ERROR, FailureCause::DATA_CODING_SCHEME_NOT_SUPPORTED);
    pub(super) const COMMAND: Self =
        Self::new(Cause::EQUIPMENT_NOT_SM_EQUIPPED, FailureCause::COMMAND_UNSUPPORTED);
    pub(super) const ADDRESS: Self = Self::new(Cause::INVALID_SME_ADDRESS, FailureCause::INVALID_SME_ADDRESS);
    pub(super) const DUPLICATE: Self =
        Self::new(Cause::EQUIPMENT_PROTOCOL_ERROR, FailureCause::SM_REJECTED_DUPLICATE_SM);

    const fn new(cause: Cause, failure_cause: FailureCause) -> Self {
        Self { cause, failure_cause }
    }

    /// What the engine says of a message.
    pub(super) fn of_message(status: CommandStatus) -> Self {
        match status {
            CommandStatus::ESME_RINVEXPIRY => {
                Self::new(Cause::EQUIPMENT_PROTOCOL_ERROR, FailureCause::TP_VP_NOT_SUPPORTED)
            }
            _ => Self::of(status, FailureCause::UNSPECIFIED_ERROR_CAUSE),
        }
    }

    /// What the engine says of a command.
    pub(super) fn of_command(status: CommandStatus) -> Self {
        Self::of(status, FailureCause::COMMAND_CANNOT_BE_ACTIONED)
    }

    /// With this cause for the handset where nothing comes of another try.
    fn of(status: CommandStatus, lasting: FailureCause) -> Self {
        match status {
            CommandStatus::ESME_RINVDSTADR
            | CommandStatus::ESME_RINVDSTTON
            | CommandStatus::ESME_RINVDSTNPI => Self::ADDRESS,
            _ => match status.suggestion() {
                Suggestion::RetryLater | Suggestion::SlowDown => Self::BUSY,
                _ => Self::new(Cause::EQUIPMENT_PROTOCOL_ERROR, lasting),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handset_tries_again_only_what_may_succeed_then() {
        for status in
            [CommandStatus::ESME_RMSGQFUL, CommandStatus::ESME_RSYSERR, CommandStatus::ESME_RX_T_APPN]
        {
            assert_eq!(Refused::of_message(status), Refused::BUSY, "{status:?}");
            assert_eq!(Refused::of_command(status), Refused::BUSY, "{status:?}");
        }
        for (status, of_message) in [
            (CommandStatus::ESME_RINVEXPIRY, FailureCause::TP_VP_NOT_SUPPORTED),
            (CommandStatus::ESME_RX_P_APPN, FailureCause::UNSPECIFIED_ERROR_CAUSE),
            (CommandStatus::ESME_RINVMSGID, FailureCause::UNSPECIFIED_ERROR_CAUSE),
        ] {
            let of_command = FailureCause::COMMAND_CANNOT_BE_ACTIONED;
            let lasting = |why| Refused::new(Cause::EQUIPMENT_PROTOCOL_ERROR, why);
            assert_eq!(Refused::of_message(status), lasting(of_message), "{status:?}");
            assert_eq!(Refused::of_command(status), lasting(of_command), "{status:?}");
        }
        assert_eq!(Refused::of_message(CommandStatus::ESME_RINVDSTADR), Refused::ADDRESS);
    }
}
