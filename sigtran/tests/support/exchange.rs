//! A service centre and a network, each a stack, joined in memory: the centre asks the home location register where a
//! subscriber is, and gives the message to the switching centre that it names. Every parameter is read as typed values.

use std::sync::Arc;
use std::time::Instant;

use brivas_sigtran::ber::Octets;
use brivas_sigtran::m3ua::{
    self, ApplicationServer, AssociationEvent, AssociationId, Peer, Role, RoutingKey, Side,
};
use brivas_sigtran::map::{
    ApplicationContext, Argument, ContextCode, DigitsBuf, Event, Imsi, LocationInfoWithLmsi, MtForwardSmArg,
    MtForwardSmRes, NatureOfAddress, NumberingPlan, OperationCode, Parameter, ResultParameter,
    RoutingInfoForSmArg, RoutingInfoForSmRes, SmRpDa, SmRpOa,
};
use brivas_sigtran::mtp::PointCode;
use brivas_sigtran::sccp::{self, Address, Destination, GlobalTitle, Pattern, Rule, Ssn, Translator};
use brivas_sigtran::tcap::{DialogueId, Termination};
use brivas_sigtran::{Stack, stack};
use bytes::Bytes;

const ASSOCIATION: AssociationId = AssociationId(1);
const CENTRE: PointCode = PointCode(1);
const NETWORK: PointCode = PointCode(2);
/// An SMS-DELIVER with 100 septets.
const TPDU: [u8; 108] = [0x11; 108];

pub(crate) struct Exchange {
    pub(crate) centre: Stack,
    pub(crate) network: Stack,
    now: Instant,
    msisdn: DigitsBuf,
    service_centre: DigitsBuf,
    imsi: DigitsBuf,
    node: DigitsBuf,
    /// Where the register, the switching centre and the service centre are.
    addresses: [Address; 3],
    /// Every message of the last run.
    sent: Vec<Bytes>,
}

impl Exchange {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        let number =
            |digits| DigitsBuf::address(NatureOfAddress::INTERNATIONAL, NumberingPlan::ISDN, digits).unwrap();
        let mut exchange = Self {
            centre: node(Role::Asp, CENTRE, Side::Local, NETWORK, &[Ssn::MSC], now),
            network: node(Role::Sgp, NETWORK, Side::Remote, CENTRE, &[Ssn::HLR, Ssn::MSC], now),
            now,
            msisdn: number("491710001234"),
            service_centre: number("491719990000"),
            imsi: DigitsBuf::tbcd("262011234567890").unwrap(),
            node: number("491719990077"),
            addresses: [
                titled("491710001234", Ssn::HLR),
                titled("491719990077", Ssn::MSC),
                titled("491719990000", Ssn::MSC),
            ],
            sent: Vec::new(),
        };
        let up = AssociationEvent::Up { streams: 8 };
        exchange.network.handle_association(now, ASSOCIATION, up);
        exchange.centre.handle_association(now, ASSOCIATION, up);
        exchange.carry();
        while exchange.centre.poll_event().is_some() {}
        while exchange.network.poll_event().is_some() {}
        exchange
    }

    /// One message from the question to its delivery; what went over the wire.
    pub(crate) fn run(&mut self) -> &[Bytes] {
        self.sent.clear();
        self.ask();
        self.carry();
        self.serve();
        self.carry();
        self.forward();
        self.carry();
        self.serve();
        self.carry();
        let delivered = result(&mut self.centre, OperationCode::mt_ForwardSM, |read| {
            matches!(read, ResultParameter::MtForwardSm(_))
        });
        assert!(delivered);
        &self.sent
    }

    fn ask(&mut self) {
        let context = ApplicationContext::new(ContextCode::shortMsgGatewayContext, 3);
        let argument = Argument::RoutingInfoForSm(RoutingInfoForSmArg {
            msisdn: self.msisdn.as_address(),
            sm_rp_pri: true,
            service_centre_address: self.service_centre.as_address(),
            ..Default::default()
        });
        let [to, _, from] = self.addresses;
        invoke(
            &mut self.centre,
            self.now,
            (to, from),
            context,
            OperationCode::sendRoutingInfoForSM,
            &argument,
        );
    }

    fn forward(&mut self) {
        let known = result(&mut self.centre, OperationCode::sendRoutingInfoForSM, |read| match read {
            ResultParameter::RoutingInfoForSm(read) => read.imsi.0.octets() == self.imsi.as_tbcd().octets(),
            _ => false,
        });
        assert!(known);
        let context = ApplicationContext::new(ContextCode::shortMsgMT_RelayContext, 3);
        let argument = Argument::MtForwardSm(MtForwardSmArg {
            sm_rp_da: SmRpDa::Imsi(Imsi(self.imsi.as_tbcd())),
            sm_rp_oa: SmRpOa::ServiceCentreAddress(self.service_centre.as_address()),
            sm_rp_ui: Octets(&TPDU),
            ..Default::default()
        });
        let [_, to, from] = self.addresses;
        invoke(&mut self.centre, self.now, (to, from), context, OperationCode::mt_ForwardSM, &argument);
    }

    /// The network answers the one question that has come.
    fn serve(&mut self) {
        let mut asked: Option<(DialogueId, i8, OperationCode, Parameter)> = None;
        while let Some(event) = self.network.poll_event() {
            if let stack::Event::Map(Event::Invoke { dialogue, invoke_id, operation, parameter, .. }) = event
            {
                asked = Some((dialogue, invoke_id, operation, parameter));
            }
        }
        let (dialogue, invoke_id, operation, parameter) = asked.unwrap();
        let answer = match parameter.argument(operation).unwrap().unwrap() {
            Argument::RoutingInfoForSm(read) => {
                assert_eq!(read.msisdn, self.msisdn.as_address());
                let network_node_number = self.node.as_address();
                ResultParameter::RoutingInfoForSm(RoutingInfoForSmRes {
                    imsi: Imsi(self.imsi.as_tbcd()),
                    location_info_with_lmsi: LocationInfoWithLmsi {
                        network_node_number,
                        ..Default::default()
                    },
                    ..Default::default()
                })
            }
            Argument::MtForwardSm(read) => {
                assert_eq!(read.sm_rp_ui.0, TPDU);
                ResultParameter::MtForwardSm(MtForwardSmRes::default())
            }
            other => panic!("{other:?}"),
        };
        self.network.with_map(self.now, |map| {
            map.result(dialogue, invoke_id, operation, Some(&answer)).unwrap();
            map.close(self.now, dialogue, Termination::Basic).unwrap();
        });
    }

    fn carry(&mut self) {
        loop {
            let before = self.sent.len();
            while let Some(sent) = self.centre.poll_transmit() {
                self.sent.push(sent.octets.clone());
                self.network.handle_message(self.now, ASSOCIATION, sent.stream_id, sent.octets);
            }
            while let Some(sent) = self.network.poll_transmit() {
                self.sent.push(sent.octets.clone());
                self.centre.handle_message(self.now, ASSOCIATION, sent.stream_id, sent.octets);
            }
            if self.sent.len() == before {
                return;
            }
        }
    }
}

fn invoke(
    stack: &mut Stack,
    now: Instant,
    (to, from): (Address, Address),
    context: ApplicationContext,
    operation: OperationCode,
    argument: &Argument<'_>,
) {
    stack.with_map(now, |map| {
        let dialogue = map.open(now, to, from, context, None).unwrap();
        map.invoke(dialogue, operation, None, Some(argument)).unwrap();
        map.delimiter(now, dialogue).unwrap();
    });
}

/// Whether the result that has come is as wanted.
fn result(stack: &mut Stack, operation: OperationCode, check: impl Fn(ResultParameter<'_>) -> bool) -> bool {
    let mut found = false;
    while let Some(event) = stack.poll_event() {
        if let stack::Event::Map(Event::Result { parameter, .. }) = event {
            found = check(parameter.result(operation).unwrap().unwrap());
        }
    }
    found
}

/// A global title with a subsystem.
fn titled(digits: &str, ssn: Ssn) -> Address {
    Address::of_global_title(GlobalTitle::e164(digits).unwrap(), ssn)
}

/// A stack with one association; the application server is that of the centre.
fn node(role: Role, ours: PointCode, side: Side, other: PointCode, map: &[Ssn], now: Instant) -> Stack {
    let mut sccp = sccp::Config::new(ours);
    let (own, far) = if role == Role::Asp { ("491719990000", other) } else { ("49171*", CENTRE) };
    let rules = match role {
        Role::Asp => vec![
            Rule::new(Pattern::new(own).unwrap(), Destination::Local),
            Rule::new(Pattern::new("49*").unwrap(), Destination::Failover(vec![far])),
        ],
        _ => vec![
            Rule::new(Pattern::new("491719990000").unwrap(), Destination::Failover(vec![far])),
            Rule::new(Pattern::new(own).unwrap(), Destination::Local),
        ],
    };
    sccp.set_translator(Translator::new(rules));
    let mut config = stack::Config::new(m3ua::Config::new(role), sccp).with_points_assumed_available();
    for ssn in map {
        config = config.with_map(*ssn);
    }
    let mut stack = Stack::new(&Arc::new(config), [u8::try_from(ours.0).unwrap(); 32], now);
    stack.with_m3ua(now, |m3ua| {
        let key = RoutingKey::new(CENTRE);
        let server = m3ua.add_application_server(ApplicationServer::new(side, key)).unwrap();
        m3ua.add_association(ASSOCIATION, Peer::new().with_application_server(server)).unwrap();
    });
    stack
}
