//! The connectionless service, classes 0 and 1 (Q.714 §4).

use std::time::Instant;

use bytes::Bytes;

use super::connectionless::Form;
use super::endpoint::Sccp;
use super::reassembly::Outcome;
use super::scrc::Way;
use super::{
    Address, Event, ProtocolClass, ReturnCause, Segmentation, Service, Ssn, Unitdata, UnitdataRequest,
    UsageError,
};
use crate::Buffer;
use crate::mtp::PointCode;

/// The most segments of a message (Q.714 §4.1.1.1).
const MOST_SEGMENTS: usize = 16;
/// The most octets of data in a LUDT (Q.713 §4.20).
const LONGEST_LONG: usize = 3952;

impl Sccp {
    /// N-UNITDATA request: sends the data in the buffer, which is empty then; refused, it is as before (Q.711 §6.2.2.3).
    ///
    /// # Errors
    /// [`UsageError`]. A message that goes nowhere is refused here; one that another point cannot deliver comes back as
    /// [`Event::Notice`], if it has the return option.
    pub fn n_unitdata(
        &mut self,
        now: Instant,
        request: &UnitdataRequest,
        data: &mut Buffer,
    ) -> Result<(), UsageError> {
        self.advance(now);
        if data.is_empty() {
            return Err(UsageError::Empty);
        }
        let selection = match request.sequence_control {
            Some(control) => u8::try_from(control & 0x0F).unwrap_or(0),
            None => self.any_selection(),
        };
        let (way, _) =
            self.route(&request.called, &request.calling, selection).map_err(UsageError::NoRoute)?;
        match way {
            Way::Local(ssn) => {
                let in_sequence = request.sequence_control.is_some();
                let data = std::mem::take(data).into_bytes();
                self.deliver(at(ssn, request.called), request.calling, in_sequence, data);
                Ok(())
            }
            Way::Remote(point_code, called) => self.send_data(point_code, called, selection, request, data),
        }
    }

    pub(super) fn on_unitdata(
        &mut self,
        opc: PointCode,
        selection: u8,
        message: &Unitdata<'_>,
        octets: &Bytes,
    ) {
        match self.route(&message.called, &message.calling, selection) {
            Ok((Way::Local(Ssn::SCCP_MANAGEMENT), _)) => self.on_management(opc, message.data),
            Ok((Way::Local(ssn), _)) => self.on_local(opc, selection, ssn, message, octets),
            Ok((Way::Remote(point_code, called), was_translated)) => {
                self.relay(opc, (point_code, called), was_translated, selection, message);
            }
            Err(cause) => {
                if matches!(cause, ReturnCause::UNEQUIPPED_USER | ReturnCause::SUBSYSTEM_FAILURE) {
                    self.tell_prohibited(opc, message.called.ssn);
                }
                self.bring_back(opc, selection, message, cause);
            }
        }
    }

    /// A message for a user of ours.
    fn on_local(&mut self, opc: PointCode, selection: u8, ssn: Ssn, message: &Unitdata<'_>, octets: &Bytes) {
        let data = octets.slice_ref(message.data);
        let (called, calling) = (at(ssn, message.called), message.calling);
        match message.service {
            Service::Data(_) if !self.has_room_for_events() => {
                self.bring_back(opc, selection, message, ReturnCause::SUBSYSTEM_CONGESTION);
                self.tell_congested(opc);
            }
            Service::Return(_) if !self.has_room_for_events() => {}
            // What was returned goes to its sender.
            Service::Return(cause) => {
                self.events.push_back(Event::Notice { called: calling, calling: called, cause, data });
            }
            Service::Data(class) => match message.segmentation {
                Some(segmentation) if !(segmentation.first && segmentation.remaining == 0) => {
                    let outcome = self.reassemble(opc, message, segmentation);
                    match outcome {
                        Outcome::Waits => {}
                        Outcome::Whole(data) => {
                            self.deliver(called, calling, segmentation.in_sequence, data);
                        }
                        Outcome::Failed(cause) => {
                            self.bring_back(opc, selection, message, cause);
                        }
                    }
                }
                // A segment is of class 1 itself, whatever the whole is.
                segment => {
                    let in_sequence = segment.map_or(class.class() == 1, |segment| segment.in_sequence);
                    self.deliver(called, calling, in_sequence, data);
                }
            },
        }
    }

    fn deliver(&mut self, called: Address, calling: Address, in_sequence: bool, data: Bytes) {
        self.events.push_back(Event::Unitdata { called, calling, in_sequence, data });
    }

    /// Sends a message on its way to another point.
    fn relay(
        &mut self,
        opc: PointCode,
        (point_code, called): (PointCode, Address),
        was_translated: bool,
        selection: u8,
        message: &Unitdata<'_>,
    ) {
        let mut onward = Unitdata { called, ..*message };
        if was_translated && message.form != Form::Basic {
            // The counter of 1 is used up by this translation (Q.714 §2.3.2).
            if message.hop_counter <= 1 {
                self.bring_back(opc, selection, message, ReturnCause::HOP_COUNTER_VIOLATION);
                return;
            }
            onward.hop_counter -= 1;
        }
        let mut out = Buffer::new();
        match onward.write(self.config.variant(), &mut out) {
            Ok(()) => {
                let label = self.label(point_code, selection);
                self.transmit(label, out);
            }
            Err(_) => {
                self.bring_back(opc, selection, message, ReturnCause::ERROR_IN_LOCAL_PROCESSING);
            }
        }
    }

    /// Returns a message, if it asks for that and is none that was returned itself (Q.714 §4.2). Whether it does.
    pub(super) fn bring_back(
        &mut self,
        opc: PointCode,
        selection: u8,
        message: &Unitdata<'_>,
        cause: ReturnCause,
    ) -> bool {
        let Service::Data(class) = message.service else { return false };
        if !class.return_on_error() {
            return false;
        }
        let mut back = Unitdata {
            service: Service::Return(cause),
            called: message.calling,
            calling: message.called,
            hop_counter: self.config.hop_counter(),
            ..*message
        };
        let to = match self.route(&back.called, &back.calling, selection) {
            Ok((Way::Remote(point_code, called), _)) => {
                back.called = called;
                Some(point_code)
            }
            Ok((Way::Local(_), _)) => None,
            // Its own address leads nowhere from here: at least it came from there.
            Err(_) => Some(opc).filter(|opc| !self.is_ours(*opc)),
        };
        let Some(to) = to else {
            let (called, calling) = (message.called, message.calling);
            let data = Bytes::copy_from_slice(message.data);
            if self.has_room_for_events() {
                self.events.push_back(Event::Notice { called, calling, cause, data });
            }
            return true;
        };
        let mut out = Buffer::new();
        if back.write(self.config.variant(), &mut out).is_ok() {
            let label = self.label(to, selection);
            self.transmit(label, out);
        }
        true
    }

    /// Sends data of ours in the form that holds them (Q.714 §4.1.1).
    fn send_data(
        &mut self,
        point_code: PointCode,
        called: Address,
        selection: u8,
        request: &UnitdataRequest,
        data: &mut Buffer,
    ) -> Result<(), UsageError> {
        let in_sequence = request.sequence_control.is_some();
        let class = ProtocolClass::new(in_sequence, request.return_option);
        let mut message = Unitdata::new(called, request.calling, class, &[]);
        message.hop_counter = self.config.hop_counter();
        message.importance = request.importance;
        message.form = if request.importance.is_some() { Form::Extended } else { Form::Basic };
        let variant = self.config.variant();
        let longest = self.config.longest_message();
        let length = data.len();
        if !self.has_room_for_messages(1) {
            return Err(UsageError::Full);
        }
        let label = self.label(point_code, selection);
        let overhead = message.overhead(variant);
        let room = longest.saturating_sub(overhead);
        if length <= room && length <= room_of_pointers(&message, overhead) {
            message.close(variant, data).map_err(|_| UsageError::TooLong)?;
            self.transmit(label, std::mem::take(data));
            return Ok(());
        }
        if self.config.uses_long_messages() {
            message.form = Form::Long;
            if length > LONGEST_LONG {
                return Err(UsageError::TooLong);
            }
            message.close(variant, data).map_err(|_| UsageError::TooLong)?;
            self.transmit(label, std::mem::take(data));
            return Ok(());
        }
        message.form = Form::Extended;
        message.segmentation = Some(Segmentation { in_sequence, ..Segmentation::default() });
        // Segments must stay in order, whatever the whole wants (Q.714 §4.1.1.1).
        message.service = Service::Data(ProtocolClass::new(true, request.return_option));
        let over = message.overhead(variant);
        let segment = longest.saturating_sub(over).min(room_of_pointers(&message, over));
        let count = length.div_ceil(segment.max(1));
        if segment == 0 || count > MOST_SEGMENTS {
            return Err(UsageError::TooLong);
        }
        if !self.has_room_for_messages(count) {
            return Err(UsageError::Full);
        }
        // All alike: the first must not be shorter than any other.
        let segment = length.div_ceil(count);
        self.next_reference = self.next_reference.wrapping_add(1) & 0xFF_FFFF;
        for (number, part) in data.as_slice().chunks(segment).enumerate() {
            let remaining = u8::try_from(count - 1 - number).unwrap_or(0);
            let (first, local_reference) = (number == 0, self.next_reference);
            message.segmentation = Some(Segmentation { first, in_sequence, remaining, local_reference });
            let mut out = Buffer::new();
            let whole = Unitdata { data: part, ..message };
            whole.write(variant, &mut out).map_err(|_| UsageError::TooLong)?;
            self.transmit(label, out);
        }
        data.clear();
        Ok(())
    }
}

/// An address with the subsystem that it has led to.
pub(super) fn at(ssn: Ssn, address: Address) -> Address {
    Address { ssn: Some(ssn), ..address }
}

/// How much data the pointers of a message of so many other octets leave room for: the one to the optional part counts
/// across them and the addresses.
fn room_of_pointers(message: &Unitdata<'_>, overhead: usize) -> usize {
    let segmentation = if message.segmentation.is_some() { 6 } else { 0 };
    let importance = if message.importance.is_some() { 3 } else { 0 };
    match segmentation + importance {
        0 => 255,
        // Ten octets stand before the addresses or are lengths, one ends the optional part, four count beside the data.
        optional => {
            let addresses = overhead.saturating_sub(10 + optional + 1);
            251_usize.saturating_sub(addresses)
        }
    }
}
