//! By what transactions are known (RFC 3261 §17.1.3, §17.2.3).

use std::fmt;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::header::{CSeq, CallId, From, HeaderName, To, Via};
use crate::{DecodeError, Message, Method};

/// By what a server knows the transaction of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerKey(u128);

/// By what a client knows the transaction of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientKey(u128);

/// By what a user agent knows that a request has come by two ways (RFC 3261 §8.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MergeKey(u128);

/// Makes keys of messages: 128 bits of a keyed hash, so that nobody without the seed finds two messages with one key.
#[derive(Clone, Copy)]
pub struct Keys {
    hasher: SipHasher13,
}

impl fmt::Debug for Keys {
    /// Without the key of the hash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

/// What a key is of, so that keys of different kinds differ.
#[derive(Clone, Copy)]
enum Kind {
    Branch = 1,
    Rfc2543,
    Merge,
    Client,
    Tag,
    Dialog,
    Way,
}

impl Keys {
    /// Keys of this seed.
    #[must_use]
    pub fn new(seed: [u8; 16]) -> Self {
        Self { hasher: SipHasher13::new_with_key(&seed) }
    }

    /// The transaction that a request is of, or a copy of its request; an ACK is of the INVITE's that it acknowledges unless
    /// that was answered with 2xx.
    ///
    /// A branch by RFC 3261 counts with the `sent-by` of its Via, since it is unique for its client alone. A request without
    /// one is known by the rules of RFC 2543, which want a To tag compared, too: that of an ACK with the one in our response.
    ///
    /// # Errors
    /// A header field that is needed is not there, or against its grammar.
    pub fn server(&self, request: &Message) -> Result<ServerKey, DecodeError> {
        let method = request.method().unwrap_or(Method(b""));
        self.server_by(request, &request.need()?, if method == Method::ACK { Method::INVITE } else { method })
    }

    /// The transaction that a CANCEL is to end: the INVITE's that it was made from (RFC 3261 §9.2).
    ///
    /// # Errors
    /// As [`Self::server`].
    pub fn cancelled(&self, cancel: &Message) -> Result<ServerKey, DecodeError> {
        self.server_by(cancel, &cancel.need()?, Method::INVITE)
    }

    /// The same of a request whose Via is read already.
    pub(crate) fn server_by(
        &self,
        request: &Message,
        via: &Via<'_>,
        method: Method<'_>,
    ) -> Result<ServerKey, DecodeError> {
        let port = via.port.unwrap_or(via.transport.default_port()).to_be_bytes();
        let Some(branch) = via.transaction() else {
            return self.by_rfc2543(request, via, method);
        };
        let mut parts = self.begin(Kind::Branch);
        parts.put_in_any_case(branch);
        parts.put_in_any_case(via.host.0);
        parts.put(&port);
        parts.put(method.0);
        Ok(ServerKey(parts.end()))
    }

    /// By Request-URI, From tag, Call-ID, CSeq and the top Via; of a request that makes no dialog or has one already by To
    /// tag, too.
    fn by_rfc2543(
        &self,
        request: &Message,
        via: &Via<'_>,
        method: Method<'_>,
    ) -> Result<ServerKey, DecodeError> {
        let mut parts = self.begin(Kind::Rfc2543);
        let uri = request.request().map(|request| request.request_uri).unwrap_or_default();
        parts.put(uri);
        parts.put(request.need::<From<'_>>()?.tag.unwrap_or_default());
        if method != Method::INVITE {
            parts.put(request.need::<To<'_>>()?.tag.unwrap_or_default());
        }
        parts.put(request.need::<CallId<'_>>()?.0);
        parts.put(&request.need::<CSeq<'_>>()?.number.to_be_bytes());
        parts.put(method.0);
        parts.put_in_any_case(via.transport.0);
        parts.put_in_any_case(via.host.0);
        parts.put(&via.port.unwrap_or(via.transport.default_port()).to_be_bytes());
        parts.put(via.params.octets());
        Ok(ServerKey(parts.end()))
    }

    /// The transaction that a response is of: by the branch of its top Via and the method in its CSeq, since a CANCEL has the
    /// branch of its INVITE.
    ///
    /// # Errors
    /// A header field that is needed is not there, or against its grammar.
    pub fn client(&self, response: &Message) -> Result<ClientKey, DecodeError> {
        let via: Via<'_> = response.need()?;
        let cseq: CSeq<'_> = response.need()?;
        Ok(self.client_of(via.branch.unwrap_or_default(), cseq.method))
    }

    /// The transaction of a request that is sent with this branch.
    #[must_use]
    pub fn client_of(&self, branch: &[u8], method: Method<'_>) -> ClientKey {
        let mut parts = self.begin(Kind::Client);
        parts.put_in_any_case(branch);
        parts.put(method.0);
        ClientKey(parts.end())
    }

    /// By what a request without a To tag is the same as another that came by another way (RFC 3261 §8.2.2.2).
    ///
    /// # Errors
    /// A header field that is needed is not there, or against its grammar.
    pub fn merge(&self, request: &Message) -> Result<MergeKey, DecodeError> {
        let from: From<'_> = request.need()?;
        Ok(self.merge_by(from.tag, request.need::<CallId<'_>>()?.0, request.need()?))
    }

    /// The same of parts that are read already.
    pub(crate) fn merge_by(&self, from_tag: Option<&[u8]>, call_id: &[u8], cseq: CSeq<'_>) -> MergeKey {
        let mut parts = self.begin(Kind::Merge);
        parts.put(from_tag.unwrap_or_default());
        parts.put(call_id);
        parts.put(&cseq.number.to_be_bytes());
        parts.put(cseq.method.0);
        MergeKey(parts.end())
    }

    /// A tag for responses that are sent without a transaction: the same for each copy of a request (RFC 3261 §8.2.7).
    pub(crate) fn tag(&self, request: &[u8]) -> [u8; 16] {
        let mut parts = self.begin(Kind::Tag);
        parts.put(request);
        parts.end().to_le_bytes().map(crate::token::digit)
    }

    /// A branch for a request that is relayed without state: the same for each copy of it, and for the CANCEL and the ACK of an INVITE
    /// that belong to its transaction (RFC 3261 §16.11).
    pub(crate) fn relayed(&self, request: &Message) -> Result<[u8; 16], DecodeError> {
        let ServerKey(key) = self.server_by(request, &request.need()?, Method::INVITE)?;
        Ok(key.to_le_bytes().map(crate::token::digit))
    }

    /// What says which way a proxy sends a request, as a text: of one that comes back changed it is another, and of one that goes
    /// in a loop the same (RFC 5393 §4.2.1). The method and Via are no part of it.
    pub(crate) fn way(&self, request: &Message) -> [u8; 16] {
        let mut parts = self.begin(Kind::Way);
        parts.put(request.request().map(|request| request.request_uri).unwrap_or_default());
        parts.put(request.need::<From<'_>>().ok().and_then(|from| from.tag).unwrap_or_default());
        parts.put(request.need::<To<'_>>().ok().and_then(|to| to.tag).unwrap_or_default());
        parts.put(request.need::<CallId<'_>>().map(|call_id| call_id.0).unwrap_or_default());
        parts.put(&request.need::<CSeq<'_>>().map_or(0, |cseq| cseq.number).to_be_bytes());
        for name in [HeaderName::ROUTE, HeaderName::PROXY_REQUIRE, HeaderName::PROXY_AUTHORIZATION] {
            let values = request.rows(name).flat_map(|row| row.values());
            values.for_each(|(_, value)| parts.put(value));
            parts.put(b"");
        }
        parts.end().to_le_bytes().map(crate::token::digit)
    }

    /// A dialog, by its Call-ID and the tags of both sides.
    pub(crate) fn dialog(&self, call_id: &[u8], local_tag: &[u8], remote_tag: &[u8]) -> u128 {
        let mut parts = self.begin(Kind::Dialog);
        parts.put(call_id);
        parts.put(local_tag);
        parts.put(remote_tag);
        parts.end()
    }

    fn begin(&self, kind: Kind) -> Parts {
        let mut parts = Parts { hasher: self.hasher, waiting: [0; WAITING], length: 0 };
        parts.put_raw(&[kind as u8]);
        parts
    }
}

/// As many octets are hashed at a time: those of most keys.
const WAITING: usize = 192;

/// What a key is made of.
struct Parts {
    hasher: SipHasher13,
    /// What is not hashed yet: a hash is made faster of one piece than of many.
    waiting: [u8; WAITING],
    length: usize,
}

impl Parts {
    /// Puts a part and its length in, so that no part can be taken for two.
    #[inline]
    fn put(&mut self, octets: &[u8]) {
        self.put_raw(&length(octets));
        self.put_raw(octets);
    }

    /// The same for a token, whose case does not matter (RFC 3261 §7.3.1).
    #[inline]
    fn put_in_any_case(&mut self, octets: &[u8]) {
        self.put_raw(&length(octets));
        for chunk in octets.chunks(WAITING) {
            let from = self.put_raw(chunk);
            self.waiting.get_mut(from..self.length).unwrap_or_default().make_ascii_lowercase();
        }
    }

    /// Puts octets in, and says where they are if they fit.
    #[inline]
    fn put_raw(&mut self, octets: &[u8]) -> usize {
        if self.length + octets.len() > WAITING {
            self.flush();
        }
        let from = self.length;
        match self.waiting.get_mut(from..from + octets.len()) {
            Some(place) => {
                place.copy_from_slice(octets);
                self.length += octets.len();
            }
            None => self.hasher.write(octets),
        }
        from
    }

    fn flush(&mut self) {
        self.hasher.write(self.waiting.get(..self.length).unwrap_or_default());
        self.length = 0;
    }

    fn end(mut self) -> u128 {
        self.flush();
        self.hasher.finish128().as_u128()
    }
}

/// The length of a part as it is hashed: of a piece of a message, that is.
#[inline]
fn length(octets: &[u8]) -> [u8; 4] {
    u32::try_from(octets.len()).unwrap_or(u32::MAX).to_le_bytes()
}
