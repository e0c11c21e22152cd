//! What checks say, in the words of a reader.

use jalon_base::sorted::SortedMap;
use jalon_credential::verify::Check;
use jalon_messages::{Lang, cli, credential, lists, paper};

/// The sentence of a code; the code alone where the catalogues have none.
pub fn say(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> String {
    // A catalogue's key has no place for the slash of `key/secret`.
    let code = if code == "key/secret" { "SECRET_KEY" } else { code };
    credential::sentence(lang, code, args)
        .or_else(|| lists::sentence(lang, code, args))
        .or_else(|| paper::sentence(lang, code, args))
        .unwrap_or_else(|| super::super::worded(lang, code))
}

/// The sentence of a code that needs nothing else.
pub fn plain(lang: Lang, code: &str) -> String {
    say(lang, code, &SortedMap::new())
}

/// The name of a check.
pub fn name(check: &Check, lang: Lang) -> String {
    plain(lang, &format!("check/{}", check.id))
}

/// What a check says beyond its name: why it fell and where, or as of when it holds.
pub fn why(check: &Check, lang: Lang) -> String {
    let arg = |name| check.args.get(name).map(String::as_str);
    let words = match check.code {
        Some(code) => say(lang, code, &check.args),
        None if arg("as-of").is_some() => say(lang, "status/checked-as-of", &check.args),
        None if arg("witnessed").is_some() => say(lang, "key/witnessed", &check.args),
        None => match (arg("genre"), arg("suite")) {
            (Some(genre), _) => cli::compared(lang, genre),
            // Of several signatures, which one.
            (None, suite) => suite.unwrap_or_default().to_owned(),
        },
    };
    match arg("line").zip(arg("column")) {
        Some((line, column)) => [words, credential::at_place(lang, line, column)].join(" "),
        None => words,
    }
}
