//! Killing a browser as a power cut or a full memory does: at once, without a word.

use std::fs;
use std::process::{Command, Stdio};

/// Kills a process and all its children with SIGKILL.
pub fn kill_tree(process: u32) {
    let mut all = vec![process];
    let parents = parents();
    let mut at = 0;
    while let Some(&parent) = all.get(at) {
        all.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        at += 1;
    }
    let numbers: Vec<String> = all.iter().map(u32::to_string).collect();
    // The shell's own `kill`: a minimal Debian has no other.
    let script = format!("kill -9 {}", numbers.join(" "));
    let _ = Command::new("sh").args(["-c", &script]).stderr(Stdio::null()).status();
}

/// Every process with its parent.
fn parents() -> Vec<(u32, u32)> {
    let Ok(listing) = fs::read_dir("/proc") else {
        return by_ps();
    };
    listing
        .filter_map(|entry| {
            let process: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            // `pid (name) state parent …`, where the name may hold anything.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((process, parent))
        })
        .collect()
}

fn by_ps() -> Vec<(u32, u32)> {
    let Ok(output) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return Vec::new();
    };
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect()
}
