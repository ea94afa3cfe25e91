//! The crates m3ua, sccp, tcap and gsm_map as one reader and one writer of a message, with typed arguments.

use std::hint::black_box;

use gsm_map::operations::mt_forward_sm::MtForwardSmArg;
use gsm_map::operations::sri_sm::RoutingInfoForSmArg;
use m3ua::M3uaMessage;
use sccp::UnitData;
use tcap::{Component, TcapMessage};

/// What is in one message, layer by layer.
#[derive(Debug)]
pub struct Layers {
    m3ua: M3uaMessage,
    unitdata: UnitData,
    message: TcapMessage,
    argument: Argument,
}

/// A typed argument.
#[derive(Debug)]
pub enum Argument {
    /// sendRoutingInfoForSM
    Routing(RoutingInfoForSmArg),
    /// mt-ForwardSM
    Forward(MtForwardSmArg),
}

impl Layers {
    /// Reads a Begin with one invocation of operation 45 or 44.
    ///
    /// # Panics
    /// It is none.
    #[must_use]
    pub fn read(octets: &[u8]) -> Self {
        let m3ua = M3uaMessage::decode(octets).expect("M3UA");
        let data = m3ua.protocol_data().expect("DATA");
        let unitdata = UnitData::decode(&data.user_data).expect("UDT");
        let message = tcap::decode(&unitdata.data).expect("TCAP");
        let argument = match invoke(&message).operation_code {
            tcap::OperationCode::Local(45) => Argument::Routing(parameter(&message)),
            _ => Argument::Forward(parameter(&message)),
        };
        Self { m3ua, unitdata, message, argument }
    }

    /// Writes each layer from values that are all there, the layer above as octets already: what would be needed to put one
    /// into the other is left out, in their favour. Gives the octets of the lowest layer.
    ///
    /// # Panics
    /// It cannot be written.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let argument = match &self.argument {
            Argument::Routing(argument) => gsm_map::encode(argument),
            Argument::Forward(argument) => gsm_map::encode(argument),
        };
        black_box(argument.expect("MAP"));
        black_box(tcap::encode(&self.message).expect("TCAP"));
        black_box(self.unitdata.encode().expect("UDT"));
        self.m3ua.encode()
    }
}

fn invoke(message: &TcapMessage) -> &tcap::Invoke {
    match message.components().first() {
        Some(Component::Invoke(invoke)) => invoke,
        other => panic!("{other:?}"),
    }
}

fn parameter<T: rasn::Decode>(message: &TcapMessage) -> T {
    let parameter = invoke(message).parameter.as_ref().expect("an argument");
    gsm_map::decode(parameter.as_bytes()).expect("MAP")
}
