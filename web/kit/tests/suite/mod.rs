//! The one suite that every `Journals` passes. A backend is handed in empty.

#![allow(clippy::unwrap_used, reason = "tests are free of these rules")]

use jalon_web_kit::ports::journals::{Change, Event, Fault, Journals};

fn event(attempt: &str, by: &str, seq: u64, body: &str) -> Event {
    Event {
        attempt: attempt.into(),
        by: by.into(),
        seq,
        body: body.into(),
    }
}

fn put(kind: &str, id: &str, body: &str) -> Change {
    Change::Put {
        kind: kind.into(),
        id: id.into(),
        body: body.into(),
    }
}

/// Runs the whole suite.
pub async fn run(journals: &dyn Journals) {
    nothing_at_first(journals).await;
    events_come_back_in_order(journals).await;
    an_event_is_written_once(journals).await;
    a_batch_is_whole_or_not_at_all(journals).await;
    documents_by_kind(journals).await;
    bytes_come_back(journals).await;
    forgetting(journals).await;
}

async fn nothing_at_first(journals: &dyn Journals) {
    assert_eq!(journals.events("a").await, Ok(vec![]));
    assert_eq!(journals.document("k", "a").await, Ok(None));
    assert_eq!(journals.documents("k").await, Ok(vec![]));
    assert_eq!(journals.blob("00").await, Ok(None));
}

async fn events_come_back_in_order(journals: &dyn Journals) {
    // Ten comes after nine: places are numbers. `é` and quotes are only text.
    let written: Vec<Event> = (0..12)
        .map(|seq| event("a", "host", seq, &format!("{{\"é\":\"{seq}\"}}")))
        .collect();
    let late = [event("a", "seat", 0, "s0"), event("ab", "host", 0, "other")];
    let batch = written.iter().rev().chain(&late).cloned().map(Change::Add).collect();
    assert_eq!(journals.write(batch).await, Ok(()));
    let mut expected = written;
    expected.push(late[0].clone());
    assert_eq!(journals.events("a").await, Ok(expected));
    assert_eq!(journals.events("ab").await.unwrap().len(), 1);
}

async fn an_event_is_written_once(journals: &dyn Journals) {
    let first = event("once", "seat", 0, "one");
    assert_eq!(journals.write(vec![Change::Add(first.clone())]).await, Ok(()));
    assert_eq!(
        journals.write(vec![Change::Add(first.clone())]).await,
        Ok(()),
        "the same event may come twice"
    );
    let other = journals.write(vec![Change::Add(event("once", "seat", 0, "two"))]).await;
    assert_eq!(
        other,
        Err(Fault::Taken {
            attempt: "once".into(),
            by: "seat".into(),
            seq: 0
        })
    );
    assert_eq!(journals.events("once").await, Ok(vec![first]));
}

async fn a_batch_is_whole_or_not_at_all(journals: &dyn Journals) {
    let batch = vec![
        put("half", "x", "1"),
        Change::Add(event("half", "seat", 0, "new")),
        Change::Add(event("once", "seat", 0, "other bytes")),
    ];
    assert!(matches!(journals.write(batch).await, Err(Fault::Taken { .. })));
    assert_eq!(journals.document("half", "x").await, Ok(None));
    assert_eq!(journals.events("half").await, Ok(vec![]));
}

async fn documents_by_kind(journals: &dyn Journals) {
    let batch = vec![
        put("k", "b", "2"),
        put("k", "a", "1"),
        put("kk", "c", "3"),
        put("k", "a", "1 again"),
    ];
    assert_eq!(journals.write(batch).await, Ok(()));
    let pairs = [("a", "1 again"), ("b", "2")].map(|(id, body)| (id.to_owned(), body.to_owned()));
    assert_eq!(journals.documents("k").await, Ok(pairs.to_vec()));
    let remove = vec![
        Change::Remove {
            kind: "k".into(),
            id: "a".into(),
        },
        Change::Remove {
            kind: "k".into(),
            id: "z".into(),
        },
    ];
    assert_eq!(journals.write(remove).await, Ok(()));
    assert_eq!(journals.document("k", "a").await, Ok(None));
    assert_eq!(journals.document("kk", "c").await, Ok(Some("3".into())));
}

async fn bytes_come_back(journals: &dyn Journals) {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    assert_eq!(
        journals
            .write(vec![Change::Keep {
                sha256: "aa".into(),
                bytes: bytes.clone()
            }])
            .await,
        Ok(())
    );
    assert_eq!(journals.blob("aa").await, Ok(Some(bytes)));
    assert_eq!(journals.write(vec![Change::Drop { sha256: "aa".into() }]).await, Ok(()));
    assert_eq!(journals.blob("aa").await, Ok(None));
}

async fn forgetting(journals: &dyn Journals) {
    assert_eq!(
        journals.write(vec![Change::Forget { attempt: "a".into() }]).await,
        Ok(())
    );
    assert_eq!(journals.events("a").await, Ok(vec![]));
    assert_eq!(
        journals.events("ab").await.unwrap().len(),
        1,
        "another attempt is left alone"
    );
    assert_eq!(journals.clear().await, Ok(()));
    assert_eq!(journals.events("ab").await, Ok(vec![]));
    assert_eq!(journals.documents("kk").await, Ok(vec![]));
}
