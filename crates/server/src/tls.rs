//! The centre's own certificate authority: made once, installed on the machines of the room, of use for its names alone.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    KeyPair, KeyUsagePurpose, NameConstraints,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::fmt;
use std::sync::Arc;

/// What a centre keeps for its connections, as PEM.
#[derive(Clone)]
pub struct Authority {
    /// The authority's certificate: installed on the machines of the room.
    pub root: String,
    /// The server's certificate.
    pub certificate: String,
    /// The server's key.
    pub key: String,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

/// Why certificates cannot be made or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadTls(String);

impl fmt::Display for BadTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadTls {}

fn bad(error: impl fmt::Display) -> BadTls {
    BadTls(error.to_string())
}

impl Authority {
    /// Makes an authority for the names of a room, and the certificate of its server. The authority's own key is thrown away: it can
    /// sign nothing else, and another room makes another authority.
    ///
    /// # Errors
    /// [`BadTls`] when a name is not one.
    pub fn make(centre: &str, names: &[String]) -> Result<Self, BadTls> {
        let mut root = CertificateParams::new(Vec::new()).map_err(bad)?;
        root.distinguished_name
            .push(DnType::CommonName, format!("Jalon: {centre}"));
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        root.name_constraints = Some(NameConstraints {
            permitted_subtrees: names.iter().map(|name| GeneralSubtree::DnsName(name.clone())).collect(),
            excluded_subtrees: Vec::new(),
        });
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate().map_err(bad)?).map_err(bad)?;
        let mut server = CertificateParams::new(names.to_vec()).map_err(bad)?;
        server.distinguished_name.push(DnType::CommonName, centre);
        server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate().map_err(bad)?;
        let certificate = server.signed_by(&key, &root).map_err(bad)?;
        Ok(Self {
            root: root.pem(),
            certificate: certificate.pem(),
            key: key.serialize_pem(),
        })
    }

    /// What the server listens with.
    ///
    /// # Errors
    /// [`BadTls`] when the certificate and the key do not go together.
    pub fn server(&self) -> Result<Arc<ServerConfig>, BadTls> {
        let certificate = CertificateDer::from_pem_slice(self.certificate.as_bytes()).map_err(bad)?;
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).map_err(bad)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(bad)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .map_err(bad)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// What a machine of the room connects with: it believes this authority and no other.
///
/// # Errors
/// [`BadTls`] when it is not the certificate of an authority.
pub fn client(root: &str) -> Result<Arc<ClientConfig>, BadTls> {
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_slice(root.as_bytes()).map_err(bad)?;
    roots.add(root).map_err(bad)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(bad)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
