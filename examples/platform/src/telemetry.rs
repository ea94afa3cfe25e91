//! Structured logs by `tracing`.

use tracing_subscriber::EnvFilter;

use crate::config::{ConfigError, LogConfig, LogFormat};

/// Begins to log to standard error, once for the process. A second call changes nothing.
///
/// # Errors
/// `log.level` is no filter.
pub fn start_logging(config: &LogConfig) -> Result<(), ConfigError> {
    let filter = EnvFilter::try_new(&config.level).map_err(|error| ConfigError::at("log.level", error))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.try_init(),
    };
    // Fails only where a subscriber is there already, as in a test that starts two servers.
    drop(started);
    Ok(())
}
