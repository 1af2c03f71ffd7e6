//! Routes and handles requests.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::routing::{MethodFilter, MethodRouter, on, post};
use http_body_util::BodyExt;
use plock::meta::Operation;

use crate::behavior::Behavior;
use crate::call::Call;
use crate::control::{Control, Pending};
use crate::json::Json;
use crate::model::Api;
use crate::response::{ErrorResponse, JSON_API, response};
use crate::seed::Seeding;
use crate::store::Store;
use crate::{Error, Fault, commands};

const MAX_BODY: usize = 1 << 20;
/// How much of a body that is too large is discarded, so that the client reads the response.
const MAX_DISCARDED: usize = 64 << 20;
const FAULT: &str = "x-plock-sandbox-fault";
const LATENCY: &str = "x-plock-sandbox-latency";
const BEHAVIOR: &str = "x-plock-sandbox-behavior";
/// The path of the commands of tests: no path of an API.
const COMMANDS: &str = "/x-plock-sandbox";

pub(crate) struct App {
    pub(crate) api: Api,
    pub(crate) store: Mutex<Store>,
    pub(crate) key: String,
    pub(crate) url: String,
    pub(crate) control: Control,
    pub(crate) seeding: Seeding,
    pub(crate) in_memory: bool,
    pub(crate) faults: Vec<Fault>,
    pub(crate) requests: AtomicU64,
    /// The JSON:API `type` of each resource.
    pub(crate) types: BTreeMap<&'static str, String>,
}

/// Marks a response that closes the connection instead of being sent.
#[derive(Clone)]
pub(crate) struct Abort;

/// What a request is subject to.
struct Conditions {
    fault: Option<Fault>,
    latency: Duration,
    behavior: Behavior,
}

pub(crate) fn router(app: &Arc<App>) -> Result<Router, Error> {
    let mut routes: BTreeMap<String, MethodRouter> = BTreeMap::new();
    let mut known = HashSet::new();
    for operation in app.api.operations {
        let invalid =
            |reason: &str| Error::new(format!("{} {} cannot be served: {reason}", operation.method, operation.path));
        let path = route(operation.path).ok_or_else(|| invalid("a path parameter must be a whole segment"))?;
        let method = Method::from_bytes(operation.method.as_bytes()).map_err(|_| invalid("invalid HTTP method"))?;
        let filter = MethodFilter::try_from(method).map_err(|_| invalid("unsupported HTTP method"))?;
        if !known.insert((path.clone(), operation.method)) {
            return Err(invalid("another operation has the same method and path"));
        }
        let app = Arc::clone(app);
        let handler = move |parameters: RawPathParams, request: Request| {
            let parameters = parameters.iter().map(|(_, value)| value.to_owned()).collect();
            respond(Arc::clone(&app), Some((operation, parameters)), StatusCode::OK, request)
        };
        let methods = routes.remove(&path).unwrap_or_default();
        routes.insert(path, methods.merge(on(filter, handler)));
    }
    let router = routes
        .into_iter()
        .fold(Router::new().without_v07_checks(), |router, (path, methods)| router.route(&path, methods));
    let (unknown, other_method, commanded) = (Arc::clone(app), Arc::clone(app), Arc::clone(app));
    Ok(router
        .route(COMMANDS, post(move |request: Request| command(Arc::clone(&commanded), request)))
        .fallback(move |request: Request| respond(Arc::clone(&unknown), None, StatusCode::NOT_FOUND, request))
        .method_not_allowed_fallback(move |request: Request| {
            respond(Arc::clone(&other_method), None, StatusCode::METHOD_NOT_ALLOWED, request)
        }))
}

/// The path with its parameters named by index, as operations may have different names for the same parameter.
fn route(path: &str) -> Option<String> {
    let mut index = 0;
    let segments = path.strip_prefix('/')?.split('/').map(|segment| {
        if segment.starts_with('{') && segment.find('}') == Some(segment.len() - 1) {
            index += 1;
            return Some(format!("{{p{index}}}"));
        }
        (!segment.contains(['{', '}'])).then(|| segment.to_owned())
    });
    Some(format!("/{}", segments.collect::<Option<Vec<String>>>()?.join("/")))
}

async fn respond(
    app: Arc<App>,
    target: Option<(&'static Operation, Vec<String>)>,
    fallback_status: StatusCode,
    request: Request,
) -> Response<Body> {
    let count = app.requests.fetch_add(1, Ordering::Relaxed) + 1;
    let json_api = match &target {
        Some((operation, _)) => operation.media_type == JSON_API,
        None => accepted(request.headers()).any(|accepted| accepted == JSON_API),
    };
    let (parts, body) = request.into_parts();
    let operation = target.as_ref().map(|(operation, _)| *operation);
    let received = app.control.receive(operation, &parts);
    let finish = |result: Result<Response<Body>, ErrorResponse>, received: Pending| {
        let mut response = result.unwrap_or_else(|error| error.response(json_api));
        let date = app.control.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        response.headers_mut().extend(HeaderValue::try_from(date).ok().map(|date| (header::DATE, date)));
        received.done(response.status().as_u16());
        response
    };
    let Conditions { fault, latency, behavior } = match conditions(&app, operation, &parts.headers, count) {
        Ok(conditions) => conditions,
        Err(error) => return finish(Err(error), received),
    };
    if matches!(fault, Some(Fault::Drop { .. })) {
        return abort_connection();
    }
    let body = read(body).await;
    let result = match fault {
        Some(Fault::RateLimit { retry_after, .. }) => {
            let mut error = ErrorResponse::new(429, "Too many requests (injected fault)");
            error.header = Some((header::RETRY_AFTER, retry_after.to_string()));
            Err(error)
        }
        Some(Fault::Error { status, .. }) => Err(ErrorResponse::new(status, "Injected fault")),
        _ => {
            let delay = if let Some(Fault::CommitLate { delay, .. }) = fault { delay } else { Duration::ZERO };
            handle(&app, target, fallback_status, parts, body, behavior, delay).await
        }
    };
    if matches!(fault, Some(Fault::DropAfter { .. } | Fault::CommitLate { answer: false, .. })) {
        return abort_connection();
    }
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    finish(result, received)
}

/// The conditions of a request: those of its headers, those that a test has set, or those of the options.
fn conditions(
    app: &App,
    operation: Option<&'static Operation>,
    headers: &HeaderMap,
    count: u64,
) -> Result<Conditions, ErrorResponse> {
    let value_of = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let invalid = |name: &str, error: Error| ErrorResponse::new(400, format!("{name}: {error}"));
    let fault = match value_of(FAULT) {
        Some(text) => Some(Fault::parse_once(text).map_err(|error| invalid(FAULT, error))?),
        None => app
            .control
            .take_fault(operation)
            .or_else(|| app.faults.iter().find(|fault| count.is_multiple_of(u64::from(fault.every().max(1)))).copied()),
    };
    let latency = match value_of(LATENCY) {
        Some(text) => Duration::from_millis(text.trim().parse().map_err(|_| {
            ErrorResponse::new(400, format!("{LATENCY} must be a whole number of milliseconds, not {text:?}"))
        })?),
        None => app.control.latency(),
    };
    let behavior = app.control.behavior().with(value_of(BEHAVIOR).unwrap_or_default());
    Ok(Conditions { fault, latency, behavior: behavior.map_err(|error| invalid(BEHAVIOR, error))? })
}

/// Runs a command of a test. See [`commands`].
async fn command(app: Arc<App>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let run = async {
        authorize(&app, &parts.headers)?;
        let body = String::from_utf8_lossy(&read(body).await?).into_owned();
        let app = Arc::clone(&app);
        let result = tokio::task::spawn_blocking(move || {
            let command =
                Json::parse(&body).map_err(|error| Error::of_field("body", format!("expected JSON: {error}")))?;
            commands::run(&app, &command)
        });
        let result =
            result.await.unwrap_or_else(|error| Err(Error::new(format!("internal error in the sandbox: {error}"))));
        result.map_err(|error| ErrorResponse::new(400, error.to_string()))
    };
    match run.await {
        Ok(result) => response(StatusCode::OK, "application/json", result.to_string()),
        Err(error) => error.response(false),
    }
}

fn abort_connection() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Abort);
    response
}

async fn handle(
    app: &Arc<App>,
    target: Option<(&'static Operation, Vec<String>)>,
    fallback_status: StatusCode,
    parts: Parts,
    body: Result<Vec<u8>, ErrorResponse>,
    behavior: Behavior,
    delay: Duration,
) -> Result<Response<Body>, ErrorResponse> {
    let Some((operation, parameters)) = target else {
        let detail = match fallback_status {
            StatusCode::METHOD_NOT_ALLOWED => {
                format!("method {} is not allowed for {}", parts.method, parts.uri.path())
            }
            _ => format!("{} was not found", parts.uri.path()),
        };
        return Err(ErrorResponse::new(fallback_status.as_u16(), detail));
    };
    authorize(app, &parts.headers)?;
    negotiate(operation, &parts.headers)?;
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(|host| !host.is_empty());
    let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let call = Call {
        operation,
        parameters,
        query,
        base: host.map_or_else(|| app.url.clone(), |host| format!("http://{host}")),
        path: parts.uri.path().to_owned(),
        body: body?,
        behavior,
        delay,
        foreign: false,
    };
    let app = Arc::clone(app);
    let result = tokio::task::spawn_blocking(move || call.respond(&app)).await;
    result.unwrap_or_else(|error| Err(ErrorResponse::new(500, format!("internal error in the sandbox: {error}"))))
}

async fn read(mut body: Body) -> Result<Vec<u8>, ErrorResponse> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| ErrorResponse::new(400, format!("failed to read the body: {error}")))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= MAX_BODY {
            bytes.extend_from_slice(&data);
        } else if length > MAX_DISCARDED {
            break;
        }
    }
    if length <= MAX_BODY { Ok(bytes) } else { Err(ErrorResponse::new(413, "the body must not be larger than 1 MiB")) }
}

fn authorize(app: &App, headers: &HeaderMap) -> Result<(), ErrorResponse> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    if token == Some(app.key.as_str()) {
        return Ok(());
    }
    let mut error = ErrorResponse::new(401, "Unauthenticated.");
    error.header = Some((header::WWW_AUTHENTICATE, "Bearer".to_owned()));
    Err(error)
}

fn negotiate(operation: &Operation, headers: &HeaderMap) -> Result<(), ErrorResponse> {
    let announced =
        |name: header::HeaderName| operation.headers.iter().find(|(known, _)| name == *known).map(|(_, value)| *value);
    if let Some(expected) = announced(header::ACCEPT).filter(|expected| *expected != "*/*") {
        let range = expected.split_once('/').map(|(kind, _)| format!("{kind}/*")).unwrap_or_default();
        let matches =
            |accepted: String| accepted == "*/*" || accepted == range || accepted.eq_ignore_ascii_case(expected);
        if !accepted(headers).any(matches) {
            return Err(ErrorResponse::new(406, format!("the Accept header must allow {expected}")));
        }
    }
    if operation.body.is_some() {
        let expected = announced(header::CONTENT_TYPE);
        let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let sent = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let matches = match expected {
            Some(expected) => sent.eq_ignore_ascii_case(expected),
            None => sent == "application/json" || sent.ends_with("+json"),
        };
        if !matches {
            let detail = format!("the Content-Type header must be {}", expected.unwrap_or("application/json"));
            return Err(ErrorResponse::new(415, detail));
        }
    }
    Ok(())
}

fn accepted(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let values = headers.get_all(header::ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|range| range.split(';').next().unwrap_or_default().trim().to_owned())
}

impl App {
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
