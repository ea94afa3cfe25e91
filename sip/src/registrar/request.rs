//! What a REGISTER asks for, before its contacts are looked at (RFC 3261 §10.3, steps 1 to 5).

use super::answer::Refusal;
use super::aor::Aor;
use super::config::{Config, PathPolicy};
use crate::header::{
    CSeq, CallId, Contact, Expires, HeaderField, HeaderName, Path, Require, Supported, To, Unsupported, Via,
};
use crate::message::Rows;
use crate::uri::Uri;
use crate::{DecodeError, Message, Method, StatusCode};

/// Which addresses-of-record the user that sent a request may change, as its owner found (RFC 3261 §10.3, steps 3 and 4).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Access<'a> {
    /// Each that there is.
    Any,
    /// These: for another one the answer is 403.
    Of(&'a [Aor]),
    /// The owner knows no such user: the answer is 404.
    Unknown,
}

/// What a REGISTER asks for.
pub(super) struct Asked<'a> {
    pub(super) message: &'a Message,
    pub(super) aor: Aor,
    pub(super) call_id: &'a [u8],
    pub(super) cseq: u32,
    pub(super) expires: Option<u32>,
    /// How many values Contact has.
    pub(super) contacts: usize,
    pub(super) knows_path: bool,
    pub(super) knows_gruu: bool,
    pub(super) knows_outbound: bool,
    /// The values of Path, each with a line feed behind it.
    pub(super) path: Vec<u8>,
    /// Whether the proxy next to the user agent keeps flows; so does who has no proxy before him (RFC 5626 §6).
    pub(super) has_flow: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn read(message: &'a Message, access: Access<'_>, config: &Config) -> Result<Self, Refusal> {
        if message.method() != Some(Method::REGISTER) {
            let mut rows = Rows::new();
            rows.put(&crate::header::Allow(Method::REGISTER));
            return Err(Refusal::with(StatusCode::METHOD_NOT_ALLOWED, rows));
        }
        let aor = Self::admitted(message, access, config)?;
        let mut asked = Self {
            message,
            aor,
            call_id: message.need::<CallId<'_>>()?.0,
            cseq: message.need::<CSeq<'_>>()?.number,
            expires: message.get::<Expires>()?.map(|expires| expires.0),
            contacts: message.rows(Contact::NAME).flat_map(|row| row.values()).count(),
            knows_path: false,
            knows_gruu: false,
            knows_outbound: false,
            path: Vec::new(),
            has_flow: false,
        };
        asked.read_supported(config)?;
        asked.read_path()?;
        let is_strict = config.path_policy == PathPolicy::Refuse;
        if is_strict && !asked.path.is_empty() && !asked.knows_path {
            let mut rows = Rows::new();
            rows.put(&Unsupported(b"path"));
            return Err(Refusal::with(StatusCode::BAD_EXTENSION, rows));
        }
        Ok(asked)
    }

    /// Steps 1, 2, 4 and 5 in their order: the address-of-record that may be changed.
    fn admitted(message: &Message, access: Access<'_>, config: &Config) -> Result<Aor, Refusal> {
        let request = message.request().map(|request| request.uri()).transpose()?;
        let Some(Uri::Sip(domain)) = request else { return Err(StatusCode::UNSUPPORTED_URI_SCHEME.into()) };
        if !config.serves(&domain) {
            return Err(StatusCode::NOT_FOUND.into());
        }
        let domain = config.in_domain(&domain);
        let mut unsupported = Rows::new();
        let mut is_supported = true;
        for tag in message.all::<Require<'_>>() {
            let tag = tag?.0;
            if !config.option_tags().any(|known| known.eq_ignore_ascii_case(tag)) {
                unsupported.put(&Unsupported(tag));
                is_supported = false;
            }
        }
        if !is_supported {
            return Err(Refusal::with(StatusCode::BAD_EXTENSION, unsupported));
        }
        let to: To<'_> = message.need()?;
        let aor = to.addr.uri.sip().ok().map(|uri| Aor::of_sip(&config.in_domain(uri)));
        match (aor, access) {
            (aor, Access::Of(aors)) if !aor.as_ref().is_some_and(|aor| aors.contains(aor)) => {
                Err(StatusCode::FORBIDDEN.into())
            }
            (Some(aor), Access::Any | Access::Of(_)) if aor.host().is_same(&domain.host) => Ok(aor),
            _ => Err(StatusCode::NOT_FOUND.into()),
        }
    }

    fn read_supported(&mut self, config: &Config) -> Result<(), DecodeError> {
        let message = self.message;
        // What must be known is known to who says so.
        let required = message.all::<Require<'_>>().map(|tag| tag.map(|tag| tag.0));
        let supported = message.rows(HeaderName::SUPPORTED).flat_map(|row| row.values());
        // Supported may be empty: that says that nothing is (RFC 3261 §20.37).
        let supported = supported.filter(|(_, value)| !value.is_empty()).map(|(offset, value)| {
            let tag = Supported::read(value);
            tag.map(|tag| tag.0).map_err(|error| error.behind(offset))
        });
        for tag in required.chain(supported) {
            let tag = tag?;
            self.knows_path |= tag.eq_ignore_ascii_case(b"path");
            self.knows_gruu |= config.has_gruu && tag.eq_ignore_ascii_case(b"gruu");
            self.knows_outbound |= config.has_outbound && tag.eq_ignore_ascii_case(b"outbound");
        }
        Ok(())
    }

    /// Path as it goes into a binding. Proxies put their values before the others: the last is next to the user agent.
    fn read_path(&mut self) -> Result<(), DecodeError> {
        let mut has_ob = false;
        for value in self.message.rows(HeaderName::PATH).flat_map(|row| row.values()) {
            let (offset, text) = value;
            let path = Path::read(text);
            let path = path.map_err(|error| error.behind(offset))?;
            has_ob = matches!(path.0.uri, Uri::Sip(uri) if uri.params.has(b"ob"));
            let plain = |octet: &u8| if matches!(octet, b'\r' | b'\n') { b' ' } else { *octet };
            self.path.reserve(text.len() + 1);
            self.path.extend(text.iter().map(plain));
            self.path.push(b'\n');
        }
        let hops = self.message.rows(HeaderName::VIA).flat_map(|row| row.values()).count();
        self.message.need::<Via<'_>>()?;
        self.has_flow = hops == 1 || has_ob;
        Ok(())
    }
}
