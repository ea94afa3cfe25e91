//! Runs cases: a few at a time where they do not stand in each other's way.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::case::{Case, Severity, Version, Versions};
use super::context::Context;
use super::pics::{Feature, Pics};
use super::target::{Peer, Target};
use super::verdict::{CaseResult, Stop, Verdict};

/// Which cases are run, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Selection {
    /// The versions that are spoken.
    pub versions: Vec<Version>,
    /// Only cases whose id contains this; a `*` stands for anything.
    pub pattern: Option<String>,
    /// Whether cases are run that wait for timers of the peer.
    pub slow: bool,
    /// How many cases run at a time.
    pub jobs: usize,
}

impl Default for Selection {
    fn default() -> Self {
        Self { versions: vec![Version::V3_4, Version::V5_0], pattern: None, slow: false, jobs: 4 }
    }
}

impl Selection {
    /// Whether a case of this name is run.
    #[must_use]
    pub fn takes(&self, id: &str) -> bool {
        let Some(pattern) = &self.pattern else { return true };
        let mut rest = id;
        pattern.split('*').all(|part| match rest.find(part) {
            Some(at) => {
                rest = rest.get(at + part.len()..).unwrap_or("");
                true
            }
            None => false,
        })
    }
}

/// One case in one version.
struct Job<'a> {
    place: usize,
    case: &'a Case,
    version: Option<Version>,
}

/// Runs the cases that the selection takes, and gives their results in the order of the list.
#[must_use]
pub fn run(cases: &[Case], target: &Target, selection: &Selection, pics: &Pics) -> Vec<CaseResult> {
    let jobs = jobs(cases, target, selection);
    let (alone, together): (VecDeque<Job<'_>>, VecDeque<Job<'_>>) =
        jobs.into_iter().partition(|job| job.case.alone || matches!(target.peer, Peer::Esme(_)));
    let results = Mutex::new(Vec::new());
    let queue = Mutex::new(together);
    let work = |queue: &Mutex<VecDeque<Job<'_>>>| {
        loop {
            // The guard must not live as long as the case.
            let next = lock(queue).pop_front();
            let Some(job) = next else { break };
            let result = judge(&job, target, selection, pics);
            lock(&results).push((job.place, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..selection.jobs.max(1) {
            scope.spawn(|| work(&queue));
        }
    });
    work(&Mutex::new(alone));
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn jobs<'a>(cases: &'a [Case], target: &Target, selection: &Selection) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for case in cases.iter().filter(|case| selection.takes(&case.id)) {
        // The ESME under test chooses its version itself.
        let any = case.versions == Versions::Any || matches!(target.peer, Peer::Esme(_));
        let versions: Vec<Option<Version>> = if any {
            vec![None]
        } else {
            let wanted = |version: &&Version| {
                case.versions == Versions::Both || case.versions == Versions::Only(**version)
            };
            selection.versions.iter().filter(wanted).map(|version| Some(*version)).collect()
        };
        for version in versions {
            jobs.push(Job { place: jobs.len(), case, version });
        }
    }
    jobs
}

fn judge(job: &Job<'_>, target: &Target, selection: &Selection, pics: &Pics) -> CaseResult {
    let started = Instant::now();
    let case = job.case;
    let (verdict, trace) = match reason_against(job, selection, pics) {
        Some(reason) => (Verdict::NotApplicable(reason), Vec::new()),
        None => {
            let version = job.version.unwrap_or_else(|| common_version(selection, pics));
            let context = Context::new(target, version);
            let mut outcome = (case.steps)(&context);
            if case.severity == Severity::Robustness && !matches!(outcome, Err(Stop::Fail { .. })) {
                outcome = outcome.and(context.survives());
            }
            (context.verdict(outcome), context.trace())
        }
    };
    CaseResult {
        id: case.id.clone(),
        clauses: case.clauses,
        version: job.version,
        severity: case.severity,
        needs: needs(job),
        verdict,
        trace,
        took: started.elapsed().max(Duration::from_micros(1)),
    }
}

/// The version for a case to which it makes no difference.
fn common_version(selection: &Selection, pics: &Pics) -> Version {
    let first = selection.versions.first().copied().unwrap_or(Version::V3_4);
    let only_5_0 = !pics.claims(Feature::Version34) && selection.versions.contains(&Version::V5_0);
    if only_5_0 { Version::V5_0 } else { first }
}

/// What the peer must claim: the version, and what the case is about.
fn needs(job: &Job<'_>) -> Vec<Feature> {
    let version = match job.version {
        Some(Version::V3_4) => Some(Feature::Version34),
        Some(Version::V5_0) => Some(Feature::Version50),
        None => None,
    };
    version.into_iter().chain(job.case.needs.iter().copied()).collect()
}

/// Why a case is not run.
fn reason_against(job: &Job<'_>, selection: &Selection, pics: &Pics) -> Option<String> {
    if let Some(missing) = needs(job).into_iter().find(|feature| !pics.claims(*feature)) {
        return Some(format!("the peer does not claim {}", Pics::key(missing)));
    }
    (job.case.slow && !selection.slow).then(|| "waits for timers of the peer: run with --slow".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_part_of_the_name_with_gaps() {
        let takes = |pattern: &str, id: &str| {
            Selection { pattern: Some(pattern.into()), ..Selection::default() }.takes(id)
        };
        assert!(takes("smpp.bind", "smpp.bind.twice") && takes("twice", "smpp.bind.twice"));
        assert!(takes("smpp.*.twice", "smpp.bind.twice") && takes("*", "smpp.bind.twice"));
        assert!(!takes("smpp.*.twice", "smpp.twice") && !takes("unbind", "smpp.bind.twice"));
        assert!(Selection::default().takes("smpp.bind.twice"));
    }
}
