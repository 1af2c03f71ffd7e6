//! The Swift package, and the operations for the conformance suite.

use super::template::render;
use crate::ir::Api;
use crate::names::Language;
use crate::problem::Result;

/// The resources of a client, and a struct for each.
pub fn resources(api: &Api) -> Result<String> {
    render(api, Language::Swift, "swift/Resources.swift.j2")
}

/// A struct for each object and enum, an enum for each union.
pub fn types(api: &Api) -> Result<String> {
    render(api, Language::Swift, "swift/Types.swift.j2")
}

/// The kinds of errors.
pub fn errors(api: &Api) -> Result<String> {
    render(api, Language::Swift, "swift/Errors.swift.j2")
}

/// Operations by id, for the client of the conformance suite.
pub fn dispatch(api: &Api) -> Result<String> {
    render(api, Language::Swift, "swift/Dispatch.swift.j2")
}
