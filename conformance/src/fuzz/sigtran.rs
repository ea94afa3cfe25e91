//! The decoders of SS7: none panics, and what was read is written so that it is read and written the same again.

use brivas_sigtran::ber::Reader;
use brivas_sigtran::map::{Argument, DialoguePdu, ErrorCode, MapError, OperationCode, ResultParameter};
use brivas_sigtran::sms::{Direction, Tpdu};
use brivas_sigtran::{Buffer, m3ua, sccp, tcap};

/// Checks that what `copy` makes of octets, if it can read them, is what it makes of that again.
fn settles(octets: &[u8], copy: impl Fn(&[u8]) -> Option<Vec<u8>>) {
    if let Some(written) = copy(octets) {
        assert_eq!(copy(&written).as_ref(), Some(&written));
    }
}

fn written(write: impl FnOnce(&mut Buffer)) -> Vec<u8> {
    let mut out = Buffer::new();
    write(&mut out);
    out.as_slice().to_vec()
}

/// An M3UA message, and DATA by its short way.
pub fn m3ua(octets: &[u8]) {
    settles(octets, |octets| {
        let message = m3ua::Message::read(octets).ok()?;
        let mut out = Buffer::new();
        message.write(&mut out).ok()?;
        Some(out.as_slice().to_vec())
    });
    settles(octets, |octets| {
        let (data, user_data) = m3ua::Data::read(octets).ok()?;
        let mut out = Buffer::new();
        out.prepend(user_data);
        data.write(&mut out).ok()?;
        Some(out.as_slice().to_vec())
    });
}

/// An SCCP message of either variant.
pub fn sccp(octets: &[u8]) {
    for variant in [sccp::Variant::Itu, sccp::Variant::Ansi] {
        settles(octets, |octets| {
            let message = sccp::Message::read(octets, variant).ok()?;
            let mut out = Buffer::new();
            message.write(variant, &mut out).ok()?;
            Some(out.as_slice().to_vec())
        });
    }
}

/// A TCAP message with its components, and what MAP says in its dialogue portion.
pub fn tcap(octets: &[u8]) {
    settles(octets, |octets| {
        let message = tcap::Message::read(octets).ok()?;
        Some(written(|out| message.write(out)))
    });
    let Ok(message) = tcap::Message::read(octets) else { return };
    for component in message.components.iter().flatten() {
        settles(&written(|out| component.write(out)), |octets| {
            let element = Reader::new(octets).next("component").ok()?;
            let component = tcap::Component::read(&element).ok()?;
            Some(written(|out| component.write(out)))
        });
    }
    let information = match &message.dialogue {
        Some(tcap::Dialogue::Request(request)) => request.user_information,
        Some(tcap::Dialogue::Response(response)) => response.user_information,
        Some(tcap::Dialogue::Abort(abort)) => abort.user_information,
        _ => None,
    };
    if let Some(information) = information {
        settles(information.0, |octets| {
            let pdu = DialoguePdu::read(octets).ok()??;
            Some(pdu.to_user_information().as_slice().to_vec())
        });
    }
}

/// The parameter of a MAP operation or error: what it is, its code and the version are in the first octets.
pub fn map(octets: &[u8]) {
    let [kind, code, octets @ ..] = octets else { return };
    let version = 1 + kind / 3 % 3;
    settles(octets, |octets| {
        let element = Reader::new(octets).next("parameter").ok()?;
        Some(match kind % 3 {
            0 => {
                let argument = Argument::read(OperationCode(*code), version, &element).ok()?;
                written(|out| argument.write(out))
            }
            1 => {
                let result = ResultParameter::read(OperationCode(*code), version, &element).ok()?;
                written(|out| result.write(out))
            }
            _ => {
                let error = MapError::read(ErrorCode(*code), Some(&element)).ok()?;
                written(|out| error.write_parameter(out))
            }
        })
    });
}

/// A TPDU that goes any way.
pub fn tpdu(octets: &[u8]) {
    for direction in [
        Direction::ToMobile,
        Direction::FromMobile,
        Direction::DeliverReport { refused: false },
        Direction::DeliverReport { refused: true },
        Direction::SubmitReport { refused: false },
        Direction::SubmitReport { refused: true },
    ] {
        settles(octets, |octets| {
            let tpdu = Tpdu::read(octets, direction).ok()?;
            let mut out = Buffer::new();
            tpdu.write(&mut out).ok()?;
            Some(out.as_slice().to_vec())
        });
    }
}
