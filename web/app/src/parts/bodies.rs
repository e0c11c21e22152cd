//! Pictures and tables of a text: a part that is loaded for the tests that have some.

use super::rich::{Marks, inside};
use crate::library;
use jalon_base::Digest;
use jalon_base::encoding::base64;
use jalon_messages::Lang;
use jalon_protocol::media::Kind;
use jalon_protocol::rich::{self, Block, Inline, Picture, RichText, Table, plain};
use jalon_web_kit::html;
use jalon_web_kit::ports::speech::Passage;
use std::cell::RefCell;
use yew::prelude::*;

/// A picture or a table; nothing for lines of words.
#[must_use]
pub fn body(block: &Block, mark: Marks<'_>) -> Html {
    match block {
        Block::Figure(figure) => html! { <figure class="figure">{ picture(&figure.picture, &figure.alt) }</figure> },
        Block::Table(shown) => table(shown, mark),
        Block::P(_) | Block::Ul(_) | Block::Ol(_) => html! {},
    }
}

/// What is heard in place of the pictures and tables of a text.
#[must_use]
pub fn heard(text: &RichText, lang: Lang) -> Vec<Passage> {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return Vec::new();
    };
    let said = |words| Passage::Words {
        lang: tag.as_str().to_owned(),
        words,
    };
    rich::heard(blocks).into_iter().map(said).collect()
}

/// A picture of the release, as large as it can be and never larger than it is.
#[must_use]
pub fn picture(picture: &Picture, alt: &str) -> Html {
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    html! { <img class="figure__picture" src={address(&picture.media)} alt={alt.to_owned()} {width} {height} /> }
}

/// The table, which moves in its own frame where it is too wide: the keyboard can move it too.
fn table(table: &Table, mark: Marks<'_>) -> Html {
    let column = |cell: &Vec<Inline>| {
        if cell.is_empty() {
            html! { <td></td> }
        } else {
            html! { <th scope="col">{ inside(cell, mark) }</th> }
        }
    };
    let sides = table.has_sides();
    let cell = |(at, cell): (usize, &Vec<Inline>)| {
        if at == 0 && sides {
            html! { <th scope="row">{ inside(cell, mark) }</th> }
        } else {
            html! { <td>{ inside(cell, mark) }</td> }
        }
    };
    let row =
        |cells: &Vec<Vec<Inline>>| html! { <tr>{ cells.iter().enumerate().map(cell).collect::<Vec<Html>>() }</tr> };
    let words = Block::P(table.head.join(&Inline::Text(" ".to_owned())));
    let name = plain(&[words]).trim().to_owned();
    html! {
        <div class="figure" role="region" aria-label={name} tabindex="0">
            <table>
                <thead><tr>{ table.head.iter().map(column).collect::<Vec<Html>>() }</tr></thead>
                <tbody>{ table.rows.iter().map(row).collect::<Vec<Html>>() }</tbody>
            </table>
        </div>
    }
}

thread_local! {
    /// Addresses of the pictures that this page has shown: written once each.
    static SHOWN: RefCell<Vec<(Digest, String)>> = const { RefCell::new(Vec::new()) };
}

/// The picture as an address of its own bytes, which the policy of the page allows and which nothing else answers; none when no release of
/// this page holds it.
fn address(digest: &Digest) -> Option<String> {
    let known = SHOWN.with_borrow(|shown| {
        shown
            .iter()
            .find(|(known, _)| known == digest)
            .map(|(_, at)| at.clone())
    });
    known.or_else(|| {
        let at = library::media(digest, |bytes| {
            let kind = Kind::of(bytes).filter(|kind| kind.is_picture())?;
            Some(["data:", kind.media_type(), ";base64,", &base64(bytes)].concat())
        })?;
        SHOWN.with_borrow_mut(|shown| shown.push((*digest, at.clone())));
        Some(at)
    })
}
