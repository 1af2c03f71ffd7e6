// The demo of `cargo xtask demo`: lists accounts, reads an invoice, records usage and counts it.
//
// Prints one line of JSON: the action, the result and the time (in microseconds) of each step.

import Foundation
import Plock

struct Step: Encodable {
    let did: String
    let result: String
    let us: Int64
}

struct Told: Encodable {
    let library: String
    let steps: [Step]
}

// Ids of the examples of the API documents.
let (number, crmID, product) = (2002, "hs321", Int64(7))
var steps: [Step] = []
var start = ContinuousClock.now

@MainActor func step(_ did: String, _ result: String) {
    let took = ContinuousClock.now - start
    steps.append(Step(did: did, result: result, us: took.components.attoseconds / 1_000_000_000_000))
    start = .now
}

let plock = try PlockClient()
let accounts = try await plock.accounts.list().all()
step("list accounts", "\(accounts.count): \(accounts.compactMap(\.name).joined(separator: ", "))")

let invoice = try await plock.invoices.get(number)
step("read an invoice", "\(invoice.id): \(invoice.amount?.withScale ?? "?") \(invoice.currency ?? "")")

let usages = plock.productUsages.list(productId: product)
let before = try await usages.page().total ?? 0
let value = Decimal(string: "12.5")!
_ = try await plock.productUsages.add(crmId: crmID, productId: product, value: value, ts: .now)
step("record usage", "\(value) of product \(product) by \(crmID)")

let after = try await usages.page().total
guard after == before + 1 else { fatalError("expected one more usage than \(before), found \(after ?? 0)") }
step("count usage", "\(before) before, \(before + 1) after")

print(String(decoding: try JSONEncoder().encode(Told(library: "plock (Swift)", steps: steps)), as: UTF8.self))
