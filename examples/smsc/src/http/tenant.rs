//! Who asks: `Authorization: Bearer` and a tenant's key.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::error::Problem;
use crate::settings::Tenant;
use crate::shared::Shared;

/// The tenant whose key came with the request. Whatever needs a tenant takes this: nothing else gives one.
pub(super) struct Caller(pub(super) Arc<Tenant>);

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        let key = bearer(parts);
        let tenant = shared.tenants.iter().find(|tenant| tenant.knows_api_key(key));
        tenant.cloned().map(Self).ok_or(Problem::UNKNOWN_KEY)
    }
}

/// The key that came with the request; empty if none did.
pub(super) fn bearer(parts: &Parts) -> &str {
    let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or("")
}
