//! Questions whose numbers and names are drawn, as the paper of the attempt drew them.

use jalon_protocol::plan::Paper;
use jalon_protocol::{Release, template};
use std::rc::Rc;

/// The release with what this paper drew in the place of the braces; none when it is not a paper of these questions.
pub fn filled(release: &Rc<Release>, paper: &Paper) -> Option<Rc<Release>> {
    let mut filled = Vec::new();
    for (_, entry) in paper.items() {
        let content = release.contents.get(&entry.item)?;
        if !content.template.is_empty() {
            filled.push(template::content(content, &entry.options)?);
        }
    }
    if filled.is_empty() {
        return Some(release.clone());
    }
    let mut release = (**release).clone();
    for content in filled {
        release.contents.insert(content.id.clone(), content);
    }
    Some(Rc::new(release))
}
