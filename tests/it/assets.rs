//! What pages load: the style sheet, the scripts, the index of the search.

#![allow(clippy::unwrap_used, reason = "tests stop at a surprise")]

use crate::site::{Folder, said};

/// The content of the file whose path begins and ends so.
fn asset(folder: &Folder, begin: &str, end: &str) -> String {
    let files = folder.files();
    let found = files.into_iter().find(|(path, _)| path.starts_with(begin) && path.ends_with(end)).unwrap();
    String::from_utf8(found.1).unwrap()
}

#[test]
fn own_rules_follow_the_theme_as_they_are() {
    let own = "/* mine */\nbody  { color: red }\n@media print { a::after { content: '/* \\27 ' } }\n}} unclosed \"";
    let folder = Folder::new().with("lab.md", "# Lab\n\ntext\n").with("templates/site.css", own);
    let run = folder.build();
    assert!(run.status.success(), "{}", said(&run));
    let css = asset(&folder, "assets/theme-", ".css");
    assert!(css.ends_with(&format!("}}\n{own}")), "{css}");
    assert!(!css[..css.len() - own.len()].contains("/*"), "a comment of ours is published");
    assert!(folder.files().keys().all(|path| !path.ends_with("site.css")), "the file itself is published");
}

#[test]
fn nothing_is_in_the_index_twice() {
    let text = "# Lab\n\n## Part 1: Machines\n\nThe first boot takes long.\n\n```bash\nmultipass launch --name webserver\n```\n\n\
        ```bash\nfor i in 1 2; do echo mixed; done\nmultipass info mixed\n```\n\n\
        | Aspect | VMs | Containers |\n|---|---|---|\n| Isolation | a whole kernel | shared sandcastle |\n| Startup | slow | quick |\n";
    let folder = Folder::new().with("lab.md", text);
    let run = folder.build();
    assert!(run.status.success(), "{}", said(&run));
    let index = asset(&folder, "search/1", ".js");
    for once in ["The first boot takes long", "launch --name webserver", "shared sandcastle", "a whole kernel"] {
        assert_eq!(index.matches(once).count(), 1, "{once} in {index}");
    }
    assert!(index.contains("echo mixed"), "code that is no command cannot be found: {index}");
}
