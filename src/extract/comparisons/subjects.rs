//! The subjects of comparisons: which names mean the same, and which are known to be set against each other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::vocabulary::{QuickMap, lower};

/// Names of one thing, singular, in lower case; the first is its key.
const KNOWN: [&[&str]; 16] = [
    &[
        "vm",
        "virtual machine",
        "traditional vm",
        "traditional virtual machine",
        "maquina virtual",
        "máquina virtual",
        "virtuelle maschine",
        "virtualization",
        "виртуальная машина",
        "虚拟机",
    ],
    &[
        "container",
        "docker container",
        "docker",
        "linux container",
        "containerization",
        "conteneur",
        "contenedor",
        "contêiner",
        "контейнер",
        "容器",
        "kontainer",
    ],
    &["lxd", "lxc", "lxd container", "lxc container", "system container"],
    &["multipass"],
    &["podman"],
    &["snap", "snap package"],
    &["flatpak"],
    &["deb", "apt", "debian package", "deb package"],
    &["kubernetes", "k8s"],
    &["docker swarm", "swarm"],
    &["type 1", "type 1 hypervisor", "bare metal", "bare-metal hypervisor", "type-1", "type-1 hypervisor"],
    &["type 2", "type 2 hypervisor", "hosted", "hosted hypervisor", "type-2", "type-2 hypervisor"],
    &["bare metal server", "physical machine", "physical server"],
    &["image", "docker image"],
    &["tcp"],
    &["udp"],
];

/// The key of each known name.
static KEYS: LazyLock<QuickMap<&str, &str>> =
    LazyLock::new(|| KNOWN.iter().flat_map(|names| names.iter().map(|&name| (name, names[0]))).collect());

/// Length of the longest known name with what a plural or an article adds to it, in bytes.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| KNOWN.iter().flat_map(|names| names.iter()).map(|name| name.len()).max().unwrap_or(0) + 8);

/// Returns what a subject is called for comparing: `Virtual Machines (VMs)`, `VMs` and `vm:` are all `vm`.
pub fn subject_key(name: &str) -> String {
    let words = words(&lower(name), usize::MAX).unwrap_or_default();
    let singular = singular(&words);
    let known = KEYS.get(singular).or_else(|| KEYS.get(words.as_str()));
    known.map_or(singular, |key| key).to_owned()
}

/// Returns whether a subject is one that lab notes are known to compare. Most names are sentences, and too long.
pub(super) fn is_known(name: &str) -> bool {
    words(name, *LONGEST).is_some_and(|words| KEYS.contains_key(singular(&words)) || KEYS.contains_key(words.as_str()))
}

/// Returns the known subject that a sentence begins with, and the words that name it: `VMs run on ..`.
pub(super) fn leading_subject(text: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> =
        text.split_whitespace().take(4).map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let ends = words.iter().map(|(at, word)| at + word.len()).rev();
    let mut names = ends.filter_map(|end| text.get(..end));
    names.find(|name| is_known(name) && !name.ends_with(['.', ',']))
}

/// Returns the words of a name in small letters, without articles, signs and what stands in parentheses; `None` when
/// they take more than `most` bytes.
fn words(name: &str, most: usize) -> Option<String> {
    let name = without_parentheses(name);
    let mut words = String::with_capacity(name.len().min(most));
    let mut begun = 0;
    for c in name.chars() {
        if c.is_ascii() {
            push(&mut words, &mut begun, c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|c| push(&mut words, &mut begun, c));
        }
        if words.len() > most {
            return None;
        }
    }
    push(&mut words, &mut begun, ' ');
    words.truncate(words.trim_end().len());
    Some(words)
}

/// Adds a character to words of which the last begins at `begun`.
fn push(words: &mut String, begun: &mut usize, c: char) {
    if c.is_alphanumeric() || c == '-' {
        words.push(c);
        return;
    }
    match &words[*begun..] {
        "" => {}
        "the" | "a" | "an" => words.truncate(*begun),
        _ => words.push(' '),
    }
    *begun = words.len();
}

fn without_parentheses(name: &str) -> Cow<'_, str> {
    if !name.contains(['(', '[']) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { Cow::Borrowed(name) } else { Cow::Owned(out) }
}

fn singular(words: &str) -> &str {
    // `LXCs` and `VMs` lose their s; `kubernetes`, `status`, `class` are no plurals.
    let plural = words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us") && words != "kubernetes";
    if plural && words.chars().nth(2).is_some() { &words[..words.len() - 1] } else { words }
}

/// Returns the name that stands most often; of equals the first.
pub fn display_name<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, name) in names.into_iter().enumerate() {
        counts.entry(name).or_insert((0, at)).0 += 1;
    }
    let best = counts.into_iter().max_by_key(|&(_, (count, at))| (count, usize::MAX - at));
    best.map_or(String::new(), |(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_subject_have_one_key() {
        let cases = [
            ("Virtual Machines (VMs)", "vm"),
            ("VMs", "vm"),
            ("vm:", "vm"),
            ("The Containers", "container"),
            ("Docker containers", "container"),
            ("LXC", "lxd"),
            ("Kubernetes", "kubernetes"),
            ("update", "update"),
            ("(both)", "both"),
        ];
        for (name, key) in cases {
            assert_eq!(subject_key(name), key, "{name}");
        }
    }

    #[test]
    fn sentences_begin_with_known_subjects() {
        assert_eq!(leading_subject("VMs run on a hypervisor"), Some("VMs"));
        assert_eq!(leading_subject("Virtual machines (VMs) are slow"), Some("Virtual machines (VMs)"));
        assert_eq!(leading_subject("Containers share the kernel"), Some("Containers"));
        assert_eq!(leading_subject("Some containers are fast"), None);
    }
}
