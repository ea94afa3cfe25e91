//! An explanation as text.

use std::fmt;

use super::{Explanation, RouteReport, Verdict};

/// Routes of one kind in a row, beyond which a text tells their number alone.
const MOST_IN_A_ROW: usize = 20;

/// A paragraph each for normalisation, routes and outcome.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.normalisation {
            writeln!(
                f,
                "normalise[{}]: {} {} becomes {}: {}",
                step.rule, step.address, step.from, step.to, step.change
            )?;
        }
        let is_unmet = |report: &RouteReport| matches!(report.verdict, Verdict::Unmet { .. });
        for run in self.routes.chunk_by(|one, other| is_unmet(one) && is_unmet(other)) {
            for report in run.iter().take(MOST_IN_A_ROW) {
                writeln!(f, "{report}")?;
            }
            if let Some(more) = run.len().checked_sub(MOST_IN_A_ROW).filter(|more| *more > 0) {
                writeln!(f, "… and {more} more that do not match")?;
            }
        }
        if self.route.is_none() {
            writeln!(f, "no route takes it")?;
        }
        writeln!(f, "from {} to {}", self.source, self.destination)?;
        if self.held {
            writeln!(f, "waits: the route is held until it is resumed")?;
        }
        if let Some(rate) = self.max_rate {
            writeln!(f, "at most {rate} a second")?;
        }
        for (place, target) in self.targets.iter().enumerate() {
            writeln!(f, "{}. {target}", place + 1)?;
        }
        Ok(())
    }
}

impl fmt::Display for RouteReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "route[{}]", self.index)?;
        if !self.name.is_empty() {
            write!(f, " {}", self.name)?;
        }
        match self.verdict {
            Verdict::Chosen => f.write_str(": takes it"),
            Verdict::Unmet { condition } => write!(f, ": no, {condition} does not hold"),
            Verdict::ShorterPrefix => f.write_str(": matches, but another has the longer prefix"),
            Verdict::TooLate => f.write_str(": matches, but another came first"),
        }
    }
}
