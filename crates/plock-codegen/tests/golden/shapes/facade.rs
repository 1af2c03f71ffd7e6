/// Objects of requests and responses, one type for each schema.
pub mod types {
    use crate::generated::prelude::*;
    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum CustomersState {
        /// `active`
        Active,
        /// `closed`
        Closed,
        /// A value that the API document does not list.
        Other(String),
    }

    impl CustomersState {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Active => "active",
                Self::Closed => "closed",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for CustomersState {
        fn from(value: String) -> Self {
            match value.as_str() {
                "active" => Self::Active,
                "closed" => Self::Closed,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(CustomersState);

    #[doc = "Where the customer stands."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum CustomerState {
        /// `active`
        Active,
        /// `on_hold`
        OnHold,
        /// `closed`
        Closed,
        /// A value that the API document does not list.
        Other(String),
    }

    impl CustomerState {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Active => "active",
                Self::OnHold => "on_hold",
                Self::Closed => "closed",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for CustomerState {
        fn from(value: String) -> Self {
            match value.as_str() {
                "active" => Self::Active,
                "on_hold" => Self::OnHold,
                "closed" => Self::Closed,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(CustomerState);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AddressGeo {
        pub lat: Option<Decimal>,
        pub lon: Option<Decimal>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AddressGeo {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn lat(mut self, lat: impl Into<Decimal>) -> Self {
            self.lat = Some(lat.into());
            self
        }
        #[must_use]
        pub fn lon(mut self, lon: impl Into<Decimal>) -> Self {
            self.lon = Some(lon.into());
            self
        }
    }

    impl call::Object for AddressGeo {
        const NAME: &'static str = "AddressGeo";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"lat") => {
                    self.lat = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Top, b"lon") => {
                    self.lon = raw.optional(|raw| raw.decimal())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AddressGeo {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AddressGeo {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "lat", &self.lat)?;
            out.member(Place::Top, "lon", &self.lon)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AddressGeo {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AddressGeo {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Address {
        pub street: Option<String>,
        pub city: Option<String>,
        pub geo: Option<AddressGeo>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Address {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn street(mut self, street: impl Into<String>) -> Self {
            self.street = Some(street.into());
            self
        }
        #[must_use]
        pub fn city(mut self, city: impl Into<String>) -> Self {
            self.city = Some(city.into());
            self
        }
        #[must_use]
        pub fn geo(mut self, geo: impl Into<AddressGeo>) -> Self {
            self.geo = Some(geo.into());
            self
        }
    }

    impl call::Object for Address {
        const NAME: &'static str = "Address";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"street") => {
                    self.street = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"city") => {
                    self.city = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"geo") => {
                    self.geo = raw.optional_object(|raw| raw.object())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Address {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Address {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "street", &self.street)?;
            out.member(Place::Top, "city", &self.city)?;
            out.member(Place::Top, "geo", &self.geo)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Address {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Address {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Card {
        pub kind: String,
        pub digits: String,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Card {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(digits: impl Into<String>) -> Self {
            Self {
                kind: "card".into(),
                digits: digits.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl call::Object for Card {
        const NAME: &'static str = "Card";
        const REQUIRED: &'static [&'static str] = &["kind", "digits"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"digits") => {
                    *seen |= 1 << 1;
                    self.digits = raw.string()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Card {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Card {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "digits", &self.digits)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Card {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Card {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct BankTransfer {
        pub kind: String,
        pub iban: Option<String>,
        pub fee: Option<Decimal>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl BankTransfer {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                kind: "bank".into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn iban(mut self, iban: impl Into<String>) -> Self {
            self.iban = Some(iban.into());
            self
        }
        #[must_use]
        pub fn fee(mut self, fee: impl Into<Decimal>) -> Self {
            self.fee = Some(fee.into());
            self
        }
    }

    impl call::Object for BankTransfer {
        const NAME: &'static str = "BankTransfer";
        const REQUIRED: &'static [&'static str] = &["kind"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"iban") => {
                    self.iban = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"fee") => {
                    self.fee = raw.optional(|raw| raw.decimal())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for BankTransfer {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for BankTransfer {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "iban", &self.iban)?;
            out.member(Place::Top, "fee", &encode::Quoted(&self.fee))?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for BankTransfer {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for BankTransfer {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Payment {
        /// `card`
        Card(Box<Card>),
        /// `bank_transfer`
        BankTransfer(Box<BankTransfer>),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for Payment {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl Payment {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = raw.member("kind");
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::Object, Some("card")) => Self::Card(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("bank")) => Self::BankTransfer(raw.object().map(Box::new)?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for Payment {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::Card(value) => value.encode(to, form),
                Self::BankTransfer(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<Card> for Payment {
        fn from(value: Card) -> Self {
            Self::Card(Box::new(value))
        }
    }

    impl From<BankTransfer> for Payment {
        fn from(value: BankTransfer) -> Self {
            Self::BankTransfer(Box::new(value))
        }
    }

    impl Serialize for Payment {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for Payment {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum CustomerExternal {
        /// `string`
        String(String),
        /// `integer`
        Integer(i64),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for CustomerExternal {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl CustomerExternal {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = None;
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::String, _) => Self::String(raw.string()?),
                (decode::Kind::Number, _) => Self::Integer(raw.integer()?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for CustomerExternal {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::String(value) => value.encode(to, form),
                Self::Integer(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<String> for CustomerExternal {
        fn from(value: String) -> Self {
            Self::String(value)
        }
    }

    impl From<i64> for CustomerExternal {
        fn from(value: i64) -> Self {
            Self::Integer(value)
        }
    }

    impl Serialize for CustomerExternal {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for CustomerExternal {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Line {
        pub text: Option<String>,
        pub price: Decimal,
        pub tax: Option<Decimal>,
        pub parts: Option<Vec<Line>>,
        pub parent: Option<Box<Line>>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Line {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(price: impl Into<Decimal>) -> Self {
            Self {
                price: price.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn text(mut self, text: impl Into<String>) -> Self {
            self.text = Some(text.into());
            self
        }
        #[must_use]
        pub fn tax(mut self, tax: impl Into<Decimal>) -> Self {
            self.tax = Some(tax.into());
            self
        }
        #[must_use]
        pub fn parts(mut self, parts: impl Into<Vec<Line>>) -> Self {
            self.parts = Some(parts.into());
            self
        }
        #[must_use]
        pub fn parent(mut self, parent: impl Into<Line>) -> Self {
            self.parent = Some(Box::new(parent.into()));
            self
        }
    }

    impl call::Object for Line {
        const NAME: &'static str = "Line";
        const REQUIRED: &'static [&'static str] = &["price"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"text") => {
                    self.text = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"price") => {
                    *seen |= 1 << 0;
                    self.price = raw.decimal()?;
                }
                (Place::Top, b"tax") => {
                    self.tax = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Top, b"parts") => {
                    self.parts = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Top, b"parent") => {
                    self.parent = raw.optional_object(|raw| raw.object().map(Box::new))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Line {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Line {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "text", &self.text)?;
            out.member(Place::Top, "price", &self.price)?;
            out.member(Place::Top, "tax", &self.tax)?;
            out.member(Place::Top, "parts", &self.parts)?;
            out.member(Place::Top, "parent", &self.parent)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Line {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Line {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct CustomerContact {
        pub email: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl CustomerContact {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn email(mut self, email: impl Into<String>) -> Self {
            self.email = Some(email.into());
            self
        }
    }

    impl call::Object for CustomerContact {
        const NAME: &'static str = "CustomerContact";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"email") => {
                    self.email = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for CustomerContact {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for CustomerContact {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "email", &self.email)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for CustomerContact {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for CustomerContact {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Person {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        pub title: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Person {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn title(mut self, title: impl Into<String>) -> Self {
            self.title = Some(title.into());
            self
        }
    }

    impl call::Object for Person {
        const NAME: &'static str = "Person";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                (Place::Top, b"title") => {
                    self.title = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Person {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Person {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            out.member(Place::Top, "title", &self.title)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Person {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Person {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Company {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        #[doc = "Wire name: `vatId`."]
        pub vat_id: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Company {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `vatId`."]
        #[must_use]
        pub fn vat_id(mut self, vat_id: impl Into<String>) -> Self {
            self.vat_id = Some(vat_id.into());
            self
        }
    }

    impl call::Object for Company {
        const NAME: &'static str = "Company";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                (Place::Top, b"vatId") => {
                    self.vat_id = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Company {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Company {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            out.member(Place::Top, "vatId", &self.vat_id)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Company {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Company {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Contact {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Contact {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl call::Object for Contact {
        const NAME: &'static str = "Contact";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Contact {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Contact {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Contact {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Contact {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum AnyContact {
        /// `person`
        Person(Box<Person>),
        /// `company`
        Company(Box<Company>),
        /// `anybody`
        Anybody(Box<Contact>),
        /// `contact`
        Contact(Box<Contact>),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for AnyContact {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl AnyContact {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = raw.member("contactType");
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::Object, Some("natural-person")) => Self::Person(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Company")) => Self::Company(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Anybody")) => Self::Anybody(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Contact")) => Self::Contact(raw.object().map(Box::new)?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for AnyContact {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::Person(value) => value.encode(to, form),
                Self::Company(value) => value.encode(to, form),
                Self::Anybody(value) => value.encode(to, form),
                Self::Contact(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<Person> for AnyContact {
        fn from(value: Person) -> Self {
            Self::Person(Box::new(value))
        }
    }

    impl From<Company> for AnyContact {
        fn from(value: Company) -> Self {
            Self::Company(Box::new(value))
        }
    }

    impl From<Contact> for AnyContact {
        fn from(value: Contact) -> Self {
            Self::Anybody(Box::new(value))
        }
    }

    impl Serialize for AnyContact {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for AnyContact {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
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

    #[doc = "Someone who pays."]
    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Customer {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        pub name: Option<String>,
        #[doc = "Where the customer stands."]
        pub state: Option<CustomerState>,
        pub address: Option<Address>,
        pub previous: Option<Vec<Address>>,
        pub labels: Option<BTreeMap<String, String>>,
        pub limits: Option<BTreeMap<String, Decimal>>,
        pub settings: Option<Json>,
        pub payment: Option<Payment>,
        pub external: Option<CustomerExternal>,
        pub due: Option<Date>,
        pub since: Option<Timestamp>,
        pub balance: Option<Decimal>,
        pub tags: Option<Vec<String>>,
        pub lines: Option<Vec<Line>>,
        pub contacts: Option<Vec<CustomerContact>>,
        pub scores: Option<Vec<Option<Decimal>>>,
        pub aliases: Option<BTreeMap<String, Option<String>>>,
        pub stops: Option<Vec<Option<Address>>>,
        pub contact: Option<AnyContact>,
        #[doc = "Wire name: `formerContacts`."]
        pub former_contacts: Option<Vec<AnyContact>>,
        pub relationships: Option<Json>,
        pub links: Option<SelfLink>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Customer {
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
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        #[doc = "Where the customer stands."]
        #[must_use]
        pub fn state(mut self, state: impl Into<CustomerState>) -> Self {
            self.state = Some(state.into());
            self
        }
        #[must_use]
        pub fn address(mut self, address: impl Into<Address>) -> Self {
            self.address = Some(address.into());
            self
        }
        #[must_use]
        pub fn previous(mut self, previous: impl Into<Vec<Address>>) -> Self {
            self.previous = Some(previous.into());
            self
        }
        #[must_use]
        pub fn labels(mut self, labels: impl Into<BTreeMap<String, String>>) -> Self {
            self.labels = Some(labels.into());
            self
        }
        #[must_use]
        pub fn limits(mut self, limits: impl Into<BTreeMap<String, Decimal>>) -> Self {
            self.limits = Some(limits.into());
            self
        }
        #[must_use]
        pub fn settings(mut self, settings: impl Into<Json>) -> Self {
            self.settings = Some(settings.into());
            self
        }
        #[must_use]
        pub fn payment(mut self, payment: impl Into<Payment>) -> Self {
            self.payment = Some(payment.into());
            self
        }
        #[must_use]
        pub fn external(mut self, external: impl Into<CustomerExternal>) -> Self {
            self.external = Some(external.into());
            self
        }
        #[must_use]
        pub fn due(mut self, due: impl Into<Date>) -> Self {
            self.due = Some(due.into());
            self
        }
        #[must_use]
        pub fn since(mut self, since: impl Into<Timestamp>) -> Self {
            self.since = Some(since.into());
            self
        }
        #[must_use]
        pub fn balance(mut self, balance: impl Into<Decimal>) -> Self {
            self.balance = Some(balance.into());
            self
        }
        #[must_use]
        pub fn tags(mut self, tags: impl Into<Vec<String>>) -> Self {
            self.tags = Some(tags.into());
            self
        }
        #[must_use]
        pub fn lines(mut self, lines: impl Into<Vec<Line>>) -> Self {
            self.lines = Some(lines.into());
            self
        }
        #[must_use]
        pub fn contacts(mut self, contacts: impl Into<Vec<CustomerContact>>) -> Self {
            self.contacts = Some(contacts.into());
            self
        }
        #[must_use]
        pub fn scores(mut self, scores: impl Into<Vec<Option<Decimal>>>) -> Self {
            self.scores = Some(scores.into());
            self
        }
        #[must_use]
        pub fn aliases(mut self, aliases: impl Into<BTreeMap<String, Option<String>>>) -> Self {
            self.aliases = Some(aliases.into());
            self
        }
        #[must_use]
        pub fn stops(mut self, stops: impl Into<Vec<Option<Address>>>) -> Self {
            self.stops = Some(stops.into());
            self
        }
        #[must_use]
        pub fn contact(mut self, contact: impl Into<AnyContact>) -> Self {
            self.contact = Some(contact.into());
            self
        }
        #[doc = "Wire name: `formerContacts`."]
        #[must_use]
        pub fn former_contacts(mut self, former_contacts: impl Into<Vec<AnyContact>>) -> Self {
            self.former_contacts = Some(former_contacts.into());
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

    impl call::Object for Customer {
        const NAME: &'static str = "Customer";
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
                (Place::Attributes, b"name") => {
                    self.name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"state") => {
                    self.state = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Attributes, b"address") => {
                    self.address = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Attributes, b"previous") => {
                    self.previous = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Attributes, b"labels") => {
                    self.labels = raw.optional_object(|raw| raw.map(|raw| raw.string()))?;
                }
                (Place::Attributes, b"limits") => {
                    self.limits = raw.optional_object(|raw| raw.map(|raw| raw.decimal()))?;
                }
                (Place::Attributes, b"settings") => {
                    self.settings = raw.optional(|raw| Ok(raw.json()))?;
                }
                (Place::Attributes, b"payment") => {
                    self.payment = raw.optional(|raw| Payment::read(raw))?;
                }
                (Place::Attributes, b"external") => {
                    self.external = raw.optional(|raw| CustomerExternal::read(raw))?;
                }
                (Place::Attributes, b"due") => {
                    self.due = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"since") => {
                    self.since = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"balance") => {
                    self.balance = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"tags") => {
                    self.tags = raw.optional(|raw| raw.array(|raw| raw.string()))?;
                }
                (Place::Attributes, b"lines") => {
                    self.lines = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Attributes, b"contacts") => {
                    self.contacts = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Attributes, b"scores") => {
                    self.scores = raw.optional(|raw| raw.array(|raw| raw.optional(|raw| raw.decimal())))?;
                }
                (Place::Attributes, b"aliases") => {
                    self.aliases = raw.optional_object(|raw| raw.map(|raw| raw.optional(|raw| raw.string())))?;
                }
                (Place::Attributes, b"stops") => {
                    self.stops = raw.optional(|raw| raw.array(|raw| raw.optional(|raw| raw.object())))?;
                }
                (Place::Attributes, b"contact") => {
                    self.contact = raw.optional(|raw| AnyContact::read(raw))?;
                }
                (Place::Attributes, b"formerContacts") => {
                    self.former_contacts = raw.optional(|raw| raw.array(|raw| AnyContact::read(raw)))?;
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

    impl<'de> Deserialize<'de> for Customer {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Customer {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "name", &self.name)?;
            out.member(Place::Attributes, "state", &self.state)?;
            out.member(Place::Attributes, "address", &self.address)?;
            out.member(Place::Attributes, "previous", &self.previous)?;
            out.member(Place::Attributes, "labels", &self.labels)?;
            out.member(Place::Attributes, "limits", &self.limits)?;
            out.member(Place::Attributes, "settings", &self.settings)?;
            out.member(Place::Attributes, "payment", &self.payment)?;
            out.member(Place::Attributes, "external", &self.external)?;
            out.member(Place::Attributes, "due", &self.due)?;
            out.member(Place::Attributes, "since", &self.since)?;
            out.member(Place::Attributes, "balance", &self.balance)?;
            out.member(Place::Attributes, "tags", &self.tags)?;
            out.member(Place::Attributes, "lines", &self.lines)?;
            out.member(Place::Attributes, "contacts", &self.contacts)?;
            out.member(Place::Attributes, "scores", &self.scores)?;
            out.member(Place::Attributes, "aliases", &self.aliases)?;
            out.member(Place::Attributes, "stops", &self.stops)?;
            out.member(Place::Attributes, "contact", &self.contact)?;
            out.member(Place::Attributes, "formerContacts", &self.former_contacts)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            out.member(Place::Top, "links", &self.links)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Customer {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Customer {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Note {
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        pub id: String,
        pub text: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Note {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[must_use]
        pub fn text(mut self, text: impl Into<String>) -> Self {
            self.text = Some(text.into());
            self
        }
    }

    impl call::Object for Note {
        const NAME: &'static str = "Note";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Top, b"text") => {
                    self.text = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Note {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Note {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "createdAt", &self.created_at)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Top, "text", &self.text)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Note {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Note {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct GetNoteResult {
        pub data: Option<Note>,
        pub included: Option<Vec<Customer>>,
        pub meta: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl GetNoteResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn data(mut self, data: impl Into<Note>) -> Self {
            self.data = Some(data.into());
            self
        }
        #[must_use]
        pub fn included(mut self, included: impl Into<Vec<Customer>>) -> Self {
            self.included = Some(included.into());
            self
        }
        #[must_use]
        pub fn meta(mut self, meta: impl Into<Json>) -> Self {
            self.meta = Some(meta.into());
            self
        }
    }

    impl call::Object for GetNoteResult {
        const NAME: &'static str = "GetNoteResult";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"data") => {
                    self.data = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"included") => {
                    self.included = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Top, b"meta") => {
                    self.meta = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for GetNoteResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for GetNoteResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "data", &self.data)?;
            out.member(Place::Top, "included", &self.included)?;
            out.member(Place::Top, "meta", &self.meta)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for GetNoteResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for GetNoteResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct GetStatusResult {
        pub up: Option<bool>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl GetStatusResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn up(mut self, up: impl Into<bool>) -> Self {
            self.up = Some(up.into());
            self
        }
    }

    impl call::Object for GetStatusResult {
        const NAME: &'static str = "GetStatusResult";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"up") => {
                    self.up = raw.optional(|raw| raw.boolean())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for GetStatusResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for GetStatusResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "up", &self.up)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for GetStatusResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for GetStatusResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Rate {
        pub currency: Option<String>,
        pub rate: Option<Decimal>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Rate {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn currency(mut self, currency: impl Into<String>) -> Self {
            self.currency = Some(currency.into());
            self
        }
        #[must_use]
        pub fn rate(mut self, rate: impl Into<Decimal>) -> Self {
            self.rate = Some(rate.into());
            self
        }
    }

    impl call::Object for Rate {
        const NAME: &'static str = "Rate";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"currency") => {
                    self.currency = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"rate") => {
                    self.rate = raw.optional(|raw| raw.decimal())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Rate {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Rate {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "currency", &self.currency)?;
            out.member(Place::Top, "rate", &self.rate)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Rate {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Rate {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct GetSettingResult {
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl GetSettingResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
    }

    impl call::Object for GetSettingResult {
        const NAME: &'static str = "GetSettingResult";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for GetSettingResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for GetSettingResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for GetSettingResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for GetSettingResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Event {
        pub id: String,
        pub name: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Event {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<String>) -> Self {
            Self {
                id: id.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
    }

    impl call::Object for Event {
        const NAME: &'static str = "Event";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.string()?;
                }
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

    impl<'de> Deserialize<'de> for Event {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Event {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Top, "name", &self.name)?;
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

    #[doc = "Values of the API document; the API may send others."]
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum NewCustomerState {
        /// `active`
        Active,
        /// `on_hold`
        OnHold,
        /// A value that the API document does not list.
        Other(String),
    }

    impl NewCustomerState {
        /// The value on the wire.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Active => "active",
                Self::OnHold => "on_hold",
                Self::Other(value) => value,
            }
        }
    }

    impl From<String> for NewCustomerState {
        fn from(value: String) -> Self {
            match value.as_str() {
                "active" => Self::Active,
                "on_hold" => Self::OnHold,
                _ => Self::Other(value),
            }
        }
    }

    crate::generated::open_enum!(NewCustomerState);

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AddressGeoInput {
        pub lat: Option<Decimal>,
        pub lon: Option<Decimal>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AddressGeoInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn lat(mut self, lat: impl Into<Decimal>) -> Self {
            self.lat = Some(lat.into());
            self
        }
        #[must_use]
        pub fn lon(mut self, lon: impl Into<Decimal>) -> Self {
            self.lon = Some(lon.into());
            self
        }
    }

    impl check::Checked for AddressGeoInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            if let Some(value) = &self.lat {
                check::decimal("lat", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.lon {
                check::decimal("lon", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for AddressGeoInput {
        const NAME: &'static str = "AddressGeoInput";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"lat") => {
                    self.lat = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Top, b"lon") => {
                    self.lon = raw.optional(|raw| raw.decimal())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AddressGeoInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AddressGeoInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "lat", &self.lat)?;
            out.member(Place::Top, "lon", &self.lon)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AddressGeoInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AddressGeoInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AddressInput {
        pub street: Option<String>,
        pub city: Option<String>,
        pub geo: Option<AddressGeoInput>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AddressInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn street(mut self, street: impl Into<String>) -> Self {
            self.street = Some(street.into());
            self
        }
        #[must_use]
        pub fn city(mut self, city: impl Into<String>) -> Self {
            self.city = Some(city.into());
            self
        }
        #[doc = "Sends `city` as null, as opposed to omitting it."]
        #[must_use]
        pub fn clear_city(mut self) -> Self {
            self.city = None;
            self.extra.insert("city", Json::default());
            self
        }
        #[must_use]
        pub fn geo(mut self, geo: impl Into<AddressGeoInput>) -> Self {
            self.geo = Some(geo.into());
            self
        }
    }

    impl check::Checked for AddressInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            if let Some(value) = &self.street {
                check::text("street", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.city {
                check::text("city", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.geo {
                value.check().map_err(|e| e.within("geo"))?;
            }
            Ok(())
        }
    }

    impl call::Object for AddressInput {
        const NAME: &'static str = "AddressInput";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"street") => {
                    self.street = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"city") => {
                    self.city = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"geo") => {
                    self.geo = raw.optional_object(|raw| raw.object())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AddressInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AddressInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "street", &self.street)?;
            out.member(Place::Top, "city", &self.city)?;
            out.member(Place::Top, "geo", &self.geo)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AddressInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AddressInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct CardInput {
        pub kind: String,
        pub digits: String,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl CardInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(digits: impl Into<String>) -> Self {
            Self {
                kind: "card".into(),
                digits: digits.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for CardInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.kind;
            check::text("kind", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.digits;
            check::text("digits", value, &Limits { minimum: None, maximum: None, min_length: Some(4), max_length: Some(4) })?;
            Ok(())
        }
    }

    impl call::Object for CardInput {
        const NAME: &'static str = "CardInput";
        const REQUIRED: &'static [&'static str] = &["kind", "digits"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"digits") => {
                    *seen |= 1 << 1;
                    self.digits = raw.string()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for CardInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for CardInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "digits", &self.digits)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for CardInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for CardInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct BankTransferInput {
        pub kind: String,
        pub iban: Option<String>,
        pub fee: Option<Decimal>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl BankTransferInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                kind: "bank".into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn iban(mut self, iban: impl Into<String>) -> Self {
            self.iban = Some(iban.into());
            self
        }
        #[must_use]
        pub fn fee(mut self, fee: impl Into<Decimal>) -> Self {
            self.fee = Some(fee.into());
            self
        }
    }

    impl check::Checked for BankTransferInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.kind;
            check::text("kind", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.iban {
                check::text("iban", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.fee {
                check::decimal("fee", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for BankTransferInput {
        const NAME: &'static str = "BankTransferInput";
        const REQUIRED: &'static [&'static str] = &["kind"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"kind") => {
                    *seen |= 1 << 0;
                    self.kind = raw.string()?;
                }
                (Place::Top, b"iban") => {
                    self.iban = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"fee") => {
                    self.fee = raw.optional(|raw| raw.decimal())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for BankTransferInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for BankTransferInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "kind", &self.kind)?;
            out.member(Place::Top, "iban", &self.iban)?;
            out.member(Place::Top, "fee", &encode::Quoted(&self.fee))?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for BankTransferInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for BankTransferInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum PaymentInput {
        /// `card`
        Card(Box<CardInput>),
        /// `bank_transfer`
        BankTransfer(Box<BankTransferInput>),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for PaymentInput {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl PaymentInput {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = raw.member("kind");
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::Object, Some("card")) => Self::Card(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("bank")) => Self::BankTransfer(raw.object().map(Box::new)?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for PaymentInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::Card(value) => value.encode(to, form),
                Self::BankTransfer(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<CardInput> for PaymentInput {
        fn from(value: CardInput) -> Self {
            Self::Card(Box::new(value))
        }
    }

    impl From<BankTransferInput> for PaymentInput {
        fn from(value: BankTransferInput) -> Self {
            Self::BankTransfer(Box::new(value))
        }
    }

    impl Serialize for PaymentInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for PaymentInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct LineInput {
        pub price: Decimal,
        pub text: Option<String>,
        pub tax: Option<Decimal>,
        pub parts: Option<Vec<LineInput>>,
        pub parent: Option<Box<LineInput>>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl LineInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(price: impl Into<Decimal>) -> Self {
            Self {
                price: price.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn text(mut self, text: impl Into<String>) -> Self {
            self.text = Some(text.into());
            self
        }
        #[must_use]
        pub fn tax(mut self, tax: impl Into<Decimal>) -> Self {
            self.tax = Some(tax.into());
            self
        }
        #[doc = "Sends `tax` as null, as opposed to omitting it."]
        #[must_use]
        pub fn clear_tax(mut self) -> Self {
            self.tax = None;
            self.extra.insert("tax", Json::default());
            self
        }
        #[must_use]
        pub fn parts(mut self, parts: impl Into<Vec<LineInput>>) -> Self {
            self.parts = Some(parts.into());
            self
        }
        #[must_use]
        pub fn parent(mut self, parent: impl Into<LineInput>) -> Self {
            self.parent = Some(Box::new(parent.into()));
            self
        }
    }

    impl check::Checked for LineInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.price;
            check::decimal("price", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.text {
                check::text("text", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.tax {
                check::decimal("tax", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.parts {
                for item in value { item.check().map_err(|e| e.within("parts"))?; }
            }
            if let Some(value) = &self.parent {
                value.check().map_err(|e| e.within("parent"))?;
            }
            Ok(())
        }
    }

    impl call::Object for LineInput {
        const NAME: &'static str = "LineInput";
        const REQUIRED: &'static [&'static str] = &["price"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"price") => {
                    *seen |= 1 << 0;
                    self.price = raw.decimal()?;
                }
                (Place::Top, b"text") => {
                    self.text = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"tax") => {
                    self.tax = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Top, b"parts") => {
                    self.parts = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Top, b"parent") => {
                    self.parent = raw.optional_object(|raw| raw.object().map(Box::new))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for LineInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for LineInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "price", &self.price)?;
            out.member(Place::Top, "text", &self.text)?;
            out.member(Place::Top, "tax", &self.tax)?;
            out.member(Place::Top, "parts", &self.parts)?;
            out.member(Place::Top, "parent", &self.parent)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for LineInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for LineInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum NewCustomerTraitsValue {
        /// `string`
        String(String),
        /// `number`
        Number(Decimal),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for NewCustomerTraitsValue {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl NewCustomerTraitsValue {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = None;
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::String, _) => Self::String(raw.string()?),
                (decode::Kind::Number, _) => Self::Number(raw.decimal()?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for NewCustomerTraitsValue {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::String(value) => value.encode(to, form),
                Self::Number(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<String> for NewCustomerTraitsValue {
        fn from(value: String) -> Self {
            Self::String(value)
        }
    }

    impl From<Decimal> for NewCustomerTraitsValue {
        fn from(value: Decimal) -> Self {
            Self::Number(value)
        }
    }

    impl Serialize for NewCustomerTraitsValue {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for NewCustomerTraitsValue {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewCustomerEventValue {
        pub code: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewCustomerEventValue {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn code(mut self, code: impl Into<String>) -> Self {
            self.code = Some(code.into());
            self
        }
    }

    impl check::Checked for NewCustomerEventValue {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            if let Some(value) = &self.code {
                check::text("code", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for NewCustomerEventValue {
        const NAME: &'static str = "NewCustomerEventValue";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"code") => {
                    self.code = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewCustomerEventValue {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewCustomerEventValue {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "code", &self.code)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewCustomerEventValue {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewCustomerEventValue {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct PersonInput {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        pub title: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl PersonInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn title(mut self, title: impl Into<String>) -> Self {
            self.title = Some(title.into());
            self
        }
    }

    impl check::Checked for PersonInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.contact_type;
            check::text("contact_type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.name;
            check::text("name", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.title {
                check::text("title", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for PersonInput {
        const NAME: &'static str = "PersonInput";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                (Place::Top, b"title") => {
                    self.title = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for PersonInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for PersonInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            out.member(Place::Top, "title", &self.title)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for PersonInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for PersonInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct CompanyInput {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        #[doc = "Wire name: `vatId`."]
        pub vat_id: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl CompanyInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `vatId`."]
        #[must_use]
        pub fn vat_id(mut self, vat_id: impl Into<String>) -> Self {
            self.vat_id = Some(vat_id.into());
            self
        }
    }

    impl check::Checked for CompanyInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.contact_type;
            check::text("contact_type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.name;
            check::text("name", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.vat_id {
                check::text("vat_id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for CompanyInput {
        const NAME: &'static str = "CompanyInput";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                (Place::Top, b"vatId") => {
                    self.vat_id = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for CompanyInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for CompanyInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            out.member(Place::Top, "vatId", &self.vat_id)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for CompanyInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for CompanyInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct ContactInput {
        #[doc = "Wire name: `contactType`."]
        pub contact_type: String,
        pub name: String,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl ContactInput {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(contact_type: impl Into<String>, name: impl Into<String>) -> Self {
            Self {
                contact_type: contact_type.into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for ContactInput {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.contact_type;
            check::text("contact_type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.name;
            check::text("name", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }
    }

    impl call::Object for ContactInput {
        const NAME: &'static str = "ContactInput";
        const REQUIRED: &'static [&'static str] = &["contactType", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"contactType") => {
                    *seen |= 1 << 0;
                    self.contact_type = raw.string()?;
                }
                (Place::Top, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for ContactInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for ContactInput {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "contactType", &self.contact_type)?;
            out.member(Place::Top, "name", &self.name)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for ContactInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for ContactInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum AnyContactInput {
        /// `person`
        Person(Box<PersonInput>),
        /// `company`
        Company(Box<CompanyInput>),
        /// `anybody`
        Anybody(Box<ContactInput>),
        /// `contact`
        Contact(Box<ContactInput>),
        /// A value that matches no variant.
        Other(Json),
    }

    impl Default for AnyContactInput {
        fn default() -> Self {
            Self::Other(Json::default())
        }
    }

    impl AnyContactInput {
        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {
            let tag: Option<String> = raw.member("contactType");
            Ok(match (raw.kind(), tag.as_deref()) {
                (decode::Kind::Object, Some("natural-person")) => Self::Person(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Company")) => Self::Company(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Anybody")) => Self::Anybody(raw.object().map(Box::new)?),
                (decode::Kind::Object, Some("Contact")) => Self::Contact(raw.object().map(Box::new)?),
                _ => Self::Other(raw.json()),
            })
        }
    }

    impl encode::Encode for AnyContactInput {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            match self {
                Self::Person(value) => value.encode(to, form),
                Self::Company(value) => value.encode(to, form),
                Self::Anybody(value) => value.encode(to, form),
                Self::Contact(value) => value.encode(to, form),
                Self::Other(value) => value.encode(to, form),
            }
        }
    }

    impl From<PersonInput> for AnyContactInput {
        fn from(value: PersonInput) -> Self {
            Self::Person(Box::new(value))
        }
    }

    impl From<CompanyInput> for AnyContactInput {
        fn from(value: CompanyInput) -> Self {
            Self::Company(Box::new(value))
        }
    }

    impl From<ContactInput> for AnyContactInput {
        fn from(value: ContactInput) -> Self {
            Self::Anybody(Box::new(value))
        }
    }

    impl Serialize for AnyContactInput {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    impl<'de> Deserialize<'de> for AnyContactInput {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let json = Json::deserialize(from)?;
            Self::read(json.raw()).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewCustomer {
        #[doc = "Wire name: `type`."]
        pub type_: String,
        pub name: String,
        pub balance: Decimal,
        pub state: Option<NewCustomerState>,
        pub address: Option<AddressInput>,
        pub payment: Option<PaymentInput>,
        pub credit: Option<Decimal>,
        pub labels: Option<BTreeMap<String, String>>,
        pub seats: Option<i64>,
        #[doc = "Wire name: `startsOn`."]
        pub starts_on: Option<Date>,
        pub settings: Option<Json>,
        #[doc = "Wire name: `ownerId`."]
        pub owner_id: Option<Id>,
        #[doc = "Wire name: `tagIds`."]
        pub tag_ids: Option<Vec<Id>>,
        pub lines: Option<Vec<LineInput>>,
        pub traits: Option<BTreeMap<String, NewCustomerTraitsValue>>,
        pub event: Option<NewCustomerEventValue>,
        pub scores: Option<Vec<Option<Decimal>>>,
        #[doc = "Wire name: `groupIds`."]
        pub group_ids: Option<Vec<Option<Id>>>,
        pub flags: Option<BTreeMap<String, Option<bool>>>,
        pub corrections: Option<Vec<Option<LineInput>>>,
        pub window: Option<(Option<Date>, Option<Date>)>,
        pub contact: Option<AnyContactInput>,
        #[doc = "Sends it again safely.\n\nWire name: `Idempotency-Key`."]
        pub idempotency_key: Option<String>,
        #[doc = "Kept in the logs.\n\nWire name: `X-Trace`."]
        pub x_trace: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewCustomer {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(name: impl Into<String>, balance: impl Into<Decimal>) -> Self {
            Self {
                type_: "customers".into(),
                name: name.into(),
                balance: balance.into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn state(mut self, state: impl Into<NewCustomerState>) -> Self {
            self.state = Some(state.into());
            self
        }
        #[must_use]
        pub fn address(mut self, address: impl Into<AddressInput>) -> Self {
            self.address = Some(address.into());
            self
        }
        #[must_use]
        pub fn payment(mut self, payment: impl Into<PaymentInput>) -> Self {
            self.payment = Some(payment.into());
            self
        }
        #[must_use]
        pub fn credit(mut self, credit: impl Into<Decimal>) -> Self {
            self.credit = Some(credit.into());
            self
        }
        #[must_use]
        pub fn labels(mut self, labels: impl Into<BTreeMap<String, String>>) -> Self {
            self.labels = Some(labels.into());
            self
        }
        #[must_use]
        pub fn seats(mut self, seats: impl Into<i64>) -> Self {
            self.seats = Some(seats.into());
            self
        }
        #[doc = "Wire name: `startsOn`."]
        #[must_use]
        pub fn starts_on(mut self, starts_on: impl Into<Date>) -> Self {
            self.starts_on = Some(starts_on.into());
            self
        }
        #[must_use]
        pub fn settings(mut self, settings: impl Into<Json>) -> Self {
            self.settings = Some(settings.into());
            self
        }
        #[doc = "Wire name: `ownerId`."]
        #[must_use]
        pub fn owner_id(mut self, owner_id: impl Into<Id>) -> Self {
            self.owner_id = Some(owner_id.into());
            self
        }
        #[doc = "Wire name: `tagIds`."]
        #[must_use]
        pub fn tag_ids(mut self, tag_ids: impl Into<Vec<Id>>) -> Self {
            self.tag_ids = Some(tag_ids.into());
            self
        }
        #[must_use]
        pub fn lines(mut self, lines: impl Into<Vec<LineInput>>) -> Self {
            self.lines = Some(lines.into());
            self
        }
        #[must_use]
        pub fn traits(mut self, traits: impl Into<BTreeMap<String, NewCustomerTraitsValue>>) -> Self {
            self.traits = Some(traits.into());
            self
        }
        #[must_use]
        pub fn event(mut self, event: impl Into<NewCustomerEventValue>) -> Self {
            self.event = Some(event.into());
            self
        }
        #[must_use]
        pub fn scores(mut self, scores: impl Into<Vec<Option<Decimal>>>) -> Self {
            self.scores = Some(scores.into());
            self
        }
        #[doc = "Wire name: `groupIds`."]
        #[must_use]
        pub fn group_ids(mut self, group_ids: impl Into<Vec<Option<Id>>>) -> Self {
            self.group_ids = Some(group_ids.into());
            self
        }
        #[must_use]
        pub fn flags(mut self, flags: impl Into<BTreeMap<String, Option<bool>>>) -> Self {
            self.flags = Some(flags.into());
            self
        }
        #[must_use]
        pub fn corrections(mut self, corrections: impl Into<Vec<Option<LineInput>>>) -> Self {
            self.corrections = Some(corrections.into());
            self
        }
        #[must_use]
        pub fn window(mut self, window: impl Into<(Option<Date>, Option<Date>)>) -> Self {
            self.window = Some(window.into());
            self
        }
        #[must_use]
        pub fn contact(mut self, contact: impl Into<AnyContactInput>) -> Self {
            self.contact = Some(contact.into());
            self
        }
        #[doc = "Sends it again safely.\n\nWire name: `Idempotency-Key`."]
        #[must_use]
        pub fn idempotency_key(mut self, idempotency_key: impl Into<String>) -> Self {
            self.idempotency_key = Some(idempotency_key.into());
            self
        }
        #[doc = "Kept in the logs.\n\nWire name: `X-Trace`."]
        #[must_use]
        pub fn x_trace(mut self, x_trace: impl Into<String>) -> Self {
            self.x_trace = Some(x_trace.into());
            self
        }
    }

    impl check::Checked for NewCustomer {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.type_;
            check::text("type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.name;
            check::text("name", value, &Limits { minimum: None, maximum: None, min_length: Some(1), max_length: None })?;
            let value = &self.balance;
            check::decimal("balance", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.address {
                value.check().map_err(|e| e.within("address"))?;
            }
            if let Some(value) = &self.credit {
                check::decimal("credit", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.seats {
                check::range("seats", *value, &Limits { minimum: Some(1), maximum: Some(500), min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.owner_id {
                check::integer("owner_id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.tag_ids {
                for item in value { check::integer("tag_ids", item, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?; }
            }
            if let Some(value) = &self.lines {
                for item in value { item.check().map_err(|e| e.within("lines"))?; }
            }
            if let Some(value) = &self.event {
                value.check().map_err(|e| e.within("event"))?;
            }
            if let Some(value) = &self.group_ids {
                for item in value { if let Some(item) = item { check::integer("group_ids", item, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?; } }
            }
            if let Some(value) = &self.corrections {
                for item in value { if let Some(item) = item { item.check().map_err(|e| e.within("corrections"))?; } }
            }
            if let Some(value) = &self.idempotency_key {
                check::text("idempotency_key", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: Some(64) })?;
            }
            if let Some(value) = &self.x_trace {
                check::text("x_trace", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for NewCustomer {
        const NAME: &'static str = "NewCustomer";
        const REQUIRED: &'static [&'static str] = &["type", "name", "balance"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    *seen |= 1 << 0;
                    self.type_ = raw.string()?;
                }
                (Place::Attributes, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                (Place::Attributes, b"balance") => {
                    *seen |= 1 << 2;
                    self.balance = raw.decimal()?;
                }
                (Place::Attributes, b"state") => {
                    self.state = raw.optional(|raw| raw.string().map(Into::into))?;
                }
                (Place::Attributes, b"address") => {
                    self.address = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Attributes, b"payment") => {
                    self.payment = raw.optional(|raw| PaymentInput::read(raw))?;
                }
                (Place::Attributes, b"credit") => {
                    self.credit = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"labels") => {
                    self.labels = raw.optional_object(|raw| raw.map(|raw| raw.string()))?;
                }
                (Place::Attributes, b"seats") => {
                    self.seats = raw.optional(|raw| raw.integer())?;
                }
                (Place::Attributes, b"startsOn") => {
                    self.starts_on = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"settings") => {
                    self.settings = raw.optional(|raw| Ok(raw.json()))?;
                }
                (Place::Attributes, b"ownerId") => {
                    self.owner_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"tagIds") => {
                    self.tag_ids = raw.optional(|raw| raw.array(|raw| raw.id().map(Into::into)))?;
                }
                (Place::Attributes, b"lines") => {
                    self.lines = raw.optional(|raw| raw.array(|raw| raw.object()))?;
                }
                (Place::Attributes, b"traits") => {
                    self.traits = raw.optional_object(|raw| raw.map(|raw| NewCustomerTraitsValue::read(raw)))?;
                }
                (Place::Attributes, b"event") => {
                    self.event = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Attributes, b"scores") => {
                    self.scores = raw.optional(|raw| raw.array(|raw| raw.optional(|raw| raw.decimal())))?;
                }
                (Place::Attributes, b"groupIds") => {
                    self.group_ids = raw.optional(|raw| raw.array(|raw| raw.optional(|raw| raw.id().map(Into::into))))?;
                }
                (Place::Attributes, b"flags") => {
                    self.flags = raw.optional_object(|raw| raw.map(|raw| raw.optional(|raw| raw.boolean())))?;
                }
                (Place::Attributes, b"corrections") => {
                    self.corrections = raw.optional(|raw| raw.array(|raw| raw.optional(|raw| raw.object())))?;
                }
                (Place::Attributes, b"window") => {
                    self.window = raw.optional(|raw| raw.pair(|raw| raw.optional(|raw| raw.date())))?;
                }
                (Place::Attributes, b"contact") => {
                    self.contact = raw.optional(|raw| AnyContactInput::read(raw))?;
                }
                (Place::Top, b"Idempotency-Key") => {
                    self.idempotency_key = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"X-Trace") => {
                    self.x_trace = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewCustomer {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewCustomer {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Attributes, "name", &self.name)?;
            out.member(Place::Attributes, "balance", &self.balance)?;
            out.member(Place::Attributes, "state", &self.state)?;
            out.member(Place::Attributes, "address", &self.address)?;
            out.member(Place::Attributes, "payment", &self.payment)?;
            out.member(Place::Attributes, "credit", &encode::Quoted(&self.credit))?;
            out.member(Place::Attributes, "labels", &self.labels)?;
            out.member(Place::Attributes, "seats", &self.seats)?;
            out.member(Place::Attributes, "startsOn", &self.starts_on)?;
            out.member(Place::Attributes, "settings", &self.settings)?;
            out.member(Place::Attributes, "ownerId", &encode::Numbered(&self.owner_id))?;
            out.member(Place::Attributes, "tagIds", &encode::Numbered(&self.tag_ids))?;
            out.member(Place::Attributes, "lines", &self.lines)?;
            out.member(Place::Attributes, "traits", &self.traits)?;
            out.member(Place::Attributes, "event", &self.event)?;
            out.member(Place::Attributes, "scores", &encode::Quoted(&self.scores))?;
            out.member(Place::Attributes, "groupIds", &encode::Numbered(&self.group_ids))?;
            out.member(Place::Attributes, "flags", &self.flags)?;
            out.member(Place::Attributes, "corrections", &self.corrections)?;
            out.member(Place::Attributes, "window", &self.window)?;
            out.member(Place::Attributes, "contact", &self.contact)?;
            out.header("Idempotency-Key", &self.idempotency_key)?;
            out.header("X-Trace", &self.x_trace)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewCustomer {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewCustomer {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct CustomerUpdate {
        #[doc = "Wire name: `type`."]
        pub type_: String,
        pub name: Option<String>,
        pub due: Option<Date>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl CustomerUpdate {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                type_: "customers".into(),
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        #[must_use]
        pub fn due(mut self, due: impl Into<Date>) -> Self {
            self.due = Some(due.into());
            self
        }
        #[doc = "Sends `due` as null, as opposed to omitting it."]
        #[must_use]
        pub fn clear_due(mut self) -> Self {
            self.due = None;
            self.extra.insert("due", Json::default());
            self
        }
    }

    impl check::Checked for CustomerUpdate {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.type_;
            check::text("type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.name {
                check::text("name", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }
    }

    impl call::Object for CustomerUpdate {
        const NAME: &'static str = "CustomerUpdate";
        const REQUIRED: &'static [&'static str] = &["type"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    *seen |= 1 << 0;
                    self.type_ = raw.string()?;
                }
                (Place::Attributes, b"name") => {
                    self.name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"due") => {
                    self.due = raw.optional(|raw| raw.date())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for CustomerUpdate {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for CustomerUpdate {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Attributes, "name", &self.name)?;
            out.member(Place::Attributes, "due", &self.due)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for CustomerUpdate {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for CustomerUpdate {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct CustomerReplacement {
        #[doc = "Wire name: `type`."]
        pub type_: String,
        pub name: String,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl CustomerReplacement {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                type_: "customers".into(),
                name: name.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for CustomerReplacement {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.type_;
            check::text("type", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.name;
            check::text("name", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }
    }

    impl call::Object for CustomerReplacement {
        const NAME: &'static str = "CustomerReplacement";
        const REQUIRED: &'static [&'static str] = &["type", "name"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    *seen |= 1 << 0;
                    self.type_ = raw.string()?;
                }
                (Place::Attributes, b"name") => {
                    *seen |= 1 << 1;
                    self.name = raw.string()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for CustomerReplacement {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for CustomerReplacement {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Attributes, "name", &self.name)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for CustomerReplacement {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for CustomerReplacement {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

}

/// Operations with their arguments. The methods of the resources create them.
pub mod operations {
    use super::types;
    use crate::generated::prelude::*;
    #[doc = "`GET /v1/customers`\n\nList customers"]
    #[derive(Debug, Clone)]
    pub struct ListCustomers {
        pub(crate) state: Option<types::CustomersState>,
        pub(crate) due: Option<Date>,
        pub(crate) sort: Option<Vec<String>>,
        pub(crate) include: Option<Vec<String>>,
        pub(crate) archived: Option<bool>,
        pub(crate) minimum: Option<Decimal>,
        pub(crate) created_between: Option<(Timestamp, Timestamp)>,
        pub(crate) x_trace: Option<String>,
    }

    impl<M> call::Request<ListCustomers, M> {
        #[doc = "Wire name: `filter[state]`."]
        #[must_use]
        pub fn state(mut self, state: impl Into<types::CustomersState>) -> Self {
            self.operation.state = Some(state.into());
            self
        }
        #[doc = "Wire name: `filter[due]`."]
        #[must_use]
        pub fn due(mut self, due: impl Into<Date>) -> Self {
            self.operation.due = Some(due.into());
            self
        }
        #[must_use]
        pub fn sort(mut self, sort: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self.operation.sort = Some(sort.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        pub fn include(mut self, include: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self.operation.include = Some(include.into_iter().map(Into::into).collect());
            self
        }
        #[must_use]
        pub fn archived(mut self, archived: impl Into<bool>) -> Self {
            self.operation.archived = Some(archived.into());
            self
        }
        #[must_use]
        pub fn minimum(mut self, minimum: impl Into<Decimal>) -> Self {
            self.operation.minimum = Some(minimum.into());
            self
        }
        #[doc = "Wire name: `createdBetween`."]
        #[must_use]
        pub fn created_between(mut self, from: impl Into<Timestamp>, to: impl Into<Timestamp>) -> Self {
            self.operation.created_between = Some((from.into(), to.into()));
            self
        }
        #[doc = "Kept in the logs.\n\nWire name: `X-Trace`."]
        #[must_use]
        pub fn x_trace(mut self, x_trace: impl Into<String>) -> Self {
            self.operation.x_trace = Some(x_trace.into());
            self
        }
    }

    impl call::ListOperation for ListCustomers {
        type Item = types::Customer;
    }

    impl call::Operation for ListCustomers {
        type Output = call::Page<types::Customer>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[0]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: Some(1000), min_length: None, max_length: None })?;
            if let Some(value) = &self.sort {
                for value in value { check::text("sort", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?; }
            }
            if let Some(value) = &self.include {
                for value in value { check::text("include", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?; }
            }
            if let Some(value) = &self.minimum {
                check::decimal("minimum", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.x_trace {
                check::text("x_trace", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }

        fn headers(&self) -> Vec<(&'static str, String)> {
            let mut headers = Vec::new();
            headers.extend(self.x_trace.as_ref().map(|value| ("X-Trace", value.text())));
            headers
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.archived.as_ref().map(|value| value.text());
            let text_1 = self.created_between.as_ref().map(|value| value.text());
            let text_2 = self.due.as_ref().map(|value| value.text());
            let text_3 = self.state.as_ref().map(|value| value.text());
            let text_4 = self.include.as_ref().map(|value| value.iter().map(Text::text).collect::<Vec<_>>());
            let text_5 = self.minimum.as_ref().map(|value| value.text());
            let text_8 = self.sort.as_ref().map(|value| value.text());
            let _ = wire.call_list_customers(text_0.as_deref(), text_1.as_deref(), text_2.as_deref(), text_3.as_deref(), text_4.as_ref(), text_5.as_deref(), paging.number.as_deref(), paging.size.as_deref(), text_8.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`POST /v1/customers`\n\nCreate a customer"]
    #[derive(Debug, Clone)]
    pub struct CreateCustomer {
        pub(crate) body: types::NewCustomer,
    }

    impl call::Operation for CreateCustomer {
        type Output = Option<types::Customer>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[1]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            self.body.check()?;
            Ok(())
        }

        fn headers(&self) -> Vec<(&'static str, String)> {
            let mut headers = Vec::new();
            headers.extend(self.body.idempotency_key.as_ref().map(|value| ("Idempotency-Key", value.text())));
            headers.extend(self.body.x_trace.as_ref().map(|value| ("X-Trace", value.text())));
            headers
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let body = encode::SerializedBody::new(&self.body, true);
            let _ = wire.call_create_customer(&body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::optional(&response.body, true)
        }
    }

    #[doc = "`GET /v1/customers/{customerId}`\n\nGet a customer"]
    #[derive(Debug, Clone)]
    pub struct GetCustomer {
        pub(crate) customer_id: Id,
    }

    impl call::Operation for GetCustomer {
        type Output = types::Customer;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[2]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let _ = wire.call_get_customer(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`PUT /v1/customers/{customerId}`"]
    #[derive(Debug, Clone)]
    pub struct ReplaceCustomer {
        pub(crate) customer_id: Id,
        pub(crate) body: types::CustomerReplacement,
    }

    impl call::Operation for ReplaceCustomer {
        type Output = Option<types::Customer>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[3]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let body = encode::SerializedBody::new(&self.body, true);
            let _ = wire.call_replace_customer(&text_0, &body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::optional(&response.body, true)
        }
    }

    #[doc = "`PATCH /v1/customers/{customerId}`"]
    #[derive(Debug, Clone)]
    pub struct UpdateCustomer {
        pub(crate) customer_id: Id,
        pub(crate) x_request_key: Option<String>,
        pub(crate) body: types::CustomerUpdate,
    }

    impl<M> call::Request<UpdateCustomer, M> {
        #[doc = "Wire name: `X-Request-Key`."]
        #[must_use]
        pub fn x_request_key(mut self, x_request_key: impl Into<String>) -> Self {
            self.operation.x_request_key = Some(x_request_key.into());
            self
        }
    }

    impl call::Operation for UpdateCustomer {
        type Output = types::Customer;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[4]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.x_request_key {
                check::text("x_request_key", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            self.body.check()?;
            Ok(())
        }

        fn headers(&self) -> Vec<(&'static str, String)> {
            let mut headers = Vec::new();
            headers.extend(self.x_request_key.as_ref().map(|value| ("X-Request-Key", value.text())));
            headers
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let body = encode::SerializedBody::new(&self.body, true);
            let _ = wire.call_update_customer(&text_0, &body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`DELETE /v1/customers/{customerId}`"]
    #[derive(Debug, Clone)]
    pub struct DeleteCustomer {
        pub(crate) customer_id: Id,
    }

    impl call::Operation for DeleteCustomer {
        type Output = ();

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[5]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let _ = wire.call_delete_customer(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            Ok(())
        }
    }

    #[doc = "`GET /v1/customers/{customerId}/notes`"]
    #[derive(Debug, Clone)]
    pub struct ListNotes {
        pub(crate) customer_id: Id,
    }

    impl call::ListOperation for ListNotes {
        type Item = types::Note;
    }

    impl call::Operation for ListNotes {
        type Output = call::Page<types::Note>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[6]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: Some(1000), min_length: None, max_length: None })?;
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let _ = wire.call_list_notes(&text_0, paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /v1/customers/{customerId}/notes/{noteName}`"]
    #[derive(Debug, Clone)]
    pub struct GetNote {
        pub(crate) customer_id: Id,
        pub(crate) note_name: String,
    }

    impl call::Operation for GetNote {
        type Output = types::GetNoteResult;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[7]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            check::segment("note_name", &self.note_name, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let text_1 = self.note_name.text();
            let _ = wire.call_get_note(&text_0, &text_1).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`DELETE /v1/customers/{customerId}/notes/{noteName}`"]
    #[derive(Debug, Clone)]
    pub struct DeleteNote {
        pub(crate) customer_id: Id,
        pub(crate) note_name: String,
        pub(crate) if_match: String,
    }

    impl call::Operation for DeleteNote {
        type Output = ();

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[8]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("customer_id", &self.customer_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            check::segment("note_name", &self.note_name, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            check::text("if_match", &self.if_match, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        fn headers(&self) -> Vec<(&'static str, String)> {
            let mut headers = Vec::new();
            headers.push(("If-Match", self.if_match.text()));
            headers
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.customer_id.text();
            let text_1 = self.note_name.text();
            let _ = wire.call_delete_note(&text_0, &text_1).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            Ok(())
        }
    }

    #[doc = "`GET /v1/status`"]
    #[derive(Debug, Clone)]
    pub struct GetStatus {
    }

    impl call::Operation for GetStatus {
        type Output = types::GetStatusResult;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[9]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_status().await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`GET /v1/rates`"]
    #[derive(Debug, Clone)]
    pub struct ListRates {
    }

    impl call::ListOperation for ListRates {
        type Item = types::Rate;
    }

    impl call::Operation for ListRates {
        type Output = call::Page<types::Rate>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[10]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_list_rates().await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, false, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /v1/settings`"]
    #[derive(Debug, Clone)]
    pub struct GetSettings {
    }

    impl call::Operation for GetSettings {
        type Output = types::GetSettingResult;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[11]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_settings().await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`GET /v1/events`"]
    #[derive(Debug, Clone)]
    pub struct ListEvents {
        pub(crate) after: Option<String>,
        pub(crate) limit: Option<i64>,
    }

    impl<M> call::Request<ListEvents, M> {
        #[must_use]
        pub fn after(mut self, after: impl Into<String>) -> Self {
            self.operation.after = Some(after.into());
            self
        }
        #[must_use]
        pub fn limit(mut self, limit: impl Into<i64>) -> Self {
            self.operation.limit = Some(limit.into());
            self
        }
    }

    impl call::ListOperation for ListEvents {
        type Item = types::Event;
    }

    impl call::Operation for ListEvents {
        type Output = call::Page<types::Event>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[12]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            if let Some(value) = &self.after {
                check::text("after", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.limit {
                check::range("limit", *value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.after.as_ref().map(|value| value.text());
            let text_1 = self.limit.as_ref().map(|value| value.text());
            let _ = wire.call_list_events(text_0.as_deref(), text_1.as_deref()).await;
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
#[doc = "The resource `customers`."]
#[derive(Debug, Clone)]
pub struct Customers<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `customers`."]
    pub fn customers(&self) -> Customers<M> {
        Customers { client: self.clone() }
    }
}

impl<M: call::Mode> Customers<M> {
    #[doc = "List customers\n\n`GET /v1/customers`"]
    pub fn list(&self) -> call::Request<operations::ListCustomers, M> {
        call::Request::new(&self.client, operations::ListCustomers { state: None, due: None, sort: None, include: None, archived: None, minimum: None, created_between: None, x_trace: None })
    }

    #[doc = "Create a customer\n\n`POST /v1/customers`"]
    pub fn create(&self, body: types::NewCustomer) -> call::Request<operations::CreateCustomer, M> {
        call::Request::new(&self.client, operations::CreateCustomer { body })
    }

    #[doc = "Sends many `create` requests, a bounded number at a time, and returns an outcome for each, in order.\n\nCreate a customer"]
    pub fn create_many<I>(&self, bodies: I) -> call::Many<operations::CreateCustomer, M>
    where
        I: IntoIterator<Item = types::NewCustomer>,
        I::IntoIter: Send + 'static,
    {
        let client = self.client.clone();
        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::CreateCustomer { body }))))
    }

    #[doc = "Get a customer\n\n`GET /v1/customers/{customerId}`"]
    pub fn get(&self, customer_id: impl Into<Id>) -> call::Request<operations::GetCustomer, M> {
        call::Request::new(&self.client, operations::GetCustomer { customer_id: customer_id.into() })
    }

    #[doc = "`PUT /v1/customers/{customerId}`"]
    pub fn replace(&self, customer_id: impl Into<Id>, body: types::CustomerReplacement) -> call::Request<operations::ReplaceCustomer, M> {
        call::Request::new(&self.client, operations::ReplaceCustomer { customer_id: customer_id.into(), body })
    }

    #[doc = "`PATCH /v1/customers/{customerId}`"]
    pub fn update(&self, customer_id: impl Into<Id>, body: types::CustomerUpdate) -> call::Request<operations::UpdateCustomer, M> {
        call::Request::new(&self.client, operations::UpdateCustomer { customer_id: customer_id.into(), x_request_key: None, body })
    }

    #[doc = "`DELETE /v1/customers/{customerId}`"]
    pub fn delete(&self, customer_id: impl Into<Id>) -> call::Request<operations::DeleteCustomer, M> {
        call::Request::new(&self.client, operations::DeleteCustomer { customer_id: customer_id.into() })
    }

}

#[doc = "The resource `notes`.\n\nNotes on customers."]
#[derive(Debug, Clone)]
pub struct Notes<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `notes`."]
    pub fn notes(&self) -> Notes<M> {
        Notes { client: self.clone() }
    }
}

impl<M: call::Mode> Notes<M> {
    #[doc = "`GET /v1/customers/{customerId}/notes`"]
    pub fn list(&self, customer_id: impl Into<Id>) -> call::Request<operations::ListNotes, M> {
        call::Request::new(&self.client, operations::ListNotes { customer_id: customer_id.into() })
    }

    #[doc = "`GET /v1/customers/{customerId}/notes/{noteName}`"]
    pub fn get(&self, customer_id: impl Into<Id>, note_name: impl Into<String>) -> call::Request<operations::GetNote, M> {
        call::Request::new(&self.client, operations::GetNote { customer_id: customer_id.into(), note_name: note_name.into() })
    }

    #[doc = "`DELETE /v1/customers/{customerId}/notes/{noteName}`"]
    pub fn delete(&self, customer_id: impl Into<Id>, note_name: impl Into<String>, if_match: impl Into<String>) -> call::Request<operations::DeleteNote, M> {
        call::Request::new(&self.client, operations::DeleteNote { customer_id: customer_id.into(), note_name: note_name.into(), if_match: if_match.into() })
    }

}

#[doc = "The resource `status`."]
#[derive(Debug, Clone)]
pub struct Status<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `status`."]
    pub fn status(&self) -> Status<M> {
        Status { client: self.clone() }
    }
}

impl<M: call::Mode> Status<M> {
    #[doc = "`GET /v1/status`"]
    pub fn get(&self) -> call::Request<operations::GetStatus, M> {
        call::Request::new(&self.client, operations::GetStatus {  })
    }

}

#[doc = "The resource `rates`."]
#[derive(Debug, Clone)]
pub struct Rates<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `rates`."]
    pub fn rates(&self) -> Rates<M> {
        Rates { client: self.clone() }
    }
}

impl<M: call::Mode> Rates<M> {
    #[doc = "`GET /v1/rates`"]
    pub fn list(&self) -> call::Request<operations::ListRates, M> {
        call::Request::new(&self.client, operations::ListRates {  })
    }

}

#[doc = "The resource `settings`."]
#[derive(Debug, Clone)]
pub struct Settings<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `settings`."]
    pub fn settings(&self) -> Settings<M> {
        Settings { client: self.clone() }
    }
}

impl<M: call::Mode> Settings<M> {
    #[doc = "`GET /v1/settings`"]
    pub fn get(&self) -> call::Request<operations::GetSettings, M> {
        call::Request::new(&self.client, operations::GetSettings {  })
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
    #[doc = "`GET /v1/events`"]
    pub fn list(&self) -> call::Request<operations::ListEvents, M> {
        call::Request::new(&self.client, operations::ListEvents { after: None, limit: None })
    }

}

}

#[doc(hidden)]
#[macro_export]
macro_rules! __stored_resources {
    ($apply:ident) => {
        $apply! {
            customers "customers" Customer;
            notes "notes" Note;
            status "status" GetStatusResult;
            rates "rates" Rate;
            settings "settings" GetSettingResult;
            events "events" Event;
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
