//! How a session begins from what is kept of it: its records, and its content when somebody opened it before.

use super::{NotBegun, log};
use crate::clock::Clock;
use crate::content;
use crate::hub::Hub;
use jalon_api::Problem;
use jalon_base::jcs;
use jalon_base::json::{self, Limits};
use jalon_session::desk::{Content, Kit};
use jalon_session::event::{Deed, Happening, Serving};
use jalon_session::store::Record;
use jalon_session::{Desk, Order};
use jalon_store::{Fault, Writer};
use std::sync::Arc;

pub(super) fn encode(records: &[Record]) -> Result<Vec<Vec<u8>>, Fault> {
    // INVARIANT: what the desk decided has a canonical form, since it is linked by it; were it otherwise, nothing may be said.
    let encoded = records.iter().map(jcs::to_vec);
    encoded.collect::<Result<_, _>>().map_err(|_| Fault::Fatal)
}

/// Reads the records of a log.
pub(crate) fn decode(records: &[Vec<u8>]) -> Result<Vec<Record>, NotBegun> {
    let decoded = records.iter().map(|bytes| json::from_slice(bytes, Limits::DOCUMENT));
    decoded.collect::<Result<_, _>>().map_err(|_| NotBegun::Record)
}

/// A life of the desk: from the records, with its content when it was opened, its first entries kept.
pub(super) async fn open(
    hub: &Arc<Hub>,
    kit: Arc<Kit>,
    clock: &Clock,
) -> Result<(Arc<Kit>, Desk, Writer, bool), NotBegun> {
    let session = kit.order.session;
    let (mut writer, bytes) = hub.store().open(&log(&session)).await.map_err(NotBegun::Store)?;
    let records = decode(&bytes)?;
    let kit = match &kit.content {
        Some(_) => kit,
        None => Arc::new(Kit {
            content: opened_before(hub, &kit.order, &records).await?,
            ..(*kit).clone()
        }),
    };
    let copy = hub.is_copy(&session).await.map_err(NotBegun::Store)?;
    let why = match (records.is_empty(), copy) {
        (true, _) => Serving::First,
        (false, true) => Serving::TookOver,
        (false, false) => Serving::Restarted,
    };
    let (desk, outbox) = Desk::open(Arc::clone(&kit), &records, why, &clock.now()).map_err(NotBegun::Desk)?;
    let sealed = records.iter().any(|record| matches!(record, Record::Seal { .. }));
    let entries = encode(outbox.records()).map_err(NotBegun::Store)?;
    let kept = hub
        .store()
        .append(&mut writer, entries)
        .await
        .map_err(NotBegun::Store)?;
    if copy {
        hub.took_over(&session).await.map_err(NotBegun::Store)?;
    }
    // INVARIANT: a desk that opens answers nobody.
    let _nobody = outbox.said(&kept);
    Ok((kit, desk, writer, sealed))
}

/// The content, when somebody opened it in another life: by the codes that the room's journal has, or by the certifier's release.
async fn opened_before(hub: &Arc<Hub>, order: &Arc<Order>, records: &[Record]) -> Result<Option<Content>, NotBegun> {
    let unlocked = records.iter().find_map(|record| match record {
        Record::Room { entry } => match &entry.what {
            Happening::Acted { act, .. } => match &act.deed {
                Deed::Unlock { codes } => Some(codes.clone()),
                _ => None,
            },
            Happening::Noted { .. } => None,
        },
        _ => None,
    });
    let codes = match unlocked {
        Some(codes) => Some(codes),
        None => hub.released(&order.session).await.map_err(NotBegun::Store)?,
    };
    match codes {
        None => Ok(None),
        Some(codes) => Ok(unseal(hub, order, codes).await.ok()),
    }
}

/// Opens the content of a session with its codes.
pub(super) async fn unseal(hub: &Arc<Hub>, order: &Arc<Order>, codes: Vec<String>) -> Result<Content, Problem> {
    let sealed = hub.store().get(crate::hub::CONTENT, &order.session.to_string()).await;
    let sealed = sealed.map_err(|fault| Problem::of(fault.code()))?;
    let sealed = sealed.ok_or_else(|| Problem::of("api/no-content"))?;
    // A second of work and the memory that the header asks for: not on the task that answers.
    let opened = tokio::task::spawn_blocking(move || content::open(&sealed, &codes)).await;
    let opened = opened.ok().and_then(Result::ok).filter(|content| content.is_of(order));
    opened.ok_or_else(|| Problem::of("api/bad-content"))
}
