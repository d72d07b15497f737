//! Invented news that is spread like real news: stories of a few articles whose figures are partly the same.
//!
//! Number of articles, and how many tell one story → files, the same on every machine. Words follow Zipf's law over forty thousand made-up forms, so
//! that a large folder keeps bringing new ones; places do too, so that some stand in hundreds of stories. Events are of
//! a few dozen kinds, and stories of one kind share words. Half of the figures are round, as in the news, and meet by
//! chance in stories that have nothing to do with each other.
//!
//! Not here: measuring.

use crosscheck::period::month_name;
use std::fmt::Write as _;

/// Made-up words, places and surnames.
const WORDS: usize = 40_000;
const PLACES: usize = 6_000;
const SURNAMES: usize = 30_000;
/// Kinds of events, and how many words each kind has of its own.
const KINDS: usize = 48;
const KIND_WORDS: usize = 40;
/// Words that come back within a story.
const STORY_WORDS: usize = 30;
/// Facts of a story; an outlet tells about two in three.
const FACTS: usize = 28;

/// Articles by path, so many to a story.
pub(crate) fn generate(count: usize, outlets: usize) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::with_capacity(count);
    for number in (0..count).step_by(outlets) {
        let story = Story::new(number / outlets);
        for outlet in 0..outlets.min(count - number) {
            files.push((format!("{:05}.md", number + outlet), story.article(outlet).into_bytes()));
        }
    }
    files
}

/// A generator of numbers, the same on every machine (xorshift of 64 bits).
struct Dice(u64);

impl Dice {
    /// Consecutive seeds start alike, so they are spread and the first throws are not used.
    fn seeded(seed: u64) -> Self {
        let mut dice = Self(0x9e37_79b9_7f4a_7c15 ^ (seed + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
        for _ in 0..8 {
            let _ = dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 33
    }

    fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % sides
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 31) as f64
    }

    /// By Zipf's law: the thing of rank ten a tenth as often as the first.
    fn rank(&mut self, size: usize) -> usize {
        ((size as f64).powf(self.share()) as usize).clamp(1, size) - 1
    }

    /// Evenly over orders of size.
    fn size(&mut self, low: f64, high: f64) -> u64 {
        (low * (high / low).powf(self.share())) as u64
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

const SYLLABLES: [&str; 32] = [
    "bar", "cor", "dal", "el", "fen", "gar", "hol", "is", "jor", "kel", "lud", "mar", "nor", "ost", "pen",
    "quil", "ras", "sel", "tor", "ul", "ver", "wick", "yar", "zan", "bro", "cli", "dru", "fla", "gre", "pli",
    "sta", "tro",
];

/// The word of a number: frequent ones are short.
fn word(number: usize) -> String {
    let (mut rest, mut word) = (number + SYLLABLES.len(), String::new());
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn name(number: usize, ending: &str) -> String {
    let mut name = word(number) + ending;
    name[..1].make_ascii_uppercase();
    name
}

const BODIES: [&str; 12] = [
    "town council",
    "ministry",
    "fire service",
    "statistics office",
    "company",
    "police",
    "trade union",
    "court",
    "hospital",
    "coastguard",
    "regulator",
    "school board",
];
const EVENTS: [&str; 12] = [
    "flood",
    "strike",
    "fire",
    "outbreak",
    "sale",
    "closure",
    "election",
    "storm",
    "bankruptcy",
    "march",
    "trial",
    "merger",
];
const COUNTED: [&str; 36] = [
    "homes",
    "passengers",
    "workers",
    "patients",
    "votes",
    "trees",
    "schools",
    "tonnes of paper",
    "complaints",
    "officers",
    "ferries",
    "shops",
    "visitors",
    "buses",
    "people",
    "children",
    "jobs",
    "cases",
    "seats",
    "shares",
    "roofs",
    "bridges",
    "soldiers",
    "families",
    "arrests",
    "flights",
    "pupils",
    "farms",
    "bodies",
    "tickets",
    "doctors",
    "beds",
    "cars",
    "litres of water",
    "firefighters",
    "residents",
];
const SUMS: [&str; 10] = [
    "repairs",
    "damage",
    "the budget",
    "debt",
    "profit",
    "the fine",
    "the grant",
    "sales",
    "aid",
    "the loan",
];
const SHARES: [&str; 8] = [
    "turnout",
    "inflation",
    "the unemployment rate",
    "the vacancy rate",
    "the margin",
    "the levy",
    "the yield",
    "the dropout rate",
];
const VERBS: [&str; 12] = [
    "counted", "moved", "lost", "checked", "reported", "closed", "hired", "paid", "rescued", "killed",
    "injured", "sold",
];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// Something that a story's outlets tell.
enum Fact {
    Count { value: u64, counted: &'static str, verb: &'static str, of: String },
    Money { millions: u64, what: &'static str, of: String },
    Share { tenths: u64, before: u64, what: &'static str },
    Change { value: u64, before: u64, counted: &'static str },
    Age { years: u64, person: usize },
    Quote { words: String, person: usize },
}

/// What all articles of a story share.
struct Story {
    number: usize,
    event: &'static str,
    places: Vec<String>,
    people: Vec<String>,
    body: String,
    words: Vec<usize>,
    facts: Vec<Fact>,
}

impl Story {
    fn new(number: usize) -> Self {
        let mut dice = Dice::seeded(number as u64);
        let kind = dice.roll(KINDS);
        let mut of_kind = Dice::seeded(1_000_000 + kind as u64);
        let mut words: Vec<usize> = (0..KIND_WORDS).map(|_| of_kind.rank(WORDS)).collect();
        words.extend((0..STORY_WORDS).map(|_| dice.rank(WORDS)));
        let places: Vec<String> = (0..3).map(|_| name(dice.rank(PLACES), "ton")).collect();
        let people: Vec<String> = (0..4)
            .map(|_| format!("{} {}", name(dice.rank(300), "a"), name(dice.roll(SURNAMES), "er")))
            .collect();
        let body = format!("{} {}", places[0], dice.pick(&BODIES));
        let facts = (0..FACTS).map(|_| fact(&mut dice, &words)).collect();
        Self { number, event: EVENTS[kind % EVENTS.len()], places, people, body, words, facts }
    }

    fn article(&self, outlet: usize) -> String {
        let mut dice = Dice::seeded(2_000_000 + (self.number * 1000 + outlet) as u64);
        let town = &self.places[0];
        let mut text = format!(
            "---\nsource: Outlet {outlet}\npublished: 2024-{:02}-{:02}\ntitle: After {} in {town}\n---\n\n",
            self.number % 12 + 1,
            self.number % 28 + 1,
            self.event
        );
        for (at, fact) in self.facts.iter().enumerate() {
            if dice.roll(3) == 0 {
                continue;
            }
            self.tell(&mut text, &mut dice, fact);
            for _ in 0..1 + dice.roll(2) {
                self.fill(&mut text, &mut dice);
            }
            if at % 3 == 2 {
                text.push_str("\n\n");
            }
        }
        text
    }

    /// A fact in the words of an outlet: rounded by some, another number in a few.
    fn tell(&self, text: &mut String, dice: &mut Dice, fact: &Fact) {
        let place = &self.places[dice.roll(self.places.len())];
        let (body, event, day) = (&self.body, self.event, dice.pick(&DAYS));
        let form = dice.roll(3);
        let drift = if dice.roll(10) == 0 { 1 + dice.next() % 9 } else { 0 };
        let _ = match fact {
            Fact::Count { value, counted, verb, of } => {
                let value = grouped(value + drift);
                match form {
                    0 => write!(
                        text,
                        "In {place}, {value} {counted} were {verb} after the {event}, the {body} said on {day}."
                    ),
                    1 => write!(
                        text,
                        "At least {value} {counted} of the {of} were {verb}, according to the {body}."
                    ),
                    _ => write!(text, "The {body} {verb} {value} {counted} in {place}."),
                }
            }
            Fact::Money { millions, what, of } => {
                let millions = millions + drift;
                match form {
                    0 => write!(text, "For the {of}, {what} came to £{millions} million, the {body} said."),
                    1 => write!(text, "In {place} {what} of about £{millions}m was put down to the {of}."),
                    _ => write!(text, "The {event} raised {what} to {millions} million pounds."),
                }
            }
            Fact::Share { tenths, before, what } => {
                let (now, before) = (tenths + drift, before);
                let (whole, part) = (now / 10, now % 10);
                match form {
                    0 => write!(
                        text,
                        "In {place} {what} was {whole}.{part}%, up from {}.{}% a year earlier.",
                        before / 10,
                        before % 10
                    ),
                    1 => write!(text, "On {day} {what} stood at {whole}.{part} per cent, figures showed."),
                    _ => write!(
                        text,
                        "It puts {what} at {whole}.{part} percent in {}.",
                        month_name(i8::try_from(self.number % 12 + 1).expect("a month"))
                    ),
                }
            }
            Fact::Change { value, before, counted } => match form {
                0 => write!(
                    text,
                    "The number of {counted} rose to {} from {}.",
                    grouped(value + drift),
                    grouped(*before)
                ),
                1 => write!(text, "There are now {} {counted} in {place}.", grouped(value + drift)),
                _ => write!(
                    text,
                    "A year ago {} {counted} had been {} in {place}.",
                    grouped(*before),
                    VERBS[drift as usize % 4]
                ),
            },
            Fact::Age { years, person } => match form {
                0 => write!(
                    text,
                    "{}, {years}, had lived in {place} since 19{}.",
                    self.people[*person],
                    60 + years % 40
                ),
                _ => write!(text, "The {years}-year-old {} was heard on {day}.", self.people[*person]),
            },
            Fact::Quote { words, person } => match form {
                0 => write!(text, "“{words},” said {}.", self.people[*person]),
                _ => write!(text, "{} told reporters: “{words}.”", self.people[*person]),
            },
        };
        text.push(' ');
    }

    /// A sentence without a figure, one word in three from the story.
    fn fill(&self, text: &mut String, dice: &mut Dice) {
        let mut next = || {
            let own = dice.roll(3) == 0;
            word(if own { self.words[dice.roll(self.words.len())] } else { dice.rank(WORDS) })
        };
        let (a, b, c, d, e, f, g) = (next(), next(), next(), next(), next(), next(), next());
        let place = &self.places[dice.roll(self.places.len())];
        let _ = match dice.roll(4) {
            0 => write!(text, "The {a} {b} had {c}ed the {d} of {e}, and {f}s were {g}ed in {place}."),
            1 => write!(
                text,
                "Nobody in the {a} would {b} how the {c} came to {d}, or whether {e} and {f} can {g}."
            ),
            2 => write!(text, "It is not the {a} that {b}s the {c}, but a {d} {e} which few {f}s {g}."),
            _ => write!(text, "For {place}, {a}s and {b}s are to {c} the {d} before any {e} {f}s the {g}."),
        };
        text.push(' ');
    }
}

fn fact(dice: &mut Dice, words: &[usize]) -> Fact {
    let own = |dice: &mut Dice| word(words[dice.roll(words.len())]);
    match dice.roll(9) {
        0..=2 => Fact::Count {
            value: figure(dice, 3.0, 200_000.0),
            counted: dice.pick(&COUNTED),
            verb: dice.pick(&VERBS),
            of: own(dice),
        },
        3 | 4 => Fact::Money { millions: figure(dice, 2.0, 900.0), what: dice.pick(&SUMS), of: own(dice) },
        5 => {
            let tenths = dice.size(8.0, 950.0);
            Fact::Share { tenths, before: tenths * 9 / 10 + dice.next() % 9, what: dice.pick(&SHARES) }
        }
        6 => {
            let value = figure(dice, 20.0, 90_000.0);
            Fact::Change { value, before: value * 8 / 10 + dice.next() % 7, counted: dice.pick(&COUNTED) }
        }
        7 => Fact::Age { years: 18 + dice.next() % 70, person: dice.roll(4) },
        _ => {
            let mut words: Vec<String> = (0..9).map(|_| word(dice.rank(WORDS))).collect();
            words[0] = "We".to_owned();
            words[3] = "the".to_owned();
            words[6] = "and".to_owned();
            Fact::Quote { words: words.join(" "), person: dice.roll(4) }
        }
    }
}

/// A number of any size; half of them round.
fn figure(dice: &mut Dice, low: f64, high: f64) -> u64 {
    let value = dice.size(low, high).max(2);
    if dice.roll(2) == 0 {
        return value;
    }
    let step = 10_u64.pow(value.ilog10()).max(2) / 2;
    (value / step.max(1)).max(1) * step.max(1)
}

/// With separators of thousands.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
