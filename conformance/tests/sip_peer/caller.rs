//! Our user agent as one that calls: again and again, to one address. It ends calls that are answered, gives up calls that are not,
//! proves its password, and answers what it is asked in its calls.

use std::net::SocketAddr;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use brivas_sip::agent::{CallId, Content, DialogId, EndReason, Event, Invite, Retry, UsageError};
use brivas_sip::auth::{Account, Answer, Attempt, Client, Covered};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{HeaderName, NameAddr, Transport};
use brivas_sip::io::Driver;
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{Message, Method, StatusCode};
use bytes::Bytes;
use tokio::sync::oneshot;

use super::app::take;
use super::spoiled::Spoiled;
use super::{Fault, PASSWORD, driver};

/// How long a call that was answered lasts, unless the other side ends it.
const LASTS: Duration = Duration::from_millis(600);
/// How long a call rings before it is given up.
const RINGS: Duration = Duration::from_millis(400);
const PAUSE: Duration = Duration::from_millis(5);
const OFFER: &[u8] =
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

/// A user agent that calls until it is dropped.
pub(crate) struct SipCaller {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl SipCaller {
    pub(crate) fn start(fault: Option<&'static Fault>, to: SocketAddr, is_tcp: bool) -> Self {
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (mut driver, _) = driver(fault).await;
                let mut caller = Caller::new(to, is_tcp);
                tokio::select! {
                    () = caller.run(&mut driver) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for SipCaller {
    fn drop(&mut self) {
        self.stop.take().map(|stop| stop.send(()));
        self.thread.take().map(JoinHandle::join);
    }
}

struct Caller {
    target: Target,
    uri: String,
    accounts: Client,
    /// The call that is not answered yet, and when it is given up.
    call: Option<(CallId, Instant)>,
    /// What is answered, and when it is ended.
    dialogs: Vec<(DialogId, Instant)>,
    next: Instant,
}

impl Caller {
    fn new(to: SocketAddr, is_tcp: bool) -> Self {
        let (transport, suffix) =
            if is_tcp { (Transport::TCP, ";transport=tcp") } else { (Transport::UDP, "") };
        let account = Account::with_password(None, b"test", PASSWORD.as_bytes());
        let accounts = Client::new([account].into(), [6; 32]);
        let (call, dialogs, next) = (None, Vec::new(), Instant::now());
        Self {
            target: Target::new(transport, to),
            uri: format!("sip:tester@{to}{suffix}"),
            accounts,
            call,
            dialogs,
            next,
        }
    }

    async fn run(&mut self, driver: &mut Driver<Spoiled>) {
        loop {
            let event = tokio::select! {
                event = driver.next_event() => event,
                () = tokio::time::sleep_until(self.due().into()) => {
                    self.act(driver.machine());
                    continue;
                }
            };
            let Some(event) = event else { break };
            if let Err(error) = self.handle(driver.machine(), event) {
                println!("{error}");
            }
        }
    }

    /// When something is to be done.
    fn due(&self) -> Instant {
        let is_idle = self.call.is_none() && self.dialogs.is_empty();
        let next = is_idle.then_some(self.next);
        let given_up = self.call.map(|(_, at)| at);
        let ended = self.dialogs.iter().map(|(_, at)| *at);
        let far = Instant::now() + Duration::from_secs(60);
        next.into_iter().chain(given_up).chain(ended).min().unwrap_or(far)
    }

    fn act(&mut self, machine: &mut Spoiled) {
        let now = Instant::now();
        if let Some((call, at)) = &mut self.call
            && *at <= now
        {
            // It may be answered at this moment.
            let _ = machine.agent.cancel(now, *call, None);
            *at = now + Duration::from_secs(60);
        }
        for (dialog, _) in self.dialogs.extract_if(.., |(_, at)| *at <= now) {
            let _ = machine.agent.bye(now, dialog, None);
        }
        if self.call.is_none() && self.dialogs.is_empty() && self.next <= now {
            let (bob, alice) =
                (Uri::read(self.uri.as_bytes()).unwrap(), Uri::read(b"sip:alice@127.0.0.1").unwrap());
            let body = Bytes::from_static(OFFER);
            let invite = Invite {
                content: Some(Content::sdp(&body)),
                ..Invite::new(bob, NameAddr::new(alice), NameAddr::new(bob))
            };
            let call = machine.agent.invite(now, &invite, self.target).unwrap();
            self.call = Some((call, now + RINGS));
            self.next = now + PAUSE;
        }
    }

    fn handle(&mut self, machine: &mut Spoiled, event: Event) -> Result<(), UsageError> {
        let now = Instant::now();
        match event {
            Event::Answered { dialog, .. } => {
                machine.agent.ack(now, dialog, None, None)?;
                // Another one that the call was forked to is not wanted any more.
                let lasts = if self.call.take().is_some() { LASTS } else { Duration::ZERO };
                self.dialogs.push((dialog, now + lasts));
                Ok(())
            }
            Event::Refused { response, retry, .. } => self.refused(machine, &response, &retry),
            Event::Failed { .. } => {
                self.call = None;
                self.next = now + PAUSE;
                Ok(())
            }
            Event::Ended { reason: EndReason::Abandoned, .. } => Ok(()),
            Event::Ended { dialog, .. } => {
                self.dialogs.retain(|(of, _)| *of != dialog);
                self.next = now + PAUSE;
                Ok(())
            }
            Event::Reinvite { dialog, request } => take(machine, now, dialog, &request),
            Event::Request { id, request, .. } => {
                let code = match request.method() {
                    Some(Method::OPTIONS) => StatusCode::OK,
                    _ => StatusCode::NOT_IMPLEMENTED,
                };
                machine.agent.respond(now, id, &Response::new(code))
            }
            _ => Ok(()),
        }
    }

    fn refused(
        &mut self,
        machine: &mut Spoiled,
        response: &Message,
        retry: &Retry,
    ) -> Result<(), UsageError> {
        let now = Instant::now();
        self.call = None;
        self.next = now + PAUSE;
        let names = [HeaderName::AUTHORIZATION, HeaderName::PROXY_AUTHORIZATION];
        if retry.request().fields().any(|field| names.contains(&field.name)) {
            return Ok(());
        }
        let Some(covered) = Covered::of(retry.request()) else { return Ok(()) };
        if let Answer::Retry(rows) = self.accounts.answer(&mut Attempt::new(1), &covered, response) {
            self.call = Some((machine.agent.invite_again(now, retry, &rows)?, now + RINGS));
        }
        Ok(())
    }
}
