import Foundation
import Plock

/// Thrown by the source of a case with `raise_at`.
private struct SourceError: Error {}

/// The source of a job. Records when each event was produced.
struct EventSource<Body: Sendable>: AsyncSequence, Sendable {
    typealias Element = Body

    private let events: [Body]
    private let every: Int?
    private let raiseAt: Int?
    let times = Times()

    init(_ events: [Body], _ job: Value) {
        let number = { (name: String) in job[name].flatMap { Int($0.scalar) } }
        (self.events, every, raiseAt) = (events, number("every_ms"), number("raise_at"))
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(given: self) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let given: EventSource
        private var at = 0

        fileprivate init(given: EventSource) {
            self.given = given
        }

        mutating func next() async throws -> Body? {
            if let every = given.every { try await Task.sleep(for: .milliseconds(every)) }
            if at == given.raiseAt { throw SourceError() }
            guard at < given.events.count else { return nil }
            defer { at += 1 }
            given.times.record()
            return given.events[at]
        }
    }
}

final class Times: @unchecked Sendable {
    private var at: [ContinuousClock.Instant] = []
    private let lock = NSLock()

    func record() { lock.withLock { at.append(.now) } }

    func since(_ index: Int) -> Int? {
        lock.withLock { at.indices.contains(index) ? Int((ContinuousClock.now - at[index]) / .milliseconds(1)) : nil }
    }
}

extension Outcome {
    var name: String {
        switch status {
        case .recorded: "recorded"
        case .refused: "refused"
        case .unknown: "unknown"
        case .notSent: "not sent"
        }
    }

    func json(_ after: Int?, _ place: Int) -> String {
        var members = ["\"outcome\":\"\(name)\"", "\"index\":\(place)"]
        if let after { members.append("\"after_ms\":\(after)") }
        if let error { members.append("\"error\":\(errorJSON(error))") }
        return "{" + members.joined(separator: ",") + "}"
    }
}

/// Runs a job and reports on it.
struct JobResult<Body: Sendable, Result: Sendable> {
    private(set) var outcomes: [Outcome<Body, Result>] = []
    private(set) var interrupted: String?
    /// Milliseconds between an event and its outcome, for jobs that are iterated.
    private(set) var times: [Int: Int] = [:]
    private let summary: Summary?
    private let again: [Outcome<Body, Result>]?

    /// Outcomes without a report.
    init(_ outcomes: [Outcome<Body, Result>]) {
        (self.outcomes, summary, again) = (outcomes, nil, nil)
    }

    init(_ job: Value, _ cancelAfter: Int?, _ many: Many<Body, Result>, _ given: EventSource<Body>) async throws {
        let (all, most) = (job["read"]?.scalar ?? "all" == "all" && job["read"]?["take"] == nil, job["read"]?["take"].flatMap { Int($0.scalar) })
        let reading = Task { () -> [Int: Int] in
            var times: [Int: Int] = [:]
            if all {
                _ = try await many.outcomes()
                return times
            }
            var (reader, count) = (many.makeAsyncIterator(), 0)
            while count < most ?? .max, let outcome = try await reader.next() {
                times[outcome.index] = given.times.since(outcome.index)
                count += 1
            }
            return times
        }
        let timer = cancelAfter.map { after in
            Task {
                try await Task.sleep(for: .milliseconds(after))
                reading.cancel()
            }
        }
        do {
            times = try await reading.value
            if most != nil { interrupted = "left" }
        } catch is CancellationError {
            interrupted = "cancelled"
        } catch is SourceError {
            interrupted = "source"
        }
        timer?.cancel()
        if interrupted != nil { many.stop() }
        outcomes = try await many.outcomes()
        summary = many.summary
        again = job["again"]?.scalar == "true" ? try await many.outcomes() : nil
    }

    func json(_ refused: [Int], _ places: [Int]) -> String {
        let numbers = [
            ("recorded", summary?.recorded ?? 0), ("refused", (summary?.refused ?? 0) + refused.count),
            ("unknown", summary?.unknown ?? 0), ("not_sent", summary?.notSent ?? 0),
        ]
        var members = ["\"summary\":{" + numbers.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"]
        members.append("\"interrupted\":\(interrupted.map { quoted($0) } ?? "null")")
        if let again {
            var all = again.map { (places[$0.index], $0.name) } + refused.map { ($0, "refused") }
            all.sort { $0.0 < $1.0 }
            members.append("\"again\":[" + all.map { "{\"index\":\($0),\"outcome\":\"\($1)\"}" }.joined(separator: ",") + "]")
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
