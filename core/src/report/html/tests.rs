use super::*;
use crate::report::example;

fn page(report: &Report, lang: Lang) -> String {
    report.to_html(&HtmlOptions { lang })
}
