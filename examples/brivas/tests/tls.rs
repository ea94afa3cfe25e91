//! `brivas check` and `brivas up` with what only the centre can judge: the files of TLS, routes, retry classes, links.
#![allow(clippy::unwrap_used)] // a test may fail loudly

use std::path::Path;
use std::process::Command;

/// Runs `brivas` with this configuration in `folder`; what it says if it refuses.
fn refusal(folder: &Path, command: &str, config: &str) -> Option<String> {
    let path = folder.join("brivas.toml");
    std::fs::write(&path, config.replace("FOLDER", folder.to_str().unwrap())).unwrap();
    let mut brivas = Command::new(env!("CARGO_BIN_EXE_brivas"));
    brivas.arg(command).arg("--config").arg(path);
    if command == "up" {
        brivas.arg("--data").arg(folder.join("data"));
    }
    let output = brivas.output().unwrap();
    (!output.status.success()).then(|| String::from_utf8(output.stderr).unwrap())
}

const TLS: &str = "[tls]\nlisten = \"127.0.0.1:0\"\ncert = \"FOLDER/cert.pem\"\nkey = \"FOLDER/key.pem\"\n";

#[test]
fn check_and_up_refuse_files_that_cannot_be_used_and_name_key_line_and_file() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "up"] {
        let said = refusal(folder.path(), command, TLS).unwrap();
        for part in ["tls.cert", "cert.pem", "No such file", "line 3"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    for name in ["cert.pem", "key.pem"] {
        std::fs::write(folder.path().join(name), "no PEM at all\n").unwrap();
    }
    for command in ["check", "up"] {
        let said = refusal(folder.path(), command, TLS).unwrap();
        assert!(said.contains("tls.cert: holds no certificate in PEM (line 3)"), "{said}");
    }
}

#[test]
fn check_reports_what_routes_retries_and_links_name_wrongly() {
    let folder = tempfile::tempdir().unwrap();
    let link = "[[link]]\nname = \"up\"\nhost = \"192.0.2.1\"\nport = 2775\nsystem_id = \"us\"\npassword_env = \"P\"\n";
    let said = refusal(folder.path(), "check", link).unwrap();
    assert!(said.contains("link[0].password_env") && said.contains("P: "), "{said}");
    for (config, key, line) in [
        (
            format!(
                "{}leniency = [\"short_time\",\n\"no such\"]\n",
                link.replace("password_env = \"P\"", "")
            ),
            "link[0].leniency",
            7,
        ),
        ("[[retry.class]]\nkind = \"busy\"\non = [\"no such\"]\n".into(), "retry.class[0].on[0]", 3),
        ("[[route]]\nname = \"x\"\nto = [\"reject:no such\"]\n".into(), "route[0].to[0]", 3),
    ] {
        let said = refusal(folder.path(), "check", &config).unwrap();
        assert!(said.contains(key) && said.contains(&format!("line {line}")), "{said}");
    }
}
