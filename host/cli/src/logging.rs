//! The log, on standard error and clear of progress bars.

use std::io::{self, Write};

use indicatif::MultiProgress;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Starts the log: warnings, unless `MOTIVE_LOG` says otherwise.
pub(crate) fn start(json: bool, bars: MultiProgress) -> Result<(), String> {
    let filter = match std::env::var("MOTIVE_LOG") {
        Ok(text) => EnvFilter::try_new(&text).map_err(|error| format!("MOTIVE_LOG is `{text}`: {error}"))?,
        Err(_) => EnvFilter::new("warn"),
    };
    // By default the subscriber prints that it cannot print, which ends the process where nobody reads any more.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .log_internal_errors(false)
        .with_writer(AboveBars(bars));
    if json {
        builder.json().init();
    } else {
        builder.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).init();
    }
    Ok(())
}

/// Writes lines above the progress bars.
#[derive(Clone)]
struct AboveBars(MultiProgress);

impl<'a> MakeWriter<'a> for AboveBars {
    type Writer = Self;

    fn make_writer(&'a self) -> Self::Writer {
        self.clone()
    }
}

impl Write for AboveBars {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
