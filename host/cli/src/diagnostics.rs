//! What is wrong with a study, with the lines it is wrong in.

use std::io::IsTerminal;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity as MietteSeverity, SourceCode,
};
use motive_study::{Diagnostic, Diagnostics, Severity};

use crate::out::{say, say_styled};

/// One diagnostic as miette wants it.
#[derive(Debug)]
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    source: NamedSource<String>,
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn severity(&self) -> Option<MietteSeverity> {
        Some(match self.diagnostic.severity {
            Severity::Error => MietteSeverity::Error,
            Severity::Advice => MietteSeverity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        (!self.diagnostic.hint.is_empty())
            .then(|| Box::new(&self.diagnostic.hint) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        // A whole table would be underlined over many lines: its first line says where it is.
        let span = &self.diagnostic.span;
        let text = self.source.inner().get(span.start..span.end).unwrap_or("");
        let length = text.lines().next().map_or(0, str::len);
        Some(Box::new(std::iter::once(LabeledSpan::underline((span.start, length)))))
    }
}

/// Prints them all on standard error.
pub(crate) fn print(diagnostics: &Diagnostics) {
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let theme = if colours { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(100).with_context_lines(1);
    for diagnostic in &diagnostics.list {
        let (name, text) = diagnostics
            .sources
            .get(diagnostic.span.source)
            .map_or_else(Default::default, |source| (source.name.clone(), source.text.clone()));
        // The text of an override stands right below its name.
        let name = if name.starts_with("--set ") { "--set".to_owned() } else { name };
        let report = Report { diagnostic, source: NamedSource::new(name, text) };
        let mut rendered = String::new();
        match handler.render_report(&mut rendered, &report) {
            // A blank line keeps one apart from the next.
            Ok(()) => say_styled(&(rendered.trim_end_matches([' ', '\n']).to_owned() + "\n")),
            Err(_) => say(&diagnostic.line(&diagnostics.sources)),
        }
    }
    let errors = diagnostics.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    if errors > 0 {
        say(&format!("{errors} error{}; nothing was run", if errors == 1 { "" } else { "s" }));
    }
}
