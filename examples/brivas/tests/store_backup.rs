//! `brivas store backup` while the server runs under load, and `brivas store restore`: every message that was acknowledged before a
//! backup began is delivered by a server on the restored store, exactly once.
#![allow(clippy::unwrap_used)] // a test may fail loudly

mod support;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use brivas_smpp::{DeliverSm, Event};
use support::{Esme, PASSWORD, Server, write_config};

const BACKUPS: usize = 3;

fn store(arguments: &[&str], folders: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_brivas"));
    command.arg("store").args(arguments);
    for (option, folder) in folders {
        command.arg(option).arg(folder);
    }
    command.output().unwrap()
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn refused(output: &Output, why: &str) {
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(why), "{told}");
}

/// A backup, and what was acknowledged when it began.
struct Taken {
    folder: PathBuf,
    before: BTreeSet<u64>,
}

#[tokio::test]
async fn a_server_on_a_restored_store_delivers_all_that_was_acknowledged_before_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (config, data) = (folder.path().join("brivas.toml"), folder.path().join("data"));
    write_config(&config);
    let server = Server::start(&data, Some(&config));
    let (acknowledged, stop) = (RefCell::default(), Cell::new(false));
    let take_all = async {
        let taken = take_backups(folder.path(), &data, &acknowledged).await;
        stop.set(true);
        taken
    };
    let ((), taken) = tokio::join!(load(&server.smpp, &acknowledged, &stop), take_all);
    assert!(server.stop().success());
    for (number, taken) in taken.iter().enumerate() {
        let again = folder.path().join(format!("again {number}"));
        succeeds(&store(&["restore"], &[("--from", &taken.folder), ("--data", &again)]));
        let delivered = deliveries(&again, &config, &taken.folder).await;
        let lost: Vec<_> = taken.before.iter().filter(|number| !delivered.contains_key(number)).collect();
        assert!(lost.is_empty(), "backup {number} lost {lost:?}");
        let twice: Vec<_> = delivered.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "backup {number} delivered more than once: {twice:?}");
        println!("backup {number}: {} before it began, {} delivered", taken.before.len(), delivered.len());
    }
}

/// Submits one message after the other and notes what was acknowledged.
async fn load(address: &str, acknowledged: &RefCell<BTreeSet<u64>>, stop: &Cell<bool>) {
    let mut esme = Esme::bind(address, "sender", PASSWORD).await;
    for number in 0_u64.. {
        esme.submit(b"99", number.to_string().as_bytes()).unwrap();
        match esme.driver.next_event().await {
            Some(Event::Response { pdu, .. }) => assert!(pdu.header.command_status.is_ok()),
            other => panic!("{other:?}"),
        }
        acknowledged.borrow_mut().insert(number);
        if stop.get() {
            return;
        }
    }
}

async fn take_backups(folder: &Path, data: &Path, acknowledged: &RefCell<BTreeSet<u64>>) -> Vec<Taken> {
    let mut taken = Vec::new();
    for number in 1..=BACKUPS {
        while acknowledged.borrow().len() < number * 200 {
            tokio::task::yield_now().await;
        }
        let before = acknowledged.borrow().clone();
        let (from, to) = (data.to_owned(), folder.join(format!("backup {number}")));
        let backup = to.clone();
        let run = move || store(&["backup"], &[("--data", &from), ("--to", &backup)]);
        succeeds(&tokio::task::spawn_blocking(run).await.unwrap());
        assert!(acknowledged.borrow().len() > before.len(), "the server went on");
        taken.push(Taken { folder: to, before });
    }
    taken
}

/// What a server on this store delivers, as numbers with how often. The manifest says how many messages there are.
async fn deliveries(data: &Path, config: &Path, backup: &Path) -> BTreeMap<u64, u32> {
    let manifest: toml::Table =
        std::fs::read_to_string(backup.join("manifest.toml")).unwrap().parse().unwrap();
    let messages = usize::try_from(manifest["messages"].as_integer().unwrap()).unwrap();
    let server = Server::start(data, Some(config));
    let mut receiver = Esme::bind(&server.smpp, "receiver", PASSWORD).await;
    let mut delivered = BTreeMap::<u64, u32>::new();
    while delivered.len() < messages {
        let next = tokio::time::timeout(Duration::from_secs(20), receiver.delivery(|_| true)).await;
        let Ok(pdu) = next else { panic!("{} of {messages} came", delivered.len()) };
        let text = pdu.body::<DeliverSm<'_>>().unwrap().short_message;
        *delivered.entry(std::str::from_utf8(text).unwrap().parse().unwrap()).or_default() += 1;
    }
    assert!(server.stop().success());
    delivered
}

#[test]
fn a_store_is_neither_overwritten_nor_made_by_looking_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name| folder.path().join(name);
    let (data, to, none) = (path("data"), path("backup"), path("none"));
    let config = path("brivas.toml");
    write_config(&config);
    let server = Server::start(&data, Some(&config));
    let backup = store(&["backup"], &[("--data", &data), ("--to", &to)]);
    succeeds(&backup);
    let told = String::from_utf8(backup.stdout).unwrap();
    assert!(told.contains("0 live messages, 0 summaries, 0 keys in 1 segments"), "{told}");
    assert!(String::from_utf8(backup.stderr).unwrap().contains("1 of 1 segments"));
    refused(&store(&["backup"], &[("--data", &data), ("--to", &to)]), "is there already");
    refused(&store(&["restore"], &[("--from", &to), ("--data", &data)]), "in use by another process");
    refused(&store(&["check"], &[("--data", &data)]), "in use by another process");
    assert!(server.stop().success());
    refused(&store(&["restore"], &[("--from", &to), ("--data", &data)]), "is there already");
    succeeds(&store(&["check"], &[("--data", &to)]));
    refused(&store(&["check"], &[("--data", &none)]), "there is no store");
    refused(&store(&["repair"], &[("--data", &none), ("--into", &path("repaired"))]), "there is no store");
    refused(&store(&["backup"], &[("--data", &none), ("--to", &path("other"))]), "there is no store");
    assert!(!none.exists() && !path("repaired").exists() && !path("other").exists());
}
