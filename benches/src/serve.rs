//! A minimal server, which sends prepared responses.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::Failure;
use crate::data::{PAGE_SIZE, Responses};

const NOT_FOUND: &[u8] = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

/// Prints its URL and serves until its standard input ends, when the parent process exits.
pub fn serve(latency_ms: u64, rows: u64) -> Result<(), Failure> {
    let responses = Arc::new(Responses::render(rows)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        std::thread::spawn(|| {
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });
        loop {
            let (stream, _) = listener.accept().await?;
            let responses = responses.clone();
            tokio::spawn(async move {
                // A closed connection is not an error.
                let _ = connection(stream, &responses, Duration::from_millis(latency_ms)).await;
            });
        }
    })
}

async fn connection(mut stream: TcpStream, responses: &Responses, latency: Duration) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut filled = 0;
    loop {
        let (head, length) = loop {
            if let Some(found) = request(&buffer[..filled]) {
                break found;
            }
            filled += match stream.read(&mut buffer[filled..]).await? {
                0 => return Ok(()),
                read => read,
            };
        };
        let response = std::str::from_utf8(&buffer[..head]).ok().and_then(|head| find(head, responses));
        if !latency.is_zero() {
            tokio::time::sleep(latency).await;
        }
        stream.write_all(response.unwrap_or(NOT_FOUND)).await?;
        buffer.copy_within(length..filled, 0);
        filled -= length;
    }
}

/// Length of the head and of the whole first request, if it is complete.
fn request(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let body = if text.starts_with("POST ") {
        let length = text.lines().filter_map(|line| line.split_once(':'));
        let mut length = length.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        length.next().and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(0)
    } else {
        0
    };
    (bytes.len() >= head + body).then_some((head, head + body))
}

fn find<'a>(head: &str, responses: &'a Responses) -> Option<&'a [u8]> {
    let mut words = head.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    if method == "POST" {
        return Some(&responses.recorded);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let last = path.rsplit('/').next()?;
    let found = match last.parse::<usize>() {
        Err(_) if last == "accounts" => Some(&responses.accounts),
        Err(_) if last == "product-usages" => Some(&responses.usages),
        Ok(id) => responses.singles.get(id.checked_sub(1)?),
        Err(_) if parameter(query, "size")? == PAGE_SIZE => {
            let number = parameter(query, "number").unwrap_or(1);
            responses.pages.get(usize::try_from(number).ok()?.checked_sub(1)?)
        }
        Err(_) => None,
    };
    found.map(Vec::as_slice)
}

/// The page parameter `name`, with plain or encoded brackets.
fn parameter(query: &str, name: &str) -> Option<u64> {
    query.split('&').find_map(|pair| {
        let rest = pair.strip_prefix("page")?;
        let rest = rest.strip_prefix("%5B").or_else(|| rest.strip_prefix('['))?.strip_prefix(name)?;
        let rest = rest.strip_prefix("%5D").or_else(|| rest.strip_prefix(']'))?;
        rest.strip_prefix('=')?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_complete_with_its_body() {
        assert_eq!(request(b"GET / HTTP/1.1\r\n\r\nGET"), Some((18, 18)));
        assert_eq!(request(b"GET / HTTP/1.1\r\n"), None);
        let post = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(request(post), Some((post.len() - 3, post.len())));
        assert_eq!(request(&post[..post.len() - 1]), None);
    }

    #[test]
    fn responses_are_found() -> Result<(), Failure> {
        let responses = Responses::render(300)?;
        let get = |target: &str| find(&format!("GET {target} HTTP/1.1\r\n\r\n"), &responses);
        assert_eq!(get("/a/b?page%5Bnumber%5D=2&page%5Bsize%5D=100"), Some(&responses.pages[1][..]));
        assert_eq!(get("/a/b?page[size]=100"), Some(&responses.pages[0][..]));
        assert_eq!(get("/a/b?page%5Bsize%5D=50"), None);
        assert_eq!(get("/a/b/3"), Some(&responses.singles[2][..]));
        assert_eq!(get("/a/b/0"), None);
        Ok(())
    }
}
