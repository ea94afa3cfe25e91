//! Receipts that a hook did not take: listed, and posted again, by a tenant its own, by the operator anybody's.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::error::Problem;
use super::messages::ask;
use super::operator::Operator;
use super::tenant::Caller;
use crate::engine::{DeadLetter, DeadLettersAsked, DeadLettersPage, Input};
use crate::hook::Receipt;
use crate::shared::Shared;

/// Letters of one answer, unless fewer are asked for.
const PAGE: usize = 100;
/// The most ids that one request can name.
const MOST_IDS: usize = 1000;

/// What of the list is wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listing {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
    /// The name of a tenant; for the operator alone.
    tenant: Option<String>,
}

/// Which are to be posted again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replay {
    /// These.
    ids: Option<BTreeSet<String>>,
    /// Or all.
    #[serde(default)]
    all: bool,
    /// The name of a tenant; for the operator alone.
    tenant: Option<String>,
}

type Answer = Result<axum::Json<Value>, Problem>;

pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Caller(tenant): Caller,
    query: Result<Query<Listing>, QueryRejection>,
) -> Answer {
    let listing = listing(query)?;
    only_for_operator(listing.tenant.is_some())?;
    show(&shared, Some(tenant.system_id.clone()), &listing).await
}

pub(super) async fn list_all(
    State(shared): State<Arc<Shared>>,
    _: Operator,
    query: Result<Query<Listing>, QueryRejection>,
) -> Answer {
    let listing = listing(query)?;
    show(&shared, system_id(&shared, listing.tenant.as_deref())?, &listing).await
}

pub(super) async fn replay(
    State(shared): State<Arc<Shared>>,
    Caller(tenant): Caller,
    request: Result<axum::Json<Replay>, JsonRejection>,
) -> Answer {
    let request = body(request)?;
    only_for_operator(request.tenant.is_some())?;
    post_again(&shared, Some(tenant.system_id.clone()), request).await
}

pub(super) async fn replay_all(
    State(shared): State<Arc<Shared>>,
    _: Operator,
    request: Result<axum::Json<Replay>, JsonRejection>,
) -> Answer {
    let request = body(request)?;
    let tenant = system_id(&shared, request.tenant.as_deref())?;
    post_again(&shared, tenant, request).await
}

fn listing(query: Result<Query<Listing>, QueryRejection>) -> Result<Listing, Problem> {
    let Query(listing) = query.map_err(|error| Problem::field(error.body_text()))?;
    if listing.limit.is_some_and(|limit| !(1..=PAGE).contains(&limit)) {
        return Err(Problem::field("`limit` is 1 to 100"));
    }
    Ok(listing)
}

fn body(request: Result<axum::Json<Replay>, JsonRejection>) -> Result<Replay, Problem> {
    let axum::Json(request) = request.map_err(|error| Problem::field(error.body_text()))?;
    if request.all == request.ids.is_some() {
        return Err(Problem::field("give `ids`, or `all` as true"));
    }
    Ok(request)
}

fn only_for_operator(given: bool) -> Result<(), Problem> {
    if given { Err(Problem::field("`tenant` is for the operator alone")) } else { Ok(()) }
}

/// What the tenant of this name binds as.
fn system_id(shared: &Shared, name: Option<&str>) -> Result<Option<Vec<u8>>, Problem> {
    let Some(name) = name else { return Ok(None) };
    let tenant = shared.tenants.iter().find(|tenant| tenant.name == name);
    tenant.map(|tenant| Some(tenant.system_id.clone())).ok_or(Problem::NO_SUCH_TENANT)
}

async fn show(shared: &Shared, tenant: Option<Vec<u8>>, listing: &Listing) -> Answer {
    let limit = listing.limit.unwrap_or(PAGE);
    let page = page(shared, |reply| DeadLettersAsked {
        tenant,
        ids: None,
        after: listing.after,
        limit,
        replay: false,
        reply,
    })
    .await?;
    let letters: Vec<Value> = page.letters.iter().map(|letter| shown(shared, letter)).collect();
    let next = page.next.map(|next| next.to_string());
    Ok(axum::Json(json!({ "dead_letters": letters, "next": next })))
}

/// The engine looks at a slice of them in one turn; so it is asked until it has seen all.
async fn post_again(shared: &Shared, tenant: Option<Vec<u8>>, request: Replay) -> Answer {
    let ids = request.ids.map(numbers).transpose()?;
    let (mut after, mut replayed) = (Some(0), 0);
    while let Some(from) = after {
        let (tenant, ids) = (tenant.clone(), ids.clone());
        let page = page(shared, |reply| DeadLettersAsked {
            tenant,
            ids,
            after: from,
            limit: usize::MAX,
            replay: true,
            reply,
        })
        .await?;
        replayed += page.letters.len();
        after = page.next;
    }
    tracing::info!(replayed, "dead letters are posted again");
    Ok(axum::Json(json!({ "replayed": replayed })))
}

fn numbers(ids: BTreeSet<String>) -> Result<BTreeSet<u64>, Problem> {
    if ids.len() > MOST_IDS {
        return Err(Problem::field("`ids` names at most 1000"));
    }
    let numbers: Result<_, _> = ids.iter().map(|id| id.parse()).collect();
    numbers.map_err(|_| Problem::field("`ids` are numbers as the list has them"))
}

async fn page(
    shared: &Shared,
    asked: impl FnOnce(oneshot::Sender<Option<DeadLettersPage>>) -> DeadLettersAsked,
) -> Result<DeadLettersPage, Problem> {
    let (reply, answer) = oneshot::channel();
    ask(shared, Input::DeadLetters(asked(reply)), answer).await?.ok_or(Problem::BROKEN)
}

/// A letter with its receipt, without the text of the message.
fn shown(shared: &Shared, letter: &DeadLetter) -> Value {
    let mut value = serde_json::to_value(Receipt::of(&letter.envelope)).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("id".into(), letter.id.to_string().into());
        fields.insert("tenant".into(), shared.tenant_name(&letter.tenant).into());
        fields.insert("attempts".into(), letter.attempts.into());
        fields.insert("error".into(), letter.error.into());
        let kept_until = Timestamp::from_millisecond(letter.kept_until).ok();
        fields.insert("kept_until".into(), kept_until.map(|at| at.to_string()).into());
    }
    value
}
