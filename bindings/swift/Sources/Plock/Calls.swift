internal import PlockNative

/// An operation with its arguments.
struct Call: Sendable {
    let operation: Operation
    let args: JSONWriter
    let options: CallOptions?
    var page: Int?
    var pageSize: Int?
}

/// Makes the calls of a client, for all of its resources.
final class Calls: Sendable {
    private let native: NativeClient
    let client: UInt64
    /// What lives as long as the client and its calls.
    let retained = Locked<(any Sendable)?>(nil)

    init(native: NativeClient, hooks: Hooks) {
        self.native = native
        client = native.id()
        if hooks.provider != nil || hooks.logger != nil { EventLoop.shared.register(client, hooks) }
    }

    var waits: [UInt64] { native.waits() }

    deinit {
        EventLoop.shared.unregister(client)
    }

    func request(_ call: Call, id: UInt64, pages: Bool) throws -> CallRequest {
        CallRequest(
            id: id, client: client, operation: call.operation.rawValue, args: try call.args.arguments(), options: try call.options?.native(),
            page: call.page.map { String($0) }, pageSize: call.pageSize.map { String($0) }, pages: pages
        )
    }

    private func send<T: Sendable>(_ call: Call, _ read: @escaping @Sendable (inout Reader) -> T) async throws -> T {
        let id = EventLoop.shared.newID()
        let request = try request(call, id: id, pages: false)
        return try await EventLoop.shared.response(to: id, { _ = start(native: EventLoop.shared.native, request: request) }, { reader, _ in read(&reader) })
    }

    func one<T: Readable>(_ call: Call) async throws -> T {
        try await send(call) { T(from: &$0, before: nil) }
    }

    func optional<T: Readable>(_ call: Call) async throws -> T? {
        try await send(call) { $0.field(nil) { T(from: &$0, before: nil) } }
    }

    func nothing(_ call: Call) async throws {
        try await send(call) { _ in }
    }

    func page<T: Readable>(_ call: Call) async throws -> Page<T> {
        try await send(call) { $0.page() }
    }
}

/// Fetches the pages of a list. Its requests are aborted on deinit.
final class PageReader<Item: Readable>: Sendable {
    private let calls: Calls
    private let call: Call
    private let id = EventLoop.shared.newID()
    private let state = Locked(State.new)

    /// After the end or an error no event follows.
    private enum State {
        case new, started, ended
    }

    init(_ calls: Calls, _ call: Call) {
        (self.calls, self.call) = (calls, call)
    }

    deinit {
        cancel(native: EventLoop.shared.native, id: id)
    }

    func next() async throws -> Page<Item>? {
        let before = state.with { state in
            defer { if state == .new { state = .started } }
            return state
        }
        if before == .ended { return nil }
        let id = id
        do {
            let request = before == .new ? try calls.request(call, id: id, pages: true) : nil
            let page: Page<Item>? = try await EventLoop.shared.response(
                to: id,
                {
                    if let request { _ = start(native: EventLoop.shared.native, request: request) }
                    pull(native: EventLoop.shared.native, id: id)
                },
                { reader, ended in ended ? nil : reader.page() }
            )
            if page == nil { state.with { $0 = .ended } }
            return page
        } catch {
            state.with { $0 = .ended }
            throw error
        }
    }
}

/// Decodes an object from JSON.
func parsed<T: Readable>(_ object: UInt32, _ json: String) throws -> T {
    do {
        return try parse(object: object, json: json).read { T(from: &$0, before: nil) }
    } catch NativeError.Encoded(let bytes) {
        throw bytes.read { $0.plockError() }
    }
}
