//! Live pages: headings that give the time of the post below them.
//!
//! A page is live if two or more of its headings begin with a time of day. Their day is named, or follows from the
//! weekday and the page's own latest date, or from the order of the posts.

use super::BlockKind;
use super::date::{PostTime, Stamp, post_time};
use super::prose::Draft;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// Gives the blocks below each heading with a time the time of that post. `latest` is when the page last changed.
pub(super) fn date_posts(draft: &mut Draft, latest: Option<Stamp>) {
    let posts: Vec<(usize, PostTime)> = draft
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading(_)))
        .filter_map(|(index, _)| post_time(draft.text_of(index)).map(|time| (index, time)))
        .collect();
    let Some(latest) = latest else { return };
    if posts.len() < 2 {
        return;
    }
    // Live pages run from the newest post down as a rule; then a time later than the one above is of the day before.
    let downward = posts[0].1.time >= posts[1].1.time;
    let mut day = latest.date;
    let mut before: Option<DateTime> = None;
    for (number, (index, post)) in posts.iter().enumerate() {
        if let Some(date) = named_day(*post, latest.date) {
            day = date;
        } else if let Some(before) = before
            && downward
            && post.time > before.time()
            && let Ok(earlier) = day.checked_sub(1.day())
        {
            day = earlier;
        }
        let posted = day.to_datetime(post.time);
        before = Some(posted);
        let end = posts.get(number + 1).map_or(draft.blocks.len(), |(next, _)| *next);
        for block in &mut draft.blocks[*index..end] {
            if !matches!(block.kind, BlockKind::Furniture(_)) {
                block.posted = Some(posted);
            }
        }
    }
}

/// The day that a post names: in full, or as the last such weekday or date up to the page's own.
fn named_day(post: PostTime, latest: Date) -> Option<Date> {
    if post.date.is_some() {
        return post.date;
    }
    if let (Some(day), Some(month)) = (post.day, post.month) {
        return [latest.year(), latest.year() - 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|date| *date <= latest);
    }
    let weekday = post.weekday?;
    (0..7).filter_map(|back: i32| latest.checked_sub(back.days()).ok()).find(|date| date.weekday() == weekday)
}
