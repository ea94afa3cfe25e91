//! `brivas store`: checks, repairs, backs up and restores a store.

use std::error::Error;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use brivas_platform::secret;
use brivas_platform::store::log::{
    FOLDER, FileDisk, LogConfig, Manifest, Progress, back_up_folder, check, repair, restore_folder,
};

use crate::cli::StoreCommand;

type Result = std::result::Result<(), Box<dyn Error>>;

pub(crate) fn run(command: StoreCommand) -> Result {
    match command {
        StoreCommand::Check { data } => run_check(&data),
        StoreCommand::Repair { data, into } => run_repair(&data, &into),
        StoreCommand::Backup { data, to } => run_backup(&data, &to),
        StoreCommand::Restore { from, data } => run_restore(&from, &data),
    }
}

fn run_check(data: &Path) -> Result {
    let checked = check(&store_of(data)?)?;
    println!("{checked:#?}");
    if checked.opens() {
        Ok(())
    } else {
        Err("the log is damaged; `brivas store repair` saves what can be read".into())
    }
}

fn run_repair(data: &Path, into: &Path) -> Result {
    if into.exists() {
        return Err(format!("{} is there already", into.display()).into());
    }
    let source = store_of(data)?;
    let target = FileDisk::open(into.join(FOLDER))?;
    let seed = u64::from_be_bytes(secret::random()?);
    let repaired = repair(&source, target, LogConfig::new(seed))?;
    println!("{repaired:#?}");
    Ok(())
}

fn run_backup(data: &Path, to: &Path) -> Result {
    let unix_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let now_ms = i64::try_from(unix_ms).unwrap_or(i64::MAX);
    let manifest = back_up_folder(data, to, now_ms, &mut progress())?;
    println!("{} backed up to {}: {}", data.display(), to.display(), said(&manifest));
    Ok(())
}

fn run_restore(from: &Path, data: &Path) -> Result {
    let manifest = restore_folder(from, data, &mut progress())?;
    println!("{} restored from {}: {}", data.display(), from.display(), said(&manifest));
    Ok(())
}

/// The store of a data directory that no server is using. Looking for one makes none.
fn store_of(data: &Path) -> std::result::Result<FileDisk, Box<dyn Error>> {
    let folder = data.join(FOLDER);
    if folder.is_dir() {
        Ok(FileDisk::open(folder)?)
    } else {
        Err(format!("there is no store in {}", data.display()).into())
    }
}

/// Says on standard error how far it got, at each segment.
fn progress() -> impl FnMut(Progress) {
    let mut said = None;
    move |progress| {
        let Progress { attempt, segments_done, segments, octets, .. } = progress;
        if said.replace((attempt, segments_done)) != Some((attempt, segments_done)) {
            let again = if attempt > 1 { format!(", attempt {attempt}") } else { String::new() };
            eprintln!("{segments_done} of {segments} segments, {} MiB{again}", octets >> 20);
        }
    }
}

fn said(manifest: &Manifest) -> String {
    format!(
        "{} live messages, {} summaries, {} keys in {} segments of {} octets",
        manifest.messages,
        manifest.summaries,
        manifest.keys,
        manifest.segments.len(),
        manifest.octets()
    )
}
