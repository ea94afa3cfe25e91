//! SIP messages, URIs and streams of any octets.

use brivas_sip::header::*;
use brivas_sip::message::{Frame, Framer, Response};
use brivas_sip::multipart::{Multipart, Part, find};
use brivas_sip::transaction::Keys;
use brivas_sip::uri::Uri;
use brivas_sip::{Message, StatusCode};
use bytes::{Bytes, BytesMut};

/// Reads a message; what is read of it can be written and reads the same, and a request can be answered.
///
/// # Panics
/// When a rule is broken.
pub fn sip_message(octets: &[u8]) {
    let octets = Bytes::copy_from_slice(octets);
    let message = match Message::read(octets.clone()) {
        Ok(message) => message,
        Err(bad) => {
            assert!(bad.error.offset <= octets.len(), "a fault behind the end");
            let Some(message) = bad.message else { return };
            *message
        }
    };
    let rows: usize = message.fields().map(|field| field.values().count()).sum();
    assert!(rows <= octets.len(), "more values than octets");
    let _ = format!("{message:?} {:?}", message.start_line());
    all_typed(&message);
    all_parts(&message);
    if message.request().is_some() {
        answered(&message);
    }
}

/// Every typed header field of a message.
fn all_typed(message: &Message) {
    written_again::<Via<'_>>(message);
    written_again::<From<'_>>(message);
    written_again::<To<'_>>(message);
    written_again::<Contact<'_>>(message);
    written_again::<Route<'_>>(message);
    written_again::<RecordRoute<'_>>(message);
    written_again::<Path<'_>>(message);
    written_again::<ReferTo<'_>>(message);
    written_again::<PAssertedIdentity<'_>>(message);
    written_again::<Diversion<'_>>(message);
    written_again::<HistoryInfo<'_>>(message);
    written_again::<CSeq<'_>>(message);
    written_again::<RAck<'_>>(message);
    written_again::<CallId<'_>>(message);
    written_again::<MaxForwards>(message);
    written_again::<ContentLength>(message);
    written_again::<Expires>(message);
    written_again::<MinSe<'_>>(message);
    written_again::<SessionExpires<'_>>(message);
    written_again::<Allow<'_>>(message);
    written_again::<Supported<'_>>(message);
    written_again::<Require<'_>>(message);
    written_again::<Privacy<'_>>(message);
    written_again::<ContentType<'_>>(message);
    written_again::<Accept<'_>>(message);
    written_again::<ContentDisposition<'_>>(message);
    written_again::<Event<'_>>(message);
    written_again::<SubscriptionState<'_>>(message);
    written_again::<Reason<'_>>(message);
    written_again::<Replaces<'_>>(message);
    written_again::<PPreferredIdentity<'_>>(message);
    written_again::<PAssociatedUri<'_>>(message);
    written_again::<PCalledPartyId<'_>>(message);
    written_again::<ReferredBy<'_>>(message);
    written_again::<RemotePartyId<'_>>(message);
    written_again::<ReplyTo<'_>>(message);
    written_again::<ServiceRoute<'_>>(message);
    written_again::<AuthenticationInfo<'_>>(message);
    written_again::<ProxyAuthenticationInfo<'_>>(message);
    written_again::<ProxyAuthenticate<'_>>(message);
    written_again::<WwwAuthenticate<'_>>(message);
    written_again::<Authorization<'_>>(message);
    written_again::<ProxyAuthorization<'_>>(message);
    written_again::<PChargingVector<'_>>(message);
    written_again::<Date>(message);
    written_again::<RetryAfter<'_>>(message);
    written_again::<Timestamp<'_>>(message);
    written_again::<Identity<'_>>(message);
    written_again::<AlertInfo<'_>>(message);
    written_again::<CallInfo<'_>>(message);
    written_again::<ErrorInfo<'_>>(message);
    written_again::<FlowTimer>(message);
    written_again::<MaxBreadth>(message);
    written_again::<MinExpires>(message);
    written_again::<RSeq>(message);
    written_again::<AcceptEncoding<'_>>(message);
    written_again::<AcceptLanguage<'_>>(message);
    written_again::<InfoPackage<'_>>(message);
    written_again::<PAccessNetworkInfo<'_>>(message);
    written_again::<RecvInfo<'_>>(message);
    written_again::<SecurityClient<'_>>(message);
    written_again::<SecurityServer<'_>>(message);
    written_again::<SecurityVerify<'_>>(message);
    written_again::<Join<'_>>(message);
    written_again::<TargetDialog<'_>>(message);
    written_again::<SessionId<'_>>(message);
    written_again::<MimeVersion>(message);
    written_again::<ReferSub<'_>>(message);
    written_again::<InReplyTo<'_>>(message);
    written_again::<Organization<'_>>(message);
    written_again::<Server<'_>>(message);
    written_again::<Subject<'_>>(message);
    written_again::<UserAgent<'_>>(message);
    written_again::<AllowEvents<'_>>(message);
    written_again::<ContentEncoding<'_>>(message);
    written_again::<ContentLanguage<'_>>(message);
    written_again::<Priority<'_>>(message);
    written_again::<ProxyRequire<'_>>(message);
    written_again::<SipEtag<'_>>(message);
    written_again::<SipIfMatch<'_>>(message);
    written_again::<Unsupported<'_>>(message);
    written_again::<Warning<'_>>(message);
    written_again::<PVisitedNetworkId<'_>>(message);
    written_again::<UserToUser<'_>>(message);
}

/// The parts of a body lie in it and behind each other.
fn all_parts(message: &Message) {
    let whole = Part::of(message);
    let _ = (find(whole, "application", "sdp"), whole.content_id());
    let Ok(Some(kind)) = whole.kind() else { return };
    let Ok(parts) = Multipart::new(&kind, whole.body) else { return };
    let mut end = 0;
    for part in parts.parts().map_while(Result::ok) {
        assert!(part.offset >= end && part.offset + part.body.len() <= whole.body.len(), "a part outside");
        end = part.offset + part.body.len();
        let _ = (part.fields().count(), part.kind(), part.content_id());
    }
}

/// Each value is written, read again, and written to the same octets.
fn written_again<'a, H: HeaderField<'a>>(message: &'a Message) {
    for value in message.all::<H>().flatten() {
        let mut once = Vec::new();
        value.write(&mut once);
        // In a message it is read from a row of its own.
        let row =
            [b"OPTIONS sip:a SIP/2.0\r\n", H::NAME.text().as_bytes(), b": ", &once, b"\r\n\r\n"].concat();
        // That of Content-Length alone has a body that is not there.
        let again =
            Message::read(row.into()).or_else(|bad| bad.message.map(|message| *message).ok_or(bad.error));
        let again = again.unwrap_or_else(|error| panic!("{:?}: {error}", H::NAME));
        twice_written(H::NAME.text(), &once, &again);
    }
}

/// What a row has is what was written, up to the order in which parameters are written.
fn twice_written(name: &str, once: &[u8], again: &Message) {
    let value = again.fields().next().map(|field| field.value).unwrap_or_default();
    let is_space = |octet: &u8| b" \t\r\n".contains(octet);
    let from = once.iter().position(|octet| !is_space(octet)).unwrap_or(once.len());
    let to = once.iter().rposition(|octet| !is_space(octet)).map_or(from, |last| last + 1);
    assert_eq!(value, once.get(from..to).unwrap_or_default(), "{name} became another value");
}

/// Whatever is asked gets an answer that can be read.
fn answered(request: &Message) {
    let octets = Response::new(StatusCode::BAD_REQUEST).to_bytes(request, b"1");
    let read = Message::read(octets).map_err(|bad| bad.error);
    if request.check().is_ok() {
        let read = read.unwrap_or_else(|error| panic!("an answer that cannot be read: {error}"));
        assert_eq!(read.check(), Ok(()), "an answer with a fault");
        let keys = Keys::new([0; 16]);
        assert!(keys.server(request).is_ok() && keys.merge(request).is_ok());
        assert!(keys.client(&read).is_ok());
    }
}

/// Reads a URI: it is written as it was, and is the same as itself.
///
/// # Panics
/// When a rule is broken.
pub fn sip_uri(octets: &[u8]) {
    let Ok(uri) = Uri::read(octets) else { return };
    let mut out = Vec::new();
    uri.write(&mut out);
    let again = Uri::read(&out).unwrap_or_else(|error| panic!("{error}"));
    assert!(uri.is_same(&again) && again.is_same(&uri), "a URI is another after it was written");
    let _ = format!("{uri:?}");
}

/// Cuts a stream into messages: the same however it comes.
///
/// # Panics
/// When a rule is broken.
pub fn sip_stream(octets: &[u8]) {
    let Some((split, octets)) = octets.split_first() else { return };
    let whole = frames(std::iter::once(octets));
    let size = usize::from(*split) + 1;
    assert_eq!(frames(octets.chunks(size)), whole, "in pieces of {size} octets");
}

fn frames<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<String> {
    let (mut framer, mut input, mut all) = (Framer::new(), BytesMut::new(), Vec::new());
    for piece in pieces {
        input.extend_from_slice(piece);
        while let Some(frame) = framer.next(&mut input) {
            all.push(match frame {
                Frame::Message(message) => format!("message of {}", message.octets().len()),
                Frame::Bad(bad) => format!("bad: {}", bad.error),
                Frame::Crlf => "line".into(),
                Frame::Broken(bad) => format!("broken: {}", bad.error),
            });
        }
    }
    all
}
