//! Languages: their codes, and which one a text is in.
//!
//! Detection is `whatlang`: MIT, one crate of 80 KB with its models, 70 languages, maintained, and it says when it is
//! not sure. (`lingua` is more exact on single phrases and brings tens of megabytes of models; `whichlang` knows 16
//! languages and always names one.) Outputs are hundreds of words long, where trigrams suffice.

use std::fmt;

use serde::{Deserialize, Serialize};
use whatlang::Lang;

use crate::ScreeningError;

/// A language that can be detected; in serialised form its code, `en`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(Lang);

/// The ISO 639-1 codes. Others are known by their codes of ISO 639-3 alone.
#[rustfmt::skip]
const SHORT: [(&str, Lang); 52] = [
    ("en", Lang::Eng), ("zh", Lang::Cmn), ("es", Lang::Spa), ("de", Lang::Deu), ("fr", Lang::Fra), ("ar", Lang::Ara),
    ("pt", Lang::Por), ("it", Lang::Ita), ("ru", Lang::Rus), ("ja", Lang::Jpn), ("ko", Lang::Kor), ("nl", Lang::Nld),
    ("pl", Lang::Pol), ("uk", Lang::Ukr), ("tr", Lang::Tur), ("sv", Lang::Swe), ("da", Lang::Dan), ("nb", Lang::Nob),
    ("no", Lang::Nob), ("fi", Lang::Fin), ("cs", Lang::Ces), ("hu", Lang::Hun), ("el", Lang::Ell), ("he", Lang::Heb),
    ("hi", Lang::Hin), ("bn", Lang::Ben), ("th", Lang::Tha), ("vi", Lang::Vie), ("id", Lang::Ind), ("ro", Lang::Ron),
    ("bg", Lang::Bul), ("hr", Lang::Hrv), ("sr", Lang::Srp), ("sk", Lang::Slk), ("sl", Lang::Slv), ("lt", Lang::Lit),
    ("lv", Lang::Lav), ("et", Lang::Est), ("ca", Lang::Cat), ("fa", Lang::Pes), ("ur", Lang::Urd), ("ta", Lang::Tam),
    ("te", Lang::Tel), ("ml", Lang::Mal), ("kn", Lang::Kan), ("mr", Lang::Mar), ("gu", Lang::Guj), ("pa", Lang::Pan),
    ("eo", Lang::Epo), ("la", Lang::Lat), ("af", Lang::Afr), ("be", Lang::Bel),
];

impl Language {
    /// The language with this code of ISO 639-1 or 639-3. A region or script after it is ignored: `zh-CN` is `zh`.
    ///
    /// # Errors
    /// The code, where no language has it that can be detected.
    pub fn parse(code: &str) -> Result<Language, ScreeningError> {
        let main = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let short = SHORT.iter().find(|(short, _)| *short == main).map(|(_, lang)| *lang);
        short
            .or_else(|| Lang::from_code(main))
            .map(Language)
            .ok_or_else(|| ScreeningError::UnknownLanguage(code.to_owned()))
    }

    /// The language that a text is in; none where the text is too short or too mixed to be sure.
    pub fn of(text: &str) -> Option<Language> {
        let info = whatlang::detect(text)?;
        info.is_reliable().then(|| Language(info.lang()))
    }

    /// Its code: ISO 639-1 where it has one, otherwise 639-3.
    pub fn code(self) -> &'static str {
        let short = SHORT.iter().find(|(_, lang)| *lang == self.0).map(|(short, _)| *short);
        short.unwrap_or_else(|| self.0.code())
    }

    /// The language with this English name.
    pub(crate) fn named(name: &str) -> Option<Language> {
        let chinese = matches!(name, "Chinese" | "Mandarin").then_some(Lang::Cmn);
        let lang = chinese.or_else(|| Lang::all().iter().copied().find(|lang| lang.eng_name() == name));
        lang.map(Language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        let code = String::deserialize(deserializer)?;
        Language::parse(&code).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_are_read_and_written() {
        for (code, written) in
            [("en", "en"), ("eng", "en"), ("zh-CN", "zh"), ("pt_BR", "pt"), ("DEU", "de"), ("uzb", "uzb")]
        {
            assert_eq!(Language::parse(code).unwrap().code(), written, "{code}");
        }
        for code in ["", "english", "x-klingon"] {
            assert_eq!(Language::parse(code), Err(ScreeningError::UnknownLanguage(code.to_owned())));
        }
        let language: Language = serde_json::from_str("\"fr\"").unwrap();
        assert_eq!(serde_json::to_string(&language).unwrap(), "\"fr\"");
        assert!(serde_json::from_str::<Language>("\"qq\"").is_err());
    }

    #[test]
    fn names_are_english() {
        for (name, code) in [("English", "en"), ("Chinese", "zh"), ("German", "de"), ("French", "fr")] {
            assert_eq!(Language::named(name).map(Language::code), Some(code));
        }
        assert_eq!(Language::named("Whalish"), None);
    }

    #[test]
    fn texts_are_told_apart_and_scraps_are_not() {
        for (code, text) in [
            (
                "en",
                "The committee met twice last spring and could not agree on where the new bridge ought to stand.",
            ),
            (
                "de",
                "Der Ausschuss tagte im Frühjahr zweimal und konnte sich nicht einigen, wo die neue Brücke stehen soll.",
            ),
            (
                "es",
                "La comisión se reunió dos veces en primavera y no logró ponerse de acuerdo sobre el lugar del puente.",
            ),
            (
                "fr",
                "La commission s'est réunie deux fois au printemps sans parvenir à choisir l'endroit du nouveau pont.",
            ),
            ("zh", "委员会春天开了两次会，没能就新桥的位置达成一致。"),
        ] {
            assert_eq!(Language::of(text).map(Language::code), Some(code), "{text}");
        }
        assert_eq!(Language::of(""), None);
        assert_eq!(Language::of("42"), None);
    }
}
