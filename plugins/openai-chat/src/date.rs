//! The date of an HTTP header.

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since 1 March of year 0 of a date in the form that servers must send (RFC 9110, 5.6.7): "Sun, 06 Nov 1994
/// 08:49:37 GMT". Only differences mean something. None for any other form.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.strip_suffix(" GMT")?.split([' ', ':']);
    let number = |word: Option<&str>, most: u64| word?.parse::<u64>().ok().filter(|number| *number <= most);
    let day = number(words.next(), 31)?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? as u64;
    let (year, hour) = (number(words.next(), 9999)?, number(words.next(), 23)?);
    let (minute, second) = (number(words.next(), 59)?, number(words.next(), 60)?);
    Some((days(year, month, day)? * 24 + hour) * 3600 + minute * 60 + second)
}

/// Days since 1 March of year 0. A year is counted from March, so that the leap day is its last.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let (year, month) = if month < 2 { (year.checked_sub(1)?, month + 10) } else { (year, month - 2) };
    // 153 days for every five months from March: 31, 30, 31, 30, 31.
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.checked_sub(1)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::seconds;

    #[test]
    fn differences() {
        let difference = |from: &str, to: &str| seconds(to).unwrap() - seconds(from).unwrap();
        for (from, to, expected) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:07 GMT", 30),
            ("Wed, 31 Dec 2025 23:59:59 GMT", "Thu, 01 Jan 2026 00:00:01 GMT", 2),
            ("Wed, 28 Feb 2024 00:00:00 GMT", "Fri, 01 Mar 2024 00:00:00 GMT", 2 * 86_400),
            ("Sun, 28 Feb 2100 00:00:00 GMT", "Mon, 01 Mar 2100 00:00:00 GMT", 86_400),
            // The Unix epoch and its billionth second.
            ("Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 09 Sep 2001 01:46:40 GMT", 1_000_000_000),
        ] {
            assert_eq!(difference(from, to), expected, "{from} to {to}");
        }
    }

    #[test]
    fn other_forms_are_not_read() {
        for text in [
            "",
            "30",
            "Sun, 06 Nov 1994 08:49:37",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 Nvo 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
