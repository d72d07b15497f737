//! Units and currencies: names, signs, families, exact conversion.
//!
//! Each file of `rules/units` is a family (`length.toml`); units of one family convert into each other by exact decimal
//! factors to the family's base. The family `money` holds currencies, which do not convert by rule.

use super::example::Example;
use super::sheet::{Sheet, one_of};
use super::{RuleError, RuleFile};
use crate::number::Number;
use crate::word::WordMap;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitFile {
    /// Its id: an ISO 4217 code, a singular English name or a usual symbol.
    #[schemars(with = "String")]
    id: Spanned<String>,
    /// Names and abbreviations that follow the number, in lower case; matched without regard to case.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    names: Vec<Spanned<String>>,
    /// Signs that stand before or after the number without a space, matched as they are ("£", "US$", "°C").
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    signs: Vec<Spanned<String>>,
    /// How many base units one of these is, as an exact decimal.
    #[schemars(with = "Option<String>")]
    factor: Option<Spanned<String>>,
    /// What is added after multiplying (Fahrenheit to Celsius).
    #[schemars(with = "Option<String>")]
    offset: Option<Spanned<String>>,
    /// Ids of units that writers mean by the same word: tons may be tonnes, francs Swiss francs.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    also: Vec<Spanned<String>>,
}

/// A unit of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRule {
    /// Its id: "km", "GBP", "celsius".
    pub id: SmolStr,
    /// The family's id: "length", "money".
    pub family: SmolStr,
    /// Base units in one of these; `None` where units of the family do not convert.
    pub factor: Option<Number>,
    /// Added after multiplying.
    pub offset: Number,
    /// Whether the amounts of parts add up to that of the whole: areas do, speeds do not.
    pub adds_up: bool,
    /// Ids of units that writers mean by the same word.
    pub also: Vec<SmolStr>,
}

/// All units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    units: Vec<UnitRule>,
    /// First word of a name → rest of it and the unit, longest first.
    names: WordMap<Vec<(Vec<SmolStr>, u32)>>,
    /// Id → the first unit that has it.
    ids: WordMap<Option<u32>>,
    /// First byte of a sign → the signs that begin with it, longest first.
    signs_from: FxHashMap<u8, Vec<(SmolStr, u32)>>,
    /// Last byte of a sign → the signs that end with it, longest first.
    signs_to: FxHashMap<u8, Vec<(SmolStr, u32)>>,
}

impl Units {
    /// The unit with that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&UnitRule> {
        let unit = self.ids.get(id).copied().flatten()?;
        Some(&self.units[unit as usize])
    }

    /// Whether two units may be one, because writers use the word of the one for the other: "tons" and tonnes.
    #[must_use]
    pub fn may_be_one(&self, a: &str, b: &str) -> bool {
        let means =
            |one: &str, other: &str| self.get(one).is_some_and(|unit| unit.also.iter().any(|id| id == other));
        a != b && (means(a, b) || means(b, a))
    }

    /// Whether the name of a unit ends in the name of another that goes without more: the Swiss franc is a franc.
    #[must_use]
    pub fn is_kind_of(&self, id: &str, bare: &str) -> bool {
        let names = |(rest, unit): &(Vec<SmolStr>, u32)| {
            rest.last().is_some_and(|last| last == bare) && self.units[*unit as usize].id == id
        };
        id != bare && self.names.values().flatten().any(names)
    }

    /// Every unit, family by family.
    #[must_use]
    pub fn all(&self) -> &[UnitRule] {
        &self.units
    }

    /// The unit whose name begins at word 0 (lower case), the longest if several do, and how many words it has.
    pub fn named<'t>(&self, word: impl Fn(usize) -> Option<&'t str>) -> Option<(&UnitRule, usize)> {
        let candidates = self.names.get(word(0)?)?;
        candidates
            .iter()
            .find(|(rest, _)| rest.iter().enumerate().all(|(i, w)| word(i + 1) == Some(w)))
            .map(|(rest, unit)| (&self.units[*unit as usize], rest.len() + 1))
    }

    /// The unit whose sign `text` begins with, the longest if several do, and the sign's length in bytes.
    #[must_use]
    pub fn sign_at(&self, text: &str) -> Option<(&UnitRule, usize)> {
        self.signs_from
            .get(text.as_bytes().first()?)?
            .iter()
            .find(|(sign, _)| text.starts_with(sign.as_str()))
            .map(|(sign, unit)| (&self.units[*unit as usize], sign.len()))
    }

    /// The unit whose sign `text` ends with, the longest if several do, and the sign's length in bytes.
    #[must_use]
    pub fn sign_before(&self, text: &str) -> Option<(&UnitRule, usize)> {
        self.signs_to
            .get(text.as_bytes().last()?)?
            .iter()
            .find(|(sign, _)| text.ends_with(sign.as_str()))
            .map(|(sign, unit)| (&self.units[*unit as usize], sign.len()))
    }

    /// The amount in the base unit of its family; `None` where the unit is unknown or does not convert.
    #[must_use]
    pub fn to_base(&self, id: &str, amount: Number) -> Option<Number> {
        let unit = self.get(id)?;
        amount.checked_mul(unit.factor?)?.checked_add(unit.offset)
    }
}

/// Reads every file of `units/`.
pub(super) fn read(files: &[RuleFile], examples: &mut Vec<Example>, errors: &mut Vec<RuleError>) -> Units {
    let mut units = Units::default();
    let mut meant: Vec<(&RuleFile, Spanned<String>)> = Vec::new();
    for file in super::of_kind(files, "units") {
        let family = SmolStr::new(file.id());
        let Some(mut sheet) = Sheet::open(file, errors) else { continue };
        let adds_up = sheet.flag("adds_up", errors);
        for unit in sheet.items::<UnitFile>("unit", errors) {
            meant.extend(unit.value.also.iter().map(|id| (file, id.clone())));
            units.add(unit.value, (&family, adds_up), file, errors);
        }
        sheet.readings(examples, errors);
        sheet.close(errors);
    }
    for (file, id) in meant {
        if units.get(id.get_ref()).is_none() {
            let known: Vec<&str> = units.units.iter().map(|unit| unit.id.as_str()).collect();
            let problem = format!("there is no unit `{}`", id.get_ref());
            errors.push(RuleError::at(file, id.span().start, problem, one_of(id.get_ref(), &known)));
        }
    }
    units
}

impl Units {
    fn add(
        &mut self,
        unit: UnitFile,
        (family, adds_up): (&SmolStr, bool),
        file: &RuleFile,
        errors: &mut Vec<RuleError>,
    ) {
        let mut decimal = |text: &Option<Spanned<String>>| {
            let text = text.as_ref()?;
            match text.get_ref().parse::<Number>() {
                Ok(number) => Some(number),
                Err(error) => {
                    errors.push(RuleError::at(
                        file,
                        text.span().start,
                        format!("`{}` is {error}", text.get_ref()),
                        "Write an exact decimal in quotation marks, such as \"1.609344\".".into(),
                    ));
                    None
                }
            }
        };
        let (factor, offset) = (decimal(&unit.factor), decimal(&unit.offset));
        let index = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        if let Some(other) = self.get(unit.id.get_ref()) {
            errors.push(RuleError::at(
                file,
                unit.id.span().start,
                format!("there already is a unit `{}`, in units/{}.toml", unit.id.get_ref(), other.family),
                "Give each unit an id of its own.".into(),
            ));
        }
        for name in &unit.names {
            let lower = name.get_ref().to_lowercase();
            let mut parts = lower.split_whitespace().map(SmolStr::new);
            let Some(first) = parts.next() else { continue };
            let rest: Vec<SmolStr> = parts.collect();
            let list = self.names.entry(&first);
            // One name may stand in two families ("pound"); within one it would be a coin to toss.
            let twice = list.iter().find_map(|(known, other)| {
                let other = self.units.get(*other as usize)?;
                (*known == rest && other.family == *family).then_some(&other.id)
            });
            if let Some(other) = twice {
                errors.push(RuleError::at(
                    file,
                    name.span().start,
                    format!("`{}` already is a name of `{other}`", name.get_ref()),
                    "A name means one unit of a family; take one of the two out.".into(),
                ));
            }
            list.push((rest, index));
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        for sign in unit.signs.iter().map(|sign| SmolStr::new(sign.get_ref())) {
            // An empty sign stands nowhere.
            let Some((first, last)) = sign.bytes().next().zip(sign.bytes().next_back()) else { continue };
            for list in [self.signs_from.entry(first).or_default(), self.signs_to.entry(last).or_default()] {
                list.push((sign.clone(), index));
                list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
            }
        }
        self.ids.entry(unit.id.get_ref()).get_or_insert(index);
        self.units.push(UnitRule {
            id: unit.id.into_inner().into(),
            family: family.clone(),
            factor,
            offset: offset.unwrap_or(Number::ZERO),
            adds_up,
            also: unit.also.into_iter().map(|id| id.into_inner().into()).collect(),
        });
    }
}
