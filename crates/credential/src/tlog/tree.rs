//! A Merkle tree of leaves in their order.

use sha2::{Digest as _, Sha256};

/// A hash of the tree.
pub type Hash = [u8; 32];

/// The hash of a leaf: `SHA-256(0x00 ‖ leaf)`.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// A tree, by the hashes of its leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    leaves: Vec<Hash>,
}

impl Tree {
    /// Adds a leaf; gives its index.
    pub fn push(&mut self, leaf: &[u8]) -> u64 {
        self.leaves.push(leaf_hash(leaf));
        self.size() - 1
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::try_from(self.leaves.len()).unwrap_or(u64::MAX)
    }

    /// The root; that of no leaves is the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        root(&self.leaves)
    }

    /// The root that it had at a smaller size; none for a size that it has not reached.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.leaves.get(..usize::try_from(size).ok()?).map(root)
    }

    /// The hashes that lead from a leaf to the root, from the bottom up; none for a leaf that is not there.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Option<Vec<Hash>> {
        let index = usize::try_from(index).ok().filter(|index| *index < self.leaves.len())?;
        let mut path = Vec::new();
        path_to(&self.leaves, index, &mut path);
        Some(path)
    }

    /// The hashes that show that this tree continues the one of a smaller size (RFC 6962 §2.1.2); none for a size of 0 or beyond.
    #[must_use]
    pub fn consistency(&self, size: u64) -> Option<Vec<Hash>> {
        let size = usize::try_from(size)
            .ok()
            .filter(|size| (1..=self.leaves.len()).contains(size))?;
        let mut proof = Vec::new();
        subproof(&self.leaves, size, true, &mut proof);
        Some(proof)
    }
}

/// The largest power of two below a number above 1.
const fn split(size: usize) -> usize {
    1 << (size - 1).ilog2()
}

fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(split(many.len()));
            node(&root(left), &root(right))
        }
    }
}

fn path_to(leaves: &[Hash], index: usize, path: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    if index < at {
        path_to(left, index, path);
        path.push(root(right));
    } else {
        path_to(right, index - at, path);
        path.push(root(left));
    }
}

fn subproof(leaves: &[Hash], size: usize, is_whole: bool, proof: &mut Vec<Hash>) {
    if size == leaves.len() {
        if !is_whole {
            proof.push(root(leaves));
        }
        return;
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    if size <= at {
        subproof(left, size, is_whole, proof);
        proof.push(root(right));
    } else {
        subproof(right, size - at, false, proof);
        proof.push(root(left));
    }
}

/// The root that a leaf and its path lead to in a tree of a size; none when the path is not one of such a leaf.
///
/// # Source
/// RFC 9162 §2.1.3.2.
#[must_use]
pub fn root_of(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = leaf;
    for beside in path {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            hash = node(beside, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// Whether a tree continues an earlier one: nothing of it was changed or taken away.
///
/// # Source
/// RFC 9162 §2.1.4.2.
#[must_use]
pub fn is_consistent(earlier: (u64, Hash), later: (u64, Hash), proof: &[Hash]) -> bool {
    let ((first, first_root), (second, second_root)) = (earlier, later);
    if first == second {
        return first_root == second_root && proof.is_empty();
    }
    if first == 0 || first > second {
        return false;
    }
    let (mut place, mut last) = (first - 1, second - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let mut hashes = proof.iter();
    let start = if first.is_power_of_two() {
        Some(&first_root)
    } else {
        hashes.next()
    };
    let Some(start) = start else { return false };
    let (mut old, mut new) = (*start, *start);
    for beside in hashes {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old = node(beside, &old);
            new = node(beside, &new);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new = node(&new, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old == first_root && new == second_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::encoding::{hex, unhex};
    use proptest::prelude::*;

    /// The reference leaves of RFC 6962's own test data and the roots of the trees of 0 to 8 of them (google/certificate-transparency).
    const LEAVES: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn the_reference_trees() {
        let mut tree = Tree::default();
        assert_eq!(hex(&tree.root()), ROOTS[0]);
        for (leaf, root) in LEAVES.into_iter().zip(&ROOTS[1..]) {
            tree.push(&unhex(leaf).unwrap());
            assert_eq!(hex(&tree.root()), *root);
        }
        assert_eq!(tree.root_at(3).map(|root| hex(&root)).as_deref(), Some(ROOTS[3]));
        assert_eq!(tree.root_at(9), None);
        // RFC 6962 §2.1.3: the path of the first of seven leaves has the roots of b, of cd, and of efg.
        let mut seven = tree;
        seven.leaves.pop();
        let path = seven.inclusion(0).unwrap();
        assert_eq!(path.len(), 3);
        assert_eq!(path[0], leaf_hash(&unhex(LEAVES[1]).unwrap()));
        assert_eq!(seven.inclusion(7), None);
    }

    fn tree(size: u32) -> Tree {
        let mut tree = Tree::default();
        for leaf in 0..size {
            tree.push(&leaf.to_be_bytes());
        }
        tree
    }

    proptest! {
        #[test]
        fn every_leaf_leads_to_the_root_and_no_other_does(size in 1_u32..70, index in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
            let tree = tree(size);
            let index = u64::try_from(index.index(usize::try_from(size).unwrap())).unwrap();
            let leaf = leaf_hash(&u32::try_from(index).unwrap().to_be_bytes());
            let mut path = tree.inclusion(index).unwrap();
            prop_assert_eq!(root_of(leaf, index, tree.size(), &path), Some(tree.root()));
            prop_assert_ne!(root_of(leaf_hash(b"another"), index, tree.size(), &path), Some(tree.root()));
            prop_assert_eq!(root_of(leaf, tree.size(), tree.size(), &path), None);
            if !path.is_empty() {
                let at = flip.index(path.len());
                path[at][0] ^= 1;
                prop_assert_ne!(root_of(leaf, index, tree.size(), &path), Some(tree.root()));
                path.pop();
                prop_assert_ne!(root_of(leaf, index, tree.size(), &path), Some(tree.root()));
            }
        }

        #[test]
        fn a_tree_continues_what_it_was_and_nothing_else(first in 1_u32..60, more in 0_u32..60, changed in any::<bool>()) {
            let mut old = tree(first);
            let new = tree(first + more);
            if changed {
                old.leaves[0] = leaf_hash(b"another past");
            }
            let proof = new.consistency(u64::from(first)).unwrap();
            prop_assert_eq!(is_consistent((old.size(), old.root()), (new.size(), new.root()), &proof), !changed);
            if more > 0 {
                prop_assert!(!is_consistent((new.size(), new.root()), (old.size(), old.root()), &proof));
            }
        }
    }
}
