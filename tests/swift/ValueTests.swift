import Foundation
import Plock
import PlockTesting
import Testing

/// Values that are made and stored by hand, and stand-ins for a client.
@Suite(.timeLimit(.minutes(1))) struct ValueTests {
    @Test func objectsAreEncodedAndDecoded() async throws {
        let sandbox = try Sandbox(examples: true)
        let invoices = try await sandbox.client().invoices.list().all()
        #expect(!invoices.isEmpty)
        let encoded = try JSONEncoder().encode(invoices)
        #expect(String(decoding: encoded, as: UTF8.self).contains("\"amount\":\"1000.00\""))
        // Members of `relationships` may be in another order.
        for (copy, invoice) in zip(try JSONDecoder().decode([Invoice].self, from: encoded), invoices) {
            let values = try [copy, invoice].map { try JSONSerialization.jsonObject(with: Data($0.json.utf8)) as? NSDictionary }
            #expect(values[0] != nil && values[0] == values[1])
            #expect(copy.amount?.withScale == invoice.amount?.withScale && copy.createdAt == invoice.createdAt)
        }
        let account = Account(id: 1, name: "Acme", createdAt: Date(timeIntervalSince1970: 1_750_923_349.5), isGroup: true)
        let list = try PropertyListEncoder().encode([account])
        #expect(try PropertyListDecoder().decode([Account].self, from: list) == [account])
        let extra = ["big": JSON(text: "123456789012345678901234567890.12"), "flag": JSON(text: "true"), "list": JSON(text: "[1,null,\"a\"]")]
        let made = Invoice(id: "1", amount: Decimal(keepingScale: "0.10"), periodEnd: CalendarDate("2026-02-28"), extra: extra)
        let copy = try JSONDecoder().decode(Invoice.self, from: JSONEncoder().encode(made))
        #expect(copy == made && copy.amount?.withScale == "0.10")
        #expect(throws: (any Error).self) { try JSONDecoder().decode(Invoice.self, from: Data(#"{"id":"1","amount":"much"}"#.utf8)) }
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([JSON(text: "{")]) }
    }

    @Test func eventsAreEncodedAndDecoded() throws {
        let value = try #require(Decimal(keepingScale: "12345678901234567890.07"))
        let event = NewProductUsage(crmId: "hs321", productId: 7, value: value, ts: Date(timeIntervalSince1970: 1_750_923_349))
        let copy = try JSONDecoder().decode(NewProductUsage.self, from: JSONEncoder().encode(event))
        #expect(copy == event)
        let period = Between(DateOrDateTime.date(try #require(CalendarDate("2026-02-28"))), .dateTime(Date(timeIntervalSince1970: 0.5)))
        #expect(try JSONDecoder().decode(Between<DateOrDateTime>.self, from: JSONEncoder().encode(period)) == period)
        for value in [Nullable<String>(nil), Nullable("a")] {
            #expect(try JSONDecoder().decode(Nullable<String>.self, from: JSONEncoder().encode(value)) == value)
        }
    }

    @Test func resourcesHaveAnId() {
        func ids<Item: Identifiable>(_ items: [Item]) -> [Item.ID] { items.map(\.id) }
        #expect(ids([Invoice(id: 1), Invoice(id: "2")]) == ["1", "2"])
        #expect(Set([Account(id: 1), Account(id: 1)]).count == 1)
    }

    @Test func aCalendarDateIsADayInEveryTimeZone() throws {
        let leap = try #require(CalendarDate("2024-02-29"))
        #expect(leap.date() == Date(timeIntervalSince1970: 1_709_164_800))
        let zones = ["GMT", "Europe/Stockholm", "America/Los_Angeles", "Pacific/Kiritimati", "America/Sao_Paulo"]
        for name in zones {
            let zone = try #require(TimeZone(identifier: name))
            // Two years of Sao Paulo: in November 2018, clocks skipped midnight.
            for day in 17_500..<18_230 {
                let date = try #require(CalendarDate(Date(timeIntervalSince1970: Double(day) * 86_400)))
                let start = date.date(in: zone)
                #expect(CalendarDate(start, in: zone) == date)
                #expect(try #require(CalendarDate(start - 1, in: zone)) < date)
            }
        }
        #expect(CalendarDate("0001-01-01").flatMap { CalendarDate($0.date()) } == CalendarDate("0001-01-01"))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300]) func aTimeThatIsNoDateIsRefused(_ seconds: Double) async throws {
        let time = Date(timeIntervalSince1970: seconds)
        #expect(CalendarDate(time) == nil && DateOrDateTime.dateTime(time).day == nil)
        let sandbox = try Sandbox()
        let plock = try sandbox.client()
        let event = NewProductUsage(crmId: "hs321", productId: 7, value: 1, ts: time)
        let refused = try await failure { try await plock.productUsages.add(event) }
        #expect(refused.kind == .invalidRequest && refused.field == "ts")
        let outcomes = try await plock.productUsages.addMany([event]).outcomes()
        #expect(outcomes.map { $0.error?.field } == ["ts"])
        let period = Between(DateOrDateTime.dateTime(time), .dateTime(Date()))
        let list = try await failure { try await plock.productUsages.list(timestampBetween: period).page() }
        #expect(list.field == "timestampBetween")
        #expect(try sandbox.requests.isEmpty)
    }

    @Test func aDecimalThatIsNoNumberIsRefused() async throws {
        let sandbox = try Sandbox()
        let error = try await failure { try await sandbox.client().productUsages.add(crmId: "a", productId: 7, value: .nan, ts: .now) }
        #expect(error.kind == .invalidRequest && error.field == "value")
    }

    @Test func theLargestConcurrencyIsAccepted() async throws {
        let sandbox = try Sandbox(accounts: 3)
        try sandbox.accounts.add(crmId: "crm-1")
        let plock = try sandbox.client()
        let events = (0..<3).map { NewProductUsage(crmId: "crm-1", productId: 7, value: Decimal($0), ts: .now) }
        let job = plock.productUsages.addMany(events, concurrency: .max)
        #expect(try await job.outcomes().count { $0.isRecorded } == 3)
        let options = CallOptions(concurrency: .max)
        #expect(try await plock.accounts.list(pageSize: 1, options: options).all().count == 4)
        #expect(try await sandbox.client(concurrency: .max, maxInFlight: .max).accounts.list(pageSize: 1).all().count == 4)
    }

    @Test func errorsAreEqualAndMadeByHand() async throws {
        let plock = try Sandbox().client()
        let (first, second) = (try await failure { try await plock.invoices.get(1) }, try await failure { try await plock.invoices.get(1) })
        #expect(first.kind == .notFound && first.errors == second.errors && first.message == second.message)
        let made = PlockError(kind: .notFound, message: "no such invoice", status: 404)
        #expect(made == PlockError(kind: .notFound, message: "no such invoice", status: 404) && made != first)
        #expect(made.description == "NotFoundError: no such invoice")
        let outcome = Outcome<String, Bool>(index: 0, event: "a", status: .refused(made))
        #expect(outcome == Outcome(index: 0, event: "a", status: .refused(made)) && outcome != Outcome(index: 0, event: "a", status: .notSent))
    }

    @Test func aClientHasStandIns() async throws {
        #expect(try await unpaid(StandIn(invoices: [Invoice(id: 1, paymentStatus: "open"), Invoice(id: 2, paymentStatus: "paid")])) == ["1"])
        let sandbox = try Sandbox()
        try sandbox.invoices.add(id: 3, paymentStatus: "open")
        #expect(try await unpaid(sandbox.client().invoices) == ["3"])
        #expect(try await failure { try await StandIn(invoices: []).get(1) }.kind == .notFound)
        #expect(try await name(of: 1, sandbox.client()).error?.kind == .notFound)
    }

    @Test func aJobIsMadeByHand() async throws {
        let outcomes: [Outcome<String, Bool>] = [
            Outcome(index: 0, event: "a", status: .recorded(true)), Outcome(index: 1, event: "b", status: .notSent),
        ]
        let job = Many(outcomes: outcomes)
        #expect(try await job.outcomes() == outcomes)
        #expect(job.summary == Summary(recorded: 1, notSent: 1))
        let list = PlockList(pages: [Page(items: [Account(id: 1)]), Page(items: [Account(id: 2)])])
        #expect(try await list.all().map(\.id) == ["1", "2"])
        #expect(try await list.page().items.map(\.id) == ["1"])
    }
}

/// Code of an application that takes a client or a stand-in.
private func unpaid(_ invoices: any InvoicesProtocol) async throws -> [String] {
    var ids: [String] = []
    for try await invoice in invoices.list(pageSize: 1, options: CallOptions(maxRetries: 0)) where invoice.paymentStatus == "open" { ids.append(invoice.id) }
    return ids
}

private func name(of account: Int, _ plock: some PlockClientProtocol) async -> (name: String?, error: PlockError?) {
    do {
        return (try await plock.accounts.get(account).name, nil)
    } catch {
        return (nil, error as? PlockError)
    }
}

private struct StandIn: InvoicesProtocol {
    let invoices: [Invoice]

    func list(page: Int?, pageSize: Int?, options: CallOptions?) -> PlockList<Invoice> { PlockList(invoices) }

    func get(_ invoiceId: some PlockID, options: CallOptions?) async throws -> Invoice {
        guard let invoice = invoices.first(where: { $0.id == invoiceId.plockID }) else { throw PlockError(kind: .notFound) }
        return invoice
    }
}
