//! Whether a report's JSON is what a plan and a ledger give.

use serde_json::{Map, Value};

use super::Report;
use crate::assess::{Caveat, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::judge::outlook;
use crate::ledger::Ledger;
use crate::plan::AsOf;
use crate::rollup::Earlier;
use crate::rollup::Options;
use crate::value::Lang;
use crate::value::period::parse_date;

/// What came of holding a report against plan and ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The same, to the last digit and word.
    Same,
    /// Not the same; the first difference.
    Different(Discrepancy),
}

/// Where a printed report and what is computed part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// Where: `items[3].actual`.
    pub path: String,
    /// What is printed there, as JSON; `None` where nothing is.
    pub printed: Option<String>,
    /// What plan and ledger give, as JSON; `None` where they give nothing.
    pub computed: Option<String>,
}

impl Discrepancy {
    /// One line: where, what is printed, what is computed.
    pub fn message(&self, lang: Lang) -> String {
        let Self { path, .. } = self;
        let show = |value: &Option<String>| match (value, lang) {
            (Some(value), _) => value.clone(),
            (None, Lang::Vi) => "không có".to_owned(),
            (None, Lang::En) => "nothing".to_owned(),
        };
        let (printed, computed) = (show(&self.printed), show(&self.computed));
        match lang {
            Lang::Vi => format!("Khác tại {path}: trong báo cáo là {printed}, tính lại là {computed}."),
            Lang::En => format!("Different at {path}: the report says {printed}, computed anew it is {computed}."),
        }
    }
}

impl Verified {
    /// Whether it is the same.
    pub fn is_same(&self) -> bool {
        *self == Self::Same
    }

    /// The answer in one line.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Same, Lang::Vi) => "Trùng khớp: báo cáo đúng là kết quả tính từ kế hoạch và sổ số liệu này.".to_owned(),
            (Self::Same, Lang::En) => "The same: the report is what this plan and ledger give.".to_owned(),
            (Self::Different(difference), _) => difference.message(lang),
        }
    }
}

/// The keys in the order in which they are compared: what the report is signed with first.
const ORDER: [&str; 8] = ["fingerprint", "programme", "as_of", "policies", "summary", "items", "duties", "since"];

impl Ledger {
    /// Holds a report's JSON, in either language, against what plan and ledger give at its own date and knowledge.
    ///
    /// What people wrote beside the figures (narrative, remarks, notes that the caller added) is not computed and not
    /// compared. A report that was compared with a printed one is held against the statuses that it says were printed.
    ///
    /// # Errors
    /// As [`Earlier::from_json`](crate::Earlier::from_json): what is no report of this programme is neither the same nor
    /// different.
    ///
    /// ```
    /// use tiendo::{AsOf, Month, Verified};
    /// let (ledger, _) = tiendo_seeds::sample();
    /// let printed = ledger.assess(AsOf::end_of(Month::new(2027, 3)?)).to_json();
    /// assert_eq!(ledger.verify(&printed)?, Verified::Same);
    /// let Verified::Different(first) = ledger.verify(&printed.replacen("\"overdue\"", "\"on_track\"", 1))? else { panic!() };
    /// println!("{}", first.path);
    /// # Ok::<(), tiendo::Error>(())
    /// ```
    pub fn verify(&self, report_json: &str) -> Result<Verified> {
        let printed: Value = serde_json::from_str(report_json).map_err(|error| Error::new(ErrorKind::BadJson).given(error))?;
        let same_form = Earlier::from_value(printed.clone(), self.programme())?;
        let known_at = printed.pointer("/as_of/known_at").is_some().then_some(same_form.as_of.known_at).flatten();
        let as_of = AsOf { date: same_form.as_of.date, known_at };
        // A report says by its policies whether it looked ahead.
        let ahead = printed.get("policies").and_then(Value::as_array).is_none_or(|all| all.contains(&outlook::VERSION.into()));
        let mut options = Options::default().with_outlook(ahead);
        if let Some(date) = printed.pointer("/as_of/hierarchy_on") {
            let date = parse_date(date.as_str().unwrap_or_default()).map_err(|error| error.at("hierarchy_on").at("as_of"))?;
            options = options.with_hierarchy_on(date);
        }
        let options = match compared_with(&printed, same_form)? {
            Some(earlier) => options.with_since(earlier),
            None => options,
        };
        let report = self.assess_with(as_of, &options);
        let differences = |lang| difference(&printed, &report, lang);
        // In whichever language it was printed: the one in which less differs.
        let (vi, en) = (differences(Lang::Vi), differences(Lang::En));
        let (_, first) = if en.0 < vi.0 { en } else { vi };
        Ok(first.map_or(Verified::Same, Verified::Different))
    }
}

/// The printed report that a report says it was compared with, as far as its own rows tell.
fn compared_with(printed: &Value, of_now: Earlier) -> Result<Option<Earlier>> {
    let Some(since) = printed.get("since").filter(|since| since.get("fingerprint").is_some()) else { return Ok(None) };
    let text = |key: &'static str| {
        let text = since.get(key).and_then(Value::as_str);
        text.ok_or_else(|| Error::new(ErrorKind::MissingKey).given(key).at("since"))
    };
    let place = |key: &'static str| move |error: Error| error.at(key).at("since");
    let mut statuses = of_now.statuses.unwrap_or_default();
    for change in printed.get("changes").and_then(Value::as_array).into_iter().flatten() {
        let part = |key| change.get(key).and_then(Value::as_str);
        let Some(code) = part("code") else { continue };
        let from = part("from").and_then(|name| Status::ALL.iter().find(|status| status.name() == name));
        let key = (code.to_owned(), part("unit").map(str::to_owned));
        match from {
            Some(from) => statuses.insert(key, *from),
            None => statuses.remove(&key),
        };
    }
    Ok(Some(Earlier {
        as_of: AsOf::on(parse_date(text("date")?).map_err(place("date"))?).known_at(text("known_at")?.parse().map_err(place("known_at"))?),
        knowledge_day: parse_date(text("knowledge_day")?).map_err(place("knowledge_day"))?,
        fingerprint: Some(text("fingerprint")?.to_owned()),
        statuses: Some(statuses),
    }))
}

/// How many values differ, and the first that does.
fn difference(printed: &Value, report: &Report, lang: Lang) -> (usize, Option<Discrepancy>) {
    let computed = serde_json::to_value(report.page(lang)).unwrap_or_default();
    let (Value::Object(mut printed), Value::Object(mut computed)) = (printed.clone(), computed) else { return (0, None) };
    for page in [&mut printed, &mut computed] {
        page.remove("narrative");
        for key in ["items", "duties"] {
            let list = page.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten();
            list.filter_map(Value::as_object_mut).for_each(|item| drop(item.remove("remark")));
        }
    }
    own_notes_alone(&mut printed, &computed);
    let mut found = Found::default();
    let mut rest: Vec<&String> = printed.keys().chain(computed.keys()).filter(|key| !ORDER.contains(&key.as_str())).collect();
    rest.sort_unstable();
    rest.dedup();
    for key in ORDER.into_iter().chain(rest.into_iter().map(String::as_str)) {
        found.compare(key, printed.get(key), computed.get(key));
    }
    (found.count, found.first)
}

/// Takes the notes that a caller added (rows refused at the door, flags) out of the printed ones.
fn own_notes_alone(printed: &mut Map<String, Value>, computed: &Map<String, Value>) {
    let kind = |note: &Value| note.get("kind").and_then(Value::as_str).map(str::to_owned);
    let known = computed.get("notes").and_then(Value::as_array);
    let mut own: Vec<String> = known.into_iter().flatten().filter_map(kind).collect();
    own.extend(Caveat::ALL.iter().map(|caveat| caveat.name().to_owned()));
    own.push("plan_remark".to_owned());
    if let Some(notes) = printed.get_mut("notes").and_then(Value::as_array_mut) {
        notes.retain(|note| kind(note).is_none_or(|kind| own.contains(&kind)));
    }
}

#[derive(Default)]
struct Found {
    count: usize,
    first: Option<Discrepancy>,
}

impl Found {
    fn compare(&mut self, path: &str, printed: Option<&Value>, computed: Option<&Value>) {
        match (printed, computed) {
            (Some(Value::Object(a)), Some(Value::Object(b))) => {
                let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    self.compare(&format!("{path}.{key}"), a.get(key), b.get(key));
                }
            }
            (Some(Value::Array(a)), Some(Value::Array(b))) => {
                for i in 0..a.len().max(b.len()) {
                    self.compare(&format!("{path}[{i}]"), a.get(i), b.get(i));
                }
            }
            (a, b) if a == b => {}
            (a, b) => {
                self.count = self.count.saturating_add(1);
                let show = |value: Option<&Value>| value.map(Value::to_string);
                self.first.get_or_insert_with(|| Discrepancy { path: path.to_owned(), printed: show(a), computed: show(b) });
            }
        }
    }
}
