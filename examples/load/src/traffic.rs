//! The requests that a thread sends: encoded once, patched for each.

use std::ops::Range;

use brivas_smpp::{
    Body, CommandStatus, DataSm, Dialect, EncodeError, EnquireLink, Header, Npi, QuerySm, RegisteredDelivery,
    SubmitSm, Tag, TlvBuf, Tlvs, Ton, encode,
};
use bytes::BytesMut;

use crate::destinations::Destinations;
use crate::mix::{Mix, Request};
use crate::outbox::Outbox;
use crate::plan::Plan;

/// Most peers speak it, and all of 5.0 understand it.
pub(crate) const DIALECT: Dialect = Dialect::V3_4;

/// What makes the requests of one thread.
#[derive(Debug)]
pub(crate) struct Traffic {
    mix: Mix,
    place: usize,
    submit_sm: Template,
    data_sm: Template,
    enquire_link: Vec<u8>,
    destinations: Destinations,
    source: String,
    query: BytesMut,
}

/// A message as it goes on the wire, but for its number and the last digits of the recipient.
#[derive(Debug)]
struct Template {
    octets: Vec<u8>,
    digits: Range<usize>,
}

impl Traffic {
    /// The traffic of thread `index`.
    ///
    /// # Errors
    /// The field that no PDU can have so.
    pub(crate) fn new(plan: &Plan, index: usize) -> Result<Self, EncodeError> {
        let options = &plan.options;
        let destinations = Destinations::new(
            options.destinations,
            index as u64,
            plan.threads as u64,
            options.random_destinations,
        );
        let width = destinations.width();
        let destination_addr = format!("{}{}", options.destination_prefix, "0".repeat(width));
        let (source_addr_ton, source_addr_npi) = source_type(&options.source);
        let text: Vec<u8> =
            b"Brivas load. ".iter().copied().cycle().take(options.text_octets.into()).collect();
        let registered_delivery =
            if options.receipts { RegisteredDelivery::RECEIPT } else { RegisteredDelivery::NONE };
        let mut payload = TlvBuf::new();
        payload.push(Tag::message_payload, &text);
        // A submit_sm has room for 254 octets in 3.4 (SMPP 3.4 §5.2.22).
        let is_long = text.len() > 254;
        let submit_sm = SubmitSm {
            source_addr_ton,
            source_addr_npi,
            source_addr: options.source.as_bytes(),
            dest_addr_ton: Ton::International,
            dest_addr_npi: Npi::Isdn,
            destination_addr: destination_addr.as_bytes(),
            registered_delivery,
            short_message: if is_long { b"" } else { &text },
            tlvs: if is_long { payload.as_tlvs() } else { Tlvs::default() },
            ..Default::default()
        };
        let data_sm = DataSm {
            source_addr_ton,
            source_addr_npi,
            source_addr: submit_sm.source_addr,
            dest_addr_ton: Ton::International,
            dest_addr_npi: Npi::Isdn,
            destination_addr: submit_sm.destination_addr,
            registered_delivery,
            tlvs: payload.as_tlvs(),
            ..Default::default()
        };
        // Before the recipient's number both have an empty service_type, ton and npi, the sender with its NUL, ton and npi.
        let end = Header::LEN + 1 + 2 + options.source.len() + 1 + 2 + destination_addr.len();
        let digits = end - width..end;
        Ok(Self {
            mix: options.mix.clone(),
            place: 0,
            submit_sm: Template { octets: octets(&submit_sm)?, digits: digits.clone() },
            data_sm: Template { octets: octets(&data_sm)?, digits },
            enquire_link: octets(&EnquireLink::default())?,
            destinations,
            source: options.source.clone(),
            query: BytesMut::new(),
        })
    }

    /// What the mix has next. A `query_sm` needs an id to ask about; until there is one a `submit_sm` goes in its place.
    pub(crate) fn next(&mut self, has_id: bool) -> Request {
        let request = self.mix.at(self.place);
        self.place = self.place.wrapping_add(1);
        if request == Request::QuerySm && !has_id { Request::SubmitSm } else { request }
    }

    /// Appends this request to what is to be written; `message_id` is what a `query_sm` asks about.
    pub(crate) fn put(
        &mut self,
        request: Request,
        sequence_number: u32,
        message_id: &[u8],
        outbox: &mut Outbox,
    ) {
        let template = match request {
            Request::SubmitSm => &self.submit_sm,
            Request::DataSm => &self.data_sm,
            Request::EnquireLink => return patch_number(outbox.push(&self.enquire_link), sequence_number),
            Request::QuerySm => return self.put_query(sequence_number, message_id, outbox),
        };
        let pdu = outbox.push(&template.octets);
        patch_number(pdu, sequence_number);
        if let Some(digits) = pdu.get_mut(template.digits.clone()) {
            self.destinations.write_next(digits);
        }
    }

    fn put_query(&mut self, sequence_number: u32, message_id: &[u8], outbox: &mut Outbox) {
        let (source_addr_ton, source_addr_npi) = source_type(&self.source);
        let source_addr = self.source.as_bytes();
        let query =
            QuerySm { message_id, source_addr_ton, source_addr_npi, source_addr, ..Default::default() };
        self.query.clear();
        // A session keeps no id that is too long, and the sender is as in the messages.
        if encode(&query, CommandStatus::ESME_ROK, sequence_number, DIALECT, &mut self.query).is_ok() {
            outbox.push(&self.query);
        }
    }
}

/// Letters are an alphanumeric sender, digits a number.
fn source_type(source: &str) -> (Ton, Npi) {
    if source.bytes().all(|octet| octet.is_ascii_digit()) {
        (Ton::International, Npi::Isdn)
    } else {
        (Ton::Alphanumeric, Npi::Unknown)
    }
}

fn octets<'a, B: Body<'a>>(body: &B) -> Result<Vec<u8>, EncodeError> {
    let mut octets = BytesMut::new();
    encode(body, CommandStatus::ESME_ROK, 0, DIALECT, &mut octets)?;
    Ok(octets.to_vec())
}

fn patch_number(pdu: &mut [u8], sequence_number: u32) {
    if let Some(place) = pdu.get_mut(12..16) {
        place.copy_from_slice(&sequence_number.to_be_bytes());
    }
}
