//! A client whose path argument selects how it misbehaves. Used by `tests/broken.rs`.

use std::io::Write;

use plock_sandbox::json::Json;

fn main() {
    let mut stdout = std::io::stdout();
    println!(r#"{{"ready":"broken","version":"0"}}"#);
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let Ok(case) = Json::parse(&line) else { continue };
        let behavior = case.at("call").at("args").members().first().and_then(|(_, value)| value.text());
        match behavior {
            Some("crash") => {
                eprintln!("last line");
                std::process::exit(7);
            }
            Some("hang") => continue,
            Some("invalid") => println!("not JSON"),
            Some("leak") => println!(r#"{{"id":{},"result":"conformance-key"}}"#, case.at("id")),
            // In progress while other cases break the process.
            Some("slow") => {
                std::thread::sleep(std::time::Duration::from_millis(100));
                println!(r#"{{"id":{},"result":null}}"#, case.at("id"));
            }
            _ => println!(r#"{{"id":{},"result":null}}"#, case.at("id")),
        }
        let _ = stdout.flush();
    }
}
