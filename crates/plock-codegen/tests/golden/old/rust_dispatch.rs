/// Calls `operation` with the arguments of a case.
#[allow(deprecated, reason = "deprecated operations stay callable")]
pub async fn dispatch(client: &plock::Client, operation: &'static plock::meta::Operation, args: &Args, out: &mut Output) -> Result<(), Failure> {
    match operation.id {
        "listWidgets" => {
                let request = client.widgets().list();
                out.list(request, args).await
        }
        "create_widget" => {
            out.write(client, args, |args| {
                let mut body = plock::types::WidgetInput::new(args.required::<plock::Decimal>("price")?);
                if let Some(value) = args.get::<String>("label")? { body = body.label(value); }
                let request = client.widgets().create(body);
                Ok(request)
            }).await
        }
        "get_widget" => {
                let request = client.widgets().get(args.required::<plock::Id>("id")?);
                out.one(request, args).await
        }
        other => Err(Failure::unknown_operation(other)),
    }
}
