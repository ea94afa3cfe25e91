//! What an operator may see and do, by the key of `http.operator_key_sha256`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use brivas_platform::secret;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::error::Problem;
use super::messages::ask;
use super::tenant::bearer;
use crate::engine::{Input, RouteControl, RouteState};
use crate::shared::Shared;

/// Proof that the operator's key came with the request.
pub(super) struct Operator;

impl FromRequestParts<Arc<Shared>> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        let hash = shared.operator_key_sha256.as_ref();
        let known = hash.is_some_and(|hash| secret::verify_api_key(bearer(parts), hash));
        if known { Ok(Self) } else { Err(Problem::UNKNOWN_OPERATOR) }
    }
}

pub(super) async fn routes(
    State(shared): State<Arc<Shared>>,
    _: Operator,
) -> Result<axum::Json<Value>, Problem> {
    control(&shared, None).await
}

pub(super) async fn hold(
    State(shared): State<Arc<Shared>>,
    _: Operator,
    Path(name): Path<String>,
) -> Result<axum::Json<Value>, Problem> {
    control(&shared, Some((name, true))).await
}

pub(super) async fn resume(
    State(shared): State<Arc<Shared>>,
    _: Operator,
    Path(name): Path<String>,
) -> Result<axum::Json<Value>, Problem> {
    control(&shared, Some((name, false))).await
}

async fn control(shared: &Shared, hold: Option<(String, bool)>) -> Result<axum::Json<Value>, Problem> {
    let (reply, answer) = oneshot::channel();
    let routes = ask(shared, Input::Routes(RouteControl { hold, reply }), answer).await?;
    let routes = routes.ok_or(Problem::NO_SUCH_ROUTE)?;
    Ok(axum::Json(json!({ "routes": shown_routes(routes) })))
}

pub(super) fn shown_routes(routes: Vec<RouteState>) -> Vec<Value> {
    let shown =
        |RouteState { name, held, waiting }| json!({ "name": name, "held": held, "waiting": waiting });
    routes.into_iter().map(shown).collect()
}
