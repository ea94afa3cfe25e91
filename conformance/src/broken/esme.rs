//! A small ESME that binds as a transceiver, submits all the time and answers what comes.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use brivas_smpp::{CommandId, CommandStatus as S, Dialect, Header, InterfaceVersion, Leniency, Pdu};
use bytes::Bytes;

use super::esme_fault::EsmeFault;
use crate::suite::smpp::Message;

/// Requests under way at once.
const WINDOW: usize = 5;
/// Time between two submissions, and between two connections.
const PAUSE: Duration = Duration::from_millis(5);
/// The largest PDU that is taken.
const MAX_PDU: u32 = 72 * 1024;

/// An ESME that connects to a message centre until it is dropped, right but for one fault.
#[derive(Debug)]
pub struct BrokenEsme {
    stopping: Arc<AtomicBool>,
}

impl BrokenEsme {
    /// Starts it; without a fault it is right.
    #[must_use]
    pub fn start(centre: SocketAddr, fault: Option<EsmeFault>) -> Self {
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = stopping.clone();
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                if let Ok(stream) = TcpStream::connect(centre) {
                    let _ = Esme::new(stream, fault).run(&stop);
                    if fault == Some(EsmeFault::NeverReconnects) {
                        return;
                    }
                }
                std::thread::sleep(PAUSE);
            }
        });
        Self { stopping }
    }
}

impl Drop for BrokenEsme {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

struct Esme {
    stream: TcpStream,
    fault: Option<EsmeFault>,
    input: Vec<u8>,
    number: u32,
    bound: bool,
    leaving: bool,
    /// Requests that are not answered yet.
    open: Vec<u32>,
}

/// The connection goes on, or ends.
type Flow = std::io::Result<()>;

fn end() -> Flow {
    Err(ErrorKind::ConnectionAborted.into())
}

impl Esme {
    fn new(stream: TcpStream, fault: Option<EsmeFault>) -> Self {
        let (input, open) = (Vec::new(), Vec::new());
        Self { stream, fault, input, number: 0, bound: false, leaving: false, open }
    }

    fn has(&self, fault: EsmeFault) -> bool {
        self.fault == Some(fault)
    }

    fn run(mut self, stopping: &AtomicBool) -> Flow {
        self.stream.set_nodelay(true)?;
        self.stream.set_read_timeout(Some(PAUSE))?;
        if self.has(EsmeFault::SubmitsBeforeBind) {
            self.submit()?;
        }
        let version = if self.has(EsmeFault::UnknownVersion) { 0x51 } else { 0x34 };
        let name = if self.has(EsmeFault::NoSystemId) { "" } else { "esme" };
        let bind = Message::bind(CommandId::bind_transceiver, name, "secret08", version);
        self.send(&if self.has(EsmeFault::BindsWithNumber0) { bind.sequence(0) } else { bind })?;
        if self.has(EsmeFault::DoesNotWaitForTheBind) {
            self.submit()?;
        }
        let mut next = Instant::now();
        let mut chunk = [0; 65_536];
        while !stopping.load(Ordering::Relaxed) {
            let room = self.open.len() < WINDOW || self.has(EsmeFault::NoWindow);
            if self.bound && !self.leaving && room && Instant::now() >= next {
                self.submit()?;
                next = Instant::now() + PAUSE;
            }
            match self.stream.read(&mut chunk) {
                Ok(0) => return end(),
                Ok(length) => {
                    self.input.extend_from_slice(chunk.get(..length).unwrap_or(&[]));
                    self.work()?;
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn send(&mut self, message: &Message) -> Flow {
        self.number = if self.has(EsmeFault::ReusesNumbers) { 1 } else { self.number + 1 };
        self.stream.write_all(&message.octets(self.number))
    }

    fn submit(&mut self) -> Flow {
        self.send(&Message::submit_sm("447700900123"))?;
        self.open.push(self.number);
        Ok(())
    }

    fn work(&mut self) -> Flow {
        let mut count = 0;
        while let Some(header) = Header::read(&self.input) {
            if !(16..=MAX_PDU).contains(&header.command_length) {
                if self.has(EsmeFault::WaitsForAnyLength) {
                    return Ok(());
                }
                self.answer(
                    &Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDLEN).sequence(0),
                )?;
                return end();
            }
            let length = header.command_length as usize;
            if self.input.len() < length {
                break;
            }
            let octets: Vec<u8> = self.input.drain(..length).collect();
            count += 1;
            if count == 1 || !self.has(EsmeFault::DropsSecondOfSegment) {
                self.handle(octets.into())?;
            }
        }
        if self.has(EsmeFault::NeedsOneSegment) {
            self.input.clear();
        }
        Ok(())
    }

    fn answer(&mut self, message: &Message) -> Flow {
        self.stream.write_all(&message.octets(0))
    }

    fn handle(&mut self, octets: Bytes) -> Flow {
        let Ok(pdu) = Pdu::new(octets, Dialect::new(InterfaceVersion::V3_4, Leniency::DEFAULT)) else {
            return end();
        };
        if pdu.command_id().is_response() { self.on_response(&pdu) } else { self.on_request(&pdu) }
    }

    fn on_response(&mut self, pdu: &Pdu) -> Flow {
        let (id, status) = (pdu.command_id(), pdu.header.command_status);
        let throttled = status == S::ESME_RTHROTTLED && self.has(EsmeFault::ClosesOnThrottle);
        if id == CommandId::bind_transceiver_resp && !self.bound {
            self.bound = status.is_ok() || self.has(EsmeFault::BoundAfterRefusal);
            return if self.bound { Ok(()) } else { end() };
        }
        if !self.bound || throttled {
            return end();
        }
        let known = self.open.iter().position(|number| *number == pdu.header.sequence_number);
        match known {
            Some(place) => {
                self.open.remove(place);
                Ok(())
            }
            None if self.has(EsmeFault::AnswersResponses) => {
                let nack = Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID);
                self.answer(&nack.sequence(pdu.header.sequence_number))
            }
            None => Ok(()),
        }
    }

    fn on_request(&mut self, pdu: &Pdu) -> Flow {
        let id = pdu.command_id();
        if id.name().is_none() {
            let nack = Message::header(CommandId::generic_nack).status(S::ESME_RINVCMDID);
            let silent = self.has(EsmeFault::IgnoresUnknownCommands);
            return if silent { Ok(()) } else { self.answer(&nack.sequence(pdu.header.sequence_number)) };
        }
        let unknown = pdu.any_body().is_ok_and(|body| body.tlvs().iter().any(|tlv| tlv.tag.name().is_none()));
        let ends = (unknown && self.has(EsmeFault::ClosesOnUnknownTlv))
            || (id == CommandId::unbind && self.has(EsmeFault::ClosesOnUnbind));
        if ends {
            return end();
        }
        let silent = id.response().is_none()
            || (id == CommandId::enquire_link && self.has(EsmeFault::IgnoresEnquireLink));
        if silent {
            return Ok(());
        }
        let status = self.judge(pdu);
        let wrong = id == CommandId::deliver_sm && self.has(EsmeFault::WrongSequenceNumber);
        let message = Message::answer(pdu.header, status);
        let number = pdu.header.sequence_number;
        self.answer(&if wrong { message.sequence(number + 1) } else { message })?;
        self.leaving |= id == CommandId::unbind && status.is_ok();
        Ok(())
    }

    fn judge(&self, pdu: &Pdu) -> S {
        let id = pdu.command_id();
        let ours = matches!(
            id,
            CommandId::deliver_sm | CommandId::data_sm | CommandId::enquire_link | CommandId::unbind
        );
        let taken = ours || (id == CommandId::submit_sm && self.has(EsmeFault::TakesSubmitSm));
        if !taken {
            return S::ESME_RINVBNDSTS;
        }
        match pdu.any_body() {
            Err(error) if !self.has(EsmeFault::TakesShortBodies) => error.command_status(),
            _ => S::ESME_ROK,
        }
    }
}
