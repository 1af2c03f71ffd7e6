/// Calls `operation` with the arguments of a case.
#[allow(deprecated, reason = "deprecated operations stay callable")]
pub async fn dispatch(client: &plock::Client, operation: &'static plock::meta::Operation, args: &Args, out: &mut Output) -> Result<(), Failure> {
    match operation.id {
        "match" => {
                let mut request = client.match_().list();
                if let Some(value) = args.get::<String>("self")? { request = request.self_(value); }
                if let Some(value) = args.get::<String>("class")? { request = request.class(value); }
                if let Some(value) = args.get::<String>("async")? { request = request.async_(value); }
                if let Some(value) = args.get::<String>("page")? { request = request.page_(value); }
                if let Some(value) = args.get::<String>("concurrency")? { request = request.concurrency_(value); }
                if let Some(value) = args.get::<String>("url")? { request = request.url(value); }
                if let Some(value) = args.get::<String>("request")? { request = request.request(value); }
                if let Some(value) = args.get::<String>("response")? { request = request.response(value); }
                if let Some(value) = args.get::<String>("result")? { request = request.result(value); }
                if let Some(value) = args.get::<String>("value")? { request = request.value(value); }
                if let Some(value) = args.get::<String>("query")? { request = request.query_(value); }
                if let Some(value) = args.get::<String>("timeout")? { request = request.timeout_(value); }
                out.list(request, args).await
        }
        "self" => {
                let request = client.self_().get(args.required::<String>("type")?);
                out.one(request, args).await
        }
        "Client" => {
                let request = client.options_().get(args.required::<String>("in")?, args.required::<i64>("self")?);
                out.one(request, args).await
        }
        "String" => {
            out.write(client, args, |args| {
                let mut body = plock::types::NewResult::new(args.required::<String>("class")?, args.required::<i64>("fn")?);
                if let Some(value) = args.get::<String>("new")? { body = body.new_(value); }
                if let Some(value) = args.get::<String>("own_self")? { body = body.own_self(value); }
                if let Some(value) = args.get::<String>("options")? { body = body.options_(value); }
                let request = client.options_().async_(args.required::<String>("in")?, args.required::<i64>("self")?, body);
                Ok(request)
            }).await
        }
        other => Err(Failure::unknown_operation(other)),
    }
}
