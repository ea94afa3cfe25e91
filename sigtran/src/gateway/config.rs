//! The settings of a gateway.

use crate::EncodeError;
use crate::map::{DigitsBuf, NatureOfAddress, NumberingPlan};
use crate::sccp::{Address, GlobalTitle, Ssn};

/// The settings of a [`SmsGateway`](super::SmsGateway).
#[derive(Clone, Debug)]
pub struct Config {
    service_centre: DigitsBuf,
    calling: Address,
    max_version: u8,
    longest_in_begin: usize,
    max_deliveries: u32,
    max_submissions: u32,
}

impl Config {
    /// The defaults of a service centre with this number, in international form without `+`. Its subsystem is that of an MSC,
    /// as the standard has it for service centres (3GPP TS 23.003 §8).
    ///
    /// # Errors
    /// It is no number.
    pub fn new(service_centre: &str) -> Result<Self, EncodeError> {
        let (nature, plan) = (NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN);
        Ok(Self {
            service_centre: DigitsBuf::address(nature, plan, service_centre)?,
            calling: Address::of_global_title(GlobalTitle::e164(service_centre)?, Ssn::MSC),
            max_version: 3,
            longest_in_begin: 120,
            max_deliveries: 1 << 20,
            max_submissions: 1 << 16,
        })
    }

    /// Our number.
    #[must_use]
    pub const fn service_centre(&self) -> &DigitsBuf {
        &self.service_centre
    }

    /// Where our messages come from: our number, by global title.
    #[must_use]
    pub const fn calling(&self) -> &Address {
        &self.calling
    }

    /// Sets [`Self::calling`].
    pub fn set_calling(&mut self, calling: Address) -> &mut Self {
        self.calling = calling;
        self
    }

    /// The highest version of MAP that is tried, 1 to 3: 3.
    #[must_use]
    pub const fn max_version(&self) -> u8 {
        self.max_version
    }

    /// Sets [`Self::max_version`].
    pub fn set_max_version(&mut self, version: u8) -> &mut Self {
        self.max_version = version.clamp(1, 3);
        self
    }

    /// The longest TPDU that goes with the first message of its dialogue: 120 octets. For a longer one the dialogue is opened
    /// by an empty message first, so that no message needs to be segmented (3GPP TS 29.002 §7.3.1, §23.3).
    #[must_use]
    pub const fn longest_in_begin(&self) -> usize {
        self.longest_in_begin
    }

    /// Sets [`Self::longest_in_begin`]; `usize::MAX` where SCCP may segment.
    pub fn set_longest_in_begin(&mut self, octets: usize) -> &mut Self {
        self.longest_in_begin = octets;
        self
    }

    /// How many deliveries may be under way: 1,048,576.
    #[must_use]
    pub const fn max_deliveries(&self) -> u32 {
        self.max_deliveries
    }

    /// Sets [`Self::max_deliveries`].
    pub fn set_max_deliveries(&mut self, deliveries: u32) -> &mut Self {
        self.max_deliveries = deliveries;
        self
    }

    /// How many messages of handsets may wait for the owner's word: 65,536. More are refused: sc-Congestion.
    #[must_use]
    pub const fn max_submissions(&self) -> u32 {
        self.max_submissions
    }

    /// Sets [`Self::max_submissions`].
    pub fn set_max_submissions(&mut self, submissions: u32) -> &mut Self {
        self.max_submissions = submissions;
        self
    }
}
