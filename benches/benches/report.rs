//! The monthly report of 91 rows and ten months: taking the figures in, judging, showing.
#![allow(missing_docs, reason = "criterion's macros write functions")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tiendo::report::{HtmlOptions, TextOptions};
use tiendo::{AsOf, Ledger, Locale, Month};

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

criterion_group!(benches, report);
criterion_main!(benches);
