//! One post of a receipt, and what its answer means.

use std::io;
use std::time::Duration;

use brivas_smpp::CommandStatus;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HOST, HeaderMap, RETRY_AFTER, USER_AGENT};
use hyper::{Request, StatusCode};
use serde::Serialize;
use tokio::time::timeout;

use super::channel::Channel;
use super::receipt::Receipt;
use super::{Hook, retry_after};
use crate::engine::Outcome;
use crate::shared::moment;

const AGENT: &str = concat!("brivas/", env!("CARGO_PKG_VERSION"));

/// A receipt that is to be posted.
pub(super) struct Letter {
    /// The engine's name for this delivery.
    pub(super) token: u64,
    pub(super) receipt: Receipt,
    /// 1 for the first.
    pub(super) attempt: u16,
}

/// What became of a post.
pub(super) struct Posted {
    pub(super) token: u64,
    pub(super) outcome: Outcome,
    /// For how long the receiver wants to be left in peace.
    pub(super) pause: Option<Duration>,
    /// The channel, if it can be used again.
    pub(super) channel: Option<Channel>,
}

/// The body of a post.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    receipt: &'a Receipt,
    attempt: u16,
}

/// Posts a receipt, by this channel if it still serves.
pub(super) async fn post(hook: &Hook, letter: &Letter, channel: Option<Channel>) -> Posted {
    let token = letter.token;
    let answer = timeout(hook.common.timeout, exchange(hook, letter, channel)).await;
    let (outcome, pause, channel) = match answer {
        Ok(Ok((status, headers, channel))) => {
            let (outcome, pause) = judge(status, &headers);
            if status.is_success() {
                tracing::debug!(?hook, token, attempt = letter.attempt, %status, "a receipt was taken");
            } else {
                tracing::warn!(?hook, token, attempt = letter.attempt, %status, "a receipt was not taken");
            }
            (outcome, pause, channel)
        }
        Ok(Err(error)) => {
            tracing::warn!(?hook, token, attempt = letter.attempt, %error, "a receipt was not posted");
            (Outcome::Lost, None, None)
        }
        Err(_) => {
            tracing::warn!(?hook, token, attempt = letter.attempt, "a receipt was not answered in time");
            (Outcome::TimedOut, None, None)
        }
    };
    Posted { token, outcome, pause, channel }
}

type Answer = (StatusCode, HeaderMap, Option<Channel>);

async fn exchange(hook: &Hook, letter: &Letter, channel: Option<Channel>) -> io::Result<Answer> {
    if let Some(channel) = channel.filter(Channel::is_fresh)
        && let Ok(answer) = send(hook, letter, channel).await
    {
        return Ok(answer);
    }
    // A receiver may close a channel that was kept just when it is used again: that says nothing about the receipt.
    let channel = Channel::open(hook).await?;
    send(hook, letter, channel).await
}

async fn send(hook: &Hook, letter: &Letter, mut channel: Channel) -> io::Result<Answer> {
    let (answer, usable) = channel.send(request(hook, letter)?).await.map_err(io::Error::other)?;
    let (head, ()) = answer.into_parts();
    Ok((head.status, head.headers, usable.then_some(channel)))
}

fn request(hook: &Hook, letter: &Letter) -> io::Result<Request<Full<Bytes>>> {
    let body = serde_json::to_vec(&Body { receipt: &letter.receipt, attempt: letter.attempt })?;
    let id = letter.receipt.delivery_id(letter.token);
    let unix_secs = moment().unix_ms / 1000;
    let signature = hook.secret.sign(&id, unix_secs, &body);
    Request::post(&hook.path)
        .header(HOST, &hook.authority)
        .header(USER_AGENT, AGENT)
        .header(CONTENT_TYPE, "application/json")
        .header("brivas-delivery-id", &id)
        .header("webhook-id", &id)
        .header("webhook-timestamp", unix_secs)
        .header("webhook-signature", signature)
        .body(Full::new(body.into()))
        .map_err(io::Error::other)
}

/// What the engine makes of an answer, and for how long nothing more is to be posted.
fn judge(status: StatusCode, headers: &HeaderMap) -> (Outcome, Option<Duration>) {
    if status.is_success() {
        return (Outcome::Answered(CommandStatus::ESME_ROK), None);
    }
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        let wait = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wait = wait.and_then(|value| retry_after::read(value, moment().unix_ms));
        return (Outcome::Answered(CommandStatus::ESME_RTHROTTLED), wait);
    }
    if status.is_client_error() {
        return (Outcome::Answered(CommandStatus::ESME_RX_P_APPN), None);
    }
    // Redirects, too: they are not followed, since nobody has checked where they lead.
    (Outcome::Lost, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_of_answer_has_its_meaning() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "7".parse().unwrap());
        let wait = Some(Duration::from_secs(7));
        let answered = |status| Outcome::Answered(status);
        for (status, outcome, pause) in [
            (200, answered(CommandStatus::ESME_ROK), None),
            (299, answered(CommandStatus::ESME_ROK), None),
            (301, Outcome::Lost, None),
            (308, Outcome::Lost, None),
            (400, answered(CommandStatus::ESME_RX_P_APPN), None),
            (410, answered(CommandStatus::ESME_RX_P_APPN), None),
            (429, answered(CommandStatus::ESME_RTHROTTLED), wait),
            (499, answered(CommandStatus::ESME_RX_P_APPN), None),
            (500, Outcome::Lost, None),
            (503, answered(CommandStatus::ESME_RTHROTTLED), wait),
            (599, Outcome::Lost, None),
        ] {
            assert_eq!(judge(StatusCode::from_u16(status).unwrap(), &headers), (outcome, pause), "{status}");
        }
        let without = judge(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new());
        assert_eq!(without, (answered(CommandStatus::ESME_RTHROTTLED), None));
    }
}
