//! What goes over the wire and what comes back, against servers on loopback that speak in raw bytes.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use motive_contract::about::{Credential, Placement};
use motive_contract::provider::HttpRequest;
use motive_engine::http::{Access, BODY_LIMIT, BoundCredential, Client, Secret, SecretSource, SendError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const SECRET: &str = "sk-\"0/1\\2<3>";

/// A server that answers every request with the same bytes and remembers what it was sent.
struct Server {
    origin: String,
    heard: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (heard, connections) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicUsize>::default());
        let server = Self { origin, heard: Arc::clone(&heard), connections: Arc::clone(&connections) };
        let answer = answer.into();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(talk(stream, answer.clone(), Arc::clone(&heard)));
            }
        });
        server
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Reads requests (head, and a body of the length it gives) and answers each, until the client goes.
async fn talk(mut stream: TcpStream, answer: Vec<u8>, heard: Arc<Mutex<Vec<String>>>) {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        while let Some(request) = whole_request(&mut read) {
            heard.lock().unwrap().push(request);
            if answer.is_empty() || stream.write_all(&answer).await.is_err() {
                return;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(count) if count > 0 => read.extend_from_slice(&buffer[..count]),
            _ => return,
        }
    }
}

fn whole_request(read: &mut Vec<u8>) -> Option<String> {
    let text = String::from_utf8_lossy(read).into_owned();
    let head = text.find("\r\n\r\n")? + 4;
    let length = header(&text[..head], "content-length").map_or(0, |value| value.parse().unwrap());
    (read.len() >= head + length).then(|| String::from_utf8(read.drain(..head + length).collect()).unwrap())
}

/// A header of a request as it was heard, once.
fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut values = request
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(key, _)| key.eq_ignore_ascii_case(name));
    let value = values.next().map(|(_, value)| value);
    assert!(values.next().is_none(), "{name} twice in {request}");
    value
}

fn response(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} Whatever\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn post(url: impl Into<String>) -> HttpRequest {
    HttpRequest {
        method: "POST".into(),
        url: url.into(),
        headers: vec![("content-type".into(), "application/json".into())],
        body: b"{\"n\":1}".to_vec(),
        credential: None,
        repeatable: true,
        timeout_ms: Some(20_000),
    }
}

fn secret(value: &str) -> Secret {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, value).unwrap();
    SecretSource::File(path).resolve().unwrap()
}

fn granted(origin: &str) -> Access {
    Access { origins: [origin.parse().unwrap()].into(), credentials: vec![] }
}

fn granted_with_key(origin: &str, placement: Placement) -> Access {
    let credential = Credential { name: "api-key".into(), origin: origin.into(), placement };
    Access {
        credentials: vec![BoundCredential::new(&credential, secret(SECRET)).unwrap()],
        ..granted(origin)
    }
}

fn unreachable(result: Result<impl std::fmt::Debug, SendError>) -> String {
    match result {
        Err(SendError::Unreachable(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_sent_and_what_comes_back() {
    let server =
        Server::start(response(418, "X-One: 1\r\nX-One: 2\r\nset-cookie: id=1\r\n", b"\x00\xffbody")).await;
    let client = Client::new(None).unwrap();
    let answer =
        client.send(&granted(&server.origin), &post(format!("{}/v1/x?y=%20z", server.origin))).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (418, &b"\x00\xffbody"[..]));
    let pairs = [("content-length", "6"), ("x-one", "1"), ("x-one", "2")];
    assert_eq!(
        answer.headers,
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())),
        "and no cookie"
    );
    let heard = server.heard().remove(0);
    assert!(
        heard.starts_with("POST /v1/x?y=%20z HTTP/1.1\r\n") && heard.ends_with("\r\n\r\n{\"n\":1}"),
        "{heard}"
    );
    assert_eq!(header(&heard, "user-agent"), Some(concat!("motive/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(header(&heard, "content-type"), Some("application/json"));
    assert_eq!(header(&heard, "content-length"), Some("7"));
    assert_eq!(header(&heard, "accept-encoding"), Some("gzip"));
    for absent in ["authorization", "cookie", "referer"] {
        assert_eq!(header(&heard, absent), None);
    }
    let client = Client::new(None).unwrap();
    client.send(&granted(&server.origin), &post(&server.origin)).await.unwrap();
    assert_eq!(header(&server.heard()[1], "cookie"), None);
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let elsewhere = Server::start(response(200, "", b"stolen")).await;
    let server = Server::start(response(307, &format!("location: {}/\r\n", elsewhere.origin), b"")).await;
    let mut access = granted_with_key(&server.origin, Placement::Bearer);
    access.origins.insert(elsewhere.origin.parse().unwrap());
    let request = HttpRequest { credential: Some("api-key".into()), ..post(&server.origin) };
    let answer = Client::new(None).unwrap().send(&access, &request).await.unwrap();
    assert_eq!(answer.status, 307);
    assert!(elsewhere.heard().is_empty());
}

#[tokio::test]
async fn a_credential_is_placed_and_taken_out_of_what_comes_back() {
    let escaped = serde_json::to_string(SECRET).unwrap();
    let body = format!("{{\"raw\": {SECRET}, \"json\": {escaped}}}");
    for (placement, name, sent) in [
        (Placement::Bearer, "authorization", format!("Bearer {SECRET}")),
        (Placement::Header("X-Api-Key".into()), "x-api-key", SECRET.to_owned()),
    ] {
        for (encoding, bytes) in
            [("", body.clone().into_bytes()), ("content-encoding: gzip\r\n", gzip(body.as_bytes()))]
        {
            let headers = format!("{encoding}x-echo: got {SECRET}\r\n");
            let server = Server::start(response(401, &headers, &bytes)).await;
            let access = granted_with_key(&server.origin, placement.clone());
            let request = HttpRequest { credential: Some("api-key".into()), ..post(&server.origin) };
            let answer = Client::new(None).unwrap().send(&access, &request).await.unwrap();
            assert_eq!(header(&server.heard()[0], name), Some(sent.as_str()));
            let echo = answer.headers.iter().find(|(name, _)| name == "x-echo").unwrap();
            assert_eq!(echo.1, "got [secret api-key]");
            let body = String::from_utf8(answer.body).unwrap();
            assert_eq!(body, r#"{"raw": [secret api-key], "json": "[secret api-key]"}"#);
        }
    }
}

#[tokio::test]
async fn what_is_refused_never_reaches_a_server() {
    let server = Server::start(response(200, "", b"")).await;
    let other = Server::start(response(200, "", b"")).await;
    let access = granted_with_key(&server.origin, Placement::Bearer);
    let here = || post(&server.origin);
    let cases = [
        (post(&other.origin), "is not granted"),
        (post(server.origin.replace("http", "https")), "is not granted"),
        (post(server.origin.replace("127.0.0.1", "localhost")), "is not granted"),
        (post(server.origin.replace("http://", "http://me:pw@")), "user name"),
        (post("http://169.254.169.254/latest/meta-data"), "is not granted"),
        (HttpRequest { headers: vec![("Host".into(), "evil".into())], ..here() }, "`host`"),
        (
            HttpRequest { headers: vec![("Transfer-Encoding".into(), "chunked".into())], ..here() },
            "`transfer-encoding`",
        ),
        (HttpRequest { headers: vec![("x".into(), "y\r\nhost: evil".into())], ..here() }, "`x`"),
        (HttpRequest { credential: Some("other".into()), ..here() }, "`other` is not granted"),
        (HttpRequest { method: "CONNECT".into(), ..here() }, "CONNECT"),
    ];
    let client = Client::new(None).unwrap();
    for (request, expected) in cases {
        match client.send(&access, &request).await {
            Err(SendError::Refused(text)) => assert!(text.contains(expected), "{text}"),
            other => panic!("{request:?} {other:?}"),
        }
    }
    let text = match client.send(&access, &post(format!("https://other.example/{SECRET}"))).await {
        Err(SendError::Refused(text)) => text,
        other => panic!("{other:?}"),
    };
    assert!(!text.contains(SECRET), "{text}");
    assert_eq!(server.connections.load(Ordering::SeqCst) + other.connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn the_body_limit_counts_what_is_unpacked() {
    let client = Client::new(None).unwrap();
    for (size, fits) in [(BODY_LIMIT, true), (BODY_LIMIT + 1, false)] {
        let bomb = gzip(&vec![b'x'; size]);
        assert!(bomb.len() < 100_000, "small on the wire");
        let server = Server::start(response(200, "content-encoding: gzip\r\n", &bomb)).await;
        let result = client.send(&granted(&server.origin), &post(&server.origin)).await;
        if fits {
            assert_eq!(result.unwrap().body.len(), size);
        } else {
            let text = unreachable(result);
            assert!(text.contains("larger than 32 MiB") && text.contains(&server.origin), "{text}");
        }
    }
    let server = Server::start(response(200, "", &vec![b'x'; BODY_LIMIT + 1])).await;
    unreachable(client.send(&granted(&server.origin), &post(&server.origin)).await);
}

#[tokio::test]
async fn a_slow_server_is_unreachable() {
    let head_only = &b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"[..];
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("http://{}", silent.local_addr().unwrap());
    let half = Server::start(head_only).await;
    for origin in [silent, half.origin] {
        let begun = Instant::now();
        let request = HttpRequest { timeout_ms: Some(200), ..post(&origin) };
        let text = unreachable(Client::new(None).unwrap().send(&granted(&origin), &request).await);
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert!(text.contains(&origin), "{text}");
    }
}

#[tokio::test]
async fn no_server_a_reset_and_no_tls() {
    let client = Client::new(None).unwrap();
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let gone = format!("http://{gone}");
    let text = unreachable(client.send(&granted(&gone), &post(&gone)).await);
    assert!(text.contains("refused") && text.contains(&gone), "{text}");

    let hangs_up = Server::start("").await;
    unreachable(client.send(&granted(&hangs_up.origin), &post(&hangs_up.origin)).await);
    assert_eq!(hangs_up.heard().len(), 1, "it was not sent again");

    let garbage = Server::start(format!("{SECRET} is not HTTP\r\n\r\n")).await;
    let access = granted_with_key(&garbage.origin, Placement::Bearer);
    let text = unreachable(client.send(&access, &post(&garbage.origin)).await);
    assert!(!text.contains(SECRET), "{text}");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let no_tls = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(
        async move { listener.accept().await.unwrap().0.write_all(b"HTTP/1.1 400 No\r\n\r\n").await },
    );
    match client.send(&granted(&no_tls), &post(&no_tls)).await {
        Err(SendError::Unreachable(text)) => assert!(text.contains(&no_tls), "{text}"),
        // On a machine without CA certificates.
        Err(SendError::Refused(text)) => assert!(text.contains("certificate"), "{text}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn connections_are_kept() {
    let server = Server::start(response(200, "", b"ok")).await;
    let client = Client::new(None).unwrap();
    for _ in 0..20 {
        client.clone().send(&granted(&server.origin), &post(&server.origin)).await.unwrap();
    }
    assert_eq!((server.heard().len(), server.connections.load(Ordering::SeqCst)), (20, 1));
}

#[tokio::test]
async fn a_proxy_of_the_study_carries_what_leaves_the_machine() {
    let proxy = Server::start(response(200, "", b"by proxy")).await;
    let server = Server::start(response(200, "", b"direct")).await;
    let client = Client::new(Some(&proxy.origin.parse().unwrap())).unwrap();
    let answer = client.send(&granted("http://a.invalid"), &post("http://a.invalid/x")).await.unwrap();
    assert_eq!(answer.body, b"by proxy");
    assert!(proxy.heard()[0].starts_with("POST http://a.invalid/x HTTP/1.1\r\n"), "{:?}", proxy.heard());
    for origin in [
        server.origin.clone(),
        server.origin.replace("127.0.0.1", "localhost"),
        server.origin.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    ] {
        let answer = client.send(&granted(&origin), &post(&origin)).await.unwrap();
        assert_eq!(answer.body, b"direct", "{origin}");
    }
}

#[tokio::test]
#[ignore = "run by the test below, in a process with another environment"]
async fn one_request_in_this_environment() {
    let server = Server::start(response(200, "", b"direct")).await;
    let answer =
        Client::new(None).unwrap().send(&granted(&server.origin), &post(&server.origin)).await.unwrap();
    assert_eq!(answer.body, b"direct");
}

#[test]
fn a_proxy_of_the_environment_is_ignored() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "one_request_in_this_environment", "--ignored"]);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:1");
    }
    let output = command.env_remove("no_proxy").env_remove("NO_PROXY").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
