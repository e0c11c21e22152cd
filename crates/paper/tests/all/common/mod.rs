//! Certificates as they are printed: issued by `recognition`, in the words of the catalogues, with both proofs.

use jalon_messages::{Lang, certificate};
use jalon_testkit::certificate::{self as made, Words};

const EXAM: &str = "Garde de l'enfant : ce que je sais";

/// The certificate of a person that cites the first `count` competences, in canonical bytes.
pub fn in_words(lang: Lang, count: usize, person: &str) -> Vec<u8> {
    let words = Words {
        lang: lang.tag(),
        name: &certificate::name(lang, EXAM),
        description: certificate::description(lang),
        criteria: &certificate::criteria(lang, EXAM),
    };
    made::certificate(count, person, words)
}

/// As [`in_words`], in French.
pub fn bytes(count: usize, person: &str) -> Vec<u8> {
    in_words(Lang::Fr, count, person)
}
