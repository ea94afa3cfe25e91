//! Which requests are sent, and in which order.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use brivas_smpp::CommandId;

/// A request that can be part of the mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    SubmitSm,
    DataSm,
    QuerySm,
    EnquireLink,
}

impl Request {
    pub(crate) const ALL: [Self; 4] = [Self::SubmitSm, Self::DataSm, Self::QuerySm, Self::EnquireLink];

    pub(crate) const fn command_id(self) -> CommandId {
        match self {
            Self::SubmitSm => CommandId::submit_sm,
            Self::DataSm => CommandId::data_sm,
            Self::QuerySm => CommandId::query_sm,
            Self::EnquireLink => CommandId::enquire_link,
        }
    }

    /// The standard's name.
    pub(crate) fn name(self) -> &'static str {
        self.command_id().name().unwrap_or("request")
    }

    /// Whether it hands over a message, and its answer a `message_id`.
    pub(crate) const fn is_message(self) -> bool {
        matches!(self, Self::SubmitSm | Self::DataSm)
    }
}

/// A cycle of requests in which each has the share asked for, spread as evenly as can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mix {
    cycle: Vec<Request>,
    shares: Vec<(Request, u64)>,
}

impl Mix {
    /// The longest cycle: shares finer than this make no sense.
    const MAX_CYCLE: u64 = 10_000;

    /// The request at this place of the endless sequence.
    pub(crate) fn at(&self, place: usize) -> Request {
        self.cycle.get(place % self.cycle.len().max(1)).copied().unwrap_or(Request::SubmitSm)
    }

    pub(crate) fn contains(&self, request: Request) -> bool {
        self.cycle.contains(&request)
    }

    /// Each turn every request gains its share and the one with the most is sent, which costs it a whole cycle's worth.
    fn new(shares: Vec<(Request, u64)>) -> Self {
        let total: u64 = shares.iter().map(|(_, share)| share).sum();
        let mut credit: Vec<i64> = vec![0; shares.len()];
        let mut cycle = Vec::new();
        for _ in 0..total {
            for (credit, (_, share)) in credit.iter_mut().zip(&shares) {
                *credit += i64::try_from(*share).unwrap_or(0);
            }
            let richest = credit.iter_mut().zip(&shares).rev().max_by_key(|(credit, _)| **credit);
            if let Some((credit, (request, _))) = richest {
                *credit -= i64::try_from(total).unwrap_or(0);
                cycle.push(*request);
            }
        }
        Self { cycle, shares }
    }
}

/// As it is given on the command line.
impl Display for Mix {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (place, (request, share)) in self.shares.iter().enumerate() {
            write!(f, "{}{}={share}", if place > 0 { "," } else { "" }, request.name())?;
        }
        Ok(())
    }
}

impl FromStr for Mix {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut shares = Vec::new();
        for part in text.split(',') {
            let (name, share) = part.split_once('=').ok_or(format!("`{part}` is not NAME=SHARE"))?;
            let request = Request::ALL
                .into_iter()
                .find(|it| it.name() == name.trim())
                .ok_or(format!("`{name}` is none of submit_sm, data_sm, query_sm, enquire_link"))?;
            let share: u64 = share.trim().parse().map_err(|_| format!("`{share}` is no whole number"))?;
            if shares.iter().any(|(it, _)| *it == request) {
                return Err(format!("{name} is there twice"));
            }
            shares.push((request, share));
        }
        let total = shares.iter().try_fold(0, |sum: u64, (_, share)| sum.checked_add(*share));
        match total {
            Some(1..=Self::MAX_CYCLE) => {}
            _ => return Err(format!("the shares add up to none of 1 to {}", Self::MAX_CYCLE)),
        }
        if shares.iter().any(|(it, share)| *it == Request::QuerySm && *share > 0)
            && !shares.iter().any(|(it, share)| it.is_message() && *share > 0)
        {
            return Err("query_sm needs messages to ask about: give submit_sm or data_sm a share".into());
        }
        Ok(Self::new(shares))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_kept_and_spread() {
        let mix: Mix = "submit_sm=3,enquire_link=1".parse().unwrap();
        let sent: Vec<_> = (0..8).map(|place| mix.at(place)).collect();
        use Request::{EnquireLink as E, SubmitSm as S};
        assert_eq!(sent, [S, S, E, S, S, S, E, S]);
    }

    #[test]
    fn what_is_no_mix_is_refused_with_its_reason() {
        for (text, reason) in [
            ("submit_sm", "NAME=SHARE"),
            ("bind=1", "none of"),
            ("submit_sm=x", "whole number"),
            ("submit_sm=0", "add up"),
            ("submit_sm=9999,data_sm=2", "add up"),
            ("submit_sm=18446744073709551615,data_sm=1", "add up"),
            ("submit_sm=1,submit_sm=1", "twice"),
            ("query_sm=1,enquire_link=1", "messages to ask about"),
        ] {
            let error = text.parse::<Mix>().unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
        assert!("submit_sm=9999,data_sm=1".parse::<Mix>().is_ok());
    }
}
