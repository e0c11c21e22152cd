//! What comes on demand: pages that no test needs are parts of their own, which are loaded when somebody goes there.
//!
//! A part begins at its function `part_<name>` here, and `cargo xtask web` puts into its file whatever only that function reaches. So the
//! first part never names what a part brings: it finds it in the list of what was brought. After the first attestation, and from the
//! second visit on, the parts are kept for the day without network.

use crate::adaptive::Measuring;
use crate::exam::{ExamHandle, Open};
use crate::ground::{Ground, Here};
use crate::holder::Held;
use crate::pages::outcome::Scored;
use crate::pages::outcome::marking::MarkingProps;
use crate::pages::question::Drawn;
use crate::pages::{failure, waiting};
use crate::parts::Marks as DrawnMarks;
use crate::records::Marks;
use jalon_base::id::RandomId;
use jalon_credential::proof::Suite;
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::Paper;
use jalon_protocol::plan::attempts::Earlier;
use jalon_protocol::pool::Need;
use jalon_protocol::rich::{Block, RichText};
use jalon_protocol::{Interaction, ItemId, Protocol, Release, Response};
use jalon_scoring::Keys;
use jalon_scoring::keys::BadKey;
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::eye::Pixels;
use jalon_web_kit::ports::journals::{Fault, Journals};
use jalon_web_kit::ports::speech::Passage;
use jalon_web_kit::ports::vault::Vault;
use jalon_web_kit::ports::{Soon, parts, shell};
use jalon_web_kit::ui::act;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The part of those who check certificates, with what Jalon says of itself: pages [`VERIFY`], [`ABOUT`], [`PROS`].
pub const VERIFIER: &str = "verifier";
/// The part of what a person has: pages [`OWN`], [`PROOF`], [`REFUGE`]; copies and pictures.
pub const SATCHEL: &str = "satchel";

/// The part of those who choose another test than the first one: page [`TESTS`].
pub const CHOOSING: &str = "choosing";

/// The part of unusual places: another app's window, a device that keeps nothing.
pub const ENVIRONS: &str = "environs";

/// The part of tests that choose their items one by one.
pub const ADAPTIVE: &str = "adaptive";

/// The part of questions that are answered in another way than by choosing among options.
pub const ASKING: &str = "asking";

/// The part of those who read English: words, and nothing that does something.
pub const ENGLISH: &str = "english";

/// The part that finds codes in pictures.
pub const READER: &str = "reader";

/// The part that reads linked data, for the signatures that are made over it.
pub const LINKED: &str = "linked";

/// The part of pictures and tables in texts.
pub const BODIES: &str = "bodies";

/// The part of what a candidate may use beside the questions.
pub const TOOLS: &str = "tools";

/// The part of what is looked at before a test begins: page [`NEEDS`].
pub const BEFORE: &str = "before";

/// `/t/<release>`, `/t/<release>/<protocol>`.
pub const TESTS: &str = "t";
/// `/v`.
pub const VERIFY: &str = "v";
/// `/a-propos`.
pub const ABOUT: &str = "a-propos";
/// `/pros`.
pub const PROS: &str = "pros";
/// `/musette`.
pub const OWN: &str = "musette";
/// `/musette/<certificate>`, signed by another than the person.
pub const PROOF: &str = "proof";
/// `/abri`.
pub const REFUGE: &str = "abri";
/// `/reglages/besoins`.
pub const NEEDS: &str = "besoins";

/// Draws a proof as a picture, a PNG.
pub type Picture = fn(Rc<Held>, Lang) -> Soon<'static, Option<Vec<u8>>>;
/// What a test that chooses its items asks for; or the code of what it lacks.
pub type Measure = fn(&Release, &Protocol) -> Result<Rc<dyn Measuring>, &'static str>;

/// Questions that are no choice among options.
#[derive(Clone, Copy)]
pub struct Asking {
    /// Asks one.
    pub ask: fn(&Here, &ExamHandle, &ItemId) -> Html,
    /// The questions as a paper drew their numbers and names; none when it is not a paper of theirs.
    pub fill: fn(&Rc<Release>, &Paper) -> Option<Rc<Release>>,
    /// The keys of a paper, of any rule.
    pub keys: fn(&Release, &Protocol, &Paper) -> Result<Keys, BadKey>,
    /// A response to one in words.
    pub say: fn(&Interaction, &Response, &mut Drawn<'_>, Lang) -> String,
    /// What is read aloud after one, as it was answered so far.
    pub read: fn(&Interaction, Option<&Response>, &mut Drawn<'_>, Lang) -> Vec<Passage>,
    /// The marks that the person gave to what they wrote.
    pub marks: fn(&Ground, RandomId) -> Soon<'static, Marks>,
    /// Has the person mark what they wrote.
    pub mark: fn(MarkingProps) -> Html,
}

/// Tests of several parts, and those that decide something.
#[derive(Clone, Copy)]
pub struct Parted {
    /// Which part next?
    pub parts: fn(&ExamHandle, &Open, Lang) -> Html,
    /// What the points decide, and which parts were not to be sat.
    pub settled: fn(&Scored, Lang) -> Html,
}

/// Draws a certificate as codes to scan.
pub type Squares = fn(&str, Lang) -> Html;

/// A storage and a vault of the page alone.
pub type Forgetful = fn() -> (Box<dyn Journals>, Box<dyn Vault>);

/// The texts of the codes in a picture; `true` to look long, `false` for a picture of a camera that moves.
pub type Codes = fn(&Pixels, bool) -> Vec<String>;
/// The suite that reads linked data.
pub type Linked = fn() -> Rc<dyn Suite>;

/// Pictures and tables: drawn, and said to who hears the question.
#[derive(Clone, Copy)]
pub struct Bodies {
    /// Draws a block, with what each of its marks is drawn as.
    pub draw: fn(&Block, DrawnMarks<'_>) -> Html,
    /// What is heard in place of the pictures and tables of a text.
    pub heard: fn(&RichText, Lang) -> Vec<Passage>,
}

/// How the person sits a test and their attempts at it before, or the sentence that says why it may not begin.
pub type Before =
    for<'a> fn(&'a Ground, &'a Release, &'a Protocol, Lang) -> Soon<'a, Result<(Vec<Need>, Vec<Earlier>), String>>;

/// What a part brings.
pub enum Brought {
    /// A page, by its name.
    Page(&'static str, fn(&Here) -> Html),
    /// Makes the copy of everything.
    Copy(fn(&Ground) -> Soon<'static, Result<String, Fault>>),
    /// Draws a proof as a picture.
    Picture(Picture),
    /// Draws a certificate as codes to scan.
    Squares(Squares),
    /// Asks what is no choice among options.
    Asking(Asking),
    /// Shows tests of several parts, and decisions.
    Parted(Parted),
    /// Says what the person should know of where the page runs.
    Environs(fn(&Here) -> Html),
    /// Keeps things as long as the page is open, where the device keeps nothing.
    Forgetful(Forgetful),
    /// Draws pictures and tables.
    Bodies(Bodies),
    /// Draws what may be used beside a question.
    Tools(fn(&Here, &ExamHandle, &ItemId) -> Html),
    /// Looks before a test begins.
    Before(Before),
    /// Chooses items one by one and measures.
    Measuring(Measure),
    /// The words of a language.
    Words(Lang),
    /// Finds codes in pictures.
    Codes(Codes),
    /// Checks signatures over linked data.
    Linked(Linked),
}

thread_local! {
    // On the heap and looked up: a lone variable would let the compiler see through to the only function ever kept in it.
    static BROUGHT: RefCell<Vec<Brought>> = const { RefCell::new(Vec::new()) };
}

/// Picks what shows tests of several parts.
#[must_use]
pub fn parted(brought: &Brought) -> Option<Parted> {
    match brought {
        Brought::Parted(parted) => Some(*parted),
        _ => None,
    }
}

/// Picks what is said of an unusual place.
#[must_use]
pub fn environs(brought: &Brought) -> Option<fn(&Here) -> Html> {
    match brought {
        Brought::Environs(say) => Some(*say),
        _ => None,
    }
}

/// Picks what keeps things in the memory of the page.
#[must_use]
pub fn forgetful(brought: &Brought) -> Option<Forgetful> {
    match brought {
        Brought::Forgetful(keep) => Some(*keep),
        _ => None,
    }
}

/// Picks what asks questions that are no choice among options.
#[must_use]
pub fn asking(brought: &Brought) -> Option<Asking> {
    match brought {
        Brought::Asking(asking) => Some(*asking),
        _ => None,
    }
}

/// Picks what draws pictures and tables.
#[must_use]
pub fn bodies(brought: &Brought) -> Option<Bodies> {
    match brought {
        Brought::Bodies(bodies) => Some(*bodies),
        _ => None,
    }
}

/// Picks what draws the tools.
#[must_use]
pub fn tools(brought: &Brought) -> Option<fn(&Here, &ExamHandle, &ItemId) -> Html> {
    match brought {
        Brought::Tools(tools) => Some(*tools),
        _ => None,
    }
}

/// Picks what looks before a test begins.
#[must_use]
pub fn before(brought: &Brought) -> Option<Before> {
    match brought {
        Brought::Before(before) => Some(*before),
        _ => None,
    }
}

/// What a part has brought, as far as it is here.
pub fn here<T>(pick: impl FnMut(&Brought) -> Option<T>) -> Option<T> {
    BROUGHT.with_borrow(|brought| brought.iter().find_map(pick))
}

/// What is kept for a day without network once a part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Every part.
    All,
    /// The part and what it stands on: a weak line has other things to carry while somebody sits a test.
    Alone,
    /// Nothing, on a device that keeps little or nothing.
    Nothing,
}

/// What a part brings, once it is there; none when it cannot come.
pub async fn find<T>(part: &'static str, keep: Keep, pick: fn(&Brought) -> Option<T>) -> Option<T> {
    if let Some(found) = here(pick) {
        return Some(found);
    }
    bring(part, keep).await?;
    here(pick)
}

/// Brings a part.
pub async fn bring(part: &'static str, keep: Keep) -> Option<()> {
    parts::bring(part).await.ok()?;
    match keep {
        Keep::All => shell::keep_parts(),
        Keep::Alone => parts::files(part)
            .iter()
            .flatten()
            .for_each(|file| shell::keep_part(file)),
        Keep::Nothing => {}
    }
    Some(())
}

/// Brings the words of a language and has them kept; none when they cannot come, and nothing may then be said in it.
///
/// Those of French came with the first part.
pub async fn words(lang: Lang) -> Option<()> {
    let came = |brought: &Brought| matches!(brought, Brought::Words(of) if *of == lang).then_some(());
    if lang == Lang::Fr || here(came).is_some() {
        return Some(());
    }
    parts::bring_alone(ENGLISH).await.ok()?;
    if let Some(path) = parts::path(ENGLISH) {
        shell::keep_part(&path);
    }
    here(came)
}

/// What [`OnDemand`] is given.
#[derive(PartialEq, Properties)]
pub struct OnDemandProps {
    /// The part that brings the page.
    pub part: &'static str,
    /// The name of the page.
    pub page: &'static str,
    /// Where it stands.
    pub here: Here,
}

/// A page that a part brings.
#[component]
pub fn OnDemand(props: &OnDemandProps) -> Html {
    let (part, page, lang) = (props.part, props.page, props.here.lang);
    let turn = use_state(|| 0_u32);
    let brought = use_soon(format!("{page} {}", *turn), move || {
        Box::pin(async move { bring(part, Keep::All).await.is_some() })
    });
    let view = here(|brought| match brought {
        Brought::Page(name, view) if *name == page => Some(*view),
        _ => None,
    });
    match view {
        Some(view) => view(&props.here),
        None if brought.as_deref() == Some(&false) => {
            let again = act(move || turn.set(*turn + 1));
            failure(lang, (worker::part_missing(lang).to_owned(), None), Some(again))
        }
        None => waiting(lang),
    }
}

/// Where the parts begin. The later ones stand beside these: a constant above, a function here, and a line in the page.
pub mod roots {
    use super::{ABOUT, Asking, BROUGHT, Bodies, Brought, NEEDS, OWN, PROOF, PROS, Parted, REFUGE, TESTS, VERIFY};
    use crate::ground::Here;
    use crate::{adaptive, before, copy, pages, parts};
    use jalon_credential::rdfc::Rdfc;
    use jalon_messages::Lang;
    use jalon_paper::photo::{self, Grey};
    use jalon_scoring::Keys;
    use jalon_web_kit::ports::journals::Memory;
    use jalon_web_kit::ports::vault::MemoryVault;
    use std::rc::Rc;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen::prelude::*;
    use yew::prelude::*;

    fn brings(what: impl IntoIterator<Item = Brought>) {
        BROUGHT.with_borrow_mut(|brought| brought.extend(what));
    }

    /// Those who read English: their words stand in modules of this name (`crates/messages/build`).
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_english() {
        brings([Brought::Words(Lang::En)]);
    }

    /// Those who check certificates.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_verifier() {
        brings([
            Brought::Page(VERIFY, |here: &Here| html! { <pages::Verify ..here.clone() /> }),
            Brought::Page(ABOUT, pages::about),
            Brought::Page(PROS, |here: &Here| pages::pros(here.lang)),
        ]);
    }

    /// Those who choose a test.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_choosing() {
        brings([
            Brought::Page(
                TESTS,
                |here: &Here| html! { <pages::Tests key={format!("{}/{}", here.name, here.more)} ..here.clone() /> },
            ),
            Brought::Parted(Parted {
                parts: pages::attempt::parts::parts,
                settled: pages::outcome::settled,
            }),
        ]);
    }

    /// Unusual places.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_environs() {
        brings([
            Brought::Environs(parts::environs),
            Brought::Forgetful(|| (Box::new(Memory::default()), Box::new(MemoryVault::default()))),
        ]);
    }

    /// Tests that choose their items.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_adaptive() {
        brings([Brought::Measuring(adaptive::one_by_one)]);
    }

    /// Questions that are no choice among options.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_asking() {
        brings([Brought::Asking(Asking {
            ask: pages::question::special,
            keys: Keys::of,
            fill: pages::question::filled,
            say: pages::question::said,
            read: pages::question::others,
            marks: pages::outcome::marking::marks,
            mark: pages::outcome::marking::marking,
        })]);
    }

    /// Codes in pictures.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_reader() {
        brings([Brought::Codes(|pixels, long| {
            let picture = Grey::of_rgba(pixels.width, &pixels.rgba);
            let read = if long { photo::texts } else { photo::glance };
            picture.map(|picture| read(&picture)).unwrap_or_default()
        })]);
    }

    /// Linked data.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_linked() {
        brings([Brought::Linked(|| Rc::new(Rdfc::pinned()))]);
    }

    /// Pictures and tables in texts.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_bodies() {
        brings([Brought::Bodies(Bodies {
            draw: parts::body,
            heard: parts::heard,
        })]);
    }

    /// What may be used beside the questions.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_tools() {
        brings([Brought::Tools(|here, exam, item| {
            html! { <parts::Tools here={here.clone()} exam={exam.clone()} item={item.clone()} /> }
        })]);
    }

    /// How the person sits tests, and how often.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_before() {
        brings([
            Brought::Page(NEEDS, |here: &Here| html! { <before::Needs ..here.clone() /> }),
            Brought::Before(|ground, release, protocol, lang| Box::pin(before::look(ground, release, protocol, lang))),
        ]);
    }

    /// What a person has.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
    pub fn part_satchel() {
        brings([
            Brought::Page(OWN, |here: &Here| html! { <pages::Satchel ..here.clone() /> }),
            Brought::Page(PROOF, |here: &Here| html! { <pages::AnyProof ..here.clone() /> }),
            Brought::Page(REFUGE, |here: &Here| html! { <pages::Refuge ..here.clone() /> }),
            Brought::Copy(|ground| {
                let ground = ground.clone();
                Box::pin(async move { copy::make(&ground).await })
            }),
            Brought::Squares(parts::squares),
            Brought::Picture(|held, lang| Box::pin(async move { parts::picture(&held, lang).await })),
        ]);
    }
}
