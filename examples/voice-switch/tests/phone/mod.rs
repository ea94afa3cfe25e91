//! A telephone for tests: a user agent of ours over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use brivas_sip::agent::{Config, Content, Event, Invite};
use brivas_sip::auth::{Account, Answer, Attempt, Client, Covered};
use brivas_sip::endpoint::Target;
use brivas_sip::header::{CSeq, CallId, From, HeaderField, HeaderName, MaxForwards, NameAddr, To, Transport};
use brivas_sip::io::{self, Accept, Driver, bind_udp};
use brivas_sip::message::{Draft, Response, Rows};
use brivas_sip::uri::Uri;
use brivas_sip::{Message, Method, StatusCode, UserAgent};
use brivas_voice_switch::Switch;
use bytes::Bytes;
use tokio::net::TcpListener;

/// What became of a call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Talked { rang: bool },
    Refused(StatusCode),
}

/// A telephone.
pub(crate) struct Phone {
    driver: Driver<UserAgent>,
    name: &'static str,
    target: Target,
    contact: String,
    seed: u8,
}

static SDP: Bytes = Bytes::from_static(
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
);
/// Longer than anything takes here.
const LONG: Duration = Duration::from_secs(20);

/// A port that nobody has.
pub(crate) fn free_port() -> u16 {
    std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Phone {
    /// A user's telephone, which reaches the switch over this transport.
    pub(crate) async fn new(
        name: &'static str,
        transport: Transport<'static>,
        switch: &Switch,
        seed: u8,
    ) -> Self {
        Self::at(name, transport, 0, switch, seed).await
    }

    /// A gateway at this port.
    pub(crate) async fn gateway(transport: Transport<'static>, port: u16, switch: &Switch, seed: u8) -> Self {
        Self::at("gateway", transport, port, switch, seed).await
    }

    async fn at(
        name: &'static str,
        transport: Transport<'static>,
        port: u16,
        switch: &Switch,
        seed: u8,
    ) -> Self {
        let mut config = Config::new();
        config.set_user(name.as_bytes());
        let agent = UserAgent::new(Arc::new(config), [seed; 32], Instant::now());
        let mut driver = Driver::new(agent, io::Config::new());
        let local = SocketAddr::from(([127, 0, 0, 1], port));
        let (at, to) = match transport {
            it if it == Transport::UDP => {
                let socket = bind_udp(local, false).unwrap();
                let at = socket.local_addr().unwrap().to_string();
                driver.add_socket(socket, at.as_bytes()).unwrap();
                (at, switch.sip())
            }
            it if it == Transport::TCP => {
                let listener = TcpListener::bind(local).await.unwrap();
                let at = listener.local_addr().unwrap().to_string();
                driver.add_listener(listener, Accept::Tcp, at.as_bytes()).unwrap();
                (format!("{at};transport=tcp"), switch.sip())
            }
            it => {
                let at = format!("{name}.invalid");
                driver.machine().endpoint().listen(it, at.as_bytes()).unwrap();
                (format!("{at};transport=ws"), switch.ws().unwrap())
            }
        };
        let contact = format!("<sip:{name}@{at}>");
        Self { driver, name, target: Target::new(transport, to), contact, seed }
    }

    fn client(&self, password: &str) -> Client {
        let account = Account::with_password(None, self.name.as_bytes(), password.as_bytes());
        Client::new(vec![account].into(), [self.seed; 32])
    }

    async fn next(&mut self) -> Event {
        tokio::time::timeout(LONG, self.driver.next_event()).await.unwrap().unwrap()
    }

    /// Registers, and gives the last status.
    pub(crate) async fn register(&mut self, password: &str) -> StatusCode {
        self.register_at("example.com", password).await
    }

    /// The same where the domain is called so.
    pub(crate) async fn register_at(&mut self, domain: &str, password: &str) -> StatusCode {
        let (mut client, mut attempt) = (self.client(password), Attempt::new(2));
        let mut rows = Rows::new();
        for number in 1.. {
            let draft = self.register_draft(domain, number, &rows);
            let now = Instant::now();
            let id = self.driver.machine().endpoint().request(now, &draft, self.target).unwrap();
            let response = loop {
                match self.next().await {
                    Event::Response { id: of, response, .. } if of == id => break response,
                    Event::RequestFailed { .. } => return StatusCode::REQUEST_TIMEOUT,
                    _ => {}
                }
            };
            let code = response.status().unwrap().code;
            let request = Message::read(draft.to_bytes(b"Via: SIP/2.0/UDP x;branch=z9hG4bK1\r\n")).unwrap();
            match client.answer(&mut attempt, &Covered::of(&request).unwrap(), &response) {
                Answer::Retry(with) if code == StatusCode::UNAUTHORIZED => rows = with,
                _ => return code,
            }
        }
        unreachable!()
    }

    fn register_draft(&self, domain: &str, number: u32, rows: &Rows) -> Draft {
        let own = format!("<sip:{}@{domain};transport=udp>", self.name);
        let tagged = format!("{own};tag=r{}", self.seed);
        let request_uri = format!("sip:{domain}");
        let mut draft = Draft::new(Method::REGISTER, &Uri::read(request_uri.as_bytes()).unwrap());
        draft
            .put(&MaxForwards(70))
            .put(&From::read(tagged.as_bytes()).unwrap())
            .put(&To::read(own.as_bytes()).unwrap())
            .put(&CallId::read(format!("register-{}", self.seed).as_bytes()).unwrap())
            .put(&CSeq { number, method: Method::REGISTER })
            .put_text("Contact", self.contact.as_bytes())
            .put_rows(rows);
        draft
    }

    /// Calls somebody, talks and hangs up.
    pub(crate) async fn call(&mut self, to: &str, password: &str) -> Call {
        let (mut client, mut attempt) = (self.client(password), Attempt::new(2));
        let own = format!("sip:{}@example.com", self.name);
        let from = NameAddr::new(Uri::read(own.as_bytes()).unwrap());
        let to = NameAddr::new(Uri::read(to.as_bytes()).unwrap());
        let invite = Invite { content: Some(Content::sdp(&SDP)), ..Invite::new(to.uri, from, to) };
        let target = self.target;
        self.driver.machine().invite(Instant::now(), &invite, target).unwrap();
        let mut rang = false;
        loop {
            match self.next().await {
                Event::Progress { response, .. } => {
                    rang |= response.status().unwrap().code == StatusCode::RINGING;
                }
                Event::Answered { dialog, response, .. } => {
                    assert_eq!(response.body(), SDP);
                    let agent = self.driver.machine();
                    agent.ack(Instant::now(), dialog, None, None).unwrap();
                    agent.bye(Instant::now(), dialog, None).unwrap();
                }
                Event::Ended { .. } => return Call::Talked { rang },
                Event::Refused { response, retry, .. } => {
                    let covered = Covered::of(retry.request()).unwrap();
                    let Answer::Retry(rows) = client.answer(&mut attempt, &covered, &response) else {
                        return Call::Refused(response.status().unwrap().code);
                    };
                    self.driver.machine().invite_again(Instant::now(), &retry, &rows).unwrap();
                }
                Event::Failed { failure, .. } => return Call::Refused(failure.status_code()),
                _ => {}
            }
        }
    }

    /// Takes a call that rings elsewhere, and gives whether it was ended by the other side.
    pub(crate) async fn pick_up(&mut self, replaces: &str, password: &str) -> bool {
        let (mut client, mut attempt) = (self.client(password), Attempt::new(2));
        let own = format!("sip:{}@example.com", self.name);
        let own = NameAddr::new(Uri::read(own.as_bytes()).unwrap());
        let mut rows = Rows::new();
        rows.put_text("Replaces", replaces.as_bytes());
        let content = Some(Content::sdp(&SDP));
        let invite = Invite { content, rows: Some(&rows), ..Invite::new(own.uri, own, own) };
        let target = self.target;
        self.driver.machine().invite(Instant::now(), &invite, target).unwrap();
        loop {
            match self.next().await {
                Event::Refused { response, retry, .. } => {
                    let covered = Covered::of(retry.request()).unwrap();
                    let Answer::Retry(rows) = client.answer(&mut attempt, &covered, &response) else {
                        return false;
                    };
                    self.driver.machine().invite_again(Instant::now(), &retry, &rows).unwrap();
                }
                Event::Answered { dialog, .. } => {
                    self.driver.machine().ack(Instant::now(), dialog, None, None).unwrap();
                }
                Event::Reinvite { dialog, request } => {
                    let text = String::from_utf8_lossy(request.body()).into_owned();
                    assert!(text.contains("m=audio 4000"), "the caller's offer: {text}");
                    let mut rows = Rows::new();
                    rows.put_text("Content-Type", b"application/sdp");
                    let answer = Response { rows: Some(&rows), body: &SDP, ..Response::new(StatusCode::OK) };
                    self.driver.machine().answer(Instant::now(), dialog, &answer, false).unwrap();
                }
                Event::Ended { .. } => {
                    self.linger().await;
                    return true;
                }
                _ => {}
            }
        }
    }

    /// Takes one call, answers it so, and gives whether it was ended by the other side.
    pub(crate) async fn answer_one(&mut self, code: StatusCode) -> bool {
        loop {
            match self.next().await {
                Event::Incoming { dialog, .. } => {
                    let agent = self.driver.machine();
                    let mut rows = Rows::new();
                    rows.put_text("Content-Type", b"application/sdp");
                    let ringing = Response::new(StatusCode::RINGING);
                    let answer = Response { rows: Some(&rows), body: &SDP, ..Response::new(code) };
                    if !code.is_success() {
                        agent.answer(Instant::now(), dialog, &Response::new(code), false).unwrap();
                        self.linger().await;
                        return false;
                    }
                    agent.answer(Instant::now(), dialog, &ringing, false).unwrap();
                    agent.answer(Instant::now(), dialog, &answer, false).unwrap();
                }
                Event::Ended { .. } => {
                    self.linger().await;
                    return true;
                }
                _ => {}
            }
        }
    }

    /// Rings at one call until it is taken back, and gives why.
    pub(crate) async fn ring_one(&mut self) -> String {
        self.ring().await;
        self.until_cancelled().await
    }

    /// Rings, and gives by what the call is named in Replaces.
    pub(crate) async fn ring(&mut self) -> String {
        loop {
            if let Event::Incoming { dialog, .. } = self.next().await {
                let agent = self.driver.machine();
                agent.answer(Instant::now(), dialog, &Response::new(StatusCode::RINGING), false).unwrap();
                let of = agent.dialog(dialog).unwrap();
                let text = |octets| String::from_utf8_lossy(octets).into_owned();
                let (to, from) = (text(of.remote_tag()), text(of.local_tag()));
                return format!("{};to-tag={to};from-tag={from};early-only", text(of.call_id()));
            }
        }
    }

    /// Why the call that rings is taken back.
    pub(crate) async fn until_cancelled(&mut self) -> String {
        loop {
            if let Event::Cancelled { cancel, .. } = self.next().await {
                self.linger().await;
                let reason = cancel.rows(HeaderName::REASON).next();
                return String::from_utf8_lossy(reason.map_or(b"", |row| row.value)).into_owned();
            }
        }
    }

    /// Lets go out what is to be sent.
    async fn linger(&mut self) {
        let _ = tokio::time::timeout(Duration::from_millis(200), self.driver.next_event()).await;
    }
}
