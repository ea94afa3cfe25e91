//! What can go wrong, with codes that stay as they are.

use std::borrow::Cow;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use brivas_smpp::CommandStatus;
use serde_json::json;

/// Why a request was not done: `{"error": {"code": …, "message": …}}`.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    code: Cow<'static, str>,
    message: Cow<'static, str>,
}

impl Problem {
    pub(super) const UNKNOWN_KEY: Self =
        Self::new(StatusCode::UNAUTHORIZED, "unknown_key", "give a tenant's key: Authorization: Bearer KEY");
    pub(super) const UNKNOWN_OPERATOR: Self = Self::new(
        StatusCode::UNAUTHORIZED,
        "unknown_key",
        "give the operator's key, whose hash is http.operator_key_sha256",
    );
    pub(super) const NO_SUCH_ROUTE: Self =
        Self::new(StatusCode::NOT_FOUND, "no_such_route", "no [[route]] has this name");
    pub(super) const NO_SUCH_TENANT: Self =
        Self::new(StatusCode::NOT_FOUND, "no_such_tenant", "no [[tenant]] has this name");
    pub(super) const BROKEN: Self =
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "ESME_RSYSERR", "the store has failed");
    pub(super) const STOPPING: Self =
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", "the centre is stopping");
    pub(super) const KEY_USED: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "key_used",
        "this Idempotency-Key stands for another message",
    );

    pub(super) const fn new(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Self { status, code: Cow::Borrowed(code), message: Cow::Borrowed(message) }
    }

    /// A field of the request is not as it must be.
    pub(super) fn field(message: impl Into<String>) -> Self {
        let code = Cow::Borrowed("bad_request");
        Self { status: StatusCode::BAD_REQUEST, code, message: Cow::Owned(message.into()) }
    }

    /// What an ESME would be told by this status.
    pub(super) fn of_status(status: CommandStatus) -> Self {
        let (http, message) = match status {
            CommandStatus::ESME_RMSGQFUL | CommandStatus::ESME_RTHROTTLED => {
                (StatusCode::TOO_MANY_REQUESTS, "not now: try again later")
            }
            CommandStatus::ESME_RSYSERR => (StatusCode::SERVICE_UNAVAILABLE, "the store has failed"),
            CommandStatus::ESME_RINVMSGID | CommandStatus::ESME_RQUERYFAIL => {
                (StatusCode::NOT_FOUND, "there is no such message of yours, or it ended long ago")
            }
            CommandStatus::ESME_RINVDSTADR => {
                (StatusCode::UNPROCESSABLE_ENTITY, "nothing leads to this destination")
            }
            _ => (StatusCode::UNPROCESSABLE_ENTITY, "an ESME would be answered with this status"),
        };
        let code = status.name().map_or_else(|| format!("{:#x}", status.0).into(), Cow::Borrowed);
        Self { status: http, code, message: Cow::Borrowed(message) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = axum::Json(json!({ "error": { "code": self.code, "message": self.message } }));
        let later = matches!(self.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        let wait: Option<(HeaderName, HeaderValue)> =
            later.then(|| (header::RETRY_AFTER, HeaderValue::from_static("1")));
        let mut response = (self.status, body).into_response();
        response.headers_mut().extend(wait);
        response
    }
}
