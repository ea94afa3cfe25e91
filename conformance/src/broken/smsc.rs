//! Listens, and cuts the octets of each connection into PDUs.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use brivas_smpp::{CommandId, CommandStatus, Header, Pdu};
use bytes::Bytes;

use super::centre::Centre;
use super::session::Session;
use super::smsc_fault::SmscFault;
use crate::suite::smpp::Message;

/// What to bind as.
pub const SYSTEM_ID: &str = "model";
/// The password of the bind.
pub const PASSWORD: &str = "secret08";

const MAX_PDU: u32 = 72 * 1024;

/// A small message centre on a port of the system's choice, right but for one fault. It ends when dropped.
#[derive(Debug)]
pub struct BrokenSmsc {
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
}

impl BrokenSmsc {
    /// Starts it; without a fault it is right.
    ///
    /// # Errors
    /// No port can be had.
    pub fn start(fault: Option<SmscFault>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let (centre, stop) = (Arc::new(Centre::start(fault)), stopping.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { return };
                let (centre, stop) = (centre.clone(), stop.clone());
                std::thread::spawn(move || serve(stream, &centre, fault, &stop));
            }
        });
        Ok(Self { address, stopping })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for BrokenSmsc {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        // The connection wakes the listener, which then sees that it shall stop.
        let _ = TcpStream::connect(self.address);
    }
}

/// The sending half of a connection, which receipts use, too.
pub(super) type Output = Arc<Mutex<TcpStream>>;

pub(super) fn write(output: &Output, octets: &[u8]) {
    // A peer that is gone needs no answer.
    let _ = output.lock().unwrap_or_else(PoisonError::into_inner).write_all(octets);
}

fn serve(mut stream: TcpStream, centre: &Arc<Centre>, fault: Option<SmscFault>, stopping: &AtomicBool) {
    let Ok(writer) = stream.try_clone() else { return };
    let _ = stream.set_nodelay(true);
    let output = Arc::new(Mutex::new(writer));
    let session = Session::new(centre.clone(), fault, output.clone());
    let mut reader = Reader { session, output, fault, input: Vec::new(), hangs: false };
    let mut chunk = [0; 65_536];
    while let Ok(length @ 1..) = stream.read(&mut chunk) {
        reader.input.extend_from_slice(chunk.get(..length).unwrap_or(&[]));
        match reader.work() {
            Flow::Goes => {}
            Flow::Ends => break,
            Flow::Junk => {
                if fault == Some(SmscFault::DiesOfJunk) {
                    stopping.store(true, Ordering::Relaxed);
                }
                break;
            }
        }
    }
    reader.session.end();
    let _ = stream.shutdown(Shutdown::Both);
}

/// What becomes of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Goes,
    Ends,
    /// It ends because nobody can tell where the next PDU begins.
    Junk,
}

struct Reader {
    session: Session,
    output: Output,
    fault: Option<SmscFault>,
    input: Vec<u8>,
    hangs: bool,
}

impl Reader {
    fn has(&self, fault: SmscFault) -> bool {
        self.fault == Some(fault)
    }

    /// Takes every whole PDU off the input.
    fn work(&mut self) -> Flow {
        let mut count = 0;
        while let Some(header) = Header::read(&self.input) {
            let length = header.command_length;
            let waits = (length < 16 && self.has(SmscFault::WaitsForShortLength))
                || (length > MAX_PDU && self.has(SmscFault::WaitsForLongLength));
            if waits {
                return Flow::Goes;
            }
            if !(16..=MAX_PDU).contains(&length) {
                let number = if length < 16 { 0 } else { header.sequence_number };
                let nack = Message::header(CommandId::generic_nack).status(CommandStatus::ESME_RINVCMDLEN);
                write(&self.output, &nack.octets(number));
                return Flow::Junk;
            }
            if self.input.len() < length as usize {
                break;
            }
            let octets: Vec<u8> = self.input.drain(..length as usize).collect();
            count += 1;
            let lost = (self.has(SmscFault::LosesAnswers) && count > 5)
                || (self.has(SmscFault::DropsSecondOfSegment) && count > 1)
                || self.hangs;
            if !lost && self.hand_over(octets, count) == Flow::Ends {
                return Flow::Ends;
            }
        }
        self.leave_rest();
        Flow::Goes
    }

    fn hand_over(&mut self, octets: Vec<u8>, count: usize) -> Flow {
        let octets = Bytes::from(octets);
        let Ok(pdu) = Pdu::new(octets, self.session.dialect()) else { return Flow::Ends };
        let flow = self.session.handle(&pdu);
        let again = self.has(SmscFault::AnswersTwice) && count > 1;
        if again { self.session.handle(&pdu) } else { flow }
    }

    /// What a broken centre does with a PDU that is not there whole.
    fn leave_rest(&mut self) {
        if self.input.is_empty() {
            return;
        }
        self.hangs |= self.has(SmscFault::HangsOnSplit);
        if self.has(SmscFault::NeedsOneSegment) {
            self.input.clear();
        }
        if self.has(SmscFault::AnswersHalf)
            && let Some(header) = Header::read(&self.input)
        {
            write(&self.output, &Message::answer(header, CommandStatus::ESME_RINVCMDLEN).octets(0));
        }
    }
}
