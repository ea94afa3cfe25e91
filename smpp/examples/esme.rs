//! An ESME: binds, submits one message, waits for its receipt, unbinds. `cargo run --example esme --features tokio --
//! 127.0.0.1:2775 SYSTEM_ID PASSWORD [DESTINATION]`

#![allow(clippy::disallowed_methods)] // an owner has the clock and the arguments

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use brivas_smpp::{
    Bind, Config, DeliverSm, Driver, Event, MessageType, RegisteredDelivery, Role, Session, SubmitSm,
    SubmitSmResp,
};
use tokio::net::TcpStream;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [address, system_id, password, rest @ ..] = args.as_slice() else {
        return Err("usage: esme HOST:PORT SYSTEM_ID PASSWORD [DESTINATION]".into());
    };
    let destination = rest.first().map_or("447700900000", String::as_str);
    let session = Session::new(Arc::new(Config::new(Role::Esme)), [0; 32], Instant::now());
    let mut driver = Driver::new(session, TcpStream::connect(address).await?);
    let (system_id, password) = (system_id.as_bytes(), password.as_bytes());
    driver.session().bind(Instant::now(), &Bind { system_id, password, ..Default::default() })?;
    while let Some(event) = driver.next_event().await {
        match event {
            Event::Bound { version, .. } => {
                println!("bound, {version:?}");
                let message = SubmitSm {
                    destination_addr: destination.as_bytes(),
                    registered_delivery: RegisteredDelivery::RECEIPT,
                    short_message: b"Hello from brivas-smpp",
                    ..Default::default()
                };
                driver.session().submit_sm(Instant::now(), &message)?;
            }
            Event::Response { pdu, .. } if !pdu.header.command_status.is_ok() => {
                return Err(format!("refused: {:?}", pdu.header.command_status).into());
            }
            Event::Response { pdu, .. } => {
                let response = pdu.body::<SubmitSmResp>()?;
                println!("accepted as {}", response.message_id.escape_ascii());
            }
            Event::Request { id, pdu } => {
                driver.session().deliver_sm_resp(Instant::now(), id)?;
                let message = pdu.body::<DeliverSm>()?;
                println!("received: {}", message.short_message.escape_ascii());
                if message.esm_class.message_type() == MessageType::McDeliveryReceipt {
                    driver.session().unbind(Instant::now())?;
                }
            }
            Event::BindRefused(pdu) => return Err(format!("{:?}", pdu.header.command_status).into()),
            Event::Closed(reason) => println!("closed: {reason:?}"),
            _ => {}
        }
    }
    Ok(())
}
