//! A machine of the room: the browser's part, in Rust, for rehearsals, tests and the command line.

mod seat;
mod staff;

pub use seat::Machine;
pub use staff::Desk;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use jalon_api::Problem;
use jalon_base::json::{self, Limits};
use jalon_base::{Document, jcs};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Longest answer read.
const LONGEST: usize = 512 << 20;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// The server was not reached, or did not answer in time: nothing is known.
    Lost,
    /// It answered with a problem.
    Problem(Box<Problem>),
    /// It answered with something that is not what was asked.
    Strange,
}

impl Failed {
    /// The code, for who tells it.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Lost => "client/lost",
            Self::Problem(problem) => &problem.code,
            Self::Strange => "client/strange",
        }
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Failed {}

/// Where a server is, and whom its machines believe.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its address.
    pub address: SocketAddr,
    /// Its name, which its certificate has.
    pub name: String,
    /// What is believed; none for a plain connection, which a server refuses for anything that counts.
    pub tls: Option<Arc<ClientConfig>>,
}

/// A connection to a server, made again when it is lost.
#[derive(Debug)]
pub struct Client {
    server: Server,
    connection: Option<SendRequest<Body>>,
    patience: Duration,
}

impl Client {
    /// A client that is not connected yet.
    #[must_use]
    pub const fn new(server: Server) -> Self {
        Self {
            server,
            connection: None,
            patience: Duration::from_secs(20),
        }
    }

    /// Cuts the connection: the next request makes another.
    pub fn cut(&mut self) {
        self.connection = None;
    }

    /// Where the server is.
    #[must_use]
    pub const fn server(&self) -> &Server {
        &self.server
    }

    pub(crate) async fn connect(&self) -> Option<SendRequest<Body>> {
        let stream = TcpStream::connect(self.server.address).await.ok()?;
        let _slower = stream.set_nodelay(true);
        match &self.server.tls {
            None => shake(stream).await,
            Some(config) => {
                let name = ServerName::try_from(self.server.name.clone()).ok()?;
                let connector = TlsConnector::from(Arc::clone(config));
                shake(connector.connect(name, stream).await.ok()?).await
            }
        }
    }

    async fn exchange(&mut self, request: Request<Body>) -> Option<(u16, Vec<u8>)> {
        let mut connection = match self.connection.take().filter(|open| !open.is_closed()) {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        connection.ready().await.ok()?;
        let response = connection.send_request(request).await.ok()?;
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), LONGEST).await.ok()?;
        self.connection = Some(connection);
        Some((status, bytes.to_vec()))
    }

    /// Sends a request: status and body.
    ///
    /// # Errors
    /// [`Failed::Lost`].
    pub async fn send(
        &mut self,
        method: &Method,
        path: &str,
        pass: Option<&str>,
        body: Vec<u8>,
    ) -> Result<(u16, Vec<u8>), Failed> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.server.name)
            .header(header::CONTENT_TYPE, jalon_api::JSON);
        if let Some(pass) = pass {
            request = request.header(header::AUTHORIZATION, format!("Bearer {pass}"));
        }
        let request = request.body(Body::from(body)).map_err(|_| Failed::Strange)?;
        let patience = self.patience;
        let answered = tokio::time::timeout(patience, self.exchange(request)).await;
        answered.ok().flatten().ok_or(Failed::Lost)
    }

    /// Posts something whose answer does not end: the connection is used for nothing else.
    ///
    /// # Errors
    /// [`Failed`].
    pub(crate) async fn stream(&mut self, path: &str, body: Vec<u8>) -> Result<Body, Failed> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, &self.server.name)
            .header(header::CONTENT_TYPE, jalon_api::JSON);
        let request = request.body(Body::from(body)).map_err(|_| Failed::Strange)?;
        let mut connection = self.connect().await.ok_or(Failed::Lost)?;
        connection.ready().await.map_err(|_| Failed::Lost)?;
        let response = connection.send_request(request).await.map_err(|_| Failed::Lost)?;
        let done = response.status().is_success();
        let body = Body::new(response.into_body());
        if done {
            return Ok(body);
        }
        let bytes = to_bytes(body, LONGEST).await.map_err(|_| Failed::Lost)?;
        let problem = json::from_slice::<Problem>(&bytes, Limits::DOCUMENT).map_err(|_| Failed::Strange)?;
        Err(Failed::Problem(Box::new(problem)))
    }

    /// Sends a request whose answer is a document.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn ask<T: Document>(
        &mut self,
        method: &Method,
        path: &str,
        pass: Option<&str>,
        body: Vec<u8>,
    ) -> Result<T, Failed> {
        let bytes = self.bytes(method, path, pass, body).await?;
        let limits = Limits {
            bytes: LONGEST,
            ..Limits::DOCUMENT
        };
        json::from_slice(&bytes, limits).map_err(|_| Failed::Strange)
    }

    /// Sends a request whose answer is read as it is.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn bytes(
        &mut self,
        method: &Method,
        path: &str,
        pass: Option<&str>,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, Failed> {
        let (status, bytes) = self.send(method, path, pass, body).await?;
        if (200..300).contains(&status) {
            return Ok(bytes);
        }
        match json::from_slice::<Problem>(&bytes, Limits::DOCUMENT) {
            Ok(problem) => Err(Failed::Problem(Box::new(problem))),
            Err(_) => Err(Failed::Strange),
        }
    }

    /// Posts a document.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn post<T: Document, U: Document>(&mut self, path: &str, body: &T) -> Result<U, Failed> {
        let body = jcs::to_vec(body).map_err(|_| Failed::Strange)?;
        self.ask(&Method::POST, path, None, body).await
    }
}

async fn shake<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(stream: S) -> Option<SendRequest<Body>> {
    let (send, connection) = handshake(TokioIo::new(stream)).await.ok()?;
    drop(tokio::spawn(connection));
    Some(send)
}
