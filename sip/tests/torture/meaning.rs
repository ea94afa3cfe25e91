//! What a typed header field means, whatever the order of its parameters and the space between them.

use brivas_sip::Params;
use brivas_sip::header::{
    CSeq, CallId, Contact, ContentLength, Expires, From, MaxForwards, NameAddr, RecordRoute, Route, To, Via,
};

pub(crate) trait Meaning {
    fn meaning(&self) -> String;
}

fn of_params(params: Params<'_>) -> String {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let mut all: Vec<_> =
        params.iter().map(|param| (text(param.name).to_lowercase(), param.value.map(text))).collect();
    all.sort();
    format!("{all:?}")
}

fn of_addr(addr: &NameAddr<'_>) -> String {
    let name = String::from_utf8_lossy(addr.display_name);
    format!("{name} {} {}", addr.uri, of_params(addr.params))
}

impl Meaning for Via<'_> {
    fn meaning(&self) -> String {
        let fields = (self.transport, self.host, self.port, self.branch, self.received, self.rport);
        format!("{fields:?} {}", of_params(self.params))
    }
}

impl Meaning for From<'_> {
    fn meaning(&self) -> String {
        format!("{:?} {}", self.tag, of_addr(&self.addr))
    }
}

impl Meaning for To<'_> {
    fn meaning(&self) -> String {
        format!("{:?} {}", self.tag, of_addr(&self.addr))
    }
}

impl Meaning for Contact<'_> {
    fn meaning(&self) -> String {
        self.addr().map_or("*".to_string(), of_addr)
    }
}

impl Meaning for Route<'_> {
    fn meaning(&self) -> String {
        of_addr(&self.0)
    }
}

impl Meaning for RecordRoute<'_> {
    fn meaning(&self) -> String {
        of_addr(&self.0)
    }
}

impl Meaning for CSeq<'_> {
    fn meaning(&self) -> String {
        format!("{self:?}")
    }
}

impl Meaning for CallId<'_> {
    fn meaning(&self) -> String {
        format!("{self:?}")
    }
}

impl Meaning for MaxForwards {
    fn meaning(&self) -> String {
        format!("{self:?}")
    }
}

impl Meaning for ContentLength {
    fn meaning(&self) -> String {
        format!("{self:?}")
    }
}

impl Meaning for Expires {
    fn meaning(&self) -> String {
        format!("{self:?}")
    }
}
