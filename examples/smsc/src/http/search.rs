//! `GET /v1/operator/messages`: one message by its id, or those under way by the beginning of an address. Texts are never
//! shown.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::error::Problem;
use super::messages::ask;
use super::operator::Operator;
use crate::engine::{Finding, Input, Search, Wanted};
use crate::message_id;
use crate::shared::Shared;
use brivas_smpp::InterfaceVersion;

/// Messages of one answer, unless fewer are asked for.
const PAGE: usize = 100;

/// What is looked for: one of `id`, `from`, `to`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    id: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// The `next` of the answer before.
    before: Option<u64>,
    limit: Option<usize>,
}

pub(super) async fn messages(
    State(shared): State<Arc<Shared>>,
    _: Operator,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<axum::Json<Value>, Problem> {
    let Query(asked) = query.map_err(|error| Problem::field(error.body_text()))?;
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&limit) {
        return Err(Problem::field("`limit` is 1 to 100"));
    }
    let before = asked.before.unwrap_or(u64::MAX);
    let wanted = wanted(&asked)?;
    let (reply, answer) = oneshot::channel();
    let findings = ask(&shared, Input::Search(Search { wanted, before, limit, reply }), answer).await?;
    let messages: Vec<Value> = findings.messages.iter().map(|finding| shown(&shared, finding)).collect();
    let next = findings.next.map(|next| next.to_string());
    Ok(axum::Json(json!({ "messages": messages, "next": next })))
}

fn wanted(asked: &Asked) -> Result<Wanted, Problem> {
    // Addresses are kept without the sign that tells an international one.
    let prefix = |text: &str| text.trim().trim_start_matches('+').as_bytes().to_vec();
    match (&asked.id, &asked.from, &asked.to) {
        (Some(id), None, None) => message_id::parse(id.trim().as_bytes(), InterfaceVersion::V5_0)
            .map(Wanted::Id)
            .ok_or_else(|| Problem::field("`id` is a number")),
        (None, Some(from), None) => Ok(Wanted::From(prefix(from))),
        (None, None, Some(to)) => Ok(Wanted::To(prefix(to))),
        _ => Err(Problem::field("give one of `id`, `from`, `to`")),
    }
}

fn shown(shared: &Shared, finding: &Finding) -> Value {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let time = |unix_ms: i64| Timestamp::from_millisecond(unix_ms).ok().map(|at| at.to_string());
    let under_way = finding.under_way.as_ref();
    json!({
        "id": text(message_id::format(finding.id, InterfaceVersion::V5_0).as_bytes()),
        "tenant": shared.tenant_name(&finding.origin),
        "from": text(&finding.from),
        "to": under_way.map(|message| text(&message.to)),
        "state": format!("{:?}", finding.state),
        "error": finding.error,
        "attempts": under_way.map(|message| message.attempts),
        "submitted_at": under_way.and_then(|message| time(message.submitted_at)),
        "due_at": under_way.and_then(|message| time(message.due_at)),
        "expires_at": under_way.and_then(|message| time(message.expires_at)),
        "ended_at": finding.ended_at.and_then(time),
    })
}
