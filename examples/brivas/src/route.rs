//! `brivas route explain`: where a configuration sends a message, and why.

use std::error::Error;
use std::io::Write;

use brivas_platform::config::Config;
use brivas_smpp::{Npi, Ton};
use brivas_smsc::routes::{Address, Query, Routes};
use jiff::Timestamp;

use crate::cli::{ExplainOptions, RouteCommand};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

pub(crate) fn run(command: &RouteCommand) -> Result {
    match command {
        RouteCommand::Explain(options) => explain(options),
    }
}

fn explain(options: &ExplainOptions) -> Result {
    let config = Config::load(&options.config)?;
    let in_file = |error| format!("{}: {error}", options.config.display());
    let routes = Routes::compile(&config).map_err(in_file)?;
    let letters = options.from.bytes().any(|octet| octet.is_ascii_alphabetic());
    let source_ton = options.from_ton.map_or(if letters { Ton::Alphanumeric } else { Ton::Unknown }, Ton);
    let query = Query {
        tenant: system_id(&config, options.tenant.as_deref())?,
        source: Address::new(source_ton, Npi(options.from_npi), options.from.as_bytes()),
        destination: Address::new(Ton(options.to_ton), Npi(options.to_npi), options.to.as_bytes()),
        service_type: options.service_type.as_bytes(),
        unix_ms: time(options.at.as_deref())?,
    };
    let explanation = routes.explain(&query);
    let mut out = std::io::stdout().lock();
    if options.json {
        writeln!(out, "{}", serde_json::to_string(&explanation)?)?;
    } else {
        write!(out, "{explanation}")?;
    }
    Ok(())
}

/// What the tenant of this name binds as; nothing where none is named.
fn system_id<'a>(config: &'a Config, name: Option<&str>) -> Result<&'a [u8]> {
    let Some(name) = name else { return Ok(b"") };
    let tenant = config.tenants.iter().find(|tenant| tenant.name == name);
    let tenant = tenant.ok_or_else(|| format!("there is no tenant `{name}` in the configuration"))?;
    Ok(tenant.system_id.as_bytes())
}

fn time(text: Option<&str>) -> Result<i64> {
    let Some(text) = text else { return Ok(Timestamp::now().as_millisecond()) };
    let time: Timestamp =
        text.parse().map_err(|_| format!("`{text}` is no time such as 2026-11-21T08:30:00+01:00"))?;
    Ok(time.as_millisecond())
}
