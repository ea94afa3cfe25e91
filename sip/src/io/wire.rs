//! Octets and messages on a connection.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Sink, Stream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{self, Message, Utf8Bytes};
use tokio_util::io::poll_read_buf;

use super::connection::News;

/// The least and the most that is asked of one read. It grows while reads fill it, so that an idle connection costs little
/// memory and a busy one few calls.
const READ_AT_LEAST: usize = 2 * 1024;
const READ_AT_MOST: usize = 64 * 1024;
/// How many pieces one vectored write takes.
const PIECES: usize = 16;

/// What octets go over: TCP, or TLS on it.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Duplex for S {}

/// A connection that is made.
pub(super) enum Wire {
    Stream { stream: Box<dyn Duplex>, read_size: usize },
    WebSocket(Box<WebSocketStream<Box<dyn Duplex>>>),
}

impl Wire {
    pub(super) const fn stream(stream: Box<dyn Duplex>) -> Self {
        Self::Stream { stream, read_size: READ_AT_LEAST }
    }

    pub(super) fn websocket(websocket: WebSocketStream<Box<dyn Duplex>>) -> Self {
        Self::WebSocket(Box::new(websocket))
    }

    /// What came; `None` at its end.
    pub(super) fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<News>>> {
        match self {
            Self::Stream { stream, read_size } => {
                let mut octets = BytesMut::with_capacity(*read_size);
                let read = ready!(poll_read_buf(Pin::new(stream), context, &mut octets))?;
                if read >= *read_size {
                    *read_size = (*read_size * 2).min(READ_AT_MOST);
                } else if read < *read_size / 2 {
                    // Messages are kept for a while, and with them the piece that they are of: let it hold nothing but them.
                    octets = BytesMut::from(octets.as_ref());
                }
                Poll::Ready(Ok((read > 0).then_some(News::Octets(octets))))
            }
            Self::WebSocket(websocket) => loop {
                let octets = match ready!(Pin::new(&mut *websocket).poll_next(context)) {
                    Some(Ok(Message::Text(text))) => text.into(),
                    Some(Ok(Message::Binary(octets))) => octets,
                    // A ping is answered by the crate; the end follows a close.
                    Some(Ok(_)) => continue,
                    Some(Err(error)) => return Poll::Ready(Err(failed(error))),
                    None => return Poll::Ready(Ok(None)),
                };
                return Poll::Ready(Ok(Some(News::Message(octets))));
            },
        }
    }

    /// Sends of what waits as much as goes, and says how many octets went; zero if all is out already.
    pub(super) fn poll_write(
        &mut self,
        waiting: &mut VecDeque<Bytes>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match self {
            Self::Stream { stream, .. } => {
                if waiting.is_empty() {
                    ready!(Pin::new(stream).poll_flush(context))?;
                    return Poll::Ready(Ok(0));
                }
                let mut pieces = [IoSlice::new(&[]); PIECES];
                let mut count = 0;
                for (piece, octets) in pieces.iter_mut().zip(&*waiting) {
                    *piece = IoSlice::new(octets);
                    count += 1;
                }
                let pieces = pieces.get(..count).unwrap_or(&[]);
                let written = ready!(Pin::new(stream).poll_write_vectored(context, pieces))?;
                if written == 0 {
                    return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
                }
                advance(waiting, written);
                Poll::Ready(Ok(written))
            }
            Self::WebSocket(websocket) => {
                let mut websocket = Pin::new(&mut **websocket);
                if waiting.is_empty() {
                    ready!(websocket.poll_flush(context)).map_err(failed)?;
                    return Poll::Ready(Ok(0));
                }
                ready!(websocket.as_mut().poll_ready(context)).map_err(failed)?;
                let Some(octets) = waiting.pop_front() else { return Poll::Ready(Ok(0)) };
                let written = octets.len();
                websocket.start_send(message(octets)).map_err(failed)?;
                Poll::Ready(Ok(written))
            }
        }
    }

    /// Closes our side.
    pub(super) fn poll_close(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Self::Stream { stream, .. } => Pin::new(stream).poll_shutdown(context),
            Self::WebSocket(websocket) => Pin::new(&mut **websocket).poll_close(context).map_err(failed),
        }
    }
}

/// A message as text, if it is such: some take nothing else (RFC 7118 §5).
fn message(octets: Bytes) -> Message {
    match Utf8Bytes::try_from(octets.clone()) {
        Ok(text) => Message::Text(text),
        Err(_) => Message::Binary(octets),
    }
}

fn advance(waiting: &mut VecDeque<Bytes>, mut written: usize) {
    while let Some(front) = waiting.front_mut() {
        if front.len() > written {
            front.advance(written);
            return;
        }
        written -= front.len();
        waiting.pop_front();
    }
}

pub(super) fn failed(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    }
}
