//! The line between the browser and the server: free, slow as a weak phone's, or cut.
//!
//! A line of our own rather than the browser's emulation, which leaves service workers alone: what is slow here is slow for everything.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// As fast as the machine.
    Free,
    /// A weak phone network: 400 kbit/s each way for all connections together, 400 ms there and back.
    Weak,
    /// Nothing passes; open connections are broken.
    Cut,
}

impl Line {
    /// Time that some bytes take to pass, and time they travel.
    fn cost(self, bytes: usize) -> (Duration, Duration) {
        match self {
            Self::Free | Self::Cut => (Duration::ZERO, Duration::ZERO),
            // 400 kbit/s are 50 bytes a millisecond.
            Self::Weak => (
                Duration::from_micros(20 * u64::try_from(bytes).unwrap_or(u64::MAX)),
                Duration::from_millis(200),
            ),
        }
    }
}

/// Carries connections to the server, as the line is at each moment; when there is another server, open connections are broken.
pub async fn carry(listener: TcpListener, server: watch::Receiver<SocketAddr>, state: watch::Receiver<Line>) {
    let (up, down) = (Queue::default(), Queue::default());
    while let Ok((browser, _)) = listener.accept().await {
        tokio::spawn(connection(
            browser,
            server.clone(),
            state.clone(),
            up.clone(),
            down.clone(),
        ));
    }
}

/// When the line is next idle in one direction; shared by all connections.
type Queue = Arc<Mutex<Option<Instant>>>;

async fn connection(
    mut browser: TcpStream,
    mut address: watch::Receiver<SocketAddr>,
    mut state: watch::Receiver<Line>,
    up: Queue,
    down: Queue,
) {
    if *state.borrow() == Line::Cut {
        return;
    }
    let behind = *address.borrow_and_update();
    let Ok(mut server) = TcpStream::connect(behind).await else {
        return;
    };
    let (asked, answered) = (state.clone(), state.clone());
    let (from_browser, to_browser) = browser.split();
    let (from_server, to_server) = server.split();
    tokio::select! {
        _ = state.wait_for(|line| *line == Line::Cut) => {}
        _ = address.changed() => {}
        () = async {
            tokio::join!(pass(from_browser, to_server, asked, up), pass(from_server, to_browser, answered, down));
        } => {}
    }
}

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    state: watch::Receiver<Line>,
    queue: Queue,
) {
    let (sender, mut receiver) = mpsc::channel::<(Instant, Vec<u8>)>(32);
    let reading = async move {
        let mut buffer = vec![0; 4096];
        loop {
            let length = match from.read(&mut buffer).await {
                Ok(0) | Err(_) => break,
                Ok(length) => length,
            };
            let line = *state.borrow();
            let (passing, travelling) = line.cost(length);
            let passed = {
                let mut idle = queue.lock().await;
                let now = Instant::now();
                let passed = idle.map_or(now, |idle| idle.max(now)) + passing;
                *idle = Some(passed);
                passed
            };
            let bytes = buffer.get(..length).unwrap_or_default().to_vec();
            if sender.send((passed + travelling, bytes)).await.is_err() {
                break;
            }
        }
    };
    let writing = async move {
        while let Some((arrival, bytes)) = receiver.recv().await {
            sleep_until(arrival).await;
            if to.write_all(&bytes).await.is_err() {
                break;
            }
        }
        let _ = to.shutdown().await;
    };
    tokio::join!(reading, writing);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that sends 10 kB to whoever connects.
    async fn server() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.write_all(&[7; 10_000]).await;
            }
        });
        address
    }

    async fn read_all(address: SocketAddr) -> usize {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        bytes.len()
    }

    #[tokio::test]
    async fn a_weak_line_is_slow_and_a_cut_one_carries_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (state, seen) = watch::channel(Line::Free);
        let (other, behind) = watch::channel(server().await);
        tokio::spawn(carry(listener, behind, seen));
        assert_eq!(read_all(address).await, 10_000);
        state.send(Line::Weak).unwrap();
        let begin = Instant::now();
        assert_eq!(read_all(address).await, 10_000);
        // 10 kB at 50 bytes a millisecond, and the way there: never less, whatever the machine is doing.
        assert!(begin.elapsed() >= Duration::from_millis(400));
        state.send(Line::Cut).unwrap();
        assert_eq!(read_all(address).await, 0);
        state.send(Line::Free).unwrap();
        assert_eq!(read_all(address).await, 10_000);
        other.send("127.0.0.1:1".parse().unwrap()).unwrap();
        assert_eq!(read_all(address).await, 0, "nobody is behind any more");
    }
}
