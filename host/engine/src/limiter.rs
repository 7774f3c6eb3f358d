//! When a provider may be asked: how many requests at once, how many requests and tokens a minute, and not before a
//! server said so.
//!
//! One limiter per provider of a study. It knows nothing of what is sent; that is [`crate::http`].
//!
//! Rates are token buckets that hold what one second brings, at least 1, and begin full. So a minute sees at most the
//! rate and one second more. An ask for more than the bucket holds waits until it is full, and leaves it in debt.

use std::num::{NonZeroU32, NonZeroU64};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// What a study allows for one provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most requests under way at once.
    pub concurrency: NonZeroU32,
    /// Most requests begun in a minute; none for any number.
    pub requests_per_minute: Option<NonZeroU32>,
    /// Most tokens in a minute, of prompts and answers together; none for any number.
    pub tokens_per_minute: Option<NonZeroU64>,
}

/// Lets requests through at the pace of its [`Limits`], in the order in which they came. Clones share it.
#[derive(Debug, Clone)]
pub struct Limiter {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    slots: Arc<Semaphore>,
    /// Held by the one request that is next; the others queue for it.
    head: tokio::sync::Mutex<()>,
    pace: Mutex<Pace>,
    /// Tells the head that the pace has changed.
    changed: Notify,
}

/// The right to have one request under way. Dropping it gives the place back and leaves the estimate charged.
#[derive(Debug)]
#[must_use = "the place is free again when this is dropped"]
pub struct Permit {
    limiter: Limiter,
    slot: Option<OwnedSemaphorePermit>,
    estimated: u64,
}

impl Limiter {
    /// A limiter with full buckets.
    pub fn new(limits: Limits) -> Self {
        let now = Instant::now();
        let slots =
            usize::try_from(limits.concurrency.get()).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        let pace = Pace {
            requests: limits.requests_per_minute.map(|rate| Bucket::new(f64::from(rate.get()), now)),
            tokens: limits.tokens_per_minute.map(|rate| Bucket::new(rate.get() as f64, now)),
            not_before: now,
        };
        let shared = Shared {
            slots: Arc::new(Semaphore::new(slots)),
            head: tokio::sync::Mutex::new(()),
            pace: Mutex::new(pace),
            changed: Notify::new(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Waits until one more request may begin, and charges one request and `estimated_tokens`.
    ///
    /// A caller that stops waiting is charged nothing.
    pub async fn acquire(&self, estimated_tokens: u64) -> Permit {
        // The semaphore is never closed; were it, there would be nothing to count.
        let slot = Arc::clone(&self.shared.slots).acquire_owned().await.ok();
        let _head = self.shared.head.lock().await;
        loop {
            let changed = self.shared.changed.notified();
            let ready = self.pace().take_or_wait(estimated_tokens as f64, Instant::now());
            match ready {
                None => return Permit { limiter: self.clone(), slot, estimated: estimated_tokens },
                Some(ready) => tokio::select! {
                    () = tokio::time::sleep_until(ready) => {}
                    () = changed => {}
                },
            }
        }
    }

    /// Lets no request through before `instant`; an earlier one than said before changes nothing.
    ///
    /// For a server that says when to come again.
    pub fn pause_until(&self, instant: Instant) {
        let mut pace = self.pace();
        pace.not_before = pace.not_before.max(instant);
        drop(pace);
        self.shared.changed.notify_one();
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.shared.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit {
    /// Gives the place back: the response is here. How many tokens it took may be told later.
    pub fn release(&mut self) {
        self.slot = None;
    }

    /// Corrects the estimate: tokens that were not used are given back, and those used beyond it are charged.
    pub fn settle(self, actual_tokens: u64) {
        if let Some(tokens) = &mut self.limiter.pace().tokens {
            tokens.level += self.estimated as f64 - actual_tokens as f64;
        }
        self.limiter.shared.changed.notify_one();
    }
}

#[derive(Debug)]
struct Pace {
    requests: Option<Bucket>,
    tokens: Option<Bucket>,
    not_before: Instant,
}

impl Pace {
    /// Charges one request, or says when to ask again.
    fn take_or_wait(&mut self, tokens: f64, now: Instant) -> Option<Instant> {
        let mut asks = [(&mut self.requests, 1.0), (&mut self.tokens, tokens)];
        let mut ready = self.not_before;
        for (bucket, amount) in &mut asks {
            if let Some(bucket) = bucket {
                ready = ready.max(bucket.ready(*amount, now));
            }
        }
        if ready > now {
            return Some(ready);
        }
        for (bucket, amount) in asks {
            if let Some(bucket) = bucket {
                bucket.level -= amount;
            }
        }
        None
    }
}

/// A token bucket; below zero is debt.
#[derive(Debug)]
struct Bucket {
    per_second: f64,
    level: f64,
    at: Instant,
}

impl Bucket {
    fn new(per_minute: f64, now: Instant) -> Self {
        let mut bucket = Self { per_second: per_minute / 60.0, level: 0.0, at: now };
        bucket.level = bucket.size();
        bucket
    }

    fn size(&self) -> f64 {
        self.per_second.max(1.0)
    }

    /// Fills up to `now`, and says when there will be enough.
    fn ready(&mut self, amount: f64, now: Instant) -> Instant {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * self.per_second;
        self.level = (self.level + gained).min(self.size());
        self.at = now;
        let missing = amount.min(self.size()) - self.level;
        // Sums of fractions end a little beside the whole number that they mean.
        if missing <= 1e-6 { now } else { now + Duration::from_secs_f64(missing / self.per_second) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn limiter(concurrency: u32, requests: u32, tokens: u64) -> Limiter {
        Limiter::new(Limits {
            concurrency: NonZeroU32::new(concurrency).unwrap(),
            requests_per_minute: NonZeroU32::new(requests),
            tokens_per_minute: NonZeroU64::new(tokens),
        })
    }

    /// Seconds until `count` asks of `tokens` each have been let through, one after the other.
    async fn seconds(limiter: &Limiter, count: u32, tokens: u64) -> f64 {
        let start = Instant::now();
        for _ in 0..count {
            drop(limiter.acquire(tokens).await);
        }
        start.elapsed().as_secs_f64()
    }

    fn about(measured: f64, expected: f64) {
        // tokio's timer counts milliseconds, and rounds up.
        assert!((measured - expected).abs() < 0.05 + 0.001 * expected, "{measured} is not {expected}");
    }

    #[tokio::test(start_paused = true)]
    async fn without_rates_nothing_waits() {
        about(seconds(&limiter(1, 0, 0), 1000, 1_000_000).await, 0.0);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_a_minute() {
        // One at once, then one a second.
        about(seconds(&limiter(8, 60, 0), 61, 0).await, 60.0);
        // Ten at once, then ten a second.
        let limiter = limiter(8, 600, 0);
        about(seconds(&limiter, 10, 0).await, 0.0);
        about(seconds(&limiter, 600, 0).await, 60.0);
        // Idle time is worth a second, and not more.
        tokio::time::sleep(Duration::from_secs(100)).await;
        about(seconds(&limiter, 20, 0).await, 1.0);
    }

    #[tokio::test(start_paused = true)]
    async fn tokens_a_minute() {
        let limiter = limiter(8, 0, 6000);
        about(seconds(&limiter, 10, 10).await, 0.0);
        about(seconds(&limiter, 10, 10).await, 1.0);
        // 3000 are more than the bucket of 100 holds: let through when it is full, and paid for by the next.
        about(seconds(&limiter, 1, 3000).await, 1.0);
        about(seconds(&limiter, 1, 100).await, 30.0);
    }

    #[tokio::test(start_paused = true)]
    async fn an_estimate_is_settled() {
        let limiter = limiter(8, 0, 6000);
        limiter.acquire(3000).await.settle(100);
        about(seconds(&limiter, 1, 100).await, 1.0);
        limiter.acquire(0).await.settle(600);
        about(seconds(&limiter, 1, 100).await, 7.0);
        limiter.acquire(0).await.settle(0);
        about(seconds(&limiter, 1, 100).await, 1.0);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_given_back_wakes_who_waits() {
        let limiter = limiter(8, 0, 6000);
        let permit = limiter.acquire(6000).await;
        let waiting = tokio::spawn({
            let limiter = limiter.clone();
            async move { seconds(&limiter, 1, 100).await }
        });
        tokio::time::sleep(Duration::from_secs(2)).await;
        permit.settle(100);
        about(waiting.await.unwrap(), 2.0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_everyone() {
        let limiter = limiter(8, 0, 0);
        let start = Instant::now();
        limiter.pause_until(start + Duration::from_secs(10));
        limiter.pause_until(start + Duration::from_secs(5));
        let waiting: Vec<_> = (0..4)
            .map(|_| {
                let limiter = limiter.clone();
                tokio::spawn(async move { drop(limiter.acquire(1).await) })
            })
            .collect();
        tokio::time::sleep(Duration::from_secs(9)).await;
        limiter.pause_until(start + Duration::from_secs(20));
        for task in waiting {
            task.await.unwrap();
            about(start.elapsed().as_secs_f64(), 20.0);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn places_are_given_back_with_the_response() {
        let limiter = limiter(2, 0, 6000);
        let mut first = limiter.acquire(10).await;
        let second = limiter.acquire(10).await;
        let wait = Duration::from_secs(1);
        tokio::time::timeout(wait, limiter.acquire(1)).await.unwrap_err();
        first.release();
        let third = tokio::time::timeout(wait, limiter.acquire(1)).await.unwrap();
        tokio::time::timeout(wait, limiter.acquire(1)).await.unwrap_err();
        drop(second);
        tokio::time::timeout(wait, limiter.acquire(1)).await.unwrap().settle(1);
        first.settle(10);
        third.settle(1);
    }

    #[tokio::test(start_paused = true)]
    async fn who_stops_waiting_is_charged_nothing() {
        let limiter = limiter(1, 60, 0);
        drop(limiter.acquire(0).await);
        for _ in 0..10 {
            tokio::time::timeout(Duration::from_millis(50), limiter.acquire(0)).await.unwrap_err();
        }
        about(seconds(&limiter, 1, 0).await, 0.5);
    }

    #[tokio::test(start_paused = true)]
    async fn first_come_first_served() {
        let limiter = limiter(100, 60, 0);
        let order = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..20)
            .map(|i| {
                let (limiter, order) = (limiter.clone(), Arc::clone(&order));
                tokio::spawn(async move {
                    let _permit = limiter.acquire(0).await;
                    order.lock().unwrap().push(i);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), (0..20).collect::<Vec<_>>());
    }
}
