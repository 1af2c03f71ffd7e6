// Runs one job of one client, measured in its own process: plock-bench CLIENT JOB SETTINGS
//
// SETTINGS is a JSON object: the URL of the server, the number of rows or calls, and the settings of all languages. Prints the
// measurements as one line of JSON.

import Foundation
import Plock
import PlockTesting

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

struct Settings: Decodable {
    let url: String
    let count: Int
    let page_size: Int
    let singles: Int
    let in_flight: Int
}

struct Event: Sendable {
    let n: Int
    var crmID: String { "hs\(n)" }
    var value: Decimal { Decimal(sign: .plus, exponent: -2, significand: Decimal(n * 25 + 1250)) }
    let ts = Date(timeIntervalSince1970: 1_750_923_349)
}

struct Sum {
    var rows = 0
    var amount: Decimal = 0

    mutating func add(_ value: Decimal?) {
        rows += 1
        if let value { amount += value }
    }
}

protocol Client: Sendable {
    func list(_ sum: inout Sum) async throws
    func get(_ id: Int) async throws -> Decimal?
    func add(_ event: Event) async throws
}

struct Ours: Client {
    let plock: PlockClient
    let size: Int

    func list(_ sum: inout Sum) async throws {
        for try await invoice in plock.invoices.list(pageSize: size) { sum.add(invoice.amount) }
    }

    func get(_ id: Int) async throws -> Decimal? { try await plock.invoices.get(id).amount }

    func add(_ event: Event) async throws {
        _ = try await plock.productUsages.add(crmId: event.crmID, productId: 7, value: event.value, ts: event.ts)
    }
}

/// A hand-written typed client, which reads page by page.
struct OverURLSession: Client {
    let session = URLSession(configuration: .ephemeral)
    let url: String
    let size: Int

    struct Listed: Decodable {
        struct Meta: Decodable {
            struct Page: Decodable { let lastPage: Int }
            let page: Page
        }
        let meta: Meta
        let data: [Resource]
    }

    struct Single: Decodable { let data: Resource }

    struct Added: Decodable { let success: Bool }

    struct Resource: Decodable {
        struct Attributes: Decodable {
            /// As a string, which is converted to a decimal when it is read.
            let amount: String?
            let accountId: String?
            let erpId: String?
            let subscriptionId: String?
            let currency: String?
            let invoiceType: String?
            let periodStart: String?
            let periodEnd: String?
            let createdAt: Date?
            let updatedAt: Date?
            let dueAt: Date?
            let paymentStatus: String?
            let parentInvoiceId: Int?
            let isParent: Bool?
        }
        let type: String
        let id: String
        let attributes: Attributes
    }

    static let decoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")).parse(text)
        }
        return decoder
    }()

    func send<T: Decodable>(_ path: String, _ accept: String, _ body: String? = nil) async throws -> T {
        var request = URLRequest(url: URL(string: url + path)!)
        request.setValue(accept, forHTTPHeaderField: "Accept")
        request.setValue("Bearer bench", forHTTPHeaderField: "Authorization")
        if let body {
            request.httpMethod = "POST"
            request.setValue(accept, forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.utf8)
        }
        let (data, answer) = try await session.data(for: request)
        guard (answer as? HTTPURLResponse)?.statusCode == 200 else { throw URLError(.badServerResponse) }
        return try Self.decoder.decode(T.self, from: data)
    }

    func list(_ sum: inout Sum) async throws {
        var (page, last) = (1, 1)
        repeat {
            let path = "/api/c1/invoices?page%5Bnumber%5D=\(page)&page%5Bsize%5D=\(size)"
            let listed: Listed = try await send(path, "application/vnd.api+json")
            for row in listed.data { sum.add(row.attributes.amount.flatMap { Decimal(string: $0) }) }
            (page, last) = (page + 1, listed.meta.page.lastPage)
        } while page <= last
    }

    func get(_ id: Int) async throws -> Decimal? {
        let single: Single = try await send("/api/c1/invoices/\(id)", "application/vnd.api+json")
        return single.data.attributes.amount.flatMap { Decimal(string: $0) }
    }

    func add(_ event: Event) async throws {
        let ts = Int(event.ts.timeIntervalSince1970)
        let body = "{\"crm_id\":\"\(event.crmID)\",\"product_id\":7,\"value\":\(event.value),\"ts\":\(ts)}"
        let added: Added = try await send("/api/c1/product-usages", "application/json", body)
        guard added.success else { throw URLError(.badServerResponse) }
    }
}

func cpu() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.flatMap { Int($0.filter(\.isNumber)) } ?? 0
}

let (name, job) = (CommandLine.arguments[1], CommandLine.arguments[2])
let settings = try JSONDecoder().decode(Settings.self, from: Data(CommandLine.arguments[3].utf8))
let client: any Client =
    name == "plock"
    ? Ours(plock: try PlockClient(apiKey: "bench", baseURL: settings.url), size: settings.page_size)
    : OverURLSession(url: settings.url, size: settings.page_size)
nonisolated(unsafe) var calls: [Int] = []

@Sendable func work(_ count: Int, _ client: any Client) async throws -> Sum {
    var sum = Sum()
    switch job {
    case "list":
        try await client.list(&sum)
    case "get":
        for n in 0..<count {
            let start = ContinuousClock.now
            let amount = try await client.get(1 + n % settings.singles)
            calls.append(Int((ContinuousClock.now - start).components.attoseconds / 1_000_000_000))
            sum.add(amount)
        }
    case "kit":
        for _ in 0..<count {
            let start = ContinuousClock.now
            let sandbox = try Sandbox()
            calls.append(Int((ContinuousClock.now - start).components.attoseconds / 1_000_000_000))
            withExtendedLifetime(sandbox) {}
        }
        sum.rows = count
    default:
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<count {
                if n >= settings.in_flight { try await group.next() }
                group.addTask { try await client.add(Event(n: n)) }
            }
            try await group.waitForAll()
        }
        sum.rows = count
    }
    return sum
}

_ = try await work(min(settings.count, 500), client)
calls = []
let (start, before) = (ContinuousClock.now, cpu())
let sum = try await work(settings.count, client)
let (wall, after) = (ContinuousClock.now - start, cpu())
let nanoseconds = wall.components.seconds * 1_000_000_000 + wall.components.attoseconds / 1_000_000_000
calls.sort()
let percentile = { (percent: Int) in calls.isEmpty ? "null" : String(calls[calls.count * percent / 100]) }
print(
    "{\"wall_ns\":\(nanoseconds),\"cpu_ns\":\(after - before),\"process_ns\":\(after),\"peak_kib\":\(peak()),\"count\":\(sum.rows),"
        + "\"checksum\":\"\(sum.rows) \(sum.amount)\",\"p50_ns\":\(percentile(50)),\"p99_ns\":\(percentile(99))}")
