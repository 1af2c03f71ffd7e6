/// Creates the call of the operation with this index in `meta::OPERATIONS`.
pub(super) fn operation(index: usize, args: &Arguments<'_>) -> Result<Call, InvalidArgument> {
    Ok(match index {
        0 => args.call(operations::Match {
            self_: args.optional("self", |value| value.string())?,
            class: args.optional("class", |value| value.string())?,
            async_: args.optional("async", |value| value.string())?,
            page_: args.optional("page", |value| value.string())?,
            concurrency_: args.optional("concurrency", |value| value.string())?,
            url: args.optional("url", |value| value.string())?,
            request: args.optional("request", |value| value.string())?,
            response: args.optional("response", |value| value.string())?,
            result: args.optional("result", |value| value.string())?,
            value: args.optional("value", |value| value.string())?,
            query_: args.optional("query", |value| value.string())?,
            timeout_: args.optional("timeout", |value| value.string())?,
        }),
        1 => args.call(operations::Self_ {
            type_: args.required("type", |value| value.string())?,
        }),
        2 => args.call(operations::Client_ {
            in_: args.required("in", |value| value.string())?,
            self_: args.required("self", |value| value.integer())?,
        }),
        3 => args.call(operations::String_ {
            in_: args.required("in", |value| value.string())?,
            self_: args.required("self", |value| value.integer())?,
            body: object_new_result(args)?,
        }),
        4 => args.call(operations::Default_ {
            id: args.required("id", |value| value.string())?,
            default: args.optional("default", |value| value.string())?,
            check_: args.optional("check", |value| value.string())?,
            send_: args.optional("send", |value| value.string())?,
            first_: args.optional("first", |value| value.string())?,
            body_: args.optional("body", |value| value.string())?,
            cls: args.optional("cls", |value| value.string())?,
            client: args.optional("client", |value| value.string())?,
            data: args.optional("data", |value| value.string())?,
            index: args.optional("index", |value| value.string())?,
            copy: args.optional("copy", |value| value.string())?,
            wait: args.optional("wait", |value| value.string())?,
            notify: args.optional("notify", |value| value.string())?,
            description: args.optional("description", |value| value.string())?,
        }),
        5 => args.call(operations::Send_ {
            id_path: args.required("id_path", |value| value.string())?,
            body: object_into_replacement(args)?,
        }),
        6 => args.call(operations::Check {
            id: args.required("id", |value| value.string())?,
            body: object_new_into(args)?,
        }),
        7 => args.call(operations::First {
            id: args.required("id", |value| value.string())?,
        }),
        8 => args.call(operations::ListEvents {
        }),
        9 => args.call(operations::AddEvent {
            body: object_new_event(args)?,
        }),
        10 => args.call(operations::ListRequests {
        }),
        _ => return Err(InvalidArgument::new("operation", "expected an operation of this API")),
    })
}

fn union_into_route(value: Value<'_>) -> Result<types::IntoRoute, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_INTO_ROUTE) {
        _ => types::IntoRoute::Other(value.other(&meta::UNION_INTO_ROUTE)?),
    })
}

fn object_new_result(args: &Arguments<'_>) -> Result<types::NewResult, InvalidArgument> {
    let mut body = types::NewResult::new(args.required("class", |value| value.string())?, args.required("fn", |value| value.integer())?);
    if let Some(value) = args.optional("new", |value| value.string())? {
        body = body.new_(value);
    }
    if let Some(value) = args.optional("own_self", |value| value.string())? {
        body = body.own_self(value);
    }
    if let Some(value) = args.optional("options", |value| value.string())? {
        body = body.options_(value);
    }
    Ok(body)
}

fn object_into_replacement(args: &Arguments<'_>) -> Result<types::IntoReplacement, InvalidArgument> {
    let mut body = types::IntoReplacement::new(args.required("id", |value| value.string())?);
    if let Some(value) = args.optional("immediate", |value| value.string().map(types::IntoReplacementImmediate::from))? {
        body = body.immediate(value);
    }
    if let Some(value) = args.optional("always", |value| value.string().map(types::IntoReplacementAlways::from))? {
        body = body.always(value);
    }
    if let Some(value) = args.optional("default", |value| value.string())? {
        body = body.default(value);
    }
    if let Some(value) = args.optional("check", |value| value.string())? {
        body = body.check_(value);
    }
    if let Some(value) = args.optional("send", |value| value.string())? {
        body = body.send(value);
    }
    if let Some(value) = args.optional("first", |value| value.string())? {
        body = body.first(value);
    }
    if let Some(value) = args.optional("body", |value| value.string())? {
        body = body.body(value);
    }
    if let Some(value) = args.optional("into", |value| value.string())? {
        body = body.into(value);
    }
    if let Some(value) = args.optional("record", |value| value.string())? {
        body = body.record(value);
    }
    if let Some(value) = args.optional("promise", |value| value.string())? {
        body = body.promise(value);
    }
    if let Some(value) = args.optional("pair", |value| value.string())? {
        body = body.pair(value);
    }
    if let Some(value) = args.optional("bool", |value| value.string())? {
        body = body.bool(value);
    }
    if let Some(value) = args.optional("cls", |value| value.string())? {
        body = body.cls(value);
    }
    if let Some(value) = args.optional("client", |value| value.string())? {
        body = body.client(value);
    }
    if let Some(value) = args.optional("operation", |value| value.string())? {
        body = body.operation(value);
    }
    if let Some(value) = args.optional("result", |value| value.string())? {
        body = body.result(value);
    }
    if let Some(value) = args.optional("value", |value| value.string())? {
        body = body.value(value);
    }
    if let Some(value) = args.optional("error", |value| value.string())? {
        body = body.error(value);
    }
    if let Some(value) = args.optional("data", |value| value.string())? {
        body = body.data(value);
    }
    if let Some(value) = args.optional("request", |value| value.string())? {
        body = body.request(value);
    }
    if let Some(value) = args.optional("self", |value| value.string())? {
        body = body.self_(value);
    }
    if let Some(value) = args.optional("other", |value| value.string())? {
        body = body.other(value);
    }
    if let Some(value) = args.optional("index", |value| value.string())? {
        body = body.index(value);
    }
    if let Some(value) = args.optional("count", |value| value.string())? {
        body = body.count(value);
    }
    if let Some(value) = args.optional("hash", |value| value.string())? {
        body = body.hash(value);
    }
    if let Some(value) = args.optional("print", |value| value.string())? {
        body = body.print(value);
    }
    if let Some(value) = args.optional("str", |value| value.string())? {
        body = body.str(value);
    }
    if let Some(value) = args.optional("int", |value| value.string())? {
        body = body.int(value);
    }
    if let Some(value) = args.optional("float", |value| value.string())? {
        body = body.float(value);
    }
    if let Some(value) = args.optional("dict", |value| value.string())? {
        body = body.dict(value);
    }
    if let Some(value) = args.optional("object", |value| value.string())? {
        body = body.object(value);
    }
    if let Some(value) = args.optional("double", |value| value.string())? {
        body = body.double(value);
    }
    if let Some(value) = args.optional("character", |value| value.string())? {
        body = body.character(value);
    }
    if let Some(value) = args.optional("duration", |value| value.string())? {
        body = body.duration(value);
    }
    if let Some(value) = args.optional("sequence", |value| value.string())? {
        body = body.sequence(value);
    }
    if let Some(value) = args.optional("iterator", |value| value.string())? {
        body = body.iterator(value);
    }
    if let Some(value) = args.optional("throwable", |value| value.string())? {
        body = body.throwable(value);
    }
    if let Some(value) = args.optional("unit", |value| value.string())? {
        body = body.unit(value);
    }
    if let Some(value) = args.optional("symbol", |value| value.string())? {
        body = body.symbol(value);
    }
    if let Some(value) = args.optional("function", |value| value.string())? {
        body = body.function(value);
    }
    if let Some(value) = args.optional("undefined", |value| value.string())? {
        body = body.undefined(value);
    }
    if let Some(value) = args.optional("arguments", |value| value.string())? {
        body = body.arguments(value);
    }
    if let Some(value) = args.optional("eval", |value| value.string())? {
        body = body.eval(value);
    }
    if let Some(value) = args.optional("vec", |value| value.string())? {
        body = body.vec(value);
    }
    if let Some(value) = args.optional("box", |value| value.string())? {
        body = body.box_(value);
    }
    if let Some(value) = args.optional("from", |value| value.string())? {
        body = body.from(value);
    }
    if let Some(value) = args.optional("clone", |value| value.string())? {
        body = body.clone(value);
    }
    if let Some(value) = args.optional("debug", |value| value.string())? {
        body = body.debug(value);
    }
    if let Some(value) = args.optional("iterable", |value| value.string())? {
        body = body.iterable(value);
    }
    if let Some(value) = args.optional("callable", |value| value.string())? {
        body = body.callable(value);
    }
    if let Some(value) = args.optional("decimal", |value| value.string())? {
        body = body.decimal(value);
    }
    if let Some(value) = args.optional("json", |value| value.string())? {
        body = body.json(value);
    }
    if let Some(value) = args.optional("copy", |value| value.string())? {
        body = body.copy(value);
    }
    if let Some(value) = args.optional("component1", |value| value.string())? {
        body = body.component1(value);
    }
    if let Some(value) = args.optional("hash_code", |value| value.string())? {
        body = body.hash_code(value);
    }
    if let Some(value) = args.optional("finalize", |value| value.string())? {
        body = body.finalize(value);
    }
    if let Some(value) = args.optional("wait", |value| value.string())? {
        body = body.wait(value);
    }
    if let Some(value) = args.optional("notify", |value| value.string())? {
        body = body.notify(value);
    }
    if let Some(value) = args.optional("get_class", |value| value.string())? {
        body = body.get_class(value);
    }
    if let Some(value) = args.optional("description", |value| value.string())? {
        body = body.description(value);
    }
    if let Some(value) = args.optional("debug_description", |value| value.string())? {
        body = body.debug_description(value);
    }
    if let Some(value) = args.optional("hash_value", |value| value.string())? {
        body = body.hash_value(value);
    }
    if let Some(value) = args.optional("class", |value| value.string())? {
        body = body.class(value);
    }
    if let Some(value) = args.optional("init", |value| value.string())? {
        body = body.init(value);
    }
    if let Some(value) = args.optional("keys", |value| value.string())? {
        body = body.keys(value);
    }
    if let Some(value) = args.optional("items", |value| value.string())? {
        body = body.items(value);
    }
    if let Some(value) = args.optional("get", |value| value.string())? {
        body = body.get(value);
    }
    if let Some(value) = args.optional("update", |value| value.string())? {
        body = body.update(value);
    }
    if let Some(value) = args.optional("pop", |value| value.string())? {
        body = body.pop(value);
    }
    if let Some(value) = args.optional("values", |value| value.string())? {
        body = body.values(value);
    }
    Ok(body)
}

fn object_new_into(args: &Arguments<'_>) -> Result<types::NewInto, InvalidArgument> {
    let mut body = types::NewInto::new(args.required("member0", |value| value.integer())?, args.required("member1", |value| value.integer())?, args.required("member2", |value| value.integer())?, args.required("member3", |value| value.integer())?, args.required("member4", |value| value.integer())?, args.required("member5", |value| value.integer())?, args.required("member6", |value| value.integer())?, args.required("member7", |value| value.integer())?, args.required("member8", |value| value.integer())?, args.required("member9", |value| value.integer())?, args.required("member10", |value| value.integer())?, args.required("member11", |value| value.integer())?, args.required("member12", |value| value.integer())?, args.required("member13", |value| value.integer())?, args.required("member14", |value| value.integer())?, args.required("member15", |value| value.integer())?, args.required("member16", |value| value.integer())?, args.required("member17", |value| value.integer())?, args.required("member18", |value| value.integer())?, args.required("member19", |value| value.integer())?, args.required("member20", |value| value.integer())?, args.required("member21", |value| value.integer())?, args.required("member22", |value| value.integer())?, args.required("member23", |value| value.integer())?, args.required("member24", |value| value.integer())?, args.required("member25", |value| value.integer())?, args.required("member26", |value| value.integer())?, args.required("member27", |value| value.integer())?, args.required("member28", |value| value.integer())?, args.required("member29", |value| value.integer())?, args.required("member30", |value| value.integer())?, args.required("member31", |value| value.integer())?, args.required("member32", |value| value.integer())?, args.required("member33", |value| value.integer())?, args.required("member34", |value| value.integer())?, args.required("member35", |value| value.integer())?, args.required("member36", |value| value.integer())?, args.required("member37", |value| value.integer())?, args.required("member38", |value| value.integer())?, args.required("member39", |value| value.integer())?, args.required("member40", |value| value.integer())?, args.required("member41", |value| value.integer())?, args.required("member42", |value| value.integer())?, args.required("member43", |value| value.integer())?, args.required("member44", |value| value.integer())?, args.required("member45", |value| value.integer())?, args.required("member46", |value| value.integer())?, args.required("member47", |value| value.integer())?, args.required("member48", |value| value.integer())?, args.required("member49", |value| value.integer())?, args.required("member50", |value| value.integer())?, args.required("member51", |value| value.integer())?, args.required("member52", |value| value.integer())?, args.required("member53", |value| value.integer())?, args.required("member54", |value| value.integer())?, args.required("member55", |value| value.integer())?, args.required("member56", |value| value.integer())?, args.required("member57", |value| value.integer())?, args.required("member58", |value| value.integer())?, args.required("member59", |value| value.integer())?, args.required("member60", |value| value.integer())?, args.required("member61", |value| value.integer())?, args.required("member62", |value| value.integer())?, args.required("member63", |value| value.integer())?, args.required("member64", |value| value.integer())?);
    Ok(body)
}

fn object_new_event(args: &Arguments<'_>) -> Result<types::NewEvent, InvalidArgument> {
    let mut body = types::NewEvent::new(args.required("value", |value| value.decimal())?, args.required("at", |value| value.date_time())?);
    Ok(body)
}
