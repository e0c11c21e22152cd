//! RDF Dataset Canonicalization: names for what has none, the same whoever gives them.

use super::quads::{Node, Quad};
use jalon_base::Digest;
use std::collections::BTreeMap;

/// Most steps of comparing what looks alike. An honest badge takes none or a few hundred; a dataset made to be hard grows without end.
const MOST_WORK: usize = 20_000;

/// The canonical N-Quads of statements; none when it would take too much work.
pub(super) fn canonical(quads: &[Quad<'_>]) -> Option<String> {
    // A statement made twice is one.
    let mut quads: Vec<&Quad<'_>> = quads.iter().collect();
    quads.sort_unstable();
    quads.dedup();
    let mut state = State {
        quads: &quads,
        of: BTreeMap::new(),
        hashes: BTreeMap::new(),
        issued: Issuer::default(),
        work: 0,
    };
    for (index, quad) in quads.iter().enumerate() {
        for (_, node) in quad.places() {
            if let Node::Blank(number) = node {
                let of = state.of.entry(*number).or_default();
                if of.last() != Some(&index) {
                    of.push(index);
                }
            }
        }
    }
    state.name_all()?;
    let mut lines: Vec<String> = quads
        .iter()
        .map(|quad| {
            let mut line = String::with_capacity(160);
            quad.write(&mut line, &mut |number, out| {
                out.push_str("_:c14n");
                out.push_str(&state.issued.get(number).unwrap_or_default().to_string());
            });
            line
        })
        .collect();
    lines.sort_unstable();
    Some(lines.concat())
}

/// Names given so far, in the order in which they were given.
#[derive(Debug, Clone, Default)]
struct Issuer {
    given: BTreeMap<u32, usize>,
    order: Vec<u32>,
}

impl Issuer {
    fn get(&self, node: u32) -> Option<usize> {
        self.given.get(&node).copied()
    }

    fn give(&mut self, node: u32) -> usize {
        if let Some(given) = self.get(node) {
            return given;
        }
        let next = self.order.len();
        self.given.insert(node, next);
        self.order.push(node);
        next
    }
}

struct State<'a, 'q> {
    quads: &'a [&'a Quad<'q>],
    /// The statements that mention a blank node.
    of: BTreeMap<u32, Vec<usize>>,
    /// First-degree hashes.
    hashes: BTreeMap<u32, String>,
    /// Canonical names.
    issued: Issuer,
    work: usize,
}

impl State<'_, '_> {
    /// §4.4.3: a canonical name for each blank node.
    fn name_all(&mut self) -> Option<()> {
        let mut alike: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let nodes: Vec<u32> = self.of.keys().copied().collect();
        for node in nodes {
            let hash = self.first_degree(node);
            self.hashes.insert(node, hash.clone());
            alike.entry(hash).or_default().push(node);
        }
        for nodes in alike.values() {
            if let [only] = nodes.as_slice() {
                self.issued.give(*only);
            }
        }
        for nodes in alike.values().filter(|nodes| nodes.len() > 1) {
            let mut paths = Vec::new();
            for &node in nodes {
                if self.issued.get(node).is_none() {
                    let mut issuer = Issuer::default();
                    issuer.give(node);
                    paths.push(self.related(node, issuer)?);
                }
            }
            paths.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (_, issuer) in paths {
                for node in issuer.order {
                    self.issued.give(node);
                }
            }
        }
        Some(())
    }

    /// §4.6: the hash of what is said of a node, itself being `_:a` and all others `_:z`.
    fn first_degree(&self, node: u32) -> String {
        let mut lines: Vec<String> = self
            .mentions(node)
            .map(|quad| {
                let mut line = String::with_capacity(160);
                quad.write(&mut line, &mut |other, out| {
                    out.push_str(if other == node { "_:a" } else { "_:z" });
                });
                line
            })
            .collect();
        lines.sort_unstable();
        Digest::of(lines.concat().as_bytes()).to_string()
    }

    fn mentions(&self, node: u32) -> impl Iterator<Item = &Quad<'_>> {
        let of = self.of.get(&node).map_or(&[][..], Vec::as_slice);
        of.iter().filter_map(|index| self.quads.get(*index).copied())
    }

    /// §4.7: the hash of a node beside another.
    fn beside(&self, node: u32, quad: &Quad<'_>, issuer: &Issuer, place: char) -> String {
        let mut text = String::from(place);
        if place != 'g' {
            text.push_str(&quad.predicate);
        }
        match (self.issued.get(node), issuer.get(node)) {
            (Some(number), _) => text.push_str(&format!("_:c14n{number}")),
            (None, Some(number)) => text.push_str(&format!("_:b{number}")),
            (None, None) => text.push_str(self.hashes.get(&node).map_or("", String::as_str)),
        }
        Digest::of(text.as_bytes()).to_string()
    }

    /// §4.8: the hash of a node from all that it is related to, and the names given on the way.
    fn related(&mut self, node: u32, mut issuer: Issuer) -> Option<(String, Issuer)> {
        self.spend()?;
        let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for quad in self.mentions(node) {
            for (place, other) in quad.places() {
                if let Node::Blank(other) = other
                    && *other != node
                {
                    let hash = self.beside(*other, quad, &issuer, place);
                    groups.entry(hash).or_default().push(*other);
                }
            }
        }
        let mut data = String::new();
        for (hash, group) in groups {
            data.push_str(&hash);
            let mut chosen: Option<(String, Issuer)> = None;
            let mut order = Permutations::of(group);
            while let Some(permutation) = order.next() {
                self.spend()?;
                if let Some(found) = self.path(permutation, &issuer, chosen.as_ref().map(|(path, _)| path.as_str()))? {
                    chosen = Some(found);
                }
            }
            let (path, names) = chosen?;
            data.push_str(&path);
            issuer = names;
        }
        Some((Digest::of(data.as_bytes()).to_string(), issuer))
    }

    /// The path through nodes in one order; the inner none when one chosen before is smaller, the outer when the work is too much.
    #[expect(clippy::option_option, reason = "two different ends: not better, and too much")]
    fn path(&mut self, nodes: &[u32], issuer: &Issuer, chosen: Option<&str>) -> Option<Option<(String, Issuer)>> {
        let mut names = issuer.clone();
        let mut path = String::new();
        let mut deeper = Vec::new();
        let is_beaten = |path: &str| chosen.is_some_and(|chosen| path.len() >= chosen.len() && path > chosen);
        for &node in nodes {
            if let Some(number) = self.issued.get(node) {
                path.push_str(&format!("_:c14n{number}"));
            } else {
                if names.get(node).is_none() {
                    deeper.push(node);
                }
                path.push_str(&format!("_:b{}", names.give(node)));
            }
            if is_beaten(&path) {
                return Some(None);
            }
        }
        for node in deeper {
            let (hash, after) = self.related(node, names.clone())?;
            path.push_str(&format!("_:b{}<{hash}>", names.give(node)));
            names = after;
            if is_beaten(&path) {
                return Some(None);
            }
        }
        let better = chosen.is_none_or(|chosen| path.as_str() < chosen);
        Some(better.then_some((path, names)))
    }

    fn spend(&mut self) -> Option<()> {
        self.work += 1;
        (self.work <= MOST_WORK).then_some(())
    }
}

/// Every order of a list, one after another, from the smallest on.
struct Permutations {
    list: Vec<u32>,
    begun: bool,
}

impl Permutations {
    fn of(mut list: Vec<u32>) -> Self {
        list.sort_unstable();
        Self { list, begun: false }
    }

    fn next(&mut self) -> Option<&[u32]> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(&self.list);
        }
        // The next in lexicographic order: the last place that can grow, grown by as little as possible, and the rest sorted.
        let at = self.list.windows(2).rposition(|pair| matches!(pair, [a, b] if a < b))?;
        let pivot = *self.list.get(at)?;
        let larger = self.list.iter().rposition(|value| *value > pivot)?;
        self.list.swap(at, larger);
        self.list.get_mut(at + 1..)?.reverse();
        Some(&self.list)
    }
}
