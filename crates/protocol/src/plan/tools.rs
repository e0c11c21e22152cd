//! What a candidate may use beside the questions.

/// A tool that a part allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Sums of decimals, in exact fractions ([`jalon_base::arithmetic`]).
    Calculator,
    /// Answers of a choice that one has ruled out are struck through; they can be chosen all the same.
    Eliminator,
    /// Lines of the question are marked in colour.
    Highlighter,
    /// A strip that leaves a few lines bright and dims the others.
    LineReader,
    /// Pictures and tables up to four times as large.
    Magnifier,
    /// Words for oneself, kept on the device until the test is handed in: no answer, and nobody reads them.
    Notes,
}

jalon_base::words!(Tool {
    Calculator = "calculator",
    Eliminator = "eliminator",
    Highlighter = "highlighter",
    LineReader = "line-reader",
    Magnifier = "magnifier",
    Notes = "notes",
});

impl Tool {
    /// Every tool, as protocols write it.
    pub const WORDS: [&str; 6] = [
        "calculator",
        "eliminator",
        "highlighter",
        "line-reader",
        "magnifier",
        "notes",
    ];
}
