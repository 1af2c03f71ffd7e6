/// Objects of requests and responses, one type for each schema.
pub mod types {
    use crate::generated::prelude::*;
    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum WidgetSize {
        /// `s`
        S,
        /// `m`
        M,
        /// A value that the API document does not list.
        Other(String),
    }

    impl WidgetSize {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::S => "s",
                Self::M => "m",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for WidgetSize {
        fn from(value: String) -> Self {
            match value.as_str() {
                "s" => Self::S,
                "m" => Self::M,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(WidgetSize);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Maker {
        pub name: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Maker {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
    }

    impl call::Object for Maker {
        const NAME: &'static str = "Maker";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"name") => {
                    self.name = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Maker {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Maker {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "name", &self.name)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Maker {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Maker {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Widget {
        pub id: String,
        pub label: Option<String>,
        pub price: Option<Decimal>,
        pub size: Option<WidgetSize>,
        pub maker: Option<Maker>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Widget {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn label(mut self, label: impl Into<String>) -> Self {
            self.label = Some(label.into());
            self
        }
        #[must_use]
        pub fn price(mut self, price: impl Into<Decimal>) -> Self {
            self.price = Some(price.into());
            self
        }
        #[must_use]
        pub fn size(mut self, size: impl Into<WidgetSize>) -> Self {
            self.size = Some(size.into());
            self
        }
        #[must_use]
        pub fn maker(mut self, maker: impl Into<Maker>) -> Self {
            self.maker = Some(maker.into());
            self
        }
    }

    impl call::Object for Widget {
        const NAME: &'static str = "Widget";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Top, b"label") => {
                    self.label = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"price") => {
                    self.price = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Top, b"size") => {
                    self.size = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Top, b"maker") => {
                    self.maker = raw.optional_object(|raw| raw.object())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Widget {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Widget {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "id", &encode::Numbered(&self.id))?;
            out.member(Place::Top, "label", &self.label)?;
            out.member(Place::Top, "price", &self.price)?;
            out.member(Place::Top, "size", &self.size)?;
            out.member(Place::Top, "maker", &self.maker)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Widget {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Widget {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct WidgetInput {
        pub price: Decimal,
        pub label: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl WidgetInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(price: impl Into<Decimal>) -> Self {
            Self {
                price: price.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn label(mut self, label: impl Into<String>) -> Self {
            self.label = Some(label.into());
            self
        }
        #[doc = "Sends `label` as null, as opposed to omitting it."]
        #[must_use]
        pub fn clear_label(mut self) -> Self {
            self.label = None;
            self.extra.insert("label", Json::default());
            self
        }
    }

    impl check::Checked for WidgetInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.price;
            check::decimal("price", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.label {
                check::text("label", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for WidgetInput {
        const NAME: &'static str = "WidgetInput";
        const REQUIRED: &'static [&'static str] = &["price"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"price") => {
                    *seen |= 1 << 0;
                    self.price = raw.decimal()?;
                }
                (Place::Top, b"label") => {
                    self.label = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for WidgetInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for WidgetInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "price", &self.price)?;
            out.member(Place::Top, "label", &self.label)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for WidgetInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for WidgetInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

}

/// Operations with their arguments. The methods of the resources create them.
pub mod operations {
    use super::types;
    use crate::generated::prelude::*;
    #[doc = "`GET /widgets`"]
    #[derive(Debug, Clone)]
    pub struct ListWidgets {
    }

    impl call::ListOperation for ListWidgets {
        type Item = types::Widget;
    }

    impl call::Operation for ListWidgets {
        type Output = call::Page<types::Widget>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[0]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_list_widgets().await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, false, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`POST /widgets`"]
    #[derive(Debug, Clone)]
    pub struct CreateWidget {
        pub(crate) body: types::WidgetInput,
    }

    impl call::Operation for CreateWidget {
        type Output = types::Widget;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[1]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_create_widget(&body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`GET /widgets/{id}`"]
    #[derive(Debug, Clone)]
    pub struct GetWidget {
        pub(crate) id: Id,
    }

    impl call::Operation for GetWidget {
        type Output = types::Widget;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[2]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("id", &self.id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.id.text();
            let _ = wire.call_get_widget(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

}

/// Resources of the API. Their methods create requests.
pub mod resources {
    use super::{operations, types};
    use crate::generated::prelude::*;
#[doc = "The resource `widgets`."]
#[derive(Debug, Clone)]
pub struct Widgets<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `widgets`."]
    pub fn widgets(&self) -> Widgets<M> {
        Widgets { client: self.clone() }
    }
}

impl<M: call::Mode> Widgets<M> {
    #[doc = "`GET /widgets`"]
    pub fn list(&self) -> call::Request<operations::ListWidgets, M> {
        call::Request::new(&self.client, operations::ListWidgets {  })
    }

    #[doc = "`POST /widgets`"]
    pub fn create(&self, body: types::WidgetInput) -> call::Request<operations::CreateWidget, M> {
        call::Request::new(&self.client, operations::CreateWidget { body })
    }

    #[doc = "Sends many `create` requests, a bounded number at a time, and returns an outcome for each, in order."]
    pub fn create_many<I>(&self, bodies: I) -> call::Many<operations::CreateWidget, M>
    where
        I: IntoIterator<Item = types::WidgetInput>,
        I::IntoIter: Send + 'static,
    {
        let client = self.client.clone();
        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::CreateWidget { body }))))
    }

    #[doc = "`GET /widgets/{id}`"]
    pub fn get(&self, id: impl Into<Id>) -> call::Request<operations::GetWidget, M> {
        call::Request::new(&self.client, operations::GetWidget { id: id.into() })
    }

}

}

#[doc(hidden)]
#[macro_export]
macro_rules! __stored_resources {
    ($apply:ident) => {
        $apply! {
            widgets "widgets" Widget;
        }
    };
}
#[doc(hidden)]
#[macro_export]
macro_rules! __outbox_resources {
    ($apply:ident) => {
        $apply! {
        }
    };
}
