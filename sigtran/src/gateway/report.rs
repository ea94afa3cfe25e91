//! reportSM-DeliveryStatus: the HLR is told how a delivery ended, so that it alerts us, or need not any more
//! (3GPP TS 29.002 §12.3, §23.4).

use std::time::Instant;

use super::terminated::Terminated;
use super::{Failure, Purpose, SmsGateway};
use crate::map::{
    self, ApplicationContext, Argument, ContextCode, DigitsBuf, Map, OperationCode, Refusal,
    ReportSmDeliveryStatusArg, SmDeliveryOutcome,
};
use crate::sccp::Address;
use crate::tcap;

/// What the HLR is to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Absent,
    MemoryFull,
    Delivered,
}

impl Outcome {
    /// What a failure is for the HLR; most are nothing to it.
    pub(super) const fn of(failure: Failure) -> Option<Self> {
        match failure {
            Failure::AbsentSubscriber => Some(Self::Absent),
            Failure::MemoryCapacityExceeded => Some(Self::MemoryFull),
            _ => None,
        }
    }

    const fn code(self) -> SmDeliveryOutcome {
        match self {
            Self::Absent => SmDeliveryOutcome::ABSENT_SUBSCRIBER,
            Self::MemoryFull => SmDeliveryOutcome::MEMORY_CAPACITY_EXCEEDED,
            Self::Delivered => SmDeliveryOutcome::SUCCESSFUL_TRANSFER,
        }
    }
}

/// A report under way.
#[derive(Debug)]
pub(super) struct Report {
    msisdn: DigitsBuf,
    hlr: Address,
    outcome: Outcome,
}

impl SmsGateway {
    pub(super) fn report(&mut self, now: Instant, map: &mut Map, delivery: &Terminated, outcome: Outcome) {
        let report = Report { msisdn: delivery.msisdn, hlr: delivery.hlr, outcome };
        self.send_report(now, map, report, self.config.max_version());
    }

    /// A report that TCAP has no room for is lost, and with it an alert: the message is tried again in its time all the same.
    fn send_report(&mut self, now: Instant, map: &mut Map, report: Report, version: u8) {
        if version == 1 && report.outcome == Outcome::Delivered {
            return; // version 1 cannot say that
        }
        let context = ApplicationContext::new(ContextCode::shortMsgGatewayContext, version);
        let Ok(dialogue) = map.open(now, report.hlr, *self.config.calling(), context, None) else { return };
        let argument = Argument::ReportSmDeliveryStatus(ReportSmDeliveryStatusArg {
            msisdn: report.msisdn.as_address(),
            service_centre_address: self.config.service_centre().as_address(),
            sm_delivery_outcome: (version > 1).then_some(report.outcome.code()),
            ..Default::default()
        });
        let sent = map
            .invoke(dialogue, OperationCode::reportSM_DeliveryStatus, None, Some(&argument))
            .and_then(|_| map.delimiter(now, dialogue));
        if sent == Ok::<(), tcap::UsageError>(()) {
            self.dialogues.insert(dialogue, Purpose::Report(report));
        }
    }

    /// Whatever the HLR says to it, there is nothing more to do but to try an older version where it has not this one.
    pub(super) fn on_report(&mut self, now: Instant, map: &mut Map, event: map::Event) {
        match event {
            map::Event::Refused { dialogue, refusal, .. } => {
                if let Some(Purpose::Report(report)) = self.dialogues.remove(&dialogue)
                    && let Refusal::ContextNotSupported { fallback: Some(fallback) } = refusal
                {
                    self.send_report(now, map, report, fallback.version);
                }
            }
            map::Event::Delimiter { dialogue } => self.leave(now, map, Some(dialogue)),
            map::Event::Closed { dialogue }
            | map::Event::UAbort { dialogue, .. }
            | map::Event::PAbort { dialogue, .. } => {
                self.dialogues.remove(&dialogue);
            }
            map::Event::TimedOut { dialogue, .. } => self.give_up(now, map, dialogue),
            map::Event::Notice { dialogue, .. } => self.forget(now, map, dialogue),
            _ => {}
        }
    }
}
