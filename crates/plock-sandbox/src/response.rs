//! Responses and error responses of the API.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

use crate::Error;
use crate::json::Json;

pub(crate) const JSON_API: &str = "application/vnd.api+json";

/// An item of an error response, with the field or parameter, if any.
#[derive(Debug)]
pub(crate) struct FieldError {
    field: Option<String>,
    detail: String,
    /// The same for someone who calls the sandbox directly: `expected X, got Y`.
    message: Option<String>,
}

impl FieldError {
    pub(crate) fn new(field: &str, detail: String) -> FieldError {
        FieldError { field: Some(field.to_owned()), detail, message: None }
    }

    pub(crate) fn unexpected(field: &str, expected: &str, got: &Json) -> FieldError {
        let got: String = got.to_string().chars().take(60).collect();
        let message = Some(format!("expected {expected}, got {got}"));
        FieldError { message, ..FieldError::new(field, format!("{field} must be {expected}.")) }
    }

    pub(crate) fn into_error(self) -> Error {
        let message = self.message.unwrap_or(self.detail);
        self.field.map_or_else(|| Error::new(&message), |field| Error::of_field(&field, &message))
    }
}

#[derive(Debug)]
pub(crate) struct ErrorResponse {
    status: u16,
    errors: Vec<FieldError>,
    pub(crate) header: Option<(HeaderName, String)>,
}

impl ErrorResponse {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> ErrorResponse {
        ErrorResponse::of(status, vec![FieldError { field: None, detail: detail.into(), message: None }])
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> ErrorResponse {
        ErrorResponse::of(422, errors)
    }

    pub(crate) fn of(status: u16, errors: Vec<FieldError>) -> ErrorResponse {
        ErrorResponse { status, errors, header: None }
    }

    pub(crate) fn into_error(self) -> Error {
        self.errors.into_iter().next().map_or_else(|| Error::new("error"), FieldError::into_error)
    }

    pub(crate) fn response(&self, json_api: bool) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let title = status.canonical_reason().unwrap_or("Error");
        let mut body = Json::object();
        let list = |error: &FieldError| {
            let mut item = Json::object();
            match (&error.field, json_api) {
                (Some(field), false) => item.set("field", Json::string(field)),
                (None, false) => {}
                (_, true) => item.set("title", Json::string(title)),
            }
            item.set("detail", Json::string(&error.detail));
            item.set("status", Json::string(status.as_str()));
            item
        };
        if json_api {
            body.set_at(&["jsonapi", "version"], Json::string("1.0"));
            body.set("errors", Json::Array(self.errors.iter().map(list).collect()));
        } else {
            let named = self.errors.iter().filter(|error| error.field.is_some());
            body.set("message", Json::string(self.errors.first().map_or(title, |error| &error.detail)));
            body.set("errors", Json::Array(named.map(list).collect()));
        }
        let mut response =
            self::response(status, if json_api { JSON_API } else { "application/json" }, body.to_string());
        if let Some((name, value)) = &self.header
            && let Ok(value) = HeaderValue::from_str(value)
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl From<Error> for ErrorResponse {
    fn from(error: Error) -> ErrorResponse {
        ErrorResponse::new(500, error.to_string())
    }
}

pub(crate) fn response(status: StatusCode, media_type: &'static str, body: String) -> Response<Body> {
    let empty = body.is_empty();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    if !empty {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    response
}
