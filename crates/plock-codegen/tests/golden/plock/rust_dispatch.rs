/// Calls `operation` with the arguments of a case.
#[allow(deprecated, reason = "deprecated operations stay callable")]
pub async fn dispatch(client: &plock::Client, operation: &'static plock::meta::Operation, args: &Args, out: &mut Output) -> Result<(), Failure> {
    match operation.id {
        "getAccounts" => {
                let request = client.accounts().list();
                out.list(request, args).await
        }
        "getAccount" => {
                let request = client.accounts().get(args.required::<plock::Id>("account_id")?);
                out.one(request, args).await
        }
        "getSubscriptions" => {
                let request = client.subscriptions().list();
                out.list(request, args).await
        }
        "getSubscription" => {
                let request = client.subscriptions().get(args.required::<plock::Id>("subscription_id")?);
                out.one(request, args).await
        }
        "getSubscriptionItems" => {
                let request = client.subscription_items().list();
                out.list(request, args).await
        }
        "getSubscriptionItem" => {
                let request = client.subscription_items().get(args.required::<plock::Id>("subscription_item_id")?);
                out.one(request, args).await
        }
        "getInvoices" => {
                let request = client.invoices().list();
                out.list(request, args).await
        }
        "getInvoice" => {
                let request = client.invoices().get(args.required::<plock::Id>("invoice_id")?);
                out.one(request, args).await
        }
        "getProductUsages" => {
                let mut request = client.product_usages().list();
                if let Some(value) = args.get::<plock::Id>("account_id")? { request = request.account_id(value); }
                if let Some(value) = args.get::<plock::Id>("product_id")? { request = request.product_id(value); }
                if let Some((from, to)) = args.pair::<plock::DateOrDateTime>("timestamp_between")? { request = request.timestamp_between(from, to); }
                out.list(request, args).await
        }
        "addProductUsages" => {
            out.write(client, args, |args| {
                let body = plock::types::NewProductUsage::new(args.required::<String>("crm_id")?, args.required::<plock::Id>("product_id")?, args.required::<plock::Decimal>("value")?, args.required::<plock::UnixTime>("ts")?);
                let request = client.product_usages().add(body);
                Ok(request)
            }).await
        }
        "addProductUsage" => {
            out.write(client, args, |args| {
                let body = plock::types::NewProductUsage::new(args.required::<String>("crm_id")?, args.required::<plock::Id>("product_id")?, args.required::<plock::Decimal>("value")?, args.required::<plock::UnixTime>("ts")?);
                let request = client.product_usages().add_legacy(body);
                Ok(request)
            }).await
        }
        other => Err(Failure::unknown_operation(other)),
    }
}
