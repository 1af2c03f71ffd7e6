//! Certificates of a private certificate authority, created for each run.

use std::sync::Arc;

use plock::meta::SERVERS;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio_rustls::TlsAcceptor;

pub struct Authority {
    pub pem: String,
    pub self_signed_pem: String,
    /// Certificate and key for `mutual`.
    pub client_pem: String,
    /// An authority that issued no certificate.
    pub unrelated_pem: String,
    /// For `localhost` and the hosts of the API's environments.
    right: TlsAcceptor,
    /// Offers HTTP/2 as well.
    http2: TlsAcceptor,
    wrong: TlsAcceptor,
    self_signed: TlsAcceptor,
    mutual: TlsAcceptor,
}

impl Authority {
    pub fn new() -> Result<Self, String> {
        Self::create().map_err(|error| format!("failed to create certificates: {error}"))
    }

    fn create() -> Result<Self, Box<dyn std::error::Error>> {
        let issuer = issuer("Conformance suite", Vec::new())?;
        let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        names.extend(SERVERS.iter().filter_map(|server| host(server.url)));
        let (right, key) = issued(&issuer, names)?;
        let (wrong, wrong_key) = issued(&issuer, vec!["elsewhere.example".to_owned()])?;
        let own = self::issuer("Self-signed", vec!["localhost".to_owned()])?;
        let (client, client_key) = issued(&issuer, Vec::new())?;
        Ok(Authority {
            right: acceptor(&right, &key, &["http/1.1"], None)?,
            http2: acceptor(&right, &key, &["h2", "http/1.1"], None)?,
            wrong: acceptor(&wrong, &wrong_key, &["http/1.1"], None)?,
            self_signed: acceptor(own.as_ref(), own.key(), &["http/1.1"], None)?,
            mutual: acceptor(&right, &key, &["http/1.1"], Some(issuer.as_ref()))?,
            pem: issuer.pem(),
            self_signed_pem: own.pem(),
            client_pem: client.pem() + &client_key.serialize_pem(),
            unrelated_pem: self::issuer("Unrelated authority", Vec::new())?.pem(),
        })
    }

    pub fn acceptor(&self, host: &str, http2: bool) -> TlsAcceptor {
        match (host, http2) {
            ("wrong", _) => self.wrong.clone(),
            ("self-signed", _) => self.self_signed.clone(),
            ("mutual", _) => self.mutual.clone(),
            (_, true) => self.http2.clone(),
            (_, false) => self.right.clone(),
        }
    }
}

/// A CA certificate, which is valid for servers with these names as well.
fn issuer(name: &str, names: Vec<String>) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', ':']).next().map(str::to_owned)
}

/// A certificate of `issuer`.
fn issued(issuer: &CertifiedIssuer<'_, KeyPair>, names: Vec<String>) -> Result<(Certificate, KeyPair), rcgen::Error> {
    let key = KeyPair::generate()?;
    Ok((CertificateParams::new(names)?.signed_by(&key, issuer)?, key))
}

/// `clients`: the authority of the client certificates that the server requires.
fn acceptor(
    certificate: &Certificate,
    key: &KeyPair,
    protocols: &[&str],
    clients: Option<&Certificate>,
) -> Result<TlsAcceptor, Box<dyn std::error::Error>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let config = match clients {
        None => config.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.der().clone())?;
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build()?;
            config.with_client_cert_verifier(verifier)
        }
    };
    let private = PrivateKeyDer::try_from(key.serialize_der())?;
    let mut config = config.with_single_cert(vec![certificate.der().clone()], private)?;
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    Ok(TlsAcceptor::from(Arc::new(config)))
}
