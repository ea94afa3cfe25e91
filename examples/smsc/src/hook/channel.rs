//! The way to a receiver: host looked up, address judged, TCP, TLS, HTTP/1.1. What is connected to is the very address that
//! was judged: a name that leads elsewhere a moment later changes nothing.

use std::io;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpStream, lookup_host};

use super::Hook;

/// How long a channel is kept while it is not used: less than receivers usually keep theirs.
const IDLE: Duration = Duration::from_secs(4);
/// The most octets of the head of an answer.
const HEAD_LIMIT: usize = 32 * 1024;
/// The most octets of a body that are read so that the channel can be used again.
const BODY_LIMIT: usize = 16 * 1024;

/// A connection to a receiver.
pub(super) struct Channel {
    sender: SendRequest<Full<Bytes>>,
    used: Instant,
}

impl Channel {
    /// Whether another post may go this way.
    pub(super) fn is_fresh(&self) -> bool {
        !self.sender.is_closed() && self.used.elapsed() < IDLE
    }

    pub(super) async fn open(hook: &Hook) -> io::Result<Self> {
        let stream = connect(hook).await?;
        stream.set_nodelay(true)?;
        let stream = hook.common.tls.connect(hook.server_name.clone(), stream).await?;
        let mut builder = http1::Builder::new();
        builder.max_buf_size(HEAD_LIMIT);
        let (sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        // It ends with the sender, or with the receiver's end.
        tokio::spawn(connection);
        Ok(Self { sender, used: Instant::now() })
    }

    /// Posts a request; gives the answer's head, and whether this channel can be used again.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<(Response<()>, bool), hyper::Error> {
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        let whole = read_through(body).await;
        self.used = Instant::now();
        Ok((Response::from_parts(head, ()), whole))
    }
}

/// Connects to the first address of the host that may be posted to and answers.
async fn connect(hook: &Hook) -> io::Result<TcpStream> {
    let refused = format!("{} has private addresses alone", hook.host);
    let mut result = Err(io::Error::new(io::ErrorKind::PermissionDenied, refused));
    for address in lookup_host((hook.host.as_str(), hook.port)).await? {
        if hook.common.allowed.allows(address.ip()) {
            result = TcpStream::connect(address).await;
            if result.is_ok() {
                break;
            }
        }
    }
    result
}

/// Reads a body that nobody looks at; false if it is too long for that, or breaks off.
async fn read_through(mut body: Incoming) -> bool {
    let mut octets = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        octets += frame.data_ref().map_or(0, Bytes::len);
        if octets > BODY_LIMIT {
            return false;
        }
    }
    true
}
