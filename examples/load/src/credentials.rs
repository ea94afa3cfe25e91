//! Where the run binds, and as whom.

use std::path::Path;

use serde::Deserialize;

use crate::cli::SmppOptions;

/// The server and what it knows us by.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    /// `host:port`.
    pub(crate) target: String,
    pub(crate) system_id: String,
    pub(crate) password: String,
}

/// What a `brivas` server writes for scripts beside its data; the keys that matter here.
#[derive(Deserialize)]
struct Demo {
    smpp: String,
    system_id: String,
    password: String,
}

impl Credentials {
    /// Takes them from wherever the command line says.
    ///
    /// # Errors
    /// In words: no such file or variable, or it cannot be read.
    pub(crate) fn find(options: &SmppOptions) -> Result<Self, String> {
        if let Some(file) = &options.demo {
            let demo = Self::read_demo(file)?;
            return Ok(Self { target: options.target.clone().unwrap_or(demo.target), ..demo });
        }
        let password = match (&options.password, &options.password_env) {
            (Some(password), _) => password.clone(),
            (None, Some(variable)) => {
                std::env::var(variable).map_err(|error| format!("the variable {variable}: {error}"))?
            }
            (None, None) => String::new(),
        };
        let target = options.target.clone().ok_or("--target is missing")?;
        Ok(Self { target, system_id: options.system_id.clone(), password })
    }

    fn read_demo(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let demo: Demo = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Self { target: demo.smpp, system_id: demo.system_id, password: demo.password })
    }
}
