//! What of a folder goes where: an examination and its items never into a release whose keys are in clear.

use crate::folder::Folder;
use jalon_base::Digest;
use jalon_protocol::{ItemId, Pool, Protocol, rich};
use jalon_scoring::adaptive::supply;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The examinations of a folder with everything that they may draw; none without any.
pub(super) fn examinations(folder: &Folder) -> Option<Folder> {
    let items = drawn(folder, Protocol::is_examination);
    let kept = kept(folder, Protocol::is_examination, |id| items.contains(id));
    (!kept.protocols.is_empty()).then_some(kept)
}

/// A folder without its examinations, and without what they alone may draw.
pub(super) fn practice(folder: &Folder) -> Cow<'_, Folder> {
    if !folder.protocols.values().any(Protocol::is_examination) {
        return Cow::Borrowed(folder);
    }
    let (secret, shared) = (
        drawn(folder, Protocol::is_examination),
        drawn(folder, |protocol| !protocol.is_examination()),
    );
    let open = |id: &ItemId| shared.contains(id) || !secret.contains(id);
    Cow::Owned(kept(folder, |protocol| !protocol.is_examination(), open))
}

/// Items that some of these protocols may draw, in some form.
fn drawn(folder: &Folder, of: impl Fn(&Protocol) -> bool) -> BTreeSet<ItemId> {
    let pool: Pool = folder.items.values().map(|item| item.about.clone()).collect();
    let mut items = BTreeSet::new();
    for protocol in folder.protocols.values().filter(|protocol| of(protocol)) {
        for section in protocol.parts.iter().flat_map(|part| &part.sections) {
            items.extend(supply(protocol, section, &pool).map(|about| about.id.clone()));
        }
    }
    items
}

/// These protocols and items, with the shared texts, pictures and sounds that they name and no other.
fn kept(folder: &Folder, protocols: impl Fn(&Protocol) -> bool, items: impl Fn(&ItemId) -> bool) -> Folder {
    let mut kept = folder.clone();
    kept.protocols.retain(|_, protocol| protocols(protocol));
    kept.items.retain(|id, _| items(id));
    let contents: Vec<_> = kept.items.values().map(|item| item.content(&folder.media)).collect();
    let read: BTreeSet<_> = contents.iter().filter_map(|content| content.stimulus.clone()).collect();
    kept.stimuli.retain(|id, _| read.contains(id));
    let mut named = BTreeSet::new();
    for content in &contents {
        content.each_media(&mut |digest| {
            named.insert(*digest);
        });
    }
    for stimulus in kept.stimuli.values() {
        rich::each_picture(&stimulus.text, &mut |picture| {
            named.insert(picture.media);
        });
    }
    kept.media.retain(|_, bytes| named.contains(&Digest::of(bytes)));
    kept
}
