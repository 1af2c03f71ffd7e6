//! Requests and their responses.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use plock::dynamic::{JsonNames, Rows};
use plock_sandbox::json::Json;
use plock_sandbox::{Error, Options};
use plock_testing::Server;

use crate::registry;

struct Failure {
    message: String,
    field: Option<String>,
}

impl Failure {
    fn new(field: &str, message: impl Display) -> Failure {
        Failure { message: format!("{field}: {message}"), field: Some(field.to_owned()) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure { message: error.to_string(), field: error.field().map(str::to_owned) }
    }
}

type Result<T> = std::result::Result<T, Failure>;

/// Runs a request. Never panics.
pub(crate) fn call(request: &str) -> String {
    let result = catch_unwind(AssertUnwindSafe(|| run(request)));
    let result =
        result.unwrap_or_else(|_| Err(Failure { message: "internal error in plock-testing".into(), field: None }));
    let mut response = Json::object();
    match result {
        Ok(result) => response.set("ok", result),
        Err(Failure { message, field }) => {
            response.set_at(&["error", "message"], Json::string(message));
            if let Some(field) = field {
                response.set_at(&["error", "field"], Json::string(field));
            }
        }
    }
    response.to_string()
}

fn run(request: &str) -> Result<Json> {
    let request = Json::parse(request).map_err(|error| Failure::new("request", error))?;
    let command = request.at("do").str().unwrap_or_default();
    if command == "start" {
        return start(request.at("options"));
    }
    let id = request.at("sandbox").u64().ok_or_else(|| Failure::new("sandbox", "expected its number"))?;
    if command == "stop" {
        registry::remove(id);
        return Ok(Json::Null);
    }
    let server = registry::get(id).map_err(|message| Failure::new("sandbox", message))?;
    let resource = || text(&request, "resource");
    match command {
        "add" => {
            let object = server.add(resource()?, &request.at("object").to_string())?;
            shown(&server, &request, &object)
        }
        "recorded" => {
            let objects = server.recorded(resource()?)?;
            let objects = objects.iter().map(|object| shown(&server, &request, object));
            Ok(Json::Array(objects.collect::<Result<_>>()?))
        }
        _ => Ok(server.command(&request)?),
    }
}

fn start(given: &Json) -> Result<Json> {
    let mut options = Options { record: true, without_examples: true, ..Options::default() };
    for (name, value) in given.members() {
        let number = || value.u64().ok_or_else(|| Failure::new(name, format!("expected a whole number, got {value}")));
        match name.as_str() {
            "examples" => {
                let Json::Bool(examples) = value else {
                    return Err(Failure::new(name, format!("expected true or false, got {value}")));
                };
                options.without_examples = !examples;
            }
            "accounts" => options.accounts = Some(number()?),
            "seed" => options.seed = number()?,
            "key" => options.key = Some(text(given, name)?.to_owned()),
            _ => return Err(Failure::new(name, "unknown option; expected examples, accounts, seed or key")),
        }
    }
    let server = Server::start(options)?;
    let (url, key) = (Json::string(server.url()), Json::string(server.key()));
    let id = Json::number(registry::insert(server));
    Ok(Json::Object(vec![("sandbox".into(), id), ("url".into(), url), ("key".into(), key)]))
}

/// An object as the API has it, or flat if the request names the spelling of its fields.
fn shown(server: &Server, request: &Json, object: &str) -> Result<Json> {
    let names = match request.at("names") {
        Json::Null => return parsed(object),
        names => match names.str() {
            Some("camel") => JsonNames::Camel,
            Some("snake") => JsonNames::Snake,
            Some("wire") => JsonNames::Wire,
            _ => return Err(Failure::new("names", format!("expected camel, snake or wire, got {names}"))),
        },
    };
    let model = server.object(text(request, "resource")?)?;
    let rows = Rows::from_json(model, object, JsonNames::Wire);
    let rows = rows.map_err(|error| Failure { message: error.to_string(), field: None })?;
    parsed(&rows.row(0).to_json(names))
}

fn text<'a>(json: &'a Json, name: &str) -> Result<&'a str> {
    json.at(name).str().ok_or_else(|| Failure::new(name, format!("expected a string, got {}", json.at(name))))
}

fn parsed(json: &str) -> Result<Json> {
    Json::parse(json).map_err(|error| Failure { message: error, field: None })
}
