//! TLS configuration and trusted certificates.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::error::{Error, Result};

/// Trusts the CA certificates of the system, and `certificates` (PEM).
pub(crate) fn config(certificates: &[Vec<u8>]) -> Result<ClientConfig> {
    let failed = |e: rustls::Error| {
        Error::configuration(format!("failed to set up TLS; are the certificates CA certificates? ({e})"))
            .with_source(e)
    };
    let mut extra = RootCertStore::empty();
    let mut known = Vec::new();
    for pem in certificates {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        match read {
            Ok(found) if !found.is_empty() => known.extend(found),
            _ => return Err(Error::configuration("ca_certificate_pem: expected certificates in PEM format")),
        }
    }
    for certificate in &known {
        extra.add(certificate.clone()).map_err(failed)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(verifier(provider, known, extra).map_err(failed)?);
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(not(target_os = "android"))]
use system::verifier;

#[cfg(not(target_os = "android"))]
mod system {
    use std::sync::OnceLock;

    use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified};
    use rustls::pki_types::{ServerName, UnixTime};
    use rustls::{DigitallySignedStruct, SignatureScheme};
    use rustls_platform_verifier::Verifier;

    use super::*;

    pub(super) fn verifier(
        provider: Arc<CryptoProvider>,
        extra: Vec<CertificateDer<'static>>,
        _: RootCertStore,
    ) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
        Ok(Arc::new(System { provider, extra, read: OnceLock::new() }))
    }

    /// Certificates of the system. They are read at the first handshake, because reading them is slow and plain HTTP needs none.
    #[derive(Debug)]
    struct System {
        provider: Arc<CryptoProvider>,
        extra: Vec<CertificateDer<'static>>,
        read: OnceLock<Verifier>,
    }

    impl System {
        fn verifier(&self) -> Result<&Verifier, rustls::Error> {
            match self.read.get() {
                Some(verifier) => Ok(verifier),
                None => {
                    let extra = self.extra.iter().cloned();
                    let verifier = Verifier::new_with_extra_roots(extra, self.provider.clone())?;
                    Ok(self.read.get_or_init(|| verifier))
                }
            }
        }
    }

    impl ServerCertVerifier for System {
        fn verify_server_cert(
            &self,
            end_entity: &CertificateDer<'_>,
            intermediates: &[CertificateDer<'_>],
            server_name: &ServerName<'_>,
            ocsp_response: &[u8],
            now: UnixTime,
        ) -> Result<ServerCertVerified, rustls::Error> {
            self.verifier()?.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        }

        fn verify_tls12_signature(
            &self,
            message: &[u8],
            certificate: &CertificateDer<'_>,
            signed: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, rustls::Error> {
            self.verifier()?.verify_tls12_signature(message, certificate, signed)
        }

        fn verify_tls13_signature(
            &self,
            message: &[u8],
            certificate: &CertificateDer<'_>,
            signed: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, rustls::Error> {
            self.verifier()?.verify_tls13_signature(message, certificate, signed)
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            self.provider.signature_verification_algorithms.supported_schemes()
        }
    }
}

/// Android's verifier needs a JVM context, which a library does not have; the roots are bundled instead.
#[cfg(target_os = "android")]
fn verifier(
    provider: Arc<CryptoProvider>,
    _: Vec<CertificateDer<'static>>,
    mut roots: RootCertStore,
) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let verifier = rustls::client::WebPkiServerVerifier::builder_with_provider(roots.into(), provider).build();
    verifier.map(|verifier| verifier as _).map_err(|e| rustls::Error::General(e.to_string()))
}
