//! What a user agent supports.

use std::sync::Arc;

use crate::endpoint;
use crate::settings::settings;

/// The settings of a user agent.
#[derive(Clone, Debug)]
pub struct Config {
    endpoint: Arc<endpoint::Config>,
    max_dialogs: u32,
    session_expires: Option<u32>,
    min_se: u32,
    user: Vec<u8>,
    product: Vec<u8>,
    extensions: Vec<Vec<u8>>,
    subscriptions: bool,
    event_packages: Vec<Vec<u8>>,
    max_subscriptions: u32,
    min_subscription: u32,
    subscription_expires: u32,
    refer_expires: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: Arc::default(),
            max_dialogs: 1 << 20,
            session_expires: Some(1800),
            min_se: 90,
            user: Vec::new(),
            product: Vec::new(),
            extensions: [b"100rel".as_slice(), b"timer", b"replaces", b"norefersub"]
                .map(<[u8]>::to_vec)
                .to_vec(),
            subscriptions: true,
            event_packages: Vec::new(),
            max_subscriptions: 1 << 20,
            min_subscription: 60,
            subscription_expires: 3600,
            refer_expires: 180,
        }
    }
}

impl Config {
    /// The defaults of the standards, where they have any.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The settings of its endpoint.
    #[must_use]
    pub const fn endpoint(&self) -> &Arc<endpoint::Config> {
        &self.endpoint
    }

    /// Sets those of its endpoint.
    pub fn set_endpoint(&mut self, endpoint: Arc<endpoint::Config>) -> &mut Self {
        self.endpoint = endpoint;
        self
    }

    settings! {
        /// How many dialogs there can be: 1,048,576. An INVITE above that is answered 503.
        max_dialogs / set_max_dialogs: u32;
        /// After how many seconds a session is over that nobody has refreshed, as we ask for it: 1,800 (RFC 4028 §4); less than
        /// [`Self::min_se`] counts as that. `None` asks for nothing, and still does what the other side asks for.
        session_expires / set_session_expires: Option<u32>;
        /// Whether SUBSCRIBE, NOTIFY and REFER begin and keep subscriptions: yes. Otherwise they come and go as other requests, and
        /// what they are is their owner's, as where they are handed on.
        subscriptions / set_subscriptions: bool;
        /// How many subscriptions of ours, and how many of others, there can be: 1,048,576 each. A SUBSCRIBE or REFER above that is
        /// answered 503.
        max_subscriptions / set_max_subscriptions: u32;
        /// The least seconds that a SUBSCRIBE may ask for: 60; what is less, but for none, is answered 423. What is an hour is never
        /// too short (RFC 6665 §4.2.1.1).
        min_subscription / set_min_subscription: u32;
        /// The seconds of a SUBSCRIBE without Expires: 3,600. The packages have values of their own (RFC 6665 §5.4.4).
        subscription_expires / set_subscription_expires: u32;
        /// For how many seconds whoever has sent a REFER is told how it gets on, unless he asks for more: 180.
        refer_expires / set_refer_expires: u32;
    }

    /// The least seconds that the other side may ask for: 90; what is less is answered 422 (RFC 4028 §5).
    #[must_use]
    pub const fn min_se(&self) -> u32 {
        self.min_se
    }

    /// Sets [`Self::min_se`], which is never below 90 (RFC 4028 §5).
    pub fn set_min_se(&mut self, seconds: u32) -> &mut Self {
        self.min_se = seconds.max(90);
        self
    }

    /// The user in our Contact; none by default. It stands there as it is given.
    #[must_use]
    pub fn user(&self) -> &[u8] {
        &self.user
    }

    /// Sets [`Self::user`].
    pub fn set_user(&mut self, user: &[u8]) -> &mut Self {
        self.user = user.to_vec();
        self
    }

    /// What we call ourselves in User-Agent and Server; by default nothing is said (RFC 3261 §20.41).
    #[must_use]
    pub fn product(&self) -> &[u8] {
        &self.product
    }

    /// Sets [`Self::product`].
    pub fn set_product(&mut self, product: &[u8]) -> &mut Self {
        self.product = product.to_vec();
        self
    }

    /// The event packages whose state the owner tells: none. A SUBSCRIBE for another is answered 489 (RFC 6665 §4.2.1.3).
    pub fn event_packages(&self) -> impl Iterator<Item = &[u8]> {
        self.event_packages.iter().map(Vec::as_slice)
    }

    /// Sets [`Self::event_packages`].
    pub fn set_event_packages(&mut self, packages: &[&str]) -> &mut Self {
        self.event_packages = packages.iter().map(|package| package.as_bytes().to_vec()).collect();
        self
    }

    /// The option tags of the extensions that we support, and that may be required of us: `100rel` (RFC 3262), `timer` (RFC 4028),
    /// `replaces` (RFC 3891) and `norefersub` (RFC 4488), which the user agent does itself, and whatever its owner adds.
    pub fn extensions(&self) -> impl Iterator<Item = &[u8]> {
        self.extensions.iter().map(Vec::as_slice)
    }

    /// Sets [`Self::extensions`]. Without `replaces` an INVITE that is to take the place of a dialog is one like any other.
    pub fn set_extensions(&mut self, options: &[&str]) -> &mut Self {
        self.extensions = options.iter().map(|option| option.as_bytes().to_vec()).collect();
        self
    }

    /// Whether an extension is among them.
    pub(crate) fn supports(&self, option: &[u8]) -> bool {
        self.extensions().any(|known| known.eq_ignore_ascii_case(option))
    }
}
