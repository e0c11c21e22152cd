//! Where the names of points stand: beside their own, meeting neither another name nor a mark.

/// Height of the letters of a name.
pub(super) const SIZE: f64 = 11.0;
/// Marks that meet a name as a square of this half width.
const MARK: f64 = 5.0;
/// More points than this have no names beside them: they would be noise.
const MOST: usize = 150;

/// A rectangle, in the units of the drawing, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn around(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            left: x - width / 2.0,
            right: x + width / 2.0,
            top: y - height / 2.0,
            bottom: y + height / 2.0,
        }
    }

    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self {
            left: self.left + x,
            right: self.right + x,
            top: self.top + y,
            bottom: self.bottom + y,
        }
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn within(&self, frame: &Self) -> bool {
        self.left >= frame.left && self.right <= frame.right && self.top >= frame.top && self.bottom <= frame.bottom
    }
}

/// About how wide words are, in letters of this height: a letter is not quite six tenths of it on average, and never more than it.
#[expect(clippy::cast_precision_loss, reason = "letters of a name: few")]
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.chars().count() as f64 * size * 0.58
}

/// Where the names of these marks stand (x, y, anchor, name): at the right, left, above or below; a name without room is left out.
pub(super) fn placed<'a>(marks: &[(f64, f64, &'a str)], frame: Area) -> Vec<(f64, f64, &'static str, &'a str)> {
    if marks.len() > MOST {
        return Vec::new();
    }
    let squares: Vec<Area> = marks
        .iter()
        .map(|(x, y, _)| Area::around(*x, *y, 2.0 * MARK, 2.0 * MARK))
        .collect();
    let mut taken: Vec<Area> = Vec::new();
    let mut found = Vec::new();
    for (place, (x, y, name)) in marks.iter().enumerate() {
        let wide = width(name, SIZE);
        let aside = MARK + 2.0;
        let tries = [
            (
                x + aside,
                y + 4.0,
                "start",
                Area::around(x + aside + wide / 2.0, *y, wide, SIZE),
            ),
            (
                x - aside,
                y + 4.0,
                "end",
                Area::around(x - aside - wide / 2.0, *y, wide, SIZE),
            ),
            (*x, y - 8.0, "middle", Area::around(*x, y - 12.0, wide, SIZE)),
            (*x, y + 16.0, "middle", Area::around(*x, y + 12.0, wide, SIZE)),
        ];
        let free = |own: &Area| {
            let others = squares.iter().enumerate().filter(|(other, _)| *other != place);
            own.within(&frame)
                && !taken.iter().any(|other| other.meets(own))
                && !others.map(|(_, square)| square).any(|square| square.meets(own))
        };
        if name.is_empty() {
            continue;
        }
        if let Some((x, y, anchor, own)) = tries.into_iter().find(|(_, _, _, own)| free(own)) {
            taken.push(own);
            found.push((x, y, anchor, *name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Area = Area {
        left: 0.0,
        right: 200.0,
        top: 0.0,
        bottom: 100.0,
    };

    #[test]
    fn names_meet_nothing() {
        let marks: Vec<(f64, f64, &str)> = (0..40)
            .map(|k| (f64::from(k * 37 % 200), f64::from(k * 23 % 100), "q12"))
            .collect();
        let found = placed(&marks, FRAME);
        assert!(found.len() > 5 && found.len() < 40, "{}", found.len());
        let around = |(x, y, anchor, name): &(f64, f64, &str, &str)| {
            let wide = width(name, SIZE);
            let middle = match *anchor {
                "start" => x + wide / 2.0,
                "end" => x - wide / 2.0,
                _ => *x,
            };
            Area::around(middle, y - 4.0, wide, SIZE)
        };
        for (place, one) in found.iter().enumerate() {
            let own = around(one);
            assert!(found[..place].iter().all(|other| !around(other).meets(&own)), "{one:?}");
        }
    }

    #[test]
    fn one_at_the_right_edge_has_its_name_on_the_left_and_a_crowd_has_none() {
        let found = placed(&[(198.0, 50.0, "q1"), (20.0, 50.0, "")], FRAME);
        assert_eq!((found.len(), found[0].2), (1, "end"));
        assert!(placed(&vec![(1.0, 1.0, "q"); MOST + 1], FRAME).is_empty());
    }
}
