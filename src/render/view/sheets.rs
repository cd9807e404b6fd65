//! What the templates of the sheets over all reports see: comparison, commands, screenshots.

use serde::Serialize;

use super::{FigureView, LinkView};

/// `compare.html`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CompareView {
    /// One for each set of subjects, the fullest first. A large comparison shows some of them, or some of their aspects,
    /// on each of its pages.
    pub tables: Vec<MatrixView>,
    /// Links to where each table of the whole comparison begins; empty when there is one.
    pub jumps: Vec<LinkView>,
    /// The pages of a large comparison; empty when there is one.
    pub pages: Vec<PartLinkView>,
}

/// One comparison over all reports.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct MatrixView {
    /// `vms-and-containers`, unique on the page.
    pub id: String,
    /// `VMs and Containers`, or `VMs and Containers 2/3` where it goes on over several pages.
    pub title: String,
    /// `VMs and Containers, aspect by aspect`
    pub caption: String,
    /// `6 aspects`: those on the page.
    pub counted: String,
    /// Column headers.
    pub subjects: Vec<String>,
    /// One for each aspect on the page.
    pub rows: Vec<MatrixRowView>,
    /// It has the words of more than one report.
    pub several: bool,
    /// `60 reports`
    pub counted_reports: String,
    /// The reports it was read from, with numbers for titles where the site names none; empty when they are so many that
    /// their list would stand before the table like a wall.
    pub reports: Vec<LinkView>,
    /// The same as CSV; `""` where there are no files beside the page.
    pub csv: String,
    /// The same as JSON; `""` where there are no files beside the page.
    pub json: String,
}

/// One aspect.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct MatrixRowView {
    /// Unique on the page.
    pub id: String,
    /// Its name; `None` when the authors gave none.
    pub aspect: Option<String>,
    /// How many reports say something about it.
    pub reports: usize,
    /// `2 reports`
    pub counted: String,
    /// Whether reports say the same about it; `None` when no two speak of the same subject.
    pub agreement: Option<Agreement>,
    /// What each of these reports says, in the order of the reports.
    pub voices: Vec<VoiceView>,
}

/// How the words of several reports on one aspect go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// In the same words.
    Alike,
    /// In different words about one subject at least.
    Differently,
}

/// What one report says about one aspect.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct VoiceView {
    /// The report's title, or `Report 2` where the site names none; shown when the matrix has more than one report.
    pub report: String,
    /// One for each subject; an inner list is empty when the report says nothing.
    pub cells: Vec<Vec<SaidView>>,
}

/// What one report says of one subject.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SaidView {
    /// The author's words.
    pub text: String,
    /// The place in the report.
    pub url: String,
    /// `Containers in Virtualization`: what the link to the place says to who cannot see where it stands.
    pub label: String,
}

/// `commands.html`.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CommandsView {
    /// By tool: the most used first, then by name. A large sheet shows some of them on each of its pages.
    pub tools: Vec<ToolView>,
    /// Links to where each tool of the whole sheet begins.
    pub jumps: Vec<ToolLinkView>,
    /// The pages of a large sheet; empty when there is one.
    pub pages: Vec<PartLinkView>,
}

/// Where on the command sheet a tool begins.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ToolLinkView {
    /// `multipass`
    pub name: String,
    /// How many commands.
    pub count: usize,
    /// The place, on this page or on another.
    pub url: String,
}

/// One of the pages of a large sheet.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PartLinkView {
    /// From 1.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// It is this one.
    pub current: bool,
}

/// One tool's commands.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ToolView {
    /// `multipass`
    pub name: String,
    /// Unique on the page.
    pub id: String,
    /// How many commands.
    pub count: usize,
    /// `12 commands`
    pub counted: String,
    /// By subcommand; a tool without any has one group with an empty name.
    pub groups: Vec<CommandGroupView>,
}

/// One subcommand's commands.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CommandGroupView {
    /// `launch`, or `""`.
    pub name: String,
    /// Unique on the page.
    pub id: String,
    /// The commands, each different text once.
    pub commands: Vec<CommandView>,
}

/// One command.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CommandView {
    /// As one would type it: what a copy button copies.
    pub text: String,
    /// The same, highlighted.
    pub html: String,
    /// Where it is used; of a command that is used very often those uses that stand on the page.
    pub uses: Vec<CommandUseView>,
}

/// One use of a command.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CommandUseView {
    /// The place in the report.
    pub url: String,
    /// The report's title.
    pub report: String,
    /// The step, part or label it belongs to; may be empty.
    pub step: String,
    /// The first screenshot that evidences it, unless it is missing; the words beside it are its alternative text.
    pub figure: Option<FigureView>,
}

/// `screenshots.html`: the contact sheet.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ScreenshotsView {
    /// One for each report that shows any; a large sheet shows some of them on each of its pages.
    pub groups: Vec<ShotGroupView>,
    /// The pages of a large sheet; empty when there is one.
    pub pages: Vec<PartLinkView>,
    /// How many in all.
    pub count: usize,
    /// `15 screenshots`, `2 reports`
    pub counted: Vec<String>,
}

/// The screenshots of one report.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ShotGroupView {
    /// The report.
    pub report: LinkView,
    /// In document order.
    pub shots: Vec<ShotView>,
}

/// One screenshot on the contact sheet.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ShotView {
    /// The picture.
    pub figure: FigureView,
    /// The place in the report.
    pub url: String,
    /// The step it evidences; may be empty.
    pub step: String,
    /// The part's name; may be empty.
    pub part: String,
}
