//! The first screen, which is a question, and what leads from it to a test.

use super::{Failure, Redirect, Waiting, release_trouble, title, trouble};
use crate::exam::{self, Trouble};
use crate::ground::{Ground, use_ground, use_lang};
use crate::library::{self, Entry, NoRelease};
use crate::parts::{Drawing, Environs};
use crate::records::{self, Record};
use crate::route::{Leaf, Route};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_protocol::release::statement::Signature;
use jalon_protocol::{ProtocolId, Release};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::ui::{Button, Disclosure, Glyph, Icon, Look, Notice, Page, Tone};
use jalon_web_kit::{Link, use_router};
use std::rc::Rc;
use yew::prelude::*;

/// Which trade?
#[component]
pub fn Home() -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let shelf = {
        let ground = ground.clone();
        use_soon((), move |()| {
            let ground = ground.clone();
            Box::pin(async move { library::entries(&ground).await })
        })
    };
    let records = use_soon((), move |()| {
        let ground = ground.clone();
        Box::pin(async move { records::all(&ground).await.unwrap_or_default() })
    });
    let open = records
        .iter()
        .flat_map(|records| records.iter())
        .find(|record| !record.closed);
    let trades = match shelf.as_deref() {
        None => {
            html! { <div class="pictures" aria-busy="true"><div class="picture picture--ghost"></div><div class="picture picture--ghost"></div></div> }
        }
        Some(entries) if entries.is_empty() => html! {
            <Notice tone={Tone::Attention} icon={Icon::Wifi}><p>{ worker::no_trades(lang) }</p></Notice>
        },
        Some(entries) => {
            html! { <ul class="pictures plain">{ for entries.iter().map(|entry| trade(entry, lang)) }</ul> }
        }
    };
    html! {
        <Page title="Jalon" heading={html! { { worker::trade_question(lang) } }} class="stack home">
            if let Some(record) = open { <Resume record={record.clone()} /> }
            { trades }
            <p class="muted">{ worker::trade_hint(lang) }</p>
            <Environs />
        </Page>
    }
}

fn trade(entry: &Entry, lang: Lang) -> Html {
    html! {
        <li key={entry.id.to_string()}>
            <Link to={Route::Begin(entry.referential.clone()).path()} class="picture">
                <Drawing name={entry.picture.clone()} />
                <span class="picture__name">{ entry.trade.say(lang.tag()) }<Glyph icon={Icon::ArrowRight} /></span>
            </Link>
        </li>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct ResumeProps {
    record: Record,
}

/// A test that was begun and waits.
#[component]
fn Resume(props: &ResumeProps) -> Html {
    let lang = use_lang();
    let record = &props.record;
    html! {
        <section class="card resume" aria-labelledby="resume">
            <div class="stack stack--tight">
                <h2 id="resume">{ worker::resume_title(lang) }</h2>
                <p>{ worker::resume_state(lang, record.trade.say(lang.tag()), record.answered, record.total) }</p>
            </div>
            <Link to={Route::Attempt(record.attempt, Leaf::Question).path()} class="button button--primary button--tall">
                <Glyph icon={Icon::Play} /><span>{ worker::resume_test(lang) }</span>
            </Link>
        </section>
    }
}

/// What pages about a release are given.
#[derive(Debug, Properties, PartialEq)]
pub struct ReleaseProps {
    /// Its name in the address.
    pub release: String,
}

/// Begins the first test of a release at once; one that was begun and not finished is taken up.
#[component]
pub fn Begin(props: &ReleaseProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let turn = use_state(|| 0_u32);
    let begun = use_soon((props.release.clone(), *turn), move |(name, _)| {
        let (ground, name) = (ground.clone(), name.clone());
        Box::pin(async move { at_once(&ground, &name, lang).await })
    });
    match begun.as_deref() {
        None => html! { <Fetching /> },
        Some(Ok(attempt)) => html! { <Redirect to={Route::Attempt(*attempt, Leaf::Question).path()} /> },
        Some(Err(fault)) => {
            let (words, code) = trouble(lang, fault);
            let retry = Callback::from(move |()| turn.set(*turn + 1));
            html! { <Failure {words} code={code.map(AttrValue::from)} {retry} /> }
        }
    }
}

/// Questions are on their way.
#[component]
fn Fetching() -> Html {
    let lang = use_lang();
    html! { <main id="main" class="page boot"><p class="boot__word" role="status">{ worker::getting_questions(lang) }</p><div class="boot__line"></div></main> }
}

async fn at_once(ground: &Ground, name: &str, lang: Lang) -> Result<RandomId, Trouble> {
    let (_, release) = library::find(ground, name).await.map_err(Trouble::Release)?;
    let first = library::first(&release).ok_or(Trouble::Unknown)?;
    if let Some(open) = unfinished(ground, &release, first).await {
        return Ok(open);
    }
    exam::begin(ground, &release, first, lang.tag()).await
}

async fn unfinished(ground: &Ground, release: &Release, protocol: &ProtocolId) -> Option<RandomId> {
    let records = records::all(ground).await.ok()?;
    let ours = |record: &&Record| !record.closed && record.release == release.id && record.protocol == *protocol;
    records.iter().find(ours).map(|record| record.attempt)
}

type Found = Result<(Entry, Rc<Release>), NoRelease>;

#[hook]
fn use_release(name: &str) -> (Option<Rc<Found>>, Callback<()>) {
    let ground = use_ground();
    let turn = use_state(|| 0_u32);
    let found = use_soon((name.to_owned(), *turn), move |(name, _)| {
        let (ground, name) = (ground.clone(), name.clone());
        Box::pin(async move { library::find(&ground, &name).await })
    });
    (found, Callback::from(move |()| turn.set(*turn + 1)))
}

/// Every test of a release.
#[component]
pub fn Tests(props: &ReleaseProps) -> Html {
    let lang = use_lang();
    let (found, retry) = use_release(&props.release);
    let release = match found.as_deref() {
        None => return html! { <Waiting /> },
        Some(Err(fault)) => {
            let (words, code) = release_trouble(lang, fault);
            return html! { <Failure {words} code={code.map(AttrValue::from)} {retry} /> };
        }
        Some(Ok((_, release))) => release,
    };
    let mut protocols: Vec<_> = release.protocols.values().collect();
    protocols.sort_by_key(|protocol| protocol.minutes);
    let line = |protocol: &&jalon_protocol::Protocol| {
        html! {
            <li key={protocol.id.as_str()}>
                <Link to={Route::Test(props.release.clone(), protocol.id.as_str().to_owned()).path()} class="door">
                    <span class="door__words">
                        <strong>{ protocol.title.say(lang.tag()) }</strong>
                        <span class="muted">{ worker::test_length(lang, protocol.length(), protocol.minutes) }</span>
                        <span>{ protocol.summary.say(lang.tag()) }</span>
                    </span>
                    <Glyph icon={Icon::ArrowRight} />
                </Link>
            </li>
        }
    };
    html! {
        <Page title={title(lang, worker::tests_of(lang))} heading={html! { { worker::tests_of(lang) } }} class="stack">
            <p class="muted">{ release.referential.trade.say(lang.tag()) }</p>
            <ul class="plain stack">{ for protocols.iter().map(line) }</ul>
            <Made release={Shared(release.clone())} />
            <OpenFile />
        </Page>
    }
}

/// What [`Test`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct TestProps {
    /// The release's name in the address.
    pub release: String,
    /// The protocol's.
    pub protocol: String,
}

/// A test, before it starts.
#[component]
pub fn Test(props: &TestProps) -> Html {
    let (ground, lang, router) = (use_ground(), use_lang(), use_router());
    let failed = use_state(|| None::<Trouble>);
    let (found, retry) = use_release(&props.release);
    let release = match found.as_deref() {
        None => return html! { <Waiting /> },
        Some(Err(fault)) => {
            let (words, code) = release_trouble(lang, fault);
            return html! { <Failure {words} code={code.map(AttrValue::from)} {retry} /> };
        }
        Some(Ok((_, release))) => release.clone(),
    };
    let Some(protocol) = ProtocolId::parse(&props.protocol).and_then(|id| release.protocols.get(&id)) else {
        return html! { <super::Nowhere /> };
    };
    let start = {
        let (release, id, failed) = (release.clone(), protocol.id.clone(), failed.clone());
        Callback::from(move |()| {
            let (ground, release, id) = (ground.clone(), release.clone(), id.clone());
            let (router, failed) = (router.clone(), failed.clone());
            spawn(async move {
                let attempt = match unfinished(&ground, &release, &id).await {
                    Some(attempt) => Ok(attempt),
                    None => exam::begin(&ground, &release, &id, lang.tag()).await,
                };
                match attempt {
                    Ok(attempt) => router.go(Route::Attempt(attempt, Leaf::Question).path()),
                    Err(fault) => failed.set(Some(fault)),
                }
            });
        })
    };
    let (heading, notice) = (
        protocol.title.say(lang.tag()).to_owned(),
        protocol.notice.say(lang.tag()).to_owned(),
    );
    let about = release.referential.notice.say(lang.tag()).to_owned();
    html! {
        <Page title={title(lang, &heading)} heading={html! { { &heading } }} class="stack">
            <p class="muted">{ release.referential.trade.say(lang.tag()) }</p>
            <p class="lead">{ protocol.summary.say(lang.tag()) }</p>
            <p class="row"><Glyph icon={Icon::Clock} /><span>{ worker::test_length(lang, protocol.length(), protocol.minutes) }</span></p>
            if let Some(fault) = &*failed { <Notice tone={Tone::Bad} alert={true}><p>{ trouble(lang, fault).0 }</p></Notice> }
            <Button look={Look::Primary} tall={true} wide={true} onclick={start} after={Some(Icon::ArrowRight)}>{ worker::start_test(lang) }</Button>
            if !notice.is_empty() { <Notice><p>{ notice }</p></Notice> }
            <p class="muted small">{ about }</p>
            <Made release={Shared(release.clone())} />
        </Page>
    }
}

/// A release shared by the page; the same one when it is the same.
#[derive(Debug, Clone)]
pub struct Shared(pub Rc<Release>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

#[derive(Debug, Properties, PartialEq)]
struct MadeProps {
    release: Shared,
}

/// Who made and signed the questions.
#[component]
fn Made(props: &MadeProps) -> Html {
    let lang = use_lang();
    let release = &props.release.0;
    let publisher = release.manifest.publisher.say(lang.tag());
    let (tone, words) = match release.signature() {
        Signature::By(_) => (Tone::Ok, worker::signed_by(lang, publisher)),
        Signature::None => (Tone::Attention, worker::signed_by_nobody(lang).to_owned()),
        Signature::Bad { .. } => (Tone::Bad, worker::signed_wrong(lang).to_owned()),
    };
    let signers = match release.signature() {
        Signature::By(signers) => signers,
        _ => Vec::new(),
    };
    html! {
        <Disclosure summary={worker::who_made_this(lang)}>
            <Notice {tone}>
                <p>{ words }</p>
                { for signers.iter().map(|signer| html! { <p class="small code">{ &signer.by }</p> }) }
            </Notice>
            <p class="small">{ release.manifest.licence.clone() }{ " · " }{ jalon_messages::date(lang, release.manifest.dated) }</p>
            <p class="muted small code">{ release.id.to_string() }</p>
        </Disclosure>
    }
}

/// Questions that came as a file.
#[component]
fn OpenFile() -> Html {
    let (ground, lang, router) = (use_ground(), use_lang(), use_router());
    let bad = use_state(|| None::<NoRelease>);
    let onchange = {
        let bad = bad.clone();
        Callback::from(move |event: Event| {
            let input: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            let Some(file) = input.and_then(|input| input.files()?.get(0)) else {
                return;
            };
            let (ground, router, bad) = (ground.clone(), router.clone(), bad.clone());
            spawn(async move {
                let bytes = share::bytes_of(&file).await.unwrap_or_default();
                match library::keep(&ground, bytes, None).await {
                    Ok((entry, _)) => router.go(Route::Tests(entry.id.to_string()).path()),
                    Err(fault) => bad.set(Some(fault)),
                }
            });
        })
    };
    html! {
        <Disclosure summary={worker::open_file(lang)}>
            <label class="drop"><Glyph icon={Icon::File} /><span>{ worker::open_file(lang) }</span>
                <input class="drop__input" type="file" accept=".jalon" {onchange} /></label>
            if let Some(fault) = &*bad {
                <Notice tone={Tone::Bad} alert={true}>
                    <p>{ release_trouble(lang, fault).0 }</p>
                    if let (_, Some(code)) = release_trouble(lang, fault) { <p class="small"><code>{ code }</code></p> }
                </Notice>
            }
        </Disclosure>
    }
}
