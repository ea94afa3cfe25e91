//! tshark, which reads what we write.

use std::io::Write;
use std::process::{Command, Stdio};

/// What tshark makes of M3UA messages, each in an SCTP packet of its own: one value a message. `None`, after a word
/// on why, where it is not installed.
pub(crate) fn read(messages: &[Vec<u8>]) -> Option<Vec<serde_json::Value>> {
    let started = Command::new("tshark")
        .args(["-r", "-", "-T", "json", "--no-duplicate-keys"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "tshark is not installed");
        println!("skipped: tshark is not installed; run conformance/interop/setup");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let capture = capture(messages);
    let writer = std::thread::spawn(move || input.write_all(&capture));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let packets: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(packets.len(), messages.len());
    Some(packets)
}

/// A capture of these messages.
fn capture(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut file = Vec::new();
    for word in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 0x0004_0000, 248] {
        file.extend(word.to_le_bytes()); // 248: packets begin with SCTP
    }
    for (number, octets) in (1_u32..).zip(messages) {
        let mut packet = vec![11, 89, 11, 89, 0, 0, 0, 1, 0, 0, 0, 0, 0, 3];
        packet.extend(u16::try_from(16 + octets.len()).unwrap().to_be_bytes());
        packet.extend(number.to_be_bytes());
        packet.extend([0, 1, 0, 1, 0, 0, 0, 3]); // stream, its number, and M3UA's payload protocol
        packet.extend(octets);
        packet.resize(packet.len().next_multiple_of(4), 0);
        let length = u32::try_from(packet.len()).unwrap();
        for word in [0, 0, length, length] {
            file.extend(word.to_le_bytes());
        }
        file.extend(packet);
    }
    file
}
