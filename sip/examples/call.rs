//! A user agent that calls: `cargo run --example call --features tokio -- udp 127.0.0.1:5060 COUNT PER_SECOND [NAME VALUE]…`. Each
//! call is ended as soon as it is answered. It ends with 1 if one of them failed.
//!
//! | name | value |
//! |---|---|
//! | `how` | `bye`; `change`: a re-INVITE first; `wait`: the other side ends it; `cancel`: it is for the user `ring`, and taken back |
//! | `account` | `NAME:PASSWORD`, if we are asked who we are |
//! | `authority`, `certificate`, `key` | files for `tls`: whose certificates are believed, and what we show |

#![allow(clippy::disallowed_methods)] // an owner has the clock and the arguments

mod tls;

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{self, Content, DialogId, EndReason, Event, Invite, Retry, UsageError};
use brivas_sip::auth::{Account, Answer, Attempt, Client, Covered};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{HeaderName, NameAddr, Transport};
use brivas_sip::io::{Accept, Config, Driver, bind_udp};
use brivas_sip::message::Response;
use brivas_sip::uri::Uri;
use brivas_sip::{DecodeError, Message, Method, StatusCode, UserAgent};
use bytes::Bytes;
use tokio::net::TcpListener;

/// What a call is for.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Bye,
    Change,
    Wait,
    Cancel,
}

/// What is wanted, and what became of it.
struct Calls {
    target: Target,
    how: How,
    accounts: Client,
    begun: u32,
    answered: u32,
    changed: u32,
    cancelled: u32,
    ended: u32,
    failed: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [transport, to, count, rate, options @ ..] = arguments.as_slice() else {
        return Err("call udp|tcp|tls|ws ADDRESS COUNT PER_SECOND [NAME VALUE]…".into());
    };
    let (to, count, rate): (SocketAddr, u32, f64) = (to.parse()?, count.parse()?, rate.parse()?);
    let (mut files, mut accounts, mut how) = (tls::Files::default(), Vec::new(), How::Bye);
    for option in options.chunks(2) {
        match option {
            [name, value] if files.take(name, value) => {}
            [name, value] if name == "account" => accounts.push(account(value)?),
            [name, value] if name == "how" => how = read_how(value)?,
            other => return Err(format!("{other:?} is no option with a value").into()),
        }
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    let mut config = agent::Config::new();
    config.set_user(b"call").set_product(b"brivas-sip");
    let mut io = Config::new();
    if transport == "tls" {
        io.set_tls_client(files.client()?);
    }
    let mut driver = Driver::new(UserAgent::new(Arc::new(config), seed, Instant::now()), io);
    let target = Target::new(listen(&mut driver, transport, to).await?, to);
    getrandom::fill(&mut seed)?;
    let accounts = Client::new(accounts.into(), seed);
    let (begun, answered, changed, cancelled, ended, failed) = (0, 0, 0, 0, 0, 0);
    let mut calls = Calls { target, how, accounts, begun, answered, changed, cancelled, ended, failed };
    let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    while calls.ended + calls.cancelled + calls.failed < count {
        tokio::select! {
            _ = pace.tick(), if calls.begun < count => calls.begin(driver.machine())?,
            event = driver.next_event() => match event {
                Some(event) => calls.handle(driver.machine(), event)?,
                None => break,
            },
        }
    }
    driver.shut_down(Duration::from_secs(1));
    while driver.next_event().await.is_some() {}
    let Calls { begun, answered, changed, cancelled, ended, failed, .. } = calls;
    let stats = driver.machine().endpoint().stats();
    println!(
        "{begun} calls, {answered} answered, {changed} changed, {cancelled} cancelled, {ended} ended, {failed} failed, \
         {} retransmissions, {} bad",
        stats.retransmissions, stats.bad_messages
    );
    while let Some(error) = driver.take_error() {
        println!("transport: {error}");
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_how(text: &str) -> Result<How, String> {
    match text {
        "bye" => Ok(How::Bye),
        "change" => Ok(How::Change),
        "wait" => Ok(How::Wait),
        "cancel" => Ok(How::Cancel),
        other => Err(format!("{other} is none of bye, change, wait and cancel")),
    }
}

fn account(text: &str) -> Result<Account, &'static str> {
    let (name, password) = text.split_once(':').ok_or("account NAME:PASSWORD")?;
    Ok(Account::with_password(None, name.as_bytes(), password.as_bytes()))
}

/// Makes a socket or listener of our own, where the other side reaches us.
async fn listen(
    driver: &mut Driver<UserAgent>,
    transport: &str,
    to: SocketAddr,
) -> Result<Transport<'static>, Box<dyn Error>> {
    let any: SocketAddr = if to.is_ipv4() { "127.0.0.1:0" } else { "[::1]:0" }.parse()?;
    match transport {
        "udp" => {
            let socket = bind_udp(any, false)?;
            let sent_by = socket.local_addr()?.to_string();
            driver.add_socket(socket, sent_by.as_bytes())?;
            Ok(Transport::UDP)
        }
        "tcp" => {
            let listener = TcpListener::bind(any).await?;
            let sent_by = listener.local_addr()?.to_string();
            driver.add_listener(listener, Accept::Tcp, sent_by.as_bytes())?;
            Ok(Transport::TCP)
        }
        // Nobody can reach it but on the connection that it makes (RFC 5626; RFC 7118 §5).
        "tls" => {
            driver.machine().endpoint().listen(Transport::TLS, b"call.invalid")?;
            Ok(Transport::TLS)
        }
        "ws" => {
            driver.machine().endpoint().listen(Transport::WS, b"call.invalid")?;
            Ok(Transport::WS)
        }
        other => Err(format!("{other} is none of udp, tcp, tls and ws").into()),
    }
}

impl Calls {
    fn begin(&mut self, agent: &mut UserAgent) -> Result<(), Box<dyn Error>> {
        self.begun += 1;
        let to = self.target.addr();
        let body = offer(to, 1);
        let suffix = match self.target.transport().0 {
            b"TCP" => ";transport=tcp",
            b"TLS" => ";transport=tls",
            _ => "",
        };
        let user = if self.how == How::Cancel { "ring" } else { "bob" };
        let ip = if to.is_ipv4() { "127.0.0.1" } else { "[::1]" };
        let (bob, alice) = (format!("sip:{user}@{to}{suffix}"), format!("sip:alice@{ip}"));
        let (bob, alice) = (address(&bob)?, address(&alice)?);
        let invite = Invite { content: Some(Content::sdp(&body)), ..Invite::new(bob.uri, alice, bob) };
        agent.invite(Instant::now(), &invite, self.target)?;
        Ok(())
    }

    fn handle(&mut self, agent: &mut UserAgent, event: Event) -> Result<(), UsageError> {
        let now = Instant::now();
        match event {
            Event::Progress { call, dialog: Some(_), .. } if self.how == How::Cancel => {
                agent.cancel(now, call, None)?;
            }
            Event::Answered { dialog, .. } => {
                self.answered += 1;
                agent.ack(now, dialog, None, None)?;
                match self.how {
                    How::Wait => {}
                    How::Change => self.change(agent, dialog)?,
                    How::Bye | How::Cancel => agent.bye(now, dialog, None)?,
                }
            }
            Event::Response { dialog: Some(dialog), response, .. } => {
                self.changed(agent, dialog, &response)?;
            }
            // What was never answered is refused or has failed.
            Event::Ended { reason: EndReason::Abandoned, .. } => {}
            Event::Ended { .. } => self.ended += 1,
            Event::Failed { failure, .. } => {
                println!("failed: {failure:?}");
                self.failed += 1;
            }
            Event::Refused { response, retry, .. } => self.refused(agent, &response, &retry)?,
            Event::Request { id, .. } => agent.respond(now, id, &Response::new(StatusCode::OK))?,
            _ => {}
        }
        Ok(())
    }

    /// Offers the session once more.
    fn change(&self, agent: &mut UserAgent, dialog: DialogId) -> Result<(), UsageError> {
        let body = offer(self.target.addr(), 2);
        agent.request(Instant::now(), dialog, Method::INVITE, None, Some(Content::sdp(&body))).map(drop)
    }

    /// A response to the second INVITE of a call.
    fn changed(
        &mut self,
        agent: &mut UserAgent,
        dialog: DialogId,
        response: &Message,
    ) -> Result<(), UsageError> {
        let now = Instant::now();
        match response.status().map(|status| status.code) {
            Some(code) if code.is_provisional() => return Ok(()),
            Some(code) if code.is_success() => {
                self.changed += 1;
                agent.ack(now, dialog, None, None)?;
            }
            _ => println!("not changed: {response:?}"),
        }
        agent.bye(now, dialog, None)
    }

    /// Once more with credentials, if that is what is wanted.
    fn refused(
        &mut self,
        agent: &mut UserAgent,
        response: &Message,
        retry: &Retry,
    ) -> Result<(), UsageError> {
        let code = response.status().map(|status| status.code);
        if self.how == How::Cancel && code == Some(StatusCode::REQUEST_TERMINATED) {
            self.cancelled += 1;
            return Ok(());
        }
        let covered = Covered::of(retry.request()).filter(|_| !is_authorized(retry.request()));
        if let Some(covered) = covered
            && let Answer::Retry(rows) = self.accounts.answer(&mut Attempt::new(1), &covered, response)
        {
            return agent.invite_again(Instant::now(), retry, &rows).map(drop);
        }
        println!("refused: {response:?}");
        self.failed += 1;
        Ok(())
    }
}

/// Whether it has credentials: then they were not the right ones.
fn is_authorized(request: &Message) -> bool {
    let names = [HeaderName::AUTHORIZATION, HeaderName::PROXY_AUTHORIZATION];
    request.fields().any(|field| names.contains(&field.name))
}

/// An offer of voice; nothing is played.
fn offer(to: SocketAddr, version: u32) -> Bytes {
    let (ip, family) = if to.is_ipv4() { ("127.0.0.1", "IP4") } else { ("::1", "IP6") };
    Bytes::from(format!(
        "v=0\r\no=- 1 {version} IN {family} {ip}\r\ns=-\r\nc=IN {family} {ip}\r\nt=0 0\r\nm=audio 40002 RTP/AVP 0 8\r\n"
    ))
}

fn address(text: &str) -> Result<NameAddr<'_>, DecodeError> {
    Ok(NameAddr::new(Uri::read(text.as_bytes())?))
}
