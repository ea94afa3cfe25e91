//! Health, metrics, status, and a page that tells where one is.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use tokio::net::TcpListener;

use crate::server::{Shared, stopped};

/// Serves until the end.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut stopping = shared.stopping.subscribe();
    let router = Router::new()
        .route("/", get(|| async { Html(include_str!("page.html")) }))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/v1/status", get(status))
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

/// Who one is, by one's key: `Authorization: Bearer …`.
async fn status(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let key = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let key = key.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or("");
    match shared.tenants.iter().find(|tenant| tenant.knows_api_key(key)) {
        Some(tenant) => axum::Json(json!({
            "tenant": tenant.name,
            "system_id": String::from_utf8_lossy(&tenant.system_id),
            "binds": tenant.bind_count(),
            "ready": shared.metrics.is_sound() && !shared.is_stopping(),
        }))
        .into_response(),
        None => (StatusCode::UNAUTHORIZED, axum::Json(json!({ "error": "unknown key" }))).into_response(),
    }
}
