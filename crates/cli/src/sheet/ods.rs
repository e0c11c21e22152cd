//! A table as a spreadsheet keeps it: the first sheet of an OpenDocument file, as the text that it would be as CSV.

use anyhow::{Context, Result, bail};
use calamine::{Data, Ods, Reader};
use std::fmt::Write;
use std::io::Cursor;

/// Largest file that is opened, in bytes: it is compressed, and a list of a room has a few kilobytes.
const MOST_BYTES: usize = 4 << 20;

/// Largest text that comes out, in bytes.
const MOST_TEXT: usize = 64 << 20;

/// Whether these bytes are those of an archive, as OpenDocument files are.
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet, a line for each row, so that what is said of a line is said of the row of that number. Breaks within a cell become spaces.
///
/// # Errors
/// The file is no OpenDocument spreadsheet, has no sheet, or is larger than a table of people is.
pub fn text(bytes: &[u8]) -> Result<String> {
    if bytes.len() > MOST_BYTES {
        bail!("larger than {} MB: export it as CSV", MOST_BYTES >> 20);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).context("no OpenDocument spreadsheet")?;
    let sheet = book.sheet_names().into_iter().next().context("no sheet in it")?;
    let range = book.worksheet_range(&sheet).context("its first sheet")?;
    let (above, before) = range.start().unwrap_or_default();
    let mut out = "\n".repeat(above as usize);
    for row in range.rows() {
        let mut cells = vec![String::new(); before as usize];
        cells.extend(row.iter().map(written));
        let is_blank = cells.iter().all(String::is_empty);
        if !is_blank {
            let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&quoted.join(","));
        }
        out.push('\n');
        if out.len() > MOST_TEXT {
            bail!("more than {} MB of text in it: export it as CSV", MOST_TEXT >> 20);
        }
    }
    Ok(out)
}

/// A cell as a person would have typed it.
fn written(cell: &Data) -> String {
    let mut text = String::new();
    // Writing into a string does not fail.
    let _always = match cell {
        Data::Empty => Ok(()),
        Data::String(words) => write!(text, "{words}"),
        Data::Bool(true) => write!(text, "yes"),
        Data::Bool(false) => write!(text, "no"),
        other => write!(text, "{other}"),
    };
    text.replace(['\r', '\n'], " ")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests are free of these rules"
    )]

    use super::*;
    use proptest::prelude::*;
    use std::io::Write as _;

    const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

    /// The spreadsheet of these lines of words.
    pub(crate) fn of_words(lines: &[Vec<&str>]) -> Vec<u8> {
        let rows = lines
            .iter()
            .map(|line| row(&line.iter().map(|cell| words(cell)).collect::<Vec<String>>()));
        book(&rows.collect::<String>())
    }

    /// A spreadsheet as LibreOffice writes it: rows of cells, empty ones told by their number.
    fn book(rows: &str) -> Vec<u8> {
        let content = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
             xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\"><office:body><office:spreadsheet>\
             <table:table table:name=\"Feuille1\">{rows}<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
             table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file("mimetype", stored).unwrap();
        archive.write_all(KIND.as_bytes()).unwrap();
        archive.start_file("META-INF/manifest.xml", stored).unwrap();
        let manifest = format!(
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
             <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{KIND}\"/>\
             <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
        );
        archive.write_all(manifest.as_bytes()).unwrap();
        archive.start_file("content.xml", stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn words(text: &str) -> String {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    }

    fn row(cells: &[String]) -> String {
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    }

    #[test]
    fn a_sheet_is_the_text_that_it_would_be() {
        let number =
            "<table:table-cell office:value-type=\"float\" office:value=\"10\"><text:p>10</text:p></table:table-cell>";
        let truth = "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell>";
        let blank = "<table:table-row><table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>";
        let rows = [
            row(&[words("candidate"), words("minutes"), words("untimed")]),
            row(&[words("c1"), number.to_owned(), truth.to_owned()]),
            blank.to_owned(),
            row(&[words("a, \"b\""), number.to_owned(), words("")]),
        ];
        let read = text(&book(&rows.concat())).unwrap();
        assert_eq!(read, "candidate,minutes,untimed\nc1,10,yes\n\n\"a, \"\"b\"\"\",10,\n");
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        assert!(text(b"PK\x03\x04").is_err());
        assert!(
            text(&vec![b'P'; MOST_BYTES + 1])
                .unwrap_err()
                .to_string()
                .contains("CSV")
        );
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file("mimetype", zip::write::SimpleFileOptions::default())
            .unwrap();
        assert!(text(&archive.finish().unwrap().into_inner()).is_err());
    }

    proptest! {
        /// Bytes gone wrong are read or refused, and nothing falls.
        #[test]
        fn a_damaged_spreadsheet_is_read_or_refused(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
            let mut bytes = of_words(&[vec!["candidate", "enrolled"], vec!["c1", "2027-02-20T09:00:00Z"]]);
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let _read_or_refused = text(&bytes).is_ok();
        }
    }
}
