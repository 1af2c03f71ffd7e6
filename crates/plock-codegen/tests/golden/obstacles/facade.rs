/// Objects of requests and responses, one type for each schema.
pub mod types {
    use crate::generated::prelude::*;
    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ResultState {
        /// `paid`
        Paid,
        /// `PAID`
        PaidUpper,
        /// `open`
        Open,
        /// `Other`
        Other_,
        /// `self`
        Self_,
        /// A value that the API document does not list.
        Other(String),
    }

    impl ResultState {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Paid => "paid",
                Self::PaidUpper => "PAID",
                Self::Open => "open",
                Self::Other_ => "Other",
                Self::Self_ => "self",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for ResultState {
        fn from(value: String) -> Self {
            match value.as_str() {
                "paid" => Self::Paid,
                "PAID" => Self::PaidUpper,
                "open" => Self::Open,
                "Other" => Self::Other_,
                "self" => Self::Self_,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(ResultState);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Option_ {
        #[doc = "Wire name: `String`."]
        pub string: Option<String>,
        #[doc = "Wire name: `Vec`."]
        pub vec: Option<Vec<String>>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Option_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `String`."]
        #[must_use]
        pub fn string(mut self, string: impl Into<String>) -> Self {
            self.string = Some(string.into());
            self
        }
        #[doc = "Wire name: `Vec`."]
        #[must_use]
        pub fn vec(mut self, vec: impl Into<Vec<String>>) -> Self {
            self.vec = Some(vec.into());
            self
        }
    }

    impl call::Object for Option_ {
        const NAME: &'static str = "Option";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"String") => {
                    self.string = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Vec") => {
                    self.vec = raw.optional(|raw| raw.array(|raw| raw.string()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Option_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Option_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "String", &self.string)?;
            out.member(Place::Top, "Vec", &self.vec)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Option_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Option_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Type_ {
        pub class: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Type_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn class(mut self, class: impl Into<String>) -> Self {
            self.class = Some(class.into());
            self
        }
    }

    impl call::Object for Type_ {
        const NAME: &'static str = "Type";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"class") => {
                    self.class = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Type_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Type_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "class", &self.class)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Type_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Type_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct SelfLink {
        #[doc = "Wire name: `self`."]
        pub self_: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl SelfLink {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn self_(mut self, self_: impl Into<String>) -> Self {
            self.self_ = Some(self_.into());
            self
        }
    }

    impl call::Object for SelfLink {
        const NAME: &'static str = "SelfLink";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"self") => {
                    self.self_ = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for SelfLink {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for SelfLink {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "self", &self.self_)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for SelfLink {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for SelfLink {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[doc = "It says \"quoted\" and \\ and */ and {braces}."]
    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Result_ {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        #[doc = "Wire name: `self`."]
        pub self_: Option<String>,
        #[doc = "Wire name: `match`."]
        pub match_: Option<String>,
        #[doc = "Wire name: `async`."]
        pub async_: Option<String>,
        pub class: Option<String>,
        pub from: Option<String>,
        pub import: Option<String>,
        pub fun: Option<String>,
        pub func: Option<String>,
        #[doc = "Wire name: `let`."]
        pub let_: Option<String>,
        pub object: Option<String>,
        pub init: Option<String>,
        pub default: Option<String>,
        #[doc = "Wire name: `extra`."]
        pub extra_: Option<String>,
        pub page_size: Option<String>,
        pub then: Option<String>,
        pub list: Option<String>,
        #[doc = "Wire name: `in`."]
        pub in_: Option<String>,
        pub is: Option<String>,
        #[doc = "Wire name: `fooBar`."]
        pub foo_bar: Option<i64>,
        #[doc = "Wire name: `foo_bar`."]
        pub foo_bar_text: Option<String>,
        #[doc = "Wire name: `42`."]
        pub n_42: Option<Decimal>,
        #[doc = "Wire name: `with space`."]
        pub with_space: Option<bool>,
        #[doc = "Wire name: `with-dash`."]
        pub with_dash: Option<bool>,
        #[doc = "Wire name: `$dollar`."]
        pub dollar: Option<String>,
        #[doc = "Wire name: `HTTPServerURL`."]
        pub http_server_url: Option<String>,
        pub state: Option<ResultState>,
        pub option: Option<Option_>,
        pub kind: Option<Type_>,
        pub relationships: Option<Json>,
        pub links: Option<SelfLink>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Result_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn self_(mut self, self_: impl Into<String>) -> Self {
            self.self_ = Some(self_.into());
            self
        }
        #[doc = "Wire name: `match`."]
        #[must_use]
        pub fn match_(mut self, match_: impl Into<String>) -> Self {
            self.match_ = Some(match_.into());
            self
        }
        #[doc = "Wire name: `async`."]
        #[must_use]
        pub fn async_(mut self, async_: impl Into<String>) -> Self {
            self.async_ = Some(async_.into());
            self
        }
        #[must_use]
        pub fn class(mut self, class: impl Into<String>) -> Self {
            self.class = Some(class.into());
            self
        }
        #[must_use]
        pub fn from(mut self, from: impl Into<String>) -> Self {
            self.from = Some(from.into());
            self
        }
        #[must_use]
        pub fn import(mut self, import: impl Into<String>) -> Self {
            self.import = Some(import.into());
            self
        }
        #[must_use]
        pub fn fun(mut self, fun: impl Into<String>) -> Self {
            self.fun = Some(fun.into());
            self
        }
        #[must_use]
        pub fn func(mut self, func: impl Into<String>) -> Self {
            self.func = Some(func.into());
            self
        }
        #[doc = "Wire name: `let`."]
        #[must_use]
        pub fn let_(mut self, let_: impl Into<String>) -> Self {
            self.let_ = Some(let_.into());
            self
        }
        #[must_use]
        pub fn object(mut self, object: impl Into<String>) -> Self {
            self.object = Some(object.into());
            self
        }
        #[must_use]
        pub fn init(mut self, init: impl Into<String>) -> Self {
            self.init = Some(init.into());
            self
        }
        #[must_use]
        pub fn default(mut self, default: impl Into<String>) -> Self {
            self.default = Some(default.into());
            self
        }
        #[doc = "Wire name: `extra`."]
        #[must_use]
        pub fn extra_(mut self, extra_: impl Into<String>) -> Self {
            self.extra_ = Some(extra_.into());
            self
        }
        #[must_use]
        pub fn page_size(mut self, page_size: impl Into<String>) -> Self {
            self.page_size = Some(page_size.into());
            self
        }
        #[must_use]
        pub fn then(mut self, then: impl Into<String>) -> Self {
            self.then = Some(then.into());
            self
        }
        #[must_use]
        pub fn list(mut self, list: impl Into<String>) -> Self {
            self.list = Some(list.into());
            self
        }
        #[doc = "Wire name: `in`."]
        #[must_use]
        pub fn in_(mut self, in_: impl Into<String>) -> Self {
            self.in_ = Some(in_.into());
            self
        }
        #[must_use]
        pub fn is(mut self, is: impl Into<String>) -> Self {
            self.is = Some(is.into());
            self
        }
        #[doc = "Wire name: `fooBar`."]
        #[must_use]
        pub fn foo_bar(mut self, foo_bar: impl Into<i64>) -> Self {
            self.foo_bar = Some(foo_bar.into());
            self
        }
        #[doc = "Wire name: `foo_bar`."]
        #[must_use]
        pub fn foo_bar_text(mut self, foo_bar_text: impl Into<String>) -> Self {
            self.foo_bar_text = Some(foo_bar_text.into());
            self
        }
        #[doc = "Wire name: `42`."]
        #[must_use]
        pub fn n_42(mut self, n_42: impl Into<Decimal>) -> Self {
            self.n_42 = Some(n_42.into());
            self
        }
        #[doc = "Wire name: `with space`."]
        #[must_use]
        pub fn with_space(mut self, with_space: impl Into<bool>) -> Self {
            self.with_space = Some(with_space.into());
            self
        }
        #[doc = "Wire name: `with-dash`."]
        #[must_use]
        pub fn with_dash(mut self, with_dash: impl Into<bool>) -> Self {
            self.with_dash = Some(with_dash.into());
            self
        }
        #[doc = "Wire name: `$dollar`."]
        #[must_use]
        pub fn dollar(mut self, dollar: impl Into<String>) -> Self {
            self.dollar = Some(dollar.into());
            self
        }
        #[doc = "Wire name: `HTTPServerURL`."]
        #[must_use]
        pub fn http_server_url(mut self, http_server_url: impl Into<String>) -> Self {
            self.http_server_url = Some(http_server_url.into());
            self
        }
        #[must_use]
        pub fn state(mut self, state: impl Into<ResultState>) -> Self {
            self.state = Some(state.into());
            self
        }
        #[must_use]
        pub fn option(mut self, option: impl Into<Option_>) -> Self {
            self.option = Some(option.into());
            self
        }
        #[must_use]
        pub fn kind(mut self, kind: impl Into<Type_>) -> Self {
            self.kind = Some(kind.into());
            self
        }
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<SelfLink>) -> Self {
            self.links = Some(links.into());
            self
        }
    }

    impl call::Object for Result_ {
        const NAME: &'static str = "Result";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"self") => {
                    self.self_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"match") => {
                    self.match_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"async") => {
                    self.async_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"class") => {
                    self.class = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"from") => {
                    self.from = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"import") => {
                    self.import = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"fun") => {
                    self.fun = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"func") => {
                    self.func = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"let") => {
                    self.let_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"object") => {
                    self.object = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"init") => {
                    self.init = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"default") => {
                    self.default = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"extra") => {
                    self.extra_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"page_size") => {
                    self.page_size = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"then") => {
                    self.then = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"list") => {
                    self.list = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"in") => {
                    self.in_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"is") => {
                    self.is = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"fooBar") => {
                    self.foo_bar = raw.optional(|raw| raw.integer())?;
                }
                (Place::Attributes, b"foo_bar") => {
                    self.foo_bar_text = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"42") => {
                    self.n_42 = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"with space") => {
                    self.with_space = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"with-dash") => {
                    self.with_dash = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"$dollar") => {
                    self.dollar = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"HTTPServerURL") => {
                    self.http_server_url = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"state") => {
                    self.state = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Attributes, b"option") => {
                    self.option = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Attributes, b"kind") => {
                    self.kind = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Result_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Result_ {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "self", &self.self_)?;
            out.member(Place::Attributes, "match", &self.match_)?;
            out.member(Place::Attributes, "async", &self.async_)?;
            out.member(Place::Attributes, "class", &self.class)?;
            out.member(Place::Attributes, "from", &self.from)?;
            out.member(Place::Attributes, "import", &self.import)?;
            out.member(Place::Attributes, "fun", &self.fun)?;
            out.member(Place::Attributes, "func", &self.func)?;
            out.member(Place::Attributes, "let", &self.let_)?;
            out.member(Place::Attributes, "object", &self.object)?;
            out.member(Place::Attributes, "init", &self.init)?;
            out.member(Place::Attributes, "default", &self.default)?;
            out.member(Place::Attributes, "extra", &self.extra_)?;
            out.member(Place::Attributes, "page_size", &self.page_size)?;
            out.member(Place::Attributes, "then", &self.then)?;
            out.member(Place::Attributes, "list", &self.list)?;
            out.member(Place::Attributes, "in", &self.in_)?;
            out.member(Place::Attributes, "is", &self.is)?;
            out.member(Place::Attributes, "fooBar", &self.foo_bar)?;
            out.member(Place::Attributes, "foo_bar", &self.foo_bar_text)?;
            out.member(Place::Attributes, "42", &self.n_42)?;
            out.member(Place::Attributes, "with space", &self.with_space)?;
            out.member(Place::Attributes, "with-dash", &self.with_dash)?;
            out.member(Place::Attributes, "$dollar", &self.dollar)?;
            out.member(Place::Attributes, "HTTPServerURL", &self.http_server_url)?;
            out.member(Place::Attributes, "state", &self.state)?;
            out.member(Place::Attributes, "option", &self.option)?;
            out.member(Place::Attributes, "kind", &self.kind)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            out.member(Place::Top, "links", &self.links)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Result_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Result_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct IntoData {
        pub a: Option<i64>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl IntoData {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<i64>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for IntoData {
        const NAME: &'static str = "IntoData";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.integer())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for IntoData {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for IntoData {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for IntoData {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for IntoData {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Record {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Record {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Record {
        const NAME: &'static str = "Record";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Record {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Record {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Record {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Record {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Promise {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Promise {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Promise {
        const NAME: &'static str = "Promise";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Promise {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Promise {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Promise {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Promise {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Pair {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Pair {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Pair {
        const NAME: &'static str = "Pair";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Pair {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Pair {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Pair {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Pair {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Bool {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Bool {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Bool {
        const NAME: &'static str = "Bool";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Bool {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Bool {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Bool {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Bool {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Double {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Double {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Double {
        const NAME: &'static str = "Double";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Double {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Double {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Double {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Double {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Duration {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Duration {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Duration {
        const NAME: &'static str = "Duration";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Duration {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Duration {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Duration {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Duration {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Sequence {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Sequence {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Sequence {
        const NAME: &'static str = "Sequence";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Sequence {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Sequence {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Sequence {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Sequence {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Throwable {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Throwable {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Throwable {
        const NAME: &'static str = "Throwable";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Throwable {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Throwable {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Throwable {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Throwable {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Function {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Function {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Function {
        const NAME: &'static str = "Function";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Function {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Function {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Function {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Function {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Symbol {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Symbol {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Symbol {
        const NAME: &'static str = "Symbol";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Symbol {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Symbol {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Symbol {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Symbol {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Character {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Character {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Character {
        const NAME: &'static str = "Character";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Character {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Character {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Character {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Character {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Callable {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Callable {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Callable {
        const NAME: &'static str = "Callable";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Callable {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Callable {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Callable {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Callable {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Iterable {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Iterable {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Iterable {
        const NAME: &'static str = "Iterable";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Iterable {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Iterable {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Iterable {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Iterable {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Iterator_ {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Iterator_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Iterator_ {
        const NAME: &'static str = "Iterator";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Iterator_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Iterator_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Iterator_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Iterator_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Clone_ {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Clone_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for Clone_ {
        const NAME: &'static str = "Clone";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Clone_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Clone_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Clone_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Clone_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct From_ {
        pub a: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl From_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn a(mut self, a: impl Into<String>) -> Self {
            self.a = Some(a.into());
            self
        }
    }

    impl call::Object for From_ {
        const NAME: &'static str = "From";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"a") => {
                    self.a = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for From_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for From_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "a", &self.a)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for From_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for From_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct IntoRouteVpc {
        pub kind: String,
        pub size: Option<i64>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl IntoRouteVpc {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                kind: "vpc".into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn size(mut self, size: impl Into<i64>) -> Self {
            self.size = Some(size.into());
            self
        }
    }

    impl call::Object for IntoRouteVpc {
        const NAME: &'static str = "IntoRouteVpc";
        const REQUIRED: &'static [&'static str] = &["kind"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"size") => {
                    self.size = raw.optional(|raw| raw.integer())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for IntoRouteVpc {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for IntoRouteVpc {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "size", &self.size)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for IntoRouteVpc {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for IntoRouteVpc {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct IntoRouteSubnet {
        pub kind: String,
        pub size: Option<i64>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl IntoRouteSubnet {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                kind: "subnet".into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn size(mut self, size: impl Into<i64>) -> Self {
            self.size = Some(size.into());
            self
        }
    }

    impl call::Object for IntoRouteSubnet {
        const NAME: &'static str = "IntoRouteSubnet";
        const REQUIRED: &'static [&'static str] = &["kind"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"size") => {
                    self.size = raw.optional(|raw| raw.integer())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for IntoRouteSubnet {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for IntoRouteSubnet {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "size", &self.size)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for IntoRouteSubnet {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for IntoRouteSubnet {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum IntoRoute {
        /// `vpc`
        Vpc(Box<IntoRouteVpc>),
        /// `subnet`
        Subnet(Box<IntoRouteSubnet>),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for IntoRoute {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl IntoRoute {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = raw.member("kind");
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::Object, Some("vpc")) => Self::Vpc(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("subnet")) => Self::Subnet(raw.object().map(Box::new)?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for IntoRoute {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::Vpc(value) => value.encode(to, form),
                Self::Subnet(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<IntoRouteVpc> for IntoRoute {
        fn from(value: IntoRouteVpc) -> Self {
            Self::Vpc(Box::new(value))
        }
    }

    impl From<IntoRouteSubnet> for IntoRoute {
        fn from(value: IntoRouteSubnet) -> Self {
            Self::Subnet(Box::new(value))
        }
    }

    impl Serialize for IntoRoute {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for IntoRoute {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum IntoSort {
        /// `name`
        Name,
        /// `-name`
        NameDesc,
        /// A value that the API document does not list.
        Other(String),
    }

    impl IntoSort {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Name => "name",
                Self::NameDesc => "-name",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for IntoSort {
        fn from(value: String) -> Self {
            match value.as_str() {
                "name" => Self::Name,
                "-name" => Self::NameDesc,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(IntoSort);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Into_ {
        pub id: Option<String>,
        pub data: Option<IntoData>,
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        #[doc = "Wire name: `record_`."]
        pub record: Option<Record>,
        #[doc = "Wire name: `promise_`."]
        pub promise: Option<Promise>,
        #[doc = "Wire name: `pair_`."]
        pub pair: Option<Pair>,
        #[doc = "Wire name: `bool_`."]
        pub bool: Option<Bool>,
        #[doc = "Wire name: `double_`."]
        pub double: Option<Double>,
        #[doc = "Wire name: `duration_`."]
        pub duration: Option<Duration>,
        #[doc = "Wire name: `sequence_`."]
        pub sequence: Option<Sequence>,
        #[doc = "Wire name: `throwable_`."]
        pub throwable: Option<Throwable>,
        #[doc = "Wire name: `function_`."]
        pub function: Option<Function>,
        #[doc = "Wire name: `symbol_`."]
        pub symbol: Option<Symbol>,
        #[doc = "Wire name: `character_`."]
        pub character: Option<Character>,
        #[doc = "Wire name: `callable_`."]
        pub callable: Option<Callable>,
        #[doc = "Wire name: `iterable_`."]
        pub iterable: Option<Iterable>,
        #[doc = "Wire name: `iterator_`."]
        pub iterator: Option<Iterator_>,
        #[doc = "Wire name: `clone_`."]
        pub clone: Option<Clone_>,
        #[doc = "Wire name: `from_`."]
        pub from: Option<From_>,
        pub route: Option<IntoRoute>,
        pub sort: Option<IntoSort>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Into_ {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn id(mut self, id: impl Into<String>) -> Self {
            self.id = Some(id.into());
            self
        }
        #[must_use]
        pub fn data(mut self, data: impl Into<IntoData>) -> Self {
            self.data = Some(data.into());
            self
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[doc = "Wire name: `record_`."]
        #[must_use]
        pub fn record(mut self, record: impl Into<Record>) -> Self {
            self.record = Some(record.into());
            self
        }
        #[doc = "Wire name: `promise_`."]
        #[must_use]
        pub fn promise(mut self, promise: impl Into<Promise>) -> Self {
            self.promise = Some(promise.into());
            self
        }
        #[doc = "Wire name: `pair_`."]
        #[must_use]
        pub fn pair(mut self, pair: impl Into<Pair>) -> Self {
            self.pair = Some(pair.into());
            self
        }
        #[doc = "Wire name: `bool_`."]
        #[must_use]
        pub fn bool(mut self, bool: impl Into<Bool>) -> Self {
            self.bool = Some(bool.into());
            self
        }
        #[doc = "Wire name: `double_`."]
        #[must_use]
        pub fn double(mut self, double: impl Into<Double>) -> Self {
            self.double = Some(double.into());
            self
        }
        #[doc = "Wire name: `duration_`."]
        #[must_use]
        pub fn duration(mut self, duration: impl Into<Duration>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        #[doc = "Wire name: `sequence_`."]
        #[must_use]
        pub fn sequence(mut self, sequence: impl Into<Sequence>) -> Self {
            self.sequence = Some(sequence.into());
            self
        }
        #[doc = "Wire name: `throwable_`."]
        #[must_use]
        pub fn throwable(mut self, throwable: impl Into<Throwable>) -> Self {
            self.throwable = Some(throwable.into());
            self
        }
        #[doc = "Wire name: `function_`."]
        #[must_use]
        pub fn function(mut self, function: impl Into<Function>) -> Self {
            self.function = Some(function.into());
            self
        }
        #[doc = "Wire name: `symbol_`."]
        #[must_use]
        pub fn symbol(mut self, symbol: impl Into<Symbol>) -> Self {
            self.symbol = Some(symbol.into());
            self
        }
        #[doc = "Wire name: `character_`."]
        #[must_use]
        pub fn character(mut self, character: impl Into<Character>) -> Self {
            self.character = Some(character.into());
            self
        }
        #[doc = "Wire name: `callable_`."]
        #[must_use]
        pub fn callable(mut self, callable: impl Into<Callable>) -> Self {
            self.callable = Some(callable.into());
            self
        }
        #[doc = "Wire name: `iterable_`."]
        #[must_use]
        pub fn iterable(mut self, iterable: impl Into<Iterable>) -> Self {
            self.iterable = Some(iterable.into());
            self
        }
        #[doc = "Wire name: `iterator_`."]
        #[must_use]
        pub fn iterator(mut self, iterator: impl Into<Iterator_>) -> Self {
            self.iterator = Some(iterator.into());
            self
        }
        #[doc = "Wire name: `clone_`."]
        #[must_use]
        pub fn clone(mut self, clone: impl Into<Clone_>) -> Self {
            self.clone = Some(clone.into());
            self
        }
        #[doc = "Wire name: `from_`."]
        #[must_use]
        pub fn from(mut self, from: impl Into<From_>) -> Self {
            self.from = Some(from.into());
            self
        }
        #[must_use]
        pub fn route(mut self, route: impl Into<IntoRoute>) -> Self {
            self.route = Some(route.into());
            self
        }
        #[must_use]
        pub fn sort(mut self, sort: impl Into<IntoSort>) -> Self {
            self.sort = Some(sort.into());
            self
        }
    }

    impl call::Object for Into_ {
        const NAME: &'static str = "Into";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"id") => {
                    self.id = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"data") => {
                    self.data = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Top, b"record_") => {
                    self.record = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"promise_") => {
                    self.promise = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"pair_") => {
                    self.pair = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"bool_") => {
                    self.bool = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"double_") => {
                    self.double = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"duration_") => {
                    self.duration = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"sequence_") => {
                    self.sequence = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"throwable_") => {
                    self.throwable = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"function_") => {
                    self.function = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"symbol_") => {
                    self.symbol = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"character_") => {
                    self.character = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"callable_") => {
                    self.callable = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"iterable_") => {
                    self.iterable = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"iterator_") => {
                    self.iterator = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"clone_") => {
                    self.clone = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"from_") => {
                    self.from = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"route") => {
                    self.route = raw.optional(|raw| IntoRoute::read(raw))?;
                }
                (Place::Top, b"sort") => {
                    self.sort = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Into_ {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Into_ {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Top, "data", &self.data)?;
            out.member(Place::Top, "createdAt", &self.created_at)?;
            out.member(Place::Top, "record_", &self.record)?;
            out.member(Place::Top, "promise_", &self.promise)?;
            out.member(Place::Top, "pair_", &self.pair)?;
            out.member(Place::Top, "bool_", &self.bool)?;
            out.member(Place::Top, "double_", &self.double)?;
            out.member(Place::Top, "duration_", &self.duration)?;
            out.member(Place::Top, "sequence_", &self.sequence)?;
            out.member(Place::Top, "throwable_", &self.throwable)?;
            out.member(Place::Top, "function_", &self.function)?;
            out.member(Place::Top, "symbol_", &self.symbol)?;
            out.member(Place::Top, "character_", &self.character)?;
            out.member(Place::Top, "callable_", &self.callable)?;
            out.member(Place::Top, "iterable_", &self.iterable)?;
            out.member(Place::Top, "iterator_", &self.iterator)?;
            out.member(Place::Top, "clone_", &self.clone)?;
            out.member(Place::Top, "from_", &self.from)?;
            out.member(Place::Top, "route", &self.route)?;
            out.member(Place::Top, "sort", &self.sort)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Into_ {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Into_ {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Event {
        pub id: String,
        pub value: Decimal,
        pub at: Timestamp,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Event {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<String>, value: impl Into<Decimal>, at: impl Into<Timestamp>) -> Self {
            Self {
                id: id.into(),
                value: value.into(),
                at: at.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl call::Object for Event {
        const NAME: &'static str = "Event";
        const REQUIRED: &'static [&'static str] = &["id", "value", "at"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.string()?;
                }
                (Place::Top, b"value") => {
                    *seen |= 1 << 1;
                    self.value = raw.decimal()?;
                }
                (Place::Top, b"at") => {
                    *seen |= 1 << 2;
                    self.at = raw.date_time()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Event {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Event {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Top, "value", &self.value)?;
            out.member(Place::Top, "at", &self.at)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Event {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Event {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewResult {
        pub class: String,
        #[doc = "Wire name: `fn`."]
        pub fn_: i64,
        #[doc = "Wire name: `new`."]
        pub new_: Option<String>,
        #[doc = "Wire name: `self`."]
        pub own_self: Option<String>,
        #[doc = "Wire name: `options`."]
        pub options_: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(class: impl Into<String>, fn_: impl Into<i64>) -> Self {
            Self {
                class: class.into(),
                fn_: fn_.into(),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `new`."]
        #[must_use]
        pub fn new_(mut self, new_: impl Into<String>) -> Self {
            self.new_ = Some(new_.into());
            self
        }
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn own_self(mut self, own_self: impl Into<String>) -> Self {
            self.own_self = Some(own_self.into());
            self
        }
        #[doc = "Wire name: `options`."]
        #[must_use]
        pub fn options_(mut self, options_: impl Into<String>) -> Self {
            self.options_ = Some(options_.into());
            self
        }
    }

    impl check::Checked for NewResult {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.class;
            check::text("class", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.fn_;
            check::range("fn", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.new_ {
                check::text("new", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.own_self {
                check::text("own_self", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.options_ {
                check::text("options", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for NewResult {
        const NAME: &'static str = "NewResult";
        const REQUIRED: &'static [&'static str] = &["class", "fn"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"class") => {
                    *seen |= 1 << 0;
                    self.class = raw.string()?;
                }
                (Place::Top, b"fn") => {
                    *seen |= 1 << 1;
                    self.fn_ = raw.integer()?;
                }
                (Place::Top, b"new") => {
                    self.new_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"self") => {
                    self.own_self = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"options") => {
                    self.options_ = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "class", &self.class)?;
            out.member(Place::Top, "fn", &self.fn_)?;
            out.member(Place::Top, "new", &self.new_)?;
            out.member(Place::Top, "self", &self.own_self)?;
            out.member(Place::Top, "options", &self.options_)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum IntoReplacementImmediate {
        /// `yes`
        Yes,
        /// A value that the API document does not list.
        Other(String),
    }

    impl IntoReplacementImmediate {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Yes => "yes",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for IntoReplacementImmediate {
        fn from(value: String) -> Self {
            match value.as_str() {
                "yes" => Self::Yes,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(IntoReplacementImmediate);

    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum IntoReplacementAlways {
        /// `yes`
        Yes,
        /// A value that the API document does not list.
        Other(String),
    }

    impl IntoReplacementAlways {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Yes => "yes",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for IntoReplacementAlways {
        fn from(value: String) -> Self {
            match value.as_str() {
                "yes" => Self::Yes,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(IntoReplacementAlways);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct IntoReplacement {
        pub id: String,
        pub immediate: Option<IntoReplacementImmediate>,
        pub always: Option<IntoReplacementAlways>,
        pub default: Option<String>,
        #[doc = "Wire name: `check`."]
        pub check_: Option<String>,
        pub send: Option<String>,
        pub first: Option<String>,
        pub body: Option<String>,
        #[doc = "Wire name: `Into`."]
        pub into: Option<String>,
        #[doc = "Wire name: `Record`."]
        pub record: Option<String>,
        #[doc = "Wire name: `Promise`."]
        pub promise: Option<String>,
        #[doc = "Wire name: `Pair`."]
        pub pair: Option<String>,
        #[doc = "Wire name: `Bool`."]
        pub bool: Option<String>,
        pub cls: Option<String>,
        pub client: Option<String>,
        pub operation: Option<String>,
        pub result: Option<String>,
        pub value: Option<String>,
        pub error: Option<String>,
        pub data: Option<String>,
        pub request: Option<String>,
        #[doc = "Wire name: `self`."]
        pub self_: Option<String>,
        pub other: Option<String>,
        pub index: Option<String>,
        pub count: Option<String>,
        pub hash: Option<String>,
        pub print: Option<String>,
        pub str: Option<String>,
        pub int: Option<String>,
        pub float: Option<String>,
        pub dict: Option<String>,
        pub object: Option<String>,
        #[doc = "Wire name: `Double`."]
        pub double: Option<String>,
        #[doc = "Wire name: `Character`."]
        pub character: Option<String>,
        #[doc = "Wire name: `Duration`."]
        pub duration: Option<String>,
        #[doc = "Wire name: `Sequence`."]
        pub sequence: Option<String>,
        #[doc = "Wire name: `Iterator`."]
        pub iterator: Option<String>,
        #[doc = "Wire name: `Throwable`."]
        pub throwable: Option<String>,
        #[doc = "Wire name: `Unit`."]
        pub unit: Option<String>,
        #[doc = "Wire name: `Symbol`."]
        pub symbol: Option<String>,
        #[doc = "Wire name: `Function`."]
        pub function: Option<String>,
        pub undefined: Option<String>,
        pub arguments: Option<String>,
        pub eval: Option<String>,
        #[doc = "Wire name: `Vec`."]
        pub vec: Option<String>,
        #[doc = "Wire name: `Box`."]
        pub box_: Option<String>,
        #[doc = "Wire name: `From`."]
        pub from: Option<String>,
        #[doc = "Wire name: `Clone`."]
        pub clone: Option<String>,
        #[doc = "Wire name: `Debug`."]
        pub debug: Option<String>,
        #[doc = "Wire name: `Iterable`."]
        pub iterable: Option<String>,
        #[doc = "Wire name: `Callable`."]
        pub callable: Option<String>,
        #[doc = "Wire name: `Decimal`."]
        pub decimal: Option<String>,
        #[doc = "Wire name: `Json`."]
        pub json: Option<String>,
        pub copy: Option<String>,
        pub component1: Option<String>,
        #[doc = "Wire name: `hashCode`."]
        pub hash_code: Option<String>,
        pub finalize: Option<String>,
        pub wait: Option<String>,
        pub notify: Option<String>,
        #[doc = "Wire name: `getClass`."]
        pub get_class: Option<String>,
        pub description: Option<String>,
        #[doc = "Wire name: `debugDescription`."]
        pub debug_description: Option<String>,
        #[doc = "Wire name: `hashValue`."]
        pub hash_value: Option<String>,
        #[doc = "Wire name: `__class__`."]
        pub class: Option<String>,
        #[doc = "Wire name: `__init__`."]
        pub init: Option<String>,
        pub keys: Option<String>,
        pub items: Option<String>,
        pub get: Option<String>,
        pub update: Option<String>,
        pub pop: Option<String>,
        pub values: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl IntoReplacement {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<String>) -> Self {
            Self {
                id: id.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn immediate(mut self, immediate: impl Into<IntoReplacementImmediate>) -> Self {
            self.immediate = Some(immediate.into());
            self
        }
        #[must_use]
        pub fn always(mut self, always: impl Into<IntoReplacementAlways>) -> Self {
            self.always = Some(always.into());
            self
        }
        #[must_use]
        pub fn default(mut self, default: impl Into<String>) -> Self {
            self.default = Some(default.into());
            self
        }
        #[doc = "Wire name: `check`."]
        #[must_use]
        pub fn check_(mut self, check_: impl Into<String>) -> Self {
            self.check_ = Some(check_.into());
            self
        }
        #[must_use]
        pub fn send(mut self, send: impl Into<String>) -> Self {
            self.send = Some(send.into());
            self
        }
        #[must_use]
        pub fn first(mut self, first: impl Into<String>) -> Self {
            self.first = Some(first.into());
            self
        }
        #[must_use]
        pub fn body(mut self, body: impl Into<String>) -> Self {
            self.body = Some(body.into());
            self
        }
        #[doc = "Wire name: `Into`."]
        #[must_use]
        pub fn into(mut self, into: impl Into<String>) -> Self {
            self.into = Some(into.into());
            self
        }
        #[doc = "Wire name: `Record`."]
        #[must_use]
        pub fn record(mut self, record: impl Into<String>) -> Self {
            self.record = Some(record.into());
            self
        }
        #[doc = "Wire name: `Promise`."]
        #[must_use]
        pub fn promise(mut self, promise: impl Into<String>) -> Self {
            self.promise = Some(promise.into());
            self
        }
        #[doc = "Wire name: `Pair`."]
        #[must_use]
        pub fn pair(mut self, pair: impl Into<String>) -> Self {
            self.pair = Some(pair.into());
            self
        }
        #[doc = "Wire name: `Bool`."]
        #[must_use]
        pub fn bool(mut self, bool: impl Into<String>) -> Self {
            self.bool = Some(bool.into());
            self
        }
        #[must_use]
        pub fn cls(mut self, cls: impl Into<String>) -> Self {
            self.cls = Some(cls.into());
            self
        }
        #[must_use]
        pub fn client(mut self, client: impl Into<String>) -> Self {
            self.client = Some(client.into());
            self
        }
        #[must_use]
        pub fn operation(mut self, operation: impl Into<String>) -> Self {
            self.operation = Some(operation.into());
            self
        }
        #[must_use]
        pub fn result(mut self, result: impl Into<String>) -> Self {
            self.result = Some(result.into());
            self
        }
        #[must_use]
        pub fn value(mut self, value: impl Into<String>) -> Self {
            self.value = Some(value.into());
            self
        }
        #[must_use]
        pub fn error(mut self, error: impl Into<String>) -> Self {
            self.error = Some(error.into());
            self
        }
        #[must_use]
        pub fn data(mut self, data: impl Into<String>) -> Self {
            self.data = Some(data.into());
            self
        }
        #[must_use]
        pub fn request(mut self, request: impl Into<String>) -> Self {
            self.request = Some(request.into());
            self
        }
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn self_(mut self, self_: impl Into<String>) -> Self {
            self.self_ = Some(self_.into());
            self
        }
        #[must_use]
        pub fn other(mut self, other: impl Into<String>) -> Self {
            self.other = Some(other.into());
            self
        }
        #[must_use]
        pub fn index(mut self, index: impl Into<String>) -> Self {
            self.index = Some(index.into());
            self
        }
        #[must_use]
        pub fn count(mut self, count: impl Into<String>) -> Self {
            self.count = Some(count.into());
            self
        }
        #[must_use]
        pub fn hash(mut self, hash: impl Into<String>) -> Self {
            self.hash = Some(hash.into());
            self
        }
        #[must_use]
        pub fn print(mut self, print: impl Into<String>) -> Self {
            self.print = Some(print.into());
            self
        }
        #[must_use]
        pub fn str(mut self, str: impl Into<String>) -> Self {
            self.str = Some(str.into());
            self
        }
        #[must_use]
        pub fn int(mut self, int: impl Into<String>) -> Self {
            self.int = Some(int.into());
            self
        }
        #[must_use]
        pub fn float(mut self, float: impl Into<String>) -> Self {
            self.float = Some(float.into());
            self
        }
        #[must_use]
        pub fn dict(mut self, dict: impl Into<String>) -> Self {
            self.dict = Some(dict.into());
            self
        }
        #[must_use]
        pub fn object(mut self, object: impl Into<String>) -> Self {
            self.object = Some(object.into());
            self
        }
        #[doc = "Wire name: `Double`."]
        #[must_use]
        pub fn double(mut self, double: impl Into<String>) -> Self {
            self.double = Some(double.into());
            self
        }
        #[doc = "Wire name: `Character`."]
        #[must_use]
        pub fn character(mut self, character: impl Into<String>) -> Self {
            self.character = Some(character.into());
            self
        }
        #[doc = "Wire name: `Duration`."]
        #[must_use]
        pub fn duration(mut self, duration: impl Into<String>) -> Self {
            self.duration = Some(duration.into());
            self
        }
        #[doc = "Wire name: `Sequence`."]
        #[must_use]
        pub fn sequence(mut self, sequence: impl Into<String>) -> Self {
            self.sequence = Some(sequence.into());
            self
        }
        #[doc = "Wire name: `Iterator`."]
        #[must_use]
        pub fn iterator(mut self, iterator: impl Into<String>) -> Self {
            self.iterator = Some(iterator.into());
            self
        }
        #[doc = "Wire name: `Throwable`."]
        #[must_use]
        pub fn throwable(mut self, throwable: impl Into<String>) -> Self {
            self.throwable = Some(throwable.into());
            self
        }
        #[doc = "Wire name: `Unit`."]
        #[must_use]
        pub fn unit(mut self, unit: impl Into<String>) -> Self {
            self.unit = Some(unit.into());
            self
        }
        #[doc = "Wire name: `Symbol`."]
        #[must_use]
        pub fn symbol(mut self, symbol: impl Into<String>) -> Self {
            self.symbol = Some(symbol.into());
            self
        }
        #[doc = "Wire name: `Function`."]
        #[must_use]
        pub fn function(mut self, function: impl Into<String>) -> Self {
            self.function = Some(function.into());
            self
        }
        #[must_use]
        pub fn undefined(mut self, undefined: impl Into<String>) -> Self {
            self.undefined = Some(undefined.into());
            self
        }
        #[must_use]
        pub fn arguments(mut self, arguments: impl Into<String>) -> Self {
            self.arguments = Some(arguments.into());
            self
        }
        #[must_use]
        pub fn eval(mut self, eval: impl Into<String>) -> Self {
            self.eval = Some(eval.into());
            self
        }
        #[doc = "Wire name: `Vec`."]
        #[must_use]
        pub fn vec(mut self, vec: impl Into<String>) -> Self {
            self.vec = Some(vec.into());
            self
        }
        #[doc = "Wire name: `Box`."]
        #[must_use]
        pub fn box_(mut self, box_: impl Into<String>) -> Self {
            self.box_ = Some(box_.into());
            self
        }
        #[doc = "Wire name: `From`."]
        #[must_use]
        pub fn from(mut self, from: impl Into<String>) -> Self {
            self.from = Some(from.into());
            self
        }
        #[doc = "Wire name: `Clone`."]
        #[must_use]
        pub fn clone(mut self, clone: impl Into<String>) -> Self {
            self.clone = Some(clone.into());
            self
        }
        #[doc = "Wire name: `Debug`."]
        #[must_use]
        pub fn debug(mut self, debug: impl Into<String>) -> Self {
            self.debug = Some(debug.into());
            self
        }
        #[doc = "Wire name: `Iterable`."]
        #[must_use]
        pub fn iterable(mut self, iterable: impl Into<String>) -> Self {
            self.iterable = Some(iterable.into());
            self
        }
        #[doc = "Wire name: `Callable`."]
        #[must_use]
        pub fn callable(mut self, callable: impl Into<String>) -> Self {
            self.callable = Some(callable.into());
            self
        }
        #[doc = "Wire name: `Decimal`."]
        #[must_use]
        pub fn decimal(mut self, decimal: impl Into<String>) -> Self {
            self.decimal = Some(decimal.into());
            self
        }
        #[doc = "Wire name: `Json`."]
        #[must_use]
        pub fn json(mut self, json: impl Into<String>) -> Self {
            self.json = Some(json.into());
            self
        }
        #[must_use]
        pub fn copy(mut self, copy: impl Into<String>) -> Self {
            self.copy = Some(copy.into());
            self
        }
        #[must_use]
        pub fn component1(mut self, component1: impl Into<String>) -> Self {
            self.component1 = Some(component1.into());
            self
        }
        #[doc = "Wire name: `hashCode`."]
        #[must_use]
        pub fn hash_code(mut self, hash_code: impl Into<String>) -> Self {
            self.hash_code = Some(hash_code.into());
            self
        }
        #[must_use]
        pub fn finalize(mut self, finalize: impl Into<String>) -> Self {
            self.finalize = Some(finalize.into());
            self
        }
        #[must_use]
        pub fn wait(mut self, wait: impl Into<String>) -> Self {
            self.wait = Some(wait.into());
            self
        }
        #[must_use]
        pub fn notify(mut self, notify: impl Into<String>) -> Self {
            self.notify = Some(notify.into());
            self
        }
        #[doc = "Wire name: `getClass`."]
        #[must_use]
        pub fn get_class(mut self, get_class: impl Into<String>) -> Self {
            self.get_class = Some(get_class.into());
            self
        }
        #[must_use]
        pub fn description(mut self, description: impl Into<String>) -> Self {
            self.description = Some(description.into());
            self
        }
        #[doc = "Wire name: `debugDescription`."]
        #[must_use]
        pub fn debug_description(mut self, debug_description: impl Into<String>) -> Self {
            self.debug_description = Some(debug_description.into());
            self
        }
        #[doc = "Wire name: `hashValue`."]
        #[must_use]
        pub fn hash_value(mut self, hash_value: impl Into<String>) -> Self {
            self.hash_value = Some(hash_value.into());
            self
        }
        #[doc = "Wire name: `__class__`."]
        #[must_use]
        pub fn class(mut self, class: impl Into<String>) -> Self {
            self.class = Some(class.into());
            self
        }
        #[doc = "Wire name: `__init__`."]
        #[must_use]
        pub fn init(mut self, init: impl Into<String>) -> Self {
            self.init = Some(init.into());
            self
        }
        #[must_use]
        pub fn keys(mut self, keys: impl Into<String>) -> Self {
            self.keys = Some(keys.into());
            self
        }
        #[must_use]
        pub fn items(mut self, items: impl Into<String>) -> Self {
            self.items = Some(items.into());
            self
        }
        #[must_use]
        pub fn get(mut self, get: impl Into<String>) -> Self {
            self.get = Some(get.into());
            self
        }
        #[must_use]
        pub fn update(mut self, update: impl Into<String>) -> Self {
            self.update = Some(update.into());
            self
        }
        #[must_use]
        pub fn pop(mut self, pop: impl Into<String>) -> Self {
            self.pop = Some(pop.into());
            self
        }
        #[must_use]
        pub fn values(mut self, values: impl Into<String>) -> Self {
            self.values = Some(values.into());
            self
        }
    }

    impl check::Checked for IntoReplacement {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.id;
            check::text("id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.default {
                check::text("default", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.check_ {
                check::text("check", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.send {
                check::text("send", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.first {
                check::text("first", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.body {
                check::text("body", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.into {
                check::text("into", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.record {
                check::text("record", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.promise {
                check::text("promise", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.pair {
                check::text("pair", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.bool {
                check::text("bool", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.cls {
                check::text("cls", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.client {
                check::text("client", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.operation {
                check::text("operation", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.result {
                check::text("result", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.value {
                check::text("value", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.error {
                check::text("error", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.data {
                check::text("data", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.request {
                check::text("request", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.self_ {
                check::text("self", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.other {
                check::text("other", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.index {
                check::text("index", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.count {
                check::text("count", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.hash {
                check::text("hash", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.print {
                check::text("print", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.str {
                check::text("str", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.int {
                check::text("int", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.float {
                check::text("float", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.dict {
                check::text("dict", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.object {
                check::text("object", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.double {
                check::text("double", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.character {
                check::text("character", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.duration {
                check::text("duration", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.sequence {
                check::text("sequence", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.iterator {
                check::text("iterator", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.throwable {
                check::text("throwable", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.unit {
                check::text("unit", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.symbol {
                check::text("symbol", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.function {
                check::text("function", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.undefined {
                check::text("undefined", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.arguments {
                check::text("arguments", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.eval {
                check::text("eval", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.vec {
                check::text("vec", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.box_ {
                check::text("box", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.from {
                check::text("from", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.clone {
                check::text("clone", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.debug {
                check::text("debug", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.iterable {
                check::text("iterable", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.callable {
                check::text("callable", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.decimal {
                check::text("decimal", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.json {
                check::text("json", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.copy {
                check::text("copy", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.component1 {
                check::text("component1", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.hash_code {
                check::text("hash_code", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.finalize {
                check::text("finalize", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.wait {
                check::text("wait", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.notify {
                check::text("notify", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.get_class {
                check::text("get_class", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.description {
                check::text("description", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.debug_description {
                check::text("debug_description", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.hash_value {
                check::text("hash_value", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.class {
                check::text("class", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.init {
                check::text("init", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.keys {
                check::text("keys", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.items {
                check::text("items", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.get {
                check::text("get", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.update {
                check::text("update", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.pop {
                check::text("pop", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.values {
                check::text("values", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for IntoReplacement {
        const NAME: &'static str = "IntoReplacement";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.string()?;
                }
                (Place::Top, b"immediate") => {
                    self.immediate = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Top, b"always") => {
                    self.always = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Top, b"default") => {
                    self.default = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"check") => {
                    self.check_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"send") => {
                    self.send = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"first") => {
                    self.first = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"body") => {
                    self.body = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Into") => {
                    self.into = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Record") => {
                    self.record = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Promise") => {
                    self.promise = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Pair") => {
                    self.pair = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Bool") => {
                    self.bool = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"cls") => {
                    self.cls = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"client") => {
                    self.client = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"operation") => {
                    self.operation = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"result") => {
                    self.result = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"value") => {
                    self.value = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"error") => {
                    self.error = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"data") => {
                    self.data = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"request") => {
                    self.request = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"self") => {
                    self.self_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"other") => {
                    self.other = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"index") => {
                    self.index = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"count") => {
                    self.count = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"hash") => {
                    self.hash = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"print") => {
                    self.print = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"str") => {
                    self.str = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"int") => {
                    self.int = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"float") => {
                    self.float = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"dict") => {
                    self.dict = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"object") => {
                    self.object = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Double") => {
                    self.double = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Character") => {
                    self.character = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Duration") => {
                    self.duration = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Sequence") => {
                    self.sequence = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Iterator") => {
                    self.iterator = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Throwable") => {
                    self.throwable = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Unit") => {
                    self.unit = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Symbol") => {
                    self.symbol = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Function") => {
                    self.function = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"undefined") => {
                    self.undefined = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"arguments") => {
                    self.arguments = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"eval") => {
                    self.eval = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Vec") => {
                    self.vec = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Box") => {
                    self.box_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"From") => {
                    self.from = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Clone") => {
                    self.clone = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Debug") => {
                    self.debug = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Iterable") => {
                    self.iterable = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Callable") => {
                    self.callable = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Decimal") => {
                    self.decimal = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"Json") => {
                    self.json = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"copy") => {
                    self.copy = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"component1") => {
                    self.component1 = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"hashCode") => {
                    self.hash_code = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"finalize") => {
                    self.finalize = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"wait") => {
                    self.wait = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"notify") => {
                    self.notify = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"getClass") => {
                    self.get_class = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"description") => {
                    self.description = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"debugDescription") => {
                    self.debug_description = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"hashValue") => {
                    self.hash_value = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"__class__") => {
                    self.class = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"__init__") => {
                    self.init = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"keys") => {
                    self.keys = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"items") => {
                    self.items = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"get") => {
                    self.get = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"update") => {
                    self.update = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"pop") => {
                    self.pop = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"values") => {
                    self.values = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for IntoReplacement {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for IntoReplacement {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Top, "immediate", &self.immediate)?;
            out.member(Place::Top, "always", &self.always)?;
            out.member(Place::Top, "default", &self.default)?;
            out.member(Place::Top, "check", &self.check_)?;
            out.member(Place::Top, "send", &self.send)?;
            out.member(Place::Top, "first", &self.first)?;
            out.member(Place::Top, "body", &self.body)?;
            out.member(Place::Top, "Into", &self.into)?;
            out.member(Place::Top, "Record", &self.record)?;
            out.member(Place::Top, "Promise", &self.promise)?;
            out.member(Place::Top, "Pair", &self.pair)?;
            out.member(Place::Top, "Bool", &self.bool)?;
            out.member(Place::Top, "cls", &self.cls)?;
            out.member(Place::Top, "client", &self.client)?;
            out.member(Place::Top, "operation", &self.operation)?;
            out.member(Place::Top, "result", &self.result)?;
            out.member(Place::Top, "value", &self.value)?;
            out.member(Place::Top, "error", &self.error)?;
            out.member(Place::Top, "data", &self.data)?;
            out.member(Place::Top, "request", &self.request)?;
            out.member(Place::Top, "self", &self.self_)?;
            out.member(Place::Top, "other", &self.other)?;
            out.member(Place::Top, "index", &self.index)?;
            out.member(Place::Top, "count", &self.count)?;
            out.member(Place::Top, "hash", &self.hash)?;
            out.member(Place::Top, "print", &self.print)?;
            out.member(Place::Top, "str", &self.str)?;
            out.member(Place::Top, "int", &self.int)?;
            out.member(Place::Top, "float", &self.float)?;
            out.member(Place::Top, "dict", &self.dict)?;
            out.member(Place::Top, "object", &self.object)?;
            out.member(Place::Top, "Double", &self.double)?;
            out.member(Place::Top, "Character", &self.character)?;
            out.member(Place::Top, "Duration", &self.duration)?;
            out.member(Place::Top, "Sequence", &self.sequence)?;
            out.member(Place::Top, "Iterator", &self.iterator)?;
            out.member(Place::Top, "Throwable", &self.throwable)?;
            out.member(Place::Top, "Unit", &self.unit)?;
            out.member(Place::Top, "Symbol", &self.symbol)?;
            out.member(Place::Top, "Function", &self.function)?;
            out.member(Place::Top, "undefined", &self.undefined)?;
            out.member(Place::Top, "arguments", &self.arguments)?;
            out.member(Place::Top, "eval", &self.eval)?;
            out.member(Place::Top, "Vec", &self.vec)?;
            out.member(Place::Top, "Box", &self.box_)?;
            out.member(Place::Top, "From", &self.from)?;
            out.member(Place::Top, "Clone", &self.clone)?;
            out.member(Place::Top, "Debug", &self.debug)?;
            out.member(Place::Top, "Iterable", &self.iterable)?;
            out.member(Place::Top, "Callable", &self.callable)?;
            out.member(Place::Top, "Decimal", &self.decimal)?;
            out.member(Place::Top, "Json", &self.json)?;
            out.member(Place::Top, "copy", &self.copy)?;
            out.member(Place::Top, "component1", &self.component1)?;
            out.member(Place::Top, "hashCode", &self.hash_code)?;
            out.member(Place::Top, "finalize", &self.finalize)?;
            out.member(Place::Top, "wait", &self.wait)?;
            out.member(Place::Top, "notify", &self.notify)?;
            out.member(Place::Top, "getClass", &self.get_class)?;
            out.member(Place::Top, "description", &self.description)?;
            out.member(Place::Top, "debugDescription", &self.debug_description)?;
            out.member(Place::Top, "hashValue", &self.hash_value)?;
            out.member(Place::Top, "__class__", &self.class)?;
            out.member(Place::Top, "__init__", &self.init)?;
            out.member(Place::Top, "keys", &self.keys)?;
            out.member(Place::Top, "items", &self.items)?;
            out.member(Place::Top, "get", &self.get)?;
            out.member(Place::Top, "update", &self.update)?;
            out.member(Place::Top, "pop", &self.pop)?;
            out.member(Place::Top, "values", &self.values)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for IntoReplacement {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for IntoReplacement {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewInto {
        pub member0: i64,
        pub member1: i64,
        pub member2: i64,
        pub member3: i64,
        pub member4: i64,
        pub member5: i64,
        pub member6: i64,
        pub member7: i64,
        pub member8: i64,
        pub member9: i64,
        pub member10: i64,
        pub member11: i64,
        pub member12: i64,
        pub member13: i64,
        pub member14: i64,
        pub member15: i64,
        pub member16: i64,
        pub member17: i64,
        pub member18: i64,
        pub member19: i64,
        pub member20: i64,
        pub member21: i64,
        pub member22: i64,
        pub member23: i64,
        pub member24: i64,
        pub member25: i64,
        pub member26: i64,
        pub member27: i64,
        pub member28: i64,
        pub member29: i64,
        pub member30: i64,
        pub member31: i64,
        pub member32: i64,
        pub member33: i64,
        pub member34: i64,
        pub member35: i64,
        pub member36: i64,
        pub member37: i64,
        pub member38: i64,
        pub member39: i64,
        pub member40: i64,
        pub member41: i64,
        pub member42: i64,
        pub member43: i64,
        pub member44: i64,
        pub member45: i64,
        pub member46: i64,
        pub member47: i64,
        pub member48: i64,
        pub member49: i64,
        pub member50: i64,
        pub member51: i64,
        pub member52: i64,
        pub member53: i64,
        pub member54: i64,
        pub member55: i64,
        pub member56: i64,
        pub member57: i64,
        pub member58: i64,
        pub member59: i64,
        pub member60: i64,
        pub member61: i64,
        pub member62: i64,
        pub member63: i64,
        pub member64: i64,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewInto {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(member0: impl Into<i64>, member1: impl Into<i64>, member2: impl Into<i64>, member3: impl Into<i64>, member4: impl Into<i64>, member5: impl Into<i64>, member6: impl Into<i64>, member7: impl Into<i64>, member8: impl Into<i64>, member9: impl Into<i64>, member10: impl Into<i64>, member11: impl Into<i64>, member12: impl Into<i64>, member13: impl Into<i64>, member14: impl Into<i64>, member15: impl Into<i64>, member16: impl Into<i64>, member17: impl Into<i64>, member18: impl Into<i64>, member19: impl Into<i64>, member20: impl Into<i64>, member21: impl Into<i64>, member22: impl Into<i64>, member23: impl Into<i64>, member24: impl Into<i64>, member25: impl Into<i64>, member26: impl Into<i64>, member27: impl Into<i64>, member28: impl Into<i64>, member29: impl Into<i64>, member30: impl Into<i64>, member31: impl Into<i64>, member32: impl Into<i64>, member33: impl Into<i64>, member34: impl Into<i64>, member35: impl Into<i64>, member36: impl Into<i64>, member37: impl Into<i64>, member38: impl Into<i64>, member39: impl Into<i64>, member40: impl Into<i64>, member41: impl Into<i64>, member42: impl Into<i64>, member43: impl Into<i64>, member44: impl Into<i64>, member45: impl Into<i64>, member46: impl Into<i64>, member47: impl Into<i64>, member48: impl Into<i64>, member49: impl Into<i64>, member50: impl Into<i64>, member51: impl Into<i64>, member52: impl Into<i64>, member53: impl Into<i64>, member54: impl Into<i64>, member55: impl Into<i64>, member56: impl Into<i64>, member57: impl Into<i64>, member58: impl Into<i64>, member59: impl Into<i64>, member60: impl Into<i64>, member61: impl Into<i64>, member62: impl Into<i64>, member63: impl Into<i64>, member64: impl Into<i64>) -> Self {
            Self {
                member0: member0.into(),
                member1: member1.into(),
                member2: member2.into(),
                member3: member3.into(),
                member4: member4.into(),
                member5: member5.into(),
                member6: member6.into(),
                member7: member7.into(),
                member8: member8.into(),
                member9: member9.into(),
                member10: member10.into(),
                member11: member11.into(),
                member12: member12.into(),
                member13: member13.into(),
                member14: member14.into(),
                member15: member15.into(),
                member16: member16.into(),
                member17: member17.into(),
                member18: member18.into(),
                member19: member19.into(),
                member20: member20.into(),
                member21: member21.into(),
                member22: member22.into(),
                member23: member23.into(),
                member24: member24.into(),
                member25: member25.into(),
                member26: member26.into(),
                member27: member27.into(),
                member28: member28.into(),
                member29: member29.into(),
                member30: member30.into(),
                member31: member31.into(),
                member32: member32.into(),
                member33: member33.into(),
                member34: member34.into(),
                member35: member35.into(),
                member36: member36.into(),
                member37: member37.into(),
                member38: member38.into(),
                member39: member39.into(),
                member40: member40.into(),
                member41: member41.into(),
                member42: member42.into(),
                member43: member43.into(),
                member44: member44.into(),
                member45: member45.into(),
                member46: member46.into(),
                member47: member47.into(),
                member48: member48.into(),
                member49: member49.into(),
                member50: member50.into(),
                member51: member51.into(),
                member52: member52.into(),
                member53: member53.into(),
                member54: member54.into(),
                member55: member55.into(),
                member56: member56.into(),
                member57: member57.into(),
                member58: member58.into(),
                member59: member59.into(),
                member60: member60.into(),
                member61: member61.into(),
                member62: member62.into(),
                member63: member63.into(),
                member64: member64.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for NewInto {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.member0;
            check::range("member0", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member1;
            check::range("member1", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member2;
            check::range("member2", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member3;
            check::range("member3", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member4;
            check::range("member4", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member5;
            check::range("member5", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member6;
            check::range("member6", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member7;
            check::range("member7", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member8;
            check::range("member8", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member9;
            check::range("member9", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member10;
            check::range("member10", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member11;
            check::range("member11", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member12;
            check::range("member12", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member13;
            check::range("member13", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member14;
            check::range("member14", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member15;
            check::range("member15", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member16;
            check::range("member16", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member17;
            check::range("member17", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member18;
            check::range("member18", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member19;
            check::range("member19", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member20;
            check::range("member20", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member21;
            check::range("member21", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member22;
            check::range("member22", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member23;
            check::range("member23", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member24;
            check::range("member24", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member25;
            check::range("member25", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member26;
            check::range("member26", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member27;
            check::range("member27", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member28;
            check::range("member28", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member29;
            check::range("member29", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member30;
            check::range("member30", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member31;
            check::range("member31", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member32;
            check::range("member32", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member33;
            check::range("member33", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member34;
            check::range("member34", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member35;
            check::range("member35", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member36;
            check::range("member36", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member37;
            check::range("member37", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member38;
            check::range("member38", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member39;
            check::range("member39", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member40;
            check::range("member40", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member41;
            check::range("member41", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member42;
            check::range("member42", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member43;
            check::range("member43", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member44;
            check::range("member44", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member45;
            check::range("member45", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member46;
            check::range("member46", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member47;
            check::range("member47", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member48;
            check::range("member48", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member49;
            check::range("member49", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member50;
            check::range("member50", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member51;
            check::range("member51", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member52;
            check::range("member52", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member53;
            check::range("member53", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member54;
            check::range("member54", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member55;
            check::range("member55", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member56;
            check::range("member56", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member57;
            check::range("member57", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member58;
            check::range("member58", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member59;
            check::range("member59", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member60;
            check::range("member60", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member61;
            check::range("member61", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member62;
            check::range("member62", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member63;
            check::range("member63", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.member64;
            check::range("member64", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }
    }

    impl call::Object for NewInto {
        const NAME: &'static str = "NewInto";
        const REQUIRED: &'static [&'static str] = &["member0", "member1", "member2", "member3", "member4", "member5", "member6", "member7", "member8", "member9", "member10", "member11", "member12", "member13", "member14", "member15", "member16", "member17", "member18", "member19", "member20", "member21", "member22", "member23", "member24", "member25", "member26", "member27", "member28", "member29", "member30", "member31", "member32", "member33", "member34", "member35", "member36", "member37", "member38", "member39", "member40", "member41", "member42", "member43", "member44", "member45", "member46", "member47", "member48", "member49", "member50", "member51", "member52", "member53", "member54", "member55", "member56", "member57", "member58", "member59", "member60", "member61", "member62", "member63", "member64"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"member0") => {
                    *seen |= 1 << 0;
                    self.member0 = raw.integer()?;
                }
                (Place::Top, b"member1") => {
                    *seen |= 1 << 1;
                    self.member1 = raw.integer()?;
                }
                (Place::Top, b"member2") => {
                    *seen |= 1 << 2;
                    self.member2 = raw.integer()?;
                }
                (Place::Top, b"member3") => {
                    *seen |= 1 << 3;
                    self.member3 = raw.integer()?;
                }
                (Place::Top, b"member4") => {
                    *seen |= 1 << 4;
                    self.member4 = raw.integer()?;
                }
                (Place::Top, b"member5") => {
                    *seen |= 1 << 5;
                    self.member5 = raw.integer()?;
                }
                (Place::Top, b"member6") => {
                    *seen |= 1 << 6;
                    self.member6 = raw.integer()?;
                }
                (Place::Top, b"member7") => {
                    *seen |= 1 << 7;
                    self.member7 = raw.integer()?;
                }
                (Place::Top, b"member8") => {
                    *seen |= 1 << 8;
                    self.member8 = raw.integer()?;
                }
                (Place::Top, b"member9") => {
                    *seen |= 1 << 9;
                    self.member9 = raw.integer()?;
                }
                (Place::Top, b"member10") => {
                    *seen |= 1 << 10;
                    self.member10 = raw.integer()?;
                }
                (Place::Top, b"member11") => {
                    *seen |= 1 << 11;
                    self.member11 = raw.integer()?;
                }
                (Place::Top, b"member12") => {
                    *seen |= 1 << 12;
                    self.member12 = raw.integer()?;
                }
                (Place::Top, b"member13") => {
                    *seen |= 1 << 13;
                    self.member13 = raw.integer()?;
                }
                (Place::Top, b"member14") => {
                    *seen |= 1 << 14;
                    self.member14 = raw.integer()?;
                }
                (Place::Top, b"member15") => {
                    *seen |= 1 << 15;
                    self.member15 = raw.integer()?;
                }
                (Place::Top, b"member16") => {
                    *seen |= 1 << 16;
                    self.member16 = raw.integer()?;
                }
                (Place::Top, b"member17") => {
                    *seen |= 1 << 17;
                    self.member17 = raw.integer()?;
                }
                (Place::Top, b"member18") => {
                    *seen |= 1 << 18;
                    self.member18 = raw.integer()?;
                }
                (Place::Top, b"member19") => {
                    *seen |= 1 << 19;
                    self.member19 = raw.integer()?;
                }
                (Place::Top, b"member20") => {
                    *seen |= 1 << 20;
                    self.member20 = raw.integer()?;
                }
                (Place::Top, b"member21") => {
                    *seen |= 1 << 21;
                    self.member21 = raw.integer()?;
                }
                (Place::Top, b"member22") => {
                    *seen |= 1 << 22;
                    self.member22 = raw.integer()?;
                }
                (Place::Top, b"member23") => {
                    *seen |= 1 << 23;
                    self.member23 = raw.integer()?;
                }
                (Place::Top, b"member24") => {
                    *seen |= 1 << 24;
                    self.member24 = raw.integer()?;
                }
                (Place::Top, b"member25") => {
                    *seen |= 1 << 25;
                    self.member25 = raw.integer()?;
                }
                (Place::Top, b"member26") => {
                    *seen |= 1 << 26;
                    self.member26 = raw.integer()?;
                }
                (Place::Top, b"member27") => {
                    *seen |= 1 << 27;
                    self.member27 = raw.integer()?;
                }
                (Place::Top, b"member28") => {
                    *seen |= 1 << 28;
                    self.member28 = raw.integer()?;
                }
                (Place::Top, b"member29") => {
                    *seen |= 1 << 29;
                    self.member29 = raw.integer()?;
                }
                (Place::Top, b"member30") => {
                    *seen |= 1 << 30;
                    self.member30 = raw.integer()?;
                }
                (Place::Top, b"member31") => {
                    *seen |= 1 << 31;
                    self.member31 = raw.integer()?;
                }
                (Place::Top, b"member32") => {
                    *seen |= 1 << 32;
                    self.member32 = raw.integer()?;
                }
                (Place::Top, b"member33") => {
                    *seen |= 1 << 33;
                    self.member33 = raw.integer()?;
                }
                (Place::Top, b"member34") => {
                    *seen |= 1 << 34;
                    self.member34 = raw.integer()?;
                }
                (Place::Top, b"member35") => {
                    *seen |= 1 << 35;
                    self.member35 = raw.integer()?;
                }
                (Place::Top, b"member36") => {
                    *seen |= 1 << 36;
                    self.member36 = raw.integer()?;
                }
                (Place::Top, b"member37") => {
                    *seen |= 1 << 37;
                    self.member37 = raw.integer()?;
                }
                (Place::Top, b"member38") => {
                    *seen |= 1 << 38;
                    self.member38 = raw.integer()?;
                }
                (Place::Top, b"member39") => {
                    *seen |= 1 << 39;
                    self.member39 = raw.integer()?;
                }
                (Place::Top, b"member40") => {
                    *seen |= 1 << 40;
                    self.member40 = raw.integer()?;
                }
                (Place::Top, b"member41") => {
                    *seen |= 1 << 41;
                    self.member41 = raw.integer()?;
                }
                (Place::Top, b"member42") => {
                    *seen |= 1 << 42;
                    self.member42 = raw.integer()?;
                }
                (Place::Top, b"member43") => {
                    *seen |= 1 << 43;
                    self.member43 = raw.integer()?;
                }
                (Place::Top, b"member44") => {
                    *seen |= 1 << 44;
                    self.member44 = raw.integer()?;
                }
                (Place::Top, b"member45") => {
                    *seen |= 1 << 45;
                    self.member45 = raw.integer()?;
                }
                (Place::Top, b"member46") => {
                    *seen |= 1 << 46;
                    self.member46 = raw.integer()?;
                }
                (Place::Top, b"member47") => {
                    *seen |= 1 << 47;
                    self.member47 = raw.integer()?;
                }
                (Place::Top, b"member48") => {
                    *seen |= 1 << 48;
                    self.member48 = raw.integer()?;
                }
                (Place::Top, b"member49") => {
                    *seen |= 1 << 49;
                    self.member49 = raw.integer()?;
                }
                (Place::Top, b"member50") => {
                    *seen |= 1 << 50;
                    self.member50 = raw.integer()?;
                }
                (Place::Top, b"member51") => {
                    *seen |= 1 << 51;
                    self.member51 = raw.integer()?;
                }
                (Place::Top, b"member52") => {
                    *seen |= 1 << 52;
                    self.member52 = raw.integer()?;
                }
                (Place::Top, b"member53") => {
                    *seen |= 1 << 53;
                    self.member53 = raw.integer()?;
                }
                (Place::Top, b"member54") => {
                    *seen |= 1 << 54;
                    self.member54 = raw.integer()?;
                }
                (Place::Top, b"member55") => {
                    *seen |= 1 << 55;
                    self.member55 = raw.integer()?;
                }
                (Place::Top, b"member56") => {
                    *seen |= 1 << 56;
                    self.member56 = raw.integer()?;
                }
                (Place::Top, b"member57") => {
                    *seen |= 1 << 57;
                    self.member57 = raw.integer()?;
                }
                (Place::Top, b"member58") => {
                    *seen |= 1 << 58;
                    self.member58 = raw.integer()?;
                }
                (Place::Top, b"member59") => {
                    *seen |= 1 << 59;
                    self.member59 = raw.integer()?;
                }
                (Place::Top, b"member60") => {
                    *seen |= 1 << 60;
                    self.member60 = raw.integer()?;
                }
                (Place::Top, b"member61") => {
                    *seen |= 1 << 61;
                    self.member61 = raw.integer()?;
                }
                (Place::Top, b"member62") => {
                    *seen |= 1 << 62;
                    self.member62 = raw.integer()?;
                }
                (Place::Top, b"member63") => {
                    *seen |= 1 << 63;
                    self.member63 = raw.integer()?;
                }
                (Place::Top, b"member64") => {
                    *seen |= 1 << 64;
                    self.member64 = raw.integer()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewInto {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewInto {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "member0", &self.member0)?;
            out.member(Place::Top, "member1", &self.member1)?;
            out.member(Place::Top, "member2", &self.member2)?;
            out.member(Place::Top, "member3", &self.member3)?;
            out.member(Place::Top, "member4", &self.member4)?;
            out.member(Place::Top, "member5", &self.member5)?;
            out.member(Place::Top, "member6", &self.member6)?;
            out.member(Place::Top, "member7", &self.member7)?;
            out.member(Place::Top, "member8", &self.member8)?;
            out.member(Place::Top, "member9", &self.member9)?;
            out.member(Place::Top, "member10", &self.member10)?;
            out.member(Place::Top, "member11", &self.member11)?;
            out.member(Place::Top, "member12", &self.member12)?;
            out.member(Place::Top, "member13", &self.member13)?;
            out.member(Place::Top, "member14", &self.member14)?;
            out.member(Place::Top, "member15", &self.member15)?;
            out.member(Place::Top, "member16", &self.member16)?;
            out.member(Place::Top, "member17", &self.member17)?;
            out.member(Place::Top, "member18", &self.member18)?;
            out.member(Place::Top, "member19", &self.member19)?;
            out.member(Place::Top, "member20", &self.member20)?;
            out.member(Place::Top, "member21", &self.member21)?;
            out.member(Place::Top, "member22", &self.member22)?;
            out.member(Place::Top, "member23", &self.member23)?;
            out.member(Place::Top, "member24", &self.member24)?;
            out.member(Place::Top, "member25", &self.member25)?;
            out.member(Place::Top, "member26", &self.member26)?;
            out.member(Place::Top, "member27", &self.member27)?;
            out.member(Place::Top, "member28", &self.member28)?;
            out.member(Place::Top, "member29", &self.member29)?;
            out.member(Place::Top, "member30", &self.member30)?;
            out.member(Place::Top, "member31", &self.member31)?;
            out.member(Place::Top, "member32", &self.member32)?;
            out.member(Place::Top, "member33", &self.member33)?;
            out.member(Place::Top, "member34", &self.member34)?;
            out.member(Place::Top, "member35", &self.member35)?;
            out.member(Place::Top, "member36", &self.member36)?;
            out.member(Place::Top, "member37", &self.member37)?;
            out.member(Place::Top, "member38", &self.member38)?;
            out.member(Place::Top, "member39", &self.member39)?;
            out.member(Place::Top, "member40", &self.member40)?;
            out.member(Place::Top, "member41", &self.member41)?;
            out.member(Place::Top, "member42", &self.member42)?;
            out.member(Place::Top, "member43", &self.member43)?;
            out.member(Place::Top, "member44", &self.member44)?;
            out.member(Place::Top, "member45", &self.member45)?;
            out.member(Place::Top, "member46", &self.member46)?;
            out.member(Place::Top, "member47", &self.member47)?;
            out.member(Place::Top, "member48", &self.member48)?;
            out.member(Place::Top, "member49", &self.member49)?;
            out.member(Place::Top, "member50", &self.member50)?;
            out.member(Place::Top, "member51", &self.member51)?;
            out.member(Place::Top, "member52", &self.member52)?;
            out.member(Place::Top, "member53", &self.member53)?;
            out.member(Place::Top, "member54", &self.member54)?;
            out.member(Place::Top, "member55", &self.member55)?;
            out.member(Place::Top, "member56", &self.member56)?;
            out.member(Place::Top, "member57", &self.member57)?;
            out.member(Place::Top, "member58", &self.member58)?;
            out.member(Place::Top, "member59", &self.member59)?;
            out.member(Place::Top, "member60", &self.member60)?;
            out.member(Place::Top, "member61", &self.member61)?;
            out.member(Place::Top, "member62", &self.member62)?;
            out.member(Place::Top, "member63", &self.member63)?;
            out.member(Place::Top, "member64", &self.member64)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewInto {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewInto {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewEvent {
        pub value: Decimal,
        pub at: Timestamp,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewEvent {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(value: impl Into<Decimal>, at: impl Into<Timestamp>) -> Self {
            Self {
                value: value.into(),
                at: at.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for NewEvent {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.value;
            check::decimal("value", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }
    }

    impl call::Object for NewEvent {
        const NAME: &'static str = "NewEvent";
        const REQUIRED: &'static [&'static str] = &["value", "at"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"value") => {
                    *seen |= 1 << 0;
                    self.value = raw.decimal()?;
                }
                (Place::Top, b"at") => {
                    *seen |= 1 << 1;
                    self.at = raw.date_time()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewEvent {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewEvent {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "value", &self.value)?;
            out.member(Place::Top, "at", &self.at)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewEvent {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewEvent {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

}

/// Operations with their arguments. The methods of the resources create them.
pub mod operations {
    use super::types;
    use crate::generated::prelude::*;
    #[doc = "`GET /match`\n\nA \"quoted\" summary"]
    #[derive(Debug, Clone)]
    pub struct Match {
        pub(crate) self_: Option<String>,
        pub(crate) class: Option<String>,
        pub(crate) async_: Option<String>,
        pub(crate) page_: Option<String>,
        pub(crate) concurrency_: Option<String>,
        pub(crate) url: Option<String>,
        pub(crate) request: Option<String>,
        pub(crate) response: Option<String>,
        pub(crate) result: Option<String>,
        pub(crate) value: Option<String>,
        pub(crate) query_: Option<String>,
        pub(crate) timeout_: Option<String>,
    }

    impl<M> call::Request<Match, M> {
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn self_(mut self, self_: impl Into<String>) -> Self {
            self.operation.self_ = Some(self_.into());
            self
        }
        #[must_use]
        pub fn class(mut self, class: impl Into<String>) -> Self {
            self.operation.class = Some(class.into());
            self
        }
        #[doc = "Wire name: `async`."]
        #[must_use]
        pub fn async_(mut self, async_: impl Into<String>) -> Self {
            self.operation.async_ = Some(async_.into());
            self
        }
        #[doc = "Wire name: `page`."]
        #[must_use]
        pub fn page_(mut self, page_: impl Into<String>) -> Self {
            self.operation.page_ = Some(page_.into());
            self
        }
        #[doc = "Wire name: `concurrency`."]
        #[must_use]
        pub fn concurrency_(mut self, concurrency_: impl Into<String>) -> Self {
            self.operation.concurrency_ = Some(concurrency_.into());
            self
        }
        #[must_use]
        pub fn url(mut self, url: impl Into<String>) -> Self {
            self.operation.url = Some(url.into());
            self
        }
        #[must_use]
        pub fn request(mut self, request: impl Into<String>) -> Self {
            self.operation.request = Some(request.into());
            self
        }
        #[must_use]
        pub fn response(mut self, response: impl Into<String>) -> Self {
            self.operation.response = Some(response.into());
            self
        }
        #[must_use]
        pub fn result(mut self, result: impl Into<String>) -> Self {
            self.operation.result = Some(result.into());
            self
        }
        #[must_use]
        pub fn value(mut self, value: impl Into<String>) -> Self {
            self.operation.value = Some(value.into());
            self
        }
        #[doc = "Wire name: `query`."]
        #[must_use]
        pub fn query_(mut self, query_: impl Into<String>) -> Self {
            self.operation.query_ = Some(query_.into());
            self
        }
        #[doc = "Wire name: `timeout`."]
        #[must_use]
        pub fn timeout_(mut self, timeout_: impl Into<String>) -> Self {
            self.operation.timeout_ = Some(timeout_.into());
            self
        }
    }

    impl call::ListOperation for Match {
        type Item = types::Result_;
    }

    impl call::Operation for Match {
        type Output = call::Page<types::Result_>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[0]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: Some(1000), min_length: None, max_length: None })?;
            if let Some(value) = &self.self_ {
                check::text("self", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.class {
                check::text("class", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.async_ {
                check::text("async", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.page_ {
                check::text("page", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.concurrency_ {
                check::text("concurrency", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.url {
                check::text("url", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.request {
                check::text("request", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.response {
                check::text("response", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.result {
                check::text("result", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.value {
                check::text("value", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.query_ {
                check::text("query", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.timeout_ {
                check::text("timeout", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.async_.as_ref().map(|value| value.text());
            let text_1 = self.class.as_ref().map(|value| value.text());
            let text_2 = self.concurrency_.as_ref().map(|value| value.text());
            let text_3 = self.page_.as_ref().map(|value| value.text());
            let text_6 = self.query_.as_ref().map(|value| value.text());
            let text_7 = self.request.as_ref().map(|value| value.text());
            let text_8 = self.response.as_ref().map(|value| value.text());
            let text_9 = self.result.as_ref().map(|value| value.text());
            let text_10 = self.self_.as_ref().map(|value| value.text());
            let text_11 = self.timeout_.as_ref().map(|value| value.text());
            let text_12 = self.url.as_ref().map(|value| value.text());
            let text_13 = self.value.as_ref().map(|value| value.text());
            let _ = wire.call_match(text_0.as_deref(), text_1.as_deref(), text_2.as_deref(), text_3.as_deref(), paging.number.as_deref(), paging.size.as_deref(), text_6.as_deref(), text_7.as_deref(), text_8.as_deref(), text_9.as_deref(), text_10.as_deref(), text_11.as_deref(), text_12.as_deref(), text_13.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /self/{type}`"]
    #[derive(Debug, Clone)]
    pub struct Self_ {
        pub(crate) type_: String,
    }

    impl call::Operation for Self_ {
        type Output = types::Result_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[1]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("type", &self.type_, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.type_.text();
            let _ = wire.call_self(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /options/{in}/{self}`"]
    #[derive(Debug, Clone)]
    pub struct Client_ {
        pub(crate) in_: String,
        pub(crate) self_: i64,
    }

    impl call::Operation for Client_ {
        type Output = types::Result_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[2]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("in", &self.in_, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            check::range("self", self.self_, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.in_.text();
            let text_1 = self.self_.text();
            let _ = wire.call_client(&text_0, &text_1).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`POST /options/{in}/{self}`"]
    #[derive(Debug, Clone)]
    pub struct String_ {
        pub(crate) in_: String,
        pub(crate) self_: i64,
        pub(crate) body: types::NewResult,
    }

    impl call::Operation for String_ {
        type Output = types::Result_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[3]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("in", &self.in_, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            check::range("self", self.self_, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.in_.text();
            let text_1 = self.self_.text();
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_string(&text_0, &text_1, &body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /default/{id}`"]
    #[derive(Debug, Clone)]
    pub struct Default_ {
        pub(crate) id: String,
        pub(crate) default: Option<String>,
        pub(crate) check_: Option<String>,
        pub(crate) send_: Option<String>,
        pub(crate) first_: Option<String>,
        pub(crate) body_: Option<String>,
        pub(crate) cls: Option<String>,
        pub(crate) client: Option<String>,
        pub(crate) data: Option<String>,
        pub(crate) index: Option<String>,
        pub(crate) copy: Option<String>,
        pub(crate) wait: Option<String>,
        pub(crate) notify: Option<String>,
        pub(crate) description: Option<String>,
    }

    impl<M> call::Request<Default_, M> {
        #[must_use]
        pub fn default(mut self, default: impl Into<String>) -> Self {
            self.operation.default = Some(default.into());
            self
        }
        #[doc = "Wire name: `check`."]
        #[must_use]
        pub fn check_(mut self, check_: impl Into<String>) -> Self {
            self.operation.check_ = Some(check_.into());
            self
        }
        #[doc = "Wire name: `send`."]
        #[must_use]
        pub fn send_(mut self, send_: impl Into<String>) -> Self {
            self.operation.send_ = Some(send_.into());
            self
        }
        #[doc = "Wire name: `first`."]
        #[must_use]
        pub fn first_(mut self, first_: impl Into<String>) -> Self {
            self.operation.first_ = Some(first_.into());
            self
        }
        #[doc = "Wire name: `body`."]
        #[must_use]
        pub fn body_(mut self, body_: impl Into<String>) -> Self {
            self.operation.body_ = Some(body_.into());
            self
        }
        #[must_use]
        pub fn cls(mut self, cls: impl Into<String>) -> Self {
            self.operation.cls = Some(cls.into());
            self
        }
        #[must_use]
        pub fn client(mut self, client: impl Into<String>) -> Self {
            self.operation.client = Some(client.into());
            self
        }
        #[must_use]
        pub fn data(mut self, data: impl Into<String>) -> Self {
            self.operation.data = Some(data.into());
            self
        }
        #[must_use]
        pub fn index(mut self, index: impl Into<String>) -> Self {
            self.operation.index = Some(index.into());
            self
        }
        #[must_use]
        pub fn copy(mut self, copy: impl Into<String>) -> Self {
            self.operation.copy = Some(copy.into());
            self
        }
        #[must_use]
        pub fn wait(mut self, wait: impl Into<String>) -> Self {
            self.operation.wait = Some(wait.into());
            self
        }
        #[must_use]
        pub fn notify(mut self, notify: impl Into<String>) -> Self {
            self.operation.notify = Some(notify.into());
            self
        }
        #[must_use]
        pub fn description(mut self, description: impl Into<String>) -> Self {
            self.operation.description = Some(description.into());
            self
        }
    }

    impl call::Operation for Default_ {
        type Output = types::Into_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[4]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("id", &self.id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.default {
                check::text("default", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.check_ {
                check::text("check", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.send_ {
                check::text("send", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.first_ {
                check::text("first", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.body_ {
                check::text("body", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.cls {
                check::text("cls", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.client {
                check::text("client", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.data {
                check::text("data", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.index {
                check::text("index", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.copy {
                check::text("copy", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.wait {
                check::text("wait", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.notify {
                check::text("notify", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.description {
                check::text("description", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.id.text();
            let text_1 = self.body_.as_ref().map(|value| value.text());
            let text_2 = self.check_.as_ref().map(|value| value.text());
            let text_3 = self.client.as_ref().map(|value| value.text());
            let text_4 = self.cls.as_ref().map(|value| value.text());
            let text_5 = self.copy.as_ref().map(|value| value.text());
            let text_6 = self.data.as_ref().map(|value| value.text());
            let text_7 = self.default.as_ref().map(|value| value.text());
            let text_8 = self.description.as_ref().map(|value| value.text());
            let text_9 = self.first_.as_ref().map(|value| value.text());
            let text_10 = self.index.as_ref().map(|value| value.text());
            let text_11 = self.notify.as_ref().map(|value| value.text());
            let text_12 = self.send_.as_ref().map(|value| value.text());
            let text_13 = self.wait.as_ref().map(|value| value.text());
            let _ = wire.call_default(&text_0, text_1.as_deref(), text_2.as_deref(), text_3.as_deref(), text_4.as_deref(), text_5.as_deref(), text_6.as_deref(), text_7.as_deref(), text_8.as_deref(), text_9.as_deref(), text_10.as_deref(), text_11.as_deref(), text_12.as_deref(), text_13.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`PUT /default/{id}`"]
    #[derive(Debug, Clone)]
    pub struct Send_ {
        pub(crate) id_path: String,
        pub(crate) body: types::IntoReplacement,
    }

    impl call::Operation for Send_ {
        type Output = types::Into_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[5]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("id_path", &self.id_path, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.id_path.text();
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_send(&text_0, &body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`POST /default/{id}/check`"]
    #[derive(Debug, Clone)]
    pub struct Check {
        pub(crate) id: String,
        pub(crate) body: types::NewInto,
    }

    impl call::Operation for Check {
        type Output = types::Into_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[6]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("id", &self.id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.id.text();
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_check(&text_0, &body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`GET /by-name/default/{id}`"]
    #[derive(Debug, Clone)]
    pub struct First {
        pub(crate) id: String,
    }

    impl call::Operation for First {
        type Output = types::Into_;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[7]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::segment("id", &self.id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.id.text();
            let _ = wire.call_first(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`GET /events`"]
    #[derive(Debug, Clone)]
    pub struct ListEvents {
    }

    impl call::ListOperation for ListEvents {
        type Item = types::Event;
    }

    impl call::Operation for ListEvents {
        type Output = call::Page<types::Event>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[8]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: Some(1000), min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_list_events(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`POST /events`"]
    #[derive(Debug, Clone)]
    pub struct AddEvent {
        pub(crate) body: types::NewEvent,
    }

    impl call::Operation for AddEvent {
        type Output = ();

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[9]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_add_event(&body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            Ok(())
        }
    }

    #[doc = "`GET /requests`"]
    #[derive(Debug, Clone)]
    pub struct ListRequests {
    }

    impl call::ListOperation for ListRequests {
        type Item = types::Result_;
    }

    impl call::Operation for ListRequests {
        type Output = call::Page<types::Result_>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[10]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: Some(1000), min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_list_requests(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

}

/// Resources of the API. Their methods create requests.
pub mod resources {
    use super::{operations, types};
    use crate::generated::prelude::*;
#[doc = "The resource `match`."]
#[derive(Debug, Clone)]
pub struct Match<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `match`."]
    pub fn match_(&self) -> Match<M> {
        Match { client: self.clone() }
    }
}

impl<M: call::Mode> Match<M> {
    #[doc = "A \"quoted\" summary\n\n`GET /match`"]
    pub fn list(&self) -> call::Request<operations::Match, M> {
        call::Request::new(&self.client, operations::Match { self_: None, class: None, async_: None, page_: None, concurrency_: None, url: None, request: None, response: None, result: None, value: None, query_: None, timeout_: None })
    }

}

#[doc = "The resource `self`."]
#[derive(Debug, Clone)]
pub struct Self_<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `self`."]
    pub fn self_(&self) -> Self_<M> {
        Self_ { client: self.clone() }
    }
}

impl<M: call::Mode> Self_<M> {
    #[doc = "`GET /self/{type}`"]
    pub fn get(&self, type_: impl Into<String>) -> call::Request<operations::Self_, M> {
        call::Request::new(&self.client, operations::Self_ { type_: type_.into() })
    }

}

#[doc = "The resource `options`."]
#[derive(Debug, Clone)]
pub struct Options<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `options`."]
    pub fn options_(&self) -> Options<M> {
        Options { client: self.clone() }
    }
}

impl<M: call::Mode> Options<M> {
    #[doc = "`GET /options/{in}/{self}`"]
    pub fn get(&self, in_: impl Into<String>, self_: impl Into<i64>) -> call::Request<operations::Client_, M> {
        call::Request::new(&self.client, operations::Client_ { in_: in_.into(), self_: self_.into() })
    }

    #[doc = "`POST /options/{in}/{self}`"]
    pub fn async_(&self, in_: impl Into<String>, self_: impl Into<i64>, body: types::NewResult) -> call::Request<operations::String_, M> {
        call::Request::new(&self.client, operations::String_ { in_: in_.into(), self_: self_.into(), body })
    }

}

#[doc = "The resource `default`."]
#[derive(Debug, Clone)]
pub struct Default_<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `default`."]
    pub fn default(&self) -> Default_<M> {
        Default_ { client: self.clone() }
    }
}

impl<M: call::Mode> Default_<M> {
    #[doc = "`GET /default/{id}`"]
    pub fn get(&self, id: impl Into<String>) -> call::Request<operations::Default_, M> {
        call::Request::new(&self.client, operations::Default_ { id: id.into(), default: None, check_: None, send_: None, first_: None, body_: None, cls: None, client: None, data: None, index: None, copy: None, wait: None, notify: None, description: None })
    }

    #[doc = "`PUT /default/{id}`"]
    pub fn replace(&self, id_path: impl Into<String>, body: types::IntoReplacement) -> call::Request<operations::Send_, M> {
        call::Request::new(&self.client, operations::Send_ { id_path: id_path.into(), body })
    }

    #[doc = "`POST /default/{id}/check`"]
    pub fn check(&self, id: impl Into<String>, body: types::NewInto) -> call::Request<operations::Check, M> {
        call::Request::new(&self.client, operations::Check { id: id.into(), body })
    }

    #[doc = "`GET /by-name/default/{id}`"]
    pub fn get_by_name(&self, id: impl Into<String>) -> call::Request<operations::First, M> {
        call::Request::new(&self.client, operations::First { id: id.into() })
    }

}

#[doc = "The resource `events`."]
#[derive(Debug, Clone)]
pub struct Events<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `events`."]
    pub fn events(&self) -> Events<M> {
        Events { client: self.clone() }
    }
}

impl<M: call::Mode> Events<M> {
    #[doc = "`GET /events`"]
    pub fn list(&self) -> call::Request<operations::ListEvents, M> {
        call::Request::new(&self.client, operations::ListEvents {  })
    }

    #[doc = "`POST /events`"]
    pub fn create(&self, body: types::NewEvent) -> call::Request<operations::AddEvent, M> {
        call::Request::new(&self.client, operations::AddEvent { body })
    }

    #[doc = "Sends many `create` requests, a bounded number at a time, and returns an outcome for each, in order."]
    pub fn create_many<I>(&self, bodies: I) -> call::Many<operations::AddEvent, M>
    where
        I: IntoIterator<Item = types::NewEvent>,
        I::IntoIter: Send + 'static,
    {
        let client = self.client.clone();
        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::AddEvent { body }))))
    }

}

#[doc = "The resource `requests`."]
#[derive(Debug, Clone)]
pub struct Requests<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `requests`."]
    pub fn requests(&self) -> Requests<M> {
        Requests { client: self.clone() }
    }
}

impl<M: call::Mode> Requests<M> {
    #[doc = "`GET /requests`"]
    pub fn list(&self) -> call::Request<operations::ListRequests, M> {
        call::Request::new(&self.client, operations::ListRequests {  })
    }

}

}

#[doc(hidden)]
#[macro_export]
macro_rules! __stored_resources {
    ($apply:ident) => {
        $apply! {
            match_ "match" Result_;
            self_ "self" Result_;
            options_ "options" Result_;
            default "default" Into_;
            events "events" Event;
            requests "requests" Result_;
        }
    };
}
#[doc(hidden)]
#[macro_export]
macro_rules! __outbox_resources {
    ($apply:ident) => {
        $apply! {
            events_ "events" 9 NewEvent;
        }
    };
}
