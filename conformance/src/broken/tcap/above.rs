//! What faults do between the layer and its user.

use super::TcapFault::{self as F};
use crate::suite::tcap::{Class, Indication, Request};

pub(super) fn request(fault: F, request: Request) -> Option<Request> {
    match (fault, request) {
        (F::SendsPreArrangedEnd, Request::PreArrangedEnd(dialogue)) => Some(Request::End(dialogue)),
        (F::NeverResets, Request::TimerReset(..)) | (F::IgnoresCancel, Request::Cancel(..)) => None,
        (fault, Request::Invoke { dialogue, class, linked, operation, parameter, seconds }) => {
            let class = match (fault, class) {
                (F::TakesResultOfClass2, Class::Two)
                | (F::TakesErrorOfClass3, Class::Three)
                | (F::TakesResultOfClass4, Class::Four) => Class::One,
                (F::RefusesErrorOfClass2, Class::Two) => Class::Three,
                (F::RefusesResultOfClass3, Class::Three) => Class::Two,
                (_, class) => class,
            };
            let seconds = if fault == F::OneTime { 10 } else { seconds };
            Some(Request::Invoke { dialogue, class, linked, operation, parameter, seconds })
        }
        (_, request) => Some(request),
    }
}

pub(super) fn indication(fault: F, indication: Indication) -> Option<Indication> {
    use Indication as I;
    match (fault, indication) {
        (F::TellsNoUnidirectional, I::Uni(_))
        | (F::TellsNoNotice, I::Notice(..))
        | (F::TellsNoEnd, I::End(..))
        | (F::TellsNoAbort, I::Abort(..))
        | (F::TellsNoDamage, I::ProviderAbort(..))
        | (F::TellsNoResult, I::Result(..))
        | (F::TellsNoError, I::Error(..))
        | (F::TellsNoReject, I::Reject(..))
        | (F::TellsNoCancel, I::Cancelled(..))
        | (F::TellsNoLocalReject, I::LocalReject(..)) => None,
        (F::TellsOneCause, I::ProviderAbort(dialogue, _)) => Some(I::ProviderAbort(dialogue, 0)),
        (F::TellsNoLink, I::Invoke(id, _, operation, parameter)) => {
            Some(I::Invoke(id, None, operation, parameter))
        }
        (F::TellsNoContext, I::Continue(dialogue, _)) => Some(I::Continue(dialogue, None)),
        (F::RefusedByUser, I::NoCommonDialoguePortion(dialogue)) => Some(I::Refused(dialogue, None)),
        (F::TellsNoAlternative, I::Refused(dialogue, _)) => Some(I::Refused(dialogue, None)),
        (F::TellsNoInformation, I::Abort(dialogue, _)) => Some(I::Abort(dialogue, Vec::new())),
        (F::ProviderIsUser, I::AbnormalDialogue(dialogue)) => Some(I::Abort(dialogue, Vec::new())),
        (F::TellsNoAudt, I::Uni(_)) => Some(I::Uni(None)),
        (_, indication) => Some(indication),
    }
}
