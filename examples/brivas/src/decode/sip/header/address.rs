//! Header fields that are addresses.

use brivas_sip::DecodeError;
use brivas_sip::header::{
    Contact, Diversion, From, HeaderName, HistoryInfo, NameAddr, PAssertedIdentity, PAssociatedUri,
    PCalledPartyId, PPreferredIdentity, Path, RecordRoute, ReferTo, ReferredBy, RemotePartyId, ReplyTo,
    Route, ServiceRoute, To,
};
use brivas_sip::message::Field;
use serde_json::{Map, Value};

use super::super::super::text;
use super::super::uri;
use super::each;

/// The values of a row that is an address; `None` if it is none.
pub(super) fn values(field: &Field<'_>, faults: &mut Vec<DecodeError>) -> Option<Vec<Value>> {
    Some(match field.name {
        HeaderName::FROM => each(field, faults, |it: From<'_>| tagged(&it.addr, it.tag)),
        HeaderName::TO => each(field, faults, |it: To<'_>| tagged(&it.addr, it.tag)),
        HeaderName::CONTACT => each(field, faults, contact),
        HeaderName::ROUTE => each(field, faults, |it: Route<'_>| address(&it.0)),
        HeaderName::RECORD_ROUTE => each(field, faults, |it: RecordRoute<'_>| address(&it.0)),
        HeaderName::PATH => each(field, faults, |it: Path<'_>| address(&it.0)),
        HeaderName::SERVICE_ROUTE => each(field, faults, |it: ServiceRoute<'_>| address(&it.0)),
        HeaderName::REFER_TO => each(field, faults, |it: ReferTo<'_>| address(&it.0)),
        HeaderName::REFERRED_BY => each(field, faults, |it: ReferredBy<'_>| address(&it.0)),
        HeaderName::REPLY_TO => each(field, faults, |it: ReplyTo<'_>| address(&it.0)),
        HeaderName::DIVERSION => each(field, faults, |it: Diversion<'_>| address(&it.0)),
        HeaderName::HISTORY_INFO => each(field, faults, |it: HistoryInfo<'_>| address(&it.0)),
        HeaderName::REMOTE_PARTY_ID => each(field, faults, |it: RemotePartyId<'_>| address(&it.0)),
        HeaderName::P_ASSERTED_IDENTITY => each(field, faults, |it: PAssertedIdentity<'_>| address(&it.0)),
        HeaderName::P_PREFERRED_IDENTITY => each(field, faults, |it: PPreferredIdentity<'_>| address(&it.0)),
        HeaderName::P_ASSOCIATED_URI => each(field, faults, |it: PAssociatedUri<'_>| address(&it.0)),
        HeaderName::P_CALLED_PARTY_ID => each(field, faults, |it: PCalledPartyId<'_>| address(&it.0)),
        _ => return None,
    })
}

fn address(addr: &NameAddr<'_>) -> Value {
    Value::Object(object(addr))
}

fn object(addr: &NameAddr<'_>) -> Map<String, Value> {
    let mut object = Map::new();
    if !addr.display_name.is_empty() {
        text::put(&mut object, "display_name", addr.display_name);
    }
    object.insert("uri".into(), uri::of(&addr.uri));
    super::with_params(object, addr.params)
}

fn tagged(addr: &NameAddr<'_>, tag: Option<&[u8]>) -> Value {
    let mut object = object(addr);
    text::put_some(&mut object, "tag", tag);
    Value::Object(object)
}

fn contact(contact: Contact<'_>) -> Value {
    let Some(addr) = contact.addr() else { return "*".into() };
    let mut object = object(addr);
    if let Some(expires) = contact.expires() {
        object.insert("expires".into(), expires.into());
    }
    if let Ok(Some(thousandths)) = contact.q() {
        object.insert("q_thousandths".into(), thousandths.into());
    }
    Value::Object(object)
}
