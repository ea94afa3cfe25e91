//! What messages of connections show of themselves: data may be private, so their length is shown.

use std::fmt;

use super::{ConnectionMessage, Options};

impl fmt::Debug for ConnectionMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.message_type().name().unwrap_or_default());
        if let Some(destination) = self.destination() {
            shown.field("destination", &destination);
        }
        if let Some(source) = self.source() {
            shown.field("source", &source);
        }
        match self {
            Self::ConnectionRequest { class, called, options, .. } => {
                shown.field("class", class).field("called", called).field("options", options)
            }
            Self::ConnectionConfirm { class, options, .. } => {
                shown.field("class", class).field("options", options)
            }
            Self::ConnectionRefused { cause, options, .. } => {
                shown.field("cause", cause).field("options", options)
            }
            Self::Released { cause, options, .. } => shown.field("cause", cause).field("options", options),
            Self::ResetRequest { cause, .. } => shown.field("cause", cause),
            Self::Error { cause, .. } => shown.field("cause", cause),
            Self::DataForm1 { more, data, .. } => shown.field("more", more).field("octets", &data.len()),
            Self::DataForm2 { sequencing, data, .. } => {
                shown.field("sequencing", sequencing).field("octets", &data.len())
            }
            Self::ExpeditedData { data, .. } => shown.field("octets", &data.len()),
            Self::DataAcknowledgement { receive_sequence_number, credit, .. } => {
                shown.field("receive_sequence_number", receive_sequence_number).field("credit", credit)
            }
            Self::InactivityTest { class, sequencing, credit, .. } => {
                shown.field("class", class).field("sequencing", sequencing).field("credit", credit)
            }
            Self::ReleaseComplete { .. }
            | Self::ExpeditedDataAcknowledgement { .. }
            | Self::ResetConfirm { .. } => &mut shown,
        }
        .finish()
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Options");
        shown.field("credit", &self.credit).field("called", &self.called).field("calling", &self.calling);
        shown.field("octets", &self.data.map(<[u8]>::len)).field("hop_counter", &self.hop_counter);
        shown.field("importance", &self.importance).field("unknown", &self.unknown.len()).finish()
    }
}
