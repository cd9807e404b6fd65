//! `labpress init`: what it writes is right, and what was there stays.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests stop at a surprise and change their folders")]

use crate::site::{Folder, files, said};

#[test]
fn every_line_of_the_settings_may_be_taken_out_of_its_comment() {
    let folder = Folder::new().with("README.md", "# Lab\n\ntext\n");
    let run = folder.run(&["init"]);
    assert_eq!((run.status.code(), said(&run).as_str()), (Some(0), "wrote labpress.toml\n"));
    let written = String::from_utf8(files(&folder.notes())["labpress.toml"].clone()).unwrap();
    assert!(written.lines().all(|line| line.is_empty() || line.starts_with("# ")), "{written}");
    let quiet = folder.run(&["check"]);
    assert_eq!(said(&quiet), "nothing found\n");
    let is_setting =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let settings = written.lines().map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(""));
    let settings = settings.collect::<Vec<_>>().join("\n");
    for key in ["title", "exclude", "[pictures]", "[comparison]", "[rules]", "[words]", "[tools.mylab]"] {
        assert!(settings.contains(key), "no {key} in {settings}");
    }
    // Its patterns mean something here.
    let folder = folder.with("labpress.toml", &settings).with("drafts/old.md", "# Old\n\ntext\n");
    let run = folder.run(&["check"]);
    assert_eq!(said(&run), "nothing found\n", "{settings}");
}

#[test]
fn the_workflow_goes_to_the_top_of_the_repository_and_nothing_is_replaced() {
    let folder = Folder::new()
        .with("week 1/README.md", "# Lab\n\ntext\n")
        .with("week 1/labpress.toml", "title = \"Mine\"\n")
        .with(".git/config", "");
    let run = folder.run(&["init", "--github", "week 1"]);
    insta::assert_snapshot!(said(&run));
    let written = files(&folder.notes());
    assert_eq!(written["week 1/labpress.toml"], b"title = \"Mine\"\n");
    let workflow = String::from_utf8(written[".github/workflows/labpress.yml"].clone()).unwrap();
    assert!(workflow.contains("\n  NOTES: \"week 1\"\n"), "{workflow}");
    assert!(workflow.contains(concat!("\n  LABPRESS: \"", env!("CARGO_PKG_VERSION"), "\"\n")), "{workflow}");
    assert_eq!(folder.run(&["init", "gone"]).status.code(), Some(2));
}

#[test]
fn every_host_gets_its_files_and_a_shared_one_is_written_once() {
    let folder = Folder::new()
        .with("course/it's week 1/README.md", "# Lab\n\ntext\n")
        .with("netlify.toml", "# mine\n")
        .with(".git/config", "");
    let hosts = ["--github", "--gitlab", "--netlify", "--cloudflare"];
    let run = folder.run(&[&["init", "course/it's week 1"][..], &hosts].concat());
    assert!(run.status.success());
    let mut written = files(&folder.notes());
    assert_eq!(written.remove("netlify.toml").unwrap(), b"# mine\n");
    let text = |path: &str| String::from_utf8(written[path].clone()).unwrap();
    let shown =
        [".gitlab-ci.yml", "labpress-build.sh", "wrangler.toml"].map(|path| format!("-- {path}\n{}", text(path)));
    let version = concat!("\"", env!("CARGO_PKG_VERSION"), "\"");
    assert!(shown[0].contains(&format!("LABPRESS: {version}")), "{}", shown[0]);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(&regex::escape(env!("CARGO_PKG_VERSION")), "[version]");
    settings.bind(|| insta::assert_snapshot!(format!("{}\n{}", said(&run), shown.join("\n"))));
    let again = folder.run(&["init", "course/it's week 1", "--cloudflare"]);
    assert_eq!(said(&again).matches("is there already, and stays as it is").count(), 3, "{}", said(&again));
}

#[test]
fn folders_of_any_name_are_named_as_they_are_seen() {
    let folder =
        Folder::new().with("-x/README.md", "# Lab\n").with("Übung/README.md", "# Lab\n").with(".git/config", "");
    let run = folder.run(&["init", "--cloudflare", "--", "-x"]);
    assert!(said(&run).starts_with("wrote -x/labpress.toml\nwrote wrangler.toml\n"), "{}", said(&run));
    let script = String::from_utf8(files(&folder.notes())["labpress-build.sh"].clone()).unwrap();
    assert!(script.contains("labpress check -- \"$NOTES\"\nlabpress build --output _site -- \"$NOTES\"\n"), "{script}");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_labpress"))
        .args(["init", "--cloudflare", "--github"])
        .current_dir(folder.notes().join("Übung"))
        .output()
        .unwrap();
    let said = said(&run);
    assert!(said.contains("wrote ../.github/workflows/labpress.yml\n"), "{said}");
    assert!(said.contains("../wrangler.toml is there already"), "{said}");
    assert!(
        said.contains(
            "with your own `wrangler.toml` and `labpress-build.sh`, let the host run `labpress check -- 'Übung'`"
        ),
        "{said}"
    );
    std::fs::remove_file(folder.notes().join("wrangler.toml")).unwrap();
    folder.run(&["init", "--cloudflare", "Übung"]);
    assert!(String::from_utf8_lossy(&files(&folder.notes())["wrangler.toml"]).contains("name = \"lab-notes\""));
}

#[test]
fn settings_of_hosts_are_read_as_they_are_meant() {
    let folder = Folder::new().with("README.md", "# Lab\n\ntext\n").with(".git/config", "");
    folder.run(&["init", "--netlify", "--cloudflare"]);
    let written = files(&folder.notes());
    let table = |path: &str| String::from_utf8(written[path].clone()).unwrap().parse::<toml::Table>().unwrap();
    assert_eq!(table("netlify.toml")["build"]["publish"].as_str(), Some("_site"));
    assert_eq!(table("netlify.toml")["build"]["command"].as_str(), Some("bash labpress-build.sh"));
    assert_eq!(table("wrangler.toml")["pages_build_output_dir"].as_str(), Some("_site"));
    assert_eq!(table("wrangler.toml")["name"].as_str(), Some("notes"));
    assert!(String::from_utf8_lossy(&written["labpress-build.sh"]).contains("\nNOTES='.'\n"));
}

#[test]
fn annotations_name_files_as_the_repository_does() {
    let folder = Folder::new().with("week 1/README.md", "# Lab\n\n##Part 1\n\ntext\n");
    let run = folder.run(&["check", "week 1", "--format", "github"]);
    let printed = String::from_utf8(run.stdout).unwrap();
    assert!(printed.starts_with("::warning file=week 1/README.md,line=3,"), "{printed}");
    let run = folder.run(&["check", "week 1", "--format", "sarif"]);
    assert!(String::from_utf8(run.stdout).unwrap().contains("\"uri\": \"week%201/README.md\""));
}
