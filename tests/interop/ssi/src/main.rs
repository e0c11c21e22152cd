//! Verifies certificates with spruceid's `ssi`: `jalon-interop-ssi CONTEXTS FILE…` prints `file<TAB>verified or refused<TAB>why`.

use anyhow::{Context, Result};
use ssi::claims::VerificationParameters;
use ssi::claims::data_integrity::AnyDataIntegrity;
use ssi::claims::vc::v2::JsonCredential;
use ssi::dids::{AnyDidMethod, DIDResolver};
use ssi::json_ld::ContextLoader;
use std::collections::HashMap;
use std::path::Path;

/// The contexts that a badge names, by their addresses: as their publishers have them now, whatever the library brings.
const CONTEXTS: [(&str, &str); 5] = [
    ("https://www.w3.org/ns/credentials/v2", "credentials-v2.jsonld"),
    (
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "credentials-undefined-terms-v2.jsonld",
    ),
    ("https://w3id.org/security/data-integrity/v2", "data-integrity-v2.jsonld"),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "ob-v3p0-context-3.0.3.json",
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        "ob-v3p0-extensions.json",
    ),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let contexts = arguments.next().context("no folder of contexts")?;
    let mut brought = HashMap::new();
    for (address, name) in CONTEXTS {
        brought.insert(address.to_owned(), std::fs::read_to_string(Path::new(&contexts).join(name))?);
    }
    for file in arguments {
        let name = Path::new(&file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let loader = ContextLoader::empty().with_context_map_from(brought.clone())?;
        match verified(&std::fs::read_to_string(&file)?, loader).await {
            Ok(()) => println!("{name}\tverified\t"),
            Err(why) => {
                let why = format!("{why:#}");
                println!("{name}\trefused\t{}", why.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    Ok(())
}

/// Ends well when the library finds every proof of a certificate good, and its claims in order.
async fn verified(text: &str, loader: ContextLoader) -> Result<()> {
    let badge: AnyDataIntegrity<JsonCredential> = serde_json::from_str(text).context("it cannot be read")?;
    let keys = AnyDidMethod::default().into_vm_resolver();
    let parameters = VerificationParameters::from_resolver(keys).with_json_ld_loader(loader);
    badge.verify(&parameters).await.context("it cannot be checked")??;
    Ok(())
}
