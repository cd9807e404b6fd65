//! What we know of command-line tools: which there are, their subcommands and flags.
//!
//! One TOML file for each tool that has subcommands or flags, one list for the programs of which only the name is
//! known; all are compiled in, and a site can add its own. The facts are from the tools' own documentation. What is
//! not known is never wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

/// The files below `tools/`, by the tool's name.
const FILES: [(&str, &str); 45] = [
    ("apt", include_str!("tools/apt.toml")),
    ("apt-cache", include_str!("tools/apt-cache.toml")),
    ("apt-get", include_str!("tools/apt-get.toml")),
    ("brew", include_str!("tools/brew.toml")),
    ("cargo", include_str!("tools/cargo.toml")),
    ("chmod", include_str!("tools/chmod.toml")),
    ("choco", include_str!("tools/choco.toml")),
    ("chown", include_str!("tools/chown.toml")),
    ("crontab", include_str!("tools/crontab.toml")),
    ("curl", include_str!("tools/curl.toml")),
    ("dnf", include_str!("tools/dnf.toml")),
    ("docker", include_str!("tools/docker.toml")),
    ("docker-compose", include_str!("tools/docker-compose.toml")),
    ("git", include_str!("tools/git.toml")),
    ("groupadd", include_str!("tools/groupadd.toml")),
    ("helm", include_str!("tools/helm.toml")),
    ("hostnamectl", include_str!("tools/hostnamectl.toml")),
    ("incus", include_str!("tools/incus.toml")),
    ("ip", include_str!("tools/ip.toml")),
    ("kubectl", include_str!("tools/kubectl.toml")),
    ("lxc", include_str!("tools/lxc.toml")),
    ("lxd", include_str!("tools/lxd.toml")),
    ("microk8s", include_str!("tools/microk8s.toml")),
    ("minikube", include_str!("tools/minikube.toml")),
    ("multipass", include_str!("tools/multipass.toml")),
    ("nano", include_str!("tools/nano.toml")),
    ("netplan", include_str!("tools/netplan.toml")),
    ("nmcli", include_str!("tools/nmcli.toml")),
    ("npm", include_str!("tools/npm.toml")),
    ("pip", include_str!("tools/pip.toml")),
    ("podman", include_str!("tools/podman.toml")),
    ("scp", include_str!("tools/scp.toml")),
    ("snap", include_str!("tools/snap.toml")),
    ("snapcraft", include_str!("tools/snapcraft.toml")),
    ("ssh", include_str!("tools/ssh.toml")),
    ("systemctl", include_str!("tools/systemctl.toml")),
    ("terraform", include_str!("tools/terraform.toml")),
    ("timedatectl", include_str!("tools/timedatectl.toml")),
    ("ufw", include_str!("tools/ufw.toml")),
    ("useradd", include_str!("tools/useradd.toml")),
    ("usermod", include_str!("tools/usermod.toml")),
    ("vagrant", include_str!("tools/vagrant.toml")),
    ("vboxmanage", include_str!("tools/vboxmanage.toml")),
    ("virsh", include_str!("tools/virsh.toml")),
    ("winget", include_str!("tools/winget.toml")),
];
const PROGRAMS: &str = include_str!("tools/programs.txt");

/// What is known of one tool, as its file says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// What comes after the tool's name: `launch`.
    #[serde(default)]
    pub subcommands: BTreeSet<String>,
    /// Subcommands of subcommands: `create` of `network`.
    #[serde(default)]
    pub nested: BTreeMap<String, BTreeSet<String>>,
    /// By subcommand (`run`, `network create`, `""` for the tool itself, `*` for all): flags with spaces between them.
    /// One that takes a value ends in `=`. A subcommand that is missing here has flags that nobody wrote down.
    #[serde(default)]
    pub flags: BTreeMap<String, String>,
}

/// The tools that labpress and a site know.
#[derive(Debug)]
pub struct Tools {
    known: BTreeMap<String, Tool>,
    programs: BTreeSet<&'static str>,
}

/// A tool; its file is read when somebody asks.
#[derive(Debug, Default)]
struct Tool {
    file: Option<&'static str>,
    own: Option<Specification>,
    facts: OnceLock<Facts>,
}

#[derive(Debug, Default)]
struct Facts {
    /// A nested subcommand is written with the outer one: `network create`.
    subcommands: BTreeSet<String>,
    /// By subcommand, then flag: whether it takes a value.
    flags: BTreeMap<String, BTreeMap<String, bool>>,
}

impl Tool {
    fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let file = self.file.and_then(|text| toml::from_str::<Specification>(text).ok());
            let mut facts = Facts::default();
            for said in file.iter().chain(&self.own) {
                facts.add(said);
            }
            facts
        })
    }
}

impl Facts {
    fn add(&mut self, said: &Specification) {
        self.subcommands.extend(said.subcommands.iter().cloned());
        for (outer, all) in &said.nested {
            self.subcommands.extend(all.iter().map(|inner| format!("{outer} {inner}")));
        }
        for (subcommand, flags) in &said.flags {
            let known = self.flags.entry(subcommand.clone()).or_default();
            known.extend(flags.split_whitespace().map(|flag| match flag.strip_suffix('=') {
                Some(name) => (name.to_owned(), true),
                None => (flag.to_owned(), false),
            }));
        }
    }
}

impl Tools {
    /// Returns the tools that labpress knows, and those of a site.
    pub fn new(own: BTreeMap<String, Specification>) -> Self {
        let files =
            FILES.into_iter().map(|(name, text)| (name.to_owned(), Tool { file: Some(text), ..Tool::default() }));
        let mut known: BTreeMap<String, Tool> = files.collect();
        for (name, said) in own {
            known.entry(name).or_default().own = Some(said);
        }
        Self { known, programs: PROGRAMS.lines().collect() }
    }

    fn facts(&self, program: &str) -> Option<&Facts> {
        self.known.get(base_name(program)).map(Tool::facts)
    }

    /// Returns whether `program` is a known program; a folder before it and `.exe` behind it do not matter.
    pub fn knows(&self, program: &str) -> bool {
        let name = base_name(program);
        self.programs.contains(name) || self.known.contains_key(name)
    }

    /// Returns the subcommand that `words`, what follows `program` without flags, begin with: `launch`, or
    /// `network create` where the subcommand has its own.
    pub fn subcommand(&self, program: &str, words: &[&str]) -> Option<&str> {
        let known = &self.facts(program)?.subcommands;
        let outer = *words.first()?;
        let inner = words.get(1).and_then(|inner| known.get(&format!("{outer} {inner}")));
        inner.or_else(|| known.get(outer)).map(String::as_str)
    }

    /// Returns the subcommands of `program`, sorted; empty when it has none or is not known.
    pub fn subcommands(&self, program: &str) -> impl Iterator<Item = &str> {
        self.facts(program).into_iter().flat_map(|facts| &facts.subcommands).map(String::as_str)
    }

    /// Returns whether a flag of a tool takes the next word as its value; `None` when nobody knows.
    pub fn takes_value(&self, tool: &str, subcommand: &str, flag: &str) -> Option<bool> {
        let flags = &self.facts(tool)?.flags;
        [subcommand, "*", ""].iter().find_map(|place| flags.get(*place)?.get(flag)).copied()
    }

    /// Returns the flags that a subcommand takes, those of the tool itself among them; `None` when nobody wrote them
    /// down.
    pub fn flags(&self, tool: &str, subcommand: &str) -> Option<BTreeSet<&str>> {
        let known = &self.facts(tool)?.flags;
        known.get(subcommand)?;
        let places = [subcommand, "*", ""].into_iter().filter_map(|place| known.get(place));
        Some(places.flat_map(BTreeMap::keys).map(String::as_str).collect())
    }

    /// Returns the name of a tool of which more is known than that.
    pub(super) fn name(&self, program: &str) -> Option<&str> {
        self.known.get_key_value(base_name(program)).map(|(name, _)| name.as_str())
    }

    /// Returns the name of a tool that has subcommands.
    pub(super) fn with_subcommands(&self, program: &str) -> Option<&str> {
        let (name, tool) = self.known.get_key_value(base_name(program))?;
        (!tool.facts().subcommands.is_empty()).then_some(name)
    }

    /// Returns whether `outer` has subcommands of its own.
    pub(super) fn has_nested(&self, tool: &str, outer: &str) -> bool {
        let start = format!("{outer} ");
        let next = self.facts(tool).and_then(|facts| facts.subcommands.range(start.clone()..).next());
        next.is_some_and(|name| name.starts_with(&start))
    }
}

impl Default for Tools {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

/// `/usr/bin/docker` and `docker.exe` are `docker`.
fn base_name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_speaks_of_its_own_subcommands() {
        for (name, text) in FILES {
            let said: Specification = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut facts = Facts::default();
            facts.add(&said);
            let known = |place: &&String| place.is_empty() || *place == "*" || facts.subcommands.contains(*place);
            let strange: Vec<&String> = said.flags.keys().filter(|place| !known(place)).collect();
            assert!(strange.is_empty(), "{name}: {strange:?}");
            let flags = facts.flags.values().flat_map(BTreeMap::keys);
            let strange: Vec<&String> = flags.filter(|flag| !flag.starts_with('-') || flag.contains('=')).collect();
            assert!(strange.is_empty(), "{name}: {strange:?}");
        }
    }

    #[test]
    fn flags_are_known_by_tool_and_subcommand() {
        let tools = Tools::default();
        let cases = [
            ("docker", "run", "-p", Some(true)),
            ("docker", "run", "-d", Some(false)),
            ("docker", "run", "--nanme", None),
            ("docker", "compose up", "-d", Some(false)),
            ("multipass", "launch", "--name", Some(true)),
            ("multipass", "list", "--help", Some(false)),
            ("kubectl", "get", "-n", Some(true)),
            ("lxc", "launch", "--ephemeral", Some(false)),
            ("usermod", "", "-G", Some(true)),
            ("nobody", "", "-x", None),
        ];
        for (tool, subcommand, flag, expected) in cases {
            assert_eq!(tools.takes_value(tool, subcommand, flag), expected, "{tool} {subcommand} {flag}");
        }
    }

    #[test]
    fn a_site_adds_its_own() {
        let own = Specification {
            subcommands: BTreeSet::from(["deploy".to_owned()]),
            flags: BTreeMap::from([("deploy".to_owned(), "--to=".to_owned())]),
            ..Specification::default()
        };
        let tools = Tools::new(BTreeMap::from([("lab".to_owned(), own.clone()), ("docker".to_owned(), own)]));
        assert!(tools.knows("lab") && tools.subcommand("lab", &["deploy"]).is_some());
        assert!(tools.subcommand("docker", &["deploy"]).is_some() && tools.subcommand("docker", &["run"]).is_some());
        assert_eq!(tools.takes_value("lab", "deploy", "--to"), Some(true));
    }
}
