/// Creates the call of the operation with this index in `meta::OPERATIONS`.
pub(super) fn operation(index: usize, args: &Arguments<'_>) -> Result<Call, InvalidArgument> {
    Ok(match index {
        0 => args.call(operations::GetAccounts {
        }),
        1 => args.call(operations::GetAccount {
            account_id: args.required("account_id", |value| value.id())?,
        }),
        2 => args.call(operations::GetSubscriptions {
        }),
        3 => args.call(operations::GetSubscription {
            subscription_id: args.required("subscription_id", |value| value.id())?,
        }),
        4 => args.call(operations::GetSubscriptionItems {
        }),
        5 => args.call(operations::GetSubscriptionItem {
            subscription_item_id: args.required("subscription_item_id", |value| value.id())?,
        }),
        6 => args.call(operations::GetInvoices {
        }),
        7 => args.call(operations::GetInvoice {
            invoice_id: args.required("invoice_id", |value| value.id())?,
        }),
        8 => args.call(operations::GetProductUsages {
            account_id: args.optional("account_id", |value| value.id())?,
            product_id: args.optional("product_id", |value| value.id())?,
            timestamp_between: args.optional("timestamp_between", |value| value.pair(|value| value.date_or_date_time()))?,
        }),
        9 => args.call(operations::AddProductUsages {
            body: object_new_product_usage(args)?,
        }),
        10 => args.call(operations::AddProductUsage {
            body: object_new_product_usage(args)?,
        }),
        _ => return Err(InvalidArgument::new("operation", "expected an operation of this API")),
    })
}

fn object_new_product_usage(args: &Arguments<'_>) -> Result<types::NewProductUsage, InvalidArgument> {
    let mut body = types::NewProductUsage::new(args.required("crm_id", |value| value.string())?, args.required("product_id", |value| value.id())?, args.required("value", |value| value.decimal())?, args.required("ts", |value| value.unix_time())?);
    Ok(body)
}
