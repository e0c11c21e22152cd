//! Interactions on a picture: places to choose, points to set, things to put.

use super::{Associable, NotAdmitted, Pair, options, pairs};
use crate::OptionId;
use crate::rich::Picture;
use jalon_base::Text;
use jalon_base::document::{Document, Node};
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;

/// A picture on which somebody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphic {
    /// The picture.
    pub picture: Picture,
    /// What it shows, for who does not see it.
    pub alt: Text,
    /// How many areas can be chosen, or points set, at most.
    pub max_choices: u32,
    /// Its areas: those that can be chosen, or filled.
    pub areas: Vec<Area>,
    /// What is put on it: on its areas, or anywhere.
    pub things: Vec<Associable>,
}

jalon_base::document!(Graphic {
    picture,
    alt,
    max_choices: one,
    areas: optional,
    things: optional
});

/// An area of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its id in the item.
    pub id: OptionId,
    /// What it is called, in the list beside the picture.
    pub label: Text,
    /// Where it is.
    pub shape: Shape,
}

jalon_base::document!(Area { id, label, shape });

/// A shape, in whole units of the picture, from its upper left corner. What is on its line is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Left, top, right, bottom.
    Rect(Vec<u32>),
    /// Centre and radius.
    Circle(Vec<u32>),
    /// Its corners, x and y by turns, three at least.
    Poly(Vec<u32>),
}

jalon_base::variants!(Shape {
    Rect = "rect",
    Circle = "circle",
    Poly = "poly",
});

/// A point of a picture, in its units, written `"x y"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
}

impl Point {
    /// Reads `"x y"`: two whole numbers as they are written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (x, y) = text.split_once(' ')?;
        let number = |digits: &str| digits.parse().ok().filter(|number: &u32| number.to_string() == digits);
        Some(Self {
            x: number(x)?,
            y: number(y)?,
        })
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.x.to_string())?;
        f.write_str(" ")?;
        f.write_str(&self.y.to_string())
    }
}

impl Document for Point {
    fn blank() -> Self {
        Self { x: 0, y: 0 }
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        *self = node.parsed(Self::parse, "two whole numbers with a space between them")?;
        Some(())
    }

    fn write(&self) -> Value {
        Value::String(self.to_string())
    }
}

jalon_base::serde_by_value!(Point);

impl Shape {
    /// Whether a point is in it or on its line; a shape of too few numbers holds nothing.
    ///
    /// # Formula
    /// A circle holds (x, y) when (x − cx)² + (y − cy)² ≤ r². A polygon holds a point that is on one of its sides, or from which a ray
    /// to the right crosses an odd number of sides, a side counting from its upper end on and without its lower one. All in whole
    /// numbers.
    ///
    /// # Source
    /// W. R. Franklin, PNPOLY, 1970: crossings of a ray with half-open sides.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        let [x, y] = place(&[point.x, point.y]);
        match self {
            Self::Rect(numbers) => match numbers.as_slice() {
                [left, top, right, bottom] => (left..=right).contains(&&point.x) && (top..=bottom).contains(&&point.y),
                _ => false,
            },
            Self::Circle(numbers) => match numbers.as_slice() {
                [cx, cy, radius] => {
                    let ([cx, cy], [radius, _]) = (place(&[*cx, *cy]), place(&[*radius]));
                    (x - cx) * (x - cx) + (y - cy) * (y - cy) <= radius * radius
                }
                _ => false,
            },
            Self::Poly(numbers) => {
                let mut inside = false;
                let [mut ax, mut ay] = last_corner(numbers);
                for corner in numbers.chunks(2) {
                    let [bx, by] = place(corner);
                    let cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
                    let beside = (ax.min(bx)..=ax.max(bx)).contains(&x) && (ay.min(by)..=ay.max(by)).contains(&y);
                    if cross == 0 && beside {
                        return numbers.len() >= 6;
                    }
                    // The ray crosses the side when its ends are on both sides of the line, and the crossing is to the right.
                    if (ay > y) != (by > y) && (cross > 0) == (by > ay) {
                        inside = !inside;
                    }
                    [ax, ay] = [bx, by];
                }
                inside
            }
        }
    }

    /// Whether it is a shape that holds something, within a picture of this size.
    #[must_use]
    pub fn is_within(&self, width: u32, height: u32) -> bool {
        match self {
            Self::Rect(numbers) => match numbers.as_slice() {
                [left, top, right, bottom] => left < right && top < bottom && *right <= width && *bottom <= height,
                _ => false,
            },
            Self::Circle(numbers) => match numbers.as_slice() {
                [x, y, radius] => {
                    let fits = |centre: u32, most: u32| {
                        *radius <= centre && centre.checked_add(*radius).is_some_and(|end| end <= most)
                    };
                    *radius > 0 && fits(*x, width) && fits(*y, height)
                }
                _ => false,
            },
            Self::Poly(numbers) => {
                // Twice the area, with its sign.
                let (mut area, mut before) = (0, last_corner(numbers));
                for corner in numbers.chunks(2) {
                    let here = place(corner);
                    area += before[0] * here[1] - here[0] * before[1];
                    before = here;
                }
                let inside = |corner: &[u32]| matches!(corner, [x, y] if *x <= width && *y <= height);
                numbers.len() >= 6 && area != 0 && numbers.chunks(2).all(inside)
            }
        }
    }
}

/// Beyond this all numbers are one: pictures end long before, and products stay whole.
const FARTHEST: u32 = 1 << 29;

/// A place, where one of its numbers lacks at 0.
fn place(numbers: &[u32]) -> [i64; 2] {
    let number = |at: usize| i64::from(numbers.get(at).copied().unwrap_or(0).min(FARTHEST));
    [number(0), number(1)]
}

fn last_corner(numbers: &[u32]) -> [i64; 2] {
    numbers.chunks(2).next_back().map(place).unwrap_or_default()
}

impl Graphic {
    /// Areas chosen.
    pub(super) fn admits_areas(&self, chosen: &[OptionId]) -> Result<(), NotAdmitted> {
        options::some(chosen, self.max_choices, |id| self.area(id).is_some())
    }

    /// Things put on areas, at most one on each.
    pub(super) fn admits_pairs(&self, put: &[Pair]) -> Result<(), NotAdmitted> {
        pairs::directed(put, &|id| pairs::most(&self.things, id), &|id| self.area(id).map(|_| 1))
    }

    /// Points set, in the order in which they were set.
    pub(super) fn admits_points(&self, points: &[Point]) -> Result<(), NotAdmitted> {
        if points.is_empty() || points.len() > self.max_choices as usize {
            return Err(NotAdmitted::Count);
        }
        points.iter().try_for_each(|point| self.reaches(*point))
    }

    /// Things put anywhere.
    pub(super) fn admits_places(&self, places: &SortedMap<OptionId, Point>) -> Result<(), NotAdmitted> {
        if places.is_empty() {
            return Err(NotAdmitted::Count);
        }
        for (id, point) in places {
            if !self.things.iter().any(|thing| thing.id == *id) {
                return Err(NotAdmitted::UnknownOption);
            }
            self.reaches(*point)?;
        }
        Ok(())
    }

    fn reaches(&self, point: Point) -> Result<(), NotAdmitted> {
        if point.x <= self.picture.width && point.y <= self.picture.height {
            Ok(())
        } else {
            Err(NotAdmitted::Number)
        }
    }

    /// One of its areas.
    #[must_use]
    pub fn area(&self, id: &OptionId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: u32, y: u32) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_point_is_in_a_shape_or_on_its_line() {
        let rect = Shape::Rect(vec![2, 3, 6, 5]);
        for (point, inside) in [
            (at(2, 3), true),
            (at(6, 5), true),
            (at(4, 4), true),
            (at(1, 4), false),
            (at(4, 6), false),
        ] {
            assert_eq!(rect.holds(point), inside, "{point}");
        }
        let circle = Shape::Circle(vec![10, 10, 5]);
        for (point, inside) in [
            (at(15, 10), true),
            (at(13, 14), true),
            (at(14, 14), false),
            (at(10, 4), false),
        ] {
            assert_eq!(circle.holds(point), inside, "{point}");
        }
        // An arrow that points to the right, with a notch on its left: corners, sides, notch.
        let arrow = Shape::Poly(vec![0, 0, 10, 5, 0, 10, 4, 5]);
        for (point, inside) in [
            (at(0, 0), true),
            (at(10, 5), true),
            (at(4, 5), true),
            (at(2, 1), true),
            (at(5, 5), true),
            (at(3, 5), false),
            (at(0, 5), false),
            (at(11, 5), false),
            (at(10, 0), false),
            (at(2, 10), false),
        ] {
            assert_eq!(arrow.holds(point), inside, "{point}");
        }
        for broken in [
            Shape::Rect(vec![1]),
            Shape::Circle(vec![]),
            Shape::Poly(vec![0, 0, 9, 9]),
        ] {
            assert!(!broken.holds(at(0, 0)), "{broken:?}");
        }
        // The greatest numbers do not overflow; beyond the farthest, all are one.
        let most = FARTHEST;
        assert!(Shape::Circle(vec![0, 0, most]).holds(at(most, 0)));
        assert!(Shape::Poly(vec![0, 0, most, 0, most, most, 0, most]).holds(at(most - 1, 1)));
        let all = u32::MAX;
        assert!(Shape::Poly(vec![0, 0, all, 0, all, all, 0, all]).holds(at(all, all)));
        assert!(!Shape::Circle(vec![0, 0, 1]).holds(at(all, all)));
    }

    #[test]
    fn a_shape_stays_in_its_picture() {
        for (shape, within) in [
            (Shape::Rect(vec![0, 0, 10, 8]), true),
            (Shape::Rect(vec![0, 0, 11, 8]), false),
            (Shape::Rect(vec![5, 0, 5, 8]), false),
            (Shape::Circle(vec![5, 4, 4]), true),
            (Shape::Circle(vec![5, 4, 5]), false),
            (Shape::Circle(vec![5, 4, 0]), false),
            (Shape::Poly(vec![0, 0, 10, 0, 10, 8]), true),
            (Shape::Poly(vec![0, 0, 10, 0, 10, 9]), false),
            (Shape::Poly(vec![0, 0, 5, 4, 10, 8]), false),
            (Shape::Poly(vec![0, 0, 10, 0, 10]), false),
        ] {
            assert_eq!(shape.is_within(10, 8), within, "{shape:?}");
        }
    }

    #[test]
    fn points_are_written_in_one_way() {
        assert_eq!(Point::parse("3 40"), Some(at(3, 40)));
        for wrong in ["", "3", "3 ", "03 4", "+3 4", "-1 2", "3  4", "3 4 5", "4294967296 0"] {
            assert_eq!(Point::parse(wrong), None, "{wrong}");
        }
    }
}
