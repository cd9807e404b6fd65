//! What we know of command-line tools: which there are, and their subcommands.
//!
//! One TOML file for each tool that has subcommands, one list for the programs that have none; all are compiled in.
//! The facts are from the tools' own documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

/// The files below `tools/`.
const SPECIFICATIONS: [&str; 38] = [
    include_str!("tools/apt-cache.toml"),
    include_str!("tools/apt-get.toml"),
    include_str!("tools/apt.toml"),
    include_str!("tools/brew.toml"),
    include_str!("tools/cargo.toml"),
    include_str!("tools/choco.toml"),
    include_str!("tools/curl.toml"),
    include_str!("tools/dnf.toml"),
    include_str!("tools/docker-compose.toml"),
    include_str!("tools/docker.toml"),
    include_str!("tools/git.toml"),
    include_str!("tools/helm.toml"),
    include_str!("tools/hostnamectl.toml"),
    include_str!("tools/incus.toml"),
    include_str!("tools/ip.toml"),
    include_str!("tools/kubectl.toml"),
    include_str!("tools/lxc.toml"),
    include_str!("tools/lxd.toml"),
    include_str!("tools/microk8s.toml"),
    include_str!("tools/minikube.toml"),
    include_str!("tools/multipass.toml"),
    include_str!("tools/netplan.toml"),
    include_str!("tools/nmcli.toml"),
    include_str!("tools/npm.toml"),
    include_str!("tools/pip.toml"),
    include_str!("tools/podman.toml"),
    include_str!("tools/scp.toml"),
    include_str!("tools/snap.toml"),
    include_str!("tools/snapcraft.toml"),
    include_str!("tools/ssh.toml"),
    include_str!("tools/systemctl.toml"),
    include_str!("tools/terraform.toml"),
    include_str!("tools/timedatectl.toml"),
    include_str!("tools/ufw.toml"),
    include_str!("tools/vagrant.toml"),
    include_str!("tools/vboxmanage.toml"),
    include_str!("tools/virsh.toml"),
    include_str!("tools/winget.toml"),
];
const PROGRAMS: &str = include_str!("tools/programs.txt");

/// One tool's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Specification {
    name: String,
    subcommands: BTreeSet<String>,
    #[serde(default)]
    nested: BTreeMap<String, BTreeSet<String>>,
}

/// The tools that labpress knows.
#[derive(Debug, Default)]
pub struct Tools {
    /// By name; a nested subcommand is written with the outer one: `network create`.
    subcommands: BTreeMap<String, BTreeSet<String>>,
    programs: BTreeSet<&'static str>,
}

impl Tools {
    /// Returns the tools that are compiled in.
    pub fn builtin() -> &'static Self {
        static TOOLS: OnceLock<Tools> = OnceLock::new();
        TOOLS.get_or_init(|| {
            let read = SPECIFICATIONS.iter().filter_map(|text| toml::from_str::<Specification>(text).ok());
            let subcommands = read.map(|tool| (tool.name.clone(), flat(tool))).collect();
            Self { subcommands, programs: PROGRAMS.lines().collect() }
        })
    }

    /// Returns whether `program` is a known program; a folder before it and `.exe` behind it do not matter.
    pub fn knows(&self, program: &str) -> bool {
        let name = base_name(program);
        self.programs.contains(name) || self.subcommands.contains_key(name)
    }

    /// Returns the subcommand that `words`, what follows `program` without flags, begin with: `launch`, or
    /// `network create` where the subcommand has its own.
    pub fn subcommand(&self, program: &str, words: &[&str]) -> Option<&str> {
        let known = self.subcommands.get(base_name(program))?;
        let outer = *words.first()?;
        let inner = words.get(1).and_then(|inner| known.get(&format!("{outer} {inner}")));
        inner.or_else(|| known.get(outer)).map(String::as_str)
    }

    /// Returns the subcommands of `program`, sorted; empty when it has none or is not known.
    pub fn subcommands(&self, program: &str) -> impl Iterator<Item = &str> {
        self.subcommands.get(base_name(program)).into_iter().flatten().map(String::as_str)
    }

    /// Returns the name of a tool that has subcommands.
    pub(super) fn with_subcommands(&self, program: &str) -> Option<&str> {
        let (name, known) = self.subcommands.get_key_value(base_name(program))?;
        (!known.is_empty()).then_some(name)
    }

    /// Returns whether `outer` has subcommands of its own.
    pub(super) fn has_nested(&self, tool: &str, outer: &str) -> bool {
        let start = format!("{outer} ");
        self.subcommands(tool).any(|name| name.starts_with(&start))
    }
}

fn flat(tool: Specification) -> BTreeSet<String> {
    let nested = tool.nested.iter().flat_map(|(outer, all)| all.iter().map(move |inner| format!("{outer} {inner}")));
    tool.subcommands.iter().cloned().chain(nested).collect()
}

/// `/usr/bin/docker` and `docker.exe` are `docker`.
fn base_name(program: &str) -> &str {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(".exe").unwrap_or(name)
}
