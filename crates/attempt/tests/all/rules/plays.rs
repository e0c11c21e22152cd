//! The sound that goes with a question: each of its plays is in the journal, no more of them than it may have, no answer before those it must have.

use super::{answer, begun, items, world};
use jalon_attempt::decide::Command;
use jalon_attempt::event::Payload;
use jalon_attempt::{Linear, replay};
use jalon_base::Text;
use jalon_protocol::item::{Media, Recordings};
use jalon_protocol::rich::RichText;
use jalon_testkit::{Run, World};

/// A world whose questions all go with such a sound.
fn sounding(min_plays: Option<u32>, max_plays: Option<u32>) -> World {
    let mut world = world(|_| {});
    let with = |(id, content): (&_, &jalon_protocol::ItemContent)| {
        let mut content = content.clone();
        content.media = Some(Media {
            file: Recordings::default(),
            label: Text::default(),
            transcript: RichText::default(),
            min_plays,
            max_plays,
        });
        (jalon_protocol::ItemId::clone(id), content)
    };
    world.release.contents = world.release.contents.iter().map(with).collect();
    world
}

fn play(run: &mut Run<'_>, place: usize) -> Result<usize, &'static str> {
    let item = items(run)[place].clone();
    run.command(Command::Play { item })
}

fn answered(run: &mut Run<'_>, place: usize) -> Result<usize, &'static str> {
    let item = items(run)[place].clone();
    let command = answer(run, &item);
    run.command(command)
}

#[test]
fn plays_are_counted_and_limited() {
    let world = sounding(None, Some(2));
    let mut run = begun(&world, (1, 1));
    let first = items(&run)[0].clone();
    answered(&mut run, 0).unwrap();
    assert_eq!(play(&mut run, 0), Ok(1), "one event each");
    play(&mut run, 0).unwrap();
    assert_eq!(run.state().plays(&first), 2);
    let before = run.sitting.journal().clone();
    assert_eq!(play(&mut run, 0), Err("attempt/no-play"));
    assert_eq!(run.sitting.journal(), &before, "nothing is written of what is refused");
    // Each question has its own count, and is played where one is.
    assert_eq!(play(&mut run, 1), Err("attempt/out-of-place"));
    run.command(Command::Next).unwrap();
    play(&mut run, 1).unwrap();
    let (state, _) = replay(run.sitting.journal(), world.supply(), Some(&Linear)).unwrap();
    assert_eq!(state.plays(&first), 2);
    let silent = super::world(|_| {});
    let refused = replay(run.sitting.journal(), silent.supply(), Some(&Linear)).unwrap_err();
    assert_eq!(
        refused.code(),
        "attempt/no-play",
        "a journal may not play what makes no sound"
    );
}

#[test]
fn an_answer_waits_for_the_plays_that_it_owes() {
    let world = sounding(Some(2), None);
    let mut run = begun(&world, (1, 1));
    for _ in 0..2 {
        assert_eq!(answered(&mut run, 0), Err("attempt/not-played"));
        play(&mut run, 0).unwrap();
    }
    answered(&mut run, 0).unwrap();
    for _ in 0..50 {
        play(&mut run, 0).unwrap();
    }
    let played = |event: &&jalon_attempt::Event| matches!(event.payload.as_deref(), Some(Payload::Played { .. }));
    assert_eq!(run.sitting.journal().events.iter().filter(played).count(), 52);
    // What was not heard may be left, and handed in.
    run.command(Command::Next).unwrap();
    run.command(Command::HandIn).unwrap();
    replay(run.sitting.journal(), world.supply(), Some(&Linear)).unwrap();
}

#[test]
fn what_makes_no_sound_is_not_played() {
    let world = super::world(|_| {});
    let mut run = begun(&world, (1, 1));
    assert_eq!(play(&mut run, 0), Err("attempt/no-play"));
}
