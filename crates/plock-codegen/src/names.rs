//! Identifiers: how a name of the spec is spelled in each language. The only case conversion and lists of reserved words.

use heck::{ToKebabCase, ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

use crate::problem::{Problem, Result};

/// A language with a generated library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Rust,
    Python,
    Node,
    Swift,
    Kotlin,
}

impl Language {
    pub const ALL: [Self; 5] = [Self::Rust, Self::Python, Self::Node, Self::Swift, Self::Kotlin];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::Node => "node",
            Self::Swift => "swift",
            Self::Kotlin => "kotlin",
        }
    }
}

/// What a name is for. Each role has its own reserved words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `client.invoices`
    Resource,
    /// `outbox.product_usages`
    Recorder,
    /// `sandbox.invoices` of a testing kit, and `sandbox.recorded.invoices`
    Stored,
    /// `client.invoices.list`
    Verb,
    /// An argument of a call.
    Parameter,
    /// A field of an object.
    Field,
    /// A type.
    Type,
    /// A value of an enum or a case of a `oneOf`.
    Variant,
}

/// A name of the spec in snake_case, with the characters that are valid in every language.
#[derive(serde::Serialize, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// Parses a name of the spec. Fails if no character is valid in an identifier.
    pub fn new(text: &str, pointer: &str) -> Result<Self> {
        let cleaned: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let snake = cleaned.to_snake_case();
        if snake.is_empty() {
            return Err(Problem::new(
                pointer,
                format!("no identifier can be derived from `{text}`"),
                "set `x-plock-name` in the overlay",
            ));
        }
        let digit = snake.starts_with(|c: char| c.is_ascii_digit());
        Ok(Self(if digit { format!("n_{snake}") } else { snake }))
    }

    /// Joins two names, such as those of a type and of its field.
    pub fn join(&self, other: &Self) -> Self {
        Self(format!("{}_{}", self.0, other.0))
    }

    /// A name as [`Self::snake`] wrote it.
    #[cfg(feature = "templates")]
    pub(crate) fn known(snake: String) -> Self {
        Self(snake)
    }

    /// Appends a word.
    pub fn with(&self, word: &'static str) -> Self {
        Self(format!("{}_{word}", self.0))
    }

    /// The singular, by common rules of English; `x-plock-type` overrides it. `None`: not a plural.
    pub fn singular(&self) -> Option<Self> {
        let text = &self.0;
        let cut = |ending: &str, instead: &str| text.strip_suffix(ending).map(|stem| Self(format!("{stem}{instead}")));
        if text.ends_with("ss") || text.ends_with("us") || text.ends_with("is") {
            return None;
        }
        let es = ["sses", "xes", "ches", "shes"].into_iter().find(|ending| text.ends_with(ending));
        cut("ies", "y").or_else(|| es.and_then(|_| cut("es", ""))).or_else(|| cut("s", ""))
    }

    /// The name in snake_case, regardless of reserved words, as in tables and conformance cases.
    pub fn snake(&self) -> &str {
        &self.0
    }

    pub fn pascal(&self) -> String {
        self.0.to_upper_camel_case()
    }

    pub fn camel(&self) -> String {
        self.0.to_lower_camel_case()
    }

    pub fn kebab(&self) -> String {
        self.0.to_kebab_case()
    }

    /// The identifier in a language: in its case, with a trailing underscore if the word is reserved.
    pub fn ident(&self, language: Language, role: Role) -> String {
        let text = match (role, language) {
            (Role::Type, _) | (Role::Variant, Language::Rust) => self.pascal(),
            (Role::Variant, Language::Python | Language::Kotlin) => self.0.to_uppercase(),
            (_, Language::Rust | Language::Python) => self.0.clone(),
            _ => self.camel(),
        };
        if taken(&text, language, role) { format!("{text}_") } else { text }
    }

    /// The identifiers in all languages.
    pub fn spelled(&self, role: Role) -> Spelled {
        Spelled(Language::ALL.map(|language| self.ident(language, role)))
    }

    /// The name of a JavaScript variable, which unlike a property must not be a keyword.
    pub fn variable(&self) -> String {
        let text = self.ident(Language::Node, Role::Parameter);
        if contains(NODE_WORDS, &text) { format!("{text}_") } else { text }
    }
}

/// What something is called in each language: `rust=account_id python=account_id node=accountId …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled(pub [String; 5]);

impl Spelled {
    /// The names with the labels of their languages.
    pub fn labelled(&self) -> impl Iterator<Item = (&'static str, &str)> {
        Language::ALL.map(Language::label).into_iter().zip(self.0.iter().map(String::as_str))
    }
}

impl std::fmt::Display for Spelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.labelled().map(|(language, name)| format!("{language}={name}")).collect();
        f.write_str(&names.join(" "))
    }
}

impl serde::Serialize for Spelled {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.labelled())
    }
}

fn taken(text: &str, language: Language, role: Role) -> bool {
    let keywords = match language {
        Language::Rust => RUST,
        Language::Python => PYTHON,
        // In JavaScript, properties and methods may have the name of a keyword, and arguments are properties.
        Language::Node => NODE,
        Language::Swift => SWIFT,
        Language::Kotlin => KOTLIN,
    };
    let members = match role {
        Role::Resource => RESOURCES,
        Role::Recorder => RECORDERS,
        Role::Stored => STORED,
        Role::Verb => "",
        Role::Parameter => PARAMETERS,
        Role::Field => FIELDS,
        Role::Type if contains(types_of(language), text) => return true,
        Role::Type => TYPES,
        Role::Variant => "Other OTHER other",
    };
    let methods = match (language, role) {
        (Language::Rust, Role::Parameter) => RUST_REQUEST,
        (Language::Rust, Role::Field) => RUST_OBJECT,
        (Language::Python, Role::Field) => PYTHON_BUILTINS,
        _ => "",
    };
    [keywords, members, methods].into_iter().any(|words| contains(words, text))
}

/// Methods of a request and of an object in Rust: a setter has the name of its argument.
const RUST_REQUEST: &str = "check collect first into_future iter new pages send send_blocking stream";
const RUST_OBJECT: &str = "check encode";

/// In the class of an object, a property hides the built-in of its name, which the types of others need.
const PYTHON_BUILTINS: &str =
    "bool bytes classmethod dict float frozenset int list object property set staticmethod str tuple";

/// Types of a language that generated code uses without their module.
const fn types_of(language: Language) -> &'static str {
    match language {
        Language::Rust => RUST_TYPES,
        Language::Python => "",
        Language::Node => NODE_TYPES,
        Language::Swift => SWIFT_TYPES,
        Language::Kotlin => KOTLIN_TYPES,
    }
}

/// Whether a list of words has this one.
fn contains(words: &str, word: &str) -> bool {
    words.split(' ').any(|each| each == word)
}

const RUST: &str = "\
    Self abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if \
    impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type \
    typeof unsafe unsized use virtual where while yield";
const PYTHON: &str = "\
    False None True and as assert async await break class cls continue def del elif else except finally for from global if \
    import in is lambda nonlocal not or pass raise return self try while with yield";
const NODE: &str = "\
    __proto__ constructor hasOwnProperty prototype then toString valueOf";
const NODE_WORDS: &str = "\
    arguments await body bodies break case catch class const continue debugger default delete do else enum eval export \
    extends false finally for function if implements import in instanceof interface let new null package private protected \
    public return static super switch this throw true try typeof undefined var void while with yield";
const SWIFT: &str = "\
    Protocol Self Type Any as associatedtype async await break case catch class continue default defer deinit do else enum \
    extension fallthrough false fileprivate for func guard if import in init inout internal is let nil operator private \
    protocol public repeat rethrows return self static struct subscript super switch throw throws true try typealias var \
    where while";
const KOTLIN: &str = "\
    as break class continue copy do else equals false for fun hashCode if in interface is null object package return super \
    this throw toString true try typealias typeof val var when while";
/// Members of the client in any language.
const RESOURCES: &str = "\
    blocking builder clone close environment many new options with_options withOptions";
/// Members of the outbox in any language.
const RECORDERS: &str = "\
    builder changed changes client clone close description event_stream eventStream events file flush history insert on_change onChange \
    path reconcile record_json resolve resume retry stats stop suspend verify";
/// Members of the sandbox of a testing kit in any language.
const STORED: &str = "\
    add async_client call client client_builder clientBuilder close drop drop_after_commit dropAfterCommit key latency next read recorded \
    requests reset start stop store url";
/// Options of every call, and names of arguments for bodies.
const PARAMETERS: &str = "\
    bodies body concurrency consistent events extraHeaders extraQuery extra_headers extra_query header maxRetries max_retries options \
    page pageSize page_size query readTimeout read_timeout signal timeout";
/// Members of every object, and arguments beside the fields of a body.
const FIELDS: &str = "\
    extra fromDict from_dict new null options toDict toJson toJSON to_dict to_json toObject";
/// Types that generated or hand-written code of a library uses.
const TYPES: &str = "\
    Any Array Boolean Box Bytes Client Data Date DateTime Decimal Default Err Error Exception Extra Float Instant Int \
    Integer Json List Long Map None Number Object Ok Operation Option Optional Page Plock Protocol Request Result Self Set \
    Some String Timestamp Type Unit Vec";

const RUST_TYPES: &str = "\
    AsRef BTreeMap Clone Copy Debug Deref Display DoubleEndedIterator Drop Eq ExactSizeIterator Extend Fn FnMut FnOnce From \
    FromIterator FromStr Hash Id Into IntoIterator Iterator Limits Ord PartialEq PartialOrd Send Sized Sync Text ToOwned ToString \
    TryFrom TryInto UnixTime DateOrDateTime";
const NODE_TYPES: &str = "\
    AbortSignal AsyncGenerator AsyncIterable AsyncIterator Awaited Buffer Function Generator Iterable Iterator JsonValue Omit Partial \
    Pick Promise PromiseLike Proxy Readonly ReadonlyArray Record Required Symbol URL";
const SWIFT_TYPES: &str = "\
    AsyncSequence AsyncStream AsyncThrowingStream Bool Character Codable CodingKey Comparable CustomStringConvertible \
    Decodable Dictionary Double Encodable Equatable Hashable Hasher Identifiable Int64 Iterator Never OptionSet Outbox \
    OutboxError RawRepresentable Sendable Sequence Substring TimeInterval URL UUID Void";
const KOTLIN_TYPES: &str = "\
    BigDecimal BigInteger Byte Char CharSequence Closeable Collection Comparable CompletableFuture Double Duration Enum Flow Function \
    Iterable Iterator JvmOverloads JvmStatic LocalDate MutableList Nothing Outbox OutboxChange OutboxEvent OutboxPause OutboxState \
    OutboxStats Pair Receipt Resolution RollUp Sequence Serializable Short Stream Throwable Throws Triple Unit Writers";

/// Checks that no two names have the same identifier in any language. Each entry is a name and its JSON pointer.
pub(crate) fn no_collisions<'a>(role: Role, names: impl IntoIterator<Item = (&'a Name, &'a str)>) -> Result<()> {
    no_collisions_between(names.into_iter().map(|(name, pointer)| (role, name, pointer)))
}

/// As [`no_collisions`], for names of several roles. The problem is reported for the later name.
pub(crate) fn no_collisions_between<'a>(names: impl IntoIterator<Item = (Role, &'a Name, &'a str)>) -> Result<()> {
    let names: Vec<_> = names.into_iter().collect();
    for language in Language::ALL {
        let mut seen = std::collections::HashMap::new();
        for (role, name, pointer) in &names {
            let ident = name.ident(language, *role);
            if let Some(first) = seen.insert(ident.clone(), *pointer) {
                return Err(Problem::new(
                    pointer,
                    format!("`{ident}` in {} is also the name of {first}", language.label()),
                    match role {
                        Role::Variant => "rename the values with `x-enum-varnames` in the overlay",
                        Role::Type => "rename one of the two with `x-plock-type` in the overlay",
                        Role::Resource | Role::Recorder | Role::Stored | Role::Verb => {
                            "set `x-plock-resource` or `x-plock-verb` of one of the two in the overlay"
                        }
                        Role::Parameter | Role::Field => "rename one of the two with `x-plock-name` in the overlay",
                    },
                ));
            }
        }
    }
    Ok(())
}
