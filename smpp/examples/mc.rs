//! A message centre that accepts every bind and message: `cargo run --example mc --features tokio -- 127.0.0.1:2775`.
//! It keeps nothing and checks no password; the project's SMSC does.

#![allow(clippy::disallowed_methods)] // an owner has the clock and the arguments

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{CommandId, CommandStatus, Config, Driver, Event, Role, Session};
use tokio::net::{TcpListener, TcpStream};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or("127.0.0.1:2775".into());
    let listener = TcpListener::bind(&address).await?;
    let config = Arc::new(Config::new(Role::Mc));
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (stream, peer) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let session = Session::new(config.clone(), [0; 32], Instant::now());
        tokio::spawn(async move {
            if let Err(error) = serve(Driver::new(session, stream)).await {
                println!("{peer}: {error}");
            }
        });
    }
}

async fn serve(mut driver: Driver<TcpStream>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut messages = 0;
    while let Some(event) = driver.next_event().await {
        let now = Instant::now();
        match event {
            Event::Bind { id, .. } => driver.session().accept_bind(now, id, b"example")?,
            Event::Request { id, pdu } if pdu.command_id() == CommandId::submit_sm => {
                messages += 1;
                driver.session().submit_sm_resp(now, id, format!("{messages}").as_bytes())?;
            }
            Event::Request { id, .. } => {
                driver.session().refuse(now, id, CommandStatus::ESME_RINVCMDID)?;
            }
            Event::Closed(reason) => println!("{messages} messages, {reason:?}"),
            _ => {}
        }
    }
    Ok(())
}
