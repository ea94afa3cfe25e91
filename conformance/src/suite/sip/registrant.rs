//! One of ours who registers, with credentials if they are wanted.

use std::sync::Arc;

use brivas_sip::auth::{Account, Answer, Attempt, Client, Covered};
use bytes::Bytes;

use super::context::{Context, token};
use super::message::{Message, param, uri};
use super::party::{Party, is_one_of};
use crate::suite::verdict::{Outcome, fail};

/// Somebody who registers an address-of-record of his own name, under one Call-ID.
pub(crate) struct Registrant {
    pub(crate) party: Party,
    pub(crate) number: u32,
    base: Message,
    username: String,
    password: String,
}

impl Registrant {
    /// Somebody new, for whom nothing is registered any more.
    pub(crate) fn new(t: &Context<'_>) -> Outcome<Self> {
        let mut registrant = Self::stranger(t)?;
        registrant.set(&[("Contact", "*"), ("Expires", "0")], &[200])?;
        Ok(registrant)
    }

    /// Somebody new, who has sent nothing.
    pub(crate) fn stranger(t: &Context<'_>) -> Outcome<Self> {
        let party = t.party()?;
        let base = party.request("REGISTER", &t.target.registrar_uri);
        let aor = &t.target.aor;
        let base = base.set("To", format!("<{aor}>")).set("From", format!("<{aor}>;tag={}", token()));
        let (username, password) = (t.target.username.clone(), t.target.password.text().to_owned());
        Ok(Self { party, number: 0, base, username, password })
    }

    /// The next REGISTER with these rows.
    pub(crate) fn register(&mut self, rows: &[(&str, &str)]) -> Message {
        self.number += 1;
        let mut request =
            self.base.clone().set("Via", self.party.via()).set("CSeq", format!("{} REGISTER", self.number));
        for (name, value) in rows {
            request = request.with(name, *value);
        }
        request
    }

    /// Sends a REGISTER with these rows, answers a challenge, and gives the final response.
    pub(crate) fn ask(&mut self, rows: &[(&str, &str)]) -> Outcome<Message> {
        let request = self.register(rows);
        let response = self.party.ask(&request)?;
        if ![401, 407].contains(&response.status()) {
            return Ok(response);
        }
        let authorized = self.authorized(&request, &response)?;
        self.party.ask(&authorized)
    }

    /// The same, with one of these statuses.
    pub(crate) fn set(&mut self, rows: &[(&str, &str)], statuses: &[u16]) -> Outcome<Message> {
        let response = self.ask(rows)?;
        is_one_of(&response, statuses)?;
        Ok(response)
    }

    /// The URIs that are registered, in order.
    pub(crate) fn fetched(&mut self) -> Outcome<Vec<String>> {
        let mut uris: Vec<String> =
            self.set(&[], &[200])?.values("Contact").iter().map(|value| uri(value)).collect();
        uris.sort();
        Ok(uris)
    }

    /// The request once more, with credentials for the challenge.
    pub(crate) fn authorized(&mut self, request: &Message, challenge: &Message) -> Outcome<Message> {
        let password = self.password.clone();
        self.authorized_by(request, challenge, &password)
    }

    /// The same with another password.
    pub(crate) fn authorized_by(
        &mut self,
        request: &Message,
        challenge: &Message,
        password: &str,
    ) -> Outcome<Message> {
        let account = Account::with_password(None, self.username.as_bytes(), password.as_bytes());
        let mut client = Client::new(Arc::from([account]), [7; 32]);
        let read = |message: &Message| brivas_sip::Message::read(Bytes::from(message.octets()));
        let (Ok(sent), Ok(came)) = (read(request), read(challenge)) else {
            return fail("a challenge that can be read", challenge.start.clone());
        };
        let Some(covered) = Covered::of(&sent) else { return fail("a challenge", "none") };
        let rows = match client.answer(&mut Attempt::default(), &covered, &came) {
            Answer::Retry(rows) => rows,
            Answer::GiveUp(why) => return fail("a challenge that can be answered", format!("{why:?}")),
        };
        self.number += 1;
        let mut again =
            request.clone().set("Via", self.party.via()).set("CSeq", format!("{} REGISTER", self.number));
        for line in String::from_utf8_lossy(rows.octets()).split_terminator("\r\n") {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            again = again.with(name, value.trim());
        }
        Ok(again)
    }
}

/// For how many seconds a response says that this URI is registered.
pub(crate) fn expires(response: &Message, contact: &str) -> Option<u32> {
    let value = response.values("Contact").into_iter().find(|value| uri(value) == contact)?;
    param(&value, "expires").as_deref().or(response.value("Expires"))?.parse().ok()
}
