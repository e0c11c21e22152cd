//! Response tables of the reference data.

use crate::common;
use jalon_psychometrics::{MISSING, Responses};

/// Key of SAT12.
pub const SAT12_KEY: [u8; 32] = [
    1, 4, 5, 2, 3, 1, 2, 1, 3, 1, 2, 4, 2, 1, 5, 3, 4, 4, 1, 4, 3, 3, 4, 1, 3, 5, 1, 3, 1, 5, 4, 5,
];

/// LSAT section 6 or 7: carried in `tests/vectors`.
pub fn lsat(section: u8) -> Responses {
    let all = common::vectors("lsat.json");
    let patterns = all[format!("lsat{section}")].as_array().unwrap().clone();
    let rows: Vec<Vec<u8>> = patterns
        .iter()
        .map(|pattern| pattern[0].as_str().unwrap().bytes().map(|digit| digit - b'0').collect())
        .collect();
    let weights = patterns.iter().map(|pattern| common::number(&pattern[1])).collect();
    Responses::from_rows(&rows).unwrap().with_weights(weights).unwrap()
}

/// The fields of a table, without its heading.
pub fn fields(file: &str) -> Option<Vec<Vec<String>>> {
    let line = |line: &str| line.split(',').map(str::to_owned).collect();
    Some(common::specs(file)?.lines().skip(1).map(line).collect())
}

/// Science: 392 persons, 4 items, categories 0 to 3.
pub fn science() -> Option<Responses> {
    let rows: Vec<Vec<u8>> = fields("science.csv")?
        .iter()
        .map(|row| row.iter().map(|cell| cell.parse::<u8>().unwrap() - 1).collect())
        .collect();
    Some(Responses::from_rows(&rows).unwrap())
}

/// SAT12, options as chosen, 8 where there was no answer.
pub fn sat12_options() -> Option<Vec<Vec<u8>>> {
    let row = |row: &Vec<String>| row.iter().map(|cell| cell.parse().unwrap()).collect();
    Some(fields("sat12_raw.csv")?.iter().map(row).collect())
}

/// SAT12 scored by its key; no answer is wrong.
pub fn sat12() -> Option<Responses> {
    let rows: Vec<Vec<u8>> = sat12_options()?
        .iter()
        .map(|row| {
            row.iter()
                .zip(SAT12_KEY)
                .map(|(&cell, key)| u8::from(cell == key))
                .collect()
        })
        .collect();
    Some(Responses::from_rows(&rows).unwrap())
}

/// Verbal aggression: 316 persons, 24 items.
pub fn verbagg() -> Option<Responses> {
    let rows: Vec<Vec<u8>> = fields("verbagg.csv")?
        .iter()
        .map(|row| row[..24].iter().map(|cell| cell.parse().unwrap()).collect())
        .collect();
    Some(Responses::from_rows(&rows).unwrap())
}

/// Three booklets of twelve items; what a booklet does not hold is missing, what was omitted is wrong.
pub fn booklets() -> Option<Responses> {
    let cell = |cell: &String| match cell.as_str() {
        "" => MISSING,
        "1" => 1,
        _ => 0,
    };
    let rows: Vec<Vec<u8>> = fields("booklets_ex11.csv")?
        .iter()
        .map(|row| row[1..].iter().map(cell).collect())
        .collect();
    Some(Responses::from_rows(&rows).unwrap())
}

/// One candidate of the licensure data.
pub struct Candidate {
    /// Whether the provider suspects misconduct.
    pub flagged: bool,
    /// Which pretest items were given: 6, 7 or 8.
    pub pretest: u8,
    /// 170 operational and 30 pretest items; 1 right, 0 wrong.
    pub scores: Vec<u8>,
    /// Seconds on each; none where the item was not given or the time is not known.
    pub seconds: Vec<Option<f64>>,
}

/// The licensure data (research data: read where it lies, never carried).
pub fn credential() -> Option<Vec<Candidate>> {
    let candidate = |row: &Vec<String>| Candidate {
        flagged: row[1] == "1",
        pretest: row[2].parse().unwrap(),
        scores: row[5]
            .bytes()
            .map(|digit| match digit {
                b'0' => 0,
                b'1' => 1,
                _ => MISSING,
            })
            .collect(),
        seconds: row[6].split(' ').map(|cell| cell.parse().ok()).collect(),
    };
    Some(fields("credential_form1.csv")?.iter().map(candidate).collect())
}
