//! The domains of a certificate (RFC 5922 §7).

use std::fmt;

use crate::uri::{Host, Uri};

/// The names in a certificate that was verified: its chain, its time and its use are for the owner's TLS to judge.
#[derive(Clone, Copy, Default)]
#[allow(clippy::exhaustive_structs)] // the names that a certificate can have
pub struct CertificateNames<'a> {
    /// The URIs of `subjectAltName`.
    pub uris: &'a [&'a str],
    /// The DNS names of `subjectAltName`.
    pub dns_names: &'a [&'a str],
    /// Whether `subjectAltName` has names of another kind, such as addresses.
    pub has_other_names: bool,
    /// The common name of the subject.
    pub common_name: Option<&'a str>,
}

impl<'a> CertificateNames<'a> {
    /// The SIP domains that the certificate is for (RFC 5922 §7.1): the hosts of its `sip` URIs that have no user; without any
    /// the DNS names; without a `subjectAltName` at all the common name, if it is a name of a domain.
    pub fn domains(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let has_uris = self.uris.iter().any(|uri| domain_of(uri).is_some());
        let has_alternatives = !self.uris.is_empty() || !self.dns_names.is_empty() || self.has_other_names;
        let dns_names = if has_uris { &[] } else { self.dns_names };
        let common_name = self.common_name.filter(|_| !has_alternatives);
        let names = dns_names.iter().copied().chain(common_name).filter(|name| is_domain(name));
        self.uris.iter().filter_map(|uri| domain_of(uri)).chain(names)
    }

    /// Whether it is for this domain, which must be equal to one of its own as a whole: no wildcard stands for anything, and
    /// a domain not for those below it (RFC 5922 §7.2).
    ///
    /// A client asks for the domain of the URI that it set out from, whatever names it was led to ([`server_name`] of a target;
    /// RFC 5922 §7.3); a server for the domain that its peer claims to be (RFC 5922 §7.4).
    ///
    /// [`server_name`]: crate::resolver::Target::server_name
    #[must_use]
    pub fn is_for(&self, domain: &str) -> bool {
        let wanted = Host(without_dot(domain).as_bytes());
        self.domains().any(|found| Host(without_dot(found).as_bytes()).is_same(&wanted))
    }
}

impl fmt::Debug for CertificateNames<'_> {
    /// The domains alone: other names can be a person's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.domains()).finish()
    }
}

/// The host of a `sip` URI without a user; `sips` is none of those that count (RFC 5922 §7.1).
fn domain_of(uri: &str) -> Option<&str> {
    let Ok(Uri::Sip(read)) = Uri::read(uri.as_bytes()) else { return None };
    let is_domain = !read.secure && read.user.is_none();
    std::str::from_utf8(read.host.0).ok().filter(|_| is_domain)
}

/// Whether a name is one of a domain, not of a person or of many domains.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(&octet))
    };
    Host(name.as_bytes()).ip().is_none() && without_dot(name).split('.').all(is_label)
}

fn without_dot(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}
