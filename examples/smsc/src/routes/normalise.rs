//! Numbers in the international form of ITU-T E.164.

use std::borrow::Cow;

use brivas_platform::config::{Config, NormaliseConfig};
use brivas_smpp::{Npi, Ton};

use super::compile::system_ids;
use super::query::{Address, Query, RoutedAddress, Subject};

/// The most digits of an international number (ITU-T E.164 §6.2.1).
const MOST_DIGITS: usize = 15;

/// All `[[normalise]]` rules.
#[derive(Clone, Debug)]
pub(super) struct Normaliser {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    /// system_ids, sorted; `None`: any.
    tenants: Option<Vec<Vec<u8>>>,
    source: bool,
    destination: bool,
    tons: Vec<Ton>,
    /// The longest first.
    international_prefixes: Vec<Vec<u8>>,
    national_prefix: Vec<u8>,
    country: Option<Vec<u8>>,
    national_lengths: Vec<u8>,
}

/// What was done to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It was international, but not told by type and plan.
    Marked,
    /// An international prefix was taken off.
    InternationalPrefix,
    /// The national prefix gave way to the country's code.
    NationalPrefix,
    /// The country's code was put before it.
    Country,
}

impl Normaliser {
    /// Whether there is no rule.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    pub(super) fn new(config: &Config) -> Self {
        Self { rules: config.normalise.iter().map(|rule| Rule::new(config, rule)).collect() }
    }

    /// The question with its addresses normalised.
    pub(super) fn subject<'a>(&self, query: &Query<'a>) -> Subject<'a> {
        let rule = self.rule_for(query.tenant).map(|(_, rule)| rule);
        let number = |address: Address<'a>, wanted: fn(&Rule) -> bool| {
            let changed = rule.filter(|rule| wanted(rule)).and_then(|rule| rule.apply(address));
            changed.map_or_else(|| address.into(), |(address, _)| address)
        };
        Subject {
            tenant: query.tenant,
            source: number(query.source, |rule| rule.source),
            destination: number(query.destination, |rule| rule.destination),
            service_type: query.service_type,
            unix_ms: query.unix_ms,
        }
    }

    /// What is done to source and destination: the place of the rule, which of the two it is, and what changed.
    pub(super) fn changes(&self, query: &Query<'_>) -> Vec<(usize, &'static str, Change)> {
        let Some((index, rule)) = self.rule_for(query.tenant) else { return Vec::new() };
        let both =
            [("source", rule.source, query.source), ("destination", rule.destination, query.destination)];
        let changed = both.into_iter().filter(|(_, wanted, _)| *wanted);
        changed.filter_map(|(name, _, address)| Some((index, name, rule.apply(address)?.1))).collect()
    }

    fn rule_for(&self, tenant: &[u8]) -> Option<(usize, &Rule)> {
        let is_for =
            |rule: &Rule| rule.tenants.as_ref().is_none_or(|tenants| tenants.iter().any(|id| id == tenant));
        self.rules.iter().enumerate().find(|(_, rule)| is_for(rule))
    }
}

impl Rule {
    fn new(config: &Config, rule: &NormaliseConfig) -> Self {
        let octets = |text: &String| text.as_bytes().to_vec();
        let mut international_prefixes: Vec<Vec<u8>> = rule.international_prefix.iter().map(octets).collect();
        international_prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        Self {
            tenants: system_ids(config, &rule.tenant),
            source: rule.source,
            destination: rule.destination,
            tons: rule.ton.iter().map(|ton| Ton(*ton)).collect(),
            international_prefixes,
            national_prefix: octets(&rule.national_prefix),
            country: rule.country.as_ref().map(octets),
            national_lengths: rule.national_length.clone(),
        }
    }

    /// The international number; `None` where the address is one already, or is left alone.
    fn apply<'a>(&self, address: Address<'a>) -> Option<(RoutedAddress<'a>, Change)> {
        if !self.tons.contains(&address.ton) {
            return None;
        }
        let (number, change) = self.number(address)?;
        let is_number = (1..=MOST_DIGITS).contains(&number.len())
            && number.iter().all(u8::is_ascii_digit)
            && !number.starts_with(b"0");
        is_number
            .then_some((RoutedAddress { ton: Ton::International, npi: Npi::Isdn, digits: number }, change))
    }

    fn number<'a>(&self, address: Address<'a>) -> Option<(Cow<'a, [u8]>, Change)> {
        let digits = address.digits;
        if let Some(rest) = self.without_international_prefix(address) {
            return Some((Cow::Borrowed(rest), Change::InternationalPrefix));
        }
        if address.ton == Ton::International {
            return (address.npi != Npi::Isdn).then_some((Cow::Borrowed(digits), Change::Marked));
        }
        let country = self.country.as_ref()?;
        let after_prefix = digits.strip_prefix(self.national_prefix.as_slice());
        let (rest, change) = match after_prefix.filter(|_| !self.national_prefix.is_empty()) {
            Some(rest) => (rest, Change::NationalPrefix),
            None if address.ton == Ton::National => (digits, Change::Country),
            None if self.national_lengths.iter().any(|length| usize::from(*length) == digits.len()) => {
                (digits, Change::Country)
            }
            None => return None,
        };
        (!rest.is_empty()).then(|| (Cow::Owned([country, rest].concat()), change))
    }

    /// What follows the international prefix. A number of international type loses only a prefix that no country's code
    /// begins like: 810 is a prefix in one country, and begins the numbers of another.
    fn without_international_prefix<'a>(&self, address: Address<'a>) -> Option<&'a [u8]> {
        let is_code = |prefix: &[u8]| prefix.first().is_some_and(|first| (b'1'..=b'9').contains(first));
        let mut prefixes = self.international_prefixes.iter();
        prefixes.find_map(|prefix| {
            let rest = address.digits.strip_prefix(prefix.as_slice())?;
            (address.ton != Ton::International || !is_code(prefix)).then_some(rest)
        })
    }
}
