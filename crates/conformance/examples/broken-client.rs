//! A client that is broken in the way that a case's path argument says. The runner's own tests use it.

use std::io::Write;

use conformance::value::Value;

fn main() {
    let mut stdout = std::io::stdout();
    println!(r#"{{"ready":"broken","version":"0"}}"#);
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let Ok(case) = Value::parse(&line) else { continue };
        let said = case.at("call").at("args").members().first().and_then(|(_, value)| value.text());
        match said {
            Some("crash") => {
                eprintln!("the last word");
                std::process::exit(7);
            }
            Some("hang") => continue,
            Some("babble") => println!("no JSON"),
            Some("leak") => println!(r#"{{"id":{},"result":"conformance-key"}}"#, case.at("id")),
            // Slow, so that it is under way while others break the process.
            Some("slow") => {
                std::thread::sleep(std::time::Duration::from_millis(100));
                println!(r#"{{"id":{},"result":null}}"#, case.at("id"));
            }
            _ => println!(r#"{{"id":{},"result":null}}"#, case.at("id")),
        }
        let _ = stdout.flush();
    }
}
