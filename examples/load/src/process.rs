//! What a process of this machine uses, as the system tells it.

use std::fs;

/// CPU time and memory of a process at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Usage {
    /// User and system time of all its threads so far.
    pub(crate) cpu_seconds: f64,
    /// What it has in memory.
    pub(crate) rss_kib: u64,
    /// The most it ever had.
    pub(crate) peak_rss_kib: u64,
}

/// A process, by its folder in `/proc`.
#[derive(Clone, Debug)]
pub(crate) struct Process(String);

impl Process {
    pub(crate) fn of(pid: u32) -> Self {
        Self(format!("/proc/{pid}"))
    }

    /// This one.
    pub(crate) fn own() -> Self {
        Self("/proc/self".into())
    }

    /// `None` where there is no such process (any more), or no `/proc`.
    pub(crate) fn usage(&self) -> Option<Usage> {
        let stat = fs::read_to_string(format!("{}/stat", self.0)).ok()?;
        let status = fs::read_to_string(format!("{}/status", self.0)).ok()?;
        read_usage(&stat, &status, rustix::param::clock_ticks_per_second())
    }
}

/// The usage of one process at the moments of a run that matter.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    pub(crate) process: Process,
    /// Before the first session.
    pub(crate) before: Option<Usage>,
    /// With all sessions bound and nothing sent.
    pub(crate) bound: Option<Usage>,
    /// At the end of the warm-up.
    pub(crate) from: Option<Usage>,
    /// When the run had ended and the sessions were still bound.
    pub(crate) end: Option<Usage>,
}

impl Meter {
    /// Reads the first usage.
    pub(crate) fn new(process: Process) -> Self {
        Self { before: process.usage(), process, bound: None, from: None, end: None }
    }

    /// CPU seconds from the end of the warm-up to the end of the run.
    pub(crate) fn cpu_seconds(&self) -> Option<f64> {
        Some(self.end?.cpu_seconds - self.from?.cpu_seconds)
    }
}

/// Reads `/proc/PID/stat` and `/proc/PID/status`. The name, second in `stat`, may have blanks and brackets of its own.
#[allow(clippy::cast_precision_loss)] // a process that ran for a million years
fn read_usage(stat: &str, status: &str, ticks_per_second: u64) -> Option<Usage> {
    let (_, fields) = stat.rsplit_once(')')?;
    // utime and stime are the fields 14 and 15 of proc(5), here counted from the third.
    let mut times = fields.split_ascii_whitespace().skip(11).map(str::parse::<u64>);
    let ticks = times.next()?.ok()? + times.next()?.ok()?;
    let kib = |key: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        line.split_ascii_whitespace().next()?.parse().ok()
    };
    Some(Usage {
        cpu_seconds: ticks as f64 / ticks_per_second as f64,
        rss_kib: kib("VmRSS")?,
        peak_rss_kib: kib("VmHWM")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_process_may_be_anything() {
        let stat = "77 (a) b (c) S 1 77 77 0 -1 4194560 1 2 3 4 250 50 0 0 20 0 3 0 100 200 300";
        let status = "Name:\ta\nVmPeak:\t 9999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";
        let usage = read_usage(stat, status, 100).unwrap();
        assert_eq!(usage, Usage { cpu_seconds: 3.0, rss_kib: 1024, peak_rss_kib: 2048 });
    }

    #[test]
    fn what_is_cut_off_is_no_usage() {
        assert_eq!(read_usage("77 (a) S 1 77", "VmHWM: 1 kB\nVmRSS: 1 kB", 100), None);
        assert_eq!(read_usage("", "", 100), None);
    }

    #[test]
    fn this_process_has_some_and_one_that_is_not_there_none() {
        assert!(Process::own().usage().unwrap().rss_kib > 0);
        assert_eq!(Process::of(u32::MAX).usage(), None);
    }
}
