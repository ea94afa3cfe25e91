//! The settings of the adapter; those of SCTP itself are the kernel's (`net.sctp.*`).

/// The settings of a [`KernelSctp`](super::KernelSctp).
///
/// ```
/// use brivas_sigtran::io::KernelConfig;
///
/// let mut config = KernelConfig::new();
/// config.set_listen(true).set_streams(5);
/// assert_eq!((config.listen(), config.max_associations()), (true, 1024));
/// ```
#[derive(Clone, Debug)]
pub struct KernelConfig {
    listen: bool,
    streams: u16,
    max_associations: usize,
    max_message: usize,
    max_send_queue: usize,
    max_events: usize,
}

impl KernelConfig {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            listen: false,
            streams: 17,
            max_associations: 1024,
            max_message: 65_536,
            max_send_queue: 1 << 20,
            max_events: 4096,
        }
    }

    /// Whether peers may open associations: no.
    #[must_use]
    pub const fn listen(&self) -> bool {
        self.listen
    }

    /// Sets [`Self::listen`].
    pub const fn set_listen(&mut self, listen: bool) -> &mut Self {
        self.listen = listen;
        self
    }

    /// How many streams we ask for each way: 17, one for management and one for each signalling link selection of ITU
    /// (RFC 4666 §1.4.7).
    #[must_use]
    pub const fn streams(&self) -> u16 {
        self.streams
    }

    /// Sets [`Self::streams`].
    pub const fn set_streams(&mut self, streams: u16) -> &mut Self {
        self.streams = streams;
        self
    }

    /// How many associations there may be: 1024.
    #[must_use]
    pub const fn max_associations(&self) -> usize {
        self.max_associations
    }

    /// Sets [`Self::max_associations`].
    pub const fn set_max_associations(&mut self, max_associations: usize) -> &mut Self {
        self.max_associations = max_associations;
        self
    }

    /// The longest message, each way: 65,536 octets.
    #[must_use]
    pub const fn max_message(&self) -> usize {
        self.max_message
    }

    /// Sets [`Self::max_message`].
    pub const fn set_max_message(&mut self, max_message: usize) -> &mut Self {
        self.max_message = max_message;
        self
    }

    /// How many octets may wait for the kernel on an association: 1 MiB.
    #[must_use]
    pub const fn max_send_queue(&self) -> usize {
        self.max_send_queue
    }

    /// Sets [`Self::max_send_queue`].
    pub const fn set_max_send_queue(&mut self, max_send_queue: usize) -> &mut Self {
        self.max_send_queue = max_send_queue;
        self
    }

    /// How many events may wait for the owner before sockets are left unread: 4096.
    #[must_use]
    pub const fn max_events(&self) -> usize {
        self.max_events
    }

    /// Sets [`Self::max_events`].
    pub const fn set_max_events(&mut self, max_events: usize) -> &mut Self {
        self.max_events = max_events;
        self
    }
}

impl Default for KernelConfig {
    fn default() -> Self {
        Self::new()
    }
}
