/// One page of a list. Its numbers are nil if the API did not send them.
public struct Page<Item: PlockObject>: Sendable, Hashable {
    public let items: [Item]
    /// Number of this page, from 1.
    public let currentPage: Int?
    /// Number of the last page.
    public let lastPage: Int?
    /// Maximum number of items on a page.
    public let perPage: Int?
    /// Number of items on all pages.
    public let total: Int?
    /// Link to the next page, as sent by the API.
    public let next: String?

    public init(
        items: [Item], currentPage: Int? = nil, lastPage: Int? = nil, perPage: Int? = nil, total: Int? = nil, next: String? = nil
    ) {
        self.items = items
        self.currentPage = currentPage
        self.lastPage = lastPage
        self.perPage = perPage
        self.total = total
        self.next = next
    }
}

/// All items of a list, from the first requested page. Nothing is sent before it is iterated; each iterator fetches the list again.
///
/// Pages are prefetched in order, at most `concurrency` at a time. Requests are aborted when the iterator is dropped.
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

    /// A list with these pages, for stand-ins in tests.
    public init(pages: [Page<Element>]) {
        first = { @Sendable in pages.first ?? Page(items: []) }
        reader = { @Sendable in
            let rest = Locked(pages[...])
            return { @Sendable in rest.with { $0.popFirst() } }
        }
    }

    /// A list with these items on one page, for stand-ins in tests.
    public init(_ items: [Element]) {
        self.init(pages: [Page(items: items, currentPage: 1, lastPage: 1, total: items.count)])
    }

    /// Fetches the first requested page, with one request.
    public func page() async throws -> Page<Element> { try await first() }

    /// All pages.
    public var pages: Pages { Pages(reader: reader) }

    /// Fetches the first item, with one request. Nil: the list is empty.
    public func firstItem() async throws -> Element? { try await first().items.first }

    /// Fetches all items into memory.
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
