//! Words with which people begin the label of something that they do.

use crate::vocabulary::WordList;

/// What is done at a computer, in the forms that labels have.
static DEEDS: WordList = WordList::new(
    "create|created|creating|install|installed|installing|launch|launched|launching|run|ran|running|start|\
    started|starting|stop|stopped|stopping|delete|deleted|deleting|remove|removed|removing|build|built|building|pull|\
    pulled|pulling|push|pushed|pushing|configure|configured|configuring|mount|mounted|mounting|copy|copied|copying|enable|\
    enabled|enabling|disable|disabled|update|updated|updating|upgrade|upgraded|upgrading|check|checked|checking|verify|\
    verified|verifying|list|listed|listing|connect|connected|connecting|test|tested|testing|execute|executed|executing|\
    deploy|deployed|deploying|add|added|adding|change|changed|changing|initialize|initialized|initialise|restart|\
    restarted|rename|renamed|attach|attached|expose|exposed|crear|instalar|ejecutar|iniciar|detener|eliminar|configurar|\
    membuat|menginstal|menjalankan|создать|создание|установить|установка|запустить|запуск|安装|创建|启动|运行|配置",
);

/// Returns whether a label names something that is done: `Install Docker`, `2. Running a container`.
pub(super) fn names_deed(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.find(|word| !word.chars().all(|c| c.is_ascii_digit()));
    first.is_some_and(|word| DEEDS.has(&word.to_lowercase()))
}
