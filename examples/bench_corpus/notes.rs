//! The text of one report: about 8 kB of Markdown with about 3 kB of code in it.

use crate::random::Random;

/// Where a report stands among the others.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// How many there are.
    pub(crate) all: usize,
}

/// Reports in one folder.
const FOLDER: usize = 25;

impl Place {
    /// Returns its folder's name.
    pub(crate) fn folder(self) -> String {
        format!("week-{:03}", (self.number - 1) / FOLDER + 1)
    }

    /// Returns its file's name without the extension.
    pub(crate) fn name(self) -> String {
        format!("report-{:04}", self.number)
    }
}

const PARTS: [&str; 5] =
    ["Preparing the machine", "Running the service", "Looking inside", "Changing its limits", "Cleaning up"];
const SUBJECTS: [(&str, &str); 6] = [
    ("Virtual machine", "Container"),
    ("Snap", "Debian package"),
    ("Bridge network", "Host network"),
    ("Named volume", "Bind mount"),
    ("Timer", "Cron job"),
    ("System container", "Application container"),
];
const ASPECTS: [&str; 9] = [
    "Isolation",
    "Start time",
    "Memory",
    "Disk space",
    "Updates",
    "Networking",
    "Portability",
    "Configuration",
    "Clean-up",
];
const VERDICTS: [&str; 8] = [
    "full, with a kernel of its own",
    "shared with the machine below it",
    "small, a few megabytes at rest",
    "set in one file beside the project",
    "done by hand, once a week",
    "needs a second command, then it is quick",
    "the same on every machine that was tried",
    "gone as soon as the last process ends",
];
const OPENINGS: [&str; 8] = [
    "The machine was started from an empty image, so that nothing from the last lab could help.",
    "First the state was written down, because the next command changes it.",
    "The manual says that this step is optional; without it the service did not answer.",
    "This took longer than expected, most of it for the download.",
    "The same was tried twice, and the second time nothing was fetched any more.",
    "Here the two ways part, and the rest of the lab follows the simpler one.",
    "After that the service answers on its port, and the log stays quiet.",
    "The output is shown in full, since the numbers are needed below.",
];
const REMARKS: [&str; 8] = [
    "The line that matters is the last one: it names the address.",
    "The value in the third column fell by half, which agrees with the limit that was set.",
    "Note that the name of the machine is part of the prompt.",
    "An error at this place would mean that the port is taken.",
    "It can be undone with one command, and was.",
    "Nothing had to be installed for it.",
    "On a slower disk the difference was even larger.",
    "What the screen shows is the state after the second attempt.",
];
const COMMANDS: [&str; 14] = [
    "multipass launch 24.04 --name {name} --cpus 2 --memory 2G",
    "multipass exec {name} -- lsb_release --all",
    "docker run --detach --name {name} --publish {port}:80 nginx:1.27-alpine",
    "docker exec {name} cat /etc/os-release",
    "docker logs --tail 20 {name}",
    "lxc launch ubuntu:24.04 {name}",
    "lxc config set {name} limits.memory 512MiB",
    "sudo systemctl restart nginx.service",
    "journalctl --unit ssh.service --lines 20",
    "sudo apt-get install --yes build-essential",
    "curl --silent http://localhost:{port}/ | head --lines 5",
    "snap list --all",
    "ip address show dev eth0",
    "tar --create --gzip --file backup-{port}.tar.gz site/",
];

/// Writes a report whose steps show these pictures, one each.
pub(crate) fn report(random: &mut Random, place: Place, pictures: &[String]) -> String {
    let (one, other) = SUBJECTS[place.number % SUBJECTS.len()];
    let mut text = format!("# Lab {}: {} or {}\n\n", place.number, one, other.to_lowercase());
    text.push_str(&paragraph(random, 3));
    let mut pictures = pictures.iter();
    let each = pictures.len().max(12).div_ceil(PARTS.len());
    for (at, part) in PARTS.into_iter().enumerate() {
        text.push_str(&format!("## Part {}: {part}\n\n", at + 1));
        text.push_str(&paragraph(random, 1));
        for step in 1..=each {
            text.push_str(&format!("### Step {step}\n\n"));
            text.push_str(&paragraph(random, 1));
            text.push_str(&commands(random));
            if let Some(picture) = pictures.next() {
                text.push_str(&format!("![Step {step} of part {}: what the terminal shows]({picture})\n\n", at + 1));
            }
        }
        match at {
            1 => text.push_str(&yaml(random)),
            2 => text.push_str(&output(random)),
            _ => {}
        }
    }
    text.push_str(&comparison(random, one, other));
    text.push_str(&links(random, place));
    text
}

fn paragraph(random: &mut Random, pairs: u32) -> String {
    let pairs: Vec<String> =
        (0..pairs).map(|_| format!("{} {}", random.pick(&OPENINGS), random.pick(&REMARKS))).collect();
    format!("{}\n\n", pairs.join(" "))
}

fn commands(random: &mut Random) -> String {
    let mut lines = String::new();
    for _ in 0..random.range(2, 4) {
        let (name, port) = (format!("lab-{}", random.hex(4)), random.range(1024, 9999));
        let command = random.pick(&COMMANDS).replace("{name}", &name).replace("{port}", &port.to_string());
        lines.push_str(&command);
        lines.push('\n');
    }
    format!("```bash\n{lines}```\n\n")
}

fn yaml(random: &mut Random) -> String {
    let mut text = "```yaml\n# what the machine is set up with\nservices:\n".to_owned();
    for _ in 0..4 {
        let (name, port) = (random.hex(6), random.range(1024, 9999));
        let memory = random.range(64, 900);
        text.push_str(&format!(
            "  web-{name}:\n    image: \"nginx:1.27-alpine\"\n    restart: unless-stopped\n    ports: [\"{port}:80\"]\n    \
             environment:\n      GREETING: 'hello from {name}'\n    mem_limit: {memory}m\n"
        ));
    }
    text.push_str("```\n\n");
    text
}

fn output(random: &mut Random) -> String {
    let mut text = "```text\n".to_owned();
    for _ in 0..10 {
        let (id, minutes) = (random.hex(12), random.range(2, 59));
        text.push_str(&format!(
            "{id}  nginx:1.27-alpine  up {minutes} minutes  0.0.0.0:{}->80/tcp\n",
            random.range(1024, 9999)
        ));
    }
    text.push_str("```\n\n");
    text
}

fn comparison(random: &mut Random, one: &str, other: &str) -> String {
    let mut text = format!("## Comparison\n\n| | {one} | {other} |\n|---|---|---|\n");
    let first = random.range(0, 2) as usize;
    for aspect in &ASPECTS[first..first + 6] {
        text.push_str(&format!("| {aspect} | {} | {} |\n", random.pick(&VERDICTS), random.pick(&VERDICTS)));
    }
    text.push('\n');
    text
}

fn links(random: &mut Random, place: Place) -> String {
    let mut text = "## See also\n\n".to_owned();
    for _ in 0..3 {
        let other = Place { number: random.range(1, place.all as u32) as usize, ..place };
        let (folder, name) = (other.folder(), other.name());
        text.push_str(&format!(
            "- [Lab {}](../{folder}/{name}.md#comparison): {}\n",
            other.number,
            random.pick(&REMARKS)
        ));
    }
    text
}
