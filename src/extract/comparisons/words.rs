//! Words by which tables and lists that compare are told from others. Lists are texts with `|` between their words.

use crate::vocabulary::{PhraseList, WordList};

/// What the corner above a column of aspects says.
pub(super) static CORNERS: WordList = WordList::new(
    "aspect|aspects|attribute|attributes|aspecto|aspectos|aspek|aspekt|area|basis|\
    basis of comparison|category|categories|characteristic|characteristics|comparison|comparison aspect|comparison point|\
    compared by|comparison criteria|criteria|criterion|criterio|critère|difference|differences|dimension|eigenschaft|\
    factor|factors|feature|features|característica|características|fitur|kriterium|kriteria|merkmal|metric|metrics|\
    parameter|parameters|parameter of comparison|point|points|points of comparison|property|properties|topic|vergleich|\
    характеристика|критерий|аспект|特性|方面|对比项|比较项|특징",
);

/// What the corner above a column of subjects says.
pub(super) static SUBJECT_CORNERS: WordList = WordList::new(
    "approach|method|option|platform|solution|subject|system|technique|technology|\
    technologies|tecnología|teknologi|technologie|tool|type|virtualization|virtualization type|технология|技术",
);

/// Headers that describe one thing, and therefore name no subjects.
pub(super) static ATTRIBUTES: WordList = WordList::new(
    "action|address|actual output|alamat|answer|argument|arguments|befehl|beschreibung|column|command|\
    commands|comment|comments|cost|count|data type|date|datum|default|definition|descripción|description|descrição|\
    details|deskripsi|email|example|examples|expected|evidence|expected output|explanation|explanations|field|file|filename|fungsi|function|gateway|\
    gambar|host|hostname|id|image|interface|ip|ip address|isi|keterangan|key|length|link|mask|meaning|name|nama|netmask|\
    network|nim|no|no.|note|notes|npm|number|option|options|os|output|perintah|picture|port|ports|purpose|questions|\
    remark|remarks|result|results|role|schema|screenshot|screenshots|service|size|state|status|step|steps|syntax|task|\
    time|tipe|type|tujuan|url|usage|use|user|username|value|values|valor|variable|version|описание|команда|значение|\
    说明|描述|命令|名称",
);

/// Words above a table that say it compares. Looked for anywhere in the line.
static COMPARING: PhraseList = PhraseList::new(
    " vs | vs. | vs.| versus |compar|difference|differ |differs|distinction|unterschied|vergleich|\
    diferencia|diferença|différence|perbedaan|perbandingan|сравнени|отличи|разниц|区别|比较|对比|contrast",
);

/// Returns whether a line says that things are compared.
pub(super) fn compares(line: &str) -> bool {
    COMPARING.are_in(&format!(" {line} "))
}
