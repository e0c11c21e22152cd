//! `jalon checkpoint`: a tree of commitments to what was issued, so that nothing can be added later under an earlier date without anyone who
//! kept an earlier checkpoint noticing.
//!
//! A tree is a text: one commitment a line, in base64, only ever added to. It says nothing of anyone: the salt of a commitment is in the
//! certificate's own file `….leaf`, for its holder.

use crate::output::{Said, say};
use crate::{files, key};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::encoding::{base64, unbase64};
use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, jcs};
use jalon_credential::tlog::{self, Checkpoint, Continuation, NoteFault, NoteKey, Proof, Tree};
use jalon_messages::Lang;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `jalon checkpoint` does.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Shows the public key under which checkpoints are signed, as other tools are configured with it.
    Key {
        /// The certifier's key.
        #[arg(long)]
        key: PathBuf,
        /// Name of the tree: a URL without its scheme.
        #[arg(long)]
        origin: String,
    },
    /// Adds certificates to the tree, each under a salt of its own, kept beside it. One that is there already is not added again.
    Extend {
        /// The certificates.
        #[arg(required = true)]
        certificates: Vec<PathBuf>,
        /// The tree, made if it is not there.
        #[arg(long)]
        tree: PathBuf,
    },
    /// Signs the state of the tree.
    Make {
        /// The tree.
        #[arg(long)]
        tree: PathBuf,
        /// The certifier's key.
        #[arg(long)]
        key: PathBuf,
        /// Name of the tree: a URL without its scheme.
        #[arg(long)]
        origin: String,
        /// The checkpoint before: one that the tree does not continue is a reason not to sign.
        #[arg(long)]
        after: Option<PathBuf>,
        /// The checkpoint.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Shows that a certificate is under a checkpoint: a file to keep beside it.
    Prove {
        /// The certificate; its salt is beside it.
        certificate: PathBuf,
        /// The tree.
        #[arg(long)]
        tree: PathBuf,
        /// The checkpoint, with its witnesses if it has any.
        #[arg(long)]
        checkpoint: PathBuf,
        /// The proof; `certificate.inclusion` is taken from beside a certificate by `jalon verify`.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Shows that a checkpoint continues an earlier one, as it is sent to a witness.
    Continue {
        /// The earlier checkpoint.
        earlier: PathBuf,
        /// The later one.
        later: PathBuf,
        /// The tree.
        #[arg(long)]
        tree: PathBuf,
        /// The proof.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Checks a proof: that a certificate is under a checkpoint, or that a checkpoint continues an earlier one.
    Check {
        /// The proof.
        proof: PathBuf,
        /// The public key of the tree.
        #[arg(long)]
        key: String,
        /// The certificate that is said to be under the checkpoint.
        #[arg(long, conflicts_with = "earlier", required_unless_present = "earlier")]
        certificate: Option<PathBuf>,
        /// The checkpoint that is said to be continued.
        #[arg(long)]
        earlier: Option<PathBuf>,
    },
}

struct Leaf {
    format: String,
    index: u64,
    salt: String,
}

jalon_base::document!(Leaf { format, index, salt });

const LEAF: &str = "jalon/leaf@1";

/// Does it.
///
/// # Errors
/// A file cannot be read or written, or is not what it should be.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    match command {
        Command::Key { key, origin } => {
            let text = note_key(origin, key::open(key)?.public())?.to_text();
            Ok(Said::done(json!({"key": text}), text))
        }
        Command::Extend { certificates, tree } => extend(certificates, tree, lang),
        Command::Make {
            tree,
            key,
            origin,
            after,
            output,
        } => make(tree, key, origin, after.as_deref(), output, lang),
        Command::Prove {
            certificate,
            tree,
            checkpoint,
            output,
        } => prove(certificate, tree, checkpoint, output, lang),
        Command::Continue {
            earlier,
            later,
            tree,
            output,
        } => go_on(earlier, later, tree, output, lang),
        Command::Check {
            proof,
            key,
            certificate,
            earlier,
        } => {
            let key = NoteKey::parse(key).context("expected the key of a tree: name+id+key")?;
            match check(&text(proof)?, &key, certificate.as_deref(), earlier.as_deref())? {
                Ok(checkpoint) => Ok(Said::done(
                    json!({"origin": checkpoint.origin, "size": checkpoint.size}),
                    jalon_messages::cli::checked(lang, &checkpoint.origin, size(&checkpoint)),
                )),
                Err(fault) => Ok(refused(lang, fault)),
            }
        }
    }
}

fn note_key(origin: &str, public: jalon_credential::PublicKey) -> Result<NoteKey> {
    NoteKey::new(origin, public).with_context(|| format!("`{origin}` cannot be the name of a tree"))
}

fn size(checkpoint: &Checkpoint) -> i64 {
    i64::try_from(checkpoint.size).unwrap_or(i64::MAX)
}

fn refused(lang: Lang, fault: NoteFault) -> Said {
    Said {
        json: json!({"code": fault.code()}),
        text: format!("{} [{}]", say(lang, fault.code(), &SortedMap::new()), fault.code()),
        success: false,
    }
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(files::read(path)?).with_context(|| format!("{} is not text", path.display()))
}

/// The commitments of a tree. A last line that was cut was never signed: it is said, not passed over.
fn leaves(path: &Path) -> Result<Vec<Digest>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = text(path)?;
    if !text.is_empty() && !text.ends_with('\n') {
        bail!(
            "the last line of {} is cut: take it away, and extend the tree again",
            path.display()
        );
    }
    text.lines()
        .enumerate()
        .map(|(place, line)| {
            let bytes = unbase64(line).and_then(|bytes| bytes.try_into().ok());
            bytes
                .map(Digest::from_bytes)
                .with_context(|| format!("{}: line {} is no commitment", path.display(), place + 1))
        })
        .collect()
}

/// The tree at a size.
fn tree_of(leaves: &[Digest], size: u64) -> Result<Tree> {
    let size = usize::try_from(size)?;
    let first = leaves
        .get(..size)
        .context("the tree is smaller than the checkpoint says")?;
    let mut tree = Tree::default();
    for leaf in first {
        tree.push(leaf.as_bytes());
    }
    Ok(tree)
}

/// Digest of the canonical bytes of a certificate.
fn digest(certificate: &Path) -> Result<Digest> {
    Ok(Digest::of(&jcs::value_to_vec(&document(certificate)?)))
}

fn document(path: &Path) -> Result<Value> {
    json::parse(&files::read(path)?, Limits::FOREIGN).with_context(|| format!("reading {}", path.display()))
}

/// Whether a file holds a certificate.
fn is_credential(path: &Path) -> Result<bool> {
    let document = document(path)?;
    let kinds = document.get("type").and_then(Value::as_array);
    Ok(kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "VerifiableCredential")))
}

/// Place and salt of a certificate in its tree, from beside it; none when it has none, or they are of another tree.
fn leaf(certificate: &Path, leaves: &[Digest]) -> Result<Option<(u64, [u8; 16])>> {
    let path = certificate.with_extension("leaf");
    if !path.exists() {
        return Ok(None);
    }
    let context = || format!("reading {}", path.display());
    let leaf: Leaf = json::from_slice(&files::read(&path)?, Limits::DOCUMENT).with_context(context)?;
    if leaf.format != LEAF {
        bail!("{} is not `{LEAF}`", path.display());
    }
    let salt = unbase64(&leaf.salt).and_then(|salt| salt.try_into().ok());
    let salt: [u8; 16] = salt.with_context(|| format!("{} has no salt", path.display()))?;
    let there = usize::try_from(leaf.index).ok().and_then(|index| leaves.get(index));
    let is_there = there == Some(&tlog::commitment(&salt, &digest(certificate)?));
    Ok(is_there.then_some((leaf.index, salt)))
}

fn extend(certificates: &[PathBuf], path: &Path, lang: Lang) -> Result<Said> {
    let context = || format!("writing {}", path.display());
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .with_context(context)?;
    file.try_lock()
        .map_err(|_| anyhow!("{} is being written by another command", path.display()))?;
    let mut leaves = leaves(path)?;
    let (mut added, mut others) = (0, 0);
    for certificate in certificates {
        if leaf(certificate, &leaves)?.is_some() {
            continue;
        }
        // `certificates/*.json` names the openings too: the holder's salts are in no tree.
        if !is_credential(certificate)? {
            others += 1;
            continue;
        }
        let salt: [u8; 16] = key::random()?;
        let commitment = tlog::commitment(&salt, &digest(certificate)?);
        // The salt first: a commitment that nobody can open would be for nothing; a salt without commitment is written over.
        let leaf = Leaf {
            format: LEAF.to_owned(),
            index: u64::try_from(leaves.len())?,
            salt: base64(&salt),
        };
        files::write(&certificate.with_extension("leaf"), &jcs::to_vec(&leaf)?)?;
        let line = format!("{}\n", base64(commitment.as_bytes()));
        file.write_all(line.as_bytes()).with_context(context)?;
        leaves.push(commitment);
        added += 1;
    }
    file.sync_data().with_context(context)?;
    let size = i64::try_from(leaves.len())?;
    Ok(Said::done(
        json!({"added": added, "size": size, "others": others}),
        jalon_messages::cli::extended(lang, added, size, others),
    ))
}

fn make(tree: &Path, key: &Path, origin: &str, after: Option<&Path>, output: &Path, lang: Lang) -> Result<Said> {
    let leaves = leaves(tree)?;
    let tree = tree_of(&leaves, u64::try_from(leaves.len())?)?;
    let secret = key::open(key)?;
    let key = note_key(origin, secret.public())?;
    if let Some(after) = after {
        let before = match Checkpoint::open(&text(after)?, &key) {
            Ok(before) => before,
            Err(fault) => return Ok(refused(lang, fault)),
        };
        if tree.root_at(before.size) != Some(before.root) {
            return Ok(refused(lang, NoteFault::NotConsistent));
        }
    }
    let checkpoint = Checkpoint {
        origin: origin.to_owned(),
        size: tree.size(),
        root: tree.root(),
    };
    let to_sign = checkpoint.prepare(&key);
    let signature = secret.sign(to_sign.bytes());
    let note = to_sign.complete(signature).map_err(|fault| anyhow!("{fault}"))?;
    files::write(output, note.as_bytes())?;
    Ok(Said::done(
        json!({"file": output, "size": checkpoint.size}),
        jalon_messages::cli::checkpoint(lang, size(&checkpoint), &output.display().to_string()),
    ))
}

/// The checkpoint of a note, as its text says: whoever checks a proof checks its signature.
fn unchecked(path: &Path) -> Result<(String, Checkpoint)> {
    let note = text(path)?;
    let checkpoint = Checkpoint::unchecked(&note).map_err(|fault| anyhow!("{}: {fault}", path.display()))?;
    Ok((note, checkpoint))
}

fn prove(certificate: &Path, tree: &Path, note: &Path, output: &Path, lang: Lang) -> Result<Said> {
    let leaves = leaves(tree)?;
    let (checkpoint, at) = unchecked(note)?;
    let tree = tree_of(&leaves, at.size)?;
    if tree.root() != at.root {
        return Ok(refused(lang, NoteFault::NotConsistent));
    }
    let found = leaf(certificate, &leaves)?;
    let found = found.and_then(|(index, salt)| Some((index, salt, tree.inclusion(index)?)));
    let Some((index, salt, path)) = found else {
        return Ok(refused(lang, NoteFault::NotIncluded));
    };
    let proof = Proof {
        index,
        salt: Some(salt),
        path,
        checkpoint,
    };
    files::write(output, proof.to_text().as_bytes())?;
    Ok(written(lang, output))
}

fn go_on(earlier: &Path, later: &Path, tree: &Path, output: &Path, lang: Lang) -> Result<Said> {
    let leaves = leaves(tree)?;
    let ((_, earlier), (checkpoint, later)) = (unchecked(earlier)?, unchecked(later)?);
    let tree = tree_of(&leaves, later.size)?;
    let same = tree.root() == later.root && tree.root_at(earlier.size) == Some(earlier.root);
    let Some(hashes) = tree.consistency(earlier.size).filter(|_| same) else {
        return Ok(refused(lang, NoteFault::NotConsistent));
    };
    let continuation = Continuation {
        old: earlier.size,
        hashes,
        checkpoint,
    };
    files::write(output, continuation.to_text().as_bytes())?;
    Ok(written(lang, output))
}

fn written(lang: Lang, output: &Path) -> Said {
    Said::done(
        json!({"file": output}),
        jalon_messages::cli::trust_written(lang, &output.display().to_string()),
    )
}

/// Checks one proof or the other; inside, why it does not hold.
fn check(
    proof: &str,
    key: &NoteKey,
    certificate: Option<&Path>,
    earlier: Option<&Path>,
) -> Result<Result<Checkpoint, NoteFault>> {
    if let Some(certificate) = certificate {
        let digest = digest(certificate)?;
        return Ok(Proof::parse(proof).and_then(|proof| {
            let salt = proof.salt.ok_or(NoteFault::Shape)?;
            proof.check(tlog::commitment(&salt, &digest).as_bytes(), key)
        }));
    }
    let earlier = text(earlier.context("a certificate or an earlier checkpoint is needed")?)?;
    let checked = || {
        let continuation = Continuation::parse(proof)?;
        let later = Checkpoint::open(&continuation.checkpoint, key)?;
        continuation.check(&Checkpoint::open(&earlier, key)?, &later)?;
        Ok(later)
    };
    Ok(checked())
}
