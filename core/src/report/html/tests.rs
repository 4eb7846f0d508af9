use super::*;
use crate::report::example;
use crate::value::number;

fn page(report: &Report, lang: Lang) -> String {
    report.to_html(&HtmlOptions { lang })
}

/// The page without its style, tags taken out, the template's own escapes undone.
fn words(html: &str) -> String {
    let body = html.split_once("</style>").unwrap().1;
    let mut out = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => (inside, _) = (false, out.push(' ')),
            _ if inside => {}
            other => out.push(other),
        }
    }
    let plain = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    let out = plain.iter().fold(out, |text, (escaped, letter)| text.replace(escaped, letter));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn its_headings_figures_and_sentences_are_those_of_the_text() {
    let report = example::report();
    for lang in [Lang::Vi, Lang::En] {
        let text = report.to_text(&crate::report::TextOptions { lang, full: true, ascii: false });
        let page = words(&page(&report, lang));
        let lines: Vec<&str> = text.lines().collect();
        let headings = lines.windows(2).filter(|two| two[1].starts_with('─') && two[1].chars().count() < 100).map(|two| two[0]);
        let headings: Vec<&str> = headings.filter(|heading| heading.starts_with(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(headings.len(), 8, "{headings:?}");
        for heading in headings {
            assert!(page.contains(heading), "{heading}");
        }
        for item in report.items.iter().chain(&report.duties) {
            let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.contains(&flat(item.judged(lang))), "{}", item.judged(lang));
            assert!(page.contains(item.code()) && page.contains(item.label(lang)));
        }
        assert!(page.contains(&report.grouped_fingerprint()) && page.contains(&report.as_of_line(lang)));
    }
}

#[test]
fn every_text_is_escaped_wherever_it_stands() {
    let hostile = "<script>alert(1)</script>\"><img src=x onerror='alert(1)'>&amp;{{ title }}";
    let mut report = example::report();
    for item in &mut report.items {
        let mut row = (*item.indicator).clone();
        row.title = crate::value::Text::new(hostile, None);
        row.output = hostile.to_owned();
        row.support_text = hostile.to_owned();
        row.unit = hostile.to_owned();
        item.indicator = std::sync::Arc::new(row);
        item.newest = item.newest.take().map(|entry| entry.with_note(hostile).with_difficulty(hostile).with_evidence(hostile));
    }
    report = report.with_notes([crate::report::Note::new("x", crate::value::Text::new(hostile, None)).with_codes([hostile])]);
    let html = page(&report, Lang::Vi);
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"));
    assert!(words(&html).contains(hostile));
}

#[test]
fn a_strip_marks_the_gap_and_its_zones_follow_the_limits() {
    let item = example::report().items.swap_remove(2);
    let usual = deviation::deviation(&item).unwrap();
    // A tenth of the distance behind: 0.3 of 0.6 of the axis, less half the marker.
    assert_eq!(usual, r##"<use href="#zones"/><use href="#m-at_risk" x="67" y="5" width="16" height="16"/>"##);
    let mut other = item;
    let mut row = (*other.indicator).clone();
    row.limits.at_risk_percent = number::parse("10").unwrap();
    other.indicator = std::sync::Arc::new(row);
    let drawn = deviation::deviation(&other).unwrap();
    assert!(drawn.starts_with(r#"<path class="z1" d="M0 7H75v12H0z"/>"#), "{drawn}");
}

#[test]
fn a_chart_shows_observations_trajectory_targets_and_what_is_ahead() {
    let mut item = example::report().items.swap_remove(1);
    let day = example::date;
    let value = example::d;
    assert!(chart::Chart::of(&item, Lang::Vi).is_some());
    item.observations = vec![("2026-06".parse().unwrap(), value("50")), ("2027-03".parse().unwrap(), value("63.4"))];
    item.path = vec![(day("2026-06-30"), value("50")), (day("2030-12-31"), value("80"))];
    item.outlook = crate::assess::Outlook::refused(crate::assess::OutlookRefusal::NoSpread);
    let chart = chart::Chart::of(&item, Lang::Vi).unwrap();
    // From 26.5 px at 31 December 2025 to 268 px at 31 December 2030; 0 at 114 px, 100 at 14 px.
    assert!(
        chart.frame.contains("M26.5 114H268") && chart.frame.contains(">2026<") && chart.frame.contains(">31/3/2027<"),
        "{}",
        chart.frame
    );
    assert!(chart.body.contains(r#"<path class="cp" d="M50.4 64L268 34"/>"#), "{}", chart.body);
    assert!(chart.body.contains(r#"<path class="ca" d="M50.4 64L86.7 50.6"/>"#), "{}", chart.body);
    assert!(chart.body.contains(">Mục tiêu 80<") && chart.body.contains(">Dự báo 80,8<"), "{}", chart.body);
    item.outlook.refusal = None;
    (item.outlook.low, item.outlook.high) = (Some(value("61")), Some(value("85")));
    let chart = chart::Chart::of(&item, Lang::En).unwrap();
    assert!(chart.body.contains(r#"class="cb""#) && chart.body.contains(">Projected 61-85<"), "{}", chart.body);
    assert!(!chart.body.contains(r#"class="cj""#));
}

#[test]
fn nothing_to_show_is_said() {
    let html = words(&page(&example::of(Vec::new(), Vec::new()), Lang::En));
    for sentence in ["No indicator or task can be assessed yet", "Nothing is overdue, off track or at risk.", "None.", "Nothing to note."] {
        assert!(html.contains(sentence), "{sentence}");
    }
    assert!(!html.contains("The plan's own duties"));
}
