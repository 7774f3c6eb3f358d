//! Reads what servers write for the same thing in different ways: `null` is what is absent, 12.0 is 12.
//!
//! An answer that was paid for is not thrown away for a detail, so a value of the wrong shape counts as absent. What an
//! answer cannot be without, its reader insists on.

use serde_json::Value;

/// A count; 12.0 is 12.
pub(crate) fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let float = value.as_f64()?;
        // A conversion of a float ends at the largest integer, so there is nothing to overflow.
        (float >= 0.0 && float.fract() == 0.0).then_some(float as u64)
    })
}

/// A text that is not empty.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// An error, where one may stand: servers write `null`, `false` or something empty when there is none.
pub(crate) fn error(value: &Value) -> Option<&Value> {
    let is_none = match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    };
    (!is_none).then_some(value)
}

/// The elements of a list; none if it is something else.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::count;

    #[test]
    fn counts() {
        for (value, expected) in [
            (json!(12), Some(12)),
            (json!(12.0), Some(12)),
            (json!(u64::MAX), Some(u64::MAX)),
            (json!(1e300), Some(u64::MAX)),
            (json!(12.5), None),
            (json!(-1), None),
            (json!(-1.0), None),
            (json!(null), None),
            (json!("12"), None),
        ] {
            assert_eq!(count(&value), expected, "{value}");
        }
    }
}
