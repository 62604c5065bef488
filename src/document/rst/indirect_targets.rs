//! Hyperlink targets that lead nowhere.
//!
//! ```bnf
//! internal ::= ".. _" name ":"
//! indirect ::= ".. _" name ":" reference        the same with `__` for a name: anonymous
//! ```
//!
//! docutils puts a target on the page, as a problem, if it refers to an indirect target whose own reference leads nowhere
//! or back: by name, or as an internal target with nothing but messages between the two. Only where an indirect target
//! stands before the document's title or subtitle is this of interest, and the document is read a second time.
//! `transforms.references`: `PropagateTargets`, `IndirectHyperlinks`.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::references::folded;
use super::lines::Line;
use super::parser::{Kind, Parser, Place, Sink};
use super::title::{ProblemKind, Title};
use crate::pattern::constant;

/// What a target leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// To what comes after it.
    On,
    To(String),
    /// To the target of this name.
    Via(String),
}

/// Names of a text that are not told of in its blocks: inline targets, embedded addresses, notes, and the option.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let inline = r#"(?:^|[\s'"(\[{<\-/:])(?:_`([^`]+)`|`([^`<]+)\s<[^`>]+>`_(?:[^_]|$))"#;
    let names = format!(r"(?m){inline}|^ *\.\. \[#?([^\]\n]+)\]|^ +:(?:fig)?name: +(\S.*)");
    constant(&names)
});

/// For the document's title and its subtitle, whether a problem stands before it.
pub(super) fn problems(text: &str, lines: &[Line]) -> [bool; 2] {
    let mut targets = Targets::default();
    Parser::new(text, lines, &mut targets).run();
    for names in NAMES.captures_iter(text) {
        // The name of a target in blocks may stand between backquotes too.
        let is_block = text[..names.get_match().start()].ends_with("..");
        if let Some(name) = names.iter().skip(1).flatten().next().filter(|_| !is_block) {
            // The text of an embedded address names it as a heading's text does.
            let explicit = names.get(2).is_none();
            targets.register(folded(name.as_str()), Named { target: None, explicit });
        }
    }
    targets.resolve();
    let problem = |headings| targets.all.iter().any(|target| target.is_problem && target.headings == Some(headings));
    [problem(0), problem(1)]
}

struct Target {
    name: Option<String>,
    leads: Leads,
    /// Whether it had its name when it was read: another thing of that name takes it away.
    was_named: bool,
    /// How many headings stand before it, where it is at the top of the document.
    headings: Option<usize>,
    /// The target before it, if nothing but messages stands between the two.
    after: Option<usize>,
    is_resolved: bool,
    is_problem: bool,
}

/// What has a name.
#[derive(Clone, Copy)]
struct Named {
    /// `None` for what is no target.
    target: Option<usize>,
    /// Whether the name is given, and not the text of a heading or a reference.
    explicit: bool,
}

#[derive(Default)]
struct Targets {
    all: Vec<Target>,
    /// `None` where several things have the name, and whether it is given to any.
    names: HashMap<String, (Option<Named>, bool)>,
    headings: usize,
    /// The last thing at the top of the document that is no message, if it was a target.
    last: Option<usize>,
}

impl Targets {
    /// Gives something a name, unless another thing has it with more right (`document.set_duplicate_name`). Returns
    /// whether the new thing has it.
    fn register(&mut self, name: String, new: Named) -> bool {
        let leads = |named: &Named| named.target.map(|at| &self.all[at].leads).filter(|leads| **leads != Leads::On);
        let Some((old, explicit)) = self.names.get(&name).copied() else {
            self.names.insert(name, (Some(new), new.explicit));
            return true;
        };
        if old.is_some_and(|old| leads(&old).is_some() && leads(&old) == leads(&new)) {
            return false;
        }
        let (kept, is_named) = match (new.explicit, explicit) {
            (true, false) => (Some(new), true),
            (false, true) => (old, false),
            _ => (None, false),
        };
        if !is_named
            && new.explicit
            && let Some(old) = old.and_then(|old| old.target)
        {
            self.all[old].name = None;
        }
        self.names.insert(name, (kept, explicit || new.explicit));
        is_named
    }

    fn resolve(&mut self) {
        let mut entered = vec![false; self.all.len()];
        let mut referring: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, target) in self.all.iter().enumerate() {
            if let (Leads::Via(name), true) = (&target.leads, target.was_named) {
                referring.entry(name.clone()).or_default().push(at);
            }
        }
        for first in 0..self.all.len() {
            let mut open = vec![first];
            while let Some(&at) = open.last() {
                let next = match &self.all[at].leads {
                    Leads::Via(name) if !self.all[at].is_resolved => self.names.get(name).map(|found| found.0),
                    _ => {
                        open.pop();
                        continue;
                    }
                };
                let Some(Some(next)) = next else {
                    self.fail(at, &referring);
                    continue;
                };
                let is_open =
                    |next: &usize| matches!(self.all[*next].leads, Leads::Via(_)) && !self.all[*next].is_resolved;
                match next.target.filter(is_open) {
                    None => self.all[at].is_resolved = true,
                    Some(next) => {
                        entered[at] = true;
                        if entered[next] {
                            self.fail(next, &referring);
                        } else {
                            open.push(next);
                        }
                    }
                }
            }
        }
    }

    /// Makes problems of the targets that refer to one, or to the internal targets that lead on to it.
    fn fail(&mut self, at: usize, referring: &HashMap<String, Vec<usize>>) {
        self.all[at].is_resolved = true;
        let mut member = at;
        loop {
            for &other in self.all[member].name.as_ref().and_then(|name| referring.get(name)).into_iter().flatten() {
                self.all[other].is_problem = true;
            }
            let before = self.all[member].after.filter(|&before| self.all[before].leads == Leads::On);
            let Some(before) = before else { return };
            member = before;
            self.all[member].is_problem = true;
        }
    }
}

impl Sink for Targets {
    fn is_title_open(&self) -> bool {
        self.headings < 2
    }

    fn title(&mut self, text: &str, title: Title<'_>) {
        let line = title.text_line;
        let name = folded(&text[line.start as usize..line.end as usize]);
        self.register(name, Named { target: None, explicit: false });
        self.headings += 1;
        self.last = None;
    }

    fn problem(&mut self, _: ProblemKind, _: &[Line], _: &Line) {}

    fn block(&mut self, _: &str, kind: Kind, _: &[Line], place: Place) {
        let is_message = matches!(place, Place::Top { on_page: false } if kind != Kind::Comment);
        if place != Place::Nested && !is_message {
            self.last = None;
        }
    }

    fn hears_targets(&self) -> bool {
        true
    }

    fn target(&mut self, target: Option<(Option<String>, Leads)>, is_top: bool) {
        let Some((name, leads)) = target else {
            self.last = self.last.filter(|_| !is_top);
            return;
        };
        let at = self.all.len();
        let headings = is_top.then_some(self.headings);
        self.all.push(Target {
            name: None,
            was_named: false,
            leads,
            headings,
            after: self.last.filter(|_| is_top),
            is_resolved: false,
            is_problem: false,
        });
        if let Some(name) = name
            && self.register(name.clone(), Named { target: Some(at), explicit: true })
        {
            self.all[at].name = Some(name);
            self.all[at].was_named = true;
        }
        // What a construct holds that docutils refuses is not there: nothing nested comes between two targets.
        if is_top {
            self.last = Some(at);
        }
    }
}
