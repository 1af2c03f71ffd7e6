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
        "default" => {
                let mut request = client.default().get(args.required::<String>("id")?);
                if let Some(value) = args.get::<String>("default")? { request = request.default(value); }
                if let Some(value) = args.get::<String>("check")? { request = request.check_(value); }
                if let Some(value) = args.get::<String>("send")? { request = request.send_(value); }
                if let Some(value) = args.get::<String>("first")? { request = request.first_(value); }
                if let Some(value) = args.get::<String>("body")? { request = request.body_(value); }
                if let Some(value) = args.get::<String>("cls")? { request = request.cls(value); }
                if let Some(value) = args.get::<String>("client")? { request = request.client(value); }
                if let Some(value) = args.get::<String>("data")? { request = request.data(value); }
                if let Some(value) = args.get::<String>("index")? { request = request.index(value); }
                if let Some(value) = args.get::<String>("copy")? { request = request.copy(value); }
                if let Some(value) = args.get::<String>("wait")? { request = request.wait(value); }
                if let Some(value) = args.get::<String>("notify")? { request = request.notify(value); }
                if let Some(value) = args.get::<String>("description")? { request = request.description(value); }
                out.one(request, args).await
        }
        "send" => {
            out.write(client, args, |args| {
                let mut body = plock::types::IntoReplacement::new(args.required::<String>("id")?);
                if let Some(value) = args.get::<String>("immediate")?.map(plock::types::IntoReplacementImmediate::from) { body = body.immediate(value); }
                if let Some(value) = args.get::<String>("always")?.map(plock::types::IntoReplacementAlways::from) { body = body.always(value); }
                if let Some(value) = args.get::<String>("default")? { body = body.default(value); }
                if let Some(value) = args.get::<String>("check")? { body = body.check_(value); }
                if let Some(value) = args.get::<String>("send")? { body = body.send(value); }
                if let Some(value) = args.get::<String>("first")? { body = body.first(value); }
                if let Some(value) = args.get::<String>("body")? { body = body.body(value); }
                if let Some(value) = args.get::<String>("into")? { body = body.into(value); }
                if let Some(value) = args.get::<String>("record")? { body = body.record(value); }
                if let Some(value) = args.get::<String>("promise")? { body = body.promise(value); }
                if let Some(value) = args.get::<String>("pair")? { body = body.pair(value); }
                if let Some(value) = args.get::<String>("bool")? { body = body.bool(value); }
                if let Some(value) = args.get::<String>("cls")? { body = body.cls(value); }
                if let Some(value) = args.get::<String>("client")? { body = body.client(value); }
                if let Some(value) = args.get::<String>("operation")? { body = body.operation(value); }
                if let Some(value) = args.get::<String>("result")? { body = body.result(value); }
                if let Some(value) = args.get::<String>("value")? { body = body.value(value); }
                if let Some(value) = args.get::<String>("error")? { body = body.error(value); }
                if let Some(value) = args.get::<String>("data")? { body = body.data(value); }
                if let Some(value) = args.get::<String>("request")? { body = body.request(value); }
                if let Some(value) = args.get::<String>("self")? { body = body.self_(value); }
                if let Some(value) = args.get::<String>("other")? { body = body.other(value); }
                if let Some(value) = args.get::<String>("index")? { body = body.index(value); }
                if let Some(value) = args.get::<String>("count")? { body = body.count(value); }
                if let Some(value) = args.get::<String>("hash")? { body = body.hash(value); }
                if let Some(value) = args.get::<String>("print")? { body = body.print(value); }
                if let Some(value) = args.get::<String>("str")? { body = body.str(value); }
                if let Some(value) = args.get::<String>("int")? { body = body.int(value); }
                if let Some(value) = args.get::<String>("float")? { body = body.float(value); }
                if let Some(value) = args.get::<String>("dict")? { body = body.dict(value); }
                if let Some(value) = args.get::<String>("object")? { body = body.object(value); }
                if let Some(value) = args.get::<String>("double")? { body = body.double(value); }
                if let Some(value) = args.get::<String>("character")? { body = body.character(value); }
                if let Some(value) = args.get::<String>("duration")? { body = body.duration(value); }
                if let Some(value) = args.get::<String>("sequence")? { body = body.sequence(value); }
                if let Some(value) = args.get::<String>("iterator")? { body = body.iterator(value); }
                if let Some(value) = args.get::<String>("throwable")? { body = body.throwable(value); }
                if let Some(value) = args.get::<String>("unit")? { body = body.unit(value); }
                if let Some(value) = args.get::<String>("symbol")? { body = body.symbol(value); }
                if let Some(value) = args.get::<String>("function")? { body = body.function(value); }
                if let Some(value) = args.get::<String>("undefined")? { body = body.undefined(value); }
                if let Some(value) = args.get::<String>("arguments")? { body = body.arguments(value); }
                if let Some(value) = args.get::<String>("eval")? { body = body.eval(value); }
                if let Some(value) = args.get::<String>("vec")? { body = body.vec(value); }
                if let Some(value) = args.get::<String>("box")? { body = body.box_(value); }
                if let Some(value) = args.get::<String>("from")? { body = body.from(value); }
                if let Some(value) = args.get::<String>("clone")? { body = body.clone(value); }
                if let Some(value) = args.get::<String>("debug")? { body = body.debug(value); }
                if let Some(value) = args.get::<String>("iterable")? { body = body.iterable(value); }
                if let Some(value) = args.get::<String>("callable")? { body = body.callable(value); }
                if let Some(value) = args.get::<String>("decimal")? { body = body.decimal(value); }
                if let Some(value) = args.get::<String>("json")? { body = body.json(value); }
                if let Some(value) = args.get::<String>("copy")? { body = body.copy(value); }
                if let Some(value) = args.get::<String>("component1")? { body = body.component1(value); }
                if let Some(value) = args.get::<String>("hash_code")? { body = body.hash_code(value); }
                if let Some(value) = args.get::<String>("finalize")? { body = body.finalize(value); }
                if let Some(value) = args.get::<String>("wait")? { body = body.wait(value); }
                if let Some(value) = args.get::<String>("notify")? { body = body.notify(value); }
                if let Some(value) = args.get::<String>("get_class")? { body = body.get_class(value); }
                if let Some(value) = args.get::<String>("description")? { body = body.description(value); }
                if let Some(value) = args.get::<String>("debug_description")? { body = body.debug_description(value); }
                if let Some(value) = args.get::<String>("hash_value")? { body = body.hash_value(value); }
                if let Some(value) = args.get::<String>("class")? { body = body.class(value); }
                if let Some(value) = args.get::<String>("init")? { body = body.init(value); }
                if let Some(value) = args.get::<String>("keys")? { body = body.keys(value); }
                if let Some(value) = args.get::<String>("items")? { body = body.items(value); }
                if let Some(value) = args.get::<String>("get")? { body = body.get(value); }
                if let Some(value) = args.get::<String>("update")? { body = body.update(value); }
                if let Some(value) = args.get::<String>("pop")? { body = body.pop(value); }
                if let Some(value) = args.get::<String>("values")? { body = body.values(value); }
                let request = client.default().replace(args.required::<String>("id_path")?, body);
                Ok(request)
            }).await
        }
        "check" => {
            out.write(client, args, |args| {
                let body = plock::types::NewInto::new(args.required::<i64>("member0")?, args.required::<i64>("member1")?, args.required::<i64>("member2")?, args.required::<i64>("member3")?, args.required::<i64>("member4")?, args.required::<i64>("member5")?, args.required::<i64>("member6")?, args.required::<i64>("member7")?, args.required::<i64>("member8")?, args.required::<i64>("member9")?, args.required::<i64>("member10")?, args.required::<i64>("member11")?, args.required::<i64>("member12")?, args.required::<i64>("member13")?, args.required::<i64>("member14")?, args.required::<i64>("member15")?, args.required::<i64>("member16")?, args.required::<i64>("member17")?, args.required::<i64>("member18")?, args.required::<i64>("member19")?, args.required::<i64>("member20")?, args.required::<i64>("member21")?, args.required::<i64>("member22")?, args.required::<i64>("member23")?, args.required::<i64>("member24")?, args.required::<i64>("member25")?, args.required::<i64>("member26")?, args.required::<i64>("member27")?, args.required::<i64>("member28")?, args.required::<i64>("member29")?, args.required::<i64>("member30")?, args.required::<i64>("member31")?, args.required::<i64>("member32")?, args.required::<i64>("member33")?, args.required::<i64>("member34")?, args.required::<i64>("member35")?, args.required::<i64>("member36")?, args.required::<i64>("member37")?, args.required::<i64>("member38")?, args.required::<i64>("member39")?, args.required::<i64>("member40")?, args.required::<i64>("member41")?, args.required::<i64>("member42")?, args.required::<i64>("member43")?, args.required::<i64>("member44")?, args.required::<i64>("member45")?, args.required::<i64>("member46")?, args.required::<i64>("member47")?, args.required::<i64>("member48")?, args.required::<i64>("member49")?, args.required::<i64>("member50")?, args.required::<i64>("member51")?, args.required::<i64>("member52")?, args.required::<i64>("member53")?, args.required::<i64>("member54")?, args.required::<i64>("member55")?, args.required::<i64>("member56")?, args.required::<i64>("member57")?, args.required::<i64>("member58")?, args.required::<i64>("member59")?, args.required::<i64>("member60")?, args.required::<i64>("member61")?, args.required::<i64>("member62")?, args.required::<i64>("member63")?, args.required::<i64>("member64")?);
                let request = client.default().check(args.required::<String>("id")?, body);
                Ok(request)
            }).await
        }
        "first" => {
                let request = client.default().get_by_name(args.required::<String>("id")?);
                out.one(request, args).await
        }
        "listEvents" => {
                let request = client.events().list();
                out.list(request, args).await
        }
        "addEvent" => {
            out.write(client, args, |args| {
                let body = plock::types::NewEvent::new(args.required::<plock::Decimal>("value")?, args.required::<plock::Timestamp>("at")?);
                let request = client.events().create(body);
                Ok(request)
            }).await
        }
        "listRequests" => {
                let request = client.requests().list();
                out.list(request, args).await
        }
        other => Err(Failure::unknown_operation(other)),
    }
}
