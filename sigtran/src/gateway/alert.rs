//! alertServiceCentre: a subscriber for whom messages wait can be reached again (3GPP TS 29.002 §12.5, §23.5).

use std::time::Instant;

use super::{Event, SmsGateway};
use crate::map::{self, Argument, Map, OperationCode};
use crate::tcap::Problem;

impl SmsGateway {
    pub(super) fn on_alert(&mut self, now: Instant, map: &mut Map, event: map::Event) {
        match event {
            map::Event::Invoke { dialogue, invoke_id, operation, parameter, .. } => {
                let answered = match parameter.argument(operation) {
                    Ok(Some(Argument::AlertServiceCentre(alert))) => {
                        let msisdn = alert.msisdn.digits().to_string();
                        self.events.push_back(Event::Alert { msisdn });
                        match operation {
                            OperationCode::alertServiceCentre => {
                                map.result(dialogue, invoke_id, operation, None)
                            }
                            // That of version 1 has no answer.
                            _ => Ok(()),
                        }
                    }
                    _ => map.reject(dialogue, invoke_id, Problem::MISTYPED_PARAMETER),
                };
                // A dialogue that is gone needs no answer.
                let _ = answered;
            }
            map::Event::Delimiter { dialogue } => self.leave(now, map, Some(dialogue)),
            map::Event::Closed { dialogue }
            | map::Event::UAbort { dialogue, .. }
            | map::Event::PAbort { dialogue, .. } => {
                self.dialogues.remove(&dialogue);
            }
            _ => {}
        }
    }
}
