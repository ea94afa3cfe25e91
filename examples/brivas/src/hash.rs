//! `brivas hash`: what goes into a tenant's configuration instead of its secrets.

use std::error::Error;
use std::io::{BufRead, IsTerminal};

use brivas_platform::secret;

pub(crate) fn run(api_key: bool, receipt_secret: bool) -> Result<(), Box<dyn Error>> {
    if receipt_secret {
        // In a file or variable of its own, and to the tenant, who checks signatures by it.
        println!("{}", brivas_smsc::new_secret()?);
        return Ok(());
    }
    if api_key {
        let key = secret::random_api_key()?;
        println!("# give this to the tenant: {key}");
        println!("api_key_sha256 = \"{}\"", secret::hash_api_key(&key));
        return Ok(());
    }
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!(
            "Password (at most 8 characters unless the tenant has the leniency long_password), then Enter:"
        );
    }
    let mut password = String::new();
    stdin.lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err("no password on standard input".into());
    }
    println!("password_hash = \"{}\"", secret::hash_password(password.as_bytes())?);
    Ok(())
}
