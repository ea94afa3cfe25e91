//! Reading the vector files: tab-separated rows, `#` before comments.
#![allow(dead_code, unreachable_pub, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, reason = "a wrong vector file fails the test")]

use std::time::Instant;

pub fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

pub fn octets(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

pub fn text(hex: &str) -> String {
    String::from_utf8(octets(hex)).unwrap()
}

pub fn number(hex: &str) -> u32 {
    u32::from_str_radix(hex, 16).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the first instant comes from outside; tests are outside")]
pub fn start() -> Instant {
    Instant::now()
}
