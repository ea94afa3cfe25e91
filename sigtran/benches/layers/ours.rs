//! A message of all layers as this crate has it, and where the messages come from.

use brivas_sigtran::Buffer;
use brivas_sigtran::ber::Reader;
use brivas_sigtran::m3ua::Data;
use brivas_sigtran::map::{Argument, OperationCode};
use brivas_sigtran::sccp::{self, Unitdata, Variant};
use brivas_sigtran::tcap::{Code, Component, Message};

/// What is in one message, layer by layer.
pub(crate) struct Layers<'a> {
    pub(crate) data: Data,
    pub(crate) unitdata: Unitdata<'a>,
    pub(crate) message: Message<'a>,
    pub(crate) invoke: Component<'a>,
    pub(crate) argument: Argument<'a>,
}

pub(crate) fn unitdata(octets: &[u8]) -> Unitdata<'_> {
    match sccp::Message::read(octets, Variant::Itu).unwrap() {
        sccp::Message::Unitdata(unitdata) => unitdata,
        sccp::Message::Connection(_) => panic!("a connection"),
    }
}

pub(crate) fn argument<'a>(invoke: &Component<'a>) -> Argument<'a> {
    let Component::Invoke { operation: Code::Local(operation), parameter: Some(parameter), .. } = invoke
    else {
        panic!("{invoke:?}")
    };
    let element = Reader::new(parameter).next("argument").unwrap();
    Argument::read(OperationCode(u8::try_from(*operation).unwrap()), 3, &element).unwrap()
}

impl<'a> Layers<'a> {
    pub(crate) fn read(octets: &'a [u8]) -> Self {
        let (data, user_data) = Data::read(octets).unwrap();
        let unitdata = unitdata(user_data);
        let message = Message::read(unitdata.data).unwrap();
        let invoke = message.components.iter().next().unwrap().unwrap();
        let argument = argument(&invoke);
        Self { data, unitdata, message, invoke, argument }
    }

    pub(crate) fn write(&self, out: &mut Buffer) {
        self.argument.write(out);
        self.invoke.close(out, 0);
        self.message.close(out, 0);
        self.unitdata.close(Variant::Itu, out).unwrap();
        self.data.write(out).unwrap();
    }
}

/// The message of this number in the vectors.
pub(crate) fn vector(id: &str) -> Vec<u8> {
    let text = include_str!("../../../conformance/vectors/sigtran.jsonl");
    let mut all = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let found = all.find(|vector| vector["id"] == id).unwrap();
    let hex = found["hex"].as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}
