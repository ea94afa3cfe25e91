//! Offers and answers in turn (RFC 3264).

mod answer;
mod capabilities;
mod check;
mod error;

use std::fmt;

pub use answer::answer;
use bytes::Bytes;
pub use capabilities::{Capabilities, CodecCapability, MediaCapability};
pub use check::{check_answer, check_reoffer};
pub use error::NegotiationError;

use super::{Direction, Draft, Origin, Sdp};

/// What one side of a session and the other have agreed on, and what is offered (RFC 3264 §4, §8).
///
/// It does not matter in which message a description comes (RFC 6337 §2): its owner says which of them is an offer and which
/// an answer. A call that gives an error changes nothing.
#[derive(Clone, Default)]
pub struct Negotiation {
    /// What both have agreed on: ours, and the peer's.
    agreed: Option<(Bytes, Bytes)>,
    pending: Option<Pending>,
    /// The highest version that an offer or answer of ours had.
    version: u64,
    is_tolerant: bool,
}

/// An offer without an answer.
#[derive(Clone)]
enum Pending {
    Local(Bytes),
    Remote(Bytes),
}

/// Whose offer has no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_enums)] // there are three
pub enum NegotiationState {
    /// Nobody's: either side may offer.
    Stable,
    /// Ours.
    LocalOffer,
    /// The peer's.
    RemoteOffer,
}

impl Negotiation {
    /// Nothing is offered yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes answers whose directions or formats are not as the standard wants them, as peers in use send them: what holds
    /// is what both sides said (see [`Self::direction`]). It is off at first.
    #[must_use]
    pub const fn tolerant(mut self, is_tolerant: bool) -> Self {
        self.is_tolerant = is_tolerant;
        self
    }

    /// Whose offer has no answer yet.
    #[must_use]
    pub const fn state(&self) -> NegotiationState {
        match self.pending {
            None => NegotiationState::Stable,
            Some(Pending::Local(_)) => NegotiationState::LocalOffer,
            Some(Pending::Remote(_)) => NegotiationState::RemoteOffer,
        }
    }

    /// Our description that was agreed on last.
    #[must_use]
    pub const fn local(&self) -> Option<&Bytes> {
        match &self.agreed {
            Some((local, _)) => Some(local),
            None => None,
        }
    }

    /// The peer's description that was agreed on last.
    #[must_use]
    pub const fn remote(&self) -> Option<&Bytes> {
        match &self.agreed {
            Some((_, remote)) => Some(remote),
            None => None,
        }
    }

    /// The offer that has no answer yet.
    #[must_use]
    pub const fn pending_offer(&self) -> Option<&Bytes> {
        match &self.pending {
            Some(Pending::Local(offer) | Pending::Remote(offer)) => Some(offer),
            None => None,
        }
    }

    /// Makes an offer, and gives the octets to be sent. Once something has been agreed on, its `o=` is that of the
    /// description before, with a higher version if anything else has changed and with the same if not (RFC 3264 §8).
    ///
    /// # Errors
    /// [`NegotiationError::OfferPending`]: an offer has no answer yet. Or what [`check_reoffer`] tells, or the draft is no
    /// description that can be read.
    pub fn offer(&mut self, draft: Draft<'_>) -> Result<Bytes, NegotiationError> {
        if self.pending.is_some() {
            return Err(NegotiationError::OfferPending);
        }
        let (offer, version) = self.versioned(draft)?;
        if let Some(local) = self.local() {
            check_reoffer(&Sdp::read(local)?, &Sdp::read(&offer)?)?;
        }
        self.version = version;
        self.pending = Some(Pending::Local(offer.clone()));
        Ok(offer)
    }

    /// Takes an offer of the peer. Says whether it is another description than the one agreed on.
    ///
    /// # Errors
    /// [`NegotiationError::Glare`]: ours has no answer yet (RFC 3261 §14.2: 491). [`NegotiationError::OfferPending`]: an
    /// earlier one of the peer has none (500). It cannot be read (400), or it has fewer media than before (488).
    pub fn receive_offer(&mut self, offer: Bytes) -> Result<bool, NegotiationError> {
        match self.pending {
            Some(Pending::Local(_)) => return Err(NegotiationError::Glare),
            Some(Pending::Remote(_)) => return Err(NegotiationError::OfferPending),
            None => {}
        }
        let sdp = Sdp::read(&offer)?;
        if let Some(remote) = self.remote() {
            check::check_count(&Sdp::read(remote)?, &sdp)?;
        }
        let is_changed = self.remote() != Some(&offer);
        self.pending = Some(Pending::Remote(offer));
        Ok(is_changed)
    }

    /// Answers the peer's offer, and gives the octets to be sent. Its `o=` is as in [`Self::offer`].
    ///
    /// # Errors
    /// [`NegotiationError::NoOffer`]: the peer has no offer without an answer. Or what [`check_answer`] tells, or the draft
    /// is no description that can be read.
    pub fn answer(&mut self, draft: Draft<'_>) -> Result<Bytes, NegotiationError> {
        let Some(Pending::Remote(offer)) = &self.pending else { return Err(NegotiationError::NoOffer) };
        let (answer, version) = self.versioned(draft)?;
        check_answer(&Sdp::read(offer)?, &Sdp::read(&answer)?)?;
        self.version = version;
        self.agreed = Some((answer.clone(), offer.clone()));
        self.pending = None;
        Ok(answer)
    }

    /// Takes the peer's answer to our offer.
    ///
    /// # Errors
    /// [`NegotiationError::NoOffer`]: we have no offer without an answer; descriptions that come behind an answer are passed
    /// over (RFC 6337 §2). Or what [`check_answer`] tells, or it cannot be read: the offer still has no answer then, until
    /// [`Self::rollback`].
    pub fn receive_answer(&mut self, answer: Bytes) -> Result<(), NegotiationError> {
        let Some(Pending::Local(offer)) = &self.pending else { return Err(NegotiationError::NoOffer) };
        match check_answer(&Sdp::read(offer)?, &Sdp::read(&answer)?) {
            Err(error) if !(self.is_tolerant && error.is_tolerable()) => return Err(error),
            _ => {}
        }
        self.agreed = Some((offer.clone(), answer));
        self.pending = None;
        Ok(())
    }

    /// Forgets the offer without an answer: the request with it was refused, or its answer could not be taken. What was
    /// agreed on before holds on (RFC 3264 §8, RFC 6141 §3.1).
    pub fn rollback(&mut self) {
        self.pending = None;
    }

    /// Our description that was agreed on, to be changed and offered again; `None` if there is none.
    #[must_use]
    pub fn reoffer(&self) -> Option<Draft<'static>> {
        let sdp = Sdp::read(self.local()?).ok()?;
        Some(Draft::of(&sdp).into_owned())
    }

    /// An offer that holds every stream: we no longer want to receive it (RFC 3264 §8.4).
    #[must_use]
    pub fn hold(&self) -> Option<Draft<'static>> {
        self.redirected(Direction::held)
    }

    /// An offer that ends what [`Self::hold`] began: we want to receive every stream again, and whether we send is as
    /// before. A stream that the peer holds stays held by it.
    #[must_use]
    pub fn resume(&self) -> Option<Draft<'static>> {
        self.redirected(Direction::resumed)
    }

    fn redirected(&self, change: fn(Direction) -> Direction) -> Option<Draft<'static>> {
        let mut draft = self.reoffer()?;
        let sdp = Sdp::read(self.local()?).ok()?;
        for (section, media) in draft.media_mut().iter_mut().zip(sdp.media()) {
            if !media.is_rejected() {
                section.set_direction(change(media.direction()));
            }
        }
        Some(draft)
    }

    /// Which way a stream that was agreed on goes, as seen from here: what both sides say of it. `None` if there is no such
    /// stream, or one side refuses it.
    #[must_use]
    pub fn direction(&self, media: usize) -> Option<Direction> {
        let (local, remote) = self.agreed.as_ref()?;
        let [local, remote] = [local, remote].map(|it| Sdp::read(it).ok()?.media().nth(media));
        let (local, remote) = (local?, remote?);
        let is_live = !local.is_rejected() && !remote.is_rejected();
        is_live.then(|| local.direction().and(remote.direction().reversed()))
    }

    /// The draft with the right `o=`, and its version.
    fn versioned(&self, mut draft: Draft<'_>) -> Result<(Bytes, u64), NegotiationError> {
        if let Some(local) = self.local() {
            let before = *Sdp::read(local)?.origin();
            draft.set_origin(&before);
            let same = draft.to_vec();
            if same == *local {
                return Ok((local.clone(), self.version));
            }
            // An offer that was taken back may have had a version, too.
            let version = self.version.max(before.version).saturating_add(1);
            draft.set_origin(&Origin { version, ..before });
        }
        let octets = Bytes::from(draft.to_vec());
        let version = Sdp::read(&octets)?.origin().version;
        Ok((octets, version))
    }
}

impl fmt::Debug for Negotiation {
    /// The state alone: descriptions are private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Negotiation({:?}, agreed: {})", self.state(), self.agreed.is_some())
    }
}
