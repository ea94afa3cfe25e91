//! What the network is like, in TOML.

use std::fmt;

use serde::Deserialize;

use crate::Subscriber;

/// What the network is like.
///
/// ```
/// let script = brivas_ss7_network::Script::parse(r#"
///     number = "491790000000"
///     anyone = true
///
///     [[subscriber]]
///     msisdn = "491700000001"
///     reach = "absent"
/// "#)?;
/// assert_eq!(script.subscribers.len(), 1);
/// # Ok::<(), brivas_ss7_network::ScriptError>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Script {
    /// The number of the switching centre, and of the register.
    pub number: String,
    /// The service centre that handsets send to.
    pub service_centre: String,
    /// Whether every number is somebody's, who can be reached.
    pub anyone: bool,
    /// The highest version of MAP that the register speaks, 1 to 3.
    pub max_version: u8,
    /// How many milliseconds a handset takes to answer.
    pub delay_ms: u64,
    /// Who there is.
    #[serde(rename = "subscriber")]
    pub subscribers: Vec<Subscriber>,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            number: "491790000000".into(),
            service_centre: "491710000000".into(),
            anyone: false,
            max_version: 3,
            delay_ms: 0,
            subscribers: Vec::new(),
        }
    }
}

/// What is wrong with a script, with its line.
#[derive(Debug)]
pub struct ScriptError(String);

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScriptError {}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// A key or value that cannot be, with its line; a number that is none.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        let script: Self = toml::from_str(text).map_err(|error| ScriptError(error.to_string()))?;
        let numbers = script.subscribers.iter().map(|subscriber| &subscriber.msisdn);
        for number in numbers.chain([&script.number, &script.service_centre]) {
            let is_number =
                (1..=15).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
            if !is_number {
                return Err(ScriptError(format!("`{number}` is no international number of 1 to 15 digits")));
            }
        }
        Ok(script)
    }
}
