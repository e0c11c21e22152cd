//! Sets the typography of a message, piece by piece, and refuses what French would not print.

use crate::parse::Piece;
use jalon_base::typography::{self, Around};

/// Sets the text of a message; gives what is wrong.
pub fn set(language: &str, pieces: &mut [Piece]) -> Vec<String> {
    let mut wrongs = Vec::new();
    pieces_of(language, pieces, &mut wrongs);
    wrongs
}

fn pieces_of(language: &str, pieces: &mut [Piece], wrongs: &mut Vec<String>) {
    let mut before = false;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                // What follows a text is an argument, or nothing that an apostrophe could elide before.
                let set = typography::set(language, text, Around { before, after: true });
                wrongs.extend(set.missing.iter().map(|mark| {
                    let side = if *mark == '«' { "after" } else { "before" };
                    format!("French wants a space {side} `{mark}`")
                }));
                if set.text.contains("  ") {
                    wrongs.push(format!("two spaces in `{}`", set.text));
                }
                *text = set.text;
            }
            Piece::Argument { .. } => {}
            Piece::Select { variants, .. } => {
                for (_, inside) in variants {
                    pieces_of(language, inside, wrongs);
                }
            }
        }
        before = !matches!(piece, Piece::Text(_));
    }
}
