internal import PlockNative

/// An operation with its arguments.
struct Call: Sendable {
    let operation: UInt32
    let args: JSONWriter
    let options: CallOptions?
    var page: Int?
    var pageSize: Int?
}

/// What the resources of a client have in common.
final class Calls: Sendable {
    private let core: Core
    let number: UInt64

    init(core: Core, hooks: Hooks) {
        self.core = core
        number = core.number()
        if hooks.provider != nil || hooks.logger != nil { Mailbox.shared.register(number, hooks) }
    }

    var waits: [UInt64] { core.waits() }

    deinit {
        Mailbox.shared.forget(number)
    }

    func request(_ call: Call, id: UInt64, pages: Bool) throws -> CallRequest {
        CallRequest(
            id: id, core: number, operation: call.operation, args: try call.args.arguments(), options: try call.options?.native(),
            page: call.page.map { String($0) }, pageSize: call.pageSize.map { String($0) }, pages: pages
        )
    }

    private func send<T: Sendable>(_ call: Call, _ read: @escaping @Sendable (inout Reader) -> T) async throws -> T {
        let id = Mailbox.shared.newID()
        let request = try request(call, id: id, pages: false)
        return try await Mailbox.shared.answer(to: id, { _ = start(native: Mailbox.shared.native, request: request) }, { from, _ in read(&from) })
    }

    func one<T: Readable>(_ call: Call) async throws -> T {
        try await send(call) { T(from: &$0, before: nil) }
    }

    func nothing(_ call: Call) async throws {
        try await send(call) { _ in }
    }

    func page<T: Readable>(_ call: Call) async throws -> Page<T> {
        try await send(call) { $0.page() }
    }
}

/// Pages, one for each time it is asked; the fetching ends with it.
final class PageReader<Item: Readable>: Sendable {
    private let calls: Calls
    private let call: Call
    private let id = Mailbox.shared.newID()
    private let state = Locked(State.new)

    /// Of one that has ended, nothing more will be told, so nothing may wait for it.
    private enum State {
        case new, started, ended
    }

    init(_ calls: Calls, _ call: Call) {
        (self.calls, self.call) = (calls, call)
    }

    deinit {
        cancel(native: Mailbox.shared.native, id: id)
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
            let page: Page<Item>? = try await Mailbox.shared.answer(
                to: id,
                {
                    if let request { _ = start(native: Mailbox.shared.native, request: request) }
                    pull(native: Mailbox.shared.native, id: id)
                },
                { from, ended in ended ? nil : from.page() }
            )
            if page == nil { state.with { $0 = .ended } }
            return page
        } catch {
            state.with { $0 = .ended }
            throw error
        }
    }
}

func parsed<T: Readable>(_ object: UInt32, _ json: String) throws -> T {
    do {
        return try parse(object: object, json: json).read { T(from: &$0, before: nil) }
    } catch Refusal.Told(let facts) {
        throw facts.read { $0.failure() }
    }
}
