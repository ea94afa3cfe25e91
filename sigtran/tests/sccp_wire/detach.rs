//! Copies of messages that hold nothing of the octets they were read from. The copies are never freed: a test is short.

use brivas_sigtran::sccp::{ConnectionMessage, Message, Options, Unitdata};

fn keep(octets: &[u8]) -> &'static [u8] {
    Box::leak(octets.to_vec().into_boxed_slice())
}

fn options(options: Options<'_>) -> Options<'static> {
    let Options { credit, called, calling, data, hop_counter, importance, unknown } = options;
    let (data, unknown) = (data.map(keep), keep(unknown));
    Options { credit, called, calling, data, hop_counter, importance, unknown }
}

/// The same message, from values alone.
pub(crate) fn message(message: &Message<'_>) -> Message<'static> {
    match *message {
        Message::Unitdata(it) => {
            let Unitdata { form, service, hop_counter, called, calling, segmentation, importance, .. } = it;
            let (data, unknown) = (keep(it.data), keep(it.unknown));
            Message::Unitdata(Unitdata {
                form,
                service,
                hop_counter,
                called,
                calling,
                data,
                segmentation,
                importance,
                unknown,
            })
        }
        Message::Connection(message) => Message::Connection(connection(message)),
    }
}

fn connection(message: ConnectionMessage<'_>) -> ConnectionMessage<'static> {
    use ConnectionMessage as M;
    match message {
        M::ConnectionRequest { source, class, called, options: it } => {
            M::ConnectionRequest { source, class, called, options: options(it) }
        }
        M::ConnectionConfirm { destination, source, class, options: it } => {
            M::ConnectionConfirm { destination, source, class, options: options(it) }
        }
        M::ConnectionRefused { destination, cause, options: it } => {
            M::ConnectionRefused { destination, cause, options: options(it) }
        }
        M::Released { destination, source, cause, options: it } => {
            M::Released { destination, source, cause, options: options(it) }
        }
        M::ReleaseComplete { destination, source } => M::ReleaseComplete { destination, source },
        M::DataForm1 { destination, more, data } => M::DataForm1 { destination, more, data: keep(data) },
        M::DataForm2 { destination, sequencing, data } => {
            M::DataForm2 { destination, sequencing, data: keep(data) }
        }
        M::DataAcknowledgement { destination, receive_sequence_number, credit } => {
            M::DataAcknowledgement { destination, receive_sequence_number, credit }
        }
        M::ExpeditedData { destination, data } => M::ExpeditedData { destination, data: keep(data) },
        M::ExpeditedDataAcknowledgement { destination } => M::ExpeditedDataAcknowledgement { destination },
        M::ResetRequest { destination, source, cause } => M::ResetRequest { destination, source, cause },
        M::ResetConfirm { destination, source } => M::ResetConfirm { destination, source },
        M::Error { destination, cause } => M::Error { destination, cause },
        M::InactivityTest { destination, source, class, sequencing, credit } => {
            M::InactivityTest { destination, source, class, sequencing, credit }
        }
        other => panic!("{other:?} is not copied"),
    }
}
