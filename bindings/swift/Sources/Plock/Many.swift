/// What became of one of many writes.
public enum Outcome<Result: Sendable>: Sendable {
    /// The API recorded it.
    case recorded(Result)
    /// The API did certainly not record it; the error says why.
    case refused(PlockError)
    /// It may have been recorded or not: sending it again may record it twice.
    case unknown(PlockError)
}

/// Many writes, at most `concurrency` at a time. Each is accounted for in its turn: a slow one holds back what is told of those
/// behind it, but not their sending.
public struct Many<Result: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Outcome<Result>
    typealias Send = @Sendable () async throws -> Result

    /// The writes, one by one, each time anew.
    let source: @Sendable () -> () async throws -> Send?
    let concurrency: Int

    /// All outcomes in memory.
    public func all() async throws -> [Outcome<Result>] {
        var all: [Outcome<Result>] = []
        for try await outcome in self { all.append(outcome) }
        return all
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source(), sent: Sent(concurrency), concurrency: concurrency)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        var source: (() async throws -> Send?)?
        let sent: Sent<Result>
        let concurrency: Int

        public mutating func next() async throws -> Outcome<Result>? {
            guard concurrency > 0 else { throw PlockError.invalid("concurrency", "expected at least 1, got \(concurrency)") }
            while let source, sent.count < concurrency * 4 {
                guard let send = try await source() else {
                    self.source = nil
                    break
                }
                sent.add(send)
            }
            return try await sent.next()
        }
    }
}

/// Writes under way, in order. They end with it.
final class Sent<Result: Sendable>: Sendable {
    private let tasks = Locked<[Task<Outcome<Result>, any Error>]>([])
    private let free: Slots

    init(_ concurrency: Int) {
        free = Slots(concurrency)
    }

    deinit {
        giveUp()
    }

    var count: Int { tasks.with { $0.count } }

    func add(_ send: @escaping @Sendable () async throws -> Result) {
        let task = Task { [free] in
            await free.take()
            defer { free.give() }
            do {
                return Outcome.recorded(try await send())
            } catch let error as PlockError {
                // A failing server may have done it before it failed.
                return error.kind == .outcomeUnknown || !error.isRetrySafe ? .unknown(error) : .refused(error)
            }
        }
        tasks.with { $0.append(task) }
    }

    func next() async throws -> Outcome<Result>? {
        guard let task = tasks.with({ $0.first }) else { return nil }
        let outcome = try await withTaskCancellationHandler { try await task.value } onCancel: { giveUp() }
        tasks.with { tasks in if !tasks.isEmpty { tasks.removeFirst() } }
        return outcome
    }

    private func giveUp() {
        for task in tasks.with({ $0 }) { task.cancel() }
    }
}

/// So many at a time.
private final class Slots: Sendable {
    private let state: Locked<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ free: Int) {
        state = Locked((free, []))
    }

    func take() async {
        await withCheckedContinuation { continuation in
            let now = state.with { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if now { continuation.resume() }
        }
    }

    func give() {
        let next = state.with { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

/// Many writes of one operation.
func many<Body: Sendable, Result: Sendable>(
    _ bodies: some Sequence<Body> & Sendable,
    _ concurrency: Int,
    _ send: @escaping @Sendable (Body) async throws -> Result
) -> Many<Result> {
    Many<Result>(
        source: { () -> () async throws -> Many<Result>.Send? in
            var bodies = bodies.makeIterator()
            return {
                guard let body = bodies.next() else { return nil }
                return { try await send(body) }
            }
        },
        concurrency: concurrency
    )
}

/// The same, of writes that come one by one.
func many<Body: Sendable, Result: Sendable, Bodies: AsyncSequence & Sendable>(
    each bodies: Bodies,
    _ concurrency: Int,
    _ send: @escaping @Sendable (Body) async throws -> Result
) -> Many<Result> where Bodies.Element == Body {
    Many<Result>(
        source: { () -> () async throws -> Many<Result>.Send? in
            var bodies = bodies.makeAsyncIterator()
            return {
                guard let body = try await bodies.next() else { return nil }
                return { try await send(body) }
            }
        },
        concurrency: concurrency
    )
}
