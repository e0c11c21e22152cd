//! What a draw shuffles.

use jalon_attempt::draw::{Seed, draw_options};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_testkit::kinds;

#[test]
fn each_list_is_drawn_whole() {
    let seed = Seed::derive(&[1; 32], &Digest::of(b""), &RandomId::from_bytes([0; 16]));
    let contents = kinds::items()
        .map(|item| (item.content.id.clone(), item.content.clone()))
        .collect();
    for item in kinds::items() {
        let lists = item.content.interaction.drawn_lists();
        let mut drawn = draw_options(&contents, &seed, &item.content.id).into_iter();
        for length in lists {
            let mut list: Vec<usize> = drawn.by_ref().take(length).map(usize::from).collect();
            list.sort_unstable();
            assert_eq!(list, (0..length).collect::<Vec<_>>(), "{}", item.content.id);
        }
        assert_eq!(drawn.next(), None, "{}", item.content.id);
    }
}
