//! `POST /v1/messages` and `GET /v1/messages/{id}`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use brivas_smpp::{MessageState, Pdu};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use super::error::Problem;
use super::submission::Request;
use super::tenant::Caller;
use crate::engine::{Input, Inquiry, KnownBy, Refusal, Submission, Taken};
use crate::message_id::MessageId;
use crate::settings::Tenant;
use crate::shared::{Shared, moment};

/// What the parts of the next long message have in common.
static NEXT_REFERENCE: AtomicU16 = AtomicU16::new(1);
/// The most octets of an `Idempotency-Key`.
const LONGEST_KEY: usize = 255;

/// Takes a message: 202 once it is on disk. With an `Idempotency-Key` that was used before, the answer is that of the
/// first time, and nothing is taken.
pub(super) async fn submit(
    State(shared): State<Arc<Shared>>,
    Caller(tenant): Caller,
    headers: HeaderMap,
    request: Result<axum::Json<Request>, JsonRejection>,
) -> Result<(StatusCode, axum::Json<Value>), Problem> {
    let key = idempotency_key(&tenant, &headers)?;
    let axum::Json(request) = request.map_err(|error| Problem::field(error.body_text()))?;
    let parts = request.parts(moment().unix_ms, NEXT_REFERENCE.fetch_add(1, Ordering::Relaxed))?;
    let (reply, answer) = oneshot::channel();
    let (judge, judged) = (shared.clone(), tenant.clone());
    let admit = Box::new(move |parts: &[Pdu]| judged.admit(parts, &judge.reading, moment).map(drop));
    let known_by = key.map_or(KnownBy::Id, KnownBy::Key);
    let origin = tenant.system_id.clone();
    let submission = Submission { origin, by_http: true, known_by, parts, admit, reply };
    match ask(&shared, Input::Submit(submission), answer).await? {
        Ok(Taken { ids, again, .. }) => {
            let ids: Vec<String> = ids.iter().map(text).collect();
            let body = json!({ "id": ids.first(), "parts": ids, "again": again });
            Ok((StatusCode::ACCEPTED, axum::Json(body)))
        }
        Err(Refusal::KeyUsed) => Err(Problem::KEY_USED),
        Err(Refusal::Status(status)) => Err(Problem::of_status(status)),
    }
}

/// What became of a message, or of one part of it.
pub(super) async fn inquire(
    State(shared): State<Arc<Shared>>,
    Caller(tenant): Caller,
    Path(id): Path<String>,
) -> Result<axum::Json<Value>, Problem> {
    let (reply, answer) = oneshot::channel();
    let inquiry = Inquiry { tenant, message_id: id.clone().into_bytes(), reply };
    let report = ask(&shared, Input::Inquire(inquiry), answer).await?.map_err(Problem::of_status)?;
    let ended_at = report.final_date.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
    Ok(axum::Json(json!({
        "id": id,
        "state": name_of(report.state),
        "error": report.error_code,
        "ended_at": ended_at.map(|at| at.to_string()),
    })))
}

/// Hands something to the engine and waits for its answer.
pub(super) async fn ask<T>(
    shared: &Shared,
    input: Input,
    answer: oneshot::Receiver<T>,
) -> Result<T, Problem> {
    if shared.is_stopping() || shared.engine.send(vec![input]).await.is_err() {
        return Err(Problem::STOPPING);
    }
    answer.await.map_err(|_| Problem::STOPPING)
}

/// The key by which the store knows the message: nobody else's, however he chooses his own.
fn idempotency_key(tenant: &Tenant, headers: &HeaderMap) -> Result<Option<[u8; 32]>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Problem::field("Idempotency-Key has 1 to 255 characters"));
    }
    let digest = Sha256::new().chain_update(&tenant.system_id).chain_update([0]).chain_update(key);
    Ok(Some(digest.finalize().into()))
}

fn text(id: &MessageId) -> String {
    String::from_utf8_lossy(id.as_bytes()).into_owned()
}

/// `message_state` as the standard prints it (SMPP 5.0 §4.7.15).
fn name_of(state: MessageState) -> String {
    format!("{state:?}")
}
