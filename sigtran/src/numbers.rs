//! Numbers with names: a value that has none is kept as it is.

/// Declares a newtype whose constants are spelt as in the standard, with `_` for `-`.
macro_rules! numbers {
    (
        $(#[$meta:meta])*
        pub struct $name:ident($int:ty) {
            $( $(#[$constant_meta:meta])* $constant:ident = $value:literal $text:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // a number on the wire
        pub struct $name(pub $int);

        #[allow(non_upper_case_globals)] // as the standard has them
        impl $name {
            $( $(#[$constant_meta])* pub const $constant: Self = Self($value); )*

            /// Every value that the standard names, as listed there.
            pub const ALL: &'static [Self] = &[ $( Self::$constant, )* ];

            /// The standard's name of this value, the first where it has two; `None` where it has none.
            #[must_use]
            #[allow(unreachable_patterns)] // two names for one number
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $( $value => Some($text), )*
                    _ => None,
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, concat!(stringify!($name), "({})"), self.0),
                }
            }
        }
    };
}

pub(crate) use numbers;
