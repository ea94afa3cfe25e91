//! The code tables of 3GPP TS 23.038 as data, one file a language, and both directions of looking a character up.

mod bengali;
mod default;
mod gujarati;
mod hindi;
mod kannada;
mod malayalam;
mod oriya;
mod portuguese;
mod punjabi;
mod spanish;
mod tamil;
mod telugu;
mod turkish;
mod urdu;

use super::NationalLanguage;

/// 128 characters, by septet; [`NA`] where the printed table is empty.
type Locking = [char; 128];
/// The septets after an escape that mean something, with their characters.
type Single = &'static [(u8, char)];

/// An empty cell. No table has U+0000.
const NA: char = '\0';

/// The locking shift table in force: the default alphabet where `language` has none (Spanish, unknown identifiers).
pub(super) fn locking(language: NationalLanguage) -> &'static Table {
    LOCKING.get(usize::from(language.0)).copied().flatten().unwrap_or(&DEFAULT)
}

/// The single shift table in force: the default extension table where `language` has none.
pub(super) fn single(language: NationalLanguage) -> &'static Table {
    SINGLE.get(usize::from(language.0)).copied().unwrap_or(&EXTENSION)
}

/// One code table, readable both ways.
pub(super) struct Table {
    characters: Locking,
    /// Septets of U+0000 to U+00FF; [`Table::ABSENT`] where there is none.
    latin1: [u8; 256],
    /// The other characters with their septets, in order of character.
    others: [(char, u8); 128],
    others_len: usize,
}

impl Table {
    const ABSENT: u8 = 0xff;

    /// The character of a septet; `None` for an empty cell and for an octet above 0x7F.
    #[inline]
    pub(super) fn character(&self, septet: u8) -> Option<char> {
        self.characters.get(usize::from(septet)).copied().filter(|&character| character != NA)
    }

    /// The septet of a character; the lowest where the table has it twice.
    #[inline]
    pub(super) fn septet(&self, character: char) -> Option<u8> {
        if let Some(&septet) = self.latin1.get(character as usize) {
            return (septet != Self::ABSENT).then_some(septet);
        }
        let others = self.others.get(..self.others_len)?;
        let position = others.binary_search_by_key(&character, |&(other, _)| other).ok()?;
        others.get(position).map(|&(_, septet)| septet)
    }

    const fn from_locking(characters: Locking) -> Self {
        let mut table =
            Self { characters, latin1: [Self::ABSENT; 256], others: [(NA, 0); 128], others_len: 0 };
        let mut septet = 128;
        while septet > 0 {
            septet -= 1;
            let character = characters[septet as usize];
            if character != NA {
                table.learn(character, septet);
            }
        }
        table
    }

    const fn from_single(entries: Single) -> Self {
        let mut characters = [NA; 128];
        let mut entry = 0;
        while entry < entries.len() {
            let (septet, character) = entries[entry];
            characters[septet as usize] = character;
            entry += 1;
        }
        Self::from_locking(characters)
    }

    /// Notes the septet of a character; called from the highest septet down, so that the lowest stays.
    const fn learn(&mut self, character: char, septet: u8) {
        if (character as usize) < self.latin1.len() {
            self.latin1[character as usize] = septet;
            return;
        }
        let mut place = self.others_len;
        while place > 0 && self.others[place - 1].0 as u32 > character as u32 {
            self.others[place] = self.others[place - 1];
            place -= 1;
        }
        self.others[place] = (character, septet);
        self.others_len += 1;
    }
}

static DEFAULT: Table = Table::from_locking(default::LOCKING);
static EXTENSION: Table = Table::from_single(default::SINGLE);

/// By national language identifier (3GPP TS 23.038 §6.2.1.2.4).
static LOCKING: [Option<&Table>; 14] = [
    Some(&DEFAULT),
    Some(const { &Table::from_locking(turkish::LOCKING) }),
    None,
    Some(const { &Table::from_locking(portuguese::LOCKING) }),
    Some(const { &Table::from_locking(bengali::LOCKING) }),
    Some(const { &Table::from_locking(gujarati::LOCKING) }),
    Some(const { &Table::from_locking(hindi::LOCKING) }),
    Some(const { &Table::from_locking(kannada::LOCKING) }),
    Some(const { &Table::from_locking(malayalam::LOCKING) }),
    Some(const { &Table::from_locking(oriya::LOCKING) }),
    Some(const { &Table::from_locking(punjabi::LOCKING) }),
    Some(const { &Table::from_locking(tamil::LOCKING) }),
    Some(const { &Table::from_locking(telugu::LOCKING) }),
    Some(const { &Table::from_locking(urdu::LOCKING) }),
];

/// By national language identifier (3GPP TS 23.038 §6.2.1.2.4).
static SINGLE: [&Table; 14] = [
    &EXTENSION,
    const { &Table::from_single(turkish::SINGLE) },
    const { &Table::from_single(spanish::SINGLE) },
    const { &Table::from_single(portuguese::SINGLE) },
    const { &Table::from_single(bengali::SINGLE) },
    const { &Table::from_single(gujarati::SINGLE) },
    const { &Table::from_single(hindi::SINGLE) },
    const { &Table::from_single(kannada::SINGLE) },
    const { &Table::from_single(malayalam::SINGLE) },
    const { &Table::from_single(oriya::SINGLE) },
    const { &Table::from_single(punjabi::SINGLE) },
    const { &Table::from_single(tamil::SINGLE) },
    const { &Table::from_single(telugu::SINGLE) },
    const { &Table::from_single(urdu::SINGLE) },
];
