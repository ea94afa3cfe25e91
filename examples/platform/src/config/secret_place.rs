//! Where a secret is kept that must not stand in the configuration: in the environment, or in a file.

use std::path::Path;

use super::ConfigError;

/// The secret of the variable or, else, of the first line of the file, with the name of the key that led to it; `None`
/// where neither is given. `key` makes the whole key of a name, and `name` is what the names begin with, such as
/// `password`.
pub(super) fn read(
    name: &str,
    variable: Option<&str>,
    file: Option<&Path>,
    key: impl Fn(&str) -> String,
) -> Result<Option<(String, String)>, ConfigError> {
    if let Some(variable) = variable {
        let name = format!("{name}_env");
        let fail = |error| ConfigError::at(key(&name), format!("{variable}: {error}"));
        return Ok(Some((std::env::var(variable).map_err(fail)?, name)));
    }
    let Some(file) = file else { return Ok(None) };
    let name = format!("{name}_file");
    let fail = |error| ConfigError::at(key(&name), format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(fail)?;
    Ok(Some((text.lines().next().unwrap_or_default().to_string(), name)))
}

/// Of several ways to give a secret at most one may be used: the error of the second.
pub(super) fn check_one(given: &[(&str, bool)], key: impl Fn(&str) -> String) -> Result<(), ConfigError> {
    match given.iter().filter(|(_, given)| *given).nth(1) {
        Some((name, _)) => Err(ConfigError::at(key(name), "stands beside another of its kind")),
        None => Ok(()),
    }
}
