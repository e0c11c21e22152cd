//! The catalogues side by side: the same files, the same messages and the same arguments in every language.

use crate::parse::{self, Declared, Key, Kind, Message, Piece};
use crate::typography;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Tags of the languages, as the folders are named; the first one is the language of reference.
pub const LANGUAGES: [&str; 2] = ["fr", "en"];

/// One file of messages, in every language.
pub struct Catalogue {
    /// Name of the file without its ending, and of the module.
    pub name: String,
    /// Its messages, in the order of the language of reference.
    pub entries: Vec<Entry>,
}

/// One message, in every language.
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// What it takes, in order.
    pub arguments: Vec<Declared>,
    /// The message in each of [`LANGUAGES`].
    pub texts: Vec<Message>,
}

/// Reads `root/<language>/*.ftl`; whatever is wrong is added to `errors`.
pub fn read_all(root: &Path, errors: &mut Vec<String>) -> Vec<Catalogue> {
    let mut files: BTreeMap<String, Vec<Option<Vec<Message>>>> = BTreeMap::new();
    for (index, language) in LANGUAGES.iter().enumerate() {
        let folder = root.join(language);
        let listing = match fs::read_dir(&folder) {
            Ok(listing) => listing,
            Err(error) => {
                errors.push(format!("{}: {error}", folder.display()));
                continue;
            }
        };
        for path in listing.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_none_or(|ending| ending != "ftl") {
                continue;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let read = match fs::read_to_string(&path) {
                Ok(text) => read_one(&text, language, &path.display().to_string(), errors),
                Err(error) => {
                    errors.push(format!("{}: {error}", path.display()));
                    Vec::new()
                }
            };
            let slots = files.entry(name).or_insert_with(|| vec![None, None]);
            if let Some(slot) = slots.get_mut(index) {
                *slot = Some(read);
            }
        }
    }
    files
        .into_iter()
        .map(|(name, languages)| pair(root, name, languages, errors))
        .collect()
}

fn read_one(text: &str, language: &str, path: &str, errors: &mut Vec<String>) -> Vec<Message> {
    let (mut messages, wrongs) = parse::catalogue(text);
    errors.extend(
        wrongs
            .iter()
            .map(|wrong| format!("{path}:{}: {}", wrong.line, wrong.what)),
    );
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    messages.retain(|message| match lines.get(&message.id) {
        Some(first) => {
            errors.push(format!(
                "{path}:{}: message `{}` is there already, line {first}",
                message.line, message.id
            ));
            false
        }
        None => lines.insert(message.id.clone(), message.line).is_none(),
    });
    for message in &mut messages {
        for what in typography::set(language, &mut message.pieces) {
            errors.push(format!("{path}:{}: message `{}`: {what}", message.line, message.id));
        }
    }
    messages
}

fn pair(root: &Path, name: String, languages: Vec<Option<Vec<Message>>>, errors: &mut Vec<String>) -> Catalogue {
    let path = |index: usize| {
        let tag = LANGUAGES.get(index).copied().unwrap_or_default();
        root.join(tag).join(format!("{name}.ftl")).display().to_string()
    };
    let mut languages = languages.into_iter().enumerate().map(|(index, messages)| {
        messages.unwrap_or_else(|| {
            errors.push(format!("{}: the file is missing", path(index)));
            Vec::new()
        })
    });
    let reference = languages.next().unwrap_or_default();
    let mut others: Vec<Vec<Message>> = languages.collect();
    let mut entries = Vec::new();
    for message in reference {
        let arguments = match arguments(&message) {
            Ok(arguments) => arguments,
            Err(what) => {
                errors.push(format!(
                    "{}:{}: message `{}`: {what}",
                    path(0),
                    message.line,
                    message.id
                ));
                for other in &mut others {
                    other.retain(|translation| translation.id != message.id);
                }
                continue;
            }
        };
        let id = message.id.clone();
        let line = message.line;
        let mut texts = vec![message];
        for (index, other) in others.iter_mut().enumerate() {
            let Some(found) = other.iter().position(|candidate| candidate.id == id) else {
                errors.push(format!(
                    "{}:{line}: message `{id}` is missing in {}",
                    path(0),
                    path(index + 1)
                ));
                continue;
            };
            let translation = other.swap_remove(found);
            if let Err(what) = agrees(&translation, &arguments) {
                errors.push(format!(
                    "{}:{}: message `{id}`: {what}",
                    path(index + 1),
                    translation.line
                ));
            }
            texts.push(translation);
        }
        entries.push(Entry { id, arguments, texts });
    }
    for (index, other) in others.iter().enumerate() {
        for message in other {
            errors.push(format!(
                "{}:{}: message `{}` is missing in {}",
                path(index + 1),
                message.line,
                message.id,
                path(0)
            ));
        }
    }
    Catalogue { name, entries }
}

/// What a message takes: the declared arguments in their order, then the others in the order met.
fn arguments(message: &Message) -> Result<Vec<Declared>, String> {
    let uses = uses(&message.pieces);
    let mut arguments = message.declared.clone();
    for declared in &arguments {
        if !uses.iter().any(|(name, _)| *name == declared.name) {
            return Err(format!("`${}` is declared and never used", declared.name));
        }
    }
    for (name, shown) in uses {
        match arguments.iter_mut().find(|argument| argument.name == name) {
            Some(argument) => check_kind(argument, shown)?,
            None => arguments.push(Declared {
                name,
                kind: shown.unwrap_or(Kind::Text),
            }),
        }
    }
    Ok(arguments)
}

fn check_kind(argument: &mut Declared, shown: Option<Kind>) -> Result<(), String> {
    match shown {
        Some(kind) if kind != argument.kind => Err(format!(
            "`${}` is used as {kind:?} and as {:?}: declare it in the comment, `# ${} (number)`",
            argument.name, argument.kind, argument.name
        )),
        _ => Ok(()),
    }
}

fn agrees(translation: &Message, arguments: &[Declared]) -> Result<(), String> {
    let uses = uses(&translation.pieces);
    for argument in arguments {
        if !uses.iter().any(|(name, _)| *name == argument.name) {
            return Err(format!("`${}` of the French message is not used", argument.name));
        }
    }
    for (name, shown) in uses {
        match arguments.iter().find(|argument| argument.name == name) {
            None => return Err(format!("`${name}` is not an argument of the French message")),
            Some(argument) => check_kind(&mut argument.clone(), shown)?,
        }
    }
    Ok(())
}

/// Every use of an argument, in order, with the kind that this use shows; a kind shown later is reported first.
fn uses(pieces: &[Piece]) -> Vec<(String, Option<Kind>)> {
    let mut all = Vec::new();
    collect(pieces, &mut all);
    let mut merged: Vec<(String, Option<Kind>)> = Vec::new();
    for (name, kind) in all {
        match merged
            .iter_mut()
            .find(|(other, known)| *other == name && (known.is_none() || kind.is_none() || *known == kind))
        {
            Some((_, known)) => *known = known.or(kind),
            None => merged.push((name, kind)),
        }
    }
    merged
}

fn collect(pieces: &[Piece], all: &mut Vec<(String, Option<Kind>)>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Argument { name, kind } => all.push((name.clone(), *kind)),
            Piece::Select { name, variants, .. } => {
                all.push((name.clone(), Some(selector_kind(variants))));
                for (_, inside) in variants {
                    collect(inside, all);
                }
            }
        }
    }
}

/// A selector whose keys are all numbers or plural categories chooses by a number; any other by words.
pub fn selector_kind(variants: &[(Key, Vec<Piece>)]) -> Kind {
    let plural = |key: &Key| match key {
        Key::Exactly(_) => true,
        Key::Word(word) => ["zero", "one", "two", "few", "many", "other"].contains(&word.as_str()),
    };
    let only_default = variants.len() == 1;
    if !only_default && variants.iter().all(|(key, _)| plural(key)) {
        Kind::Number
    } else {
        Kind::Text
    }
}
