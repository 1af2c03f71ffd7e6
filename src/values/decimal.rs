//! Exact decimals, without rounding.

use std::fmt;

use rust_decimal::Decimal;

/// Maximum number of digits of a [`Decimal`], the same in every language of this library.
pub const MAX_DIGITS: u32 = 28;

/// Error of parsing a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecimalError {
    /// Not a decimal number.
    Syntax,
    /// More than 28 significant digits or decimal places, which would require rounding.
    TooPrecise,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "expected a decimal number such as 12.50",
            Self::TooPrecise => "expected at most 28 digits; more would require rounding",
        })
    }
}

impl std::error::Error for DecimalError {}

/// Parses a decimal in the notation of JSON (`1000.00`, `-0.5`, `1e3`), keeping its scale: `1000.00` stays `1000.00`.
///
/// # Errors
/// [`DecimalError`] for other text, and for numbers that would require rounding.
pub fn parse_decimal(text: &str) -> Result<Decimal, DecimalError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut mantissa: i128 = 0;
    let mut significant = 0_u32;
    let mut scale: i64 = 0;
    let mut point = false;
    let mut seen = false;
    let mut bytes = digits.bytes().enumerate();
    let mut exponent = None;
    for (at, byte) in bytes.by_ref() {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                // Zeros beyond 28 digits lose nothing: the largest scale that fits is kept.
                if significant == MAX_DIGITS {
                    if byte != b'0' {
                        return Err(precise_or_syntax(&digits[at..]));
                    }
                    scale -= i64::from(!point);
                    continue;
                }
                if mantissa != 0 || byte != b'0' {
                    significant += 1;
                    mantissa = mantissa * 10 + i128::from(byte - b'0');
                }
                if point {
                    scale += 1;
                }
            }
            b'.' if !point && seen => {
                point = true;
                seen = false;
            }
            b'e' | b'E' if seen => {
                exponent = digits.get(at + 1..);
                break;
            }
            _ => return Err(DecimalError::Syntax),
        }
    }
    if !seen {
        return Err(DecimalError::Syntax);
    }
    if let Some(text) = exponent {
        scale -= parse_exponent(text)?;
    }
    if mantissa == 0 {
        scale = scale.clamp(0, i64::from(MAX_DIGITS));
    }
    while scale < 0 {
        significant += 1;
        if significant > MAX_DIGITS {
            return Err(DecimalError::TooPrecise);
        }
        mantissa *= 10;
        scale += 1;
    }
    // Digits beyond the 28th decimal place must be zeros.
    while scale > i64::from(MAX_DIGITS) {
        if mantissa % 10 != 0 {
            return Err(DecimalError::TooPrecise);
        }
        mantissa /= 10;
        scale -= 1;
    }
    let scale = u32::try_from(scale).map_err(|_| DecimalError::TooPrecise)?;
    // 28 digits always fit; negative zero becomes zero.
    Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale)
        .map_err(|_| DecimalError::TooPrecise)
}

/// The error for the text after the last digit that fits.
fn precise_or_syntax(rest: &str) -> DecimalError {
    let number = rest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if number { DecimalError::TooPrecise } else { DecimalError::Syntax }
}

fn parse_exponent(text: &str) -> Result<i64, DecimalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DecimalError::Syntax);
    }
    // Clamped far beyond any scale: only zero is valid there.
    let value = digits.trim_start_matches('0').parse::<i64>().unwrap_or(if digits.bytes().all(|b| b == b'0') {
        0
    } else {
        i64::from(i32::MAX)
    });
    let value = value.min(i64::from(i32::MAX));
    Ok(if text.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_scale_are_kept() {
        for (text, printed) in [
            ("1000.00", "1000.00"),
            ("1e3", "1000"),
            ("1.5E-3", "0.0015"),
            ("12.50", "12.50"),
            ("-0.00", "0.00"),
            ("007.10", "7.10"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
            ("99999999999999999999999999.99", "99999999999999999999999999.99"),
            ("-12345678901234567890.12345678", "-12345678901234567890.12345678"),
            ("0e999999999999", "0"),
            ("1e27", "1000000000000000000000000000"),
            ("9007199254740993", "9007199254740993"),
            ("12.500000000000000000000000000000", "12.50000000000000000000000000"),
            ("0.1000000000000000000000000000000000", "0.1000000000000000000000000000"),
            ("0.0100000000000000000000000000000000", "0.0100000000000000000000000000"),
            ("1000000000000000000000000000000e-5", "10000000000000000000000000.00"),
            ("0.00000000000000000000000000000000", "0.0000000000000000000000000000"),
        ] {
            assert_eq!(parse_decimal(text).map(|d| d.to_string()), Ok(printed.to_owned()), "{text}");
        }
    }

    #[test]
    fn nothing_is_rounded() {
        for text in [
            "12345678901234567890123456789",
            "12.5000000000000000000000000000001",
            "1000000000000000000000000000000",
            "0.00000000000000000000000000001",
            "1e28",
            "1e999999999",
            "1.2e-28",
        ] {
            assert_eq!(parse_decimal(text), Err(DecimalError::TooPrecise), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_decimals() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "+1",
            "1,5",
            "NaN",
            "inf",
            "1e",
            "1e+",
            "1.2.3",
            "0x10",
            " 1",
            "1 ",
            "12345678901234567890123456789x",
        ] {
            assert_eq!(parse_decimal(text), Err(DecimalError::Syntax), "{text:?}");
        }
    }
}
