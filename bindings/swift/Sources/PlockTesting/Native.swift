import Foundation
import Plock
internal import PlockTestingFFI

/// The sandbox cannot start, or is not running.
public struct SandboxError: Error, Hashable, CustomStringConvertible {
    public let message: String

    public var description: String { message }
}

private struct Failure: Decodable {
    let message: String
    let field: String?
}

/// Runs a command of the native part. `members` writes its members.
///
/// - Throws: `PlockError` of kind `invalidRequest` for an invalid argument; ``SandboxError`` for anything else.
@discardableResult
func call(_ command: String, _ members: (inout JSONWriter) -> Void) throws -> JSON {
    var writer = JSONWriter(omitsNil: true)
    writer.open()
    writer.given("do", command) { $0.text($1) }
    members(&writer)
    writer.close()
    guard let bytes = plock_testing_call(try writer.arguments()) else { throw SandboxError(message: "no response") }
    defer { plock_testing_free(bytes) }
    let response = JSON(text: String(cString: bytes)).members
    if let result = response["ok"] { return result }
    let error: Failure = try (response["error"] ?? JSON(text: "{}")).decoded()
    guard let field = error.field, field != "sandbox" else { throw SandboxError(message: error.message) }
    throw PlockError(kind: .invalidRequest, message: error.message, isRetrySafe: true, field: field)
}
