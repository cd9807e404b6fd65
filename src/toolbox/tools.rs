//! What we know of command-line tools: which there are, their subcommands and flags.
//!
//! One TOML file for each tool that has subcommands or flags, one list for the programs of which only the name is
//! known; all are compiled in, and a site can add its own. The facts are from the tools' own documentation. What is
//! not known is never wrong.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Flags, Specification, Subcommand, Tool};
use crate::diagnostic::did_you_mean;
use crate::vocabulary::QuickMap;

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

/// The tools that labpress and a site know.
#[derive(Debug)]
pub struct Tools {
    /// By name; those of which only the name is known have no facts.
    programs: QuickMap<Cow<'static, str>, Option<Tool>>,
}

impl Tools {
    /// Returns the tools that labpress knows, and those of a site.
    pub fn new(own: BTreeMap<String, Specification>) -> Self {
        let mut programs: QuickMap<Cow<'static, str>, Option<Tool>> =
            PROGRAMS.lines().map(|name| (Cow::Borrowed(name), None)).collect();
        let files = FILES.into_iter().map(|(name, text)| (name, Tool::of_file(text)));
        programs.extend(files.map(|(name, tool)| (Cow::Borrowed(name), Some(tool))));
        for (name, said) in own {
            programs.entry(Cow::Owned(name)).or_default().get_or_insert_default().add(said);
        }
        Self { programs }
    }

    /// Returns a tool of which more is known than its name.
    pub(super) fn tool(&self, program: &str) -> Option<&Tool> {
        self.programs.get(base_name(program))?.as_ref()
    }

    /// Returns whether `program` is a known program; a folder before it and `.exe` behind it do not matter.
    pub fn knows(&self, program: &str) -> bool {
        self.programs.contains_key(base_name(program))
    }

    /// Returns the subcommands of `program`, sorted; empty when it has none or is not known.
    pub fn subcommands(&self, program: &str) -> impl Iterator<Item = &str> {
        self.tool(program).into_iter().flat_map(|tool| &tool.facts().names).map(String::as_str)
    }

    /// Returns the subcommand that is meant where a program is given none that it has: `images` in `docker imges`.
    pub fn meant_subcommand(&self, program: &str, word: &str) -> Option<&str> {
        let is_plain = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let known = self.subcommands(program).filter(|name| !name.contains(' ') && name.len() > 2);
        if is_plain { did_you_mean(word, known) } else { None }
    }

    /// Returns whether subcommands of `program` are known.
    pub fn has_subcommands(&self, program: &str) -> bool {
        self.tool(program).is_some_and(Tool::has_subcommands)
    }

    /// Returns whether `program` has this subcommand: `network create`.
    pub fn has_subcommand(&self, program: &str, name: &str) -> bool {
        self.tool(program).is_some_and(|tool| tool.facts().subcommand(name).is_some_and(Subcommand::is_known))
    }

    /// Returns whether a subcommand, or the tool itself, has a flag; `None` when nobody wrote its flags down.
    pub fn has_flag(&self, tool: &str, subcommand: &str, flag: &str) -> Option<bool> {
        let places = self.places(tool, subcommand)?;
        Some(places.into_iter().any(|flags| flags.takes_value(flag).is_some()))
    }

    /// Returns the flags that a subcommand takes, those of the tool itself among them, sorted; none when nobody wrote
    /// them down.
    pub fn flags(&self, tool: &str, subcommand: &str) -> BTreeSet<&str> {
        let places = self.places(tool, subcommand).into_iter().flatten();
        places.flat_map(Flags::names).collect()
    }

    /// Returns where the flags of a subcommand stand when its own are written down; `""` is the tool itself.
    fn places(&self, tool: &str, subcommand: &str) -> Option<[&Flags; 3]> {
        let facts = self.tool(tool)?.facts();
        let named = if subcommand.is_empty() { None } else { Some(facts.subcommand(subcommand)?) };
        let places = facts.places(named);
        places[0].are_written_down().then_some(places)
    }
}

impl Default for Tools {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

/// `/usr/bin/docker` and `docker.exe` are `docker`.
fn base_name(program: &str) -> &str {
    let folder = program.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
    let name = folder.map_or(program, |at| &program[at + 1..]);
    name.strip_suffix(".exe").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::*;

    #[test]
    fn every_file_can_be_read_and_speaks_of_its_own_subcommands() {
        for (name, text) in FILES {
            let said: Specification = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let facts = Facts::of([&said].into_iter());
            let known = |place: &&String| place.is_empty() || *place == "*" || facts.names.contains(*place);
            let strange: Vec<&String> = said.flags.keys().filter(|place| !known(place)).collect();
            assert!(strange.is_empty(), "{name}: {strange:?}");
            let flags = said.flags.values().flat_map(|flags| flags.split_whitespace());
            let wrong = |flag: &&str| !flag.starts_with('-') || flag.trim_end_matches('=').contains('=');
            let strange: Vec<&str> = flags.filter(wrong).collect();
            assert!(strange.is_empty(), "{name}: {strange:?}");
        }
    }

    fn takes_value(tools: &Tools, tool: &str, subcommand: &str, flag: &str) -> Option<bool> {
        let tool = tools.tool(tool)?;
        tool.takes_value(tool.facts().subcommand(subcommand), flag)
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
            assert_eq!(takes_value(&tools, tool, subcommand, flag), expected, "{tool} {subcommand} {flag}");
        }
    }

    #[test]
    fn flags_that_nobody_wrote_down_are_not_judged() {
        let tools = Tools::default();
        assert_eq!(tools.has_flag("docker", "run", "--name"), Some(true));
        assert_eq!(tools.has_flag("/usr/bin/docker", "run", "--nanme"), Some(false));
        assert_eq!(tools.has_flag("docker", "no-such", "--name"), None);
        assert_eq!(tools.has_flag("nobody", "", "--name"), None);
        assert!(tools.flags("docker", "run").contains("--name") && tools.flags("nobody", "").is_empty());
    }

    #[test]
    fn a_site_adds_its_own() {
        let own = Specification {
            subcommands: BTreeSet::from(["deploy".to_owned()]),
            flags: BTreeMap::from([("deploy".to_owned(), "--to=".to_owned())]),
            ..Specification::default()
        };
        let tools = Tools::new(BTreeMap::from([("lab".to_owned(), own.clone()), ("docker".to_owned(), own)]));
        assert!(tools.knows("lab") && tools.has_subcommand("lab", "deploy"));
        assert!(tools.has_subcommand("docker", "deploy") && tools.has_subcommand("docker", "run"));
        assert_eq!(takes_value(&tools, "docker", "deploy", "--to"), Some(true));
    }
}
