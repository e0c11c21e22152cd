//! What the tests of a room stand on: a centre's papers, an edition, a server in a process of its own.

use jalon_authoring::assemble::{assemble_exam, exam_keys};
use jalon_base::{Text, Timestamp};
use jalon_cli::room::centre::Centre;
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::sealed::{self, Cost, Fresh, Randomness, seal_to};
use jalon_protocol::ProtocolId;
use jalon_protocol::plan::{Place, Purpose};
use jalon_protocol::release::statement::STATEMENT;
use jalon_referential::Assurance;
use jalon_server::client::Server;
use jalon_server::rehearsal::Cast;
use jalon_server::tls::client;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub const PASSPHRASE: &str = "trois petits mots";
pub const SPEED: u32 = 10;

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    free.local_addr().unwrap().port()
}

/// A folder with a centre that rehearses, and an edition.
pub struct Ground {
    pub folder: PathBuf,
    pub port: u16,
    pub at: Timestamp,
    pub certifier: SecretKey,
    pub centre: String,
    pub edition: Vec<u8>,
    protocol: ProtocolId,
    root: String,
}

impl Ground {
    pub fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _was_not_there = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let at = Timestamp::parse("2026-11-24T08:00:00Z").unwrap();
        let certifier = SecretKey::from_seed([9; 32]);
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let advf = here.join("referentials/advf");
        let (edition, protocol) = examination(&advf, "decouverte", &certifier, at);
        let centre = Centre {
            format: "jalon/centre@1".into(),
            name: "localhost".into(),
            did: String::new(),
            certifiers: vec![did_key(&certifier.public())],
            from: Timestamp::parse("2026-01-01T00:00:00Z").unwrap(),
            until: Timestamp::parse("2026-12-31T00:00:00Z").unwrap(),
            rehearsal: true,
        };
        let centre = Centre::make(&folder.join("centre"), "localhost", centre, PASSPHRASE, Cost::PHONE).unwrap();
        let root = std::fs::read_to_string(folder.join("centre/root.pem")).unwrap();
        Self {
            port: free_port(),
            folder,
            at,
            certifier,
            centre: centre.did,
            edition,
            protocol,
            root,
        }
    }

    /// The papers of a session of so many people.
    pub fn cast(&self, people: usize) -> Cast {
        let signer = (self.centre.as_str(), &self.certifier);
        Cast::of(&self.edition, &self.protocol, people, signer, self.at).unwrap()
    }

    /// Seals a key into a file, as `jalon key new` does, for less.
    pub fn key(&self, name: &str, seed: [u8; 32]) {
        let random = Randomness {
            salt: seed[..16].try_into().unwrap(),
            nonce: seed[..19].try_into().unwrap(),
        };
        let sealed = sealed::seal(&seed, PASSPHRASE, Cost::PHONE, random).unwrap();
        std::fs::write(self.folder.join(name), sealed).unwrap();
    }

    /// Runs `jalon` in the folder: whether it succeeded, and what it says.
    pub fn says(&self, words: &str) -> (bool, Value) {
        let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .current_dir(&self.folder)
            .env("JALON_PASSPHRASE", PASSPHRASE)
            .args(["--lang", "en", "--format", "json"])
            .args(words.split_whitespace())
            .output()
            .unwrap();
        let said = serde_json::from_slice(&output.stdout);
        (
            output.status.success(),
            said.unwrap_or_else(|_| panic!("{words}: {output:?}")),
        )
    }

    /// Where the server is.
    pub fn server(&self) -> Server {
        Server {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)),
            name: "localhost".into(),
            tls: Some(client(&self.root).unwrap()),
        }
    }
}

/// A protocol of a folder as an examination: its right answers are sealed to the certifier, and the room knows none.
fn examination(folder: &Path, protocol: &str, certifier: &SecretKey, at: Timestamp) -> (Vec<u8>, ProtocolId) {
    let (mut folder, _) = jalon_authoring::check(&jalon_cli::files::folder(folder).unwrap());
    let id = ProtocolId::parse(protocol).unwrap();
    let exam = folder.protocols.get_mut(&id).unwrap();
    (exam.scoring, exam.purpose, exam.assurance) = (Place::Sealed, Purpose::Exam, Assurance::Proctored);
    for part in &mut exam.parts {
        part.seconds = part.seconds.or(Some(1800));
    }
    let fresh = Fresh {
        secret: [4; 32],
        ephemeral: [5; 32],
        nonce: [6; 19],
    };
    let to = [certifier.opening_key().recipient()];
    let keys = seal_to(&exam_keys(&folder).unwrap(), &to, &fresh).unwrap();
    let assembled = assemble_exam(&folder, Text::default(), at, keys).unwrap();
    let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &did_key(&certifier.public()), at).unwrap();
    let signature = certifier.sign(to_sign.bytes());
    (assembled.signed(&to_sign.complete(signature).unwrap()).unwrap(), id)
}

/// A server of its own process, which nothing but `kill -9` ends.
pub struct Process {
    child: Child,
    arguments: Vec<String>,
    port: u16,
}

impl Process {
    fn start(arguments: &[String]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_jalon"))
            .env("JALON_PASSPHRASE", PASSPHRASE)
            .args(arguments)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// A server of a file in a folder, beside its centre.
    pub fn new(folder: &Path, port: u16) -> Self {
        Self::of(folder, port, &folder.join("room.db").display().to_string(), &[])
    }

    /// A server of a database, with other arguments.
    pub fn of(folder: &Path, port: u16, database: &str, others: &[&str]) -> Self {
        let (port_, speed) = (port.to_string(), SPEED.to_string());
        let centre = folder.join("centre").display().to_string();
        let own = [
            "serve",
            "--port",
            &port_,
            "--speed",
            &speed,
            "--database",
            database,
            "--centre",
            &centre,
        ];
        let arguments: Vec<String> = own.iter().chain(others).map(|&word| word.to_owned()).collect();
        let process = Self {
            child: Self::start(&arguments),
            arguments,
            port,
        };
        process.waits();
        process
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    fn waits(&self) {
        let mut tries = 0;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            tries += 1;
            assert!(tries < 6_000, "the server does not come back");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// SIGKILL: this server does not come back.
    pub fn dies(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGKILL, and another life from the same file.
    pub fn killed(&mut self) {
        self.dies();
        self.child = Self::start(&self.arguments);
        self.waits();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
