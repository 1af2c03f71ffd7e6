/// One page of a list, and what the API says of the others.
public struct Page<Item: PlockObject>: Sendable, Hashable {
    /// What it holds.
    public let items: [Item]
    /// Its number, from 1.
    public let currentPage: Int?
    /// The number of the last page.
    public let lastPage: Int?
    /// How many items a page holds at most.
    public let perPage: Int?
    /// How many items all pages hold.
    public let total: Int?
    /// Link to the next page, as the API wrote it.
    public let next: String?
}

/// All items of a list, from the start page on. Nothing is sent before it is read; each reader reads the list anew.
///
/// Pages are fetched ahead of the reader, in order, at most `concurrency` at a time, so memory is bounded, and a reader that stops
/// stops the fetching.
public struct PlockList<Element: PlockObject>: AsyncSequence, Sendable {
    let first: @Sendable () async throws -> Page<Element>
    let reader: @Sendable () -> @Sendable () async throws -> Page<Element>?

    init(_ calls: Calls, _ call: Call) where Element: Readable {
        first = { @Sendable in try await calls.page(call) }
        reader = { @Sendable in
            let pages = PageReader<Element>(calls, call)
            return { @Sendable in try await pages.next() }
        }
    }

    /// The start page alone, with one request.
    public func page() async throws -> Page<Element> { try await first() }

    /// Page by page.
    public var pages: Pages { Pages(reader: reader) }

    /// The first item, with one request; nil where there is none.
    public func firstItem() async throws -> Element? { try await first().items.first }

    /// All items in memory.
    public func all() async throws -> [Element] {
        var all: [Element] = []
        for try await page in pages { all += page.items }
        return all
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(next: reader()) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        let next: @Sendable () async throws -> Page<Element>?
        private var items: [Element] = []
        private var at = 0

        init(next: @escaping @Sendable () async throws -> Page<Element>?) {
            self.next = next
        }

        public mutating func next() async throws -> Element? {
            while at == items.count {
                guard let page = try await next() else { return nil }
                (items, at) = (page.items, 0)
            }
            defer { at += 1 }
            return items[at]
        }
    }

    /// The pages of a list.
    public struct Pages: AsyncSequence, Sendable {
        public typealias Element = Page<PlockList.Element>

        let reader: @Sendable () -> @Sendable () async throws -> Page<PlockList.Element>?

        public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(next: reader()) }

        public struct AsyncIterator: AsyncIteratorProtocol {
            let next: @Sendable () async throws -> Page<PlockList.Element>?

            public mutating func next() async throws -> Page<PlockList.Element>? { try await next() }
        }
    }
}
