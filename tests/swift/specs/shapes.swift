// Run by `cargo xtask test swift` with the client of the spec `shapes`, which has recursive bodies.

/// The field of the error for a body.
func invalidField(_ body: NewCustomer) async throws -> String? {
    do {
        _ = try await PlockClient(apiKey: "key", baseURL: "http://127.0.0.1:1", maxRetries: 0).customers.create(body)
        return "sent"
    } catch let error as PlockError {
        print(error.message)
        return error.field
    }
}

/// Each level twice: writing all of them would never end.
func nested(_ depth: Int) -> LineInput {
    var line = LineInput(price: 1)
    for _ in 0..<depth { line = LineInput(price: 1, parts: [line, line]) }
    return line
}

let deep = nested(5_000)
let parts = try await invalidField(NewCustomer(name: "a", balance: 1, lines: [deep]))
precondition(parts == "lines")
let json = JSON(text: String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
let settings = try await invalidField(NewCustomer(name: "a", balance: 1, settings: json))
precondition(settings == "settings")
// Brackets in strings do not count.
let quoted = JSON(text: "\"" + String(repeating: "[\\\"", count: 500) + "\"")
let text = try await invalidField(NewCustomer(name: "a", balance: 1, settings: quoted))
precondition(text != "settings")
print("too deep values are invalid")
