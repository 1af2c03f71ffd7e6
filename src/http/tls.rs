//! TLS configuration: trusted certificates, and the certificate of the client.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use super::error::{Error, Result};
use super::options::OptionNames;
use super::variables::{CERTIFICATE_DIRECTORY, CERTIFICATE_FILE, Variables};

/// Trusts the CA certificates of the system, those that environment variables name for `product`, and `certificates` (PEM). `client`:
/// certificate chain and private key (PEM) for mutual TLS.
pub(crate) fn config(
    certificates: &[Vec<u8>],
    client: Option<&[u8]>,
    variables: &Variables,
    product: &str,
    names: OptionNames,
) -> Result<ClientConfig> {
    let wrong = |option, expected| wrong(names.of(option), expected);
    let failed = |e: rustls::Error| Error::configuration(format!("failed to set up TLS: {e}")).with_source(e);
    let mut extra = Vec::new();
    for pem in certificates {
        extra.extend(read(pem).ok_or_else(|| wrong("ca_certificate_pem", "certificates"))?);
    }
    for certificate in &extra {
        RootCertStore::empty().add(certificate.clone()).map_err(|_| wrong("ca_certificate_pem", "certificates"))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let named = [CERTIFICATE_FILE, CERTIFICATE_DIRECTORY];
    let system = named.into_iter().filter_map(|name| Some((name, variables.get(name)?))).collect();
    let bundles = variables.bundles(product);
    let verifier = Verifier { provider: provider.clone(), extra, system, bundles, loaded: OnceLock::new() };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match client {
        None => config.with_no_client_auth(),
        Some(pem) => {
            let wrong = || wrong("client_certificate_pem", "a certificate and its unencrypted private key");
            let (chain, key) = read(pem).zip(PrivateKeyDer::from_pem_slice(pem).ok()).ok_or_else(wrong)?;
            config.with_client_auth_cert(chain, key).map_err(|e| wrong().with_source(e))?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn wrong(setting: &str, expected: &str) -> Error {
    Error::configuration(format!("{setting}: expected {expected} in PEM format"))
}

/// The certificates in a PEM file; `None` if it has none.
fn read(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    read.ok().filter(|certificates| !certificates.is_empty())
}

/// Verifies the certificate of a server.
#[derive(Debug)]
struct Verifier {
    provider: Arc<CryptoProvider>,
    extra: Vec<CertificateDer<'static>>,
    /// Variables with paths of certificates, which replace those of the system, as in OpenSSL.
    system: Vec<(&'static str, String)>,
    /// Variables with paths of additional certificates.
    bundles: Vec<(&'static str, String)>,
    /// Loaded at the first handshake, because reading certificates is slow and plain HTTP needs none.
    loaded: OnceLock<Loaded>,
}

#[derive(Debug)]
struct Loaded {
    verifier: Arc<dyn ServerCertVerifier>,
    extra: Vec<CertificateDer<'static>>,
}

impl Verifier {
    fn loaded(&self) -> Result<&Loaded, rustls::Error> {
        match self.loaded.get() {
            Some(loaded) => Ok(loaded),
            None => {
                let mut extra = self.extra.clone();
                for (variable, path) in &self.bundles {
                    extra.extend(named(variable, path)?);
                }
                let verifier = self.verifier(&extra)?;
                Ok(self.loaded.get_or_init(|| Loaded { verifier, extra }))
            }
        }
    }

    fn verifier(&self, extra: &[CertificateDer<'static>]) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
        let (mut roots, extra) = (RootCertStore::empty(), extra.iter().cloned());
        if !self.system.is_empty() {
            for (variable, path) in &self.system {
                roots.add_parsable_certificates(named(variable, path)?);
            }
        } else {
            #[cfg(any(windows, target_vendor = "apple"))]
            return Ok(Arc::new(rustls_platform_verifier::Verifier::new_with_extra_roots(
                extra,
                self.provider.clone(),
            )?));
            // Android has no such directory.
            #[cfg(not(any(windows, target_vendor = "apple")))]
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            // Slim container images have no certificates.
            if roots.is_empty() {
                roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            }
        }
        roots.add_parsable_certificates(extra);
        let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), self.provider.clone()).build();
        verifier.map(|verifier| verifier as _).map_err(|e| rustls::Error::General(e.to_string()))
    }
}

/// The certificates in the file or directory that an environment variable names.
fn named(variable: &str, path: &str) -> Result<Vec<CertificateDer<'static>>, rustls::Error> {
    let path = Path::new(path);
    let (file, directory) = if path.is_dir() { (None, Some(path)) } else { (Some(path), None) };
    let found = rustls_native_certs::load_certs_from_paths(file, directory);
    match found.errors.first() {
        Some(error) if found.certs.is_empty() => Err(rustls::Error::General(format!("{variable}: {error}"))),
        None if found.certs.is_empty() => Err(rustls::Error::General(format!("{variable}: expected certificates"))),
        _ => Ok(found.certs),
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let loaded = self.loaded()?;
        let verified = loaded.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verified {
            // A self-signed certificate that the caller trusts, which is often marked as a CA certificate. Its validity was checked first.
            Err(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::Other(_)))
                if loaded.extra.iter().any(|trusted| trusted == end_entity) =>
            {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.loaded()?.verifier.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.loaded()?.verifier.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
