//! What labpress reads from notes: every file of `notes/` through `labpress inspect`, held to its snapshot.

use std::process::Command;

#[test]
fn notes_say_what_they_say() {
    insta::glob!("notes/*.md", |path| {
        let run = Command::new(env!("CARGO_BIN_EXE_labpress")).arg("inspect").arg(path).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        insta::assert_snapshot!(String::from_utf8(run.stdout).unwrap());
    });
}

#[test]
fn facts_for_programs_name_their_form() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/notes");
    let run = Command::new(env!("CARGO_BIN_EXE_labpress"))
        .args(["inspect", "--format", "json", "tables.md"])
        .current_dir(folder)
        .output()
        .unwrap();
    let facts: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(facts["schema"], "labpress-inspect/1");
    let report = &facts["reports"][0];
    assert_eq!((&report["source"], &report["title"]), (&"tables.md".into(), &"Tables".into()));
    let comparison = &report["comparisons"][0];
    assert_eq!(comparison["line"], 3);
    assert_eq!(comparison["subjects"], serde_json::json!(["Virtual Machines (VMs)", "Containers"]));
    assert_eq!(comparison["rows"][1]["cells"], serde_json::json!(["minutes", null]));
}
