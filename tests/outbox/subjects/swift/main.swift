// Records events with an outbox and delivers them: `plock-outbox FILE URL KEY RUN`. As `tests/outbox/sweep/src/main.rs`.

import Foundation
import Plock

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 4, let run = Int(arguments[3]) else { fatalError("expected FILE URL KEY RUN, got \(arguments)") }

func write(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

let client = try PlockClient(apiKey: arguments[2], baseURL: arguments[1], proxy: "")
let outbox = try await Outbox.$times.withValue(Outbox.Times(pause: 10, poll: 20, reconcile: 5, reconcileLongest: 20)) {
    try await Outbox(path: arguments[0], writers: .onlyThis, client: client, concurrency: 4)
}

func record(_ number: Int) async throws {
    let ts = Date(timeIntervalSince1970: Double(1_750_000_000 + number))
    try await outbox.productUsages.record(crmId: "c0", productId: 7, value: Decimal(number) / 100, ts: ts, key: "event-\(number)")
    write("recorded \(number)")
}

for number in 1...6 { try await record(number) }
try await record(100 + run)
// Events in doubt are decided while it is open.
for _ in 0..<500 {
    let stats = try await outbox.stats()
    if stats.unsent + stats.inDoubt == 0 { break }
    try await Task.sleep(for: .milliseconds(20))
}
let left = try await outbox.close(within: .seconds(5))
write("left \(left.unsent + left.inDoubt + left.rejected)")
