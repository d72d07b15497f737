//! JSON Schemas of rule files, by which editors complete keys and values and mark what is wrong.
//!
//! A kind of file → its schema. It cannot fail. The keys of an item are those of the type that serde reads, the closed lists
//! (verdicts, facets, meanings) those of the code, so that a schema cannot name what the loader refuses.
//!
//! Draft 7 and without references, because that is what editors of TOML read best.
//!
//! Not here: what no schema can say, such as holes in a table; `crosscheck rules check` says it.

use super::aliases::{DistinctFile, SameFile};
use super::checks::{Check, CheckFile};
use super::evidence::{Signal, Threshold, ThresholdFile, WeightFile};
use super::example::ReadingFile;
use super::lexicon::{EntryFile, Vocabulary};
use super::measures::MeasureFile;
use super::places::PlaceFile;
use super::table::RowFile;
use super::units::UnitFile;
use crate::comparison::{
    DateComparison, Facet, QuantityComparison, QuotationComparison, Severity, Vector, Verdict,
};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The kinds of files, as paths without extension from the folder of rules; a `*` stands for any name.
///
/// ```
/// let kinds = crosscheck::rules::schema::kinds();
/// assert!(kinds.contains(&"aliases/*".to_owned()) && kinds.contains(&"lexicon/hedges".to_owned()));
/// ```
#[must_use]
pub fn kinds() -> Vec<String> {
    let mut kinds = vec!["evidence".to_owned()];
    for (folder, names) in super::known_files() {
        if names.is_empty() {
            kinds.push(format!("{folder}/*"));
        }
        kinds.extend(names.iter().map(|name| format!("{folder}/{name}")));
    }
    kinds.sort_unstable();
    kinds
}

/// The schema of a kind of files: one of [`kinds`], of which the `/*` may be left out, or the path of a file of that kind.
/// `None` where there is no such kind.
///
/// ```
/// use crosscheck::rules::schema;
/// let dates = schema::of("verdicts/dates.toml").unwrap();
/// assert_eq!(dates["properties"]["row"]["items"]["properties"]["severity"]["enum"][0], "note");
/// assert!(schema::of("verdicts/colours.toml").is_none());
/// ```
#[must_use]
pub fn of(kind: &str) -> Option<Value> {
    let path = kind.strip_suffix(".toml").unwrap_or(kind);
    let (folder, name) = path.split_once('/').unwrap_or((path, "*"));
    let known = kinds().into_iter().find(|known| match known.split_once('/') {
        None => known == path,
        Some((known_folder, known_name)) => {
            known_folder == folder && (known_name == "*" || known_name == name)
        }
    })?;
    let mut items = items(folder, name)?;
    if matches!(folder, "lexicon" | "units" | "measures") {
        items.push(("example", "A text and the claims in it.", item::<ReadingFile>()));
        items.push(("gap", "A text whose claims are not all found yet.", item::<ReadingFile>()));
    }
    let mut properties = Map::new();
    properties.insert(
        "about".to_owned(),
        json!({ "type": "string", "description": "What the file is about, in a sentence." }),
    );
    if folder == "units" {
        let description =
            "Whether the amounts of parts add up to that of the whole: areas do, speeds do not.";
        properties.insert("adds_up".to_owned(), json!({ "type": "boolean", "description": description }));
    }
    for (key, description, schema) in items {
        let list = json!({ "type": "array", "description": description, "items": schema });
        properties.insert(key.to_owned(), list);
    }
    Some(json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": format!("urn:crosscheck:schema:rules:{}", known.trim_end_matches("/*").replace('/', ":")),
        "title": format!("Rules of crosscheck: {known}.toml"),
        "type": "object",
        "properties": properties,
        "required": ["about"],
        "additionalProperties": false,
    }))
}

/// The items of a kind: key, what it is, schema.
fn items(folder: &str, name: &str) -> Option<Vec<(&'static str, &'static str, Value)>> {
    Some(match folder {
        "aliases" => vec![
            ("same", "Words that say the same.", item::<SameFile>()),
            ("distinct", "Words that tell figures apart.", item::<DistinctFile>()),
        ],
        "checks" => {
            let mut check = item::<CheckFile>();
            close(&mut check, "id", &Check::ALL.map(Check::id));
            close(&mut check, "severity", &Severity::ALL.map(Severity::name));
            vec![("check", "An arithmetic check and its words; each must be there once.", check)]
        }
        "evidence" => vec![
            ("weight", "What a way of comparing weighs; each must be there once.", weight()),
            ("threshold", "From where evidence is enough; each must be there once.", threshold()),
        ],
        "lexicon" => {
            let vocabulary = Vocabulary::ALL.iter().find(|vocabulary| vocabulary.id() == name)?;
            let mut entry = item::<EntryFile>();
            if let Some(meanings) = vocabulary.closed_meanings() {
                close(&mut entry, "means", meanings);
            }
            vec![("entry", "Words and what they mean.", entry)]
        }
        "measures" => vec![("measure", "A named statistic; a file holds one.", item::<MeasureFile>())],
        "places" => vec![("place", "A place.", item::<PlaceFile>())],
        "units" => vec![("unit", "A unit of the family that the file is named after.", item::<UnitFile>())],
        "verdicts" => {
            let facets = match name {
                "dates" => DateComparison::FACETS,
                "quantities" => QuantityComparison::FACETS,
                "quotations" => QuotationComparison::FACETS,
                _ => return None,
            };
            vec![("row", "A row of the table; the first that holds decides.", row(facets))]
        }
        _ => return None,
    })
}

/// The schema of a type that serde reads, as a file may write it: TOML has no null.
fn item<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft07();
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    if let Some(object) = schema.as_object_mut() {
        object.remove("title");
    }
    without_null(&mut schema);
    schema
}

fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".to_owned(), only);
                }
            }
            // A default is what stands where the key does not; shown as a value it would be one more thing to read.
            object.remove("default");
            object.values_mut().for_each(without_null);
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Closes the values of a text.
fn close(item: &mut Value, key: &str, values: &[&str]) {
    item["properties"][key]["enum"] = json!(values);
}

fn row(facets: &[Facet]) -> Value {
    let mut row = item::<RowFile>();
    close(&mut row, "verdict", &Verdict::ALL.map(Verdict::name));
    close(&mut row, "severity", &Severity::ALL.map(Severity::name));
    let conditions: Map<String, Value> = facets
        .iter()
        .map(|facet| {
            let value = json!({ "type": "string", "enum": facet.values });
            let values = json!({ "type": "array", "items": value, "minItems": 1 });
            (facet.name.to_owned(), json!({ "anyOf": [value, values] }))
        })
        .collect();
    let when = &mut row["properties"]["when"];
    when["properties"] = Value::Object(conditions);
    when["additionalProperties"] = json!(false);
    row
}

/// Each field has outcomes of its own.
fn weight() -> Value {
    let mut weight = item::<WeightFile>();
    let mut fields: Vec<&str> = Signal::ALL.iter().map(|signal| signal.field()).collect();
    fields.dedup();
    let pairs: Vec<Value> = fields
        .iter()
        .map(|field| {
            let signals = Signal::ALL.iter().filter(|signal| signal.field() == *field);
            let outcomes: Vec<&str> = signals.map(|signal| signal.outcome()).collect();
            json!({ "properties": { "field": { "const": field }, "outcome": { "enum": outcomes } } })
        })
        .collect();
    close(&mut weight, "field", &fields);
    weight["anyOf"] = json!(pairs);
    weight
}

fn threshold() -> Value {
    let mut threshold = item::<ThresholdFile>();
    let names: Vec<&str> = Threshold::ALL.iter().map(|threshold| threshold.name()).collect();
    close(&mut threshold, "name", &names);
    threshold
}

/// The configuration of the TOML tools of editors ([Taplo](https://taplo.tamasfe.dev/configuration/file.html)) that gives each
/// rule file its schema: `.taplo.toml`, to stand where the editor is opened. `rules` is the path from there to the folder of
/// rules, `schemas` that to the folder of the schemas, each under its [`file_name`].
#[must_use]
pub fn taplo(rules: &str, schemas: &str) -> String {
    let text = |text: String| toml::Value::String(text).to_string();
    let mut out =
        "# Gives rule files of crosscheck their schemas, for editors that complete TOML.\n".to_owned();
    for kind in kinds() {
        out += &format!(
            "\n[[rule]]\ninclude = [{}]\n[rule.schema]\npath = {}\n",
            text(format!("{rules}/{kind}.toml")),
            text(format!("{schemas}/{}", file_name(&kind))),
        );
    }
    out
}

/// The name of the file of a kind's schema: "lexicon-hedges.schema.json".
#[must_use]
pub fn file_name(kind: &str) -> String {
    format!("{}.schema.json", kind.trim_end_matches("/*").replace('/', "-"))
}
