//! The subjects of comparisons: which names mean the same, and which are known to be set against each other.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

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
static KEYS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| KNOWN.iter().flat_map(|names| names.iter().map(|&name| (name, names[0]))).collect());

/// Returns what a subject is called for comparing: `Virtual Machines (VMs)`, `VMs` and `vm:` are all `vm`.
pub fn subject_key(name: &str) -> String {
    let plain = without_parentheses(name).to_lowercase();
    let plain: String = plain.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !matches!(*word, "the" | "a" | "an")).collect();
    let whole = words.join(" ");
    let singular = singular(&whole);
    let known = KEYS.get(singular.as_str()).or_else(|| KEYS.get(whole.as_str()));
    known.map_or(singular, |&key| key.to_owned())
}

/// Returns whether a subject is one that lab notes are known to compare.
pub(super) fn is_known(name: &str) -> bool {
    KEYS.contains_key(subject_key(name).as_str())
}

/// Returns the known subject that a sentence begins with, and the words that name it: `VMs run on ..`.
pub(super) fn leading_subject(text: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> =
        text.split_whitespace().take(4).map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let ends = words.iter().map(|(at, word)| at + word.len()).rev();
    let mut names = ends.filter_map(|end| text.get(..end));
    names.find(|name| is_known(name) && !name.ends_with(['.', ',']))
}

fn without_parentheses(name: &str) -> String {
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
    if out.trim().is_empty() { name.to_owned() } else { out }
}

fn singular(words: &str) -> String {
    // `LXCs` and `VMs` lose their s; `kubernetes`, `status`, `class` are no plurals.
    let plural = words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us") && words != "kubernetes";
    if plural && words.chars().count() > 2 { words[..words.len() - 1].to_owned() } else { words.to_owned() }
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
