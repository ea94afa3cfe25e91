//! `brivas hash`: what goes into a tenant's configuration instead of its secrets.

use std::error::Error;
use std::io::{BufRead, IsTerminal};

use brivas_platform::secret;
use brivas_sip::auth::{Algorithm, Ha1};

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
    let password =
        read_password("Password (at most 8 characters unless the tenant has the leniency long_password)")?;
    println!("password_hash = \"{}\"", secret::hash_password(password.as_bytes())?);
    Ok(())
}

/// What a user of the voice switch and it know both: whoever has it can call as he does, as with a password.
pub(crate) fn run_for_sip(name: &str, realm: &str) -> Result<(), Box<dyn Error>> {
    let password = read_password("Password")?;
    for (key, algorithm) in [("ha1_sha256", Algorithm::Sha256), ("ha1_md5", Algorithm::Md5)] {
        let ha1 = Ha1::of_password(algorithm, name.as_bytes(), realm.as_bytes(), password.as_bytes());
        println!("{key} = \"{}\"", String::from_utf8_lossy(ha1.hex()));
    }
    Ok(())
}

fn read_password(asks: &str) -> Result<String, Box<dyn Error>> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("{asks}, then Enter:");
    }
    let mut password = String::new();
    stdin.lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err("no password on standard input".into());
    }
    Ok(password.to_owned())
}
