//! Who there is, and how he can be reached.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// How a handset can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reach {
    /// It takes messages.
    #[default]
    Reachable,
    /// It does not answer: absentSubscriberSM.
    Absent,
    /// It has no room: sm-DeliveryFailure, memoryCapacityExceeded.
    Full,
    /// It is busy with another message: subscriberBusyForMT-SMS.
    Busy,
    /// It takes no messages at all: sm-DeliveryFailure, equipmentNotSM-Equipped.
    Unequipped,
    /// Its subscriber may not be here: illegalSubscriber.
    Illegal,
}

impl std::str::FromStr for Reach {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let reader = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text);
        Self::deserialize(reader).map_err(|error| error.to_string())
    }
}

/// A subscriber with his handset.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Subscriber {
    /// His number, in international form without `+`.
    pub msisdn: String,
    /// His IMSI; made of his number unless given.
    #[serde(default)]
    pub imsi: String,
    /// How he can be reached.
    #[serde(default)]
    pub reach: Reach,
    /// The number of the node that serves him: the network's own unless given. Another one stands for a network abroad.
    #[serde(default)]
    pub node: String,
    /// The highest version of MAP that this node speaks, 1 to 3.
    #[serde(default = "newest")]
    pub max_version: u8,
    /// How many percent of the messages to him get no answer at all.
    #[serde(default)]
    pub lossy_percent: u8,
    /// Who wants to know when he can be reached again.
    #[serde(skip)]
    pub(crate) waiting: BTreeSet<String>,
    /// mnrf: he could not be reached.
    #[serde(skip)]
    pub(crate) not_reachable: bool,
    /// mcef: his handset had no room.
    #[serde(skip)]
    pub(crate) memory_full: bool,
}

const fn newest() -> u8 {
    3
}

impl Subscriber {
    /// One who can be reached.
    #[must_use]
    pub fn new(msisdn: &str) -> Self {
        Self {
            msisdn: msisdn.into(),
            imsi: String::new(),
            reach: Reach::Reachable,
            node: String::new(),
            max_version: newest(),
            lossy_percent: 0,
            waiting: BTreeSet::new(),
            not_reachable: false,
            memory_full: false,
        }
    }

    /// The same, reached so.
    #[must_use]
    pub const fn with_reach(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// The same, served by this node.
    #[must_use]
    pub fn with_node(mut self, node: &str) -> Self {
        self.node = node.into();
        self
    }

    /// The same, served by a node of this version of MAP.
    #[must_use]
    pub const fn with_max_version(mut self, version: u8) -> Self {
        self.max_version = version;
        self
    }

    /// The same, with so many percent of the messages to him unanswered.
    #[must_use]
    pub const fn with_losses(mut self, percent: u8) -> Self {
        self.lossy_percent = percent;
        self
    }
}

/// All subscribers, by number and by IMSI.
#[derive(Debug, Default)]
pub(crate) struct Subscribers {
    by_msisdn: BTreeMap<String, Subscriber>,
    msisdn_by_imsi: BTreeMap<String, String>,
    /// Whether any number is somebody's.
    anyone: bool,
}

/// How many are made up, at most, where any number is somebody's.
const MOST_MADE_UP: usize = 1_000_000;

impl Subscribers {
    pub(crate) fn new(anyone: bool) -> Self {
        Self { anyone, ..Self::default() }
    }

    pub(crate) fn insert(&mut self, mut subscriber: Subscriber) {
        if subscriber.imsi.is_empty() {
            subscriber.imsi = imsi_of(&subscriber.msisdn);
        }
        self.msisdn_by_imsi.insert(subscriber.imsi.clone(), subscriber.msisdn.clone());
        self.by_msisdn.insert(subscriber.msisdn.clone(), subscriber);
    }

    /// The one with this number, who may be made up.
    pub(crate) fn of_msisdn(&mut self, msisdn: &str) -> Option<&mut Subscriber> {
        if self.anyone && !self.by_msisdn.contains_key(msisdn) && self.by_msisdn.len() < MOST_MADE_UP {
            self.insert(Subscriber::new(msisdn));
        }
        self.by_msisdn.get_mut(msisdn)
    }

    pub(crate) fn of_imsi(&mut self, imsi: &str) -> Option<&mut Subscriber> {
        let msisdn = self.msisdn_by_imsi.get(imsi)?;
        self.by_msisdn.get_mut(msisdn)
    }
}

/// An IMSI that belongs to a number: test network 001-01 and the last ten digits.
fn imsi_of(msisdn: &str) -> String {
    let digits = msisdn.get(msisdn.len().saturating_sub(10)..).unwrap_or(msisdn);
    format!("00101{digits:0>10}")
}
