//! Who owns the user agent: answers calls for `answer`, rings for `ring`, and registers `test`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{DialogId, Event, UsageError};
use brivas_sip::auth::{Algorithm, Asker, Ha1, Reading, Verdict, Verifier, VerifierConfig};
use brivas_sip::endpoint::ServerId;
use brivas_sip::io::Driver;
use brivas_sip::message::{Response, Rows};
use brivas_sip::registrar::{Access, Config, Flow, Origin, Registrar};
use brivas_sip::sdp::{self, Address, Capabilities, CodecCapability, Connection, MediaCapability, Sdp};
use brivas_sip::{Message, Method, StatusCode};

use super::PASSWORD;
use super::spoiled::Spoiled;

const REALM: &[u8] = b"test.invalid";

pub(super) struct App {
    registrar: Registrar,
    verifier: Verifier,
    ha1: Ha1,
    /// Whose phone rings at which time.
    to_ring: Vec<(Instant, DialogId)>,
}

impl App {
    pub(super) fn new(address: SocketAddr) -> Self {
        let now = Instant::now();
        let config = Config::new().with_domain(&address.ip().to_string());
        let mut digest = VerifierConfig::new(Asker::Server, REALM);
        digest.set_algorithms(&[Algorithm::Sha256]);
        Self {
            registrar: Registrar::new(Arc::new(config), 100, [8; 32], now),
            verifier: Verifier::new(Arc::new(digest), [9; 32], now),
            ha1: Ha1::of_password(Algorithm::Sha256, b"test", REALM, PASSWORD.as_bytes()),
            to_ring: Vec::new(),
        }
    }

    pub(super) async fn serve(&mut self, driver: &mut Driver<Spoiled>) {
        loop {
            let due = self
                .to_ring
                .first()
                .map_or(Duration::from_secs(60), |(at, _)| at.saturating_duration_since(Instant::now()));
            let event = tokio::select! {
                event = driver.next_event() => event,
                () = tokio::time::sleep(due) => {
                    if !self.to_ring.is_empty() {
                        let (_, dialog) = self.to_ring.remove(0);
                        // It may be cancelled already.
                        let _ = driver.machine().agent.answer(Instant::now(), dialog, &Response::new(StatusCode::RINGING), false);
                    }
                    continue;
                }
            };
            let Some(event) = event else { break };
            if let Err(error) = self.handle(driver.machine(), event) {
                println!("{error}");
            }
        }
    }

    fn handle(&mut self, machine: &mut Spoiled, event: Event) -> Result<(), UsageError> {
        let now = Instant::now();
        match event {
            Event::Incoming { dialog, request, .. } if calls(&request, b"ring") => {
                self.to_ring.push((now + Duration::from_millis(60), dialog));
                Ok(())
            }
            Event::Incoming { dialog, request, .. } => {
                machine.agent.answer(now, dialog, &Response::new(StatusCode::RINGING), false)?;
                take(machine, now, dialog, &request)
            }
            Event::Reinvite { dialog, request } => take(machine, now, dialog, &request),
            Event::Request { id, request, .. } => self.answer(machine, now, id, &request),
            _ => Ok(()),
        }
    }

    fn answer(
        &mut self,
        machine: &mut Spoiled,
        now: Instant,
        id: ServerId,
        request: &Message,
    ) -> Result<(), UsageError> {
        let mut rows = Rows::new();
        let mut body = Vec::new();
        let code = match request.method() {
            Some(Method::OPTIONS) => {
                rows.put_text(
                    "Allow",
                    b"INVITE, ACK, CANCEL, BYE, OPTIONS, MESSAGE, PRACK, UPDATE, REGISTER",
                );
                rows.put_text("Accept", b"application/sdp").put_text("Supported", b"100rel, timer");
                StatusCode::OK
            }
            Some(Method::MESSAGE) => StatusCode::OK,
            Some(Method::REGISTER) => self.register(now, request, &mut rows),
            Some(Method::UPDATE) if !request.body().is_empty() => match describe(request.body()) {
                Ok(answer) => {
                    body = answer;
                    rows.put_text("Content-Type", b"application/sdp");
                    StatusCode::OK
                }
                Err(code) => code,
            },
            Some(Method::UPDATE) => StatusCode::OK,
            _ => StatusCode::NOT_IMPLEMENTED,
        };
        let response = Response { rows: Some(&rows), body: &body, ..Response::new(code) };
        machine.agent.respond(now, id, &response)
    }

    fn register(&mut self, now: Instant, request: &Message, rows: &mut Rows) -> StatusCode {
        let verdict = match self.verifier.read(request) {
            Reading::Bad(error) => return error.status_code(),
            Reading::Nothing => Verdict::Wrong,
            Reading::Claim(claim) => self.verifier.verify(now, &claim, Some(&self.ha1)),
        };
        if verdict != Verdict::Granted {
            *rows = self.verifier.challenge(now, verdict == Verdict::Stale);
            return StatusCode::UNAUTHORIZED;
        }
        let answer = self.registrar.prepare(request, &Origin::new(Flow(1), Access::Any), now);
        if let Some(change) = &answer.change {
            self.registrar.commit(change).unwrap();
        }
        *rows = answer.rows;
        answer.code
    }
}

fn calls(request: &Message, user: &[u8]) -> bool {
    let beginning = [b"sip:", user, b"@"].concat();
    request.request().is_some_and(|line| line.request_uri.starts_with(&beginning))
}

pub(super) fn take(
    machine: &mut Spoiled,
    now: Instant,
    dialog: DialogId,
    invite: &Message,
) -> Result<(), UsageError> {
    let mut rows = Rows::new();
    let is_sdp = |row: brivas_sip::message::Field<'_>| row.value.eq_ignore_ascii_case(b"application/sdp");
    let is_known =
        invite.body().is_empty() || invite.rows(brivas_sip::header::HeaderName::CONTENT_TYPE).any(is_sdp);
    let body = if is_known { describe(invite.body()) } else { Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) };
    let (code, body) = match body {
        Ok(body) => {
            rows.put_text("Content-Type", b"application/sdp");
            (StatusCode::OK, body)
        }
        Err(code) => {
            rows.put_text("Accept", b"application/sdp");
            (code, Vec::new())
        }
    };
    machine.agent.answer(
        now,
        dialog,
        &Response { rows: Some(&rows), body: &body, ..Response::new(code) },
        false,
    )
}

/// The answer to an offer, or an offer.
fn describe(offer: &[u8]) -> Result<Vec<u8>, StatusCode> {
    if offer.is_empty() {
        let text = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";
        return Ok(text.into());
    }
    let offer = Sdp::read(offer).map_err(|error| error.status_code())?;
    let address = Address::ip4(b"127.0.0.1");
    let voice = MediaCapability::new("audio", "RTP/AVP", 40_000).with(CodecCapability::new("PCMU", 8000));
    let capabilities =
        Capabilities::new(sdp::Origin::new(b"1", address), Connection::new(address)).with(voice);
    sdp::answer(&offer, &capabilities).map(|draft| draft.to_vec()).map_err(|error| error.status_code())
}
