//! The plots of a simulation.

use super::report::{Report, cut_of, share};
use super::tally::{STRATA, Stratum, edge_of};
use crate::files;
use anyhow::{Context, Result};
use jalon_messages::{Lang, cli};
use jalon_paper::plot::{self, At, Bar, Guide, Labels, Line, Numbers, Point, Threshold};
use jalon_psychometrics::fit::wright_map;
use jalon_scoring::adaptive::Test;
use std::path::Path;

/// Writes the plots into a folder; gives the names of the files.
///
/// # Errors
/// The folder cannot be made, or a file not written.
pub fn write(folder: &Path, report: &Report<'_>, lang: Lang) -> Result<Vec<String>> {
    let drawn = all(report, lang);
    let _writing = crate::stop::writing();
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let mut written = Vec::new();
    for (name, svg) in drawn {
        let Some(svg) = svg else { continue };
        files::write(&folder.join(&name), svg.as_bytes())?;
        written.push(name);
    }
    Ok(written)
}

fn decimal(lang: Lang) -> char {
    match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    }
}

fn labels<'a>(
    lang: Lang,
    title: &'a str,
    description: &'a str,
    (across, across_is): (&'a str, Numbers),
    (up, up_is): (&'a str, Numbers),
) -> Labels<'a> {
    Labels {
        title,
        description,
        across,
        up,
        across_is,
        up_is,
        decimal: decimal(lang),
    }
}

fn all(report: &Report<'_>, lang: Lang) -> Vec<(String, Option<String>)> {
    let mut plots = vec![
        ("length.svg".to_owned(), length(report, lang)),
        ("exposure.svg".to_owned(), exposure(report, lang)),
    ];
    for (place, test) in report.tests.iter().enumerate() {
        let name = test.id();
        plots.push((format!("error-{name}.svg"), error(report, place, test, lang)));
        plots.push((format!("places-{name}.svg"), places(report, place, test, lang)));
        plots.push((
            format!("people-and-questions-{name}.svg"),
            map(report, place, test, lang),
        ));
    }
    if let Some((place, _)) = report.tally.cut {
        plots.push(("passed.svg".to_owned(), passed(report, place, lang)));
    }
    plots
}

/// How long the tests are.
fn length(report: &Report<'_>, lang: Lang) -> Option<String> {
    let lengths: Vec<f64> = report.tally.lengths.iter().copied().map(f64::from).collect();
    let labels = labels(
        lang,
        cli::plot_length(lang),
        cli::plot_length_more(lang),
        (cli::plot_items(lang), Numbers::Whole),
        (cli::plot_people(lang), Numbers::Counts),
    );
    // A test of n items stands around n.
    let around = |bar: Bar| Bar {
        from: bar.from - 0.5,
        to: bar.to - 0.5,
        ..bar
    };
    let bars: Vec<Bar> = plot::bars(&lengths, 1.0).into_iter().map(around).collect();
    plot::histogram(&labels, &bars, &[])
}

/// How often each item is given, the most given first.
fn exposure(report: &Report<'_>, lang: Lang) -> Option<String> {
    let mut rates = report.rates();
    rates.sort_by(|a, b| b.total_cmp(a));
    let points = (1_u32..)
        .zip(rates)
        .map(|(place, rate)| (f64::from(place), rate))
        .collect();
    let labels = labels(
        lang,
        cli::plot_exposure(lang),
        cli::plot_exposure_more(lang),
        (cli::plot_rank(lang), Numbers::Whole),
        (cli::plot_share(lang), Numbers::Shares),
    );
    plot::lines(&labels, &[Line { name: "", points }], &[])
}

/// A figure of each stratum at its middle; the outer ones half a standard deviation beyond their edge.
fn along(report: &Report<'_>, place: usize, test: &Test, figure: impl Fn(&Stratum) -> Option<f64>) -> Vec<(f64, f64)> {
    let prior = test.scale().normal();
    let half = prior.sd() / 4.0;
    let sums = report.tally.sections.get(place);
    let strata = sums.iter().flat_map(|sums| (0..STRATA).zip(&sums.strata));
    strata
        .filter(|(_, stratum)| stratum.people > 0)
        .filter_map(|(at, stratum)| Some((edge_of(at, prior.mean(), prior.sd()) + half, figure(stratum)?)))
        .collect()
}

/// What the error is, what it is said to be, and on which side it is, along the scale.
fn error(report: &Report<'_>, place: usize, test: &Test, lang: Lang) -> Option<String> {
    let mean = |sum: f64, of: u32| (of > 0).then(|| sum / f64::from(of));
    let lines = [
        Line {
            name: cli::plot_rmse(lang),
            points: along(report, place, test, |of| Some(mean(of.square, of.people)?.sqrt())),
        },
        Line {
            name: cli::plot_stated(lang),
            points: along(report, place, test, |of| mean(of.error.0, of.error.1)),
        },
        Line {
            name: cli::plot_bias(lang),
            points: along(report, place, test, |of| mean(of.bias, of.people)),
        },
    ];
    let title = cli::plot_error(lang, test.id().as_str());
    let labels = labels(
        lang,
        &title,
        cli::plot_error_more(lang),
        (cli::plot_true(lang), Numbers::Any),
        (cli::plot_logits(lang), Numbers::Any),
    );
    plot::lines(&labels, &lines, &[])
}

/// The places found beside the true ones.
fn places(report: &Report<'_>, place: usize, test: &Test, lang: Lang) -> Option<String> {
    let points: Vec<Point<'_>> = report
        .tally
        .sections
        .get(place)?
        .places
        .iter()
        .map(|(truth, found)| Point {
            across: *truth,
            up: *found,
            name: "",
            odd: false,
        })
        .collect();
    let title = cli::plot_places(lang, test.id().as_str());
    let labels = labels(
        lang,
        &title,
        cli::plot_places_more(lang),
        (cli::plot_true(lang), Numbers::Any),
        (cli::plot_found(lang), Numbers::Any),
    );
    let equal = Guide {
        at: At::Equal,
        name: cli::plot_equal(lang),
    };
    plot::scatter(&labels, &points, &[equal], ["", ""])
}

/// Where people and items lie on one ruler.
fn map(report: &Report<'_>, place: usize, test: &Test, lang: Lang) -> Option<String> {
    let people: Vec<(f64, f64)> = report
        .tally
        .sections
        .get(place)?
        .places
        .iter()
        .map(|(truth, _)| (*truth, 1.0))
        .collect();
    let items: Vec<_> = test.items().map(|(_, item)| item.clone()).collect();
    let map = wright_map(&items, &people, 0.25);
    let bars: Vec<Bar> = map
        .persons
        .iter()
        .map(|(from, value)| Bar {
            from: *from,
            to: from + map.width,
            value: *value,
        })
        .collect();
    let names: Vec<&str> = test.items().map(|(id, _)| id.as_str()).collect();
    let thresholds: Vec<Threshold<'_>> = map
        .thresholds
        .iter()
        .filter_map(|(item, _, at)| {
            Some(Threshold {
                at: *at,
                name: names.get(*item).copied()?,
            })
        })
        .collect();
    let title = cli::plot_map(lang, test.id().as_str());
    let labels = labels(
        lang,
        &title,
        cli::plot_map_more(lang),
        ("", Numbers::Any),
        (cli::plot_logits(lang), Numbers::Any),
    );
    plot::wright(
        &labels,
        [cli::plot_people(lang), cli::plot_items(lang)],
        &bars,
        &thresholds,
    )
}

/// Who passes, along the scale.
fn passed(report: &Report<'_>, place: usize, lang: Lang) -> Option<String> {
    let test = report.tests.iter().nth(place)?;
    let points = along(report, place, test, |of| {
        (of.decided.0 > 0).then(|| share(of.decided.1, of.decided.0))
    });
    let labels = labels(
        lang,
        cli::plot_passed(lang),
        cli::plot_passed_more(lang),
        (cli::plot_true(lang), Numbers::Any),
        (cli::plot_share(lang), Numbers::Shares),
    );
    let cut = Guide {
        at: At::Across(cut_of(report.tally)?),
        name: cli::plot_cut(lang),
    };
    plot::lines(&labels, &[Line { name: "", points }], &[cut])
}
