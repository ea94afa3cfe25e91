//! The cheapest coding for a text.

use crate::coding::Coding;
use crate::gsm7::{Alphabet, NationalLanguage, Shift};
use crate::split::{Rooms, SplitOptions};

/// Which codings a text may be put into, besides the GSM 7 bit default alphabet and UCS-2, which always may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    single_shifts: Vec<NationalLanguage>,
    locking_shifts: Vec<NationalLanguage>,
    latin1: bool,
}

impl Policy {
    /// The GSM 7 bit default alphabet and UCS-2 only, which every handset has.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows the single shift table of a language; does nothing if there is none. 3GPP TS 23.038 §6.2.1.2.2.
    #[must_use]
    pub fn allow_single_shift(mut self, language: NationalLanguage) -> Self {
        if language.has_single_shift() && !self.single_shifts.contains(&language) {
            self.single_shifts.push(language);
        }
        self
    }

    /// Allows the locking shift table of a language; does nothing if there is none. 3GPP TS 23.038 §6.2.1.2.3.
    #[must_use]
    pub fn allow_locking_shift(mut self, language: NationalLanguage) -> Self {
        if language.has_locking_shift() && !self.locking_shifts.contains(&language) {
            self.locking_shifts.push(language);
        }
        self
    }

    /// Whether ISO/IEC 8859-1 may be chosen: some networks have it, GSM handsets do not. False unless said otherwise.
    #[must_use]
    pub fn allow_latin1(mut self, allow: bool) -> Self {
        self.latin1 = allow;
        self
    }

    /// The pairs of tables allowed, the default ones first.
    fn shifts(&self) -> impl Iterator<Item = Shift> + '_ {
        let default = [NationalLanguage::DEFAULT];
        let lockings = default.into_iter().chain(self.locking_shifts.iter().copied());
        lockings.flat_map(move |locking| {
            let singles = default.into_iter().chain(self.single_shifts.iter().copied());
            singles.map(move |single| Shift { locking, single })
        })
    }
}

/// A coding for a text and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// The coding.
    pub coding: Coding,
    /// The parts that [`split`](crate::split()) will give. Beyond 255 it will refuse.
    pub segments: usize,
    /// Septets, code units or octets of text.
    pub units: usize,
    /// Octets of user data in all parts together, headers included and septets packed.
    pub octets: usize,
}

/// The coding that takes the fewest parts, and of those the fewest octets, when `options` cut the text. The default
/// alphabet wins a tie, UCS-2 loses it. Linear in the text, times the pairs of tables that the policy allows.
///
/// ```
/// use brivas_text::{Coding, Method, NationalLanguage, Policy, Reference, Shift, SplitOptions, choose};
///
/// let options = SplitOptions::new(Method::Udh(Reference::Octet(1)));
/// assert_eq!(choose("plain", &Policy::new(), &options).coding, Coding::GSM7);
/// assert_eq!(choose("íntimo", &Policy::new(), &options).coding, Coding::Ucs2);
///
/// let spanish = Policy::new().allow_single_shift(NationalLanguage::SPANISH);
/// let choice = choose(&"íntimo ".repeat(15), &spanish, &options);
/// assert_eq!(choice.coding, Coding::Gsm7(Shift::single(NationalLanguage::SPANISH)));
/// assert_eq!((choice.segments, choice.units), (1, 120));
/// ```
pub fn choose(text: &str, policy: &Policy, options: &SplitOptions) -> Choice {
    let single = Candidate::new(Coding::Latin1, options).filter(|_| policy.latin1);
    let sevens = policy.shifts().filter_map(|shift| Candidate::new(Coding::Gsm7(shift), options));
    let mut candidates: Vec<Candidate> = sevens.chain(single).collect();
    let mut ucs2 = Candidate::always(Coding::Ucs2, options);
    for character in text.chars() {
        candidates.retain_mut(|candidate| candidate.add(character));
        ucs2.add(character);
    }
    let choices = candidates.iter().filter_map(|candidate| candidate.finish(options));
    // `min_by_key` gives the first of equals.
    choices
        .chain([ucs2.choice()])
        .min_by_key(|choice| (choice.segments, choice.octets))
        .unwrap_or(ucs2.choice())
}

/// A coding that has every character so far, and the parts these take.
struct Candidate {
    coding: Coding,
    alphabet: Alphabet,
    rooms: Rooms,
    units: usize,
    /// Parts begun and units in the last of them, as if the message were cut.
    parts: usize,
    used: usize,
}

impl Candidate {
    /// `None` if the header of this coding leaves no room for text.
    fn new(coding: Coding, options: &SplitOptions) -> Option<Self> {
        options.rooms(coding).ok().map(|rooms| Self::with_rooms(coding, rooms))
    }

    /// A candidate even if there is no room: the text has to be something.
    fn always(coding: Coding, options: &SplitOptions) -> Self {
        let none = Rooms { alone: 0, part: 0, alone_header: 0, part_header: 0 };
        Self::with_rooms(coding, options.rooms(coding).unwrap_or(none))
    }

    fn with_rooms(coding: Coding, rooms: Rooms) -> Self {
        Self { coding, alphabet: Alphabet::new(coding.shift()), rooms, units: 0, parts: 1, used: 0 }
    }

    /// Counts a character; false if the coding does not have it.
    fn add(&mut self, character: char) -> bool {
        let Some(width) = self.width(character) else {
            return false;
        };
        self.units += width;
        self.used += width;
        if self.used > self.rooms.part / self.unit_octets() {
            self.parts += 1;
            self.used = width;
        }
        true
    }

    /// Units of a character.
    fn width(&self, character: char) -> Option<usize> {
        match self.coding {
            Coding::Gsm7(_) => self.alphabet.code(character).map(|code| code.septets()),
            Coding::Latin1 => u8::try_from(character).ok().map(|_| 1),
            _ => Some(character.len_utf16()),
        }
    }

    fn unit_octets(&self) -> usize {
        if self.coding == Coding::Ucs2 { 2 } else { 1 }
    }

    /// What it came to; `None` if the parts cannot be sent so.
    fn finish(&self, options: &SplitOptions) -> Option<Choice> {
        let choice = self.choice();
        let needs_header = self.coding.shift() != Shift::NONE;
        let is_refused =
            choice.segments > 1 && (self.rooms.part == 0 || needs_header && !options.allows_header());
        (!is_refused).then_some(choice)
    }

    fn choice(&self) -> Choice {
        let is_alone = self.units * self.unit_octets() <= self.rooms.alone;
        let segments = if is_alone { 1 } else { self.parts };
        let header = if is_alone { self.rooms.alone_header } else { self.rooms.part_header };
        let text = match self.coding {
            Coding::Gsm7(_) => (7 * self.units).div_ceil(8),
            _ => self.units * self.unit_octets(),
        };
        Choice { coding: self.coding, segments, units: self.units, octets: text + segments * header }
    }
}
