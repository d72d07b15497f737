//! Articles that several test programs read.

#![allow(dead_code, reason = "each test program uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests read the corpus; the library does no IO")]

use std::path::Path;

/// Paths and bytes.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Every article of the corpus, in order.
pub(crate) fn corpus() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    let mut folders = vec![root.join("corpus")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            let is_article = path.parent().is_some_and(|parent| parent.ends_with("articles"));
            if path.is_dir() {
                folders.push(path);
            } else if is_article {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                files.push((name, std::fs::read(&path).expect("the file can be read")));
            }
        }
    }
    files.sort();
    files
}

/// An article that tries everything.
const HOSTILE: &str = r#"---
title: '"><script>alert(1)</script><x y="'
source: </title><script>alert(2)</script>
published: 2024-05-03
url: javascript:alert(3)
---

The fire at the mill killed 12 people, police said, and 340 homes were without power.

"</script><script>alert(4)</script> we will rebuild every street of the old town," said the mayor, Ann Orvik.

<img src=x onerror=alert(5)> The repair costs £4.5 million & <b onclick='alert(6)'>more</b> `code` <!-- 5 -->

--> ]]> </style></textarea></pre></details><svg onload=alert(7)> 77 engines came.
"#;

/// Articles whose text, metadata and names try to run something, or to turn the direction of writing.
pub(crate) fn hostile() -> Files {
    let bidi = "The fire at the mill killed 13 people, police said, and 430 homes were without power.\n\n\
        \u{202e}drawkcab\u{2066} \u{61c}\u{7}\u{1b}[31m 77 engines came. The repair costs £45 million.\n\n\
        \"we will rebuild each street of the old town</script>,\" said the mayor, Ann Orvik.\n";
    vec![
        ("\" onmouseover=\"alert(8)/a<b>.md".to_owned(), HOSTILE.as_bytes().to_vec()),
        ("' x='/b&amp;.txt".to_owned(), bidi.as_bytes().to_vec()),
        ("<svg onload=alert(9)>.md".to_owned(), Vec::new()),
    ]
}
