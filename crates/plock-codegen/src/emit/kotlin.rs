//! The Kotlin package, and the operations for the conformance suite.

use super::template::render;
use crate::ir::Api;
use crate::names::Language;
use crate::problem::Result;

/// `PlockResources` and a class for each resource.
pub fn resources(api: &Api) -> Result<String> {
    render(api, Language::Kotlin, "kotlin/Resources.kt.j2")
}

/// A class for each object, enum and union.
pub fn types(api: &Api) -> Result<String> {
    render(api, Language::Kotlin, "kotlin/Types.kt.j2")
}

/// The classes of the errors.
pub fn errors(api: &Api) -> Result<String> {
    render(api, Language::Kotlin, "kotlin/Errors.kt.j2")
}

/// Operations by id, for the client of the conformance suite.
pub fn dispatch(api: &Api) -> Result<String> {
    render(api, Language::Kotlin, "kotlin/Dispatch.kt.j2")
}
