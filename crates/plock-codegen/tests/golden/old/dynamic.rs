/// Creates the call of the operation with this index in `meta::OPERATIONS`.
pub(super) fn operation(index: usize, args: &Arguments<'_>) -> Result<Call, InvalidArgument> {
    Ok(match index {
        0 => args.call(operations::ListWidgets {
        }),
        1 => args.call(operations::CreateWidget {
            body: object_widget_input(args)?,
        }),
        2 => args.call(operations::GetWidget {
            id: args.required("id", |value| value.id())?,
        }),
        _ => return Err(InvalidArgument::new("operation", "expected an operation of this API")),
    })
}

fn object_widget_input(args: &Arguments<'_>) -> Result<types::WidgetInput, InvalidArgument> {
    let mut body = types::WidgetInput::new(args.required("price", |value| value.decimal())?);
    if let Some(value) = args.optional("label", |value| value.string())? {
        body = body.label(value);
    } else if args.is_null("label") {
        body = body.clear_label();
    }
    Ok(body)
}
