//! What is shown of a question on a picture: the picture, its areas, what is put on it.

use super::shown::{Ids, associables, counted};
use crate::read::Node;
use jalon_protocol::OptionId;
use jalon_protocol::item::{Area, Graphic, Point, Shape};
use jalon_protocol::rich::Picture;

/// Which members a kind has beside its picture.
pub type Has = &'static [&'static str];

/// Areas to choose.
pub const HOTSPOT: Has = &["max-choices", "areas"];
/// Points to set.
pub const SELECT_POINT: Has = &["max-choices"];
/// Things to put anywhere.
pub const POSITION_OBJECT: Has = &["things"];
/// Things to put on areas.
pub const GAP_MATCH: Has = &["areas", "things"];

/// Reads the picture and what belongs to it.
pub fn read(node: &Node<'_>, has: Has) -> Option<Graphic> {
    node.members(&[&["type", "picture", "alt"], has].concat(), &[]);
    let picture = node.member("picture").and_then(|node| node.picture());
    let alt = node.member("alt").and_then(|node| node.text());
    let mut ids = Ids::default();
    let member = |name: &str| node.member(name).filter(|_| has.contains(&name));
    let max_choices = match member("max-choices") {
        Some(node) => node.whole(1, 12),
        None => Some(1),
    };
    let areas = member("areas").map(|node| areas(&node, picture.as_ref(), &mut ids));
    let things = member("things").map(|node| associables(&node, 1, &mut ids));
    Some(Graphic {
        picture: picture?,
        alt: alt?,
        max_choices: max_choices?,
        areas: areas.unwrap_or_default(),
        things: things.unwrap_or_default(),
    })
}

fn areas(node: &Node<'_>, picture: Option<&Picture>, ids: &mut Ids) -> Vec<Area> {
    let nodes = node.elements();
    counted(node, nodes.len(), 2, 20);
    let mut areas: Vec<Area> = Vec::new();
    for node in &nodes {
        node.members(&["id", "label", "shape"], &[]);
        let id = node.member("id").and_then(|node| ids.read(&node));
        let label = node.member("label").and_then(|node| node.text());
        let shape_node = node.member("shape");
        let shape = shape_node.as_ref().and_then(shape);
        let (Some(id), Some(label), Some(shape), Some(shape_node)) = (id, label, shape, shape_node) else {
            continue;
        };
        if picture.is_some_and(|picture| !shape.is_within(picture.width, picture.height)) {
            shape_node.error("item/shape", &[]);
        }
        if areas.iter().any(|other| other.shape == shape) {
            shape_node.error("item/same-option", &[("option", id.as_str())]);
        }
        areas.push(Area { id, label, shape });
    }
    areas
}

/// Reads `{"rect": [left, top, right, bottom]}`, `{"circle": [x, y, radius]}` or `{"poly": [x, y, x, y, x, y, …]}`.
pub fn shape(node: &Node<'_>) -> Option<Shape> {
    const KINDS: [(&str, usize, usize); 3] = [("rect", 4, 4), ("circle", 3, 3), ("poly", 6, 200)];
    if !node.members(&[], &KINDS.map(|(name, ..)| name)) {
        return None;
    }
    let mut found = KINDS.iter().filter_map(|kind| Some((kind, node.member(kind.0)?)));
    let (Some(((name, least, most), numbers)), None) = (found.next(), found.next()) else {
        node.error("authoring/wanted", &[("wanted", "rect | circle | poly")]);
        return None;
    };
    let nodes = numbers.elements();
    counted(&numbers, nodes.len(), *least, *most);
    let numbers: Vec<Option<u32>> = nodes.iter().map(|node| node.whole(0, 10_000)).collect();
    let numbers: Vec<u32> = numbers.into_iter().collect::<Option<_>>()?;
    Some(match *name {
        "rect" => Shape::Rect(numbers),
        "circle" => Shape::Circle(numbers),
        _ => Shape::Poly(numbers),
    })
}

/// Reads `"x y"`.
pub fn point(node: &Node<'_>) -> Option<Point> {
    node.parsed("x y", Point::parse)
}

/// Reads points by id.
pub fn points(node: &Node<'_>) -> impl Iterator<Item = (OptionId, Point)> {
    by_id(node, point)
}

/// Reads shapes by id.
pub fn shapes(node: &Node<'_>) -> impl Iterator<Item = (OptionId, Shape)> {
    by_id(node, shape)
}

fn by_id<T>(node: &Node<'_>, read: impl Fn(&Node<'_>) -> Option<T>) -> impl Iterator<Item = (OptionId, T)> {
    node.entries().into_iter().filter_map(move |(id, node)| {
        let value = read(&node)?;
        let id_read = OptionId::parse(id);
        if id_read.is_none() {
            node.error("item/unknown-option", &[("option", id)]);
        }
        Some((id_read?, value))
    })
}
