//! Appended rows per second with bodies of 1.2 KB: the journal with many appenders, beside the bare loop that writes
//! 100 rows a transaction with the same table and settings, without a thread or a channel.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures_util::future::try_join_all;
use motive_journal::{Event, EventKind, Journal, schema};

const ROWS: u32 = 20_000;

fn event(i: u32) -> Event {
    Event {
        slot: format!("trial/actor-{}/essay/item-{}/high/{i}", i % 7, i % 30),
        attempt: 0,
        seq: 0,
        request: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
        kind: EventKind::Received {
            status: 200,
            headers: vec![("content-type".into(), "application/json".into())],
            body: (0..1200_u32).map(|j| (i.wrapping_mul(2_654_435_761).wrapping_add(j) >> 3) as u8).collect(),
        },
        at: 1_780_000_000_000 + i64::from(i),
    }
}

fn bare(folder: &std::path::Path) -> rusqlite::Result<()> {
    let connection = rusqlite::Connection::open(folder.join("bare.sqlite"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(schema::MIGRATIONS[0])?;
    let mut insert = connection.prepare(
        "INSERT INTO event (slot, attempt, seq, request, kind, status, headers, body, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for first in (0..ROWS).step_by(100) {
        let transaction = connection.unchecked_transaction()?;
        for i in first..first + 100 {
            let Event { slot, attempt, seq, request, kind, at } = event(i);
            let EventKind::Received { status, body, .. } = kind else { continue };
            let headers = "[[\"content-type\",\"application/json\"]]";
            insert.insert((slot, attempt, seq, request, "received", status, headers, body, at))?;
        }
        transaction.commit()?;
    }
    Ok(())
}

async fn journal(folder: &std::path::Path, appenders: u32) -> motive_journal::Result<()> {
    let journal = Journal::create(folder, &[])?;
    try_join_all((0..appenders).map(|appender| {
        let journal = journal.clone();
        async move {
            for i in (appender..ROWS).step_by(appenders as usize) {
                journal.append_event(event(i)).await?;
            }
            motive_journal::Result::Ok(())
        }
    }))
    .await?;
    journal.close().await?;
    Ok(())
}

fn append(criterion: &mut Criterion) {
    let folder = || tempfile::tempdir().unwrap_or_else(|error| panic!("a temporary folder: {error}"));
    let runtime = tokio::runtime::Runtime::new().unwrap_or_else(|error| panic!("a runtime: {error}"));
    let mut group = criterion.benchmark_group("append");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(10);
    group.bench_function("bare loop, 100 rows a commit", |bencher| {
        bencher.iter_with_large_drop(|| {
            let folder = folder();
            bare(folder.path()).unwrap_or_else(|error| panic!("{error}"));
            black_box(folder)
        });
    });
    for appenders in [64, 1000] {
        group.bench_function(format!("journal, {appenders} appenders"), |bencher| {
            bencher.iter_with_large_drop(|| {
                let folder = folder();
                runtime.block_on(journal(folder.path(), appenders)).unwrap_or_else(|error| panic!("{error}"));
                black_box(folder)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, append);
criterion_main!(benches);
