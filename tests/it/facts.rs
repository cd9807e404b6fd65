//! What is read from any notes whatever: nothing panics, and every fact has a place in the text.

use labpress::extract::{Found, Part};
use labpress::pipeline::understand;
use labpress::source::{Sources, Span};
use labpress::toolbox::Tools;
use labpress::words::{Language, Words};
use proptest::prelude::*;

/// Lines that students write, and that change meaning by what stands beside them.
const LINES: [&str; 64] = [
    "",
    "",
    "",
    "# Lab notes",
    "## Part 1: Début (30 minutes)",
    "### Part 2: Part 2: 容器 🎉",
    "Part III - Ende",
    "**Part 4)** *x*",
    "##Part 5.**Mount**",
    "Q2) docker ps",
    "Question#03",
    "第二部分 网络",
    "## Assignment 1: Shell",
    "## Assignment 2",
    "### Task A",
    "## Summary",
    "**Speed:**",
    "1. **Architecture:**",
    "   - **VMs:**",
    "     - slow – très lent",
    "- *VMs*: slow",
    "- Containers: fast",
    "- VMs run on a hypervisor",
    "VMs:",
    "Containers (Docker):",
    "1. Size: small",
    "2. Start: quick",
    "| Aspect | Virtual Machines (VMs) | Containers |",
    "|---|---|---|",
    "| Größe | big | `docker ps -a` |",
    "| ![](image/a.png) | ![alt text](b c.png) |",
    "<!-- comparison -->",
    "<!-- not a comparison -->",
    "```",
    "```bash",
    "```bash sudo snap install x",
    "~~~",
    "docker ps -a",
    "    sudo apt install –y htop",
    "$ lxc list",
    "$lxc list",
    "student@box:~$ cat > f <<EOF",
    "> EOF",
    "EOF",
    "# list them",
    "docker run \\",
    "  --name 'wéb' nginx # start",
    "for i in 1 2; do echo $i; done",
    "SELECT é FROM b",
    "  WHERE c = 'd';",
    "- **multipass list**",
    "- run: `docker build -t x .` and ![](x.png)",
    "![](image/one.png)",
    "![alt text](image\\two.png)",
    "![x](https://github.com/a/b/blob/main/c.png)",
    "![three](my picture.png) ![[four.png|20]]",
    "Fig 1: die Liste",
    "*below*",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> other",
    "docker stop <container-id>\u{a0}now",
    "Result:",
    "[^1]: a note ![](n.png)",
];

fn notes() -> impl Strategy<Value = String> {
    let line = (0..LINES.len(), prop_oneof![6 => Just(0), 1 => 0..9_usize], 0..8_u8);
    proptest::collection::vec(line, 0..40).prop_map(|lines| {
        let mut text = String::new();
        for (line, indent, end) in lines {
            text.push_str(&" ".repeat(indent));
            text.push_str(LINES[line]);
            text.push_str(match end {
                0 => "\r\n",
                1 => "\r",
                2 => "",
                _ => "\n",
            });
        }
        text
    })
}

fn check(text: &str) {
    let sources = Sources::of_text("notes.md", text);
    let source = sources.text(sources.reports[0]);
    let mut last = 0;
    for report in understand(&sources, &Tools::default(), &Words::of(Language::English)) {
        let whole = report.document.span;
        assert!(whole.start >= last && whole.end <= text.len(), "reports stand apart");
        last = whole.end;
        facts(&report.found, whole, &source.text);
    }
    assert_eq!(last, text.len(), "no text is without a report");
}

fn inside(span: Span, outer: Span, text: &str) {
    assert!(outer.start <= span.start && span.end <= outer.end, "{span:?} not in {outer:?} of {text:?}");
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} of {text:?}");
}

fn facts(found: &Found, whole: Span, text: &str) {
    let mut end = whole.start;
    for part in &found.parts {
        inside(part.span, whole, text);
        assert!(part.span.start >= end, "parts overlap in {text:?}");
        end = part.span.end;
        steps(part, text);
    }
    for comparison in &found.comparisons {
        inside(comparison.span, whole, text);
        assert!(comparison.subjects.len() > 1 && !comparison.rows.is_empty());
        for row in &comparison.rows {
            inside(row.span, comparison.span, text);
            assert_eq!(row.cells.len(), comparison.subjects.len());
            row.cells.iter().flatten().for_each(|said| inside(said.span, comparison.span, text));
        }
    }
    for command in &found.commands {
        inside(command.span, whole, text);
        assert!(!command.text.trim().is_empty() && !command.tool.is_empty(), "{command:?}");
    }
    for shot in &found.screenshots {
        inside(shot.span, whole, text);
        inside(shot.covers, whole, text);
        assert!(shot.covers.end <= shot.span.start);
        assert!(shot.part.is_none_or(|part| found.parts[part].span.contains(shot.span)), "{shot:?}");
        assert!(shot.command.is_none_or(|command| found.commands[command].span.start <= shot.span.start));
    }
    let places = found.other_tables.iter().map(|table| table.span);
    let places = places.chain(found.other_code.iter().map(|code| code.span));
    let places = places.chain(found.unread_pictures.iter().map(|picture| picture.span));
    let places = places.chain(found.remote.iter().map(|(span, _)| *span));
    let places = places.chain(found.conflicts.iter().chain(&found.lost_comments).copied());
    places.chain(found.unspaced_headings.iter().copied()).for_each(|place| inside(place, whole, text));
}

fn steps(part: &Part, text: &str) {
    inside(part.label, part.span, text);
    for step in &part.steps {
        inside(step.span, part.span, text);
        inside(step.place, step.span, text);
        assert!(!step.label.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]
    #[test]
    fn every_fact_has_a_place(text in notes()) {
        check(&text);
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,200}") {
        check(&text);
    }
}
