//! The values of a topic over time, by source.
//!
//! A topic → a drawing in SVG and the same as a table. It cannot fail. A value is drawn with what rounding and hedges leave
//! open: 1.2 million as the stretch from 1.15 to 1.25 million, "at least 40" as an arrow upwards. Sources are told apart by
//! a letter and a shape as well as by colour (the palette of Okabe and Ito, <https://jfly.uni-koeln.de/color/>).
//!
//! Coordinates are `f64`, since they are no amounts; what is printed beside them is as in the article.

use super::page::Page;
use super::scale::{Time, Values, day_of};
use crate::claim::{Amount, ClaimId, Hedge, Mentioned, UnitKind};
use crate::number::{Interval, Number};
use crate::report::escape::visible;
use jiff::civil::Date;
use maud::{Markup, html};

/// Width and height of a drawing, in its own units: narrow enough to be read on a phone without being shrunk.
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 230.0;
/// The field of the drawing within its axes.
const LEFT: f64 = 62.0;
const RIGHT: f64 = WIDTH - 14.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = HEIGHT - 34.0;
/// How far apart markers stand that would cover each other.
const APART: f64 = 13.0;
/// How many kinds of markers there are; with more sources they come again, with other letters.
const SHAPES: usize = 7;
/// More values than this make a drawing that nobody can read; the table holds all.
const MOST: usize = 40;

/// One value in a drawing.
#[derive(Clone, Debug)]
struct Point {
    claim: ClaimId,
    /// The letter's place among the sources of the drawing.
    source: usize,
    /// The value that the marker stands at, in the unit of the drawing.
    value: f64,
    /// What rounding and hedges leave open; an open end is `None`.
    low: Option<f64>,
    high: Option<f64>,
    /// First and last day, as days since 1970.
    days: Option<(i32, i32)>,
}

/// What a drawing shows.
struct Series<'a> {
    points: Vec<Point>,
    /// The sources, in the order of their letters.
    sources: Vec<&'a str>,
    unit: String,
    /// Whether time is the period that the figures are about, or else the day of publication.
    by_period: bool,
    /// Claims of the topic that are no plotted value, for another unit.
    left_out: usize,
}

/// Whether a topic has a drawing: two of its figures differ in value or period.
pub(super) fn is_plotted(page: &Page<'_, '_>, topic: usize) -> bool {
    series(page, topic).is_some()
}

/// The drawing of a topic with its table; `None` where its figures are all the same.
pub(super) fn one(page: &Page<'_, '_>, topic: usize) -> Option<Markup> {
    let series = series(page, topic)?;
    let number = page.numbers_of_topic(topic).first().copied();
    let title = match number {
        Some(number) => visible(&page.view.run.findings[page.numbered(number)].title).into_owned(),
        None => page.view.statement(series.points[0].claim),
    };
    let time = if series.by_period { "the period that they are about" } else { "the day of publication" };
    let id = format!("p{topic}");
    Some(html! {
        figure.plot #(id) {
            figcaption {
                @match number {
                    Some(number) => { a href={ "#" (page.id(number)) } { (number) ". " (title) } }
                    None => (visible(&title)),
                }
            }
            div.both {
                (drawing(&series, &id, &title, time))
                (table(page, &series))
            }
            @if series.left_out > 0 { p.about { (series.left_out) " more figures in other units are not drawn." } }
        }
    })
}

/// The values of a topic; `None` where its figures are all the same.
fn series<'a>(page: &Page<'_, 'a>, topic: usize) -> Option<Series<'a>> {
    let view = page.view;
    let claims: Vec<ClaimId> = view.run.linkage.topics[topic]
        .claims
        .iter()
        .copied()
        .filter(|claim| view.claim(*claim).measured().is_some())
        .collect();
    let unit = unit(page, &claims)?;
    let mut series = Series { points: Vec::new(), sources: Vec::new(), unit, by_period: false, left_out: 0 };
    let periods: Vec<_> = claims.iter().filter_map(|claim| reference(page, *claim)).collect();
    series.by_period = periods.len() * 2 > claims.len() && periods.iter().any(|days| *days != periods[0]);
    for claim in claims {
        let name = page.sources[page.source_of(claim.document)];
        let Some((value, low, high)) = values(page, claim, &series.unit) else {
            series.left_out += 1;
            continue;
        };
        let published = view.document(claim).published.map(|published| day_of(published.date));
        let days = if series.by_period { reference(page, claim) } else { published.map(|day| (day, day)) };
        let source = series.sources.iter().position(|known| *known == name).unwrap_or_else(|| {
            series.sources.push(name);
            series.sources.len() - 1
        });
        let point = Point { claim, source, value, low, high, days };
        let repeats = series.points.iter().any(|known| {
            (known.source, known.days) == (source, days)
                && (known.value, known.low, known.high) == (value, low, high)
        });
        if !repeats && series.points.len() < MOST {
            series.points.push(point);
        }
    }
    let first = series.points.first()?.clone();
    let differs = |point: &Point| {
        (point.value, point.low, point.high) != (first.value, first.low, first.high)
            || (series.by_period && point.days != first.days)
    };
    series.points.iter().any(differs).then_some(series)
}

/// The period that a figure is about, or the day by which it was counted, as days.
fn reference(page: &Page<'_, '_>, claim: ClaimId) -> Option<(i32, i32)> {
    let frame = &page.view.claim(claim).measured()?.frame;
    let days = |mentioned: &Mentioned| {
        let (start, end) = (mentioned.period.start, mentioned.period.end);
        let both: (Date, Date) = (start.or(end)?, end.or(start)?);
        Some((day_of(both.0), day_of(both.1)))
    };
    frame.period.as_ref().and_then(days).or_else(|| frame.as_of.as_ref().and_then(days))
}

/// The unit that most of the figures have; of units that are as frequent, the first.
fn unit(page: &Page<'_, '_>, claims: &[ClaimId]) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for name in claims.iter().filter_map(|claim| unit_of(page, *claim)) {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(name, _)| name)
}

/// A figure's unit with what it is spread over.
fn unit_of(page: &Page<'_, '_>, claim: ClaimId) -> Option<String> {
    let unit = &page.view.claim(claim).measured()?.quantity.unit;
    Some(match &unit.per {
        Some(per) => format!("{} per {per}", unit.name()),
        None => unit.name().to_owned(),
    })
}

/// A figure's value, and the ends of what it leaves open, in a unit; `None` where it has another that does not convert.
fn values(page: &Page<'_, '_>, claim: ClaimId, unit: &str) -> Option<(f64, Option<f64>, Option<f64>)> {
    let quantity = &page.view.claim(claim).measured()?.quantity;
    let scale =
        if unit_of(page, claim)? == unit { 1.0 } else { conversion(page, &quantity.unit.kind, unit)? };
    let at = |number: Number| number.approximate() * scale;
    let ends = |interval: Interval| (interval.low.map(at), interval.high.map(at));
    let bounds = quantity.bounds();
    Some(match (quantity.amount, quantity.hedge) {
        (Amount::Score(first, _), _) => (at(first), Some(at(first)), Some(at(first))),
        (Amount::One(number), Hedge::None | Hedge::About) => {
            let (low, high) = ends(number.rounding_interval());
            (at(number), low, high)
        }
        // "Nearly" and "just over" stay near: the other end is drawn a twentieth away.
        (Amount::One(number), Hedge::Nearly) => (at(number), Some(at(number) * 0.95), Some(at(number))),
        (Amount::One(number), Hedge::JustOver) => (at(number), Some(at(number)), Some(at(number) * 1.05)),
        (Amount::One(number), _) => {
            let (low, high) = ends(bounds);
            (at(number), low, high)
        }
        (Amount::Range(..) | Amount::Vague(_), _) => {
            let (low, high) = ends(bounds);
            let middle = match (low, high) {
                (Some(low), Some(high)) => f64::midpoint(low, high),
                (low, high) => low.or(high)?,
            };
            (middle, low, high)
        }
    })
}

/// How many of `unit` one of a measured unit is, where both are of one family and have one zero.
fn conversion(page: &Page<'_, '_>, from: &UnitKind, unit: &str) -> Option<f64> {
    let UnitKind::Measure(id) = from else { return None };
    let (from, to) = (page.rules.units().get(id)?, page.rules.units().get(unit)?);
    let one_zero = from.offset.is_zero() && to.offset.is_zero();
    (from.family == to.family && one_zero).then_some(())?;
    Some(from.factor?.approximate() / to.factor?.approximate())
}

fn drawing(series: &Series<'_>, id: &str, title: &str, time: &str) -> Markup {
    let ends = |point: &Point| [Some(point.value), point.low, point.high];
    let scale = Values::new(series.points.iter().flat_map(ends).flatten(), (BOTTOM, TOP));
    let undated = series.points.iter().any(|point| point.days.is_none());
    let right = if undated { RIGHT - 62.0 } else { RIGHT };
    let axis = Time::new(series.points.iter().filter_map(|point| point.days), (LEFT + 16.0, right - 24.0));
    let place = |point: &Point| point.days.map_or(RIGHT - 26.0, |(start, end)| axis.middle(start, end));
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for point in &series.points {
        let y = scale.at(point.value);
        placed.push((aside(&placed, place(point), y, right), y));
    }
    // The lines of one kind are one path: a report of a thousand articles holds thousands of drawings.
    let across = |y: f64| format!("M{} {}H{}", r(LEFT), r(y), r(RIGHT));
    let down = |x: f64| format!("M{} {}v4", r(x), r(BOTTOM));
    let grid: String = scale.ticks().iter().map(|tick| across(tick.at)).collect();
    let foot: String =
        std::iter::once(across(BOTTOM)).chain(axis.ticks().iter().map(|tick| down(tick.at))).collect();
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby={ (id) "t " (id) "d" } {
            title id={ (id) "t" } { "Values of: " (visible(title)) }
            desc id={ (id) "d" } {
                (series.points.len()) " values by " (series.sources.len()) " sources, in " (words(&series.unit))
                ", over " (time) ". The table beside it holds the same."
            }
            path.grid d=(grid) {}
            @for tick in scale.ticks() {
                text.y x=(r(LEFT - 6.0)) y=(r(tick.at + 3.5)) { (tick.label) }
            }
            text.unit x="2" y="9" { (words(&series.unit)) }
            path.axis d=(foot) {}
            @for tick in axis.ticks() {
                text.x x=(r(tick.at)) y=(r(BOTTOM + 16.0)) { (tick.label) }
            }
            @if undated { text.x x=(r(RIGHT - 26.0)) y=(r(BOTTOM + 16.0)) { @if series.by_period { "no period" } @else { "no date" } } }
            text.x x=(r(f64::midpoint(LEFT, RIGHT))) y=(r(HEIGHT - 4.0)) { (time) }
            @for (number, (point, (x, y))) in series.points.iter().zip(placed).enumerate() {
                g.{ "s" (point.source % SHAPES) } {
                    title { (letter(number)) }
                    @if let Some((start, end)) = point.days && axis.at(end) - axis.at(start) > 10.0 {
                        line.span x1=(r(axis.at(start))) x2=(r(axis.at(end))) y1=(r(y)) y2=(r(y)) {}
                    }
                    (whisker(point, &scale, x, y))
                    (marker(point.source % SHAPES, x, y))
                    text.letter x=(r(x + 6.5)) y=(r(y - 5.5)) { (letter(number)) }
                }
            }
        }
    }
}

/// The place for a marker beside those that stand where it would.
fn aside(placed: &[(f64, f64)], x: f64, y: f64, right: f64) -> f64 {
    let is_free = |x: f64| placed.iter().all(|(a, b)| (a - x).abs() > APART - 1.0 || (b - y).abs() > APART);
    let steps = (0..=MOST).flat_map(|step| {
        let away = step as f64 * APART;
        [x + away, x - away]
    });
    steps.into_iter().find(|x| is_free(*x) && (LEFT + 4.0..=right.max(x + 1.0)).contains(x)).unwrap_or(x)
}

/// What rounding and hedges leave open, as a stroke with closed ends or arrows at open ones.
fn whisker(point: &Point, scale: &Values, x: f64, y: f64) -> Markup {
    let above = point.high.map_or(TOP.max(y - 34.0), |high| scale.at(high));
    let below = point.low.map_or(BOTTOM.min(y + 34.0), |low| scale.at(low));
    let end = |at: f64, is_open: bool, sign: f64| {
        if is_open {
            let back = r(at + 5.0 * sign);
            format!("M{} {back}L{} {}L{} {back}", r(x - 4.0), r(x), r(at), r(x + 4.0))
        } else {
            format!("M{} {}h8", r(x - 4.0), r(at))
        }
    };
    let stroke = format!("M{} {}V{}", r(x), r(above), r(below));
    let ends = [end(above, point.high.is_none(), 1.0), end(below, point.low.is_none(), -1.0)];
    html! {
        @if below - above > 4.0 { path.whisker d={ (stroke) (ends[0]) (ends[1]) } {} }
    }
}

/// The sign of a source: circle, square, triangle, diamond, triangle upside down, plus, cross.
fn marker(shape: usize, x: f64, y: f64) -> Markup {
    let path = |points: &[(f64, f64)]| {
        let mut d = String::new();
        for (at, (dx, dy)) in points.iter().enumerate() {
            d.push_str(if at == 0 { "M" } else { "L" });
            d.push_str(&format!("{} {}", r(x + dx), r(y + dy)));
        }
        d
    };
    html! {
        @match shape {
            0 => circle.m cx=(r(x)) cy=(r(y)) r="4.5" {},
            1 => rect.m x=(r(x - 4.2)) y=(r(y - 4.2)) width="8.4" height="8.4" {},
            2 => path.m d={ (path(&[(-5.2, 4.2), (0.0, -5.2), (5.2, 4.2)])) "Z" } {},
            3 => path.m d={ (path(&[(-5.6, 0.0), (0.0, -5.6), (5.6, 0.0), (0.0, 5.6)])) "Z" } {},
            4 => path.m d={ (path(&[(-5.2, -4.2), (0.0, 5.2), (5.2, -4.2)])) "Z" } {},
            5 => path.open d={ (path(&[(-5.0, 0.0), (5.0, 0.0)])) (path(&[(0.0, -5.0), (0.0, 5.0)])) } {},
            _ => path.open d={ (path(&[(-4.0, -4.0), (4.0, 4.0)])) (path(&[(-4.0, 4.0), (4.0, -4.0)])) } {},
        }
    }
}

/// The same as a table, which is also the key of the letters.
fn table(page: &Page<'_, '_>, series: &Series<'_>) -> Markup {
    let view = page.view;
    html! {
        table {
            caption.only-read { "The values of the drawing" }
            thead { tr {
                th scope="col" { span.only-read { "Sign" } } th scope="col" { "Source" } th scope="col" { "Says" }
                th scope="col" { "Of" } th scope="col" { "Published" }
            } }
            @for (number, point) in series.points.iter().enumerate() {
                @let measured = view.claim(point.claim).measured();
                @let frame = measured.map(|measured| &measured.frame);
                @let hedge = measured.map_or(Hedge::None, |measured| measured.quantity.hedge);
                @let of = frame.and_then(|frame| frame.period.or(frame.as_of));
                tr {
                    td.sign {
                        svg.{ "s" (point.source % SHAPES) } viewBox="-7 -7 14 14" aria-hidden="true" {
                            (marker(point.source % SHAPES, 0.0, 0.0))
                        }
                        (letter(number))
                    }
                    td { (visible(series.sources[point.source])) }
                    td {
                        a href={ "#" (view.ids.claim(point.claim)) } { (visible(view.words(point.claim))) }
                        @if hedge != Hedge::None { small { " (" (hedge.name().replace('-', " ")) ")" } }
                    }
                    td { @if let Some(of) = of { (of.period) } }
                    td { @match view.document(point.claim).published {
                        Some(on) => (on.date.strftime("%-d %b %Y")),
                        None => "no date",
                    } }
                }
            }
        }
    }
}

/// A, B, ... Z, A1, B1, ...
fn letter(number: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if number < 26 { letter.to_string() } else { format!("{letter}{}", number / 26) }
}

/// A unit in words.
fn words(unit: &str) -> String {
    match unit {
        "count" => "number".to_owned(),
        "percent" => "per cent".to_owned(),
        "unknown" => "unit not stated".to_owned(),
        other => visible(&other.replace('-', " ")).into_owned(),
    }
}

/// A coordinate: a tenth is finer than a screen shows.
fn r(at: f64) -> String {
    let text = format!("{at:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
