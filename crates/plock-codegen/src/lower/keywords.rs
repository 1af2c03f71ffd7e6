//! The keywords of OpenAPI 3.0 and 3.1 and of JSON Schema, and what the generator does with each. A keyword that is not listed is a problem.

use super::document::Node;
use crate::problem::{Problem, Result};

/// What the generator does with the keywords of one kind of node. Keywords are separated by spaces.
pub(super) struct Keywords {
    /// Kind of node, for problems.
    of: &'static str,
    read: &'static str,
    /// Without effect on a client, and why.
    ignored: &'static [(&'static str, &'static str)],
    /// They change what is sent or received, but are not supported; and what to do instead.
    refused: &'static [(&'static str, &'static str)],
}

/// Extensions of this generator. Extensions of others are ignored.
const EXTENSIONS: &str = "\
    x-plock-acknowledged-by x-plock-after x-plock-currency x-plock-idempotency-key x-plock-name x-plock-outbox x-plock-pagination \
    x-plock-records x-plock-references x-plock-resource x-plock-scale x-plock-type x-plock-verb";

const DOCUMENTATION: &str = "for documentation";

const SERVERS: (&str, &str) = ("servers", "all operations use the servers of the document: remove it in the overlay");

pub(super) const DOCUMENT: Keywords = Keywords {
    of: "the document",
    read: "openapi info servers paths components tags",
    ignored: &[
        ("externalDocs", DOCUMENTATION),
        ("security", "clients always send their key"),
        ("webhooks", "the API is the client of these operations"),
    ],
    refused: &[("jsonSchemaDialect", "remove it in the overlay if the schemas have only keywords of OpenAPI")],
};

pub(super) const PATH: Keywords = Keywords {
    of: "a path",
    read: "parameters get post put patch delete",
    ignored: &[
        ("summary description", DOCUMENTATION),
        ("head options trace", "they are about the other operations of the path, which return the same"),
    ],
    refused: &[SERVERS],
};

pub(super) const OPERATION: Keywords = Keywords {
    of: "an operation",
    read: "tags summary description operationId parameters requestBody responses deprecated",
    ignored: &[
        ("externalDocs", DOCUMENTATION),
        ("callbacks", "the API is the client of these operations"),
        ("security", "clients always send their key"),
    ],
    refused: &[SERVERS],
};

pub(super) const PARAMETER: Keywords = Keywords {
    of: "a parameter",
    read: "name in required description schema style explode content",
    ignored: &[
        ("deprecated example examples", DOCUMENTATION),
        ("allowEmptyValue", "an empty text is always allowed"),
        ("allowReserved", "percent-encoded characters have the same meaning"),
    ],
    refused: &[],
};

pub(super) const BODY: Keywords = Keywords {
    of: "a request body",
    read: "content",
    ignored: &[("description", DOCUMENTATION), ("required", "a body is always sent")],
    refused: &[],
};

pub(super) const RESPONSE: Keywords = Keywords {
    of: "a response",
    read: "content",
    ignored: &[
        ("description summary links", DOCUMENTATION),
        ("headers", "errors and events have all headers of a response"),
    ],
    refused: &[],
};

pub(super) const MEDIA: Keywords = Keywords {
    of: "a media type",
    read: "schema example examples",
    ignored: &[("encoding", "it is for forms")],
    refused: &[],
};

const NOT_DESCRIBED: &str = "describe the values with other keywords, or allow any value, in the overlay";

pub(super) const SCHEMA: Keywords = Keywords {
    of: "a schema",
    read: "$ref type format properties required items additionalProperties allOf oneOf anyOf discriminator enum const nullable \
           readOnly writeOnly description minimum maximum minLength maxLength minItems maxItems",
    ignored: &[
        ("title deprecated example examples externalDocs xml $comment", DOCUMENTATION),
        ("default", "the API uses it for what is not sent"),
        ("$schema $vocabulary", "the document has one dialect"),
        ("$defs definitions $anchor $dynamicAnchor", "they are read where a reference leads to them"),
        (
            "pattern multipleOf exclusiveMinimum exclusiveMaximum uniqueItems contains minContains maxContains minProperties \
             maxProperties propertyNames dependentRequired",
            "the API checks what it receives",
        ),
        ("contentEncoding contentMediaType contentSchema", "the text is passed on as it is"),
        ("unevaluatedItems unevaluatedProperties", "objects keep unknown members"),
    ],
    refused: &[
        ("$id", "remove it in the overlay, and refer to a component of this file"),
        ("$dynamicRef $recursiveRef $recursiveAnchor", "use `$ref` in the overlay"),
        ("patternProperties", "use `additionalProperties` in the overlay"),
        ("prefixItems additionalItems", "use `items` in the overlay"),
        ("not if then else dependentSchemas dependencies", NOT_DESCRIBED),
    ],
};

/// Keywords of a schema that do not change which values it allows: beside a reference, they describe that use of the type.
const ANNOTATIONS: &str = "\
    title description summary deprecated default example examples externalDocs readOnly writeOnly nullable xml $comment";

/// Whether a keyword beside a reference describes that use of the type, and does not make it another type.
pub(super) fn is_annotation(keyword: &str) -> bool {
    has(ANNOTATIONS, keyword) || (keyword.starts_with("x-") && keyword != "x-plock-type")
}

/// Whether a keyword limits a value.
pub(super) fn is_limit(keyword: &str) -> bool {
    has("minimum maximum minLength maxLength minItems maxItems", keyword)
}

impl Keywords {
    /// Whether a keyword has no effect on a client.
    pub(super) fn ignores(&self, keyword: &str) -> bool {
        self.ignored.iter().any(|(keywords, _)| has(keywords, keyword))
    }

    /// Checks that every keyword of a node is read, or ignored for a reason.
    pub(super) fn check(&self, node: &Node<'_>) -> Result<()> {
        for key in node.value.as_object().into_iter().flat_map(serde_json::Map::keys) {
            let known = match key.starts_with("x-") {
                true => !key.starts_with("x-plock-") || has(EXTENSIONS, key),
                false => has(self.read, key) || self.ignores(key),
            };
            if known {
                continue;
            }
            let help = self.refused.iter().find(|(keywords, _)| has(keywords, key));
            let help = help.map_or("correct or remove it in the overlay", |(_, help)| help);
            return Err(Problem::new(&node.at(key), format!("unsupported keyword `{key}` of {}", self.of), help));
        }
        Ok(())
    }
}

fn has(keywords: &str, keyword: &str) -> bool {
    keywords.split_ascii_whitespace().any(|each| each == keyword)
}

#[cfg(test)]
mod tests {
    use super::{BODY, DOCUMENT, Keywords, MEDIA, OPERATION, PARAMETER, PATH, RESPONSE, SCHEMA, has};

    /// The vocabularies of OpenAPI 3.0.4 and 3.1.1 and of JSON Schema 2020-12, with what older drafts name differently.
    const VOCABULARY: [(&Keywords, &str); 8] = [
        (&DOCUMENT, "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs"),
        (&PATH, "summary description get put post delete options head patch trace servers parameters"),
        (
            &OPERATION,
            "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security \
             servers",
        ),
        (
            &PARAMETER,
            "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
        ),
        (&BODY, "description content required"),
        (&RESPONSE, "description headers content links"),
        (&MEDIA, "schema example examples encoding"),
        (
            &SCHEMA,
            "$schema $vocabulary $id $anchor $dynamicAnchor $ref $dynamicRef $defs $comment $recursiveRef $recursiveAnchor \
             definitions dependencies additionalItems allOf anyOf oneOf not if then else dependentSchemas prefixItems items \
             contains properties patternProperties additionalProperties propertyNames unevaluatedItems unevaluatedProperties type \
             enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems \
             uniqueItems maxContains minContains maxProperties minProperties required dependentRequired title description default \
             deprecated readOnly writeOnly examples format contentEncoding contentMediaType contentSchema discriminator xml \
             externalDocs example nullable",
        ),
    ];

    #[test]
    fn each_keyword_of_the_vocabularies_is_listed_once() {
        for (keywords, vocabulary) in VOCABULARY {
            for keyword in vocabulary.split_ascii_whitespace() {
                let lists = [keywords.ignored, keywords.refused].concat();
                let times = usize::from(has(keywords.read, keyword))
                    + lists.iter().filter(|(keywords, _)| has(keywords, keyword)).count();
                assert_eq!(times, 1, "`{keyword}` of {}", keywords.of);
            }
        }
    }
}
