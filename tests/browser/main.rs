//! The HTML report in a real browser.
//!
//! Needs Debian's `chromium` and `chromium-driver`; where they are missing each test says so and passes.

#![allow(
    clippy::disallowed_methods,
    reason = "this test reads the corpus and writes pages; the library does no IO"
)]

#[path = "../support/articles.rs"]
mod articles;
mod driver;

use crosscheck::report::{Selection, View, html};
use crosscheck::rules::RuleSet;
use driver::Browser;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Keys as WebDriver spells them.
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// Writes the report of some articles, and says where.
fn written(name: &str, files: articles::Files) -> PathBuf {
    let rules = RuleSet::built_in();
    let run = crosscheck::check(files, rules);
    let page = html::render(&View::new(&run, Selection::default()), rules);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, page).expect("the page can be written");
    file
}

/// The report of the corpus, written once for all tests.
fn corpus() -> &'static Path {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| written("corpus.html", articles::corpus()))
}

/// The report of hostile articles, written once for all tests.
fn hostile() -> &'static Path {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| written("hostile.html", articles::hostile()))
}

#[test]
fn filters_narrow_the_findings_and_stand_in_the_address() {
    let Some(browser) = Browser::start() else { return };
    let file = corpus();
    browser.open(file, "");
    let shown = "Array.from(document.querySelectorAll('.f')).filter(f => f.offsetParent !== null).length";
    let all = browser.count("document.querySelectorAll('.f').length");
    assert_eq!(browser.count(shown), all);
    for verdict in ["explained", "unclear", "agreement"] {
        browser.click(&format!("#filters input[value={verdict}]"));
    }
    browser.wait("location.hash === '#?verdict=discrepancy'");
    let discrepancies = browser.count("document.querySelectorAll('.f.vd').length");
    assert_eq!(browser.count(shown), discrepancies);
    assert_eq!(
        browser.text("document.getElementById('count').textContent"),
        format!("{discrepancies} of {all} findings")
    );
    browser.press("/migration");
    browser.wait("location.hash === '#?verdict=discrepancy&q=migration'");
    let few = browser.count(shown);
    assert!(few > 0 && few < discrepancies, "{few} findings speak of migration");
    // Whoever is sent the address sees the same.
    let address = browser.text("location.hash");
    browser.open(file, &address);
    browser.wait("document.querySelector('[name=q]').value === 'migration'");
    assert_eq!(browser.count(shown), few);
    browser.click("#filters button[type=reset]");
    browser.wait(&format!("{shown} === {all}"));
    browser.wait("location.hash === ''");
    // The other filters hold what they say.
    for (name, index) in [("source", 2), ("story", 1), ("rule", 1), ("severity", 2)] {
        let choose = format!(
            "(() => {{ const s = document.querySelector('select[name={name}]'); s.selectedIndex = {index}; \
             s.dispatchEvent(new Event('input', {{ bubbles: true }})); return s.value; }})()"
        );
        let chosen = browser.text(&choose);
        browser.wait(&format!("location.hash.includes('{name}=')"));
        let wrong = match name {
            "source" => format!("!f.dataset.o.split(' ').includes('{chosen}')"),
            "story" => format!("f.dataset.t !== '{chosen}'"),
            "rule" => format!("f.dataset.r !== '{chosen}'"),
            _ => format!("Number(f.dataset.s) < {chosen}"),
        };
        let count = format!(
            "Array.from(document.querySelectorAll('.f')).filter(f => f.offsetParent !== null && ({wrong})).length"
        );
        assert_eq!(browser.count(&count), 0, "{name} is {chosen}");
        assert!(browser.count(shown) < all, "{name} narrows nothing");
        browser.click("#filters button[type=reset]");
        browser.wait(&format!("{shown} === {all}"));
    }
    browser.assert_quiet();
}

#[test]
fn a_finding_unfolds_and_leads_into_the_article_and_back() {
    let Some(browser) = Browser::start() else { return };
    let file = corpus();
    browser.open(file, "#?verdict=discrepancy");
    browser.wait("document.querySelector('.f.va').offsetParent === null");
    let first = browser.text("document.querySelector('.f').id");
    browser.click(&format!("#{first} details.rule summary"));
    browser.wait(&format!("document.querySelector('#{first} details.rule').open"));
    browser.click(&format!("#{first} figcaption a"));
    browser.wait("location.hash.startsWith('#c-')");
    let mark = "document.getElementById(location.hash.slice(1))";
    browser.wait(&format!("(b => b.top >= 0 && b.bottom <= innerHeight)({mark}.getBoundingClientRect())"));
    assert_eq!(browser.text(&format!("{mark}.closest('article').className")), "doc");
    // The article leads back to the finding, and to one that the filter had hidden.
    browser
        .value(&format!("void {mark}.closest('article').querySelector('a.cite[href=\"#{first}\"]').click()"));
    browser.wait(&format!("document.activeElement.id === '{first}'"));
    let hidden = browser.text("document.querySelector('.f.va').id");
    browser.value(&format!("void (location.hash = '{hidden}')"));
    browser.wait(&format!("document.getElementById('{hidden}').offsetParent !== null"));
    browser.assert_quiet();
}

#[test]
fn keys_walk_through_the_findings_and_copy_them() {
    let Some(browser) = Browser::start() else { return };
    let file = corpus();
    browser.open(file, "");
    let at = "Array.from(document.querySelectorAll('.f')).indexOf(document.activeElement)";
    browser.press("jj");
    assert_eq!(browser.count(at), 1);
    browser.press("k");
    assert_eq!(browser.count(at), 0);
    let open = "document.activeElement.querySelectorAll('.more details[open]').length";
    browser.press(ENTER);
    assert!(browser.count(open) >= 2, "the finding does not unfold");
    browser.press(ESCAPE);
    assert_eq!(browser.count(open), 0);
    browser.press("c");
    browser.wait("document.activeElement.querySelector('button.copy').textContent === 'Copied'");
    let copied = browser.text("document.activeElement.querySelector('.md').textContent");
    assert!(copied.starts_with("### ") && copied.contains("> — "), "{copied}");
    browser.press("/j");
    assert_eq!(browser.text("document.activeElement.name"), "q");
    assert_eq!(browser.text("document.activeElement.value"), "j");
    browser.assert_quiet();
}

#[test]
fn hostile_articles_run_nothing() {
    let Some(browser) = Browser::start() else { return };
    let file = hostile();
    browser.open(file, "");
    // Any alert would make this fail: an open dialogue refuses every command.
    assert!(browser.count("document.querySelectorAll('.f').length") > 0);
    assert_eq!(browser.count("document.querySelectorAll('script').length"), 1);
    assert_eq!(
        browser.count("document.querySelectorAll('img, svg[onload], [onclick], [onerror]').length"),
        0
    );
    assert!(browser.text("document.body.textContent").contains("</title><script>alert(2)</script>"));
    browser.assert_quiet();
    // And if some did get in, the policy would stop it.
    browser.value(
        "void (() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); \
         const b = document.createElement('b'); b.setAttribute('onclick', 'window.ran = 2'); document.body.append(b); b.click(); })()",
    );
    assert_eq!(browser.text("String(window.ran)"), "undefined");
}

#[test]
fn no_part_is_wider_than_a_phone() {
    let Some(browser) = Browser::start() else { return };
    for file in [corpus(), hostile()] {
        browser.resize(390, 844);
        browser.open(file, "");
        // What is off the screen is not laid out until it is asked for.
        browser.value("void document.querySelectorAll('.f, .story, .doc').forEach(e => e.style.contentVisibility = 'visible')");
        assert_eq!(browser.count("document.documentElement.scrollWidth"), 390, "{}", file.display());
        browser.assert_quiet();
    }
}

#[test]
fn the_page_is_whole_without_its_script() {
    let Some(browser) = Browser::start() else { return };
    let file = corpus();
    browser.without_scripts();
    browser.open(file, "");
    assert_eq!(browser.text("document.documentElement.className"), "");
    let shown = |selector: &str| {
        format!(
            "Array.from(document.querySelectorAll('{selector}')).filter(e => e.offsetParent !== null).length"
        )
    };
    assert_eq!(browser.count(&shown("#filters, button")), 0, "what only the script can do is offered");
    assert_eq!(browser.count(&shown(".f")), browser.count("document.querySelectorAll('.f').length"));
    assert!(browser.count(&shown(".plot svg")) > 5);
    let files = articles::corpus().len();
    assert_eq!(browser.count(&shown(".doc")), files as u64);
}
