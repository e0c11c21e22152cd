//! Each kind of plot: where its marks stand, and that it is sound XML whatever it is given.

use super::*;

const LABELS: Labels<'static> = Labels {
    title: "Largeur < hauteur & retour",
    description: "Une courbe qui monte.",
    across: "θ, en logits",
    up: "information",
    across_is: Numbers::Any,
    up_is: Numbers::Any,
    decimal: ',',
};

fn count(svg: &str, what: &str) -> usize {
    svg.matches(what).count()
}

fn line(name: &str, points: Vec<(f64, f64)>) -> Line<'_> {
    Line { name, points }
}

/// Every element that is opened is closed, and every text is written as XML wants it.
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        if text.contains('>') || !count(tag, "\"").is_multiple_of(2) {
            return false;
        }
        match (tag.strip_prefix('/'), tag.ends_with('/')) {
            (Some(name), _) if open.pop() != Some(name) => return false,
            (None, false) => open.push(tag.split(' ').next().unwrap()),
            _ => {}
        }
    }
    open.is_empty()
}

#[test]
fn a_line_stands_where_its_points_are() {
    let svg = lines(&LABELS, &[line("", vec![(0.0, 0.0), (1.0, 1.0)])], &[]).unwrap();
    // The frame goes from 76 to 700 and from 400 up to 48.
    assert!(svg.contains("M76.0 400.0L700.0 48.0"), "{svg}");
    assert!(svg.contains("<title>Largeur &lt; hauteur &amp; retour</title><desc>Une courbe qui monte.</desc>"));
    assert!(svg.contains(">0,2</text>") && svg.contains(">θ, en logits</text>") && is_well_formed(&svg));
    let broken = [(0.0, 0.0), (0.5, f64::NAN), (0.6, 0.4), (1.0, 1.0)];
    let svg = lines(&LABELS, &[line("", broken.into())], &[]).unwrap();
    assert!(svg.contains("M76.0 400.0M450.4 259.2L700.0 48.0"), "{svg}");
}

#[test]
fn no_two_lines_look_alike_without_colours() {
    let all: Vec<Line<'_>> = (0..16)
        .map(|place| line("nom", vec![(0.0, f64::from(place)), (1.0, 1.0)]))
        .collect();
    let svg = lines(&LABELS, &all, &[]).unwrap();
    assert!(is_well_formed(&svg));
    assert_eq!(count(&svg, ">nom</text>"), 16);
    // Drawn once as a line and once in the key.
    assert_eq!(count(&svg, "stroke-dasharray=\"2 4\""), 8);
    let styles: Vec<_> = (0..16).map(draw::style).collect();
    for (place, style) in styles.iter().enumerate() {
        assert!(!styles[..place].contains(style), "{style:?}");
    }
}

#[test]
fn a_histogram_counts_every_value_once() {
    let found = bars(&[0.0, 0.1, 0.5, 0.99, 1.0, -0.2, f64::NAN], 0.5);
    let counts: Vec<f64> = found.iter().map(|bar| bar.value).collect();
    assert_eq!(counts, [1.0, 2.0, 2.0, 1.0]);
    assert_eq!((found[0].from, found[3].to), (-0.5, 1.5));
    let svg = histogram(
        &LABELS,
        &found,
        &[Guide {
            at: At::Across(0.5),
            name: "coupure",
        }],
    )
    .unwrap();
    assert!(is_well_formed(&svg) && count(&svg, "<rect") == 4 && svg.contains(">coupure</text>"));
    // The highest bar reaches the top of the frame: 48, 352 high.
    assert_eq!(count(&svg, "y=\"48.0\" width=\"156.0\" height=\"352.0\""), 2, "{svg}");
    for (values, width) in [(&[][..], 1.0), (&[0.0, 1e9], 1.0), (&[1.0], 0.0), (&[1.0], f64::NAN)] {
        assert!(bars(values, width).is_empty());
    }
}

#[test]
fn points_have_names_and_guides_stand_where_they_say() {
    let point = |across, up, name, odd| Point { across, up, name, odd };
    let points = [
        point(0.0, 0.0, "q1", false),
        point(0.5, 0.5, "q2", false),
        point(1.0, 1.0, "", true),
        point(f64::INFINITY, 0.0, "lost", true),
    ];
    let equal = [Guide {
        at: At::Equal,
        name: "y = x",
    }];
    let svg = scatter(&LABELS, &points, &equal, ["reste", "dérive"]).unwrap();
    assert!(is_well_formed(&svg) && svg.contains("<title>q1</title>") && !svg.contains("lost"));
    // The name is written beside its point too, and the key says what a full mark is.
    assert!(svg.contains(">q2</text>") && svg.contains(">dérive</text>") && svg.contains(">reste</text>"));
    assert!(
        !scatter(&LABELS, &points[..1], &[], ["reste", "dérive"])
            .unwrap()
            .contains("dérive")
    );
    assert!(svg.contains("M76.0 400.0L700.0 48.0") && svg.contains(">y = x</text>"));
    let level = [Guide {
        at: At::Up(0.25),
        name: "plafond",
    }];
    assert!(
        scatter(&LABELS, &points, &level, ["", ""])
            .unwrap()
            .contains("M76 312.0H700")
    );
}

#[test]
fn the_map_puts_people_and_questions_on_one_ruler() {
    let people = bars(&[-1.0, -0.9, 0.2, 1.6], 1.0);
    let names: Vec<String> = (0..30).map(|place| format!("question-{place}")).collect();
    let thresholds: Vec<Threshold<'_>> = names.iter().map(|name| Threshold { at: 0.1, name }).collect();
    let svg = wright(&LABELS, ["Personnes", "Questions"], &people, &thresholds).unwrap();
    assert!(is_well_formed(&svg), "{svg}");
    assert_eq!(count(&svg, "<rect"), 3);
    // The fullest bar takes the whole side, and names that do not fit are counted, not lost.
    assert!(
        svg.contains("width=\"256.0\"") && svg.contains("question-0, question-1, question-2 +27"),
        "{svg}"
    );
    assert!(svg.contains("question-29</title>"));
}

#[test]
fn one_stray_question_does_not_press_the_map_together() {
    let people = bars(&[-1.0, -0.9, 0.2, 1.6], 1.0);
    let at = |at, name| Threshold { at, name };
    let near = wright(&LABELS, ["", ""], &people, &[at(0.1, "a")]).unwrap();
    let far = wright(
        &LABELS,
        ["", ""],
        &people,
        &[at(0.1, "a"), at(40.0, "b"), at(-9.0, "c")],
    )
    .unwrap();
    assert!(far.contains("b ↑") && far.contains("c ↓") && !near.contains('↑'));
    // The ruler is the same.
    let ruler = |svg: &str| svg.split("<path").nth(2).map(str::to_owned);
    assert_eq!(ruler(&near), ruler(&far));
    assert!(
        wright(&LABELS, ["", ""], &[], &[at(40.0, "b")])
            .unwrap()
            .contains(">b</text>")
    );
}

fn row(name: &str, at: f64, reach: Option<(f64, f64)>) -> Row<'_> {
    Row {
        name,
        at,
        reach,
        odd: at > 0.8,
    }
}

#[test]
fn rows_have_their_names_and_reaches() {
    let long = "un nom bien trop long pour tenir devant une ligne";
    let all = [
        row("Ann", 0.5, Some((0.25, 0.75))),
        row(long, 1.0, None),
        row("nulle part", f64::NAN, Some((0.0, 1.0))),
        row("sans bornes", 0.0, Some((f64::NEG_INFINITY, 1.0))),
    ];
    let cut = [Guide {
        at: At::Across(0.5),
        name: "seuil",
    }];
    let svg = rows(&LABELS, &all, &cut, ["reste", "dérive"]).unwrap();
    assert!(is_well_formed(&svg), "{svg}");
    assert!(
        svg.contains(">Ann</text>")
            && svg.contains(">nulle part</text>")
            && svg.contains("<title>un nom bien trop long pour tenir devant une ligne</title>")
    );
    assert!(svg.contains("…</text>") && svg.contains(">seuil</text>") && svg.contains(">dérive</text>"));
    // One reach that is finite, with its two ends; three marks in the rows and two in the key.
    assert_eq!(count(&svg, "stroke-width=\"1.5\"/>"), 3, "{svg}");
    assert_eq!(count(&svg, "stroke-width=\"1.5\"><title>"), 3);
    // Four rows of 24 under the top.
    assert!(svg.contains("V144H700"));
    assert_eq!(rows(&LABELS, &all[2..3], &[], ["", ""]), None);
}

#[test]
fn names_of_guides_that_are_close_do_not_meet() {
    let guide = |at, name| Guide {
        at: At::Across(at),
        name,
    };
    let guides = [
        guide(0.5, "un seuil"),
        guide(0.51, "un autre"),
        guide(0.0, "le premier"),
    ];
    let svg = lines(&LABELS, &[line("", vec![(0.0, 0.0), (1.0, 1.0)])], &guides).unwrap();
    let y = |name: &str| {
        let before = svg.split(&format!(">{name}</text>")).next().unwrap();
        before
            .rsplit("y=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(y("un seuil"), y("le premier"));
    assert_ne!(y("un seuil"), y("un autre"));
}

#[test]
fn nothing_to_show_is_no_plot() {
    let lost = vec![(f64::NAN, 1.0), (0.0, f64::INFINITY)];
    assert_eq!(lines(&LABELS, &[line("a", lost)], &[]), None);
    assert_eq!(lines(&LABELS, &[], &[]), None);
    assert_eq!(scatter(&LABELS, &[], &[], ["", ""]), None);
    assert_eq!(histogram(&LABELS, &[], &[]), None);
    assert_eq!(wright(&LABELS, ["", ""], &[], &[]), None);
    // One point alone, and numbers that are far too large, still make a drawing.
    for y in [3.0, f64::MAX, f64::MIN_POSITIVE] {
        assert!(is_well_formed(
            &lines(&LABELS, &[line("a", vec![(y, y), (-y, y)])], &[]).unwrap()
        ));
    }
}
