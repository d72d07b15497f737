use super::*;
use crate::document::{Provenance, Published, parse};
use crate::extract::sentence::split;
use jiff::civil::{Date, date};

fn article(words: &str, published: Option<Date>) -> (Document, Text) {
    let mut document = parse("a.txt", words.as_bytes()).expect("an article").remove(0);
    document.published =
        published.map(|date| Published { date, time: None, provenance: Provenance::FrontMatter });
    let text = split(&document, RuleSet::built_in());
    (document, text)
}

/// "words = period" for every mention of an article.
fn readings(words: &str, published: Option<Date>) -> Vec<String> {
    let (document, text) = article(words, published);
    find(&document, &text, RuleSet::built_in())
        .iter()
        .map(|mention| {
            let words = document.prose.slice(mention.span);
            let minute = mention.minute.map_or(String::new(), |m| format!(" {:02}:{:02}", m / 60, m % 60));
            let mark = if mention.kind == TimeKind::AsOf { "@" } else { "" };
            match mention.period {
                Some(period) => format!("{mark}{words} = {period}{minute}"),
                None => format!("{mark}{words} = ?{minute}"),
            }
        })
        .collect()
}

/// Every row: a sentence, and what is read in it when it is published on Thursday 28 November 2024.
const ON_A_THURSDAY: &[(&str, &[&str])] = &[
    ("The ship sailed on 3 May 2019.", &["3 May 2019 = 3 May 2019"]),
    ("It opened on May 3, 2019, in Leeds.", &["May 3, 2019 = 3 May 2019"]),
    ("It opened on the 3rd of May 2019.", &["the 3rd of May 2019 = 3 May 2019"]),
    ("It closed on 2019-05-03.", &["2019-05-03 = 3 May 2019"]),
    ("It closed on 28/11/2023.", &["28/11/2023 = 28 November 2023"]),
    ("The bridge fell on Aug. 8 at night.", &["Aug. 8 = 8 August 2024"]),
    ("The fare rises to £3 in January.", &["January = January 2025"]),
    ("The bank expects it to hit 3% by the summer.", &["the summer = June 2025 to August 2025"]),
    ("It improves on Friday's draft.", &["Friday = 22 November 2024"]),
    ("The target dates from 2009.", &["2009 = 2009"]),
    ("The bank had expected growth in March.", &["@March = March 2024"]),
    (
        "The fair runs on 31 March and 1 April 2025.",
        &["31 March and 1 April 2025 = 31 March 2025 to 1 April 2025"],
    ),
    ("The fair runs from 8-12 August.", &["8-12 August = 8 August 2024 to 12 August 2024"]),
    ("He led the office between 2008 and 2013.", &["2008 and 2013 = January 2008 to December 2013"]),
    ("The figure (2023) was lower.", &["2023 = 2023"]),
    ("Prices fell in 2018's spring sales.", &["2018 = 2018"]),
    ("Output rose in 2024 Q1.", &["2024 Q1 = January 2024 to March 2024"]),
    ("Output rose in Q3.", &["Q3 = July 2024 to September 2024"]),
    (
        "Output rose over the first quarter of this year.",
        &["the first quarter of this year = January 2024 to March 2024"],
    ),
    (
        "It shrank in the final three months of 2023.",
        &["the final three months of 2023 = October 2023 to December 2023"],
    ),
    (
        "It fell over the first nine months of this year.",
        &["the first nine months of this year = January 2024 to September 2024"],
    ),
    ("It shrank in the second half of 2022.", &["the second half of 2022 = July 2022 to December 2022"]),
    ("Aid cost £4bn in 2023-24.", &["2023-24 = April 2023 to March 2024"]),
    ("Aid cost £4bn in 2023/24.", &["2023/24 = April 2023 to March 2024"]),
    (
        "Aid cost £4bn in the financial year 2023-24.",
        &["the financial year 2023-24 = April 2023 to March 2024"],
    ),
    ("Aid cost £4bn in FY24.", &["FY24 = April 2023 to March 2024"]),
    ("Aid cost £4bn in the 2024 financial year.", &["the 2024 financial year = April 2023 to March 2024"]),
    (
        "Sales were £4bn in the second quarter of fiscal 2024.",
        &["the second quarter of fiscal 2024 = July 2023 to September 2023"],
    ),
    (
        "It took 40 pupils in the 2023-24 school year.",
        &["2023-24 school year = September 2023 to August 2024"],
    ),
    ("Sales were £4bn in Q3 FY24.", &["Q3 FY24 = October 2023 to December 2023"]),
    (
        "Sales were £4bn in the final quarter of the 2023-24 financial year.",
        &["the final quarter of the 2023-24 financial year = January 2024 to March 2024"],
    ),
    (
        "Sales were £4bn in the first half of its 2024 fiscal year.",
        &["the first half of its 2024 fiscal year = April 2023 to September 2023"],
    ),
    ("Aid cost £4bn last financial year.", &["last financial year = April 2023 to March 2024"]),
    ("Arrivals fell in the 12 months to June.", &["the 12 months to June = July 2023 to June 2024"]),
    ("Arrivals fell in the year to June 2023.", &["the year to June 2023 = July 2022 to June 2023"]),
    (
        "Arrivals fell in the year ending 30 June 2023.",
        &["the year ending 30 June 2023 = July 2022 to June 2023"],
    ),
    (
        "Arrivals fell in the 12 months to the end of June.",
        &["the 12 months to the end of June = July 2023 to June 2024"],
    ),
    (
        "Pay rose in the three months to September.",
        &["the three months to September = July 2024 to September 2024"],
    ),
    ("Pay rose between October and December.", &["October and December = October 2023 to December 2023"]),
    (
        "Sales made 728,000 over the 12 months to June after 906,000 in the previous year.",
        &["the 12 months to June = July 2023 to June 2024", "the previous year = July 2022 to June 2023"],
    ),
    (
        "It eased in October from a month earlier.",
        &["October = October 2024", "a month earlier = from 1 September 2024"],
    ),
    ("Sales were better last year.", &["last year = 2023"]),
    ("Sales were better in April last year.", &["April last year = April 2023"]),
    ("They met last week.", &["last week = 18 November 2024 to 24 November 2024"]),
    ("Some joined the march on Monday.", &["Monday = 25 November 2024"]),
    ("They met on Monday.", &["Monday = 25 November 2024"]),
    ("They will meet on Monday.", &["Monday = 2 December 2024"]),
    ("They met on Tuesday evening.", &["Tuesday evening = 26 November 2024"]),
    ("They met last Sunday.", &["last Sunday = 24 November 2024"]),
    ("They met yesterday.", &["yesterday = 27 November 2024"]),
    ("They met in February.", &["February = February 2024"]),
    ("The tax will rise next April.", &["next April = April 2025"]),
    ("It will be ready by the end of 2027.", &["the end of 2027 = December 2027"]),
    ("It was ready in early August.", &["early August = 1 August 2024 to 10 August 2024"]),
    ("It was ready in mid-2023.", &["mid-2023 = 2 May 2023 to 31 August 2023"]),
    ("It rose three months ago.", &["three months ago = August 2024"]),
    ("It rose two years ago.", &["two years ago = 2022"]),
    ("It will reach $3bn by 2035.", &["2035 = 2035"]),
    ("It has given $3bn since 2016.", &["2016 = from 1 January 2016"]),
    ("The rules hold until 2028.", &["2028 = up to 31 December 2028"]),
    ("It will rise later this year.", &["later this year = 29 November 2024 to 31 December 2024"]),
    ("It was £3 in 2019. It has doubled since then.", &["2019 = 2019", "since then = from 1 January 2019"]),
    (
        "The price fell in May 2023. After that it rose.",
        &["May 2023 = May 2023", "After that = from 1 June 2023"],
    ),
    ("The price fell in May 2023. He left after that meeting.", &["May 2023 = May 2023"]),
    ("It rose so far this year.", &["so far this year = 1 January 2024 to 28 November 2024"]),
    ("The toll was 12 by Tuesday evening.", &["@Tuesday evening = 26 November 2024"]),
    ("The toll was 12 as of 18:00 on Monday.", &["@18:00 on Monday = 25 November 2024 18:00"]),
    ("Only two were named so far.", &["@so far = 28 November 2024"]),
    ("Officials said on Friday that 12 died.", &["@Friday = 22 November 2024"]),
    ("It cost less in the 1990s.", &["the 1990s = January 1990 to December 1999"]),
    ("It will average 2.5% this year and 2.6% next.", &["this year = 2024", "next = 2025"]),
    ("The fund pays this year and next.", &["this year and next = January 2024 to December 2025"]),
    ("The 1960 tsunami was worse.", &["1960 = 1960"]),
    ("The tsunami of 1960 was worse.", &["1960 = 1960"]),
    ("It struck at 1:53 p.m. near the coast.", &["1:53 p.m. = ? 13:53"]),
    ("It struck at 1353 (1023 GMT) near the coast.", &["1353 = ? 13:53", "1023 GMT = ? 10:23"]),
    ("The shop opens at 6am.", &["6am = ? 06:00"]),
    ("The ferry goes 8 a.m. to 7 p.m. daily.", &["8 a.m. = ? 08:00", "7 p.m. = ? 19:00"]),
    ("A shock was felt at 4:30 a. m. local time.", &["4:30 a. m. local time = ? 04:30"]),
    // Amounts and names that are no times.
    ("He was sentenced to 18 months.", &[]),
    ("It lasted 30 seconds and then 10 days.", &[]),
    ("About 2000 people came to 1800 homes.", &[]),
    ("They found 2,024 shoes.", &[]),
    ("It may rise and they march on.", &[]),
    ("Mrs May said no.", &[]),
    ("It paid $2000 for 1950 tonnes.", &[]),
    ("The score was 2:1 at the break.", &[]),
    ("He ran for the third time.", &[]),
    ("It pays 300 a year.", &[]),
];

#[test]
fn expressions_of_time_are_placed_beside_the_day_of_publication() {
    let mut wrong = Vec::new();
    for (words, expected) in ON_A_THURSDAY {
        let read = readings(words, Some(date(2024, 11, 28)));
        if read != *expected {
            wrong.push(format!("{words}\n   want {expected:?}\n   got  {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every row: an article published on 28 November 2024, and for each of some figures its reference period.
const BOUND: &[(&str, &[(&str, &str)])] = &[
    (
        "Sales made 728,000 over the 12 months to June after 906,000 in the previous year.",
        &[("728,000", "July 2023 to June 2024"), ("906,000", "July 2022 to June 2023")],
    ),
    ("The rate rose from 3.6% in 2020 to 4.0% in 2024.", &[("3.6", "2020"), ("4.0", "2024")]),
    ("In 2023 exports fell to 12% and imports to 9%.", &[("12", "2023"), ("9", "2023")]),
    (
        "Prices rose 2.5% in October, from 2.6% in September.",
        &[("2.5", "October 2024"), ("2.6", "September 2024")],
    ),
    (
        "Prices rose to 4.2% over the third quarter from 2.5%.",
        &[("4.2", "July 2024 to September 2024"), ("2.5", "-")],
    ),
    (
        "Estimates went up for 2024 (1.3% against 0.7%), and 2025 (2.4% against 2.1%).",
        &[("1.3", "2024"), ("0.7", "2024"), ("2.4", "2025"), ("2.1", "2025")],
    ),
    ("Sales were up 5% on the previous year.", &[("5", "-")]),
    ("Emissions fell by 64% by 2035, measured from 1990.", &[("64", "2035")]),
    ("It grew by 3% in 2023, and in 2024 it shrank by 2%.", &[("3", "2023"), ("2", "2024")]),
    (
        "They came second in the year to June 2024: 13% (3,844) of all arrivals, after 18% (5,370) from elsewhere.",
        &[
            ("13", "July 2023 to June 2024"),
            ("3,844", "July 2023 to June 2024"),
            ("18", "July 2023 to June 2024"),
            ("5,370", "July 2023 to June 2024"),
        ],
    ),
    (
        "It rose to 5.2% in the three months to August from 5.0% in the previous quarter.",
        &[("5.2", "June 2024 to August 2024"), ("5.0", "March 2024 to May 2024")],
    ),
    ("Growth of 6-8% is expected in 2026.", &[("6", "2026")]),
    ("The bank had expected 2.2% in March.", &[("2.2", "-")]),
    ("The blaze is deadlier than the 1960 flood, which killed 61.", &[("61", "1960")]),
    ("Deaths reached 67, more than in the 1960 flood.", &[("67", "-")]),
    ("The rate fell to 3.5%, its lowest since May 2023.", &[("3.5", "-")]),
    ("The list stood at 52 a week ago, is now at 40.", &[("52", "21 November 2024"), ("40", "-")]),
    ("It fell to 4% in October. That was a surprise to 12 banks.", &[("4", "October 2024"), ("12", "-")]),
    ("At least 30 people are dead, up from 12 on Tuesday.", &[("12", "26 November 2024")]),
];

fn bound(words: &str, figure: &str) -> String {
    let (document, text) = article(words, Some(date(2024, 11, 28)));
    let times = find(&document, &text, RuleSet::built_in());
    let token =
        text.tokens.iter().position(|token| token.lower == figure).expect("the figure stands in the text");
    let (reference, _) = bind(&document, &text, &times, text.sentence_of(token), token..token + 1);
    reference.map_or("-".to_owned(), |mentioned| mentioned.period.to_string())
}

#[test]
fn every_figure_has_the_period_that_belongs_to_it() {
    let mut wrong = Vec::new();
    for (words, figures) in BOUND {
        for (figure, expected) in *figures {
            let read = bound(words, figure);
            if read != *expected {
                wrong.push(format!("{words}\n   {figure}: want {expected}, got {read}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_a_date_of_publication_relative_expressions_stay_open() {
    assert_eq!(readings("They met last week.", None), ["last week = ?"]);
    assert_eq!(readings("They met in the 12 months to June.", None), ["the 12 months to June = ?"]);
    assert_eq!(readings("They met in June 2023.", None), ["June 2023 = June 2023"]);
}

#[test]
fn a_weekday_that_its_date_does_not_have_is_noticed() {
    let slip = |words: &str| {
        let (document, text) = article(words, None);
        find(&document, &text, RuleSet::built_in())[0].wrong_weekday
    };
    assert_eq!(slip("They met on Monday, 28 November 2024."), Some(1));
    assert_eq!(slip("They met on Thursday, 28 November 2024."), None);
}

/// The words of the dates of an article that are claims.
fn claimed(words: &str) -> Vec<String> {
    let (document, text) = article(words, Some(date(2024, 11, 28)));
    let times = find(&document, &text, RuleSet::built_in());
    dates(&document, &text, &times, RuleSet::built_in())
        .iter()
        .map(|claim| document.prose.slice(claim.mention).to_owned())
        .collect()
}

#[test]
fn dates_of_events_are_claims_and_periods_of_figures_are_not() {
    let rows: &[(&str, &[&str])] = &[
        ("The flood of 1953 killed hundreds along the coast.", &["1953"]),
        ("A summit will be held on 3 and 4 February in Leeds.", &["3 and 4 February"]),
        ("The ministers hold their next talks on Monday in Leeds.", &["Monday"]),
        ("He said on Monday that it was over for good.", &[]),
        ("It struck at 1:53 p.m. while most people slept.", &["1:53 p.m."]),
        ("The ferry goes 8 a.m. to 7 p.m. every day.", &[]),
        ("Output shrank by 0.1% in 2024 Q3, the office said.", &[]),
        ("They will pay $300bn a year by 2035 at the latest.", &[]),
        ("The March forecast was higher than the new one.", &[]),
        ("It will stay above target until the start of 2028, they think.", &["the start of 2028"]),
    ];
    for (words, expected) in rows {
        assert_eq!(claimed(words), *expected, "{words}");
    }
}

#[test]
fn a_date_without_its_year_meets_one_with_it() {
    let dated = |words: &str, published: Option<Date>| {
        let (document, text) = article(words, published);
        let times = find(&document, &text, RuleSet::built_in());
        let claims = dates(&document, &text, &times, RuleSet::built_in());
        claims[0].dated().expect("a date").clone()
    };
    let open = dated("The summit opens on 31 March in Leeds.", None);
    let placed = dated("The summit opens on 31 March 2025 in Leeds.", None);
    let other = dated("The summit opens on 1 April 2025 in Leeds.", None);
    assert_eq!(open.overlap(&placed), Some(crate::period::Overlap::Same));
    assert_eq!(open.overlap(&other), Some(crate::period::Overlap::Disjoint));
}

#[test]
fn a_financial_year_begins_where_the_place_that_is_named_begins_it() {
    let rows: &[(&str, &[&str])] = &[
        ("The US deficit was $4bn in fiscal 2024.", &["fiscal 2024 = October 2023 to September 2024"]),
        ("Texas spent $4bn in FY24.", &["FY24 = October 2023 to September 2024"]),
        ("The Australian state spent $4bn in 2023-24.", &["2023-24 = July 2023 to June 2024"]),
        ("Americans earn more than Britons did in fiscal 2024.", &["fiscal 2024 = April 2023 to March 2024"]),
        ("France spent $4bn in fiscal 2024.", &["fiscal 2024 = April 2023 to March 2024"]),
        // The place stands in the sentence before.
        (
            "The American deficit grew. It was $4bn in fiscal 2024.",
            &["fiscal 2024 = October 2023 to September 2024"],
        ),
        (
            "In fiscal 2024, it cost the United States $4bn.",
            &["fiscal 2024 = October 2023 to September 2024"],
        ),
        (
            "The US deficit was $4bn in the first quarter of fiscal 2024.",
            &["the first quarter of fiscal 2024 = October 2023 to December 2023"],
        ),
    ];
    for (words, expected) in rows {
        assert_eq!(readings(words, Some(date(2024, 11, 28))), *expected, "{words}");
    }
}

#[test]
fn a_project_says_when_financial_years_begin() {
    let rules = |default, places: Vec<(smol_str::SmolStr, i8)>| {
        RuleSet::built_in().clone().with_fiscal(crate::rules::fiscal::FiscalYears { default, places })
    };
    let read = |words: &str, rules: &RuleSet| {
        let (document, text) = article(words, Some(date(2024, 11, 28)));
        find(&document, &text, rules)[0].period.expect("it is placed").to_string()
    };
    let july = rules(7, Vec::new());
    for words in ["It made $4bn in FY24.", "It made $4bn in 2023-24.", "It made $4bn in fiscal 2024."] {
        assert_eq!(read(words, &july), "July 2023 to June 2024", "{words}");
    }
    assert_eq!(read("The US made $4bn in FY24.", &july), "October 2023 to September 2024");
    let january = rules(4, vec![("United States".into(), 1)]);
    assert_eq!(read("The US made $4bn in FY24.", &january), "2024");
    assert_eq!(read("It made $4bn in FY24.", &january), "April 2023 to March 2024");
    assert_eq!(
        read("The school took 40 pupils in the school year 2023-24.", &july),
        "September 2023 to August 2024"
    );
}
