//! Certificates of a private certificate authority, created for each run.

use std::sync::Arc;

use plock::meta::SERVERS;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

pub struct Authority {
    pub pem: String,
    /// An authority that issued no certificate.
    pub unrelated_pem: String,
    /// For `localhost` and the hosts of the API's environments.
    right: TlsAcceptor,
    /// Offers HTTP/2 as well.
    http2: TlsAcceptor,
    wrong: TlsAcceptor,
}

impl Authority {
    pub fn new() -> Result<Self, String> {
        Self::create().map_err(|error| format!("failed to create certificates: {error}"))
    }

    fn create() -> Result<Self, Box<dyn std::error::Error>> {
        let issuer = issuer("Conformance suite")?;
        let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        names.extend(SERVERS.iter().filter_map(|server| host(server.url)));
        Ok(Authority {
            right: acceptor(&issuer, names.clone(), &["http/1.1"])?,
            http2: acceptor(&issuer, names, &["h2", "http/1.1"])?,
            wrong: acceptor(&issuer, vec!["elsewhere.example".to_owned()], &["http/1.1"])?,
            pem: issuer.pem(),
            unrelated_pem: self::issuer("Unrelated authority")?.pem(),
        })
    }

    pub fn acceptor(&self, host: &str, http2: bool) -> TlsAcceptor {
        match (host, http2) {
            ("wrong", _) => self.wrong.clone(),
            (_, true) => self.http2.clone(),
            (_, false) => self.right.clone(),
        }
    }
}

fn issuer(name: &str) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', ':']).next().map(str::to_owned)
}

fn acceptor(
    issuer: &CertifiedIssuer<'_, KeyPair>,
    names: Vec<String>,
    protocols: &[&str],
) -> Result<TlsAcceptor, Box<dyn std::error::Error>> {
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(names)?.signed_by(&key, issuer)?;
    let private = PrivateKeyDer::try_from(key.serialize_der())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)?;
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    Ok(TlsAcceptor::from(Arc::new(config)))
}
