//! One style sheet of all: files after files, comments and idle spaces dropped.

use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The style sheets of these folders, in their order, `tokens.css` before its neighbours.
///
/// # Errors
/// A folder cannot be read; the first may not be missing, the others may.
pub fn bundle(folders: &[PathBuf]) -> Result<String> {
    let mut all = String::new();
    for folder in folders {
        if !folder.is_dir() {
            continue;
        }
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .with_context(|| format!("reading `{}`", folder.display()))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "css"))
            .collect();
        files.sort_by_key(|path| (path.file_stem().is_none_or(|stem| stem != "tokens"), path.clone()));
        for file in files {
            all.push_str(&fs::read_to_string(&file).with_context(|| format!("reading `{}`", file.display()))?);
            all.push('\n');
        }
    }
    Ok(minify(&all))
}

/// Drops comments and the spaces that no rule needs; strings and `url(…)` are left alone.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut quote: Option<char> = None;
    let mut pending = false;
    while let Some(character) = rest.next() {
        if let Some(open) = quote {
            out.push(character);
            if character == '\\' {
                out.extend(rest.next());
            } else if character == open {
                quote = None;
            }
            continue;
        }
        if character == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut star = false;
            for inside in rest.by_ref() {
                if star && inside == '/' {
                    break;
                }
                star = inside == '*';
            }
            pending = true;
            continue;
        }
        if character.is_whitespace() {
            pending = true;
            continue;
        }
        // A space stands where it may mean something: between words, before `(`, around `+`, `-` and `*`, and before a `:` of a selector.
        let glue_before = out
            .chars()
            .last()
            .is_none_or(|last| "{};,>".contains(last) || last == ':');
        let glue_after = "{};,>".contains(character);
        if pending && !glue_before && !glue_after {
            out.push(' ');
        }
        pending = false;
        if character == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(character);
        if character == '"' || character == '\'' {
            quote = Some(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_go_and_what_must_stay() {
        let check = |css: &str, wanted: &str| assert_eq!(minify(css), wanted);
        check("/* note */\n@layer tokens, ui;\n", "@layer tokens,ui;");
        check(
            "a {\n  color: red;\n  margin: 0 auto;\n}\n",
            "a{color:red;margin:0 auto}",
        );
        check(
            "a :hover > b { content: \"a  /* b */ \\\" {\"; }",
            "a :hover>b{content:\"a  /* b */ \\\" {\"}",
        );
        check(
            "a { width: calc(100% - 2 * var(--s1)); }",
            "a{width:calc(100% - 2 * var(--s1))}",
        );
        check(
            "@media (min-width: 40rem) and (prefers-color-scheme: dark) {}",
            "@media (min-width:40rem) and (prefers-color-scheme:dark){}",
        );
        check("a::before, *, b + c ~ d {}", "a::before,*,b + c ~ d{}");
        check("a/**/b {}", "a b{}");
    }
}
