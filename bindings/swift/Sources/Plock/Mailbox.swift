import Foundation
internal import PlockNative

/// What happened; the numbers are those of the native part.
private enum Happening: UInt8 {
    case answer, page, end, failure, token, log, outcomes, room
}

/// What a client is asked for by the native part.
struct Hooks: Sendable {
    let provider: (@Sendable () async throws -> String)?
    let logger: (@Sendable (LogEvent) -> Void)?
}

/// A value that one thread at a time may see.
final class Locked<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLock()

    init(_ value: Value) {
        self.value = value
    }

    func with<T>(_ body: (inout Value) throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}

/// Who waits for an answer.
struct Waiter: Sendable {
    /// Takes the answer, or that there are no more pages.
    let answered: @Sendable (inout Reader, Bool) -> Void
    let failed: @Sendable (any Error) -> Void
}

/// One thread waits for all that happens in the native part, makes values of it, and wakes whoever waits for them: no thread of
/// the native part ever runs Swift, and no caller's thread decodes anything.
final class Mailbox: Sendable {
    static let shared = Mailbox()

    /// What this copy of the library owns in the native part.
    let native = openNative()

    private struct State {
        var next: UInt64 = 0
        var waiting: [UInt64: Waiter] = [:]
        var cancelled: Set<UInt64> = []
        var clients: [UInt64: Hooks] = [:]
    }

    private let state = Locked(State())

    private init() {
        let thread = Thread { [native, state] in
            while true { wait(native: native).read { Mailbox.deliver(&$0, native, state) } }
        }
        thread.name = "plock"
        thread.start()
    }

    func register(_ core: UInt64, _ hooks: Hooks) { state.with { $0.clients[core] = hooks } }

    func forget(_ core: UInt64) { state.with { _ = $0.clients.removeValue(forKey: core) } }

    func newID() -> UInt64 {
        state.with { state in
            state.next += 1
            return state.next
        }
    }

    /// Whoever is told next of what `id` stands for.
    func expect(_ id: UInt64, _ waiter: Waiter) { state.with { $0.waiting[id] = waiter } }

    private static func deliver(_ batch: inout Reader, _ native: UInt64, _ state: Locked<State>) {
        while batch.more {
            let id = batch.number()
            let kind = Happening(rawValue: batch.byte())
            let length = Int(batch.number())
            var from = batch.part(length)
            switch kind {
            case .token:
                let question = from.number()
                if let hooks = state.with({ $0.clients[id] }) { ask(hooks, native, question) }
            case .log:
                if let logger = state.with({ $0.clients[id]?.logger }) { logger(from.event()) }
            default:
                guard let waiter = state.with({ $0.waiting.removeValue(forKey: id) }) else { continue }
                if kind == .failure { waiter.failed(from.failure()) } else { waiter.answered(&from, kind == .end) }
            }
        }
    }

    private static func ask(_ hooks: Hooks, _ native: UInt64, _ question: UInt64) {
        Task.detached {
            do {
                giveToken(native: native, question: question, given: try await hooks.provider?(), error: nil)
            } catch {
                giveToken(native: native, question: question, given: nil, error: "\(error)")
            }
        }
    }

    /// Runs `send` and waits for what becomes of the call `id`. Cancelled, the call is given up with its connection.
    func answer<T: Sendable>(
        to id: UInt64,
        _ send: () -> Void,
        _ read: @escaping @Sendable (inout Reader, Bool) -> T
    ) async throws -> T {
        defer { state.with { _ = $0.cancelled.remove(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                let waiter = Waiter(
                    answered: { continuation.resume(returning: read(&$0, $1)) },
                    failed: { continuation.resume(throwing: $0) }
                )
                let cancelled = state.with { state in
                    if state.cancelled.contains(id) { return true }
                    state.waiting[id] = waiter
                    return false
                }
                if cancelled { return continuation.resume(throwing: CancellationError()) }
                send()
                // Cancelled between the two: there was nothing to cancel then.
                if Task.isCancelled { cancel(native: native, id: id) }
            }
        } onCancel: {
            let waiter = state.with { state in
                state.cancelled.insert(id)
                return state.waiting.removeValue(forKey: id)
            }
            cancel(native: native, id: id)
            waiter?.failed(CancellationError())
        }
    }
}
