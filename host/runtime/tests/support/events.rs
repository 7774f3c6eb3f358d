//! What reaches `tracing`, with the spans it stands in.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

pub type Fields = BTreeMap<String, String>;

#[derive(Debug, Clone)]
pub struct Seen {
    pub level: tracing::Level,
    pub message: String,
    pub fields: Fields,
    /// Name and fields, outermost first.
    pub spans: Vec<(String, Fields)>,
}

impl Seen {
    pub fn span(&self, name: &str) -> Option<&Fields> {
        self.spans.iter().find(|(span, _)| span == name).map(|(_, fields)| fields)
    }
}

/// What plugins log while `work` runs, on this thread or for it.
pub fn during<T>(work: impl FnOnce() -> T) -> (T, Vec<Seen>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let subscriber = tracing_subscriber::registry().with(Collector(seen.clone()));
    let answer = tracing::subscriber::with_default(subscriber, work);
    let seen = seen.lock().unwrap().clone();
    (answer, seen)
}

struct Collector(Arc<Mutex<Vec<Seen>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Collector {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Visitor::default();
        attributes.record(&mut fields);
        context.span(id).unwrap().extensions_mut().insert(fields);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "plugin" {
            return;
        }
        let mut visitor = Visitor::default();
        event.record(&mut visitor);
        let mut fields = visitor.0;
        let spans = context
            .event_scope(event)
            .into_iter()
            .flat_map(tracing_subscriber::registry::Scope::from_root)
            .map(|span| {
                let fields = span.extensions().get::<Visitor>().map(|visitor| visitor.0.clone());
                (span.name().to_owned(), fields.unwrap_or_default())
            })
            .collect();
        self.0.lock().unwrap().push(Seen {
            level: *event.metadata().level(),
            message: fields.remove("message").unwrap_or_default(),
            fields,
            spans,
        });
    }
}

#[derive(Default)]
struct Visitor(Fields);

impl Visit for Visitor {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}
