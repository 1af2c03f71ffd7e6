/// Calls `operation` with the arguments of a case.
#[allow(deprecated, reason = "deprecated operations stay callable")]
pub async fn dispatch(client: &plock::Client, operation: &'static plock::meta::Operation, args: &Args, out: &mut Output) -> Result<(), Failure> {
    match operation.id {
        "listCustomers" => {
                let mut request = client.customers().list();
                if let Some(value) = args.get::<String>("state")?.map(plock::types::CustomersState::from) { request = request.state(value); }
                if let Some(value) = args.get::<plock::Date>("due")? { request = request.due(value); }
                if let Some(value) = args.json::<Vec<String>>("sort")? { request = request.sort(value); }
                if let Some(value) = args.json::<Vec<String>>("include")? { request = request.include(value); }
                if let Some(value) = args.get::<bool>("archived")? { request = request.archived(value); }
                if let Some(value) = args.get::<plock::Decimal>("minimum")? { request = request.minimum(value); }
                if let Some((from, to)) = args.pair::<plock::Timestamp>("created_between")? { request = request.created_between(from, to); }
                if let Some(value) = args.get::<String>("x_trace")? { request = request.x_trace(value); }
                out.list(request, args).await
        }
        "createCustomer" => {
            out.write(client, args, |args| {
                let mut body = plock::types::NewCustomer::new(args.required::<String>("name")?, args.required::<plock::Decimal>("balance")?);
                if let Some(value) = args.get::<String>("state")?.map(plock::types::NewCustomerState::from) { body = body.state(value); }
                if let Some(value) = args.json::<plock::types::AddressInput>("address")? { body = body.address(value); }
                if let Some(value) = args.json::<plock::types::PaymentInput>("payment")? { body = body.payment(value); }
                if let Some(value) = args.get::<plock::Decimal>("credit")? { body = body.credit(value); }
                if let Some(value) = args.json::<std::collections::BTreeMap<String, String>>("labels")? { body = body.labels(value); }
                if let Some(value) = args.get::<i64>("seats")? { body = body.seats(value); }
                if let Some(value) = args.get::<plock::Date>("starts_on")? { body = body.starts_on(value); }
                if let Some(value) = args.json::<plock::Json>("settings")? { body = body.settings(value); }
                if let Some(value) = args.get::<plock::Id>("owner_id")? { body = body.owner_id(value); }
                if let Some(value) = args.json::<Vec<plock::Id>>("tag_ids")? { body = body.tag_ids(value); }
                if let Some(value) = args.json::<Vec<plock::types::LineInput>>("lines")? { body = body.lines(value); }
                if let Some(value) = args.json::<std::collections::BTreeMap<String, plock::types::NewCustomerTraitsValue>>("traits")? { body = body.traits(value); }
                if let Some(value) = args.json::<plock::types::NewCustomerEventValue>("event")? { body = body.event(value); }
                if let Some(value) = args.json::<Vec<Option<plock::Decimal>>>("scores")? { body = body.scores(value); }
                if let Some(value) = args.json::<Vec<Option<plock::Id>>>("group_ids")? { body = body.group_ids(value); }
                if let Some(value) = args.json::<std::collections::BTreeMap<String, Option<bool>>>("flags")? { body = body.flags(value); }
                if let Some(value) = args.json::<Vec<Option<plock::types::LineInput>>>("corrections")? { body = body.corrections(value); }
                if let Some(value) = args.json::<(Option<plock::Date>, Option<plock::Date>)>("window")? { body = body.window(value); }
                if let Some(value) = args.json::<plock::types::AnyContactInput>("contact")? { body = body.contact(value); }
                if let Some(value) = args.get::<String>("idempotency_key")? { body = body.idempotency_key(value); }
                if let Some(value) = args.get::<String>("x_trace")? { body = body.x_trace(value); }
                let request = client.customers().create(body);
                Ok(request)
            }).await
        }
        "getCustomer" => {
                let request = client.customers().get(args.required::<plock::Id>("customer_id")?);
                out.one(request, args).await
        }
        "replaceCustomer" => {
            out.write(client, args, |args| {
                let body = plock::types::CustomerReplacement::new(args.required::<String>("name")?);
                let request = client.customers().replace(args.required::<plock::Id>("customer_id")?, body);
                Ok(request)
            }).await
        }
        "updateCustomer" => {
            out.write(client, args, |args| {
                let mut body = plock::types::CustomerUpdate::new();
                if let Some(value) = args.get::<String>("name")? { body = body.name(value); }
                if let Some(value) = args.get::<plock::Date>("due")? { body = body.due(value); }
                let mut request = client.customers().update(args.required::<plock::Id>("customer_id")?, body);
                if let Some(value) = args.get::<String>("x_request_key")? { request = request.x_request_key(value); }
                Ok(request)
            }).await
        }
        "deleteCustomer" => {
                let request = client.customers().delete(args.required::<plock::Id>("customer_id")?);
                out.done(request, args).await
        }
        "listNotes" => {
                let request = client.notes().list(args.required::<plock::Id>("customer_id")?);
                out.list(request, args).await
        }
        "getNote" => {
                let request = client.notes().get(args.required::<plock::Id>("customer_id")?, args.required::<String>("note_name")?);
                out.one(request, args).await
        }
        "deleteNote" => {
                let request = client.notes().delete(args.required::<plock::Id>("customer_id")?, args.required::<String>("note_name")?, args.required::<String>("if_match")?);
                out.done(request, args).await
        }
        "getStatus" => {
                let request = client.status().get();
                out.one(request, args).await
        }
        "listRates" => {
                let request = client.rates().list();
                out.list(request, args).await
        }
        "getSettings" => {
                let request = client.settings().get();
                out.one(request, args).await
        }
        "listEvents" => {
                let mut request = client.events().list();
                if let Some(value) = args.get::<String>("after")? { request = request.after(value); }
                if let Some(value) = args.get::<i64>("limit")? { request = request.limit(value); }
                out.list(request, args).await
        }
        other => Err(Failure::unknown_operation(other)),
    }
}
