/// Creates the call of the operation with this index in `meta::OPERATIONS`.
pub(super) fn operation(index: usize, args: &Arguments<'_>) -> Result<Call, InvalidArgument> {
    Ok(match index {
        0 => args.call(operations::ListCustomers {
            state: args.optional("state", |value| value.string().map(types::CustomersState::from))?,
            due: args.optional("due", |value| value.date())?,
            sort: args.optional("sort", |value| value.array(|value| value.string()))?,
            include: args.optional("include", |value| value.array(|value| value.string()))?,
            archived: args.optional("archived", |value| value.boolean())?,
            minimum: args.optional("minimum", |value| value.decimal())?,
            created_between: args.optional("created_between", |value| value.pair(|value| value.date_time()))?,
            x_trace: args.optional("x_trace", |value| value.string())?,
        }),
        1 => args.call(operations::CreateCustomer {
            body: object_new_customer(args)?,
        }),
        2 => args.call(operations::GetCustomer {
            customer_id: args.required("customer_id", |value| value.id())?,
        }),
        3 => args.call(operations::ReplaceCustomer {
            customer_id: args.required("customer_id", |value| value.id())?,
            body: object_customer_replacement(args)?,
        }),
        4 => args.call(operations::UpdateCustomer {
            customer_id: args.required("customer_id", |value| value.id())?,
            x_request_key: args.optional("x_request_key", |value| value.string())?,
            body: object_customer_update(args)?,
        }),
        5 => args.call(operations::DeleteCustomer {
            customer_id: args.required("customer_id", |value| value.id())?,
        }),
        6 => args.call(operations::ListNotes {
            customer_id: args.required("customer_id", |value| value.id())?,
        }),
        7 => args.call(operations::GetNote {
            customer_id: args.required("customer_id", |value| value.id())?,
            note_name: args.required("note_name", |value| value.string())?,
        }),
        8 => args.call(operations::DeleteNote {
            customer_id: args.required("customer_id", |value| value.id())?,
            note_name: args.required("note_name", |value| value.string())?,
            if_match: args.required("if_match", |value| value.string())?,
        }),
        9 => args.call(operations::GetStatus {
        }),
        10 => args.call(operations::ListRates {
        }),
        11 => args.call(operations::GetSettings {
        }),
        12 => args.call(operations::ListEvents {
            after: args.optional("after", |value| value.string())?,
            limit: args.optional("limit", |value| value.integer())?,
        }),
        _ => return Err(InvalidArgument::new("operation", "expected an operation of this API")),
    })
}

fn union_payment(value: Value<'_>) -> Result<types::Payment, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_PAYMENT) {
        _ => types::Payment::Other(value.other(&meta::UNION_PAYMENT)?),
    })
}

fn union_customer_external(value: Value<'_>) -> Result<types::CustomerExternal, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_CUSTOMER_EXTERNAL) {
        Some(0) => types::CustomerExternal::String(value.string()?),
        Some(1) => types::CustomerExternal::Integer(value.integer()?),
        _ => types::CustomerExternal::Other(value.other(&meta::UNION_CUSTOMER_EXTERNAL)?),
    })
}

fn union_any_contact(value: Value<'_>) -> Result<types::AnyContact, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_ANY_CONTACT) {
        _ => types::AnyContact::Other(value.other(&meta::UNION_ANY_CONTACT)?),
    })
}

fn object_address_geo_input(args: &Arguments<'_>) -> Result<types::AddressGeoInput, InvalidArgument> {
    let mut body = types::AddressGeoInput::new();
    if let Some(value) = args.optional("lat", |value| value.decimal())? {
        body = body.lat(value);
    }
    if let Some(value) = args.optional("lon", |value| value.decimal())? {
        body = body.lon(value);
    }
    Ok(body)
}

fn object_address_input(args: &Arguments<'_>) -> Result<types::AddressInput, InvalidArgument> {
    let mut body = types::AddressInput::new();
    if let Some(value) = args.optional("street", |value| value.string())? {
        body = body.street(value);
    }
    if let Some(value) = args.optional("city", |value| value.string())? {
        body = body.city(value);
    } else if args.is_null("city") {
        body = body.clear_city();
    }
    if let Some(value) = args.optional("geo", |value| value.object(&meta::OBJECT_ADDRESS_GEO_INPUT, object_address_geo_input))? {
        body = body.geo(value);
    }
    Ok(body)
}

fn object_card_input(args: &Arguments<'_>) -> Result<types::CardInput, InvalidArgument> {
    args.constant("kind", "card")?;
    let mut body = types::CardInput::new(args.required("digits", |value| value.string())?);
    Ok(body)
}

fn object_bank_transfer_input(args: &Arguments<'_>) -> Result<types::BankTransferInput, InvalidArgument> {
    args.constant("kind", "bank")?;
    let mut body = types::BankTransferInput::new();
    if let Some(value) = args.optional("iban", |value| value.string())? {
        body = body.iban(value);
    }
    if let Some(value) = args.optional("fee", |value| value.decimal())? {
        body = body.fee(value);
    }
    Ok(body)
}

fn union_payment_input(value: Value<'_>) -> Result<types::PaymentInput, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_PAYMENT_INPUT) {
        Some(0) => types::PaymentInput::Card(Box::new(value.object(&meta::OBJECT_CARD_INPUT, object_card_input)?)),
        Some(1) => types::PaymentInput::BankTransfer(Box::new(value.object(&meta::OBJECT_BANK_TRANSFER_INPUT, object_bank_transfer_input)?)),
        _ => types::PaymentInput::Other(value.other(&meta::UNION_PAYMENT_INPUT)?),
    })
}

fn object_line_input(args: &Arguments<'_>) -> Result<types::LineInput, InvalidArgument> {
    let mut body = types::LineInput::new(args.required("price", |value| value.decimal())?);
    if let Some(value) = args.optional("text", |value| value.string())? {
        body = body.text(value);
    }
    if let Some(value) = args.optional("tax", |value| value.decimal())? {
        body = body.tax(value);
    } else if args.is_null("tax") {
        body = body.clear_tax();
    }
    if let Some(value) = args.optional("parts", |value| value.array(|value| value.object(&meta::OBJECT_LINE_INPUT, object_line_input)))? {
        body = body.parts(value);
    }
    if let Some(value) = args.optional("parent", |value| value.object(&meta::OBJECT_LINE_INPUT, object_line_input))? {
        body = body.parent(value);
    }
    Ok(body)
}

fn union_new_customer_traits_value(value: Value<'_>) -> Result<types::NewCustomerTraitsValue, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_NEW_CUSTOMER_TRAITS_VALUE) {
        Some(0) => types::NewCustomerTraitsValue::String(value.string()?),
        Some(1) => types::NewCustomerTraitsValue::Number(value.decimal()?),
        _ => types::NewCustomerTraitsValue::Other(value.other(&meta::UNION_NEW_CUSTOMER_TRAITS_VALUE)?),
    })
}

fn object_new_customer_event_value(args: &Arguments<'_>) -> Result<types::NewCustomerEventValue, InvalidArgument> {
    let mut body = types::NewCustomerEventValue::new();
    if let Some(value) = args.optional("code", |value| value.string())? {
        body = body.code(value);
    }
    Ok(body)
}

fn object_person_input(args: &Arguments<'_>) -> Result<types::PersonInput, InvalidArgument> {
    let mut body = types::PersonInput::new(args.required("contact_type", |value| value.string())?, args.required("name", |value| value.string())?);
    if let Some(value) = args.optional("title", |value| value.string())? {
        body = body.title(value);
    }
    Ok(body)
}

fn object_company_input(args: &Arguments<'_>) -> Result<types::CompanyInput, InvalidArgument> {
    let mut body = types::CompanyInput::new(args.required("contact_type", |value| value.string())?, args.required("name", |value| value.string())?);
    if let Some(value) = args.optional("vat_id", |value| value.string())? {
        body = body.vat_id(value);
    }
    Ok(body)
}

fn object_contact_input(args: &Arguments<'_>) -> Result<types::ContactInput, InvalidArgument> {
    let mut body = types::ContactInput::new(args.required("contact_type", |value| value.string())?, args.required("name", |value| value.string())?);
    Ok(body)
}

fn union_any_contact_input(value: Value<'_>) -> Result<types::AnyContactInput, InvalidArgument> {
    Ok(match value.variant(&meta::UNION_ANY_CONTACT_INPUT) {
        Some(0) => types::AnyContactInput::Person(Box::new(value.object(&meta::OBJECT_PERSON_INPUT, object_person_input)?)),
        Some(1) => types::AnyContactInput::Company(Box::new(value.object(&meta::OBJECT_COMPANY_INPUT, object_company_input)?)),
        Some(2) => types::AnyContactInput::Anybody(Box::new(value.object(&meta::OBJECT_CONTACT_INPUT, object_contact_input)?)),
        Some(3) => types::AnyContactInput::Contact(Box::new(value.object(&meta::OBJECT_CONTACT_INPUT, object_contact_input)?)),
        _ => types::AnyContactInput::Other(value.other(&meta::UNION_ANY_CONTACT_INPUT)?),
    })
}

fn object_new_customer(args: &Arguments<'_>) -> Result<types::NewCustomer, InvalidArgument> {
    args.constant("type", "customers")?;
    let mut body = types::NewCustomer::new(args.required("name", |value| value.string())?, args.required("balance", |value| value.decimal())?);
    if let Some(value) = args.optional("state", |value| value.string().map(types::NewCustomerState::from))? {
        body = body.state(value);
    }
    if let Some(value) = args.optional("address", |value| value.object(&meta::OBJECT_ADDRESS_INPUT, object_address_input))? {
        body = body.address(value);
    }
    if let Some(value) = args.optional("payment", |value| union_payment_input(value))? {
        body = body.payment(value);
    }
    if let Some(value) = args.optional("credit", |value| value.decimal())? {
        body = body.credit(value);
    }
    if let Some(value) = args.optional("labels", |value| value.map(|value| value.string()))? {
        body = body.labels(value);
    }
    if let Some(value) = args.optional("seats", |value| value.integer())? {
        body = body.seats(value);
    }
    if let Some(value) = args.optional("starts_on", |value| value.date())? {
        body = body.starts_on(value);
    }
    if let Some(value) = args.optional("settings", |value| value.json())? {
        body = body.settings(value);
    }
    if let Some(value) = args.optional("owner_id", |value| value.id())? {
        body = body.owner_id(value);
    }
    if let Some(value) = args.optional("tag_ids", |value| value.array(|value| value.id()))? {
        body = body.tag_ids(value);
    }
    if let Some(value) = args.optional("lines", |value| value.array(|value| value.object(&meta::OBJECT_LINE_INPUT, object_line_input)))? {
        body = body.lines(value);
    }
    if let Some(value) = args.optional("traits", |value| value.map(|value| union_new_customer_traits_value(value)))? {
        body = body.traits(value);
    }
    if let Some(value) = args.optional("event", |value| value.object(&meta::OBJECT_NEW_CUSTOMER_EVENT_VALUE, object_new_customer_event_value))? {
        body = body.event(value);
    }
    if let Some(value) = args.optional("scores", |value| value.array(|value| value.nullable(|value| value.decimal())))? {
        body = body.scores(value);
    }
    if let Some(value) = args.optional("group_ids", |value| value.array(|value| value.nullable(|value| value.id())))? {
        body = body.group_ids(value);
    }
    if let Some(value) = args.optional("flags", |value| value.map(|value| value.nullable(|value| value.boolean())))? {
        body = body.flags(value);
    }
    if let Some(value) = args.optional("corrections", |value| value.array(|value| value.nullable(|value| value.object(&meta::OBJECT_LINE_INPUT, object_line_input))))? {
        body = body.corrections(value);
    }
    if let Some(value) = args.optional("window", |value| value.pair(|value| value.nullable(|value| value.date())))? {
        body = body.window(value);
    }
    if let Some(value) = args.optional("contact", |value| union_any_contact_input(value))? {
        body = body.contact(value);
    }
    if let Some(value) = args.optional("idempotency_key", |value| value.string())? {
        body = body.idempotency_key(value);
    }
    if let Some(value) = args.optional("x_trace", |value| value.string())? {
        body = body.x_trace(value);
    }
    Ok(body)
}

fn object_customer_update(args: &Arguments<'_>) -> Result<types::CustomerUpdate, InvalidArgument> {
    args.constant("type", "customers")?;
    let mut body = types::CustomerUpdate::new();
    if let Some(value) = args.optional("name", |value| value.string())? {
        body = body.name(value);
    }
    if let Some(value) = args.optional("due", |value| value.date())? {
        body = body.due(value);
    } else if args.is_null("due") {
        body = body.clear_due();
    }
    Ok(body)
}

fn object_customer_replacement(args: &Arguments<'_>) -> Result<types::CustomerReplacement, InvalidArgument> {
    args.constant("type", "customers")?;
    let mut body = types::CustomerReplacement::new(args.required("name", |value| value.string())?);
    Ok(body)
}
