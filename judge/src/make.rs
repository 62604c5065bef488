//! Made-up and damaged documents.

use fastrand::Rng;

/// Lines that begin, end or look like blocks.
const LINES: &[&str] = &[
    // Headings.
    "# x",
    "## y ##",
    "# a ##\t",
    "#",
    "#\t",
    "# #",
    "#\t#\tx #",
    "####### x",
    "#no",
    "   # i",
    "    # i",
    "# x \\##",
    "# \\#",
    "###### z",
    "T",
    "T",
    "T  ",
    "T\\",
    "===",
    "---",
    "--",
    "=",
    "-",
    "  ---",
    "   ===",
    "    ===",
    "= =",
    "=== x",
    "---\t",
    "\t---",
    "a\u{a0}",
    "\\# x",
    "# x#",
    "# x\u{b}#",
    "#\u{c}x",
    // Thematic breaks.
    "***",
    "___",
    "* * *",
    "_ _ _",
    "- - -",
    "-\t-\t-",
    "**\t*",
    "--- x",
    "* *",
    "*-*",
    "    ***",
    // Containers.
    "- a",
    "-",
    "- ",
    "-\t",
    "* b",
    "+",
    "+ ",
    "-\ta",
    "-   a",
    "-    a",
    "-     a",
    "- - a",
    "- * b",
    "-\t-\ta",
    "1. c",
    "1.",
    "2. d",
    "10) e",
    "1)\tx",
    "01. x",
    "000000001. x",
    "1234567890. x",
    "0. x",
    "-1. x",
    "1.  x",
    "1.\ttext",
    "> q",
    ">",
    ">\tq",
    ">>",
    ">> c",
    "> > b",
    ">- a",
    "> - a",
    ">\t- z",
    "> # h",
    "- # h",
    "-\t# h",
    "- ---",
    "- ***",
    "> ---",
    "> ===",
    "- ===",
    "    - d",
    "  - e",
    "      f",
    "\t- g",
    "\t\th",
    "  > i",
    "    > j",
    "- > k",
    "1. - l",
    "- 1. m",
    "> 1. n",
    "- ```",
    "> ```",
    "> ~~~",
    "- ~~~",
    "-     code",
    "-\tcode",
    "-\t\tcode",
    ">     code",
    ">\tcode",
    ">\t\tcode",
    "- <!--",
    "> <div>",
    // Code.
    "```",
    "```",
    "~~~",
    "````",
    "```\t",
    "``` x",
    "~~~ x",
    "~~~ `x`",
    "``` `x`",
    "```x y",
    "``",
    "   ```",
    "    ```",
    "```\u{a0}",
    "~~~~",
    "``` ```",
    "    code",
    "\tcode",
    "  \tcode",
    "     code",
    "    ",
    "   ",
    "\t",
    "  \t",
    // HTML.
    "<!-- c",
    "-->",
    "<!-- c -->",
    "<!-->",
    "<!--->",
    "<!---->",
    "--> x",
    "<pre>",
    "</pre>",
    "<PRE",
    "<pre x",
    "</script>",
    "<script>",
    "<style",
    "</STYLE>",
    "<textarea>",
    "</textarea>",
    "</textarea >",
    "<div>",
    "</div>",
    "<DIV",
    "<div/>",
    "<div/",
    "<div x",
    "<br>",
    "<br/>",
    "<br />",
    "</br>",
    "</br x>",
    "<a href=\"x\">",
    "<a href='",
    "<a b=c d>",
    "<a  b = 'c' >",
    "<a\tb>",
    "<a><b>",
    "<a> x",
    "<x-y>",
    "<x:y>",
    "<1>",
    "<http://x>",
    "<a@b.c>",
    "<?p",
    "?>",
    "<?p?>",
    "<!X>",
    "<!x",
    "<!X",
    ">",
    "<!",
    "<![CDATA[",
    "]]>",
    "<![cdata[",
    "<search>",
    "<source>",
    "<p>",
    "<p",
    "<table>",
    "<td",
    "<h1>",
    "</h1>",
    "<a b=\"",
    "\">",
    "<a b=\"c\"d>",
    "<a b=`c`>",
    "<a/ >",
    "</a/>",
    "<a\u{b}b>",
    "<a\u{c}>",
    "<div\u{b}x",
    "<pre\u{c}",
    // Link definitions.
    "[a]: /u",
    "[a]: /u \"t\"",
    "[a]: /u 't'",
    "[a]: /u (t)",
    "[a]:",
    "[a]:\t/u",
    "/u",
    "\"t",
    "t\"",
    "\"t\"",
    "'t",
    "(t",
    "t)",
    "[a]",
    "[a]: <",
    "[a]: <>",
    "[a]: <u v>",
    "[a]: <u>x",
    "[a]: /u \"t\" x",
    "[a]: /u\t\"t\"\t",
    "[a",
    "b]: /u",
    "[a\\]: /u",
    "[a\\]]: /u",
    "[]: /u",
    "[ ]: /u",
    "[b]: /v",
    "[B]: /v",
    "[a]: (",
    "[a]: ()",
    "[a]: (()",
    "[a]: \\(",
    "[a]:/u",
    "[a] : /u",
    "   [a]: /u",
    "    [a]: /u",
    "[a]: /u\\",
    "[a]: /u \"\\\"",
    "[a b]: /u",
    "[a",
    "[[a]]: /u",
    "[a]: /u\"t\"",
    "[a]: <u>\"t\"",
    // Inline text.
    "# [a]",
    "# [a]\\[]",
    "# [a][]",
    "# [b][a]",
    "# [a](b)",
    "# [a](b \"t\")",
    "# ![a](b)",
    "# ![x *y*][a]",
    "# *e* `c`",
    "# `x",
    "x`",
    "# `` a ` b ``",
    "# ` a `",
    "# <b>x</b>",
    "# <b",
    "# a<br>b",
    "# <!-- c -->x",
    "# &amp;",
    "# &lt;x",
    "# &#35; &#x41;",
    "# &nosuch; &amp",
    "# **b** __b__",
    "# *a*b* _a_b_",
    "# ***a** b*",
    "# *a",
    "a*",
    "# \\*a*",
    "a <b",
    "c>",
    "# <http://x.y>",
    "# a  b\tc",
    "# a\\",
    "# **a*",
    "# [a*](b)*",
    "# `[a](b)`",
    "# [a](<b",
    "# [`a](b)`",
    "# <a href=\"`\">`",
    "&amp;",
    "a\\",
    "# &#0;",
    "# &nbsp;x",
    "# a&#10;b",
    "# \\a\\!",
    "# !\\[a]",
    "# *\u{a0}a*",
    "# a*\u{20ac}b*",
    "# *\u{301}a*",
    "# _a_\u{2014}",
    // Tables.
    "| a | b |",
    "|---|---|",
    "|---|---|\t",
    "a|b",
    "-|-",
    "-|:",
    ":-:|--:",
    "-- -|-",
    ":-",
    "-:",
    "|-",
    "-|",
    "|-|",
    "|",
    "||",
    "|a",
    "a|",
    "a \\| c",
    "a \\| b | c",
    "--|--",
    "| --- |",
    "|:|",
    "| `a|b` |",
    "| `a\\|b` | c",
    "  |-|-|",
    "    |-|-|",
    "|\\|",
    "\\|a|b",
    "| a |",
    "a\\\\|b",
    "-|-|-",
    "- | -",
    "-\t|\t-",
    "- a|b",
    "> a|b",
    "> -|-",
    "  -|-",
    "---|---",
    "| - | - |",
    "+-|-",
    "|a|b|c|",
    "|\u{b}-|-",
    "\u{c}-|-",
    "|-|\u{b}",
    "a|\u{a0}",
    "# a|b",
    // Footnotes and what is struck through.
    "[^1]: n",
    "# T[^1]",
    "text[^1]",
    "[^1]:",
    "[^1]:\tn",
    "[^a b]: n",
    "[^]: n",
    "   [^1]: n",
    "    [^1]: n",
    "[^1]: # h",
    "[^1]: - a",
    "[^1]:     code",
    "> [^1]: n",
    "- [^1]: n",
    "[^1]: > q",
    "[^2]: m",
    "# ~~O~~ N",
    "# ~O~ N",
    "# ~~~O~~~",
    "# ~~O~ N",
    "# a~~b~~c",
    "# ~~ a ~~",
    "[^1]:\u{b}n",
    "[^\u{e9}]: n",
    "# [^1][^2]",
    "# ![^1]",
    "# [^1](x)",
    "# [x][^1]",
    // Nothing.
    "",
    "",
    "",
    "",
    "",
];

const PREFIXES: &[&str] =
    &["> ", ">", "- ", "  ", "    ", "\t", "   ", "1. ", " ", ">\t", "-\t", "* ", "\t ", " \t", "+   ", "[^1]: "];

/// Characters that mean something, most of them often.
const CHARACTERS: &[&str] = &[
    "#",
    "#",
    " ",
    " ",
    " ",
    "\t",
    "\t",
    "-",
    "-",
    "=",
    ">",
    ">",
    "`",
    "~",
    "|",
    ":",
    "*",
    "_",
    "+",
    "[",
    "]",
    "(",
    ")",
    "a",
    "x",
    "<",
    "!",
    "\\",
    "\"",
    "'",
    "&",
    ";",
    "^",
    "/",
    "?",
    ".",
    "1",
    "0",
    "\n",
    "\n",
    "\n",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\0",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{85}",
    "\u{2028}",
    "\u{200b}",
    "\u{feff}",
    "\u{e9}",
    "\u{df}",
    "\u{1e9e}",
    "\u{130}",
    "\u{ac}",
    "\u{2014}",
    "\u{1f600}",
    "```",
    "~~~",
    "---",
    "***",
    "===",
    "[a]: ",
    "[a]",
    "[^1]",
    "[^1]: ",
    "<!--",
    "-->",
    "<a",
    "<pre",
    "</",
    "/>",
    "~~",
    "**",
    "    ",
    "&#",
    "&amp;",
    "\\\n",
    "  \n",
    "|-|",
    "-|-",
];

/// What stands in a heading.
const INLINE: &[&str] = &[
    "*",
    "*",
    "**",
    "_",
    "__",
    "`",
    "`",
    "``",
    "[",
    "]",
    "[a]",
    "](b)",
    "[]",
    "![",
    "(",
    ")",
    "<",
    ">",
    "<b>",
    "</b>",
    "<b c=\"",
    "\"",
    "'",
    "<!--",
    "-->",
    "<!-->",
    "<!X",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<http://x>",
    "<a@b.c>",
    "&amp;",
    "&lt",
    "&",
    ";",
    "&#33;",
    "&#x26;",
    "&copy",
    "\\",
    "\\",
    "\\*",
    "\\[",
    "!",
    "~",
    "~~",
    "#",
    " #",
    " ",
    " ",
    " ",
    "\t",
    "a",
    "b",
    "x",
    "1",
    ".",
    ",",
    "\u{a0}",
    "\u{e9}",
    "\u{20ac}",
    "\u{2014}",
    "\u{3000}",
    "\u{301}",
    "\u{200b}",
    "\u{1f600}",
    "\0",
    "\u{b}",
    "\u{c}",
    "[^1]",
    "^",
    "|",
    "-",
    "=",
    "](<b>",
    "](b \"t\")",
    "][a]",
    "][b]",
    "[ A ]",
    "[\u{1e9e}]",
    "[ss]",
    "\n",
    "  \n",
    "\\\n",
    "<a\n",
    "&quot;",
    "{#x}",
    "http://a_b_c",
    "$",
    "+",
];

/// Makes documents from a seed.
pub struct Maker {
    pub rng: Rng,
    /// Real documents, which it damages.
    pub corpus: Vec<String>,
}

impl Maker {
    pub fn document(&mut self) -> String {
        let kinds = if self.corpus.is_empty() { 4 } else { 6 };
        let mut document = match self.rng.usize(..kinds) {
            0 | 1 => self.of_lines(),
            2 => self.of_characters(),
            3 => self.of_headings(),
            _ => self.damaged(),
        };
        match self.rng.usize(..12) {
            0 => document = document.replace('\n', "\r"),
            1 => document = document.replace('\n', "\r\n"),
            2 => self.sprinkle(&mut document),
            _ => {}
        }
        document
    }

    fn pick<'c>(&mut self, choices: &[&'c str]) -> &'c str {
        choices[self.rng.usize(..choices.len())]
    }

    fn line(&mut self) -> String {
        let mut line = self.pick(LINES).to_owned();
        while self.rng.usize(..5) == 0 {
            line.insert_str(0, self.pick(PREFIXES));
        }
        if self.rng.usize(..12) == 0 {
            line += self.pick(CHARACTERS);
        }
        line
    }

    fn of_lines(&mut self) -> String {
        let mut document = String::new();
        // Lines in one container, so that more of them belong together.
        let container = if self.rng.usize(..4) == 0 { self.pick(PREFIXES) } else { "" };
        for _ in 0..self.rng.usize(1..=9) {
            if self.rng.usize(..4) > 0 {
                document += container;
            }
            document += &self.line();
            document.push('\n');
        }
        if self.rng.usize(..3) == 0 {
            document.pop();
        }
        document
    }

    fn of_characters(&mut self) -> String {
        (0..self.rng.usize(2..40)).map(|_| self.pick(CHARACTERS)).collect()
    }

    fn of_headings(&mut self) -> String {
        let mut document = String::new();
        for _ in 0..self.rng.usize(1..4) {
            let text: String = (0..self.rng.usize(1..12)).map(|_| self.pick(INLINE)).collect();
            if self.rng.bool() {
                document += &format!("# {}\n", text.replace('\n', " "));
            } else {
                document += &format!("\n{text}\n---\n");
            }
            if self.rng.bool() {
                document += "\n[a]: /u\n[ss]: /v\n[^1]: n\n\n";
            }
        }
        document
    }

    /// Some lines of a real document, damaged.
    fn damaged(&mut self) -> String {
        let mut lines = self.window();
        for _ in 0..self.rng.usize(1..6) {
            if lines.is_empty() {
                break;
            }
            let at = self.rng.usize(..lines.len());
            match self.rng.usize(..11) {
                0 => {
                    lines.remove(at);
                }
                1 => lines.insert(at, lines[self.rng.usize(..lines.len())].clone()),
                2 => {
                    let other = self.rng.usize(..lines.len());
                    lines.swap(at, other);
                }
                3 => {
                    let prefix = self.pick(PREFIXES);
                    let end = (at + self.rng.usize(1..8)).min(lines.len());
                    lines[at..end].iter_mut().for_each(|line| line.insert_str(0, prefix));
                }
                4 => {
                    let end = (at + self.rng.usize(1..8)).min(lines.len());
                    lines[at..end].iter_mut().for_each(|line| *line = line.trim_start().to_owned());
                }
                5 if at + 1 < lines.len() => {
                    let next = lines.remove(at + 1);
                    lines[at] += &next;
                }
                6 => lines.insert(at, self.line()),
                7 => {
                    let more = self.window();
                    lines.splice(at..at, more.into_iter().take(10));
                }
                8 => {
                    let place = self.place(&lines[at]);
                    let end = lines[at].split_off(place);
                    lines.insert(at + 1, end);
                }
                9 => {
                    let place = self.place(&lines[at]);
                    if let Some(c) = lines[at][place..].chars().next() {
                        lines[at].replace_range(place..place + c.len_utf8(), "");
                    }
                }
                _ => {
                    let place = self.place(&lines[at]);
                    let piece = self.pick(CHARACTERS);
                    lines[at].insert_str(place, piece);
                }
            }
        }
        lines.join("\n")
    }

    fn window(&mut self) -> Vec<String> {
        let document = &self.corpus[self.rng.usize(..self.corpus.len())];
        let lines: Vec<&str> = document.split('\n').collect();
        let len = self.rng.usize(1..50);
        let start = self.rng.usize(..lines.len());
        lines[start..].iter().take(len).map(|&line| line.to_owned()).collect()
    }

    /// A place between characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.rng.usize(..=text.len());
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    }

    /// Any characters anywhere.
    fn sprinkle(&mut self, document: &mut String) {
        for _ in 0..self.rng.usize(1..4) {
            let place = self.place(document);
            let c = if self.rng.bool() { self.rng.char('\0'..='\u{ff}') } else { self.rng.char(..) };
            document.insert(place, c);
        }
    }
}
