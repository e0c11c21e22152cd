//! A batch that is cut, at any moment, and goes on: no certificate twice, none that the register has not.

use crate::common::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Orders for so many people, each with an outcome of their own.
fn orders(name: &str, count: usize) {
    let outcome: Value = serde_json::from_slice(&fs::read(folder().join("outcome.json")).unwrap()).unwrap();
    let holder = did("holder.key");
    let order = |number: usize| {
        let mut own = outcome.clone();
        // Another attempt: another head of its seat's chain.
        own["inputs"]["seat"] = json!(format!("{number:064x}"));
        let file = format!("{name}.{number}.outcome.json");
        fs::write(folder().join(&file), own.to_string()).unwrap();
        json!({
            "outcome": file, "holder": holder, "taken": "2026-11-20T10:00:00Z",
            "name": format!("Ada {number}"), "born": "1990-12-10",
        })
    };
    let orders: Vec<Value> = (0..count).map(order).collect();
    let orders = json!({"format": "jalon/orders@1", "orders": orders});
    fs::write(folder().join(format!("{name}.orders.json")), orders.to_string()).unwrap();
}

/// Entries of a register: kind and id of each.
fn entries(name: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder().join(format!("{name}.register.json"))).unwrap();
    let lines = text
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    lines
        .map(|entry| (text(&entry, "kind"), text(&entry, "certificate")))
        .collect()
}

/// What goes beside a certificate: what opens it, and its export.
const BESIDE: [&str; 2] = ["opening.json", "rdfc.json"];

/// What a folder of certificates holds: those given out with what goes beside them, and what still waits.
fn given(name: &str) -> (BTreeSet<String>, usize) {
    let folder = folder().join(format!("{name}.certificates"));
    let mut ids = BTreeSet::new();
    let mut waiting = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file.ends_with(".waiting") {
            waiting += 1;
        } else if let Some(local) = file.strip_suffix(".json").filter(|local| !local.contains('.')) {
            for ending in BESIDE {
                assert!(
                    folder.join(format!("{local}.{ending}")).exists(),
                    "{local} has no {ending}"
                );
            }
            ids.insert(format!("urn:uuid:{local}"));
        }
    }
    (ids, waiting)
}

fn whole(name: &str, count: usize) {
    let (given, waiting) = given(name);
    let issued: BTreeSet<String> = entries(name).into_iter().map(|(_, id)| id).collect();
    assert_eq!((given.len(), waiting), (count, 0));
    assert_eq!(given, issued, "what is given out is what the register has");
    assert_eq!(entries(name).len(), count, "nothing is issued twice");
}

#[test]
fn killed_in_the_middle_it_goes_on_and_issues_nothing_twice() {
    const COUNT: usize = 90;
    orders("killed", COUNT);
    let mut at = BTreeSet::new();
    for kill_at in [3, 25, 60] {
        let mut batch = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .current_dir(folder())
            .env("JALON_PASSPHRASE", "essai")
            .args(issuing("killed"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let progress = BufReader::new(batch.stderr.take().unwrap());
        let line = format!("{kill_at}/{COUNT}");
        assert!(progress.lines().any(|read| read.unwrap() == line));
        batch.kill().unwrap();
        batch.wait().unwrap();
        at.insert(entries("killed").len());
    }
    assert!(
        at.iter().any(|count| *count > 0 && *count < COUNT),
        "it was cut in the middle: {at:?}"
    );
    let before = entries("killed").len();
    let last = succeeds(&issuing("killed"));
    assert_eq!(last["issued"].as_array().unwrap().len(), COUNT - before);
    assert_eq!(last["before"].as_array().unwrap().len(), before);
    whole("killed", COUNT);
}

/// Makes of a batch that ended one that was cut: its first certificate waits again, or its last line is torn.
fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).unwrap();
}

#[test]
fn whatever_a_cut_left_is_put_in_order() {
    orders("cut", 3);
    succeeds(&issuing("cut"));
    whole("cut", 3);
    let certificates = folder().join("cut.certificates");
    let local = |place: usize| entries("cut")[place].1.strip_prefix("urn:uuid:").unwrap().to_owned();
    // Recorded, and not given its names yet.
    let first = local(0);
    for ending in ["json"].into_iter().chain(BESIDE) {
        rename(
            &certificates.join(format!("{first}.{ending}")),
            &certificates.join(format!(".{first}.{ending}.waiting")),
        );
    }
    // Given its name, but what goes beside it is not.
    let second = local(1);
    for ending in BESIDE {
        rename(
            &certificates.join(format!("{second}.{ending}")),
            &certificates.join(format!(".{second}.{ending}.waiting")),
        );
    }
    // Written, and never recorded.
    for ending in ["json"].into_iter().chain(BESIDE) {
        fs::write(certificates.join(format!(".0000.{ending}.waiting")), "{}").unwrap();
    }
    succeeds(&issuing("cut"));
    whole("cut", 3);
    // A last line that was cut was not recorded: its certificate was never given out, and is issued anew.
    let register = folder().join("cut.register.json");
    let bytes = fs::read(&register).unwrap();
    fs::write(&register, &bytes[..bytes.len() - 20]).unwrap();
    let third = certificates.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let known: Vec<String> = (0..2).map(local_of(&bytes)).collect();
    for path in third {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !known.iter().any(|local| name.starts_with(local.as_str())) {
            rename(&path, &certificates.join(format!(".{name}.waiting")));
        }
    }
    let last = succeeds(&issuing("cut"));
    assert_eq!(last["issued"].as_array().unwrap().len(), 1);
    whole("cut", 3);
}

/// The local part of the id of an entry of a register.
fn local_of(register: &[u8]) -> impl Fn(usize) -> String {
    let text = String::from_utf8(register.to_vec()).unwrap();
    move |place| {
        let entry: Value = serde_json::from_str(text.lines().nth(place + 1).unwrap()).unwrap();
        let id = entry["certificate"].as_str().unwrap();
        id.strip_prefix("urn:uuid:").unwrap().to_owned()
    }
}

#[test]
fn one_command_writes_a_register_at_a_time() {
    orders("held", 1);
    succeeds(&issuing("held"));
    let register = fs::OpenOptions::new()
        .write(true)
        .open(folder().join("held.register.json"))
        .unwrap();
    register.lock().unwrap();
    let said = fails(&issuing("held"));
    assert!(said["error"].as_str().unwrap().contains("being written"), "{said}");
    drop(register);
    succeeds(&issuing("held"));
}
