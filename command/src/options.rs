//! The options, read strictly.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value};
use tiendo::value::period::parse_date;
use tiendo::{AsOf, Error, ErrorKind, Lang, Moment, Result};

/// In which form the report comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text for a terminal, 100 columns.
    #[default]
    Text,
    /// JSON.
    Json,
    /// CSV, one row a verdict.
    Csv,
    /// A page for the browser and for paper, one file.
    Html,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// The monthly report.
    #[default]
    Report,
    /// List all problems of a plan folder.
    Check,
    /// Write the `programme.toml` of a folder that has only its two tables.
    Draft(PathBuf),
    /// Say whether a report's JSON is what plan and measurements give.
    Verify(PathBuf),
    /// Print the options.
    Help,
    /// Print the version.
    Version,
}

/// The command line, read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What is to be done.
    pub work: Work,
    /// The date judged; without it the last day of the newest period read.
    pub as_of: Option<tiendo::chrono::NaiveDate>,
    /// The moment of knowledge.
    pub known_at: Option<Moment>,
    /// The measurements, in place of the sample.
    pub measurements: Option<PathBuf>,
    /// The plan folder, in place of the embedded plan.
    pub plan: Option<PathBuf>,
    /// The earlier report, its JSON, to compare with.
    pub since: Option<PathBuf>,
    /// What the office wrote beside the figures.
    pub narrative: Option<PathBuf>,
    /// The form of the report.
    pub format: Format,
    /// Its language.
    pub lang: Lang,
    /// Whether the text shows every row.
    pub full: bool,
    /// Whether the text keeps to ASCII symbols.
    pub ascii: bool,
    /// Where it goes, in place of standard output.
    pub output: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments, without the program's name.
    ///
    /// # Errors
    /// [`ErrorKind::BadArgument`] that names the option, what was given and what is accepted.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut options = Self::default();
        while let Some(argument) = parser.next().map_err(|error| refused("", error.to_string()))? {
            let Long(name) = argument else {
                match argument {
                    Short('h') => options.work = Work::Help,
                    other => return Err(unknown(&text_of(other))),
                }
                continue;
            };
            let name = name.to_owned();
            match name.as_str() {
                "help" => options.work = Work::Help,
                "version" => options.work = Work::Version,
                "check" => options.work = Work::Check,
                "full" => options.full = true,
                "ascii" => options.ascii = true,
                "draft" => options.work = Work::Draft(path(&mut parser, &name)?),
                "verify" => options.work = Work::Verify(path(&mut parser, &name)?),
                "since" => options.since = Some(path(&mut parser, &name)?),
                "narrative" => options.narrative = Some(path(&mut parser, &name)?),
                "measurements" => options.measurements = Some(path(&mut parser, &name)?),
                "plan" => options.plan = Some(path(&mut parser, &name)?),
                "output" => options.output = Some(path(&mut parser, &name)?),
                "as-of" => options.as_of = Some(read(&mut parser, &name, parse_date)?),
                "known-at" => options.known_at = Some(read(&mut parser, &name, str::parse::<Moment>)?),
                "format" => options.format = read(&mut parser, &name, format_of)?,
                "lang" => options.lang = read(&mut parser, &name, lang_of)?,
                _ => return Err(unknown(&format!("--{name}"))),
            }
        }
        Ok(options)
    }

    /// The [`AsOf`] for a date.
    pub fn as_of_on(&self, date: tiendo::chrono::NaiveDate) -> AsOf {
        AsOf { date, known_at: self.known_at }
    }
}

fn value(parser: &mut lexopt::Parser, name: &str) -> Result<OsString> {
    parser.value().map_err(|error| refused(&format!("--{name}"), error.to_string()))
}

fn path(parser: &mut lexopt::Parser, name: &str) -> Result<PathBuf> {
    value(parser, name).map(PathBuf::from)
}

fn read<T>(parser: &mut lexopt::Parser, name: &str, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
    let given = value(parser, name)?;
    parse(&given.to_string_lossy()).map_err(|error| {
        let argument = Error::new(ErrorKind::BadArgument).given(given.to_string_lossy()).at(format!("--{name}"));
        match error.allowed_text() {
            Some(allowed) => argument.allowed(allowed.vi.clone(), allowed.get(Lang::En)),
            None => argument,
        }
    })
}

fn format_of(given: &str) -> Result<Format> {
    match given {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "html" => Ok(Format::Html),
        _ => Err(Error::new(ErrorKind::BadArgument).given(given).allowed("text, json, csv, html", "text, json, csv, html")),
    }
}

fn lang_of(given: &str) -> Result<Lang> {
    match given {
        "vi" => Ok(Lang::Vi),
        "en" => Ok(Lang::En),
        _ => Err(Error::new(ErrorKind::BadArgument).given(given).allowed("vi, en", "vi, en")),
    }
}

fn text_of(argument: lexopt::Arg<'_>) -> String {
    match argument {
        Short(letter) => format!("-{letter}"),
        Long(name) => format!("--{name}"),
        Value(value) => value.to_string_lossy().into_owned(),
    }
}

fn unknown(given: &str) -> Error {
    Error::new(ErrorKind::BadArgument).given(given).allowed("các tùy chọn mà --help liệt kê", "the options that --help lists")
}

fn refused(name: &str, given: String) -> Error {
    let error = Error::new(ErrorKind::BadArgument).given(given);
    if name.is_empty() { error } else { error.at(name) }
}

/// The options, for people.
pub const fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => {
            "Báo cáo tháng: tình hình, kết quả thực hiện kế hoạch.

  --as-of 2027-03-31         ngày đánh giá (mặc định: ngày cuối của kỳ số liệu mới nhất)
  --known-at THỜI-ĐIỂM       chỉ dùng số liệu đã nhận đến thời điểm này (2027-04-10T00:00:00+07:00)
  --measurements TỆP         số liệu báo cáo, CSV hoặc JSON Lines (mặc định: số liệu minh họa)
  --plan THƯ-MỤC             indicators.tsv, tasks.tsv, programme.toml (mặc định: kế hoạch của Đồng Nai)
  --since BÁO-CÁO.json       báo cáo trước để so sánh (mặc định: cuối tháng trước, tính lại theo số liệu nhận trước ngày 10)
  --narrative TỆP.md         phần lời: ## nguyen-nhan, ## kien-nghi, ## nhiem-vu-thang-toi, ## diem-noi-bat, ## CT-I.5 (nhận xét)
  --format text|json|csv|html     định dạng (mặc định: text)
  --lang vi|en               ngôn ngữ (mặc định: vi)
  --full                     văn bản gồm đủ các dòng của hai phụ lục
  --ascii                    ký hiệu ASCII cho màn hình cũ
  --output TỆP               ghi ra tệp

  --verify BÁO-CÁO.json      báo cáo có đúng là kết quả tính từ kế hoạch và số liệu này: mã 0 khi trùng khớp, mã 2 khi khác
  --check                    liệt kê mọi lỗi của thư mục kế hoạch (--plan)
  --draft THƯ-MỤC            tạo programme.toml cho hai bảng của kế hoạch mới, để ngỏ các câu hỏi
  --version, --help

Kết thúc với mã 0 khi có báo cáo (dòng bị từ chối in ra lỗi chuẩn và nêu trong báo cáo), mã 2 khi tham số hoặc tệp không dùng được.
"
        }
        Lang::En => {
            "The monthly report on a plan.

  --as-of 2027-03-31         the date judged (default: the last day of the newest period read)
  --known-at MOMENT          only what was received by then (2027-04-10T00:00:00+07:00)
  --measurements FILE        measurements, CSV or JSON Lines (default: the marked sample)
  --plan FOLDER              indicators.tsv, tasks.tsv, programme.toml (default: the plan of Đồng Nai)
  --since REPORT.json        the earlier report to compare with (default: last month's end, computed on data received before the 10th)
  --narrative FILE.md        words: ## nguyen-nhan, ## kien-nghi, ## nhiem-vu-thang-toi, ## diem-noi-bat, ## CT-I.5 (a remark)
  --format text|json|csv|html     (default: text)
  --lang vi|en               (default: vi)
  --full                     text with every row of the two appendices
  --ascii                    ASCII symbols for old consoles
  --output FILE              write there

  --verify REPORT.json       is the report what this plan and these measurements give: status 0 when the same, 2 when not
  --check                    list all problems of a plan folder (--plan)
  --draft FOLDER             write the programme.toml of a new plan's two tables, every question open
  --version, --help

Exit status 0 when a report came out (rejected rows go to standard error and into it), 2 for an unusable argument or file.
"
        }
    }
}
