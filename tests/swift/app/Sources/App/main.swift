// An app with types of the same names as those of Plock, under strict concurrency, beside another Rust library.

import Foundation
import Other
import Plock
import PlockTesting

struct Invoice: Identifiable {
    let id: String
    let total: Decimal

    init(_ invoice: Plock.Invoice) { (id, total) = (invoice.id, invoice.amount ?? 0) }
}

struct Subscription {}
struct Account {}
struct Page {}
struct JSON {}
struct Outcome {}

@MainActor final class Model {
    private(set) var invoices: [Invoice] = []
    private let plock: PlockClient
    let account: Plock.Account

    init(_ plock: PlockClient, _ account: Plock.Account) { (self.plock, self.account) = (plock, account) }

    func load() async throws {
        for try await invoice in plock.invoices.list() where invoice.accountId == account.id { invoices.append(Invoice(invoice)) }
    }
}

let sandbox = try Sandbox()
let account = try sandbox.accounts.add(name: "Acme")
for _ in 0..<3 { try sandbox.invoices.add(amount: 1, accountId: account.id) }
let model = try Model(sandbox.client(), account)
try await model.load()
precondition(model.invoices.map(\.total) == [1, 1, 1])
precondition(other_sum(10) == 55 && other_sum(-1) == -1)
print("\(account.name ?? ""): \(model.invoices.count) invoices")
