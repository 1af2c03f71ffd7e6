//! Answers and refusals in the forms that the API has for them.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

use crate::Error;
use crate::json::Json;

pub(crate) const JSON_API: &str = "application/vnd.api+json";

/// One thing that is wrong, with the name of the field or parameter where it is one.
#[derive(Debug)]
pub(crate) struct Problem {
    field: Option<String>,
    detail: String,
}

impl Problem {
    pub(crate) fn new(field: &str, detail: String) -> Problem {
        Problem { field: Some(field.to_owned()), detail }
    }
}

#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    problems: Vec<Problem>,
    pub(crate) header: Option<(HeaderName, String)>,
}

impl Refusal {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Refusal {
        Refusal::of(status, vec![Problem { field: None, detail: detail.into() }])
    }

    pub(crate) fn invalid(problems: Vec<Problem>) -> Refusal {
        Refusal::of(422, problems)
    }

    pub(crate) fn of(status: u16, problems: Vec<Problem>) -> Refusal {
        Refusal { status, problems, header: None }
    }

    pub(crate) fn response(&self, json_api: bool) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let title = status.canonical_reason().unwrap_or("Error");
        let mut body = Json::object();
        let list = |problem: &Problem| {
            let mut error = Json::object();
            match (&problem.field, json_api) {
                (Some(field), false) => error.set("field", Json::text(field)),
                (None, false) => {}
                (_, true) => error.set("title", Json::text(title)),
            }
            error.set("detail", Json::text(&problem.detail));
            error.set("status", Json::text(status.as_str()));
            error
        };
        if json_api {
            body.set_at(&["jsonapi", "version"], Json::text("1.0"));
            body.set("errors", Json::Array(self.problems.iter().map(list).collect()));
        } else {
            let named = self.problems.iter().filter(|problem| problem.field.is_some());
            body.set("message", Json::text(self.problems.first().map_or(title, |problem| &problem.detail)));
            body.set("errors", Json::Array(named.map(list).collect()));
        }
        let mut response = answer(status, if json_api { JSON_API } else { "application/json" }, body.to_string());
        if let Some((name, value)) = &self.header
            && let Ok(value) = HeaderValue::from_str(value)
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::new(500, error.to_string())
    }
}

pub(crate) fn answer(status: StatusCode, media_type: &'static str, body: String) -> Response<Body> {
    let empty = body.is_empty();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    if !empty {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    response
}
