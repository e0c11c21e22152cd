//! One answer: the right form of the right file, and the headers that keep a page to itself.

use super::site::{File, Site};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use std::sync::Arc;

/// Headers of every answer, as text: `Name: value` lines; a line that begins with a space continues the one before. A line that begins with
/// a slash names an address that has other values: the page of those who verify may ask other sites, and no page where a test is taken.
///
/// # Source
/// OWASP ASVS 5.0, V3.4. `wasm-unsafe-eval` lets WebAssembly compile and nothing else; the one Trusted Types policy, `sw`, is
/// there because registering a service worker needs one.
pub const HEADERS: &str = include_str!("headers.txt");

/// The application behind HTTP: `GET` and `HEAD` of its files, and nothing else.
pub fn router(site: Site) -> Router {
    let served = Arc::new(Served {
        site,
        headers: Headers::parse(HEADERS),
    });
    Router::new().fallback(answer).with_state(served)
}

struct Served {
    site: Site,
    headers: Headers,
}

async fn answer(State(served): State<Arc<Served>>, method: Method, uri: Uri, asked: HeaderMap) -> Response<Body> {
    let mut response = if method != Method::GET && method != Method::HEAD {
        let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED);
        refusal
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        refusal
    } else {
        served
            .site
            .at(uri.path())
            .map_or_else(|| plain(StatusCode::NOT_FOUND), |file| of_file(file, &asked))
    };
    for (name, value) in served.headers.at(uri.path()) {
        response.headers_mut().insert(name.clone(), value.clone());
    }
    response
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(status.canonical_reason().unwrap_or_default()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn of_file(file: &File, asked: &HeaderMap) -> Response<Body> {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|tags| {
        tags.split(',')
            .any(|tag| tag.trim().trim_start_matches("W/") == file.tag)
    });
    let (encoding, bytes) = form(file, asked);
    let mut response = if unchanged {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        Response::new(Body::from(bytes.to_vec()))
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let (Some(encoding), false) = (encoding, unchanged) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(tag) = HeaderValue::from_str(&format!("W/{}", file.tag)) {
        headers.insert(header::ETAG, tag);
    }
    // A name that holds its digest never changes; the page and the service worker must be asked for again.
    let caching = if file.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

/// The smallest form that the browser reads.
fn form<'a>(file: &'a File, asked: &HeaderMap) -> (Option<&'static str>, &'a [u8]) {
    let accepted = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let reads = |wanted: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            let refused = |word: &str| {
                word.strip_prefix("q=")
                    .is_some_and(|q| q.trim_end_matches(['0', '.']).is_empty())
            };
            words.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted)) && !words.any(refused)
        })
    };
    match (&file.brotli, &file.gzip) {
        (Some(bytes), _) if reads("br") => (Some("br"), bytes),
        (_, Some(bytes)) if reads("gzip") => (Some("gzip"), bytes),
        _ => (None, &file.plain),
    }
}

/// Headers by the address that they are of; those of every answer come first, without one.
struct Headers(Vec<(Option<String>, HeaderName, HeaderValue)>);

impl Headers {
    fn parse(text: &str) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match lines.last_mut() {
                Some(last) if line.starts_with(' ') => last.push_str(line),
                _ => lines.push(line.to_owned()),
            }
        }
        let mut address = None;
        let mut headers = Vec::new();
        for line in lines {
            if line.starts_with('/') {
                address = Some(line);
            } else if let Some((name, value)) = line.split_once(": ")
                && let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value))
            {
                headers.push((address.clone(), name, value));
            }
        }
        Self(headers)
    }

    /// Those of an address: a later one takes the place of an earlier one of its name.
    fn at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a HeaderName, &'a HeaderValue)> {
        let here = move |address: &Option<String>| address.as_deref().is_none_or(|address| address == path);
        let headers = self.0.iter().filter(move |(address, ..)| here(address));
        headers.map(|(_, name, value)| (name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;
    use tower::ServiceExt;

    fn site() -> Site {
        Site::from_files(
            [
                ("index.html", "page"),
                ("sw.js", "worker"),
                ("app-0123456789abcdef.wasm", "wasm"),
                ("app-0123456789abcdef.wasm.br", "br"),
                ("app-0123456789abcdef.wasm.gz", "gz"),
                ("releases/vtc.jalon", "zip"),
            ]
            .map(|(name, text)| (name.to_owned(), text.into())),
        )
    }

    async fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = router(site())
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    #[tokio::test]
    async fn every_answer_carries_the_policy() {
        for (method, path, status) in [
            ("GET", "/", 200),
            ("GET", "/v", 200),
            ("GET", "/missing.js", 404),
            ("POST", "/", 405),
            ("GET", "/../../etc/passwd.txt", 404),
        ] {
            let (found, headers, _) = ask(method, path, &[]).await;
            assert_eq!(found, status, "{method} {path}");
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
            assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types sw"));
            assert!(!policy.contains("unsafe-inline") && !policy.contains("  "));
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["referrer-policy"], "no-referrer");
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
            assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
            // Other sites and the camera are for those who verify, and for nobody who takes a test.
            let verifies = path == "/v";
            assert_eq!(policy.contains("connect-src 'self' https:;"), verifies, "{path}");
            let permissions = headers["permissions-policy"].to_str().unwrap();
            assert_eq!(permissions.starts_with("camera=(self)"), verifies, "{path}");
            assert_eq!(permissions.starts_with("camera=()"), !verifies, "{path}");
        }
    }

    #[tokio::test]
    async fn the_smallest_form_that_the_browser_reads() {
        let wasm = "/app-0123456789abcdef.wasm";
        for (accepts, encoding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "br"),
            ("gzip, br;q=0", Some("gzip"), "gz"),
            ("gzip;q=0.5", Some("gzip"), "gz"),
            ("identity", None, "wasm"),
        ] {
            let (_, headers, bytes) = ask("GET", wasm, &[("accept-encoding", accepts)]).await;
            assert_eq!(
                headers.get("content-encoding").map(|value| value.to_str().unwrap()),
                encoding,
                "{accepts}"
            );
            assert_eq!(bytes, body.as_bytes());
            assert_eq!(headers["content-type"], "application/wasm");
            assert_eq!(headers["vary"], "Accept-Encoding");
        }
    }

    #[tokio::test]
    async fn names_with_a_digest_are_kept_and_the_others_asked_again() {
        let caching = |path: &'static str| async move {
            ask("GET", path, &[]).await.1["cache-control"]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert!(caching("/app-0123456789abcdef.wasm").await.ends_with("immutable"));
        for path in ["/", "/index.html", "/sw.js", "/releases/vtc.jalon"] {
            assert_eq!(caching(path).await, "no-cache", "{path}");
        }
        assert_eq!(caching("/missing.css").await, "no-store");
    }

    #[tokio::test]
    async fn an_unchanged_file_is_not_sent_again() {
        let (_, headers, _) = ask("GET", "/sw.js", &[]).await;
        let tag = headers["etag"].to_str().unwrap().to_owned();
        let (status, _, body) = ask("GET", "/sw.js", &[("if-none-match", &tag)]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        let (status, ..) = ask("GET", "/sw.js", &[("if-none-match", "W/\"other\"")]).await;
        assert_eq!(status, StatusCode::OK);
    }
}
