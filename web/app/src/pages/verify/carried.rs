//! What carries a document to the desk: a file, a baked badge, a picture, one code of several.

use super::desk::Desk;
use super::kept;
use crate::demand::{self, Brought, Keep, READER};
use jalon_paper::input::{self, Carrier, Input, NotFound};
use jalon_paper::link::Unread;
use jalon_web_kit::ports::eye;

impl Desk {
    /// When others came or went, keeps the codes of a document that is not whole yet, or drops what was kept of them: a telephone opens
    /// each in a page of its own.
    pub async fn gather(&self) {
        let texts = {
            let table = self.table.borrow();
            if table.texts == table.kept.codes {
                return;
            }
            table.texts.clone()
        };
        // Refused by the storage, they are there as long as the page is.
        if kept::put_codes(&self.ground, &texts).await.is_ok() {
            self.open().await;
        }
    }

    /// What there is in bytes; the browser opens what is a picture without a baked badge.
    pub(super) async fn input(&self, bytes: Vec<u8>) -> Result<Input, &'static str> {
        let fault = match input::read(&bytes) {
            Ok(input) if input.carrier != Carrier::File || is_text(&input.bytes) => return Ok(input),
            Ok(_) | Err(NotFound::NoCode) => None,
            Err(fault) => Some(fault),
        };
        if let Some(fault) = fault {
            return self.also(fault, &bytes);
        }
        let Some(pixels) = eye::of_file(&bytes).await else {
            // No picture either: the verifier says what is wrong with it.
            return Ok(Input {
                carrier: Carrier::File,
                bytes,
            });
        };
        let read = demand::find(READER, Keep::All, |brought| match brought {
            Brought::Codes(read) => Some(*read),
            _ => None,
        });
        let read = read.await.ok_or("part/absent")?;
        self.codes(read(&pixels, true))
    }

    /// One link of several is not all of a certificate.
    fn also(&self, fault: NotFound, bytes: &[u8]) -> Result<Input, &'static str> {
        match (fault, std::str::from_utf8(bytes)) {
            (NotFound::Link(Unread::Missing { .. }), Ok(text)) => {
                self.codes(text.split_ascii_whitespace().map(str::to_owned).collect())
            }
            (fault, _) => Err(fault.code()),
        }
    }

    /// What codes hold, with those that were read before.
    pub fn codes(&self, texts: Vec<String>) -> Result<Input, &'static str> {
        let mut all = std::mem::take(&mut self.table.borrow_mut().texts);
        all.extend(
            texts
                .iter()
                .filter(|text| !all.contains(text))
                .cloned()
                .collect::<Vec<_>>(),
        );
        let mut found = input::of_texts(&all);
        if matches!(found, Err(NotFound::Link(Unread::OtherDocument))) {
            (found, all) = (input::of_texts(&texts), texts);
        }
        if matches!(found, Err(NotFound::Link(Unread::Missing { .. }))) {
            self.table.borrow_mut().texts = all;
        }
        found.map_err(|fault| fault.code())
    }
}

/// Whether bytes may be JSON or a token, rather than a picture.
fn is_text(bytes: &[u8]) -> bool {
    let first = bytes.trim_ascii_start().first();
    first.is_none_or(|first| b"{[".contains(first)) || jalon_credential::jwt::is_compact(bytes)
}
