//! Findings as GitHub's workflow annotations.

use super::Finding;

/// Returns the line that makes GitHub show a finding beside the file.
pub(super) fn annotation(finding: &Finding) -> String {
    let kind = if finding.severity == "note" { "notice" } else { finding.severity };
    let number = |name: &str, value: Option<usize>| value.map(|value| format!("{name}={value}"));
    let properties = [
        finding.file.as_ref().map(|file| format!("file={}", property(file))),
        number("line", finding.line),
        number("endLine", finding.end_line),
        number("col", finding.column),
        number("endColumn", finding.end_column),
        Some(format!("title={}", property(finding.rule))),
    ];
    let properties = properties.into_iter().flatten().collect::<Vec<_>>().join(",");
    let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::{kind} {properties}::{}\n", message(&format!("{}{help}", finding.message)))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
