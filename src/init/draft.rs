//! A `release.toml` that is being made, and how it is written. What a reader of the repository finds out comes in as
//! [`Line`]s of a table; here is the only place that knows the order of the file and its comments.

use std::collections::BTreeMap;

use toml_edit::Value;

/// A `release.toml`.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The current release, and why it is that.
    pub current: Option<Said>,
    pub layout: Table,
    pub sections: Table,
    pub rules: Table,
    /// Options of the rule `metadata`, and what it demands of keys.
    pub metadata: Table,
    pub keys: Table,
    /// By the name or pattern of the release.
    pub releases: BTreeMap<String, Table>,
    pub groups: BTreeMap<String, Table>,
    pub whens: BTreeMap<String, Table>,
}

/// A name, and why it is that.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub name: String,
    pub why: String,
}

/// The lines of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// A comment over the table.
    pub remark: Option<String>,
    pub lines: Vec<Line>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// As TOML writes it.
    pub key: String,
    pub value: Value,
    /// A comment over it.
    pub remark: Option<String>,
    /// Whether it is commented out: somebody has to decide.
    pub is_proposed: bool,
}

impl Table {
    /// Sets a key. What is there already stays.
    pub fn say(&mut self, key: &str, value: impl Into<Value>, remark: &str) {
        self.put(key, value.into(), remark, false);
    }

    /// Writes a key into a comment. What is there already stays.
    pub fn propose(&mut self, key: &str, value: impl Into<Value>, remark: &str) {
        self.put(key, value.into(), remark, true);
    }

    fn put(&mut self, key: &str, value: Value, remark: &str, is_proposed: bool) {
        if !self.has(key) {
            let remark = Some(remark.to_owned()).filter(|remark| !remark.is_empty());
            self.lines.push(Line { key: key.to_owned(), value, remark, is_proposed });
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.lines.iter().any(|line| line.key == key)
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds to a list.
    pub fn say_more(&mut self, key: &str, values: impl IntoIterator<Item = String>, remark: &str) {
        let Some(line) = self.lines.iter_mut().find(|line| line.key == key) else {
            return self.say(key, Value::from_iter(values), remark);
        };
        let Some(list) = line.value.as_array_mut() else { return };
        for value in values {
            if !list.iter().any(|own| own.as_str() == Some(&value)) {
                list.push(value);
            }
        }
        let remarks = line.remark.iter().map(String::as_str).chain((!remark.is_empty()).then_some(remark));
        line.remark = Some(remarks.collect::<Vec<_>>().join(" "));
    }

    /// Takes what another table says and this one does not.
    pub fn add(&mut self, other: Table) {
        self.remark = self.remark.take().or(other.remark);
        for line in other.lines {
            if line.key == "ignore" {
                let names = line.value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
                self.say_more("ignore", names.collect::<Vec<_>>(), &line.remark.unwrap_or_default());
            } else if !self.has(&line.key) {
                self.lines.push(line);
            }
        }
    }
}

impl Draft {
    /// Takes what another draft says and this one does not.
    pub fn add(&mut self, other: Draft) {
        self.layout.add(other.layout);
        self.sections.add(other.sections);
        self.rules.add(other.rules);
        self.metadata.add(other.metadata);
        self.keys.add(other.keys);
        let own = [&mut self.releases, &mut self.groups, &mut self.whens];
        for (own, other) in own.into_iter().zip([other.releases, other.groups, other.whens]) {
            other.into_iter().for_each(|(name, table)| own.entry(name).or_default().add(table));
        }
    }

    /// Leaves a release out of the check.
    pub fn leave_out(&mut self, release: &str, why: &str) {
        let table = self.releases.entry(release.to_owned()).or_default();
        table.remark = Some(format!("It {why}."));
        table.say("check", false, "");
    }

    pub fn leaves_out(&self, release: &str) -> bool {
        self.releases.get(release).is_some_and(|table| table.has("check"))
    }

    /// The file.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        if let Some(Said { name, why }) = &self.current {
            text += &comment(&format!("The release that specs are written for: {why}."));
            text += &format!("current_release = {}\n", one(name));
        }
        for (name, table) in [
            ("layout", &self.layout),
            ("sections", &self.sections),
            ("rules", &self.rules),
            ("rules.metadata", &self.metadata),
            ("rules.metadata.keys", &self.keys),
        ] {
            write(name, table, &mut text);
        }
        for (kind, tables) in [("releases", &self.releases), ("groups", &self.groups), ("when", &self.whens)] {
            for (name, table) in tables {
                write(&format!("{kind}.{}", key(name)), table, &mut text);
            }
        }
        text
    }
}

fn write(name: &str, table: &Table, text: &mut String) {
    if table.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    *text += &table.remark.as_deref().map(comment).unwrap_or_default();
    *text += &format!("[{name}]\n");
    for line in &table.lines {
        *text += &line.remark.as_deref().map(comment).unwrap_or_default();
        let written = format!("{} = {}", line.key, value(&line.value));
        let mark = if line.is_proposed { "# " } else { "" };
        written.lines().for_each(|own| *text += &format!("{mark}{own}\n"));
    }
}

/// A comment in lines of at most a hundred characters.
fn comment(text: &str) -> String {
    let mut lines = vec![String::from("#")];
    for word in text.split_whitespace() {
        let last = lines.last_mut().filter(|line| line.len() + word.len() < 100);
        match last {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(format!("# {word}")),
        }
    }
    lines.join("\n") + "\n"
}

/// A key of a table that is not the configuration's own, as TOML writes it.
pub(super) fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if is_bare { name.to_owned() } else { one(name) }
}

/// A value as the name of a table: `last-call` of `Last Call`.
pub(super) fn slug(value: &str) -> String {
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A pattern that matches a text.
pub(super) fn pattern_of(text: &str) -> String {
    regex::escape(text).replace("\\-", "-").replace("\\#", "#").replace("\\&", "&")
}

/// A string; one with backslashes in single quotes, where they are what they are.
fn one(text: &str) -> String {
    let is_plain = !text.contains('\'') && !text.contains(char::is_control);
    if text.contains('\\') && is_plain { format!("'{text}'") } else { Value::from(text).to_string() }
}

fn value(of: &Value) -> String {
    match of {
        Value::String(text) => one(text.value()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(value).collect();
            let len: usize = items.iter().map(|item| item.len() + 2).sum();
            match len > 80 {
                true => format!("[\n{}]", items.iter().map(|item| format!("    {item},\n")).collect::<String>()),
                false => format!("[{}]", items.join(", ")),
            }
        }
        Value::InlineTable(table) => {
            let items: Vec<String> =
                table.iter().map(|(name, item)| format!("{} = {}", key(name), value(item))).collect();
            format!("{{ {} }}", items.join(", "))
        }
        other => other.to_string().trim().to_owned(),
    }
}

/// A path, or a list of several.
pub(super) fn paths(of: &[String]) -> Value {
    match of {
        [one] => Value::from(one.as_str()),
        several => several.iter().map(String::as_str).collect(),
    }
}
