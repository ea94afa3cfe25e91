//! The line that shows how a run goes.

use std::io::{self, IsTerminal, Write};

use crate::clock::seconds;
use crate::tally::Tally;

/// Shows it on standard error once a second: in place on a terminal, else line by line, or not at all.
#[derive(Debug)]
pub(crate) struct Live {
    shown: bool,
    in_place: bool,
    last: u64,
    /// What was counted since then.
    recent: Tally,
}

/// Between two lines; a little less than between two looks, which may come early.
const EVERY: u64 = 900_000_000;

impl Live {
    /// On a terminal, or wherever standard error goes if it `must` be.
    pub(crate) fn new(must: bool) -> Self {
        let in_place = io::stderr().is_terminal();
        Self { shown: must || in_place, in_place, last: 0, recent: Tally::default() }
    }

    /// Takes in what was `recent`ly counted, and shows it beside the `whole` run so far if that was not done just now.
    pub(crate) fn show(&mut self, now: u64, recent: &Tally, whole: &Tally) {
        if !self.shown {
            return;
        }
        self.recent.add(recent);
        if now < self.last + EVERY {
            return;
        }
        let line = line(seconds(now - self.last), &std::mem::take(&mut self.recent), whole);
        self.last = now;
        let (before, after) = if self.in_place { ("\r", "\x1b[K") } else { ("", "\n") };
        // Nobody looks any more: the run goes on.
        let _ = write!(io::stderr(), "{before}{:5.0} s  {line}{after}", seconds(now));
    }

    /// Leaves the last line where it is.
    pub(crate) fn end(&mut self) {
        if self.shown && self.in_place && self.last > 0 {
            let _ = writeln!(io::stderr());
        }
    }
}

#[allow(clippy::cast_precision_loss)] // for people
fn line(seconds: f64, recent: &Tally, whole: &Tally) -> String {
    let (now, all) = (recent.all(), whole.all());
    let rate = now.answered() as f64 / seconds.max(1e-9);
    let p99 = now.latency().value_at_quantile(0.99) as f64 / 1e6;
    format!(
        "{rate:>10.0}/s  accepted {}  throttled {}  errors {}  p99 {p99:.2} ms",
        all.accepted,
        all.throttled,
        all.errors()
    )
}

#[cfg(test)]
mod tests {
    use brivas_smpp::CommandStatus;

    use super::*;
    use crate::mix::Request;

    #[test]
    fn the_line_has_the_rate_now_and_the_counts_of_the_whole_run() {
        let mut recent = Tally::default();
        for _ in 0..50 {
            recent.answered(Request::SubmitSm, CommandStatus::ESME_ROK, 0, 2_000_000);
        }
        recent.answered(Request::SubmitSm, CommandStatus::ESME_RTHROTTLED, 0, 2_000_000);
        recent.answered(Request::DataSm, CommandStatus::ESME_RSYSERR, 0, 2_000_000);
        let mut whole = recent.clone();
        whole.add(&recent);
        assert_eq!(
            line(2.0, &recent, &whole).trim_start(),
            "26/s  accepted 100  throttled 2  errors 2  p99 2.00 ms"
        );
    }
}
