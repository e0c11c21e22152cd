//! What is shown of a conversation: its turns, each reply leading to a later one.

use super::shown::{Ids, counted};
use crate::read::Node;
use jalon_protocol::item::{Dialogue, Reply, Turn};
use jalon_protocol::{Interaction, OptionId};
use std::collections::BTreeSet;

/// Reads the turns. A conversation ends: replies lead to turns that stand later; and each turn but the first is led to.
pub fn read(node: &Node<'_>) -> Option<Interaction> {
    node.members(&["type", "turns"], &[]);
    let turns_node = node.member("turns")?;
    let nodes = turns_node.elements();
    counted(&turns_node, nodes.len(), 2, 30);
    let (mut turn_ids, mut reply_ids) = (Ids::default(), Ids::default());
    let turns: Vec<Option<Turn>> = nodes
        .iter()
        .map(|node| turn(node, &mut turn_ids, &mut reply_ids))
        .collect();
    let turns: Vec<Turn> = turns.into_iter().collect::<Option<_>>()?;
    let mut led: BTreeSet<&OptionId> = turns.first().map(|turn| &turn.id).into_iter().collect();
    for (at, (turn, node)) in turns.iter().zip(&nodes).enumerate() {
        if !led.contains(&turn.id) {
            node.error("item/turn-alone", &[("turn", turn.id.as_str())]);
        }
        for reply in &turn.replies {
            if turns.iter().skip(at + 1).any(|later| later.id == reply.to) {
                led.insert(&reply.to);
            } else {
                let args = [("reply", reply.id.as_str()), ("turn", reply.to.as_str())];
                node.error("item/turn-back", &args);
            }
        }
    }
    Some(Interaction::Dialogue(Dialogue { turns }))
}

fn turn(node: &Node<'_>, turn_ids: &mut Ids, reply_ids: &mut Ids) -> Option<Turn> {
    node.members(&["id", "says"], &["replies"]);
    let id = node.member("id").and_then(|node| turn_ids.read(&node));
    let says = node.member("says").and_then(|node| node.rich());
    let replies = node.member("replies").map(|node| {
        let nodes = node.elements();
        counted(&node, nodes.len(), 1, 6);
        let replies: Vec<Option<Reply>> = nodes.iter().map(|node| reply(node, reply_ids)).collect();
        replies.into_iter().collect::<Option<Vec<Reply>>>()
    });
    let replies = match replies {
        None => Vec::new(),
        Some(read) => read?,
    };
    Some(Turn {
        id: id?,
        says: says?,
        replies,
    })
}

fn reply(node: &Node<'_>, ids: &mut Ids) -> Option<Reply> {
    node.members(&["id", "text", "to"], &[]);
    let id = node.member("id").and_then(|node| ids.read(&node));
    let text = node.member("text").and_then(|node| node.rich());
    let to = node
        .member("to")
        .and_then(|node| node.parsed("kebab-case-id", OptionId::parse));
    Some(Reply {
        id: id?,
        text: text?,
        to: to?,
    })
}
