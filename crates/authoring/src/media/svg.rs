//! SVG from a short list: shapes, words, gradients. No script, no event, no style, no reference outside the file, no entity.
//!
//! What is not on the list is refused: the list of what can be dangerous has no end. A browser draws these files in an `img`, where
//! nothing runs either; this is the first of the two walls, and the one that says where the fault is.
//!
//! # Source
//! W3C, Scalable Vector Graphics 2, for the names; Extensible Markup Language 1.0 (fifth edition), §2 and §3, for the form.

/// Elements that may be there.
const ELEMENTS: [&str; 18] = [
    "svg",
    "g",
    "title",
    "desc",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
];

/// Elements that hold words.
const WORDS: [&str; 4] = ["title", "desc", "text", "tspan"];

/// Attributes that may be there.
const ATTRIBUTES: [&str; 56] = [
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "id",
    "letter-spacing",
    "offset",
    "opacity",
    "points",
    "preserveAspectRatio",
    "r",
    "rotate",
    "rx",
    "ry",
    "spreadMethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "textLength",
    "transform",
    "vector-effect",
    "viewBox",
    "visibility",
    "width",
    "x",
    "x1",
    "x2",
    "xmlns",
    "y",
    "y1",
    "y2",
];

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Something that is wrong in a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line and column, from 1; columns are bytes.
    pub at: (usize, usize),
    /// Stable code.
    pub code: &'static str,
    /// What was found.
    pub found: String,
}

/// The size of a drawing, and everything that is wrong in it; after a fault of form nothing more is read.
pub fn check(bytes: &[u8]) -> (Option<(u32, u32)>, Vec<Fault>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let fault = Fault {
            at: (1, 1),
            code: "media/svg-form",
            found: "UTF-8".to_owned(),
        };
        return (None, vec![fault]);
    };
    let mut reader = Reader {
        text,
        rest: text,
        open: Vec::new(),
        size: None,
        ended: false,
        faults: Vec::new(),
    };
    if reader.document().is_none() {
        reader.fault(reader.rest, "media/svg-form", "");
    }
    (reader.size, reader.faults)
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    open: Vec<&'a str>,
    size: Option<(u32, u32)>,
    ended: bool,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    /// Says that something is wrong where this rest begins.
    fn fault(&mut self, rest: &str, code: &'static str, found: &str) {
        let before = self.text.len().saturating_sub(rest.len());
        let before = self.text.get(..before).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().len() + 1;
        self.faults.push(Fault {
            at: (line, column),
            code,
            found: found.chars().take(60).collect(),
        });
    }

    /// Everything, to the end; none where the form is broken.
    fn document(&mut self) -> Option<()> {
        while !self.rest.is_empty() {
            let (words, _) = self.rest.split_once('<').unwrap_or((self.rest, ""));
            let holds = self.open.last().is_some_and(|name| WORDS.contains(name));
            if !holds && !words.trim().is_empty() {
                return None;
            }
            self.characters(words)?;
            self.rest = self.rest.strip_prefix(words)?;
            if self.rest.is_empty() {
                break;
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                self.rest = comment.split_once("-->")?.1;
            } else if let Some(rest) = self.rest.strip_prefix("</") {
                let (name, rest) = rest.split_once('>')?;
                if self.open.pop() != Some(name.trim_end()) {
                    return None;
                }
                self.rest = rest;
                self.ended = self.open.is_empty();
            } else {
                self.element()?;
            }
        }
        (self.ended && self.open.is_empty()).then_some(())
    }

    /// Words or a value: entities of the form alone.
    fn characters(&mut self, words: &str) -> Option<()> {
        for after in words.split('&').skip(1) {
            let (entity, _) = after.split_once(';')?;
            let number = entity.strip_prefix('#');
            let known = ["lt", "gt", "amp", "quot", "apos"].contains(&entity)
                || number.is_some_and(|number| {
                    !number.is_empty() && number.chars().all(|c| c.is_ascii_hexdigit() || c == 'x')
                });
            if !known {
                self.fault(self.rest, "media/svg-reference", entity);
            }
        }
        (!words.chars().any(|c| c.is_control() && !c.is_ascii_whitespace())).then_some(())
    }

    fn element(&mut self) -> Option<()> {
        let start = self.rest;
        let rest = start.strip_prefix('<')?;
        let name = name_of(rest)?;
        // One root, and nothing after it.
        if self.ended || self.open.is_empty() != (name == "svg" && self.size.is_none()) {
            return None;
        }
        if !ELEMENTS.contains(&name) {
            self.fault(start, "media/svg-element", name);
        }
        let root = self.open.is_empty();
        let mut rest = rest.strip_prefix(name)?;
        let mut seen: Vec<&str> = Vec::new();
        loop {
            let after = rest.trim_start();
            if let Some(end) = after.strip_prefix("/>") {
                self.rest = end;
                self.ended = root;
                break;
            }
            if let Some(end) = after.strip_prefix('>') {
                self.rest = end;
                self.open.push(name);
                break;
            }
            if after.len() == rest.len() {
                return None;
            }
            let attribute = name_of(after)?;
            let value = after
                .strip_prefix(attribute)?
                .trim_start()
                .strip_prefix('=')?
                .trim_start();
            let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
            let (value, end) = value.strip_prefix(quote)?.split_once(quote)?;
            if value.contains('<') || seen.contains(&attribute) {
                return None;
            }
            seen.push(attribute);
            self.rest = after;
            self.attribute(after, attribute, value, root)?;
            rest = end;
        }
        if root && (self.size.is_none() || !seen.contains(&"xmlns")) {
            self.fault(start, "media/svg-size", "viewBox");
            self.size.get_or_insert((0, 0));
        }
        Some(())
    }

    fn attribute(&mut self, place: &'a str, name: &str, value: &str, root: bool) -> Option<()> {
        self.characters(value)?;
        if !ATTRIBUTES.contains(&name) {
            self.fault(place, "media/svg-attribute", name);
        } else if name == "xmlns" && value != NAMESPACE {
            self.fault(place, "media/svg-reference", value);
        } else if name == "viewBox" && root {
            let numbers: Option<Vec<u32>> = value.split_ascii_whitespace().map(|n| n.parse().ok()).collect();
            match numbers.as_deref() {
                Some([0, 0, width, height]) => self.size = Some((*width, *height)),
                _ => self.fault(place, "media/svg-size", value),
            }
        }
        // A paint or a clip of the same file, and nothing else, may be called by address; an escape could hide one.
        let calls = value.to_ascii_lowercase();
        let own = |address: &str| {
            let id = address.strip_prefix("url(#").and_then(|id| id.strip_suffix(')'));
            id.is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        };
        let far = calls.contains("url") || calls.contains(['\\', '&', '@']) || calls.contains("://");
        if far && name != "xmlns" && !own(value) {
            self.fault(place, "media/svg-reference", value);
        }
        Some(())
    }
}

/// The name at the beginning of a text.
fn name_of(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':' || c == '_'));
    let name = text.get(..end?)?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">"#;

    fn faults(inside: &str) -> Vec<(&'static str, String)> {
        let (_, faults) = check(format!("{OPEN}{inside}</svg>").as_bytes());
        faults.into_iter().map(|fault| (fault.code, fault.found)).collect()
    }

    #[test]
    fn shapes_and_words_are_drawn() {
        let drawing = r##"
            <!-- a sign -->
            <title>Panneau &amp; flèche</title>
            <defs><linearGradient id="g-1"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
            <g fill="url(#g-1)" transform="translate(3 4)"><path d='M0 0h3'/><text x="1" y="2">Rue &#233;</text></g>"##;
        assert_eq!(faults(drawing), []);
        assert_eq!(check(format!("{OPEN}</svg>\n").as_bytes()), (Some((40, 30)), vec![]));
    }

    #[test]
    fn what_runs_calls_or_hides_is_refused_at_its_place() {
        let one = |inside: &str, code: &'static str, found: &str| {
            assert_eq!(faults(inside).first(), Some(&(code, found.to_owned())), "{inside}");
        };
        one("<script>alert(1)</script>", "media/svg-element", "script");
        one("<foreignObject/>", "media/svg-element", "foreignObject");
        one("<use href=\"#a\"/>", "media/svg-element", "use");
        one(
            "<image href=\"https://a.example/x.png\"/>",
            "media/svg-element",
            "image",
        );
        one("<style>@import url(//a.example)</style>", "media/svg-element", "style");
        one("<animate attributeName=\"x\"/>", "media/svg-element", "animate");
        one("<a/>", "media/svg-element", "a");
        one("<g onload=\"alert(1)\"/>", "media/svg-attribute", "onload");
        one("<g OnClick='1'/>", "media/svg-attribute", "OnClick");
        one("<g style=\"fill:url(//a.example)\"/>", "media/svg-attribute", "style");
        one("<g xlink:href=\"#x\"/>", "media/svg-attribute", "xlink:href");
        one(
            "<g fill=\"url(https://a.example/#x)\"/>",
            "media/svg-reference",
            "url(https://a.example/#x)",
        );
        one(
            "<g fill=\"URL(#x) url(//a)\"/>",
            "media/svg-reference",
            "URL(#x) url(//a)",
        );
        one("<g fill=\"u\\72l(//a)\"/>", "media/svg-reference", "u\\72l(//a)");
        one("<g fill=\"&#117;rl(//a)\"/>", "media/svg-reference", "&#117;rl(//a)");
        one("<text>&xxe;</text>", "media/svg-reference", "xxe");
        one("<!DOCTYPE svg [<!ENTITY a 'b'>]>", "media/svg-form", "");
        one("<?xml-stylesheet href='a'?>", "media/svg-form", "");
        one("<![CDATA[a]]>", "media/svg-form", "");
        one("words", "media/svg-form", "");
        one("<g>", "media/svg-form", "");
        one("<g fill=red/>", "media/svg-form", "");
        one("<g fill=\"a\" fill=\"b\"/>", "media/svg-form", "");
        one("<g fill=\"<\"/>", "media/svg-form", "");
    }

    #[test]
    fn every_fault_is_said_at_its_line() {
        let (_, faults) = check(format!("{OPEN}\n<script/>\n  <g onload='1'/></svg>").as_bytes());
        let places: Vec<_> = faults.iter().map(|fault| fault.at).collect();
        assert_eq!(places, [(2, 1), (3, 6)]);
    }

    #[test]
    fn a_drawing_says_its_size_in_whole_units() {
        for open in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "<svg viewBox=\"0 0 4 3\">",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4.5 3\">",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"1 0 4 3\">",
            "<svg xmlns=\"https://a.example\" viewBox=\"0 0 4 3\">",
        ] {
            let (_, faults) = check(format!("{open}</svg>").as_bytes());
            assert!(!faults.is_empty(), "{open}");
        }
        for text in ["", "<svg", "<svg/><svg/>", "</svg>", "<svg></svg><g/>", "<g/>"] {
            assert!(!check(text.as_bytes()).1.is_empty(), "{text}");
        }
        assert!(!check(b"<svg\xff").1.is_empty());
    }
}
