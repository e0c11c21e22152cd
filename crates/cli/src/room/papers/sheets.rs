//! The sheets: roll call, the proctor's own, incident form, minutes, and what to do when the server stops.

use super::escaped;
use jalon_base::{Document, Timestamp};
use jalon_messages::{Lang, console, date, papers};
use jalon_session::Order;
use jalon_session::event::IncidentKind;
use jalon_session::order::{Adjustments, Opening};

/// What people record by hand.
const KINDS: [IncidentKind; 11] = [
    IncidentKind::Question,
    IncidentKind::Information,
    IncidentKind::Signature,
    IncidentKind::Fraud,
    IncidentKind::Device,
    IncidentKind::Candidate,
    IncidentKind::Environment,
    IncidentKind::Technical,
    IncidentKind::Staff,
    IncidentKind::LateOrLeaving,
    IncidentKind::Other,
];
/// Where something is told.
const LINES: &str = "<div class=\"line\"></div><div class=\"line\"></div><div class=\"line\"></div>\
     <div class=\"line\"></div><div class=\"line\"></div><div class=\"line\"></div>\n";
/// Documents that are seen at the door, as records name them.
const DOCUMENTS: [&str; 5] = ["card", "passport", "residence", "licence", "other"];

/// Every sheet of an order, with the console's address and its code where they are known.
#[must_use]
pub fn all(order: &Order, console: Option<&(String, String)>, lang: Lang) -> Vec<String> {
    let sheet = Sheet { order, lang };
    vec![
        sheet.roll(),
        sheet.kit(console),
        sheet.incident(),
        sheet.minutes(),
        sheet.dead(),
    ]
}

/// What all sheets are of.
struct Sheet<'a> {
    order: &'a Order,
    lang: Lang,
}

impl Sheet<'_> {
    /// The room's clock at an instant: `08:30`.
    fn clock(&self, at: Timestamp) -> String {
        let minutes = at.unix().div_euclid(60).saturating_add(self.order.window.offset);
        let minutes = minutes.rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// A sheet: which session, when, what for, and what is on it.
    fn of(&self, title: &str, lead: &str, inside: &str) -> String {
        let (lang, window) = (self.lang, &self.order.window);
        let local = window.opens.unix().saturating_add(window.offset.saturating_mul(60));
        let day = date(lang, Timestamp::from_unix(local).unwrap_or(window.opens));
        let when = papers::when(lang, &day, &self.clock(window.opens), &self.clock(window.closes));
        format!(
            "<section>\n<header>\n<h1>{}</h1>\n<p>{}</p>\n<p class=\"code\">{}</p>\n<p>{}</p>\n</header>\n<p>{}</p>\n{inside}</section>\n",
            escaped(title),
            escaped(&when),
            self.order.session,
            self.named(&[
                (papers::about(lang), &self.order.about),
                (papers::protocol(lang), self.order.protocol.as_str()),
            ]),
            escaped(lead),
        )
    }

    /// Names with their values, in a line.
    fn named(&self, pairs: &[(&str, &str)]) -> String {
        let colon = if self.lang == Lang::Fr { "\u{a0}: " } else { ": " };
        let pairs = pairs
            .iter()
            .map(|(name, value)| format!("{name}{colon}{}", escaped(value)));
        pairs.collect::<Vec<String>>().join(" · ")
    }

    fn roll(&self) -> String {
        let lang = self.lang;
        let head = [
            papers::candidate(lang),
            papers::blank_name(lang),
            papers::document_seen(lang),
            papers::time(lang),
            papers::seat(lang),
            papers::signs_in(lang),
            papers::signs_out(lang),
        ];
        let rows = self.order.roster.iter().map(|candidate| {
            let blank = "<td></td>".repeat(6);
            format!("<tr><th scope=\"row\">{}</th>{blank}</tr>\n", candidate.id)
        });
        let kinds: Vec<String> = DOCUMENTS
            .iter()
            .map(|kind| console::document_kind(lang, kind))
            .collect();
        let inside = format!(
            "{}<p>{}</p>\n{}",
            table("roll", &head, &rows.collect::<String>()),
            escaped(&papers::documents(lang, &kinds.join(", "))),
            signatures(&[papers::proctor(lang), papers::second(lang)]),
        );
        let late = self.clock(self.order.window.late);
        self.of(papers::roll(lang), &papers::roll_lead(lang, &late), &inside)
    }

    fn kit(&self, console: Option<&(String, String)>) -> String {
        let (lang, order) = (self.lang, self.order);
        let (window, rules) = (&order.window, &order.rules);
        let hours = [
            papers::opens(lang, &self.clock(window.opens)),
            papers::late(lang, &self.clock(window.late)),
            papers::closes(lang, &self.clock(window.closes)),
            papers::results(lang, rules.result_hours),
        ];
        let staff = order.staff.iter().map(|person| {
            let may = person.may.iter().map(|may| papers::may(lang, &word(may)));
            let mut duties = may.collect::<Vec<String>>();
            if person.card {
                duties.push(papers::by_card(lang).to_owned());
            }
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td></td></tr>\n",
                person.id,
                escaped(&duties.join(", "))
            )
        });
        let people = [papers::person(lang), papers::duties(lang), papers::blank_name(lang)];
        let mut inside = heading(papers::hours(lang)) + &list("ul", "", &hours);
        inside += &(heading(papers::staff(lang)) + &table("staff", &people, &staff.collect::<String>()));
        if matches!(order.opening, Opening::Codes { .. }) {
            inside += &format!(
                "{}<p>{}</p>\n<div class=\"pair\">{}{}</div>\n",
                heading(papers::codes(lang)),
                escaped(papers::codes_lead(lang)),
                fill(papers::code_one(lang)),
                fill(papers::code_two(lang)),
            );
        }
        inside += &heading(papers::adjusted(lang));
        let adjusted = order.roster.iter().filter_map(|candidate| {
            let words = adjustments(lang, &candidate.adjustments).join(", ");
            let row = || {
                format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                    candidate.id,
                    escaped(&words)
                )
            };
            (!words.is_empty()).then(row)
        });
        let adjusted: String = adjusted.collect();
        inside += &if adjusted.is_empty() {
            format!("<p>{}</p>\n", papers::adjusted_none(lang))
        } else {
            table("", &[papers::candidate(lang), papers::adjustment(lang)], &adjusted)
        };
        let mut said = vec![
            papers::rule_silence(lang, rules.silence),
            papers::rule_outage(lang, rules.outage_credit / 60),
            papers::rule_alone(lang, rules.alone_credit / 60),
        ];
        said.extend(rules.pause_lock.map(|seconds| papers::rule_pause(lang, seconds / 60)));
        said.push(papers::rule_phones(lang).to_owned());
        inside += &(heading(papers::rules(lang)) + &list("ul", "", &said));
        let steps = [
            papers::step_test(lang),
            papers::step_codes(lang),
            papers::step_open(lang),
            papers::step_identity(lang),
            papers::step_sign(lang),
            papers::step_watch(lang),
            papers::step_incident(lang),
            papers::step_report(lang),
            papers::step_close(lang),
        ];
        inside += &(heading(papers::steps(lang)) + &list("ol", "", &steps));
        if let Some((address, code)) = console {
            inside += &format!(
                "<div class=\"console\">{code}<p><strong>{}</strong><br><span class=\"code\">{}</span></p></div>\n",
                papers::console(lang),
                escaped(address)
            );
        }
        self.of(papers::kit(lang), papers::kit_lead(lang), &inside)
    }

    fn incident(&self) -> String {
        let lang = self.lang;
        let kinds = KINDS.map(|kind| console::incident(lang, &word(&kind)));
        let done = [
            papers::done_nothing(lang),
            papers::done_time(lang),
            papers::done_replaced(lang),
            papers::done_ended(lang),
            papers::done_certifier(lang),
        ];
        let inside = format!(
            "<div class=\"pair\">{}{}{}{}</div>\n{}{}{}{LINES}{}{}{}",
            fill(papers::time(lang)),
            fill(papers::candidate(lang)),
            fill(papers::seat(lang)),
            fill(papers::question_number(lang)),
            heading(papers::incident_kind(lang)),
            list("ul", "boxes", &kinds),
            heading(papers::what_happened(lang)),
            heading(papers::what_done(lang)),
            list("ul", "boxes", &done),
            signatures(&[papers::author(lang), papers::second(lang), papers::candidate(lang)]),
        );
        self.of(papers::incident(lang), papers::incident_lead(lang), &inside)
    }

    fn minutes(&self) -> String {
        let (lang, order) = (self.lang, self.order);
        let keep = &order.retention;
        let kept = [
            papers::keep_record(lang, keep.record_days),
            papers::keep_names(lang, keep.names_days),
            papers::keep_recordings(lang, keep.recordings_days),
        ];
        let counts = [
            papers::opened_at(lang),
            papers::closed_at(lang),
            papers::present(lang),
            papers::not_in(lang),
            papers::finished(lang),
            papers::ended_early(lang),
            papers::incidents(lang),
        ];
        let inside = format!(
            "<p><strong>{}</strong></p>\n<div class=\"pair\">{}</div>\n{}{LINES}<div class=\"pair\"><p class=\"square\">{}</p><div>{}{}</div></div>\n{}",
            escaped(&papers::enrolled(lang, order.roster.len())),
            counts.map(fill).concat(),
            heading(papers::remarks(lang)),
            escaped(papers::seal_here(lang)),
            heading(papers::retention(lang)),
            list("ul", "", &kept),
            signatures(&[papers::proctor(lang), papers::second(lang), papers::manager(lang)]),
        );
        self.of(papers::minutes(lang), papers::minutes_lead(lang), &inside)
    }

    fn dead(&self) -> String {
        let lang = self.lang;
        let frame = [
            papers::dead_command(lang),
            papers::dead_files(lang),
            papers::dead_spare(lang),
            papers::dead_call(lang),
        ];
        let steps = [
            papers::dead_say(lang),
            papers::dead_note(lang),
            papers::dead_again(lang),
            papers::dead_other(lang),
            papers::dead_one(lang),
            papers::dead_lost(lang),
            papers::dead_form(lang),
        ];
        let inside = format!(
            "<div class=\"frame\">{}</div>\n<p></p>\n{}",
            frame
                .map(|label| format!("{}<p class=\"fill\"></p>\n", fill(label)))
                .concat(),
            list("ol", "steps", &steps)
        );
        self.of(papers::dead(lang), papers::dead_lead(lang), &inside)
    }
}

/// The word of a value that has one.
fn word<T: Document>(value: &T) -> String {
    value.write().as_str().unwrap_or_default().to_owned()
}

/// What is adjusted for somebody, in words: functions, never a diagnosis.
fn adjustments(lang: Lang, of: &Adjustments) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(factor) = of.factor {
        let factor = format!("{}/{}", factor.numerator(), factor.denominator());
        words.push(papers::factor(lang, &factor));
    }
    if of.minutes > 0 {
        words.push(papers::more_minutes(lang, of.minutes));
    }
    if of.untimed {
        words.push(papers::untimed(lang).to_owned());
    }
    if of.breaks > 0 {
        words.push(papers::breaks(lang, of.breaks, of.break_minutes));
    }
    words.extend(of.supports.iter().map(|support| papers::support(lang, &word(support))));
    words
}

fn heading(text: &str) -> String {
    format!("<h2>{}</h2>\n", escaped(text))
}

/// Something to be written on a line.
fn fill(label: &str) -> String {
    format!("<p class=\"fill\">{}</p>\n", escaped(label))
}

fn list<T: AsRef<str>>(tag: &str, class: &str, items: &[T]) -> String {
    let items = items
        .iter()
        .map(|item| format!("<li>{}</li>\n", escaped(item.as_ref())));
    let class = Some(class).filter(|class| !class.is_empty());
    let class = class.map(|class| format!(" class=\"{class}\"")).unwrap_or_default();
    format!("<{tag}{class}>\n{}</{tag}>\n", items.collect::<String>())
}

fn table(class: &str, head: &[&str], rows: &str) -> String {
    let head = head
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)));
    let class = Some(class).filter(|class| !class.is_empty());
    let class = class.map(|class| format!(" class=\"{class}\"")).unwrap_or_default();
    format!(
        "<table{class}>\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        head.collect::<String>()
    )
}

/// Boxes to sign in.
fn signatures(who: &[&str]) -> String {
    let boxes = who.iter().map(|who| format!("<div>{}</div>", escaped(who)));
    format!("<div class=\"sign\">{}</div>\n", boxes.collect::<String>())
}
