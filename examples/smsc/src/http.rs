//! HTTP: messages by a tenant's key, health, metrics, status, and a page that tells where one is.
//!
//! | path | what |
//! |---|---|
//! | `POST /v1/messages`, `GET /v1/messages/{id}` | `messages.rs`: submit, and ask what became of it |
//! | `GET /v1/status` | who one is |
//! | `GET /v1/dead-letters`, `POST /v1/dead-letters/replay` | `dead_letters.rs`: receipts that a hook did not take |
//! | `GET /v1/routes`, `POST /v1/routes/{name}/hold`, `…/resume` | `operator.rs`: by the operator's key |
//! | `GET /v1/operator/overview`, `…/messages` | `overview.rs`, `search.rs`: what there is, by the operator's key |
//! | `GET /v1/operator/dead-letters`, `POST …/replay` | everybody's, by the operator's key |
//! | `GET /openapi.json` | all of this for programs |
//! | `GET /healthz`, `/readyz`, `/metrics` | for operators |
//! | `GET /`, and what it loads | `page.rs`: the live page |

mod dead_letters;
mod error;
mod messages;
mod operator;
mod overview;
mod page;
mod search;
mod submission;
mod tenant;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::shared::{Shared, stopped};
use tenant::Caller;

/// The most octets of a request.
const BODY_LIMIT: usize = 64 * 1024;

/// Serves until the end.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut stopping = shared.stopping.subscribe();
    let router = Router::new()
        .route("/", get(page::document))
        .route("/page.js", get(page::script))
        .route("/view.js", get(page::view))
        .route("/chart.js", get(page::chart))
        .route("/page.css", get(page::style))
        .route("/icon.svg", get(page::icon))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/openapi.json", get(openapi))
        .route("/v1/status", get(status))
        .route("/v1/messages", post(messages::submit))
        .route("/v1/messages/{id}", get(messages::inquire))
        .route("/v1/dead-letters", get(dead_letters::list))
        .route("/v1/dead-letters/replay", post(dead_letters::replay))
        .route("/v1/operator/overview", get(overview::overview))
        .route("/v1/operator/messages", get(search::messages))
        .route("/v1/operator/dead-letters", get(dead_letters::list_all))
        .route("/v1/operator/dead-letters/replay", post(dead_letters::replay_all))
        .route("/v1/routes", get(operator::routes))
        .route("/v1/routes/{name}/hold", post(operator::hold))
        .route("/v1/routes/{name}/resume", post(operator::resume))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(shared);
    let end = async move { stopped(&mut stopping).await };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(end).await {
        tracing::error!(%error, "HTTP ended");
    }
}

/// Whether messages are accepted: not while stopping, nor after the store has failed.
async fn ready(State(shared): State<Arc<Shared>>) -> (StatusCode, &'static str) {
    if shared.is_stopping() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else if !shared.metrics.is_sound() {
        (StatusCode::SERVICE_UNAVAILABLE, "the store has failed\n")
    } else {
        (StatusCode::OK, "ready\n")
    }
}

async fn metrics(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], shared.metrics.render())
}

async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], include_str!("http/openapi.json"))
}

/// Who one is, by one's key.
async fn status(State(shared): State<Arc<Shared>>, Caller(tenant): Caller) -> axum::Json<Value> {
    axum::Json(json!({
        "tenant": tenant.name,
        "system_id": String::from_utf8_lossy(&tenant.system_id),
        "binds": tenant.bind_count(),
        "ready": shared.metrics.is_sound() && !shared.is_stopping(),
    }))
}
