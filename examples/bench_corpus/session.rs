//! What a terminal shows in a lab: commands and their output, with colours.

use crate::random::Random;

/// A line of coloured pieces; the colours are names of the palette.
pub(crate) type Line = Vec<(&'static str, String)>;

const MACHINES: [&str; 8] = ["primary", "lab", "web", "builder", "proxy", "db", "runner", "edge"];
const SERVICES: [&str; 8] = [
    "nginx.service",
    "ssh.service",
    "cron.service",
    "docker.service",
    "snapd.service",
    "ufw.service",
    "dbus.service",
    "rsyslog.service",
];
const IMAGES: [&str; 6] =
    ["nginx:1.27-alpine", "redis:7", "postgres:16", "python:3.12-slim", "alpine:3.20", "ubuntu:24.04"];
const FILES: [&str; 10] = [
    "Dockerfile",
    "compose.yaml",
    "index.html",
    "notes.md",
    "cloud-init.yaml",
    "server.py",
    "snapcraft.yaml",
    "backup.tar.gz",
    "default.conf",
    "run.sh",
];
const DEEDS: [&str; 8] = [
    "Started the web server",
    "Reached target of the network",
    "Reloading configuration",
    "Accepted a connection",
    "Mounted the disk of the lab",
    "Checking the certificate",
    "Rotated the log files",
    "Finished the daily clean-up",
];

/// Returns at least `lines` lines of a session.
pub(crate) fn session(random: &mut Random, lines: usize) -> Vec<Line> {
    let mut shown = Vec::new();
    while shown.len() < lines {
        match random.range(0, 5) {
            0 => listing(random, &mut shown),
            1 => containers(random, &mut shown),
            2 => machine(random, &mut shown),
            3 => journal(random, &mut shown),
            4 => packages(random, &mut shown),
            _ => addresses(random, &mut shown),
        }
    }
    shown.truncate(lines);
    shown
}

fn prompt(random: &mut Random, command: &str) -> Line {
    let machine = random.pick(&MACHINES);
    vec![
        ("green", format!("student@{machine}")),
        ("fore", ":".to_owned()),
        ("blue", "~/lab".to_owned()),
        ("fore", format!("$ {command}")),
    ]
}

fn plain(text: String) -> Line {
    vec![("fore", text)]
}

fn address(random: &mut Random) -> String {
    format!("10.{}.{}.{}", random.range(0, 255), random.range(0, 255), random.range(2, 254))
}

fn time(random: &mut Random) -> String {
    format!("{:02}:{:02}:{:02}", random.range(8, 19), random.range(0, 59), random.range(0, 59))
}

fn listing(random: &mut Random, shown: &mut Vec<Line>) {
    shown.push(prompt(random, "ls -la"));
    shown.push(plain(format!("total {}", random.range(20, 900))));
    for _ in 0..random.range(5, 14) {
        let is_folder = random.percent(25);
        let rights = if is_folder { "drwxrwxr-x" } else { "-rw-rw-r--" };
        let name = random.pick(&FILES);
        let rest = format!(
            "{rights}  1 student student {:>8} Nov {:>2} {} ",
            random.range(20, 9_000_000),
            random.range(1, 28),
            &time(random)[..5]
        );
        shown.push(vec![("fore", rest), (if is_folder { "blue" } else { "fore" }, name.to_owned())]);
    }
}

fn containers(random: &mut Random, shown: &mut Vec<Line>) {
    shown.push(prompt(random, "docker ps --all"));
    shown.push(plain(format!(
        "{:<14} {:<20} {:<24} {:<16} {:<22} NAMES",
        "CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "PORTS"
    )));
    for _ in 0..random.range(3, 8) {
        let (id, image, machine) = (random.hex(12), random.pick(&IMAGES), random.pick(&MACHINES));
        let (minutes, port) = (random.range(2, 59), random.range(1024, 9999));
        let created = format!("{minutes} minutes ago");
        let ports = format!("0.0.0.0:{port}->80/tcp");
        shown.push(plain(format!(
            "{id:<14} {image:<20} {:<24} {created:<16} {ports:<22} {machine}-{}",
            "\"/docker-entrypoint.s..\"",
            random.range(1, 9)
        )));
    }
}

fn machine(random: &mut Random, shown: &mut Vec<Line>) {
    let name = random.pick(&MACHINES);
    shown.push(prompt(random, &format!("multipass info {name}")));
    let memory = random.range(180, 960);
    let pairs = [
        ("Name", name.to_owned()),
        ("State", "Running".to_owned()),
        ("IPv4", address(random)),
        ("Release", "Ubuntu 24.04.1 LTS".to_owned()),
        ("Image hash", format!("{} (Ubuntu 24.04 LTS)", random.hex(12))),
        ("CPU(s)", random.range(1, 4).to_string()),
        ("Load", format!("0.{:02} 0.{:02} 0.{:02}", random.range(0, 99), random.range(0, 99), random.range(0, 99))),
        ("Disk usage", format!("{}.{}GiB out of 9.6GiB", random.range(1, 8), random.range(0, 9))),
        ("Memory usage", format!("{memory}.{}MiB out of 1.9GiB", random.range(0, 9))),
        ("Mounts", "--".to_owned()),
    ];
    for (key, value) in pairs {
        let colour = if value == "Running" { "green" } else { "fore" };
        shown.push(vec![("fore", format!("{:<16}", format!("{key}:"))), (colour, value)]);
    }
}

fn journal(random: &mut Random, shown: &mut Vec<Line>) {
    let service = random.pick(&SERVICES);
    shown.push(prompt(random, &format!("journalctl --unit {service} --no-pager")));
    let machine = random.pick(&MACHINES);
    for _ in 0..random.range(6, 18) {
        let head =
            format!("Nov {:02} {} {machine} systemd[{}]: ", random.range(1, 28), time(random), random.range(1, 9999));
        let colour =
            *["fore", "fore", "fore", "yellow", "red", "dim"].get(random.range(0, 5) as usize).unwrap_or(&"fore");
        let deed = random.pick(&DEEDS);
        shown.push(vec![
            ("fore", head),
            (colour, format!("{deed} after {} ms (job {})", random.range(1, 4000), random.hex(6))),
        ]);
    }
}

fn packages(random: &mut Random, shown: &mut Vec<Line>) {
    shown.push(prompt(random, "sudo apt-get install --yes nginx"));
    shown.push(plain("Reading package lists... Done".to_owned()));
    shown.push(plain("Building dependency tree... Done".to_owned()));
    for at in 1..random.range(5, 14) {
        let version = format!(
            "{}.{}.{}-{}ubuntu{}",
            random.range(0, 9),
            random.range(0, 40),
            random.range(0, 9),
            random.range(1, 9),
            random.range(1, 4)
        );
        let size = format!("{}.{} kB", random.range(10, 990), random.range(0, 9));
        shown.push(plain(format!("Get:{at} noble-updates/main amd64 lib{} amd64 {version} [{size}]", random.hex(5))));
    }
    shown.push(vec![("green", "nginx is set up".to_owned())]);
}

fn addresses(random: &mut Random, shown: &mut Vec<Line>) {
    shown.push(prompt(random, "ip address show"));
    for at in 1..random.range(3, 5) {
        let name = format!("enp{at}s0");
        let mac: Vec<String> = (0..6).map(|_| random.hex(2)).collect();
        shown.push(vec![
            ("fore", format!("{at}: ")),
            ("cyan", name),
            ("fore", ": <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state ".to_owned()),
            ("green", "UP".to_owned()),
        ]);
        shown.push(vec![
            ("fore", "    link/ether ".to_owned()),
            ("yellow", mac.join(":")),
            ("fore", " brd ff:ff:ff:ff:ff:ff".to_owned()),
        ]);
        shown.push(vec![
            ("fore", "    inet ".to_owned()),
            ("yellow", address(random)),
            ("fore", format!("/24 brd 10.0.{at}.255 scope global dynamic {at}")),
        ]);
        shown.push(plain(format!(
            "       valid_lft {}sec preferred_lft {}sec",
            random.range(100, 86_400),
            random.range(100, 86_400)
        )));
    }
}
