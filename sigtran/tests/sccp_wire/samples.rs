//! Every message, with all that it may carry.

use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{
    Address, ConnectionMessage, Digits, ErrorCause, Form, GlobalTitle, LocalReference, Message, Options,
    ProtocolClass, RefusalCause, ReleaseCause, ResetCause, ReturnCause, Segmentation, Service, Ssn, Unitdata,
};

/// A user whose data tshark does not try to read.
const USER: Ssn = Ssn(200);

pub(crate) fn called() -> Address {
    Address::of_global_title(GlobalTitle::e164("491710000001").unwrap(), USER)
}

pub(crate) fn calling() -> Address {
    Address::of_point_code(PointCode(0x3FFF), USER)
}

/// Addresses with every kind of global title, and with none.
fn addresses() -> Vec<Address> {
    let digits = Digits::new("4917100000012").unwrap();
    let titles = [
        GlobalTitle::NatureOfAddress { nature_of_address: 4, digits },
        GlobalTitle::TranslationType { translation_type: 9, digits: Digits::new("491710").unwrap() },
        GlobalTitle::NumberingPlan { translation_type: 3, numbering_plan: 6, encoding_scheme: 1, digits },
        GlobalTitle::Full {
            translation_type: 0,
            numbering_plan: 7,
            encoding_scheme: 1,
            nature_of_address: 4,
            digits,
        },
    ];
    let by_title = titles.map(|title| Address::of_global_title(title, USER));
    let with_point = by_title.map(|address| Address { point_code: Some(PointCode(0x1234)), ..address });
    by_title.into_iter().chain(with_point).chain([calling()]).collect()
}

/// Every message of the connectionless service, with and without each optional parameter.
fn connectionless() -> Vec<Message<'static>> {
    let segmentation =
        Segmentation { first: true, in_sequence: true, remaining: 0, local_reference: 0xAB_CDEF };
    let mut messages = Vec::new();
    for form in [Form::Basic, Form::Extended, Form::Long] {
        let services = [false, true].into_iter().flat_map(|in_sequence| {
            [false, true].map(|returns| Service::Data(ProtocolClass::new(in_sequence, returns)))
        });
        let causes = ReturnCause::ALL.iter().map(|cause| Service::Return(*cause));
        for service in services.chain(causes) {
            let mut message = Unitdata::new(called(), calling(), ProtocolClass::default(), b"data");
            (message.form, message.service, message.hop_counter) = (form, service, 15);
            messages.push(Message::Unitdata(message));
            if form != Form::Basic {
                for (segmentation, importance) in
                    [(Some(segmentation), None), (None, Some(7)), (Some(segmentation), Some(3))]
                {
                    messages.push(Message::Unitdata(Unitdata {
                        hop_counter: 3,
                        segmentation,
                        importance,
                        ..message
                    }));
                }
            }
        }
        for address in addresses() {
            let (called, calling) = (address, address);
            let mut message = Unitdata::new(called, calling, ProtocolClass::default(), b"data");
            message.form = form;
            messages.push(Message::Unitdata(message));
        }
    }
    let long = Unitdata::new(called(), calling(), ProtocolClass::default(), &[7; 3952]);
    messages.push(Message::Unitdata(Unitdata { form: Form::Long, ..long }));
    messages
}

/// The optional part with each parameter alone, with all, and with none.
fn options(credit: bool, calling_party: bool, called_party: bool, hops: bool) -> Vec<Options<'static>> {
    let none = Options::default();
    let all = Options {
        credit: credit.then_some(3),
        called: called_party.then(calling),
        calling: calling_party.then(called),
        data: Some(b"data"),
        hop_counter: hops.then_some(4),
        importance: Some(5),
        ..none
    };
    let mut each = vec![
        Options { credit: all.credit, ..none },
        Options { called: all.called, ..none },
        Options { calling: all.calling, ..none },
        Options { data: Some(&[1; 128]), ..none },
        Options { hop_counter: all.hop_counter, ..none },
        Options { importance: all.importance, ..none },
        all,
    ];
    each.retain(|options| *options != none);
    each.push(none);
    each
}

/// Every message of connections, with and without each optional parameter that it may have.
fn of_connections() -> Vec<ConnectionMessage<'static>> {
    use ConnectionMessage as M;
    let (destination, source) = (LocalReference(0x12_3456), LocalReference(0xFE_DCBA));
    let mut messages = Vec::new();
    for class in [2, 3] {
        let with_credit = class == 3;
        for options in options(with_credit, true, false, true) {
            messages.push(M::ConnectionRequest { source, class, called: called(), options });
        }
        for options in options(with_credit, false, true, false) {
            messages.push(M::ConnectionConfirm { destination, source, class, options });
        }
        let (sequencing, credit) = if with_credit { ([4, 7], 9) } else { ([0; 2], 0) };
        messages.push(M::InactivityTest { destination, source, class, sequencing, credit });
    }
    for options in options(false, false, true, false) {
        messages.push(M::ConnectionRefused { destination, cause: RefusalCause::UNEQUIPPED_USER, options });
    }
    for options in options(false, false, false, false) {
        messages.push(M::Released { destination, source, cause: ReleaseCause::UNQUALIFIED, options });
    }
    let options = Options::default();
    let refusals = RefusalCause::ALL.iter();
    messages.extend(refusals.map(|cause| M::ConnectionRefused { destination, cause: *cause, options }));
    let releases = ReleaseCause::ALL.iter();
    messages.extend(releases.map(|cause| M::Released { destination, source, cause: *cause, options }));
    let resets = ResetCause::ALL.iter();
    messages.extend(resets.map(|cause| M::ResetRequest { destination, source, cause: *cause }));
    messages.extend(ErrorCause::ALL.iter().map(|cause| M::Error { destination, cause: *cause }));
    messages.extend([
        M::ReleaseComplete { destination, source },
        M::DataForm1 { destination, more: false, data: b"one" },
        M::DataForm2 { destination, sequencing: [2, 4], data: b"two" },
        M::DataAcknowledgement { destination, receive_sequence_number: 8, credit: 5 },
        M::ExpeditedData { destination, data: b"now" },
        M::ExpeditedDataAcknowledgement { destination },
        M::ResetConfirm { destination, source },
        M::DataForm1 { destination, more: true, data: &[1; 255] },
        M::DataForm2 { destination, sequencing: [2, 5], data: &[1; 255] },
    ]);
    messages
}

pub(crate) fn messages() -> Vec<Message<'static>> {
    connectionless().into_iter().chain(of_connections().into_iter().map(Message::Connection)).collect()
}
