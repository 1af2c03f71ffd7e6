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
        _ => return Err(InvalidArgument::new("operation", "expected an operation of this API")),
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
