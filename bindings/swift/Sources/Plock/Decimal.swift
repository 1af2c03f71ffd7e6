import Foundation

/// Foundation drops trailing zeros when it creates a decimal. Amounts of the API keep them: `1000.00` prints as `1000.00`, and equals
/// `1000`.
extension Decimal {
    /// Parses a decimal and keeps its scale, unlike `Decimal(string:)`. Nil: not a decimal, or more than 38 digits.
    public init?(keepingScale text: String) {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let power = parts.count == 2 ? Int(parts[1]) : 0, abs(power) < 100 else { return nil }
        let unsigned = parts[0].drop { $0 == "-" || $0 == "+" }
        guard parts[0].count - unsigned.count < 2 else { return nil }
        let halves = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = halves.joined()
        guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }), digits.drop(while: { $0 == "0" }).count <= 38,
            let value = Decimal(string: String(unsigned), locale: Decimal.plain)
        else { return nil }
        self = value
        scale(by: power, to: (halves.count == 2 ? halves[1].count : 0) - power)
        if parts[0].hasPrefix("-"), self != 0 { negate() }
    }

    /// The decimal as text with its scale. Unlike `description`, also of zero: `0.00`.
    public var withScale: String {
        guard self == 0, exponent < 0 else { return description }
        return "0." + String(repeating: "0", count: -exponent)
    }

    init(negative: Bool, high: UInt64, low: UInt64, scale: UInt8) {
        self = Decimal(low)
        if high > 0 { self += Decimal(high) * (Decimal(UInt64.max) + 1) }
        self.scale(by: -Int(scale), to: Int(scale))
        if negative { negate() }
    }

    private mutating func scale(by power: Int, to places: Int) {
        if power != 0 { self = Decimal(sign: .plus, exponent: power, significand: self) }
        if places > 0, exponent > -places {
            var unit = Decimal(sign: .plus, exponent: -places, significand: 1)
            _ = NSDecimalNormalize(&self, &unit, .plain)
        }
    }

    /// The decimal separator is a point in every environment.
    private static let plain = Locale(identifier: "en_US_POSIX")
}
