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
            decode::page(&response.body, true, meta::PAGINATION.as_ref(), page)
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

}

#[doc(hidden)]
#[macro_export]
macro_rules! __stored_resources {
    ($apply:ident) => {
        $apply! {
            match_ "match" Result_;
            self_ "self" Result_;
            options_ "options" Result_;
        }
    };
}
