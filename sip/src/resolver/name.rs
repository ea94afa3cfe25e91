//! Names as they are asked for: in lower case, without a dot at the end (RFC 1035 §2.3.1, §2.3.4).

/// The longest name, without the dot at its end.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// A name as it is asked for; `None` if none can have it, or if it is of those that nobody has (RFC 6761 §6.4).
pub(super) fn of(text: &[u8]) -> Option<String> {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let fits = |label: &[u8]| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.iter().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(octet))
    };
    if text.len() > LONGEST || !text.split(|octet| *octet == b'.').all(fits) {
        return None;
    }
    let name = String::from_utf8(text.to_ascii_lowercase()).ok()?;
    let last = name.rsplit('.').next();
    (last != Some("invalid")).then_some(name)
}
