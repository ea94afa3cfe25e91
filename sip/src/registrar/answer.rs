//! What goes into the response (RFC 3261 §10.3, step 8).

use std::time::Instant;

use super::binding::Binding;
use super::config::Config;
use super::gruu::{Tokens, write_public};
use super::record::Record;
use super::request::Asked;
use crate::header::{
    HeaderField, HeaderName, MinExpires, PAssociatedUri, Path, Require, Supported, write_number,
};
use crate::message::Rows;
use crate::uri::Uri;
use crate::{DecodeError, StatusCode};

/// The answer to a request that changes nothing.
pub(super) struct Refusal {
    pub(super) code: StatusCode,
    pub(super) rows: Rows,
}

impl Refusal {
    pub(super) const fn with(code: StatusCode, rows: Rows) -> Self {
        Self { code, rows }
    }

    /// The time asked for is shorter than this (RFC 3261 §21.4.17).
    pub(super) fn too_brief(min_expires: u32) -> Self {
        let mut rows = Rows::new();
        rows.put(&MinExpires(min_expires));
        Self::with(StatusCode::INTERVAL_TOO_BRIEF, rows)
    }

    /// There is no room for another address-of-record (RFC 3261 §21.5.4).
    pub(super) fn full(config: &Config) -> Self {
        let mut rows = Rows::new();
        rows.put_text(HeaderName::RETRY_AFTER.text(), config.retry_after.to_string().as_bytes());
        Self::with(StatusCode::SERVICE_UNAVAILABLE, rows)
    }
}

impl From<StatusCode> for Refusal {
    fn from(code: StatusCode) -> Self {
        Self::with(code, Rows::new())
    }
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        error.status_code().into()
    }
}

/// What a 200 is made of.
pub(super) struct Answer<'a> {
    pub(super) config: &'a Config,
    pub(super) tokens: &'a Tokens,
    pub(super) asked: &'a Asked<'a>,
    pub(super) associated: &'a [PAssociatedUri<'a>],
    pub(super) record: &'a Record,
    /// Whether a contact of the request was registered with outbound.
    pub(super) is_outbound: bool,
    pub(super) now: Instant,
}

impl Answer<'_> {
    pub(super) fn rows(&self) -> Rows {
        let mut rows = Rows::new();
        let mut text = Vec::with_capacity(512);
        for binding in &self.record.bindings {
            text.clear();
            self.write_contact(binding, &mut text);
            rows.put_text(HeaderName::CONTACT.text(), &text);
        }
        if self.asked.knows_path {
            for path in self.asked.path.split(|octet| *octet == b'\n').filter(|path| !path.is_empty()) {
                rows.put_text(Path::NAME.text(), path);
            }
        }
        self.config.put_service_route(&mut rows);
        for uri in self.associated {
            rows.put(uri);
        }
        if self.is_outbound {
            rows.put(&Require(b"outbound"));
            if let Some(seconds) = self.config.flow_timer {
                rows.put_text(HeaderName::FLOW_TIMER.text(), seconds.to_string().as_bytes());
            }
        }
        for tag in self.config.option_tags() {
            rows.put(&Supported(tag));
        }
        rows
    }

    /// A contact with the seconds that it still has, and its GRUUs if they are wanted (RFC 5627 §5.2).
    fn write_contact(&self, binding: &Binding, out: &mut Vec<u8>) {
        out.push(b'<');
        out.extend_from_slice(binding.uri_text());
        out.push(b'>');
        out.extend_from_slice(binding.params_text());
        out.extend_from_slice(b";expires=");
        write_number(binding.expires(self.now), out);
        let Some(id) = binding.instance().filter(|_| self.asked.knows_gruu) else { return };
        let secure = matches!(binding.uri(), Ok(Uri::Sip(uri)) if uri.secure);
        out.extend_from_slice(b";pub-gruu=\"");
        write_public(&self.record.aor, id, secure, out);
        out.push(b'"');
        if let Some(instance) = self.record.instance(id) {
            out.extend_from_slice(b";temp-gruu=\"");
            self.tokens.write(&self.record.aor, instance.epoch, instance.count, secure, out);
            out.push(b'"');
        }
    }
}
