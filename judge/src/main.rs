//! Holds speclint's Markdown outlines against those of cmark, cmark-gfm and commonmark.js; see `README.md`.

mod judges;
mod make;
mod minimise;
mod slow;
mod specification;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use fastrand::Rng;
use speclint::Format;

use self::judges::CommonMarkJs;
use self::make::Maker;
use self::minimise::minimised;
use self::verdict::{Court, Verdict};

const USAGE: &str = "\
judge [--commonmark-js DIR] [--seed N] [--documents N] [--corpus DIR]... [--spec FILE]... [--no-minimise] [--unjudged]
judge --show FILE
judge --slow rst|markdown [--seed N] [--seconds N]";

struct Options {
    commonmark_js: Option<PathBuf>,
    seed: u64,
    documents: usize,
    corpus: Vec<PathBuf>,
    specifications: Vec<PathBuf>,
    minimise: bool,
    unjudged: bool,
    show: Option<PathBuf>,
    slow: Option<Format>,
    seconds: u64,
}

fn options() -> Option<Options> {
    let mut options = Options {
        commonmark_js: None,
        seed: 1,
        documents: 100_000,
        corpus: Vec::new(),
        specifications: Vec::new(),
        minimise: true,
        unjudged: false,
        show: None,
        slow: None,
        seconds: 60,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(option) = arguments.next() {
        if option == "--no-minimise" {
            options.minimise = false;
            continue;
        }
        if option == "--unjudged" {
            options.unjudged = true;
            continue;
        }
        let value = arguments.next()?;
        match &*option {
            "--commonmark-js" => options.commonmark_js = Some(value.into()),
            "--seed" => options.seed = value.parse().ok()?,
            "--documents" => options.documents = value.parse().ok()?,
            "--corpus" => options.corpus.push(value.into()),
            "--spec" => options.specifications.push(value.into()),
            "--show" => options.show = Some(value.into()),
            "--seconds" => options.seconds = value.parse().ok()?,
            "--slow" if value == "rst" => options.slow = Some(Format::Rst),
            "--slow" if value == "markdown" => options.slow = Some(Format::Markdown),
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(format) = options.slow {
        let found = slow::search(format, &mut Rng::with_seed(options.seed), Duration::from_secs(options.seconds));
        return if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Some(path) = options.show {
        let source = std::fs::read_to_string(path).expect("a text");
        let extended = judges::cmark_gfm(&source, true);
        println!("cmark {:#?}\ncmark-gfm {extended:#?}", judges::cmark(&source));
        return ExitCode::SUCCESS;
    }
    let commonmark_js = options.commonmark_js.map(|package| CommonMarkJs::start(&package).expect("node starts"));
    let mut tally = Tally {
        court: Court { commonmark_js },
        minimise: options.minimise,
        show_unjudged: options.unjudged,
        judged: 0,
        unjudged: BTreeMap::new(),
        differ: 0,
        all_differ: 0,
        shown: BTreeSet::new(),
    };
    for path in &options.specifications {
        let text = std::fs::read_to_string(path).expect("the specification is a text");
        for (line, example) in specification::examples(&text) {
            tally.judge(&example, &format!("{}:{line}", path.display()));
        }
        tally.report(&path.display().to_string());
    }
    let mut maker = Maker { rng: Rng::with_seed(options.seed), corpus: Vec::new() };
    let files = options.corpus.iter().flat_map(|directory| walkdir::WalkDir::new(directory).sort_by_file_name());
    for entry in files.filter_map(Result::ok) {
        let is_markdown = entry.path().extension().is_some_and(|extension| extension == "md");
        if let (true, Ok(text)) = (is_markdown, std::fs::read_to_string(entry.path())) {
            tally.judge(&text, &entry.path().display().to_string());
            maker.corpus.push(text);
        }
    }
    if !options.corpus.is_empty() {
        tally.report("files of the corpus");
    }
    if options.specifications.is_empty() {
        for _ in 0..options.documents {
            let document = maker.document();
            tally.judge(&document, &format!("seed {}", options.seed));
        }
        tally.report(&format!("documents of seed {}", options.seed));
    }
    if tally.all_differ == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Tally {
    court: Court,
    minimise: bool,
    /// Whether documents are shown, too, of which the judges do not agree.
    show_unjudged: bool,
    judged: usize,
    unjudged: BTreeMap<&'static str, usize>,
    differ: usize,
    all_differ: usize,
    /// The documents that were shown, so that none is shown twice.
    shown: BTreeSet<String>,
}

impl Tally {
    fn judge(&mut self, document: &str, name: &str) {
        self.judged += 1;
        let verdict = self.court.judge(document);
        match &verdict {
            Verdict::Same => return,
            Verdict::Unjudged(cause) => *self.unjudged.entry(cause).or_default() += 1,
            Verdict::Differs(_) => self.differ += 1,
        }
        if self.show_unjudged || matches!(verdict, Verdict::Differs(_)) {
            self.show(document, name, &verdict);
        }
    }

    fn show(&mut self, document: &str, name: &str, verdict: &Verdict) {
        let court = &mut self.court;
        let mut is_same_kind = |text: &str| match (court.judge(text), verdict) {
            (Verdict::Unjudged(one), Verdict::Unjudged(other)) => one == *other,
            (one, other) => matches!((one, other), (Verdict::Differs(_), Verdict::Differs(_))),
        };
        let smallest = if self.minimise { minimised(document, &mut is_same_kind) } else { document.to_owned() };
        if self.shown.insert(smallest.clone()) {
            println!("{smallest:?}  ({name})\n  {}", self.court.judge(&smallest));
        }
    }

    /// Prints the figures, and begins again.
    fn report(&mut self, what: &str) {
        println!("{} {what}: {} differ", self.judged, self.differ);
        // Where nothing was judged, nothing is known.
        self.all_differ += usize::from(self.judged == 0);
        for (cause, count) in std::mem::take(&mut self.unjudged) {
            println!("  {count} not judged: {cause}");
        }
        self.all_differ += self.differ;
        (self.judged, self.differ) = (0, 0);
    }
}
