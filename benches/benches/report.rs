//! The monthly report of 91 rows and ten months: taking the figures in, judging, showing; and the same with 95 communes.
#![allow(missing_docs, reason = "criterion's macros write functions")]

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use tiendo::report::{HtmlOptions, TextOptions};
use tiendo::{AsOf, Ledger, Locale, Month, Options, Programme};

fn report(criterion: &mut Criterion) {
    let (ledger, _) = tiendo_seeds::sample();
    let Ok(march) = Month::new(2027, 3) else { return };
    let as_of = AsOf::end_of(march);
    criterion.bench_function("take in the sample's 831 rows of CSV", |bencher| {
        bencher.iter(|| {
            let mut ledger = Ledger::new(tiendo_seeds::dong_nai_2026_2030());
            ledger.submit_csv(black_box(tiendo_seeds::SAMPLE.as_bytes()), Locale::Plain)
        });
    });
    criterion.bench_function("judge one indicator", |bencher| bencher.iter(|| ledger.assess_one(black_box("CT-I.1"), None, as_of)));
    criterion.bench_function("judge and sign 91 rows", |bencher| bencher.iter(|| ledger.assess(black_box(as_of))));
    let report = ledger.assess(as_of);
    criterion.bench_function("write the report as JSON", |bencher| bencher.iter(|| black_box(&report).to_json()));
    let full = TextOptions { full: true, ..TextOptions::default() };
    criterion.bench_function("write the full report as text", |bencher| bencher.iter(|| black_box(&report).to_text(&full)));
    let page = HtmlOptions::default();
    criterion.bench_function("write the page", |bencher| bencher.iter(|| black_box(&report).to_html(&page)));
}

/// The sample's figures reported by each of 95 communes, a little apart.
fn communes() -> Option<Ledger> {
    let mut programme: serde_json::Value = serde_json::from_str(&tiendo_seeds::dong_nai_2026_2030().to_json()).ok()?;
    let units: Vec<_> = (1..=95).map(|n| serde_json::json!({ "code": format!("X{n:02}"), "name": format!("Xã {n}") })).collect();
    programme.as_object_mut()?.insert("unit".to_owned(), units.into());
    let mut ledger = Ledger::new(Arc::new(Programme::from_json(&programme.to_string()).ok()?));
    let mut lines = String::new();
    let mut sample = Vec::new();
    tiendo_seeds::sample().0.write_jsonl(&mut sample).ok()?;
    for line in String::from_utf8(sample).ok()?.lines() {
        for n in 0..=95 {
            let mut row: serde_json::Value = serde_json::from_str(line).ok()?;
            if n > 0 {
                row.as_object_mut()?.insert("unit".to_owned(), format!("X{n:02}").into());
            }
            writeln!(lines, "{row}").ok()?;
        }
    }
    ledger.submit_jsonl(lines.as_bytes()).ok()?;
    Some(ledger)
}

fn many(criterion: &mut Criterion) {
    let (Some(ledger), Ok(march)) = (communes(), Month::new(2027, 3)) else { return };
    let as_of = AsOf::end_of(march);
    let alone = Options::default().with_outlook(false);
    let mut group = criterion.benchmark_group("91 rows and 95 communes");
    group.sample_size(10);
    group.bench_function("judge and sign", |bencher| bencher.iter(|| ledger.assess(black_box(as_of))));
    group.bench_function("judge and sign, without the outlook", |bencher| bencher.iter(|| ledger.assess_with(black_box(as_of), &alone)));
    group.finish();
}

criterion_group!(benches, report, many);
criterion_main!(benches);
