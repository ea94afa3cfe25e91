//! What the settings of all machines have in common: each is read by its name, and set by another.

/// Declares what can be read and set.
macro_rules! settings {
    ($( $(#[$meta:meta])* $name:ident / $set:ident : $type:ty; )*) => { $(
        $(#[$meta])*
        #[must_use]
        pub const fn $name(&self) -> $type {
            self.$name
        }

        #[doc = concat!("Sets [`Self::", stringify!($name), "`].")]
        pub const fn $set(&mut self, value: $type) -> &mut Self {
            self.$name = value;
            self
        }
    )* };
}

pub(crate) use settings;
