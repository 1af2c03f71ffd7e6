//! What `tests/shim.rs` ends at each of its calls: `subject FOLDER ADDRESS`. A call that fails is printed and does not stop it.

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    use std::fs::{File, OpenOptions, remove_file, rename};
    use std::io::{IoSlice, Read, Write};
    use std::net::TcpStream;
    use std::os::unix::fs::FileExt;

    let mut arguments = std::env::args().skip(1);
    let (folder, address) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    std::env::set_current_dir(folder)?;
    let show = |call: &str, result: std::io::Result<()>| {
        if let Err(error) = result {
            println!("{call}: {}", error.raw_os_error().unwrap_or_default());
        }
    };
    let mut socket = TcpStream::connect(address)?;
    let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open("a")?;
    show("write", file.write_all(b"one"));
    show("fsync", file.sync_all());
    show("pwrite", file.write_all_at(b"two", 3));
    show("fdatasync", file.sync_data());
    show("send", socket.write_all(b"ping"));
    show("recv", socket.read_exact(&mut [0; 4]));
    show("pwrite", file.write_all_at(b"XY", 1));
    show("ftruncate", file.set_len(4));
    show("writev", file.write_vectored(&[IoSlice::new(b"!!"), IoSlice::new(b"?")]).map(drop));
    show("send", socket.write_vectored(&[IoSlice::new(b"pi"), IoSlice::new(b"ng")]).map(drop));
    show("recv", socket.read_exact(&mut [0; 4]));
    show("rename", rename("a", "b"));
    show("write", OpenOptions::new().append(true).open("old")?.write_all(b"+"));
    show("unlink", remove_file("gone"));
    show("open", File::create("old").map(drop));
    show("fsync", File::open(".")?.sync_all());
    std::fs::write("/dev/null", "no call of a file in the folder")?;
    show("fsync", file.sync_all());
    show("write", File::create("last").and_then(|mut file| file.write_all(&[b'z'; 2048])));
    show("pwrite", file.write_all_at(b"Q", 0));
    let only_to_write = File::create("new").and_then(|mut new| new.write_all(b"n").map(|()| new));
    show("pwrite", only_to_write.and_then(|new| new.write_all_at(b"m", 0)));
    show("rename", rename("new", "b"));
    show("write", OpenOptions::new().append(true).open("old")?.write_all(b"-"));
    show("unlink", remove_file("old"));
    show("fsync", File::open(".")?.sync_all());
    let again = File::create("old").and_then(|mut old| old.write_all(b"w").map(|()| old));
    show("fsync", again.and_then(|old| old.sync_all()));
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {}
