import Foundation
import Plock
import PlockTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct SandboxTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func addedObjectsAreReadBack() async throws {
        let acme = try sandbox.accounts.add(name: "Acme", crmId: "crm-1")
        let amount = try #require(Decimal(keepingScale: "0.10"))
        let start = CalendarDate(year: 2026, month: 2, day: 28)
        let added = try sandbox.invoices.add(id: 77, amount: amount, accountId: acme.id, periodStart: start)
        #expect(added.id == "77" && added.accountId == acme.id && added.amount?.withScale == "0.10" && added.periodStart == start)
        let plock = try sandbox.client()
        #expect(try await plock.invoices.get(77) == added)
        // Fields that are left out are filled in.
        #expect(added.createdAt != nil)
        let copy = try sandbox.invoices.add(Invoice(id: 78, amount: amount))
        #expect(copy.accountId == acme.id)
        #expect(try await plock.invoices.list().all().map(\.id) == ["77", "78"])
    }

    @Test func aFieldCanBeNull() async throws {
        try sandbox.accounts.add()
        let invoice = try sandbox.invoices.add(currency: "EUR", null: [\.accountId, \.createdAt, \.currency])
        #expect(invoice.accountId == nil && invoice.createdAt == nil && invoice.currency == "EUR")
        #expect(try await sandbox.client().invoices.get(invoice.id) == invoice)
    }

    @Test func anInvalidObjectIsAnErrorThatNamesTheField() async throws {
        try sandbox.invoices.add(id: "1")
        let used = try await failure { try sandbox.invoices.add(id: 1) }
        #expect(used.kind == .invalidRequest && used.field == "id")
        let unknown = try await failure { try sandbox.invoices.add(accountId: 999) }
        #expect(unknown.field == "accountId")
        let infinite = try await failure { try sandbox.invoices.add(createdAt: Date(timeIntervalSince1970: .infinity)) }
        #expect(infinite.field == "createdAt")
        let extra = try await failure { try sandbox.invoices.add(Invoice(id: 2, extra: ["color": JSON(text: "1")])) }
        #expect(extra.field == "color")
    }

    @Test func faultsWaitForTheirOperation() async throws {
        let invoice = try sandbox.invoices.add()
        let plock = try sandbox.client(maxRetries: 0)
        try sandbox.next(503, times: 2, operation: "invoices.get")
        try sandbox.next(429, retryAfter: .milliseconds(1500), operation: "accounts.list")
        let limited = try await failure { try await plock.accounts.list().all() }
        #expect(limited.kind == .rateLimit && limited.retryAfter == .seconds(2))
        for _ in 0..<2 { #expect(try await failure { try await sandbox.client(maxRetries: 0).invoices.get(invoice.id) }.status == 503) }
        #expect(try await sandbox.client().invoices.get(invoice.id) == invoice)
        try sandbox.drop()
        #expect(try await failure { try await sandbox.client(maxRetries: 0).invoices.get(invoice.id) }.kind == .connection)
        #expect(try await failure { try sandbox.next(200) }.field == "status")
        #expect(try await failure { try sandbox.next(503, retryAfter: .seconds(1)) }.field == "retryAfter")
        #expect(try await failure { try sandbox.next(429, retryAfter: .seconds(-1)) }.field == "retryAfter")
        #expect(try await failure { try sandbox.next(503, operation: "invoices.post") }.field == "operation")
        #expect(try await failure { try sandbox.latency(.seconds(-1)) }.field == "time")
    }

    @Test func whatWasRecordedIsKnownWithoutAResponse() async throws {
        try sandbox.accounts.add(crmId: "crm-1")
        try sandbox.dropAfterCommit()
        let value = try #require(Decimal(keepingScale: "12.50"))
        let usage = NewProductUsage(crmId: "crm-1", productId: 7, value: value, ts: Date(timeIntervalSince1970: 1_750_923_349))
        let lost = try await failure { try await sandbox.client().productUsages.add(usage) }
        #expect(lost.kind == .outcomeUnknown)
        let recorded = try sandbox.recorded.productUsages
        #expect(recorded.map { $0.value?.withScale } == ["12.50"])
        #expect(recorded.first?.productId == "7" && recorded.first?.crmId == "crm-1")
        #expect(try sandbox.recorded.invoices.isEmpty)
        let requests = try sandbox.requests
        #expect(requests.map(\.operation) == ["product_usages.add"] && requests.first?.status == nil)
        #expect(requests.first?.method == "POST" && requests.first?.headers["authorization"] == "***")
    }

    @Test func aSandboxWaitsIsResetAndStops() async throws {
        let sandbox = try Sandbox(accounts: 3, seed: 7, key: "other")
        #expect(sandbox.key == "other")
        try sandbox.latency(.milliseconds(400))
        #expect(try await failure { try await sandbox.client(timeout: .milliseconds(100)).accounts.list().page() }.kind == .timeout)
        try sandbox.invoices.add(id: 77)
        try sandbox.reset()
        #expect(try sandbox.requests.isEmpty)
        #expect(try await sandbox.client(timeout: .seconds(10)).invoices.list().all().count == 3)
        sandbox.stop()
        sandbox.stop()
        #expect(throws: SandboxError.self) { try sandbox.reset() }
        #expect(try await failure { try await sandbox.client(maxRetries: 0).invoices.get(1) }.kind == .connection)
    }

    @Test func aReleasedSandboxStops() async throws {
        var other: Sandbox? = try Sandbox()
        let (key, url) = (try #require(other).key, try #require(other).url)
        let plock = try PlockClient(apiKey: key, baseURL: url, maxRetries: 0)
        #expect(try await plock.accounts.list().all().isEmpty)
        // Its clients keep it running.
        let client = try Sandbox().client(maxRetries: 0)
        #expect(try await client.accounts.list().all().isEmpty)
        other = nil
        #expect(try await failure { try await plock.accounts.list().all() }.kind == .connection)
    }
}
