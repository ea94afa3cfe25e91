//! `brivas store`: looks after a store that no server is using.

use std::error::Error;
use std::path::Path;

use brivas_platform::secret;
use brivas_platform::store::log::{FileDisk, LogConfig, check, repair};

use crate::cli::StoreCommand;

type Result = std::result::Result<(), Box<dyn Error>>;

pub(crate) fn run(command: StoreCommand) -> Result {
    match command {
        StoreCommand::Check { data } => run_check(&data),
        StoreCommand::Repair { data, into } => run_repair(&data, &into),
    }
}

fn run_check(data: &Path) -> Result {
    let checked = check(&FileDisk::open(data.join("messages"))?)?;
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
    let source = FileDisk::open(data.join("messages"))?;
    let target = FileDisk::open(into.join("messages"))?;
    let seed = u64::from_be_bytes(secret::random()?);
    let repaired = repair(&source, target, LogConfig::new(seed))?;
    println!("{repaired:#?}");
    Ok(())
}
