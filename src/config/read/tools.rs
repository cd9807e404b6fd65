//! `[tools.NAME]`: what a site says of command-line tools.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::Reader;
use crate::config::ToolSettings;
use crate::source::Span;

const KEYS: [&str; 2] = ["subcommands", "flags"];

impl Reader<'_> {
    pub(super) fn tools(&mut self, value: &Spanned<DeValue>) {
        let help = "write it as a line `[tools.mytool]`, and below it `subcommands = [\"start\", \"stop\"]`";
        let Some(tools) = self.table(value, "tools", help) else { return };
        for (name, value) in tools {
            self.tool_name(name);
            let Some(table) = self.table(value, &format!("tools.{}", name.get_ref()), help) else { continue };
            let mut tool = ToolSettings::default();
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "subcommands" => {
                        let help = "write it as [\"start\", \"stop\"]";
                        tool.subcommands =
                            self.texts(value, "this must be a list of subcommands", help).unwrap_or_default();
                    }
                    "flags" => (tool.flags, tool.flag_places) = self.flags(value),
                    other => self.unknown(other, key.span().into(), &KEYS, "of a tool "),
                }
            }
            self.config.tools.insert(name.get_ref().to_string(), tool);
        }
    }

    fn tool_name(&mut self, name: &Spanned<DeString>) {
        let text = name.get_ref();
        if text.is_empty() || text.contains(char::is_whitespace) {
            let first = text.split_whitespace().next().unwrap_or("mytool");
            let help = format!("a tool is named by its first word: `[tools.{first}]`; what follows is a subcommand");
            self.fault(name.span().into(), format!("`{text}` is no name of a tool"), Some(help));
        }
    }

    fn flags(&mut self, value: &Spanned<DeValue>) -> (BTreeMap<String, String>, BTreeMap<String, Span>) {
        let help = "write it as { start = \"--name= --force\" }, with `=` behind a flag that takes a value";
        let (mut all, mut places) = (BTreeMap::new(), BTreeMap::new());
        let Some(table) = self.table(value, "flags", help) else { return (all, places) };
        for (name, value) in table {
            // No flag at all is something to say, too.
            let Some(flags) = self.text_as_written(value) else { continue };
            if let Some(word) = flags.split_whitespace().find(|flag| !flag.starts_with('-')) {
                let help = format!("did you mean `--{word}`? {help}");
                self.fault(value.span().into(), format!("`{word}` is no flag"), Some(help));
            }
            places.insert(name.get_ref().to_string(), name.span().into());
            all.insert(name.get_ref().to_string(), flags);
        }
        (all, places)
    }
}
