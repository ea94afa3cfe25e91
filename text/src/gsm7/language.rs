//! Which code tables a text uses: the national language identifiers and the pair of shifts in force.

/// A national language identifier, as the national language shift information elements carry it.
/// 3GPP TS 23.038 §6.2.1.2.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NationalLanguage(pub u8);

impl NationalLanguage {
    /// No national table: the GSM 7 bit default alphabet and its extension table. §6.2.1.
    pub const DEFAULT: Self = Self(0);
    /// Turkish. §A.2.1, §A.3.1.
    pub const TURKISH: Self = Self(1);
    /// Spanish, a single shift table only. §A.2.2.
    pub const SPANISH: Self = Self(2);
    /// Portuguese. §A.2.3, §A.3.3.
    pub const PORTUGUESE: Self = Self(3);
    /// Bengali and Assamese. §A.2.4, §A.3.4.
    pub const BENGALI: Self = Self(4);
    /// Gujarati. §A.2.5, §A.3.5.
    pub const GUJARATI: Self = Self(5);
    /// Hindi. §A.2.6, §A.3.6.
    pub const HINDI: Self = Self(6);
    /// Kannada. §A.2.7, §A.3.7.
    pub const KANNADA: Self = Self(7);
    /// Malayalam. §A.2.8, §A.3.8.
    pub const MALAYALAM: Self = Self(8);
    /// Oriya. §A.2.9, §A.3.9.
    pub const ORIYA: Self = Self(9);
    /// Punjabi. §A.2.10, §A.3.10.
    pub const PUNJABI: Self = Self(10);
    /// Tamil. §A.2.11, §A.3.11.
    pub const TAMIL: Self = Self(11);
    /// Telugu. §A.2.12, §A.3.12.
    pub const TELUGU: Self = Self(12);
    /// Urdu. §A.2.13, §A.3.13.
    pub const URDU: Self = Self(13);

    /// The thirteen languages of annex A, in order of identifier.
    pub const ALL: [Self; 13] = [
        Self::TURKISH,
        Self::SPANISH,
        Self::PORTUGUESE,
        Self::BENGALI,
        Self::GUJARATI,
        Self::HINDI,
        Self::KANNADA,
        Self::MALAYALAM,
        Self::ORIYA,
        Self::PUNJABI,
        Self::TAMIL,
        Self::TELUGU,
        Self::URDU,
    ];

    /// Whether annex A has a single shift table for it.
    pub const fn has_single_shift(self) -> bool {
        self.0 >= Self::TURKISH.0 && self.0 <= Self::URDU.0
    }

    /// Whether annex A has a locking shift table for it (all but Spanish).
    pub const fn has_locking_shift(self) -> bool {
        self.has_single_shift() && self.0 != Self::SPANISH.0
    }
}

/// The two tables in force for a text: what one septet means, and what an escape and one septet mean.
///
/// [`NationalLanguage::DEFAULT`], an unknown identifier, and Spanish as locking shift stand for the default alphabet and
/// its extension table, as a receiver that does not know the table reads them. 3GPP TS 23.038 §6.2.1.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Shift {
    /// The table for septets without an escape. §6.2.1.2.3.
    pub locking: NationalLanguage,
    /// The table for septets after an escape. §6.2.1.2.2.
    pub single: NationalLanguage,
}

impl Shift {
    /// The default alphabet and its extension table. §6.2.1.
    pub const NONE: Self = Self { locking: NationalLanguage::DEFAULT, single: NationalLanguage::DEFAULT };

    /// The default alphabet with the single shift table of a language.
    pub const fn single(language: NationalLanguage) -> Self {
        Self { locking: NationalLanguage::DEFAULT, single: language }
    }

    /// The locking shift table of a language with the default extension table.
    pub const fn locking(language: NationalLanguage) -> Self {
        Self { locking: language, single: NationalLanguage::DEFAULT }
    }

    /// Both tables of a language.
    pub const fn both(language: NationalLanguage) -> Self {
        Self { locking: language, single: language }
    }
}
