//! What faults do between the layer and its user, and to time.

use std::time::Duration;

use super::SccpFault::{self as F};
use crate::suite::sccp::{Indication, NOWHERE, Request};

pub(super) fn request(fault: F, request: Request) -> Option<Request> {
    match (fault, request) {
        (F::SendsNoReturnOption, Request::Unitdata { called, calling, sequence_control, data, .. }) => {
            Some(Request::Unitdata { called, calling, sequence_control, return_option: false, data })
        }
        (F::SendsClass0, Request::Unitdata { called, calling, return_option, data, .. }) => {
            Some(Request::Unitdata { called, calling, sequence_control: None, return_option, data })
        }
        (F::SendsToNowhere, Request::Unitdata { called, calling, sequence_control, return_option, data }) => {
            let called =
                called.iter().map(|octet| if u32::from(*octet) == NOWHERE { 200 } else { *octet }).collect();
            Some(Request::Unitdata { called, calling, sequence_control, return_option, data })
        }
        (F::AsksWithoutData, Request::Connect { called, calling, .. }) => {
            Some(Request::Connect { called, calling, data: Vec::new() })
        }
        (F::KeepsGivenUp, Request::Disconnect { .. }) | (F::NeverGrants, Request::CoordResponse { .. }) => {
            None
        }
        (_, request) => Some(request),
    }
}

pub(super) fn indication(fault: F, indication: Indication) -> Option<Indication> {
    match (fault, indication) {
        (F::ForgetsClass | F::WholeOfClass0, Indication::Unitdata { called, calling, data, .. }) => {
            Some(Indication::Unitdata { called, calling, in_sequence: false, data })
        }
        (F::LosesOneOfFive, Indication::Unitdata { data, .. }) if data == [3] => None,
        (F::LeavesSenderAlone, Indication::Unitdata { called, in_sequence, data, .. }) => {
            Some(Indication::Unitdata { called, calling: vec![0x42, 9], in_sequence, data })
        }
        (F::TellsNoPointState, Indication::PointCodeState { .. })
        | (F::TellsNoCongestion, Indication::Congestion { .. })
        | (F::TellsNoConfirm, Indication::Connected { .. })
        | (F::KeepsUnreachable, Indication::Disconnected { .. })
        | (F::TellsNoMaintenance, Indication::ReleaseUnanswered { .. }) => None,
        (F::RefusedForNothing, Indication::Refused { connection, data, .. }) => {
            Some(Indication::Refused { connection, cause: 15, data })
        }
        (F::TellsNoData, Indication::Connect { connection, called, calling, .. }) => {
            Some(Indication::Connect { connection, called, calling, data: Vec::new() })
        }
        (_, indication) => Some(indication),
    }
}

/// A timer that never runs out is one for which no time passes.
pub(super) fn time(fault: F, time: Duration) -> Duration {
    match fault {
        F::WaitsForEver
        | F::TestsNever
        | F::AwaitsForEver
        | F::ReleasesOnce
        | F::TestsNoConnection
        | F::KeepsSilent => Duration::ZERO,
        _ => time,
    }
}
