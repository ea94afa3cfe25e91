//! The slab from outside: handles, limits, order.

use brivas_timer::{Handle, Slab};
use proptest::prelude::*;

#[test]
fn a_handle_is_stale_after_its_value_is_removed() {
    let mut slab = Slab::new();
    let a = slab.insert("a").unwrap();
    assert_eq!(slab.get(a), Some(&"a"));
    assert_eq!(slab.remove(a), Some("a"));
    assert_eq!(slab.remove(a), None);

    let b = slab.insert("b").unwrap();
    assert_eq!((b.index(), b.generation()), (0, 1));
    assert_eq!(slab.get(a), None);
    assert_eq!(slab.get_mut(a), None);
    assert_eq!(slab.get(b), Some(&"b"));
}

#[test]
fn the_index_freed_last_is_used_first() {
    let mut slab = Slab::new();
    let handles: Vec<_> = (0..4).map(|n| slab.insert(n).unwrap()).collect();
    for at in [2, 0, 3] {
        slab.remove(handles[at]);
    }
    let reused: Vec<_> = (0..4).map(|n| slab.insert(n).unwrap().index()).collect();
    assert_eq!(reused, [3, 0, 2, 4]);
}

#[test]
fn a_full_slab_gives_the_value_back_until_one_is_removed() {
    let mut slab = Slab::with_limit(2);
    let a = slab.insert('a').unwrap();
    assert!(!slab.is_full());
    slab.insert('b').unwrap();
    assert!(slab.is_full());
    assert_eq!(slab.insert('c'), Err('c'));
    assert_eq!(slab.len(), 2);

    slab.remove(a);
    assert!(slab.insert('c').is_ok());
    assert_eq!(Slab::with_limit(0).insert('d'), Err('d'));
}

#[test]
fn iteration_is_in_order_of_index_and_skips_vacant_ones() {
    let mut slab = Slab::default();
    let handles: Vec<_> = (0..5).map(|n| slab.insert(n * 10).unwrap()).collect();
    slab.remove(handles[1]);
    slab.remove(handles[3]);
    slab.insert(99).unwrap(); // index 3 again

    for (_, value) in slab.iter_mut() {
        *value += 1;
    }
    let seen: Vec<_> = slab.iter().map(|(handle, &value)| (handle.index(), value)).collect();
    assert_eq!(seen, [(0, 1), (2, 21), (3, 100), (4, 41)]);
    assert!(slab.iter().all(|(handle, value)| slab.get(handle) == Some(value)));
}

proptest! {
    #[test]
    fn behaves_as_a_list_of_every_handle_ever_given(ops in prop::collection::vec(any::<(bool, u8)>(), 0..300)) {
        let mut slab = Slab::with_limit(20);
        let mut given: Vec<(Handle, Option<u8>)> = Vec::new();
        for (insert, n) in ops {
            let live = given.iter().filter(|(_, value)| value.is_some()).count();
            if insert {
                match slab.insert(n) {
                    Ok(handle) => given.push((handle, Some(n))),
                    Err(back) => prop_assert_eq!((back, live), (n, 20)),
                }
            } else if !given.is_empty() {
                let at = usize::from(n) % given.len();
                let (handle, value) = &mut given[at];
                prop_assert_eq!(slab.remove(*handle), value.take());
            }
            let mut expected: Vec<_> = given.iter().filter_map(|&(handle, value)| Some((handle, value?))).collect();
            expected.sort();
            prop_assert_eq!(slab.len(), expected.len());
            prop_assert!(slab.iter().map(|(handle, &value)| (handle, value)).eq(expected));
            for &(handle, value) in &given {
                prop_assert_eq!(slab.get(handle).copied(), value);
            }
        }
    }
}
