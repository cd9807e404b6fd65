//! Findings as SARIF 2.1.0, which code hosts and editors read.

use serde_json::{Value, json};

use super::Finding;
use crate::diagnostic::Severity;
use crate::rules::RULES;
use crate::site::percent_encoded;

/// Returns the log of one run.
pub(super) fn log(findings: &[Finding]) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": rule.sentence() },
                "fullDescription": { "text": rule.explanation() },
                "defaultConfiguration": {
                    "enabled": rule.severity.is_some(),
                    "level": rule.severity.map_or("note", Severity::name),
                },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "labpress",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<Value>>(),
        }],
    })
}

fn result(finding: &Finding) -> Value {
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let mut result = json!({
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": { "text": format!("{}{help}", finding.message) },
    });
    if let Some(file) = &finding.file {
        let path = file.split('/').map(percent_encoded).collect::<Vec<_>>().join("/");
        let mut place = json!({ "artifactLocation": { "uri": path } });
        if let Some(line) = finding.line {
            place["region"] = json!({
                "startLine": line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            });
        }
        result["locations"] = json!([{ "physicalLocation": place }]);
    }
    result
}
