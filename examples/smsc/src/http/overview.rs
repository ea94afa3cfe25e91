//! `GET /v1/operator/overview`: who is bound, what waits where, and how routes and links stand.

use std::sync::Arc;

use axum::extract::State;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::error::Problem;
use super::messages::ask;
use super::operator::{Operator, shown_routes};
use crate::engine::{Called, Input, Overview, Queue, WayName};
use crate::settings::Tenant;
use crate::shared::Shared;

pub(super) async fn overview(
    State(shared): State<Arc<Shared>>,
    _: Operator,
) -> Result<axum::Json<Value>, Problem> {
    let (reply, answer) = oneshot::channel();
    let overview = ask(&shared, Input::Overview(reply), answer).await?;
    let queues: Vec<Value> = overview.queues.iter().map(|queue| shown_queue(&shared, queue)).collect();
    let tenants: Vec<Value> = shared.tenants.iter().map(|tenant| shown_tenant(tenant, &overview)).collect();
    let links = shared.links.iter().map(|link| {
        json!({
            "name": link.name,
            "binds": link.status.binds(),
            "wanted_binds": link.wanted_binds(),
            "last_error": link.status.last_error(),
        })
    });
    Ok(axum::Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "ready": shared.metrics.is_sound() && !shared.is_stopping(),
        "under_way": overview.under_way,
        "tenants": tenants,
        "links": links.collect::<Vec<Value>>(),
        "routes": shown_routes(overview.routes),
        "queues": queues,
    })))
}

fn shown_tenant(tenant: &Tenant, overview: &Overview) -> Value {
    let dead = overview.dead_letters.iter().find(|(system_id, _)| *system_id == tenant.system_id);
    json!({
        "name": tenant.name,
        "system_id": String::from_utf8_lossy(&tenant.system_id),
        "binds": tenant.bind_count(),
        "max_binds": tenant.max_binds(),
        "dead_letters": dead.map_or(0, |(_, count)| *count),
    })
}

fn shown_queue(shared: &Shared, queue: &Queue) -> Value {
    let (kind, name) = match &queue.way {
        WayName::Route(name) => ("route", name.clone()),
        WayName::Target(Called::Tenant(system_id)) => ("tenant", shared.tenant_name(system_id)),
        WayName::Target(Called::Hook(system_id)) => ("hook", shared.tenant_name(system_id)),
        WayName::Target(Called::MobileNetwork) => ("ss7", "mobile network".into()),
        WayName::Target(Called::Link(name)) => ("link", String::from_utf8_lossy(name).into_owned()),
        WayName::Handset => ("handset", String::new()),
    };
    json!({ "kind": kind, "name": name, "waiting": queue.waiting })
}
