//! What comes back from what was written, and what is wrong with damaged octets.

use brivas_sigtran::Buffer;
use brivas_sigtran::DecodeErrorKind;
use brivas_sigtran::sccp::{
    ConnectionMessage, Form, LocalReference, Message, Options, ProtocolClass, ReturnCause, Segmentation,
    Service, Unitdata,
};

use crate::samples::{called, calling, messages};
use crate::{ITU, written};

#[test]
fn every_form_comes_back_with_whatever_it_may_carry() {
    let data = [7; 300];
    let segmentation =
        Segmentation { first: true, in_sequence: true, remaining: 15, local_reference: 0xAB_CDEF };
    for form in [Form::Basic, Form::Extended, Form::Long] {
        for service in
            [Service::Data(ProtocolClass::new(true, true)), Service::Return(ReturnCause::SUBSYSTEM_FAILURE)]
        {
            for length in [0, 1, 200, 254, 300] {
                for (segmentation, importance) in
                    [(None, None), (Some(segmentation), None), (Some(segmentation), Some(7))]
                {
                    let mut unitdata =
                        Unitdata::new(called(), calling(), ProtocolClass::default(), &data[..length]);
                    (unitdata.form, unitdata.service) = (form, service);
                    let mut out = Buffer::new();
                    if form != Form::Basic {
                        (unitdata.hop_counter, unitdata.segmentation, unitdata.importance) =
                            (3, segmentation, importance);
                    }
                    match unitdata.write(ITU, &mut out) {
                        Ok(()) => {
                            let read = Message::read(out.as_slice(), ITU);
                            assert_eq!(read, Ok(Message::Unitdata(unitdata)));
                            // The data as the buffer of another layer give the same.
                            let mut closed = Buffer::new();
                            closed.prepend(&data[..length]);
                            unitdata.close(ITU, &mut closed).unwrap();
                            assert_eq!(closed.as_slice(), out.as_slice());
                        }
                        // A pointer of one octet leads no further behind the data than 255.
                        Err(error) => assert!(form != Form::Long && length >= 254, "{error} {length}"),
                    }
                }
            }
        }
    }
}

#[test]
fn every_message_comes_back() {
    for message in messages() {
        assert_eq!(Message::read(&written(&message), ITU), Ok(message));
    }
}

#[test]
fn optional_parameters_that_are_not_known_are_kept_where_they_stood() {
    let unitdata = Unitdata::new(called(), calling(), ProtocolClass::default(), b"x");
    let extended = Unitdata { form: Form::Extended, ..unitdata };
    for optional in [
        &[0x12, 1, 3, 0x77, 2, 8, 9, 0][..],
        &[0x77, 2, 8, 9, 0x12, 1, 3, 0],
        &[0x77, 0, 0x10, 4, 0x80, 1, 2, 3, 0x12, 1, 3, 0],
        &[0x10, 4, 0x80, 1, 2, 3, 0x12, 1, 3, 0x77, 0, 0x10, 1, 9, 0],
    ] {
        let mut octets = written(&Message::Unitdata(extended));
        let place = octets.len();
        octets.extend_from_slice(optional);
        octets[6] = u8::try_from(place - 6).unwrap();
        let read = Message::read(&octets, ITU).unwrap();
        assert_eq!(written(&read), octets);
        let Message::Unitdata(read) = read else { panic!() };
        assert_eq!(read.importance, Some(3));
    }
}

#[test]
fn optional_parameters_of_a_request_are_kept_where_they_stood() {
    let (source, options) = (LocalReference(1), Options::default());
    let request = ConnectionMessage::ConnectionRequest { source, class: 2, called: calling(), options };
    for optional in [
        &[0x0F, 1, 9, 0x12, 1, 3, 0][..],
        &[0x12, 1, 3, 0x0F, 1, 9, 0],
        &[0x77, 2, 8, 9, 0x0F, 1, 9, 0x12, 1, 3, 0],
        &[0x0F, 1, 9, 0x0F, 1, 8, 0x12, 1, 3, 0],
        &[0x0F, 1, 9, 0x77, 0, 0x12, 1, 3, 0x09, 1, 1, 0x04, 2, 0x42, 8, 0],
        &[0x0F, 1, 9, 0x0F, 1, 9, 0x12, 1, 3, 0],
    ] {
        let mut octets = written(&Message::Connection(request));
        let place = octets.len();
        octets.extend_from_slice(optional);
        octets[6] = u8::try_from(place - 6).unwrap();
        let read = Message::read(&octets, ITU).unwrap();
        assert_eq!(written(&read), octets, "{read:?}");
        let Message::Connection(ConnectionMessage::ConnectionRequest { options, .. }) = read else {
            panic!()
        };
        assert_eq!((options.data, options.importance), (Some(&[9][..]), Some(3)));
    }
}

#[test]
fn damage_is_told_by_field_and_place() {
    let good =
        written(&Message::Unitdata(Unitdata::new(called(), calling(), ProtocolClass::default(), b"x")));
    for end in 0..good.len() {
        assert!(Message::read(&good[..end], ITU).is_err(), "{end}");
    }
    let mut bad = good.clone();
    bad[2] = 0;
    let error = Message::read(&bad, ITU).unwrap_err();
    assert_eq!(
        (error.kind, error.offset, error.field),
        (DecodeErrorKind::MandatoryMissing, 2, "called party address")
    );
    assert_eq!(Message::read(&[0x77, 1, 2, 3], ITU).unwrap_err().kind, DecodeErrorKind::MessageType);
}
