//! The report for people.

use std::fmt::{self, Display, Formatter};

use super::{Costs, Deliveries, Floor, Latency, Options, Report, Requests};
use crate::run::End;

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.options)?;
        match self.outcome {
            End::Complete => writeln!(f, "  outcome      complete after {:.2} s", self.seconds)?,
            End::ConnectionLost => writeln!(f, "  outcome      CONNECTION LOST after {:.2} s", self.seconds)?,
            End::Interrupted => writeln!(f, "  outcome      interrupted after {:.2} s", self.seconds)?,
            End::NotBound => writeln!(f, "  outcome      NOT BOUND")?,
        }
        if self.lost_sessions > 0 {
            writeln!(f, "  lost         {} sessions: {}", self.lost_sessions, self.reasons.join("; "))?;
        }
        if self.all.sent > 0 {
            writeln!(f, "  rate         {} accepted a second", Grouped(self.rate_per_sec))?;
            writeln!(f, "  all          {}", self.all)?;
        }
        if self.requests.len() > 1 {
            for (name, requests) in &self.requests {
                writeln!(f, "  {name:<12} {requests}")?;
            }
        }
        for (status, count) in &self.all.errors_by_status {
            writeln!(f, "  error        {count} x {status}")?;
        }
        if self.never_sent > 0 {
            writeln!(
                f,
                "  NOT SENT     {} were due: the windows were full, the rate was not kept",
                self.never_sent
            )?;
        }
        if self.unexpected_answers > 0 {
            writeln!(f, "  unexpected   {} answers to nothing that waited", self.unexpected_answers)?;
        }
        if self.binds.count > 0 {
            writeln!(f, "  binds        {}, {}", self.binds.count, self.binds)?;
        }
        write!(f, "{}", self.deliveries)?;
        if let Some(server) = &self.server {
            writeln!(f, "  server       {server}")?;
            writeln!(
                f,
                "               {:.1} MiB before, {:.1} MiB with all bound: {:.1} KiB a session",
                mib(server.rss_before_kib),
                mib(server.rss_bound_kib),
                server.rss_kib_per_session
            )?;
        }
        if let Some(client) = &self.client {
            writeln!(f, "  this tool    {client}")?;
        }
        self.floor.as_ref().map_or(Ok(()), |floor| write!(f, "{floor}"))
    }
}

impl Display for Options {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "smpp {}: {} sessions", self.target, self.sessions)?;
        if self.receivers > 0 {
            write!(f, ", {} receivers", self.receivers)?;
        }
        if self.idle {
            return f.write_str(", idle");
        }
        match self.rate {
            Some(rate) => write!(f, " x window {}, {rate} a second, ", self.window)?,
            None => write!(f, " x window {}, full speed, ", self.window)?,
        }
        write!(f, "{}, {} octets of text", self.mix, self.text_octets)?;
        f.write_str(if self.one_pdu_a_write { ", one PDU a write" } else { "" })?;
        f.write_str(if self.receipts { ", receipts" } else { "" })
    }
}

impl Display for Requests {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { sent, accepted, throttled, errors, unanswered, latency_us, .. } = self;
        write!(f, "{sent} sent, {accepted} accepted, {throttled} throttled, {errors} errors, ")?;
        write!(f, "{unanswered} unanswered\n               {latency_us}")
    }
}

impl Display for Latency {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ms = |us: f64| us / 1000.0;
        write!(
            f,
            "p50 {:.3}  p90 {:.3}  p99 {:.3}  p99.9 {:.3}  max {:.3} ms",
            ms(self.p50),
            ms(self.p90),
            ms(self.p99),
            ms(self.p999),
            ms(self.max)
        )
    }
}

impl Display for Deliveries {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { messages, receipts, receipts_by_state, .. } = self;
        if messages + receipts == 0 {
            return Ok(());
        }
        let states: Vec<_> =
            receipts_by_state.iter().map(|(state, count)| format!("{count} {state}")).collect();
        writeln!(f, "  delivered    {messages} messages, {receipts} receipts ({})", states.join(", "))
    }
}

impl Display for Costs {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "CPU {:.2} s", self.cpu_seconds)?;
        if let Some(cpu) = self.cpu_us_per_message {
            write!(f, ", {cpu:.3} us a message")?;
        }
        write!(f, "; memory {:.1} MiB, peak {:.1} MiB", mib(self.rss_kib), mib(self.peak_rss_kib))
    }
}

impl Display for Floor {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "  floor        {} accepted a second, {}", Grouped(self.rate_per_sec), self.latency_us)?;
        if let Some(cpu) = self.cpu_us_per_message {
            writeln!(f, "               CPU {cpu:.3} us a message")?;
        }
        let ratios = [("rate", self.rate_ratio), ("p50", self.p50_ratio), ("CPU", self.cpu_ratio)];
        f.write_str("  to floor    ")?;
        for (name, ratio) in ratios.into_iter().filter_map(|(name, ratio)| Some((name, ratio?))) {
            write!(f, " {name} x {ratio:.3}")?;
        }
        writeln!(f)
    }
}

/// A whole number with a comma at every thousand.
struct Grouped(f64);

impl Display for Grouped {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits = format!("{:.0}", self.0);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss)] // memory of a machine
fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0.0, "0"), (999.4, "999"), (1000.0, "1,000"), (1_234_567.0, "1,234,567")] {
            assert_eq!(Grouped(number).to_string(), text);
        }
    }
}
