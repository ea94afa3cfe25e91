//! How a connection is made: TCP, then TLS, then WebSocket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::header::SEC_WEBSOCKET_PROTOCOL;
use tokio_tungstenite::tungstenite::http::{HeaderValue, StatusCode};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::config::Config;
use super::listener::Accept;
use super::wire::{Duplex, Wire, failed};
use crate::header::Transport;

/// The subprotocol of SIP on WebSocket (RFC 7118 §4).
const SUBPROTOCOL: &str = "sip";

/// A connection that is to be made.
pub(super) enum Opening {
    /// A peer has made the TCP connection.
    Accept { stream: TcpStream, accept: Accept },
    /// We make it.
    Connect { to: SocketAddr, tls: Option<(Arc<ClientConfig>, ServerName<'static>)>, is_websocket: bool },
    /// It cannot be made: there are too many, or nobody has said how.
    Refused,
}

impl Opening {
    /// A connection to there.
    pub(super) fn connect(config: &Config, transport: Transport<'static>, to: SocketAddr) -> Self {
        let is_websocket = transport == Transport::WS || transport == Transport::WSS;
        if transport == Transport::TCP || transport == Transport::WS {
            return Self::Connect { to, tls: None, is_websocket };
        }
        match config.tls_client() {
            Some(client) if transport == Transport::TLS || transport == Transport::WSS => {
                Self::Connect { to, tls: Some((client, config.name(to))), is_websocket }
            }
            _ => Self::Refused,
        }
    }

    /// Makes it.
    pub(super) async fn open(self, max_message: usize) -> io::Result<Wire> {
        match self {
            Self::Accept { stream, accept } => {
                stream.set_nodelay(true)?;
                match accept {
                    Accept::Tcp => Ok(Wire::stream(Box::new(stream))),
                    Accept::Tls(config) => Ok(Wire::stream(accept_tls(stream, config).await?)),
                    Accept::Ws => accept_websocket(Box::new(stream), max_message).await,
                    Accept::Wss(config) => {
                        accept_websocket(accept_tls(stream, config).await?, max_message).await
                    }
                }
            }
            Self::Connect { to, tls, is_websocket } => {
                let stream = TcpStream::connect(to).await?;
                stream.set_nodelay(true)?;
                let (scheme, host, stream): (_, _, Box<dyn Duplex>) = match tls {
                    None => ("ws", to.to_string(), Box::new(stream)),
                    Some((config, name)) => {
                        let host = format!("{}:{}", host(&name, to), to.port());
                        ("wss", host, Box::new(TlsConnector::from(config).connect(name, stream).await?))
                    }
                };
                if !is_websocket {
                    return Ok(Wire::stream(stream));
                }
                connect_websocket(&format!("{scheme}://{host}/"), stream, max_message).await
            }
            Self::Refused => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

async fn accept_tls(stream: TcpStream, config: Arc<ServerConfig>) -> io::Result<Box<dyn Duplex>> {
    Ok(Box::new(TlsAcceptor::from(config).accept(stream).await?))
}

async fn accept_websocket(stream: Box<dyn Duplex>, max_message: usize) -> io::Result<Wire> {
    let config = Some(websocket_config(max_message));
    let accepted = tokio_tungstenite::accept_hdr_async_with_config(stream, choose, config).await;
    accepted.map(Wire::websocket).map_err(failed)
}

async fn connect_websocket(url: &str, stream: Box<dyn Duplex>, max_message: usize) -> io::Result<Wire> {
    let mut request = url.into_client_request().map_err(failed)?;
    request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
    let config = Some(websocket_config(max_message));
    let connected = tokio_tungstenite::client_async_with_config(request, stream, config).await;
    connected.map(|(websocket, _)| Wire::websocket(websocket)).map_err(failed)
}

/// Takes a peer that speaks SIP, and no other (RFC 7118 §4).
#[allow(clippy::result_large_err)] // the crate's own signature
fn choose(request: &Request, mut response: Response) -> Result<Response, ErrorResponse> {
    let offered = request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let mut names = offered.filter_map(|row| row.to_str().ok()).flat_map(|row| row.split(','));
    if names.any(|name| name.trim().eq_ignore_ascii_case(SUBPROTOCOL)) {
        response.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
        return Ok(response);
    }
    let mut refusal = ErrorResponse::new(None);
    *refusal.status_mut() = StatusCode::BAD_REQUEST;
    Err(refusal)
}

fn websocket_config(max_message: usize) -> WebSocketConfig {
    // What is sent goes out at once; what waits is counted here.
    WebSocketConfig::default()
        .write_buffer_size(0)
        .max_message_size(Some(max_message))
        .max_frame_size(Some(max_message))
}

fn host(name: &ServerName<'_>, to: SocketAddr) -> String {
    match name {
        ServerName::DnsName(name) => name.as_ref().to_owned(),
        _ if to.is_ipv6() => format!("[{}]", to.ip()),
        _ => to.ip().to_string(),
    }
}
