//! Runs cases: a few at a time where they do not stand in each other's way.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::case::{Case, Severity, Versions};
use super::pics::Pics;
use super::tested::{Context as _, Tested};
use super::verdict::{CaseResult, Outcome, Stop, Verdict};

/// Which cases are run, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Selection {
    /// Only cases whose id contains this; a `*` stands for anything.
    pub pattern: Option<String>,
    /// Only cases of a clause that contains this: `§13.3`, `RFC 3262`.
    pub clause: Option<String>,
    /// Whether cases are run that wait for timers of the peer.
    pub slow: bool,
    /// How many cases run at a time.
    pub jobs: usize,
}

impl Default for Selection {
    fn default() -> Self {
        Self { pattern: None, clause: None, slow: false, jobs: 4 }
    }
}

impl Selection {
    /// Whether this case is run.
    #[must_use]
    pub fn takes_case<T: Tested>(&self, case: &Case<T>) -> bool {
        let is_of = |clause: &String| case.clauses.contains(clause.as_str());
        self.takes(&case.id) && self.clause.as_ref().is_none_or(is_of)
    }

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
struct Job<'a, T: Tested> {
    place: usize,
    case: &'a Case<T>,
    version: Option<T::Version>,
}

/// Runs the cases that the selection takes, and gives their results in the order of the list.
#[must_use]
pub fn run<T: Tested>(cases: &[Case<T>], target: &T, selection: &Selection, pics: &Pics) -> Vec<CaseResult> {
    run_and_tell(cases, target, selection, pics, |_| ())
}

/// The same, and tells each result as soon as it and all before it in the list are there.
pub fn run_and_tell<T: Tested>(
    cases: &[Case<T>],
    target: &T,
    selection: &Selection,
    pics: &Pics,
    tell: impl Fn(&CaseResult) + Sync,
) -> Vec<CaseResult> {
    let jobs = jobs(cases, target, selection);
    let (alone, together): (VecDeque<Job<'_, T>>, VecDeque<Job<'_, T>>) =
        jobs.into_iter().partition(|job| job.case.alone || target.one_at_a_time());
    // By their places, and how many of them are told.
    let results = Mutex::new((BTreeMap::new(), 0));
    let queue = Mutex::new(together);
    let work = |queue: &Mutex<VecDeque<Job<'_, T>>>| {
        loop {
            // The guard must not live as long as the case.
            let next = lock(queue).pop_front();
            let Some(job) = next else { break };
            let result = judge(&job, target, selection, pics);
            let (results, told) = &mut *lock(&results);
            results.insert(job.place, result);
            while let Some(result) = results.get(told) {
                tell(result);
                *told += 1;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..selection.jobs.max(1) {
            scope.spawn(|| work(&queue));
        }
    });
    work(&Mutex::new(alone));
    results.into_inner().unwrap_or_else(PoisonError::into_inner).0.into_values().collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn jobs<'a, T: Tested>(cases: &'a [Case<T>], target: &T, selection: &Selection) -> Vec<Job<'a, T>> {
    let mut jobs = Vec::new();
    for case in cases.iter().filter(|case| selection.takes_case(case)) {
        let versions: Vec<Option<T::Version>> =
            if case.versions == Versions::Any || target.versions().is_empty() {
                vec![None]
            } else {
                let wanted = |version: &&T::Version| {
                    case.versions == Versions::All || case.versions == Versions::Only(**version)
                };
                target.versions().iter().filter(wanted).map(|version| Some(*version)).collect()
            };
        for version in versions {
            jobs.push(Job { place: jobs.len(), case, version });
        }
    }
    jobs
}

fn judge<T: Tested>(job: &Job<'_, T>, target: &T, selection: &Selection, pics: &Pics) -> CaseResult {
    let started = Instant::now();
    let case = job.case;
    let (verdict, trace) = match reason_against(job, selection, pics) {
        Some(reason) => (Verdict::NotApplicable(reason), Vec::new()),
        None => {
            let context = target.context(job.version, pics);
            let mut outcome = (case.steps)(&context);
            if case.severity == Severity::Robustness && !matches!(outcome, Err(Stop::Fail { .. })) {
                outcome = outcome.and(context.survives());
            }
            (verdict(outcome, |text| context.hide(text)), context.trace())
        }
    };
    CaseResult {
        id: case.id.clone(),
        clauses: case.clauses,
        version: job.version.map(|version| version.to_string()),
        severity: case.severity,
        needs: needs(job),
        verdict,
        trace,
        took: started.elapsed().max(Duration::from_micros(1)),
    }
}

/// What a case found, without what must not be shown.
fn verdict(outcome: Outcome, hide: impl Fn(&str) -> String) -> Verdict {
    match outcome {
        Ok(()) => Verdict::Pass,
        Err(Stop::Fail { expected, came }) => Verdict::Fail { expected: hide(&expected), came: hide(&came) },
        Err(Stop::Inconclusive(reason)) => Verdict::Inconclusive(hide(&reason)),
    }
}

/// What the peer must claim: the version, and what the case is about.
fn needs<T: Tested>(job: &Job<'_, T>) -> Vec<&'static str> {
    job.version.map(T::claim).into_iter().chain(job.case.needs.iter().copied()).collect()
}

/// Why a case is not run.
fn reason_against<T: Tested>(job: &Job<'_, T>, selection: &Selection, pics: &Pics) -> Option<String> {
    if let Some(missing) = needs(job).into_iter().find(|feature| !pics.claims(*feature)) {
        return Some(format!("the peer does not claim {missing}"));
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
