//! The protocol implementation conformance statement: what a peer claims to have. A case of a feature that is not claimed
//! does not apply.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::{Table, Value};

/// What a peer may have or not. Each has a line in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs)] // `rows` says what each is
pub enum Feature {
    Version34,
    Version50,
    Version33,
    BindTransmitter,
    BindReceiver,
    BindTransceiver,
    SeveralBinds,
    SubmitSm,
    SubmitMulti,
    DataSm,
    QuerySm,
    CancelSm,
    ReplaceSm,
    BroadcastSm,
    Receipts,
    MessagePayload,
    LongPayload,
    ScheduledDelivery,
    DatagramMode,
    TransactionMode,
    ReplaceIfPresent,
    AnySourceAddress,
    AnyDestination,
    AnyServiceType,
    AnySystemType,
    AnyDataCoding,
    ReservedTonNpi,
    EsmeReceives,
    EsmeDataSm,
    EsmeSubmits,
    EsmeReconnects,
}

type Row = (Feature, &'static str, bool, &'static str);

/// Key of the form, whether it is claimed where nothing is said, and what it is.
const ROWS: &[Row] = {
    use Feature as F;
    &[
        (F::Version34, "version_3_4", true, "sessions of SMPP 3.4 (SMPP 3.4 §5.2.4)"),
        (F::Version50, "version_5_0", true, "sessions of SMPP 5.0 (SMPP 5.0 §4.7.13)"),
        (F::Version33, "version_3_3", true, "peers of interface_version 0x33 and below (SMPP 5.0 §2.11.2)"),
        (F::BindTransmitter, "bind_transmitter", true, "SMPP 5.0 §4.1.1.1"),
        (F::BindReceiver, "bind_receiver", true, "SMPP 5.0 §4.1.1.3"),
        (F::BindTransceiver, "bind_transceiver", true, "SMPP 5.0 §4.1.1.5"),
        (F::SeveralBinds, "several_binds", true, "more than one session of one system_id at a time"),
        (F::SubmitSm, "submit_sm", true, "SMPP 5.0 §4.2.1"),
        (F::SubmitMulti, "submit_multi", true, "SMPP 5.0 §4.2.3"),
        (F::DataSm, "data_sm", true, "SMPP 5.0 §4.2.2"),
        (F::QuerySm, "query_sm", true, "SMPP 5.0 §4.5.2"),
        (F::CancelSm, "cancel_sm", true, "SMPP 5.0 §4.5.1"),
        (F::ReplaceSm, "replace_sm", true, "SMPP 5.0 §4.5.3"),
        (F::BroadcastSm, "broadcast_sm", false, "SMPP 5.0 §4.4.1, §4.6"),
        (F::Receipts, "receipts", true, "delivery receipts (SMPP 3.4 Appendix B; SMPP 5.0 §4.7.21)"),
        (F::MessagePayload, "message_payload", true, "SMPP 5.0 §4.8.4.36"),
        (F::LongPayload, "long_payload", true, "a message_payload of 64,000 octets"),
        (F::ScheduledDelivery, "scheduled_delivery", true, "schedule_delivery_time (SMPP 5.0 §4.7.23.1)"),
        (F::DatagramMode, "datagram_mode", true, "SMPP 5.0 §4.2.10.2"),
        (
            F::TransactionMode,
            "transaction_mode",
            true,
            "for data_sm, and in 5.0 for submit_sm (SMPP 5.0 §4.2.10.4)",
        ),
        (F::ReplaceIfPresent, "replace_if_present", true, "replace_if_present_flag (SMPP 5.0 §4.7.22)"),
        (F::AnySourceAddress, "any_source_address", true, "this account may use any source address"),
        (F::AnyDestination, "any_destination", true, "this account may send to any destination address"),
        (F::AnyServiceType, "any_service_type", true, "any service_type of at most 5 characters is taken"),
        (F::AnySystemType, "any_system_type", true, "any system_type of at most 12 characters is taken"),
        (F::AnyDataCoding, "any_data_coding", true, "every data_coding that the standard names is taken"),
        (F::ReservedTonNpi, "refuses_reserved_ton_npi", true, "reserved values of TON and NPI are refused"),
        (F::EsmeReceives, "esme_receives", true, "the ESME takes deliver_sm (SMPP 5.0 §4.3.1)"),
        (F::EsmeDataSm, "esme_data_sm", true, "the ESME takes data_sm (SMPP 5.0 §4.2.2)"),
        (F::EsmeSubmits, "esme_submits", true, "the ESME sends submit_sm by itself while it is tested"),
        (F::EsmeReconnects, "esme_reconnects", true, "the ESME connects again by itself (SMPP 5.0 §2.8.1)"),
    ]
};

/// What a peer claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pics {
    /// What the peer is called.
    pub implementation: String,
    claimed: BTreeSet<Feature>,
}

impl Default for Pics {
    /// Everything but what few centres have.
    fn default() -> Self {
        let claimed = ROWS.iter().filter(|row| row.2).map(|row| row.0).collect();
        Self { implementation: String::new(), claimed }
    }
}

impl Pics {
    /// Reads a form as [`Self::to_toml`] writes it; what it leaves out is as in the default.
    ///
    /// # Errors
    /// No TOML, a key that the form does not have, or a value other than true and false.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut pics = Self::default();
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("implementation", Value::String(name)) => pics.implementation.clone_from(name),
                ("smpp", Value::Table(claims)) => pics.take(claims)?,
                _ => return Err(format!("`{key}` is no key of the form, or has no value of its kind")),
            }
        }
        Ok(pics)
    }

    fn take(&mut self, claims: &Table) -> Result<(), String> {
        for (key, value) in claims {
            let row = ROWS.iter().find(|row| row.1 == key);
            let (feature, ..) = row.ok_or_else(|| format!("`smpp.{key}` is no line of the form"))?;
            match value {
                Value::Boolean(true) => self.claimed.insert(*feature),
                Value::Boolean(false) => self.claimed.remove(feature),
                _ => return Err(format!("`smpp.{key}` is neither true nor false")),
            };
        }
        Ok(())
    }

    /// The form, filled in.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let name = Value::String(self.implementation.clone());
        let mut out = format!(
            "# What this peer claims to have. The cases of what it does not claim are left out.\n\
             implementation = {name}\n\n[smpp]\n"
        );
        for (feature, key, _, what) in ROWS {
            let _ = writeln!(out, "{key} = {} # {what}", self.claims(*feature));
        }
        out
    }

    /// Whether the peer claims this.
    #[must_use]
    pub fn claims(&self, feature: Feature) -> bool {
        self.claimed.contains(&feature)
    }

    /// The same, with another answer to one line.
    #[must_use]
    pub fn with(mut self, feature: Feature, claimed: bool) -> Self {
        if claimed {
            self.claimed.insert(feature);
        } else {
            self.claimed.remove(&feature);
        }
        self
    }

    /// Every feature, its key in the form, and what it is.
    pub(crate) fn lines() -> impl Iterator<Item = (Feature, &'static str, &'static str)> {
        ROWS.iter().map(|(feature, key, _, what)| (*feature, *key, *what))
    }

    /// The key of a feature in the form.
    pub(crate) fn key(feature: Feature) -> &'static str {
        ROWS.iter().find(|row| row.0 == feature).map_or("", |row| row.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_written() {
        let pics = Pics::default().with(Feature::BroadcastSm, true).with(Feature::SubmitMulti, false);
        let pics = Pics { implementation: "a \"centre\"".into(), ..pics };
        assert_eq!(Pics::parse(&pics.to_toml()), Ok(pics));
        assert_eq!(Pics::parse(""), Ok(Pics::default()));
    }

    #[test]
    fn a_mistake_in_a_form_is_told() {
        assert!(Pics::parse("[smpp]\nsubmit = true").unwrap_err().contains("smpp.submit"));
        assert!(Pics::parse("[smpp]\nsubmit_sm = 1").unwrap_err().contains("smpp.submit_sm"));
        assert!(Pics::parse("submit_sm = true").unwrap_err().contains("submit_sm"));
    }

    #[test]
    fn every_feature_has_a_line_of_its_own() {
        let keys: BTreeSet<&str> = ROWS.iter().map(|row| row.1).collect();
        let features: BTreeSet<Feature> = ROWS.iter().map(|row| row.0).collect();
        assert_eq!((keys.len(), features.len()), (ROWS.len(), ROWS.len()));
    }
}
