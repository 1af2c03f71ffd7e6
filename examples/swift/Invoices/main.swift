// Prints the invoices of an account, newest first, and their total: plock-invoices ACCOUNT_ID

import Foundation
import Plock

func fail(_ why: String) -> Never {
    FileHandle.standardError.write(Data((why + "\n").utf8))
    exit(1)
}

guard CommandLine.arguments.count == 2 else { fail("usage: plock-invoices ACCOUNT_ID") }
let id = CommandLine.arguments[1]
do {
    let plock = try PlockClient()
    var invoices: [Invoice] = []
    for try await invoice in plock.invoices.list() where invoice.accountId == id { invoices.append(invoice) }
    invoices.sort { $0.createdAt ?? .distantPast > $1.createdAt ?? .distantPast }

    print("account \(id): \(invoices.count) invoices")
    for invoice in invoices {
        let period = [invoice.periodStart, invoice.periodEnd].map { $0.map { "\($0)" } ?? "?" }.joined(separator: " to ")
        print("  \(invoice.id)  \(period)  \(invoice.amount?.withScale ?? "?") \(invoice.currency ?? "")")
    }
    for (currency, all) in Dictionary(grouping: invoices, by: { $0.currency ?? "" }) {
        print("total \(all.compactMap(\.amount).reduce(0, +)) \(currency)")
    }
} catch {
    fail("\(error)")
}
