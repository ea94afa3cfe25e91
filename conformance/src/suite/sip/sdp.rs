//! Descriptions of sessions, as text.

use std::net::IpAddr;

/// An offer of audio, with lines behind its own.
pub(crate) fn audio(ip: IpAddr, more: &str) -> String {
    format!("{}m=audio 49170 RTP/AVP 0 8\r\n{more}", head(ip))
}

/// What stands before the media.
pub(crate) fn head(ip: IpAddr) -> String {
    let family = if ip.is_ipv6() { "IP6" } else { "IP4" };
    format!("v=0\r\no=tester 1 1 IN {family} {ip}\r\ns=-\r\nc=IN {family} {ip}\r\nt=0 0\r\n")
}

/// The media of a description: kind, port, and all its lines.
pub(crate) fn media(text: &str) -> Vec<(String, u32, Vec<String>)> {
    let mut media: Vec<(String, u32, Vec<String>)> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("m=") {
            let mut words = rest.split(' ');
            let kind = words.next().unwrap_or_default().to_owned();
            let port = words.next().and_then(|port| port.split('/').next()?.parse().ok()).unwrap_or(u32::MAX);
            media.push((kind, port, Vec::new()));
        }
        if let Some(last) = media.last_mut() {
            last.2.push(line.to_owned());
        }
    }
    media
}

/// The direction of a medium, or of the session, or that of neither.
pub(crate) fn direction(text: &str) -> String {
    let is_it = |line: &&str| ["a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive"].contains(line);
    text.lines().rev().find(is_it).map_or("sendrecv", |line| line.get(2..).unwrap_or_default()).into()
}
