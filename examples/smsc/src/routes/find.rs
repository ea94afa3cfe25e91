//! The first route whose conditions hold.

use super::prefixes::LONGEST_PREFIX;
use super::query::Subject;
use super::rewrite::rewritten;
use super::{Compiled, Decision, Entry, Query, Route, RoutedAddress, Routes};
use brivas_platform::config::RewriteConfig;

impl Routes {
    /// Where a message goes. It allocates nothing unless something is put before an address.
    #[must_use]
    pub fn find<'a>(&'a self, query: &Query<'a>) -> Decision<'a> {
        let subject = self.normaliser.subject(query);
        let chosen = self.choose(&subject);
        let Subject { source, destination, .. } = subject;
        match chosen {
            Some(chosen) => Decision {
                route: Some(&chosen.route),
                source: rewritten(source, &chosen.rewrite.source),
                destination: rewritten(destination, &chosen.rewrite.destination),
            },
            None => Decision { route: None, source, destination },
        }
    }

    /// The source and destination of a message that takes this route, or none: normalised, and rewritten by the route.
    #[must_use]
    pub fn addresses<'a>(
        &'a self,
        route: Option<usize>,
        query: &Query<'a>,
    ) -> (RoutedAddress<'a>, RoutedAddress<'a>) {
        let Subject { source, destination, .. } = self.normaliser.subject(query);
        match route.and_then(|route| self.routes.get(route)) {
            Some(Compiled { rewrite, .. }) => {
                (rewritten(source, &rewrite.source), rewritten(destination, &rewrite.destination))
            }
            None => (source, destination),
        }
    }

    /// Whether [`Self::addresses`] may give others than those of the message.
    #[must_use]
    pub fn change_addresses(&self) -> bool {
        !self.normaliser.is_empty() || self.routes.iter().any(|it| it.rewrite != RewriteConfig::default())
    }

    /// All routes, in the order of the configuration.
    pub fn all(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().map(|compiled| &compiled.route)
    }

    pub(super) fn choose(&self, subject: &Subject<'_>) -> Option<&Compiled> {
        let mut candidates = Candidates::new();
        self.by_destination.walk(&subject.destination.digits, |entries| candidates.push(entries));
        self.by_source.walk(&subject.source.digits, |entries| candidates.push(entries));
        candidates.push(&self.always);
        while let Some(entry) = candidates.next() {
            let compiled = usize::try_from(entry.route).ok().and_then(|index| self.routes.get(index))?;
            if compiled.conditions.first_unmet_beside_prefix(subject).is_none() {
                return Some(compiled);
            }
        }
        None
    }
}

/// Lists of routes, each in order, that are gone through together in the order in which routes are tried.
struct Candidates<'a> {
    lists: [&'a [Entry]; MOST_LISTS],
    count: usize,
}

/// One for each prefix of either address, and one for the routes without prefix.
const MOST_LISTS: usize = 2 * LONGEST_PREFIX + 1;

impl<'a> Candidates<'a> {
    fn new() -> Self {
        Self { lists: [&[]; MOST_LISTS], count: 0 }
    }

    fn push(&mut self, entries: &'a [Entry]) {
        if let Some(place) = self.lists.get_mut(self.count).filter(|_| !entries.is_empty()) {
            *place = entries;
            self.count += 1;
        }
    }

    /// The next route, and of those that are tried at once the one with the longest prefix, which came in last.
    fn next(&mut self) -> Option<Entry> {
        let lists = self.lists.get_mut(..self.count)?;
        let heads = lists.iter().filter_map(|list| list.first()).copied();
        let next = heads.reduce(|best, head| if head.step <= best.step { head } else { best })?;
        for list in lists {
            while let Some((_, rest)) = list.split_first().filter(|(head, _)| head.step == next.step) {
                *list = rest;
            }
        }
        Some(next)
    }
}
