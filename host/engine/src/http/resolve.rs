//! Names to addresses, with a look at the addresses before anything connects to them.
//!
//! A granted name that resolves to a link-local address would reach the metadata service of a cloud, which hands out
//! that machine's credentials. Addresses that the study grants as such are not resolved, so they don't pass here.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::origin::{is_link_local, is_localhost};

/// Looks a name up.
pub(super) type Lookup =
    Arc<dyn Fn(String) -> BoxFuture<'static, std::io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// The operating system's own look-up.
pub(super) fn system() -> Lookup {
    Arc::new(|name| Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) }))
}

/// A look-up that refuses what a name must not stand for.
pub(super) struct Guarded(pub(super) Lookup);

/// Why a name's addresses are not connected to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NameRefused {
    #[error("`{name}` resolves to the link-local address {address}; grant the address itself if it is meant")]
    LinkLocal { name: String, address: IpAddr },
    #[error("`{name}` resolves to {address}, which is not on this machine")]
    NotLoopback { name: String, address: IpAddr },
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let lookup = (self.0)(name.clone());
        Box::pin(async move {
            let addresses = lookup.await?;
            judge(&name, &addresses)?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// One bad address spoils the name: whoever answers could give the good ones first and the bad one later.
fn judge(name: &str, addresses: &[SocketAddr]) -> Result<(), NameRefused> {
    for address in addresses.iter().map(SocketAddr::ip) {
        if is_link_local(address) {
            return Err(NameRefused::LinkLocal { name: name.to_owned(), address });
        }
        if is_localhost(name) && !address.to_canonical().is_loopback() {
            return Err(NameRefused::NotLoopback { name: name.to_owned(), address });
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_may_stand_for() {
        let cases: [(&str, &[&str], bool); 9] = [
            ("a.example", &["203.0.113.1", "2001:db8::1"], true),
            ("a.example", &["10.0.0.1"], true),
            ("a.example", &["127.0.0.1"], true),
            ("a.example", &["169.254.169.254"], false),
            ("a.example", &["203.0.113.1", "169.254.169.254"], false),
            ("a.example", &["fe80::1"], false),
            ("a.example", &["::ffff:169.254.169.254"], false),
            ("localhost", &["127.0.0.1", "::1"], true),
            ("localhost", &["203.0.113.1"], false),
        ];
        for (name, addresses, fine) in cases {
            let addresses: Vec<SocketAddr> =
                addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0)).collect();
            assert_eq!(judge(name, &addresses).is_ok(), fine, "{name} {addresses:?}");
        }
    }
}
