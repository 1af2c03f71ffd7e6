use std::time::{Duration, Instant};
use plock::{Decimal, UnixTime, types::NewProductUsage};
use plock_outbox::{Outbox, Writers};
#[tokio::main]
async fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let file = format!("{dir}/b.plockbox");
    for e in ["", "-wal", "-shm", "-lock", "-ballast"] { let _ = std::fs::remove_file(format!("{file}{e}")); }
    // fdatasync loop
    use std::io::Write;
    let mut f = std::fs::File::create(format!("{dir}/f")).unwrap();
    let t = Instant::now(); let mut lat = vec![];
    for _ in 0..500 { let t = Instant::now(); f.write_all(&[1; 4096]).unwrap(); f.sync_data().unwrap(); lat.push(t.elapsed()); }
    lat.sort(); println!("fdatasync {:.0}/s median {:?}", 500.0 / t.elapsed().as_secs_f64(), lat[250]);
    let outbox = Outbox::builder(&file, Writers::OnlyThis).open().await.unwrap();
    let u = |n: i64| NewProductUsage::new(format!("c{}", n % 3), 7, Decimal::new(n, 2), UnixTime::from(1_750_000_000 + n));
    let t = Instant::now(); let mut lat = vec![];
    for n in 0..500 { let t = Instant::now(); outbox.product_usages().record(u(n)).await.unwrap(); lat.push(t.elapsed()); }
    lat.sort(); println!("record alone {:.0}/s median {:?}", 500.0 / t.elapsed().as_secs_f64(), lat[250]);
    let t = Instant::now();
    let tasks: Vec<_> = (0..32).map(|k| { let o = outbox.clone(); tokio::spawn(async move { for n in 0..1000 { o.product_usages().record(NewProductUsage::new("c0", 7, Decimal::new(n, 2), UnixTime::from(1_750_000_000 + n + k))).await.unwrap(); } }) }).collect();
    for t in tasks { t.await.unwrap(); }
    println!("record by 32: {:.0}/s", 32000.0 / t.elapsed().as_secs_f64());
    let t = Instant::now();
    for b in 0..100 { outbox.product_usages().record_many((0..1024).map(|n| u(n + b * 1024))).await.unwrap(); }
    println!("record_many: {:.0}/s", 102400.0 / t.elapsed().as_secs_f64());
    let s = outbox.stats().await.unwrap(); println!("{s:?}");
    outbox.close(Duration::ZERO).await.unwrap();
    for e in ["", "-wal", "-shm", "-lock", "-ballast"] { let _ = std::fs::remove_file(format!("{file}{e}")); }
    // delivery
    let sandbox = std::env::var("URL").unwrap();
    let client = plock::Client::builder().base_url(&sandbox).api_key("sandbox-key").proxy("").build().unwrap();
    let crm = std::env::var("CRM").unwrap();
    let u = |n: i64| NewProductUsage::new(crm.clone(), 7, Decimal::new(n, 2), UnixTime::from(1_750_000_000 + n % 80000));
    let n = 20000;
    let t = Instant::now();
    let mut job = client.product_usages().add_many((0..n).map(u).collect::<Vec<_>>()); job.wait().await;
    println!("add_many {:?} {:.0}/s", job.summary(), n as f64 / t.elapsed().as_secs_f64());
    for c in [32, 64, 128] {
        for e in ["", "-wal", "-shm", "-lock", "-ballast"] { let _ = std::fs::remove_file(format!("{file}{e}")); }
        let outbox = Outbox::builder(&file, Writers::OnlyThis).open().await.unwrap();
        outbox.product_usages().record_many((0..n).map(u)).await.unwrap();
        outbox.close(Duration::ZERO).await.unwrap();
        let t = Instant::now();
        let outbox = Outbox::builder(&file, Writers::OnlyThis).concurrency(c).client(client.clone()).open().await.unwrap();
        println!("open {:?}", t.elapsed());
        while outbox.stats().await.unwrap().delivered == 0 { tokio::time::sleep(Duration::from_millis(5)).await; }
        let t = Instant::now(); let d0 = outbox.stats().await.unwrap().delivered;
        let s = outbox.flush(Duration::from_secs(100)).await.unwrap();
        println!("deliver {c}: {:.0}/s {s:?}", (n as u64 - d0) as f64 / t.elapsed().as_secs_f64());
        outbox.close(Duration::from_secs(5)).await.unwrap();
    }
}
