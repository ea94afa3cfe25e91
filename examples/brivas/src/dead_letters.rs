//! `brivas dead-letters`: shows the receipts that a tenant's hook did not take, and has them posted again.
//!
//! The server is asked over its HTTP API, by the operator's key or by a tenant's own.

use std::error::Error;
use std::io::Write;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::cli::{DeadLettersCommand, ServerOptions};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Where the operator's key is.
const OPERATOR_KEY: &str = "BRIVAS_OPERATOR_KEY";
/// Where a tenant's key is.
const API_KEY: &str = "BRIVAS_API_KEY";

pub(crate) fn run(command: &DeadLettersCommand) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            DeadLettersCommand::List { server, json } => list(&Api::of(server)?, *json).await,
            DeadLettersCommand::Replay { server, ids } => replay(&Api::of(server)?, ids).await,
        }
    })
}

async fn list(api: &Api, json: bool) -> Result {
    let mut after = String::from("0");
    loop {
        let page = api.ask(Method::GET, &format!("?after={after}"), None).await?;
        for letter in page["dead_letters"].as_array().into_iter().flatten() {
            if json { print(&letter.to_string())? } else { print(&line(letter))? }
        }
        match page["next"].as_str() {
            Some(next) => after = next.to_string(),
            None => return Ok(()),
        }
    }
}

async fn replay(api: &Api, ids: &[String]) -> Result {
    let mut body = if ids.is_empty() { json!({ "all": true }) } else { json!({ "ids": ids }) };
    if let Some(tenant) = &api.tenant {
        body["tenant"] = tenant.as_str().into();
    }
    let answer = api.ask(Method::POST, "/replay", Some(&body)).await?;
    print(&format!("{} to be posted again", answer["replayed"]))
}

/// A dead letter for people.
fn line(letter: &Value) -> String {
    let text = |name: &str| letter[name].as_str().unwrap_or("-").to_string();
    format!(
        "{}  tenant {}  message {}  {} -> {}  {}  attempts {}  kept until {}",
        text("id"),
        text("tenant"),
        text("message_id"),
        text("from"),
        text("to"),
        text("status"),
        letter["attempts"],
        text("kept_until"),
    )
}

fn print(line: &str) -> Result {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// The API of a server, and who asks.
struct Api {
    host: String,
    port: u16,
    path: &'static str,
    key: String,
    /// The operator asks for this tenant's alone.
    tenant: Option<String>,
}

impl Api {
    fn of(server: &ServerOptions) -> Result<Self> {
        let uri: Uri = server.url.parse().map_err(|error| format!("{}: {error}", server.url))?;
        if uri.scheme_str() != Some("http") {
            return Err(
                format!("{}: the API is served over http, on the server's own machine", server.url).into()
            );
        }
        let host = uri.host().ok_or("the address has no host")?.trim_matches(['[', ']']).to_string();
        let port = uri.port_u16().unwrap_or(80);
        let tenant = server.tenant.clone();
        if let Ok(key) = std::env::var(OPERATOR_KEY) {
            return Ok(Self { host, port, path: "/v1/operator/dead-letters", key, tenant });
        }
        let none = format!("put the operator's key into {OPERATOR_KEY}, or a tenant's into {API_KEY}");
        let key = std::env::var(API_KEY).map_err(|_| none)?;
        if tenant.is_some() {
            return Err(format!("--tenant is for the operator, whose key is in {OPERATOR_KEY}").into());
        }
        Ok(Self { host, port, path: "/v1/dead-letters", key, tenant })
    }

    /// One request; its answer, unless that is an error.
    async fn ask(&self, method: Method, rest: &str, body: Option<&Value>) -> Result<Value> {
        let by_query = self.tenant.as_ref().filter(|_| method == Method::GET);
        let tenant = by_query.map(|name| format!("&tenant={}", escaped(name))).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{rest}{tenant}", self.path))
            .header(HOST, &self.host)
            .header(AUTHORIZATION, format!("Bearer {}", self.key))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(body.map(|body| Bytes::from(body.to_string())).unwrap_or_default()))?;
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|error| format!("{}:{}: {error}", self.host, self.port))?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        if status.is_success() {
            return Ok(value);
        }
        let message = value["error"]["message"].as_str().unwrap_or("no reason was given");
        Err(format!("the server answered {status}: {message}").into())
    }
}

/// A text as a query has it.
fn escaped(text: &str) -> String {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
    let escape = |octet| if plain(octet) { char::from(octet).to_string() } else { format!("%{octet:02X}") };
    text.bytes().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_tenant_is_called_fits_into_a_query() {
        assert_eq!(escaped("shop-1.2_3~"), "shop-1.2_3~");
        assert_eq!(escaped("a&b=c +é"), "a%26b%3Dc%20%2B%C3%A9");
    }
}
