//! An overlay without some of its actions.

use serde_json::Value;

use super::Result;

pub fn without(overlay: &Value, removed: &[usize]) -> Value {
    let mut overlay = overlay.clone();
    if let Some(actions) = overlay["actions"].as_array_mut() {
        let mut index = 0;
        actions.retain(|_| {
            index += 1;
            !removed.contains(&(index - 1))
        });
    }
    overlay
}

/// The text of the file without these actions and the comments right above them. All else is kept as it is written.
pub fn text_without(text: &str, removed: &[usize], expected: &Value) -> Result<String> {
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let mut kept: Vec<_> = vec![true; lines.len()];
    let actions = actions(&lines);
    for index in removed {
        let Some(action) = actions.get(*index) else { continue };
        // With the blank line that separates it from the next one.
        let blank = usize::from(lines.get(action.end).is_some_and(|line| line.trim().is_empty()));
        kept[action.start..action.end + blank].fill(false);
    }
    let lines = lines.iter().zip(kept).filter(|(_, kept)| *kept).map(|(line, _)| *line);
    let mut text = lines.collect::<String>();
    if actions.len() == removed.len() {
        text = text.replacen("\nactions:", "\nactions: []", 1);
    }
    match serde_saphyr::from_str::<Value>(&text) {
        Ok(overlay) if overlay == *expected => Ok(text),
        _ => Err("expected the actions of the overlay as a list of blocks; remove them by hand".to_owned()),
    }
}

/// The lines of each action, from the comments right above it to its last line.
fn actions(lines: &[&str]) -> Vec<std::ops::Range<usize>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_text = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(list) = lines.iter().position(|line| line.trim_end() == "actions:") else { return Vec::new() };
    let Some(first) = lines[list + 1..].iter().find(|line| is_text(line)) else { return Vec::new() };
    let level = indent(first);
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(list + 1) {
        if is_text(line) && indent(line) == level && line.trim_start().starts_with("- ") {
            let comments = lines[..at].iter().rev().take_while(|line| line.trim_start().starts_with('#')).count();
            found.push(at - comments..at + 1);
        } else if is_text(line) && indent(line) < level {
            break;
        } else if let Some(action) = found.last_mut().filter(|_| !line.trim().is_empty() && indent(line) > level) {
            action.end = at + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "# What it is.\noverlay: 1.0.0\n\nactions:\n\n  # ---- Names ----\n\n  - target: $.a\n    description: >-\n      First.\n      - no action\n    update: {x: 1}\n\n  # Of the second.\n  - target: $.b\n    description: Second.\n\n    # Why it is removed.\n    remove: true\n\n  # Of the third.\n  - target: $.c\n    description: Third.\n    update:\n      x: [1]\n";

    fn pruned(removed: &[usize]) -> Result<String> {
        let overlay: Value = serde_saphyr::from_str(TEXT).unwrap();
        text_without(TEXT, removed, &without(&overlay, removed))
    }

    #[test]
    fn an_action_goes_with_its_comment_and_nothing_else() {
        let without_second = TEXT.replace(
            "  # Of the second.\n  - target: $.b\n    description: Second.\n\n    # Why it is removed.\n    remove: true\n\n",
            "",
        );
        assert_ne!(without_second, TEXT);
        assert_eq!(pruned(&[1]), Ok(without_second));
        let last = TEXT.find("  # Of the third.").unwrap();
        assert_eq!(pruned(&[2]), Ok(TEXT[..last].to_owned()));
        let all = pruned(&[0, 1, 2]).unwrap();
        assert_eq!(serde_saphyr::from_str::<Value>(&all).unwrap(), json!({"overlay": "1.0.0", "actions": []}));
    }

    #[test]
    fn a_list_in_another_form_is_left_alone() {
        let text = "overlay: 1.0.0\nactions: [{target: $.a}, {target: $.b}]\n";
        let overlay: Value = serde_saphyr::from_str(text).unwrap();
        assert!(text_without(text, &[0], &without(&overlay, &[0])).unwrap_err().contains("by hand"));
    }
}
