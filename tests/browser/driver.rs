//! A headless Chromium, spoken to over WebDriver (<https://www.w3.org/TR/webdriver2/>).

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the page may take for whatever a test waits for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A browser with one window; it ends with the value.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    agent: ureq::Agent,
    /// Kept open, since a driver that cannot write ends.
    _words: BufReader<ChildStdout>,
}

impl Browser {
    /// Starts a browser; `None`, with a word on standard error, where there is none on this machine.
    pub(crate) fn start() -> Option<Self> {
        let (Some(driver), Some(chromium)) = (found("chromedriver"), found("chromium")) else {
            // Written past the test harness, which would swallow it.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: the report was not tried in a browser; install chromium and chromium-driver"
            );
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut words = BufReader::new(driver.stdout.take().expect("it is piped"));
        let port = port(&mut words);
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .build()
            .new_agent();
        let mut browser =
            Self { driver, session: format!("http://127.0.0.1:{port}/session"), agent, _words: words };
        let options = json!({
            "binary": chromium,
            // Root has no sandbox; the pages are files that the test wrote.
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
        let always = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let started = browser.post("", &json!({ "capabilities": { "alwaysMatch": always } }));
        let id = started["sessionId"].as_str().expect("a session has an id");
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let mut response = self
            .agent
            .post(format!("{}{path}", self.session))
            .header("content-type", "application/json")
            .send(body.to_string())
            .expect("chromedriver answers");
        let text = response.body_mut().read_to_string().expect("the answer is text");
        let answer: Value = serde_json::from_str(&text).expect("the answer is JSON");
        assert!(answer["value"]["error"].is_null(), "{path} {body}: {text}");
        answer["value"].clone()
    }

    fn developer(&self, command: &str, parameters: Value) {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    /// Opens a file, at a fragment.
    pub(crate) fn open(&self, file: &Path, fragment: &str) {
        // Another page between, since a mere change of the fragment would load nothing.
        self.post("/url", &json!({ "url": "about:blank" }));
        self.post("/url", &json!({ "url": format!("file://{}{fragment}", file.display()) }));
    }

    /// Makes the window as wide and high as a screen, in CSS pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.developer("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Lets no script of a page run from the next page on.
    pub(crate) fn without_scripts(&self) {
        self.developer("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// What an expression is in the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": format!("return {expression};"), "args": [] }))
    }

    /// What an expression is in the page, as text.
    pub(crate) fn text(&self, expression: &str) -> String {
        let value = self.value(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_owned()
    }

    /// What an expression is in the page, as a count.
    pub(crate) fn count(&self, expression: &str) -> u64 {
        let value = self.value(expression);
        value.as_u64().unwrap_or_else(|| panic!("{expression} is {value}"))
    }

    /// Waits until an expression holds in the page.
    pub(crate) fn wait(&self, expression: &str) {
        let start = Instant::now();
        while self.value(expression) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "{expression} never came to hold");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks on the first element of a selector, as a mouse does: where it stands, and only if nothing covers it.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.post("/element", &json!({ "using": "css selector", "value": selector }));
        let id = element.as_object().and_then(|ids| ids.values().next()).and_then(Value::as_str);
        let id = id.expect("an element has an id");
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Presses keys one after the other.
    pub(crate) fn press(&self, keys: &str) {
        let each =
            |c: char| [json!({ "type": "keyDown", "value": c }), json!({ "type": "keyUp", "value": c })];
        let actions: Vec<Value> = keys.chars().flat_map(each).collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// Asserts that the console holds no error since it was last looked at.
    pub(crate) fn assert_quiet(&self) {
        let log = self.post("/se/log", &json!({ "type": "browser" }));
        let log = log.as_array().expect("a log is a list");
        let bad: Vec<_> = log.iter().filter(|entry| entry["level"] == "SEVERE").collect();
        assert!(bad.is_empty(), "the console holds errors: {bad:?}");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session first, so that the browser ends with its driver.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that a driver says it listens on.
fn port(words: &mut impl BufRead) -> String {
    let mut line = String::new();
    while words.read_line(&mut line).expect("what the driver says is text") > 0 {
        if let Some((_, port)) = line.trim_end().split_once("started successfully on port ") {
            return port.trim_end_matches('.').to_owned();
        }
        line.clear();
    }
    panic!("chromedriver ends without naming its port")
}

/// A program on the path.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
