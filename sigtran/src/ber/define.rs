//! A type of the standard is declared once, row by row as the standard has it; reading and writing come from that.

/// Declares a SEQUENCE, or a SET whose elements come in the order given. A row is a field, its type, its name in the standard,
/// its tag where it has one of its own, and whether it may be absent:
///
/// ```text
/// sequence! {
///     /// LocationInfoWithLMSI (3GPP TS 29.002 §17.7.6).
///     pub struct LocationInfoWithLmsi<'a>: Tag::SEQUENCE {
///         /// Where the subscriber is.
///         network_node_number: AddressString<'a> = "networkNode-Number" [1];
///         /// What the VLR calls the subscriber.
///         lmsi: Lmsi = "lmsi", optional;
///     }
/// }
/// ```
macro_rules! sequence {
    (
        $(#[$meta:meta])*
        pub struct $name:ident<$life:lifetime>: $own:expr => {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty = $text:literal $([$number:literal])? $(, $optional:ident)?; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[allow(clippy::exhaustive_structs)] // as the standard has it; what it adds later is in `extensions`
        pub struct $name<$life> {
            $( $(#[$field_meta])* pub $field: $crate::ber::define::sequence!(@type $type $(, $optional)?), )*
            /// What is not known here, as it stood.
            pub extensions: $crate::ber::Extensions<$life>,
        }

        impl<$life> $name<$life> {
            /// The place, from this one on, of the field that has this tag.
            #[allow(unused_assignments, unused_mut, unused_variables)] // the place after the last field
            fn place_of(tag: $crate::ber::Tag, from: u8) -> Option<u8> {
                let mut place = 0;
                $(
                    let number = $crate::ber::define::sequence!(@number $($number)?);
                    if place >= from && $crate::ber::field_fits::<$type>(number, tag) {
                        return Some(place);
                    }
                    place += 1;
                )*
                None
            }
        }

        impl $crate::ber::Describe for $name<'_> {
            fn describe(&self) -> $crate::ber::Description<'_> {
                $crate::ber::Description::Sequence
            }

            fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn $crate::ber::Describe)) {
                $( $crate::ber::define::sequence!(@part self each $field $text $(, $optional)?); )*
                if !self.extensions.is_empty() {
                    each("extensions", &self.extensions);
                }
            }
        }

        impl<$life> $crate::ber::Field<$life> for $name<$life> {
            const TAG: Option<$crate::ber::Tag> = Some($own);
            const CONSTRUCTED: bool = true;

            #[allow(unused_assignments, unused_mut, unused_variables)] // the place after the last field
            fn read(element: &$crate::ber::Element<$life>) -> Result<Self, $crate::DecodeError> {
                let mut fields = $crate::ber::Fields::new(element, Self::place_of)?;
                let mut place: u8 = 0;
                $(
                    let number = $crate::ber::define::sequence!(@number $($number)?);
                    let $field =
                        $crate::ber::define::sequence!(@read fields place number $text, $type $(, $optional)?);
                    place += 1;
                )*
                Ok(Self { $( $field, )* extensions: fields.finish() })
            }

            fn write(&self, tag: $crate::ber::Tag, out: &mut $crate::Buffer) {
                let end = out.len();
                $crate::ber::define::sequence!(
                    @write self out 0;
                    $( $field [$($number)?] $type [$($optional)?] )*
                );
                $crate::ber::close(out, tag, end);
            }
        }
    };

    (@type $type:ty) => { $type };
    (@type $type:ty, optional) => { Option<$type> };
    (@number) => { None };
    (@number $number:literal) => { Some($number) };
    (@read $fields:ident $place:ident $number:ident $text:literal, $type:ty) => {
        $fields.mandatory::<$type>($place, $text, $number)?
    };
    (@read $fields:ident $place:ident $number:ident $text:literal, $type:ty, optional) => {
        $fields.optional::<$type>($place, $text, $number)?
    };

    (@part $self:ident $each:ident $field:ident $text:literal) => { $each($text, &$self.$field) };
    (@part $self:ident $each:ident $field:ident $text:literal, optional) => {
        if let Some(value) = &$self.$field {
            $each($text, value);
        }
    };

    // The last field first, since a message grows at its front.
    (@write $self:ident $out:ident $place:expr;) => { $self.extensions.write($place, $out); };
    (@write $self:ident $out:ident $place:expr; $field:ident [$($number:literal)?] $type:ty [] $($rest:tt)*) => {
        $crate::ber::define::sequence!(@write $self $out $place + 1; $($rest)*);
        $crate::ber::write_field(&$self.$field, $crate::ber::define::sequence!(@number $($number)?), $out);
        $self.extensions.write($place, $out);
    };
    (@write $self:ident $out:ident $place:expr; $field:ident [$($number:literal)?] $type:ty [optional] $($rest:tt)*) => {
        $crate::ber::define::sequence!(@write $self $out $place + 1; $($rest)*);
        if let Some(value) = &$self.$field {
            $crate::ber::write_field(value, $crate::ber::define::sequence!(@number $($number)?), $out);
        }
        $self.extensions.write($place, $out);
    };
}

/// Declares a CHOICE: an alternative, its type, its name in the standard, its tag where it has one of its own.
/// Without a lifetime where no alternative borrows.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident<$life:lifetime> { $($alternatives:tt)* }
    ) => {
        $crate::ber::define::choice! {
            @declare $life
            $(#[$meta])*
            pub enum $name [<$life>] { $($alternatives)* }
        }
    };
    // None of the alternatives borrows.
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($alternatives:tt)* }
    ) => {
        $crate::ber::define::choice! {
            @declare 'a
            $(#[$meta])*
            pub enum $name [] { $($alternatives)* }
        }
    };
    (
        @declare $life:lifetime
        $(#[$meta:meta])*
        pub enum $name:ident [$($generics:tt)*] {
            $( $(#[$alternative_meta:meta])* $alternative:ident: $type:ty = $text:literal $([$number:literal])?; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name $($generics)* {
            $( $(#[$alternative_meta])* $alternative($type), )*
        }

        impl<$life> $crate::ber::Describe for $name $($generics)* {
            fn describe(&self) -> $crate::ber::Description<'_> {
                $crate::ber::Description::Choice
            }

            fn parts(&self, each: &mut dyn FnMut(&'static str, &dyn $crate::ber::Describe)) {
                match self {
                    $( Self::$alternative(value) => each($text, value), )*
                }
            }
        }

        impl<$life> $crate::ber::Field<$life> for $name $($generics)* {
            const TAG: Option<$crate::ber::Tag> = None;
            const CONSTRUCTED: bool = true;

            fn read(element: &$crate::ber::Element<$life>) -> Result<Self, $crate::DecodeError> {
                $(
                    let number = $crate::ber::define::sequence!(@number $($number)?);
                    if $crate::ber::field_fits::<$type>(number, element.tag) {
                        return $crate::ber::read_field(element, number).map(Self::$alternative);
                    }
                )*
                Err(element.error($crate::DecodeErrorKind::Unexpected))
            }

            fn write(&self, _: $crate::ber::Tag, out: &mut $crate::Buffer) {
                match self {
                    $(
                        Self::$alternative(value) => {
                            $crate::ber::write_field(value, $crate::ber::define::sequence!(@number $($number)?), out);
                        }
                    )*
                }
            }

            fn fits(tag: $crate::ber::Tag) -> bool {
                $( $crate::ber::field_fits::<$type>($crate::ber::define::sequence!(@number $($number)?), tag) )||*
            }
        }
    };
}

/// Declares an ENUMERATED or an INTEGER with names: values that have none are kept.
macro_rules! enumerated {
    (
        $(#[$meta:meta])*
        pub struct $name:ident: $own:expr => {
            $( $(#[$value_meta:meta])* $value:ident = $number:literal $text:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::exhaustive_structs)] // a number on the wire
        pub struct $name(pub u8);

        impl $name {
            $( $(#[$value_meta])* pub const $value: Self = Self($number); )*

            /// Its name in the standard.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $( $number => Some($text), )*
                    _ => None,
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, "{}({})", stringify!($name), self.0),
                }
            }
        }

        impl $crate::ber::Describe for $name {
            fn describe(&self) -> $crate::ber::Description<'_> {
                $crate::ber::Description::Enumerated { number: self.0, name: self.name() }
            }
        }

        impl<'a> $crate::ber::Field<'a> for $name {
            const TAG: Option<$crate::ber::Tag> = Some($own);
            const CONSTRUCTED: bool = false;

            fn read(element: &$crate::ber::Element<'a>) -> Result<Self, $crate::DecodeError> {
                <u8 as $crate::ber::Field>::read(element).map(Self)
            }

            fn write(&self, tag: $crate::ber::Tag, out: &mut $crate::Buffer) {
                <u8 as $crate::ber::Field>::write(&self.0, tag, out);
            }
        }
    };
}

pub(crate) use {choice, enumerated, sequence};

#[cfg(test)]
#[allow(unreachable_pub)] // the macros declare for other crates
mod tests {
    use super::super::{Describe, Description, Element, Extensions, Field, Null, Octets, Reader, Tag};
    use crate::{Buffer, DecodeErrorKind};

    sequence! {
        /// Something with every kind of field.
        pub struct Sample<'a>: Tag::SEQUENCE => {
            /// By its own tag.
            name: Octets<'a> = "name";
            /// By another.
            number: u8 = "number" [0];
            /// A CHOICE by its own tags.
            either: Either<'a> = "either", optional;
            /// A wrapped CHOICE.
            wrapped: Either<'a> = "wrapped" [2], optional;
            /// By a tag of two octets.
            flag: Null = "flag" [40], optional;
            /// A second one by its own tag.
            second: Octets<'a> = "second", optional;
        }
    }

    choice! {
        /// One of two.
        pub enum Either<'a> {
            /// By its own tag.
            Number: i64 = "number";
            /// By another.
            Text: Octets<'a> = "text" [9];
        }
    }

    fn read(octets: &[u8]) -> Result<Sample<'_>, crate::DecodeError> {
        let element: Element<'_> = Reader::new(octets).next("Sample")?;
        Sample::read(&element)
    }

    fn written(sample: &Sample<'_>) -> Vec<u8> {
        let mut out = Buffer::new();
        sample.write(Tag::SEQUENCE, &mut out);
        out.as_slice().to_vec()
    }

    #[test]
    fn every_field_stands_where_and_by_the_tag_that_its_row_says() {
        let octets = [
            0x30, 22, 4, 1, b'n', 0x80, 1, 7, 2, 1, 5, 0xA2, 3, 0x89, 1, b't', 0x9F, 0x28, 0, 4, 3, b's',
            b'e', b'c',
        ];
        let sample = read(&octets).unwrap();
        let expected = Sample {
            name: Octets(b"n"),
            number: 7,
            either: Some(Either::Number(5)),
            wrapped: Some(Either::Text(Octets(b"t"))),
            flag: Some(Null),
            second: Some(Octets(b"sec")),
            extensions: Extensions::default(),
        };
        assert_eq!(sample, expected);
        assert_eq!(written(&expected), octets);
    }

    #[test]
    fn what_is_not_known_is_kept_where_it_stood() {
        let octets = [0x30, 17, 0x85, 0, 4, 1, b'n', 0x80, 1, 7, 0xA7, 2, 5, 0, 0x89, 0, 0x9F, 0x63, 0];
        let sample = read(&octets).unwrap();
        assert_eq!(
            (sample.either.clone(), sample.extensions.iter().count()),
            (Some(Either::Text(Octets(b""))), 3)
        );
        assert_eq!(written(&sample), octets);
        assert!(format!("{sample:?}").contains("Extensions(3)"));
    }

    #[test]
    fn a_value_tells_its_fields_by_their_names_and_what_is_not_known() {
        let octets = [0x30, 13, 4, 1, b'n', 0x80, 1, 7, 0xA2, 3, 0x89, 1, b't', 0x85, 0];
        let sample = read(&octets).unwrap();
        let mut told = Vec::new();
        sample.parts(&mut |name, part| {
            told.push(name);
            part.parts(&mut |name, _| told.push(name));
        });
        assert_eq!(told, ["name", "number", "wrapped", "text", "extensions", "element"]);
        assert!(matches!(sample.describe(), Description::Sequence));
    }

    #[test]
    fn what_is_missing_doubled_or_damaged_is_told_by_name_and_place() {
        for (octets, kind, offset, field) in [
            (&[0x30, 3, 4, 1, b'n'][..], DecodeErrorKind::MandatoryMissing, 5, "number"),
            (&[0x30, 3, 0x80, 1, 7], DecodeErrorKind::MandatoryMissing, 2, "name"),
            (&[0x30, 6, 4, 1, b'n', 0x80, 1], DecodeErrorKind::Length, 0, "Sample"),
            (&[0x30, 7, 4, 1, b'n', 0x80, 2, 1, 0], DecodeErrorKind::Value, 5, "number"),
            (&[0x30, 9, 4, 1, b'n', 0x80, 1, 7, 0xA2, 1, 2], DecodeErrorKind::Length, 10, "wrapped"),
            (&[0x30, 10, 4, 1, b'n', 0x80, 1, 7, 0xA2, 2, 3, 0], DecodeErrorKind::Unexpected, 10, "wrapped"),
        ] {
            let error = read(octets).unwrap_err();
            assert_eq!((error.kind, error.offset, error.field), (kind, offset, field), "{octets:02X?}");
        }
    }
}
