//! The protocol implementation conformance statement: what a peer claims to have. A case of a feature that is not claimed
//! does not apply.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::{Table, Value};

/// The lines that a protocol asks for.
#[derive(Debug)]
#[non_exhaustive]
pub struct Form {
    /// The table of the file that they stand in.
    pub(crate) section: &'static str,
    pub(crate) lines: &'static [Line],
}

/// What a peer may have or not.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) key: &'static str,
    /// Whether it is claimed where nothing is said.
    pub(crate) claimed: bool,
    pub(crate) what: &'static str,
}

impl Form {
    fn line(&self, key: &str) -> Option<&'static Line> {
        self.lines.iter().find(|line| line.key == key)
    }
}

/// Declares a form and its lines: a name for the cases, the key in the file, whether it is claimed by default, what it is.
macro_rules! form {
    ( $(#[$of_form:meta])* $form:ident = $section:literal; $(#[$of_feature:meta])* $feature:ident {
        $( $name:ident = $key:literal, $claimed:literal, $what:literal; )*
    } ) => {
        $(#[$of_form])*
        pub static $form: $crate::suite::pics::Form = $crate::suite::pics::Form {
            section: $section,
            lines: &[ $( $crate::suite::pics::Line { key: $key, claimed: $claimed, what: $what }, )* ],
        };

        $(#[$of_feature])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $feature {
            $( #[doc = $what] $name, )*
        }

        impl From<$feature> for &'static str {
            fn from(feature: $feature) -> Self {
                match feature {
                    $( $feature::$name => $key, )*
                }
            }
        }
    };
}

pub(crate) use form;

/// What a peer claims.
#[derive(Clone, Debug)]
pub struct Pics {
    /// What the peer is called.
    pub implementation: String,
    form: &'static Form,
    claimed: BTreeSet<&'static str>,
}

impl Pics {
    /// Everything but what few peers have.
    #[must_use]
    pub fn new(form: &'static Form) -> Self {
        let claimed = form.lines.iter().filter(|line| line.claimed).map(|line| line.key).collect();
        Self { implementation: String::new(), form, claimed }
    }

    /// Reads a form as [`Self::to_toml`] writes it; what it leaves out is as in [`Self::new`].
    ///
    /// # Errors
    /// No TOML, a key that the form does not have, or a value other than true and false.
    pub fn parse(form: &'static Form, text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut pics = Self::new(form);
        for (key, value) in &table {
            match value {
                Value::String(name) if key == "implementation" => pics.implementation.clone_from(name),
                Value::Table(claims) if key == form.section => pics.take(claims)?,
                _ => return Err(format!("`{key}` is no key of the form, or has no value of its kind")),
            }
        }
        Ok(pics)
    }

    fn take(&mut self, claims: &Table) -> Result<(), String> {
        let section = self.form.section;
        for (key, value) in claims {
            let line =
                self.form.line(key).ok_or_else(|| format!("`{section}.{key}` is no line of the form"))?;
            match value {
                Value::Boolean(true) => self.claimed.insert(line.key),
                Value::Boolean(false) => self.claimed.remove(line.key),
                _ => return Err(format!("`{section}.{key}` is neither true nor false")),
            };
        }
        Ok(())
    }

    /// The form, filled in.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let name = Value::String(self.implementation.clone());
        let mut out = format!(
            "# What this peer claims to have. The cases of what it does not claim are left out.\n\
             implementation = {name}\n\n[{}]\n",
            self.form.section
        );
        for line in self.form.lines {
            let _ = writeln!(out, "{} = {} # {}", line.key, self.claims(line.key), line.what);
        }
        out
    }

    /// Whether the peer claims this line.
    #[must_use]
    pub fn claims(&self, feature: impl Into<&'static str>) -> bool {
        self.claimed.contains(feature.into())
    }

    /// The same, with another answer to one line.
    #[must_use]
    pub fn with(mut self, feature: impl Into<&'static str>, claimed: bool) -> Self {
        let key = feature.into();
        if claimed {
            self.claimed.insert(key);
        } else {
            self.claimed.remove(key);
        }
        self
    }

    /// The lines of the form.
    pub(crate) fn lines(&self) -> &'static [Line] {
        self.form.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::m3ua::M3UA;
    use crate::suite::sccp::SCCP;
    use crate::suite::sip::SIP;
    use crate::suite::smpp::{Feature, SMPP};
    use crate::suite::tcap::TCAP;

    #[test]
    fn a_form_is_read_as_it_was_written() {
        let pics = Pics::new(&SMPP).with(Feature::BroadcastSm, true).with(Feature::SubmitMulti, false);
        let pics = Pics { implementation: "a \"centre\"".into(), ..pics };
        let read = Pics::parse(&SMPP, &pics.to_toml()).unwrap();
        assert_eq!((&read.claimed, &read.implementation), (&pics.claimed, &pics.implementation));
        assert_eq!(Pics::parse(&SMPP, "").unwrap().claimed, Pics::new(&SMPP).claimed);
    }

    #[test]
    fn a_mistake_in_a_form_is_told() {
        let error = |text| Pics::parse(&SMPP, text).unwrap_err();
        assert!(error("[smpp]\nsubmit = true").contains("smpp.submit"));
        assert!(error("[smpp]\nsubmit_sm = 1").contains("smpp.submit_sm"));
        assert!(error("submit_sm = true").contains("submit_sm"));
        assert!(error("[m3ua]\n").contains("m3ua"), "the form of another protocol");
    }

    #[test]
    fn every_feature_has_a_line_of_its_own() {
        for form in [&SMPP, &M3UA, &SCCP, &SIP, &TCAP] {
            let keys: BTreeSet<&str> = form.lines.iter().map(|line| line.key).collect();
            assert_eq!(keys.len(), form.lines.len(), "{}", form.section);
        }
    }
}
