//! What an unquoted YAML scalar means: nothing, true or false, a number, or text.
//!
//! The core schema of YAML 1.2 (§ 10.3.2) in decimal: `no`, `on`, `0x1F` and `2026-11-21` stay text.

use super::NodeValue;

/// The meaning of an unquoted scalar.
pub(super) fn resolve(text: String) -> NodeValue {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => NodeValue::Null,
        "true" | "True" | "TRUE" => NodeValue::Bool(true),
        "false" | "False" | "FALSE" => NodeValue::Bool(false),
        _ if is_number(&text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => NodeValue::Number(number, text),
            _ => NodeValue::String(text),
        },
        _ => NodeValue::String(text),
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = unsigned(mantissa).split_once('.').unwrap_or((unsigned(mantissa), ""));
    let is_mantissa = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    is_mantissa && exponent.map(unsigned).is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_yaml_1_2_are_numbers() {
        for number in ["0", "-1", "+2.5", "1.", ".5", "1e3", "1.5E-3"] {
            assert!(matches!(resolve(number.to_owned()), NodeValue::Number(_, raw) if raw == number), "{number}");
        }
        // U+06F1: a Persian digit one.
        for text in ["no", "2026-11-21", "1e", ".", "-", "0x1F", "1_000", "\u{06F1}", ".inf", "1e999"] {
            assert_eq!(resolve(text.to_owned()), NodeValue::String(text.to_owned()));
        }
    }
}
