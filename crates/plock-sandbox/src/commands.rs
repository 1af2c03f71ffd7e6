//! Commands of tests, as JSON: `{"do": "next", "fault": "error:401", "until_lifted": true}`.

use std::time::Duration;

use crate::control::{Received, Write};
use crate::json::Json;
use crate::serve::App;
use crate::{Behavior, Error, Extent, Fault, add};

/// Runs a command and returns its result.
pub(crate) fn run(app: &App, command: &Json) -> Result<Json, Error> {
    let resource = || text(command, "resource");
    match text(command, "do")? {
        "reset" => app.reset()?,
        "add" => return parsed(&add::add(app, resource()?, &command.at("object").to_string())?),
        "write" => return parsed(&app.write(text(command, "operation")?, &command.at("body").to_string())?),
        "delete" => app.delete(resource()?, &command.at("id").to_text())?,
        "next" => next(app, command)?,
        "lift" => app.control.lift(),
        "latency" => app.control.set_latency(milliseconds(command, "ms")?),
        "behavior" => {
            let behavior = text(command, "behavior")?.parse::<Behavior>();
            app.control.set_behavior(behavior.map_err(|error| Error::of_field("behavior", error))?);
        }
        "clock" => {
            let offset = command.at("offset_ms").to_text().parse();
            let error = |_| Error::of_field("offset_ms", "expected a whole number of milliseconds");
            app.control.set_clock_offset(offset.map_err(error)?);
        }
        "advance" => app.control.advance(milliseconds(command, "ms")?),
        "count" => return Ok(Json::number(app.store().count(app.api.resource(resource()?)?)?)),
        "recorded" => {
            let objects = app.control.recorded(app.api.resource(resource()?)?);
            return objects.iter().map(|object| parsed(object)).collect::<Result<_, _>>().map(Json::Array);
        }
        "ledger" => return Ok(Json::Array(app.control.ledger().iter().map(write).collect())),
        "requests" => return Ok(Json::Array(app.control.received().iter().map(received).collect())),
        other => return Err(Error::of_field("do", format!("unknown command {other:?}"))),
    }
    Ok(Json::Null)
}

fn next(app: &App, command: &Json) -> Result<(), Error> {
    let fault = Fault::parse_once(text(command, "fault")?).map_err(|error| Error::of_field("fault", error))?;
    let times = match command.at("times") {
        Json::Null => Some(1),
        times => times.u64().and_then(|times| u32::try_from(times).ok()),
    };
    let extent = if command.at("until_lifted").is_true() {
        Extent::UntilLifted
    } else if command.has("for_ms") {
        Extent::For(milliseconds(command, "for_ms")?)
    } else {
        Extent::Times(times.ok_or_else(|| Error::of_field("times", "expected a whole number"))?)
    };
    let operation = command.at("operation").str().map(|name| app.api.operation(name)).transpose()?;
    app.control.push_fault(fault, extent, operation);
    Ok(())
}

fn write(write: &Write) -> Json {
    let body = Json::parse(&write.body).unwrap_or_else(|_| Json::string(&write.body));
    Json::Object(vec![
        ("operation".into(), Json::string(&write.operation)),
        ("id".into(), Json::string(&write.id)),
        ("body".into(), body),
        ("at".into(), Json::string(&write.at)),
        ("foreign".into(), Json::Bool(write.foreign)),
    ])
}

fn received(request: &Received) -> Json {
    let map = |pairs: &[(String, String)]| {
        let mut map = Json::object();
        pairs.iter().for_each(|(name, value)| map.set(name, Json::string(value)));
        map
    };
    Json::Object(vec![
        ("operation".into(), request.operation.as_ref().map_or(Json::Null, Json::string)),
        ("method".into(), Json::string(&request.method)),
        ("path".into(), Json::string(&request.path)),
        ("query".into(), map(&request.query)),
        ("headers".into(), map(&request.headers)),
        ("status".into(), request.status.map_or(Json::Null, Json::number)),
    ])
}

fn text<'a>(json: &'a Json, name: &str) -> Result<&'a str, Error> {
    json.at(name).str().ok_or_else(|| Error::of_field(name, format!("expected a string, got {}", json.at(name))))
}

fn milliseconds(json: &Json, name: &str) -> Result<Duration, Error> {
    let ms = json.at(name).u64().map(Duration::from_millis);
    ms.ok_or_else(|| Error::of_field(name, "expected a whole number of milliseconds"))
}

fn parsed(json: &str) -> Result<Json, Error> {
    Json::parse(json).map_err(Error::new)
}
