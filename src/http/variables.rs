//! Environment variables of the process, or of a caller with its own environment, such as a worker thread of Node.

use std::collections::HashMap;
use std::env;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy, Proxy, Url};

pub(crate) const API_KEY: &str = "PLOCK_API_KEY";
pub(crate) const BASE_URL: &str = "PLOCK_BASE_URL";
const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];
const NO: [&str; 2] = ["NO_PROXY", "no_proxy"];
pub(crate) const CERTIFICATE_FILE: &str = "SSL_CERT_FILE";
pub(crate) const CERTIFICATE_DIRECTORY: &str = "SSL_CERT_DIR";
/// Files or directories of additional CA certificates, and the products whose users expect them.
const BUNDLES: [(&str, &str); 3] =
    [("REQUESTS_CA_BUNDLE", "plock-python"), ("CURL_CA_BUNDLE", "plock-python"), ("NODE_EXTRA_CA_CERTS", "plock-node")];
/// Set if a CGI server runs the process.
const CGI: &str = "REQUEST_METHOD";

/// `None`: the variables of the process.
#[derive(Clone, Default)]
pub(crate) struct Variables(Option<HashMap<String, String>>);

impl Variables {
    pub(crate) fn new(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(Some(variables.into_iter().collect()))
    }

    /// A snapshot of the variables of the process.
    pub(crate) fn now() -> Self {
        let bundles = BUNDLES.map(|(name, _)| name);
        let names = [
            &bundles[..],
            &[API_KEY, BASE_URL, CERTIFICATE_FILE, CERTIFICATE_DIRECTORY, CGI],
            &HTTP[..],
            &HTTPS,
            &ALL,
            &NO,
        ]
        .concat();
        Self::new(names.into_iter().filter_map(|name| Some((name.to_owned(), env::var(name).ok()?))))
    }

    /// The value of a variable that is set and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.set(name).filter(|value| !value.is_empty())
    }

    /// The variables that name additional CA certificates for a product, with their values.
    pub(crate) fn bundles(&self, product: &str) -> Vec<(&'static str, String)> {
        let wanted = BUNDLES.into_iter().filter(|(_, of)| *of == product);
        wanted.filter_map(|(name, _)| Some((name, self.get(name)?))).collect()
    }

    fn set(&self, name: &str) -> Option<String> {
        match &self.0 {
            Some(variables) => variables.get(name).cloned(),
            None => env::var(name).ok(),
        }
    }

    fn first(&self, names: [&str; 2]) -> Option<String> {
        names.iter().find_map(|name| self.set(name))
    }

    /// Sets the proxies of these variables. reqwest reads only the variables of the process, and is left to it if both are equal.
    pub(crate) fn proxies(&self, http: ClientBuilder, api_port: Option<u16>) -> ClientBuilder {
        if self.is_of_process(api_port) {
            return http;
        }
        // As in reqwest: under CGI, `HTTP_PROXY` comes from a request header.
        let plain = self.first(HTTP).filter(|_| self.set(CGI).is_none());
        let named = [plain.map(Proxy::http), self.first(HTTPS).map(Proxy::https), self.first(ALL).map(Proxy::all)];
        let Some(except) = self.except(api_port) else { return http.no_proxy() };
        let except = NoProxy::from_string(&except);
        named
            .into_iter()
            .flatten()
            .flatten()
            .fold(http.no_proxy(), |http, proxy| http.proxy(proxy.no_proxy(except.clone())))
    }

    /// Host and port of the proxy for a URL.
    pub(crate) fn proxy(&self, url: &Url, api_port: Option<u16>) -> Option<String> {
        let except = self.except(api_port)?;
        let matcher = if self.is_of_process(api_port) {
            Matcher::from_system()
        } else {
            let plain = self.first(HTTP).filter(|_| self.set(CGI).is_none());
            let named = [plain, self.first(HTTPS), self.first(ALL)].map(Option::unwrap_or_default);
            let [http, https, all] = named;
            Matcher::builder().http(http).https(https).all(all).no(except).build()
        };
        let proxy = matcher.intercept(&url.as_str().parse().ok()?)?;
        proxy.uri().authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default().to_owned())
    }

    /// Whether the HTTP client finds the same proxies itself. It does not know ports and `*` in `NO_PROXY`.
    fn is_of_process(&self, api_port: Option<u16>) -> bool {
        let process = Self::default();
        let same = [HTTP, HTTPS, ALL, NO].iter().all(|names| self.first(*names) == process.first(*names));
        same && self.except(api_port).is_some_and(|except| self.first(NO).unwrap_or_default() == except)
    }

    /// `NO_PROXY`. An entry with a port is kept, without it, if the API has this port. `None`: `*`, which means all hosts.
    fn except(&self, api_port: Option<u16>) -> Option<String> {
        let hosts = self.first(NO).unwrap_or_default();
        if hosts.split(',').any(|entry| entry.trim() == "*") {
            return None;
        }
        let kept = hosts.split(',').filter_map(|entry| match entry.trim().rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                (port.parse().ok() == api_port).then_some(host)
            }
            _ => Some(entry),
        });
        Some(kept.collect::<Vec<_>>().join(","))
    }
}
