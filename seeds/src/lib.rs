//! Plans, and marked sample measurements, embedded.
//!
//! ```
//! use tiendo::{AsOf, Month};
//! let (ledger, receipt) = tiendo_seeds::sample();
//! assert!(receipt.rejected().is_empty());
//! let report = ledger.assess(AsOf::end_of(Month::new(2027, 3)?));
//! assert_eq!(report.items.len(), 91);
//! # Ok::<(), tiendo::Error>(())
//! ```

use std::sync::{Arc, LazyLock};

use tiendo::appendix::PlanTexts;
use tiendo::ledger::Locale;
use tiendo::{Ledger, Programme, Receipt};

/// The three texts of Đồng Nai's plan for Đề án 06, 2026-2030, as the folder `plans/dong-nai-2026-2030` holds them.
pub const DONG_NAI_2026_2030: PlanTexts<'static> = PlanTexts {
    indicators: include_bytes!("../plans/dong-nai-2026-2030/indicators.tsv"),
    tasks: include_bytes!("../plans/dong-nai-2026-2030/tasks.tsv"),
    settings: include_bytes!("../plans/dong-nai-2026-2030/programme.toml"),
};

/// Invented measurements of June 2026 to March 2027 ("số liệu minh họa"), as CSV.
pub const SAMPLE: &str = include_str!("../sample/so-lieu-minh-hoa.csv");

#[allow(clippy::expect_used, reason = "what is embedded is read by the tests")]
static PROGRAMME: LazyLock<Arc<Programme>> =
    LazyLock::new(|| Arc::new(Programme::from_texts(&DONG_NAI_2026_2030).expect("the embedded plan reads")));

/// Đồng Nai's plan for Đề án 06, 2026-2030: 50 indicators, 41 tasks.
pub fn dong_nai_2026_2030() -> Arc<Programme> {
    PROGRAMME.clone()
}

/// The plan and the invented measurements, to play with: every output made from them is stamped "số liệu minh họa".
#[allow(clippy::expect_used, reason = "what is embedded is read by the tests")]
pub fn sample() -> (Ledger, Receipt) {
    let programme = Arc::new(dong_nai_2026_2030().as_sample().expect("the embedded plan reads"));
    let mut ledger = Ledger::new(programme);
    let receipt = ledger.submit_csv(SAMPLE.as_bytes(), Locale::Plain).expect("the embedded sample reads");
    (ledger, receipt)
}
