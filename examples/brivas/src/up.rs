//! `brivas up` and `brivas check`.

use std::error::Error;
use std::path::Path;

use brivas_platform::config::Config;
use brivas_platform::telemetry;
use brivas_smsc::{Demo, Smsc};
use brivas_voice_switch::Switch;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::UpOptions;
use crate::demo_network;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

pub(crate) fn check(path: &Path) -> Result {
    let config = Config::load(path)?;
    brivas_smsc::check(&config)?;
    if let Some(switch) = &config.switch {
        brivas_voice_switch::check(switch)?;
    }
    println!("{}: good", path.display());
    Ok(())
}

pub(crate) fn run(options: &UpOptions) -> Result {
    let mut config = match &options.config {
        Some(path) => Config::load(path)?,
        None => Config::default(),
    };
    telemetry::start_logging(&config.log)?;
    std::fs::create_dir_all(&options.data).map_err(|error| format!("{}: {error}", options.data.display()))?;
    let demo = match config.tenants.is_empty() {
        true => Some(Demo::add_to(&mut config, &options.data)?),
        false => None,
    };
    // It ends with the centre.
    let _network = match &demo {
        Some(_) => demo_network::add_to(&mut config)?,
        None => None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(&config, &options.data, demo))
}

async fn serve(config: &Config, data: &Path, demo: Option<Demo>) -> Result {
    // Signals are waited for before anything is told, so that none is missed.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let smsc = Smsc::start(config, data).await?;
    let switch = match &config.switch {
        Some(switch) => Some(Switch::start(switch, data).await?),
        None => None,
    };
    match demo {
        Some(mut demo) => {
            let path = demo.write(data, smsc.smpp(), smsc.http())?;
            welcome(&smsc, Some((&demo, &path)));
        }
        None => welcome(&smsc, None),
    }
    if let Some(switch) = &switch {
        welcome_to(switch);
    }
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    println!("stopping: unbinding sessions, closing the store");
    if let Some(switch) = switch {
        switch.stop()?;
    }
    smsc.stop().await?;
    Ok(())
}

/// Where to call.
fn welcome_to(switch: &Switch) {
    println!("  SIP   {} (UDP and TCP)", switch.sip());
    if let Some(ws) = switch.ws() {
        println!("  SIP over WebSocket  {ws}");
    }
    if let Some(tls) = switch.tls() {
        println!("  SIP over TLS  {tls}");
    }
}

/// Where to connect, and what to try next.
fn welcome(smsc: &Smsc, demo: Option<(&Demo, &Path)>) {
    println!("Brivas is up.\n  SMPP  {}\n  HTTP  http://{}/", smsc.smpp(), smsc.http());
    if let Some(tls) = smsc.tls() {
        println!("  SMPP over TLS  {tls}");
    }
    let Some((demo, path)) = demo else { return };
    println!(
        "\nThe demo tenant binds as `{}`; its password is in {}.\n\
         Try next, in another terminal, with any SMPP client, or with ours:\n\
         \x20 cargo run --release -p brivas-smpp --features tokio --example esme -- {} {} PASSWORD\n\
         A message to any number, such as 447700900123, goes by M3UA over SCTP to a simulated mobile network, whose\n\
         handsets take it, and its delivery receipt comes back.\n\
         The page at http://{}/ shows it live; the api_key in that file opens the operator's part.",
        demo.system_id,
        path.display(),
        smsc.smpp(),
        demo.system_id,
        smsc.http(),
    );
}
