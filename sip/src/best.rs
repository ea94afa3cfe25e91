//! Which of the final responses of several attempts goes back (RFC 3261 §16.7, steps 6 to 8): by a proxy, and by a back-to-back user
//! agent that rings several at once.

use std::sync::Arc;

use bytes::Bytes;

use crate::header::HeaderName;
use crate::message::Rows;
use crate::{Message, StatusCode};

/// What goes back.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A response of ours.
    Ours(StatusCode),
    /// One of those that came, with this status.
    Theirs(StatusCode, Bytes),
}

/// The best response so far, and what belongs to others and goes with it.
#[derive(Debug, Default)]
pub(crate) struct Best {
    found: Option<Found>,
    /// The first 487, which is the answer to a request that was taken back.
    terminated: Option<Arc<Message>>,
    /// The challenges of every 401 and 407.
    challenges: Rows,
}

#[derive(Debug)]
struct Found {
    code: StatusCode,
    /// `None` if it is as good as came, since none did.
    response: Option<Arc<Message>>,
}

impl Best {
    /// A final response came, which has lost our Via.
    pub(crate) fn add(&mut self, code: StatusCode, response: Arc<Message>) {
        if is_challenge(code) {
            self.challenges.copy(&response, |field| is_challenge_row(field.name));
        }
        if code == StatusCode::REQUEST_TERMINATED && self.terminated.is_none() {
            self.terminated = Some(response.clone());
        }
        self.offer(Found { code, response: Some(response) });
    }

    /// None came, which is as good as this.
    pub(crate) fn add_local(&mut self, code: StatusCode) {
        self.offer(Found { code, response: None });
    }

    fn offer(&mut self, new: Found) {
        if self.found.as_ref().is_none_or(|found| new.rank() < found.rank()) {
            self.found = Some(new);
        }
    }

    /// The best, and its response if it has come; `None` if there was none.
    pub(crate) fn into_best(self) -> Option<(StatusCode, Option<Arc<Message>>)> {
        self.found.map(|Found { code, response }| (code, response))
    }

    /// The one that goes back by a proxy.
    pub(crate) fn reply(self, is_cancelled: bool) -> Reply {
        let Some(Found { code, response }) = self.found else {
            let none = StatusCode::TEMPORARILY_UNAVAILABLE;
            return Reply::Ours(if is_cancelled { StatusCode::REQUEST_TERMINATED } else { none });
        };
        let (code, response) = match code.class() {
            6 => (code, response),
            _ if is_cancelled => (StatusCode::REQUEST_TERMINATED, self.terminated),
            _ => (code, response),
        };
        match (code, response) {
            // It is one branch that does not serve, not this proxy (RFC 3261 §16.7, step 6).
            (StatusCode::SERVICE_UNAVAILABLE, _) => Reply::Ours(StatusCode::SERVER_INTERNAL_ERROR),
            (_, None) => Reply::Ours(code),
            (_, Some(response)) if is_challenge(code) => {
                let octets = response.edited(|field| !is_challenge_row(field.name), &self.challenges);
                Reply::Theirs(code, octets)
            }
            (_, Some(response)) => Reply::Theirs(code, response.bytes()),
        }
    }
}

impl Found {
    /// The least is the best: what came before what did not, 6xx before the lowest class, and in a class what helps with another try
    /// before what says nothing of whom it was for. Of equal ones the first stays.
    fn rank(&self) -> (bool, u16, u8) {
        let class = self.code.class();
        let within = match self.code.0 {
            401 | 407 | 415 | 420 | 484 => 0,
            408 | 487 | 503 => 2,
            _ => 1,
        };
        (self.response.is_none(), if class == 6 { 0 } else { class }, within)
    }
}

fn is_challenge(code: StatusCode) -> bool {
    matches!(code, StatusCode::UNAUTHORIZED | StatusCode::PROXY_AUTHENTICATION_REQUIRED)
}

fn is_challenge_row(name: HeaderName) -> bool {
    matches!(name, HeaderName::WWW_AUTHENTICATE | HeaderName::PROXY_AUTHENTICATE)
}
