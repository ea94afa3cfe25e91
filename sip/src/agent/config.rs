//! What a user agent supports.

use std::sync::Arc;

use crate::endpoint;

/// The settings of a user agent.
#[derive(Clone, Debug)]
pub struct Config {
    endpoint: Arc<endpoint::Config>,
    max_dialogs: u32,
    session_expires: Option<u32>,
    min_se: u32,
    user: Vec<u8>,
    product: Vec<u8>,
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
        }
    }
}

/// The extensions that it supports, and may be required of it.
pub(super) const SUPPORTED: [&[u8]; 5] = [b"100rel", b"timer", b"replaces", b"norefersub", b"tdialog"];

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

    /// How many dialogs there can be: 1,048,576. An INVITE above that is answered 503.
    #[must_use]
    pub const fn max_dialogs(&self) -> u32 {
        self.max_dialogs
    }

    /// Sets [`Self::max_dialogs`].
    pub const fn set_max_dialogs(&mut self, max_dialogs: u32) -> &mut Self {
        self.max_dialogs = max_dialogs;
        self
    }

    /// After how many seconds a session is over that nobody has refreshed, as we ask for it: 1,800 (RFC 4028 §4). `None` asks
    /// for nothing, and still does what the other side asks for.
    #[must_use]
    pub const fn session_expires(&self) -> Option<u32> {
        self.session_expires
    }

    /// Sets [`Self::session_expires`]; less than [`Self::min_se`] counts as that.
    pub const fn set_session_expires(&mut self, seconds: Option<u32>) -> &mut Self {
        self.session_expires = seconds;
        self
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
}
