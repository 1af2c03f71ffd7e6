import Foundation
internal import PlockNative

/// Kinds of events, with the numbers of the native part.
private enum EventKind: UInt8 {
    case response, page, end, error, token, log, outcomes, capacity
}

/// Code of the caller that a client calls.
struct Hooks: Sendable {
    let provider: (@Sendable () async throws -> String)?
    let logger: (@Sendable (LogEvent) -> Void)?
}

/// A value behind a lock.
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

/// Receives the next event of a call.
struct EventHandler: Sendable {
    /// Called with the content of the event, and whether it is the end of pages or outcomes.
    let onEvent: @Sendable (inout Reader, Bool) -> Void
    let onError: @Sendable (any Error) -> Void
}

/// A thread that waits for events of the native part, decodes them and resumes the callers that wait for them. No native thread runs
/// Swift code, and no thread of a caller decodes a response.
final class EventLoop: Sendable {
    static let shared = EventLoop()

    /// The instance in the native part.
    let native = openNative()

    private struct State {
        var lastID: UInt64 = 0
        var handlers: [UInt64: EventHandler] = [:]
        var cancelled: Set<UInt64> = []
        var clients: [UInt64: Hooks] = [:]
    }

    private let state = Locked(State())
    /// Runs loggers, in the order of the events: one that blocks does not stop calls.
    private static let logs = DispatchQueue(label: "plock.logs")

    private init() {
        let thread = Thread { [native, state] in
            while true { wait(native: native).read { EventLoop.dispatch(&$0, native, state) } }
        }
        thread.name = "plock"
        thread.start()
    }

    func register(_ client: UInt64, _ hooks: Hooks) { state.with { $0.clients[client] = hooks } }

    func unregister(_ client: UInt64) { state.with { _ = $0.clients.removeValue(forKey: client) } }

    func newID() -> UInt64 {
        state.with { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Sets the handler of the next event of `id`.
    func handle(_ id: UInt64, _ handler: EventHandler) { state.with { $0.handlers[id] = handler } }

    private static func dispatch(_ batch: inout Reader, _ native: UInt64, _ state: Locked<State>) {
        while batch.more {
            let id = batch.number()
            let kind = EventKind(rawValue: batch.byte())
            let length = Int(batch.number())
            var content = batch.part(length)
            switch kind {
            case .token:
                requestToken(state.with { $0.clients[id]?.provider }, native, content.number())
            case .log:
                guard let logger = state.with({ $0.clients[id]?.logger }) else { continue }
                let event = content.event()
                logs.async { logger(event) }
            default:
                guard let handler = state.with({ $0.handlers.removeValue(forKey: id) }) else { continue }
                if kind == .error { handler.onError(content.error()) } else { handler.onEvent(&content, kind == .end) }
            }
        }
    }

    /// Completes every request, also that of a released client: its call would wait until its timeout.
    private static func requestToken(_ provider: (@Sendable () async throws -> String)?, _ native: UInt64, _ request: UInt64) {
        guard let provider else {
            return completeTokenRequest(native: native, request: request, token: nil, error: "the client was released")
        }
        Task.detached {
            do {
                completeTokenRequest(native: native, request: request, token: try await provider(), error: nil)
            } catch {
                completeTokenRequest(native: native, request: request, token: nil, error: "\(error)")
            }
        }
    }

    /// Runs `send` and waits for the next event of the call `id`. Cancellation aborts the call.
    func response<T: Sendable>(
        to id: UInt64,
        _ send: () -> Void,
        _ read: @escaping @Sendable (inout Reader, Bool) -> T
    ) async throws -> T {
        defer { state.with { _ = $0.cancelled.remove(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                let handler = EventHandler(
                    onEvent: { continuation.resume(returning: read(&$0, $1)) },
                    onError: { continuation.resume(throwing: $0) }
                )
                let cancelled = state.with { state in
                    if state.cancelled.contains(id) { return true }
                    state.handlers[id] = handler
                    return false
                }
                if cancelled { return continuation.resume(throwing: CancellationError()) }
                send()
                // A cancellation before `send` had nothing to cancel.
                if Task.isCancelled { cancel(native: native, id: id) }
            }
        } onCancel: {
            let handler = state.with { state in
                state.cancelled.insert(id)
                return state.handlers.removeValue(forKey: id)
            }
            cancel(native: native, id: id)
            handler?.onError(CancellationError())
        }
    }
}
