// The client-under-test of the Swift package: reads cases from standard input, one JSON object per line, calls the public API of the
// package, and writes replies to standard output. `tests/conformance/README.md` describes the protocol.

import Foundation
@_spi(Testing) import Plock

let output = Output()
output.send("{\"ready\":\"swift\",\"version\":\"0.1.0\"}")

await withTaskGroup(of: Void.self) { group in
    while let line = await nextLine() {
        group.addTask { output.send(await run(try! Value.parse(line))) }
    }
}

/// Reads on another thread, as blocking would stop other tasks.
func nextLine() async -> String? {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: readLine()) }
    }
}

final class Output: Sendable {
    private let lock = NSLock()

    func send(_ line: String) {
        lock.withLock {
            FileHandle.standardOutput.write(Data((line + "\n").utf8))
        }
    }
}

func run(_ testCase: Value) async -> String {
    let call = testCase["call"]!
    let args = Args(call)
    var (plock, failure, cancelledAt): (PlockClient?, (any Error)?, Int?) = (nil, nil, nil)
    do {
        let made = try client(testCase["client"]!)
        plock = made
        // A job handles its own cancellation, as it reports its outcomes afterwards.
        if call["job"] == nil, let after = call["cancel_after_ms"].map({ Int($0.scalar)! }) {
            let work = Task {
                // Cancelled before the start: nothing may be sent.
                if after == 0 { while !Task.isCancelled { await Task.yield() } }
                try await calls(made, call, args)
            }
            let timer = Task {
                try await Task.sleep(for: .milliseconds(after))
                let now = Int(Date().timeIntervalSince1970 * 1000)
                work.cancel()
                return now
            }
            let result = await work.result
            timer.cancel()
            if case .failure(let error) = result {
                if error is CancellationError { cancelledAt = try await timer.value } else { failure = error }
            }
        } else {
            try await calls(made, call, args)
        }
    } catch {
        failure = error
    }
    var members = ["\"id\":\(testCase["id"]!.scalar)", "\"waits_ms\":\(plock?.waits ?? [])"]
    let (result, items) = (args.result, args.items)
    if failure == nil, cancelledAt == nil, let result { members.append("\"result\":\(result)") }
    if let items { members.append("\"items\":\(items)") }
    if let job = args.job { members.append("\"job\":\(job)") }
    if let cancelledAt {
        members += ["\"cancelled\":true", "\"cancelled_at_ms\":\(cancelledAt)"]
    } else if let failure {
        members.append("\"error\":\(errorJSON(failure))")
    }
    return "{" + members.joined(separator: ",") + "}"
}

/// Repeats a call; the last result counts.
func calls(_ plock: PlockClient, _ call: Value, _ args: Args) async throws {
    let times = call["times"].map { Int($0.scalar)! } ?? 1
    for time in 1...times {
        args.start()
        do {
            try await dispatch(call["operation"]!.scalar, plock, args)
        } catch let error as PlockError {
            if time == times { throw error }
        }
    }
}
