import Foundation

/// Decodes bytes of the native part: numbers are varints, a text follows its length.
struct Reader {
    private var position: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        // A non-null address, from which nothing is read.
        position = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
        end = position + bytes.count
    }

    private init(position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        (self.position, self.end) = (position, end)
    }

    /// Bytes of an object without fields.
    static var empty: Reader { Reader(UnsafeBufferPointer(start: nil, count: 0)) }

    var more: Bool { position < end }

    /// A copy of the bytes that follow.
    var rest: Data { Data(UnsafeBufferPointer(start: position, count: end - position)) }

    /// Takes the next `length` bytes.
    mutating func part(_ length: Int) -> Reader {
        defer { position += length }
        return Reader(position: position, end: position + length)
    }

    mutating func byte() -> UInt8 {
        guard position < end else { return 0 }
        defer { position += 1 }
        return position.pointee
    }

    mutating func number() -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while true {
            let byte = byte()
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func signed() -> Int64 {
        let value = number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func text() -> String {
        let length = Int(number())
        defer { position += length }
        return String(decoding: UnsafeBufferPointer(start: position, count: length), as: UTF8.self)
    }

    mutating func boolean() -> Bool { byte() != 0 }

    mutating func json() -> JSON { JSON(text: text()) }

    /// Keeps trailing zeros.
    mutating func decimal() -> Decimal {
        let scale = byte()
        if scale < 0x80 {
            let digits = signed()
            return Decimal(negative: digits < 0, high: 0, low: digits.magnitude, scale: scale)
        }
        let negative = boolean()
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for _ in 0..<8 { words.high = words.high << 8 | UInt64(byte()) }
        for _ in 0..<8 { words.low = words.low << 8 | UInt64(byte()) }
        return Decimal(negative: negative, high: words.high, low: words.low, scale: scale & 0x7f)
    }

    mutating func date() -> CalendarDate {
        let year = Int(signed())
        return CalendarDate(known: year, Int(byte()), Int(byte()))
    }

    mutating func dateTime() -> Date {
        let seconds = signed()
        let whole = Double(seconds - 978_307_200)
        let date = whole + Double(number()) / 1e9
        // `Date` cannot represent every nanosecond: rounding must not move a time into the next second, day or year.
        return Date(timeIntervalSinceReferenceDate: date < whole + 1 ? date : (whole + 1).nextDown)
    }

    mutating func unixTime() -> Date { Date(timeIntervalSince1970: Double(signed())) }

    mutating func dateOrDateTime() -> DateOrDateTime { boolean() ? .dateTime(dateTime()) : .date(date()) }

    mutating func list<T>(_ read: (inout Reader) throws -> T) rethrows -> [T] {
        let size = Int(number())
        var items: [T] = []
        items.reserveCapacity(size)
        for _ in 0..<size { items.append(try read(&self)) }
        return items
    }

    mutating func map<T>(_ read: (inout Reader) -> T) -> [String: T] {
        let size = Int(number())
        if size == 0 { return [:] }
        var items: [String: T] = [:]
        for _ in 0..<size {
            let name = text()
            items[name] = read(&self)
        }
        return items
    }

    mutating func pair<T>(_ read: (inout Reader) -> T) -> Between<T> {
        let items = list(read)
        return Between(items[0], items[1])
    }

    mutating func extra() -> [String: JSON] { map { $0.json() } }

    /// An optional field, which may be marked as equal to `before`.
    @inline(__always)
    mutating func field<T>(_ before: @autoclosure () -> T?, _ read: (inout Reader) -> T) -> T? {
        switch byte() {
        case 0: nil
        case 2: before()
        default: read(&self)
        }
    }

    mutating func optionalText() -> String? { field(nil) { $0.text() } }

    mutating func optionalNumber() -> UInt64? { field(nil) { $0.number() } }

    mutating func page<T: Readable>() -> Page<T> {
        let (current, last, size, total) = (optionalNumber(), optionalNumber(), optionalNumber(), optionalNumber())
        let next = optionalText()
        var before: T?
        let items = list { reader in
            let item = T(from: &reader, before: before)
            before = item
            return item
        }
        return Page(
            items: items, currentPage: current.map { Int($0) }, lastPage: last.map { Int($0) }, perPage: size.map { Int($0) },
            total: total.map { Int($0) }, next: next
        )
    }

    mutating func event() -> LogEvent {
        LogEvent(
            important: boolean(), name: text(), operation: text(), method: text(), path: text(), attempt: Int(number()),
            status: optionalNumber().map { Int($0) }, duration: .microseconds(Int64(clamping: number())), kind: optionalText()
        )
    }
}

extension Data {
    func read<T>(_ read: (inout Reader) throws -> T) rethrows -> T {
        try withUnsafeBytes { bytes in
            var reader = Reader(bytes.bindMemory(to: UInt8.self))
            return try read(&reader)
        }
    }
}
