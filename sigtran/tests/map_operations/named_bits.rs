//! Bits by their names: of each bit string with one bit set, tshark names the bit as the standard does.

use brivas_sigtran::ber::Bits;
use brivas_sigtran::map::{
    AccessRestrictionData, AddressString, Argument, DeleteSubscriberDataArg, ExtAccessRestrictionData,
    ExtSupportedFeatures, Imsi, InsertSubscriberDataArg, InsertSubscriberDataRes, OdbData, OdbGeneralData,
    OdbHplmnData, OfferedCamel4Csis, OperationCode, ResultParameter, SpecificCsiWithdraw,
    SupportedCamelPhases, SupportedFeatures, SupportedLcsCapabilitySets, SupportedRatTypes, Tbcd,
    UpdateLocationArg, VlrCapability,
};

use crate::judged::message;
use crate::{Case, tshark, written};

const IMSI: Imsi<'static> = Imsi(Tbcd::new(&[0x62, 0x02, 0x11, 0x14, 0x24, 0x34, 0x44, 0xF5]));
const NUMBER: AddressString<'static> = AddressString::new(&[0x91, 0x05, 0x15, 0x25, 0x35]);

/// Where a bit string stands.
type Of = fn(Bits<'_>) -> (OperationCode, bool, Vec<u8>);

fn argument(operation: OperationCode, argument: &Argument<'_>) -> (OperationCode, bool, Vec<u8>) {
    (operation, true, written(|out| argument.write(out)))
}

fn inserted(data: InsertSubscriberDataArg<'_>) -> (OperationCode, bool, Vec<u8>) {
    argument(OperationCode::insertSubscriberData, &Argument::InsertSubscriberData(Box::new(data)))
}

fn result(result: InsertSubscriberDataRes<'_>) -> (OperationCode, bool, Vec<u8>) {
    let result = ResultParameter::InsertSubscriberData(result);
    (OperationCode::insertSubscriberData, false, written(|out| result.write(out)))
}

fn of_vlr(capability: VlrCapability<'_>) -> (OperationCode, bool, Vec<u8>) {
    let update = UpdateLocationArg {
        imsi: IMSI,
        msc_number: NUMBER,
        vlr_number: NUMBER,
        vlr_capability: Some(capability),
        ..Default::default()
    };
    argument(OperationCode::updateLocation, &Argument::UpdateLocation(Box::new(update)))
}

/// Number and name of each bit that has one.
macro_rules! names {
    ($numbers:ty) => {
        <$numbers>::ALL.iter().map(|number| (number.0, number.name().unwrap())).collect()
    };
}

/// Each type, its bits, and a parameter that has one of it.
fn sets() -> Vec<(Vec<(usize, &'static str)>, Of)> {
    vec![
        (names!(SupportedCamelPhases), |bits| {
            result(InsertSubscriberDataRes { supported_camel_phases: Some(bits), ..Default::default() })
        }),
        (names!(OfferedCamel4Csis), |bits| {
            result(InsertSubscriberDataRes { offered_camel4_csis: Some(bits), ..Default::default() })
        }),
        (names!(SupportedFeatures), |bits| {
            result(InsertSubscriberDataRes { supported_features: Some(bits), ..Default::default() })
        }),
        (names!(ExtSupportedFeatures), |bits| {
            result(InsertSubscriberDataRes { ext_supported_features: Some(bits), ..Default::default() })
        }),
        (names!(SupportedLcsCapabilitySets), |bits| {
            of_vlr(VlrCapability { supported_lcs_capability_sets: Some(bits), ..Default::default() })
        }),
        (names!(SupportedRatTypes), |bits| {
            of_vlr(VlrCapability { supported_rat_types_indicator: Some(bits), ..Default::default() })
        }),
        (names!(AccessRestrictionData), |bits| {
            inserted(InsertSubscriberDataArg { access_restriction_data: Some(bits), ..Default::default() })
        }),
        (names!(ExtAccessRestrictionData), |bits| {
            inserted(InsertSubscriberDataArg {
                ext_access_restriction_data: Some(bits),
                ..Default::default()
            })
        }),
        (names!(OdbGeneralData), |bits| {
            result(InsertSubscriberDataRes { odb_general_data: Some(bits), ..Default::default() })
        }),
        (names!(OdbHplmnData), |bits| {
            let data = OdbData { odb_hplmn_data: Some(bits), ..Default::default() };
            inserted(InsertSubscriberDataArg { odb_data: Some(data), ..Default::default() })
        }),
        (names!(SpecificCsiWithdraw), |bits| {
            let data = DeleteSubscriberDataArg {
                imsi: IMSI,
                specific_csi_withdraw: Some(bits),
                ..Default::default()
            };
            argument(OperationCode::deleteSubscriberData, &Argument::DeleteSubscriberData(data))
        }),
    ]
}

#[test]
fn tshark_names_each_bit_as_its_number_is_named_here() {
    let mut cases = Vec::new();
    let mut bits = Vec::new();
    for (names, of) in sets() {
        for (number, name) in names {
            let mut octets = [0; 6];
            octets[number / 8] = 0x80 >> (number % 8);
            let string = Bits { unused: 0, octets: &octets[..=number / 8] };
            assert!(string.has(number) && !string.has(number + 1), "{name}");
            let (operation, is_argument, octets) = of(string);
            cases.push(Case { operation, is_argument, octets, ..Case::of_version(3) });
            bits.push(name);
        }
    }
    let messages: Vec<Vec<u8>> = cases.iter().map(|case| message(case, 3)).collect();
    let Some(packets) = tshark::read(&messages) else { return };
    for (name, packet) in bits.iter().zip(&packets) {
        let text = packet.to_string();
        let set = format!(".{}\":\"1\"", name.replace('-', "."));
        assert!(text.contains(&set), "{set} is not in {text}");
    }
    println!("tshark: {} bits by name", bits.len());
}
