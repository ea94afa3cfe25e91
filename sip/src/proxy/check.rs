//! What is answered before anybody is asked (RFC 3261 §16.3). That a message can be read is judged by the endpoint.

use super::{Config, Proxy};
use crate::header::{HeaderName, MaxBreadth, MaxForwards, ProxyRequire, Unsupported, Via};
use crate::message::Rows;
use crate::uri::Uri;
use crate::{Message, Method, StatusCode};

/// What is wrong with a request.
pub(super) struct Refusal {
    pub(super) code: StatusCode,
    pub(super) rows: Rows,
}

/// What is found out about one that is right.
pub(super) struct Checked {
    /// What the request is known by if it comes back.
    pub(super) mark: [u8; 16],
    /// What it is answered if it is to go on from here.
    pub(super) end: Option<StatusCode>,
}

impl From<StatusCode> for Refusal {
    fn from(code: StatusCode) -> Self {
        Self { code, rows: Rows::new() }
    }
}

impl Proxy {
    /// Judges a request in the order of the standard.
    ///
    /// OPTIONS and REGISTER that can go no further may be for us: the owner is asked (RFC 3261 §11, §16.3).
    pub(super) fn check(&self, request: &Message) -> Result<Checked, Refusal> {
        let uri = request.request().and_then(|line| line.uri().ok());
        if !matches!(uri, Some(Uri::Sip(_) | Uri::Tel(_))) {
            return Err(StatusCode::UNSUPPORTED_URI_SCHEME.into());
        }
        let mut end = None;
        if request.get::<MaxForwards>().is_ok_and(|hops| hops.is_some_and(|hops| hops.0 == 0)) {
            end = Some(StatusCode::TOO_MANY_HOPS);
        }
        let is_ours = matches!(request.method(), Some(Method::OPTIONS | Method::REGISTER));
        if let Some(code) = end.filter(|_| !is_ours) {
            return Err(code.into());
        }
        let mark = self.endpoint.keys().way(request);
        if self.was_here(request, &mark) {
            return Err(StatusCode::LOOP_DETECTED.into());
        }
        match request.get::<MaxBreadth>() {
            Ok(Some(MaxBreadth(0))) => end = end.or(Some(StatusCode::MAX_BREADTH_EXCEEDED)),
            Ok(_) => {}
            Err(error) => return Err(error.status_code().into()),
        }
        if let Some(code) = end.filter(|_| !is_ours) {
            return Err(code.into());
        }
        unsupported(&self.config, request).map_or(Ok(Checked { mark, end }), Err)
    }

    /// Whether the request has been here and has not changed since (RFC 5393 §4.2.2).
    fn was_here(&self, request: &Message, mark: &[u8]) -> bool {
        request.all::<Via<'_>>().filter_map(Result::ok).any(|via| {
            let port = via.port.unwrap_or(via.transport.default_port());
            let is_marked = via.transaction().is_some_and(|branch| branch.ends_with(mark));
            is_marked && self.endpoint.is_named(&via.host, port)
        })
    }
}

/// The extensions that a proxy is required to know and does not (RFC 3261 §16.3, step 5).
fn unsupported(config: &Config, request: &Message) -> Option<Refusal> {
    let mut rows = Rows::new();
    for option in request.all::<ProxyRequire<'_>>() {
        match option {
            Ok(ProxyRequire(option)) if config.supports(option) => {}
            Ok(ProxyRequire(option)) => {
                rows.put(&Unsupported(option));
            }
            Err(error) => return Some(error.status_code().into()),
        }
    }
    let has_any = rows.has(HeaderName::UNSUPPORTED.text().as_bytes());
    has_any.then_some(Refusal { code: StatusCode::BAD_EXTENSION, rows })
}
