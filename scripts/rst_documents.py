"""Made-up reStructuredText documents: short, and dense with constructs that are well formed, or nearly so.

`make(seed, number)` always gives the same document. Most documents try what decides about the document's title: blocks,
then a lone section, then blocks, then a lone section in it. The others are titles of some levels, or lines in any
order.
"""

import random

WORDS = [
    "a", "b c", "Text", "*em*", "``lit``", "x_", "`r`_", "|s|", "[1]_", "\\*", "é", "中文", "e\u0301", "1", "::", "u::",
]
ADORNMENTS = "==--~~^\"'`#*+.:_<>"
BULLETS = ["-", "*", "+", "•", "‣"]
ENUMERATORS = ["1.", "2.", "#.", "a.", "b.", "A)", "(i)", "(ii)", "i.", "II.", "(1)", "12)", "iv.", "mm.", "(#)", "0."]
SPACES = ["", "", "", " ", "  ", "   ", "    ", "\t", "\u00a0", "\x0c", "\u3000", "\x1c"]

ADMONITIONS = ["attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"]
ARGUED = ["admonition", "topic", "sidebar", "container", "class", "rst-class", "rubric", "compound", "contents", "raw"]
TABLES = ["table", "csv-table", "list-table"]
QUOTES = ["epigraph", "highlights", "pull-quote", "line-block", "parsed-literal", "math"]
CODE = ["code", "code-block", "sourcecode"]
IMAGES = ["image", "figure"]
OTHERS = """
    date default-role footer header include meta replace restructuredtext-test-directive role section-numbering sectnum
    target-notes title unicode unknown literalinclude toctree only index productionlist speclint
""".split()
DIRECTIVES = [ADMONITIONS, ARGUED, ARGUED, TABLES, TABLES, QUOTES, CODE, IMAGES, OTHERS]

OPTIONS = """
    align alt backlinks class delim depth encoding end-before end-line escape figclass figname figwidth file format
    header header-rows height keepspace literal loading local ltrim name number-lines prefix quote rtrim scale start
    start-line stub-columns subtitle suffix tab-width target trim url width widths unknown
""".split()
VALUES = {
    "align": "left center right top middle bottom LEFT up",
    "backlinks": "top entry none Entry no",
    "delim": "; : tab space , a 0x3b U+7C &#59; ab 9 10 124 ²",
    "depth": "0 1 2 -1 x",
    "encoding": "utf-8 latin-1 ascii UTF_8 cp1252 no-such utf8 iso-8859-15 macroman",
    "escape": "\\ ' ; 0x5c ab",
    "figwidth": "image 50% 3em x -1 Image",
    "header-rows": "0 1 2 3 -1 x 1_0",
    "height": "3 3em 3% 3Q .5in 1.5.2 -1 x 10px 3µ",
    "loading": "embed link lazy x",
    "number-lines": "1 5 x 1.5 +3 -1 1_0 ٣",
    "quote": "' \" ; 0x27 ab",
    "scale": "50 50% 50\u00a0% -1 x 50%%",
    "stub-columns": "0 1 2 -1 x",
    "target": "x_ `x`_ http://a `x_",
    "width": "3 3em 3% 3Q .5in x -1 3pc 3xy",
    "widths": "auto grid 1 1,2 1,1,1 1,x 0,1 ,",
}
CLASSES = ["special", "a b", "1", "---", "+===+", "é", "中", "ß", "ø", "A1", "1a", "\\x", "a\\ b", "ﬀ", "①"]
TARGETS = [
    ".. _a: http://x", ".. _a:", "__ http://x", ".. __: x", ".. _`a b`: x", ".. _a\\: b: c", ".. _broken", ".. _a b:",
    ".. _`a: b", ".. _x: y_", "__ x_", ".. _a : b", ".. _: x", ".. __:", ".. _a:b", ".. _long\n   name: x", ".. _`",
]
NOTES = [".. [1] n", ".. [#] n", ".. [#a] n", ".. [*] n", ".. [CIT] n", ".. [a b] n", ".. [1]n", ".. [1]", ".. [2]\n"]
COMMENTS = [
    ".. comment", "..", "..\n   more", ".. a\n\n   b", "..x", ".. :: x", ".. a: b", ".. _ x", ".. | x", ".. end ::",
]
FIELDS = [
    ":a: b", ":a:", ":a b: c", ":a:b", ": a: b", ":a : b", ":a\\: b: c", "::", ":`a: b`: c", ":*a*: b", ":Author: me",
    ":Abstract: x", ":date: x\n:a: b", ":a:\n   b\n\n   c",
]
OPTION_ITEMS = [
    "-a  x", "--all", "--all=x  y", "/V  v", "-a b  c", "-a, --all  x", "+x", "-a <b c>  d", "--a b c  d", "-ab  c",
    "-a\n   x", "--a=<b>  c", "-a", "-a,--b  c", "-f FILE, --f FILE  y",
]
SIMPLE = [
    "= =\na b\n= =", "=== ===\na   b\n=== ===\nc   d\n=== ===", "== ==\na  b\n-----\nc  d\n== ==",
    "== ==\nabc d\n== ==", "= =\na b", "== ==\na  b\n==  ==", "= = =\na b c\n--- -\nd e f\n= = =", "= =\n\n= =",
    "== ==\na\n\n   b\n== ==", "= =\na b\n= =\nc d\n= =\ne f\n= =", "= =\n中 b\n= =", "== ==\na  b\n== ==\n\n",
]
GRIDS = [
    "+-+-+\n|a|b|\n+-+-+", "+---+\n| a |\n+---+", "+-+-+\n|a|b|\n+=+=+\n|c|d|\n+-+-+", "+-+-+\n|a  |\n+-+-+",
    "+-+-+\n|a b|\n+---+", "+---+\n| a\n+---+", "+-+-+\n|a|b|\n+ +-+\n| |c|\n+-+-+", "+--+\n|é|\n+--+",
    "+---+\n|中 |\n+---+", "+---+\n| a |", "+-+-+\n|a|b|\n+-+-+\n|c|d|", "+---+\n|e\u0301  |\n+---+",
    "+-+-+\n|a|b|\n+-+ +\n|c| |\n+-+-+", "+---+\n+===+\n+---+", "+-+-+\n|a|b|\n+-+-+\ntext",
]
LITERALS = [
    "::\n\n   x", "a::\n\n   b", "a::\n\n> q\n> r", "::", "a ::", "a\\::", "a::\n  b", "::\n\n- x\n- y", ">>> x\ny",
    ">>>",
]
CSV = [
    "a,b", "a", '"a",b', '"a"b', 'a"b', '"a', "a;b", "a, b\nc", "a,b\n\nc,d", "'a',b", "a\\,b", '"a""b",c', "a b",
    '"a\nb",c', ",", "a\tb", "a:b", '"a" ,b', '"a\\"",b', "a,b\nc,d\ne,f", "a\\",
]
ROWS = [
    "* - a\n  - b\n* - c\n  - d", "- - a", "* - a\n  - b\n* - c", "* a\n* b", "- - a\n- - b", "* -\n  -\n* - b\n  - c",
    "* - a\n\n  - b", "* - a\n\n* - b", "* * a\n  - b", "- * a\n+ * b", "* - a\n  text", "- - a\n  - b\n\ntext",
    "-\n  - a", "* - a\n  - b\n\n\n* - c\n  - d", "- - - a", "- .. c\n\n  - a", "* - a\n * - b", "* - a\n  - b\n  - c",
]
LINES = [
    "", "", "", "..", "::", "---", "====", "====", "    ", "|", "| a", "| b\n  c", ">>> x", "-", "- a", ". a", "\x0c",
    "a\u2028b",
]


class Maker:
    def __init__(self, rng):
        self.rng = rng
        self.pick = rng.choice

    def chance(self, probability):
        return self.rng.random() < probability

    def indented(self, text, by=None):
        """The text with its lines indented, sometimes not all by as much."""
        by = " " * (by or self.pick([1, 2, 3, 3, 3, 4]))
        lines = []
        for line in text.split("\n"):
            more = self.pick([" ", "  "]) if self.chance(0.03) else ""
            lines.append(by + more + line if line or self.chance(0.05) else "")
        return "\n".join(lines)

    # Directives

    def value(self, name):
        values = VALUES.get(name, "").split() if self.chance(0.85) else WORDS + CLASSES
        if name in ("class", "figclass", "name"):
            values = CLASSES
        if name == "header" or self.chance(0.01):
            values = CSV
        if name in ("keepspace", "local", "trim", "ltrim", "rtrim", "literal") and self.chance(0.85) or self.chance(0.06):
            return ""
        value = self.pick(values or WORDS)
        return value if not self.chance(0.04) else value + self.pick(["\n  more", "\n\n  more", " more", "\n:x"])

    def option(self, liked):
        name = self.pick(liked) if liked and self.chance(0.85) else self.pick(OPTIONS)
        if self.chance(0.03):
            name = self.pick([name.upper(), f"*{name}*", f"``{name}``", f"\\{name}", name + " x", name + ":", f"`{name}`"])
        value = self.value(name.lower()).replace("\n", "\n  ")
        return f":{name}: {value}".rstrip(" ") if not self.chance(0.02) else f":{name}:{value}"

    def liked_options(self, name):
        own = {
            "contents": "depth local backlinks class", "code": "class name number-lines", "sidebar": "subtitle class name",
            "container": "name", "class": "", "rst-class": "", "raw": "file url encoding class", "rubric": "class name",
            "table": "align width widths class name",
            "csv-table": "header-rows stub-columns header widths delim keepspace quote escape encoding align width file",
            "list-table": "header-rows stub-columns widths width align class name", "unicode": "trim ltrim rtrim",
            "image": "alt height width scale align target loading class name", "sectnum": "depth start prefix suffix",
            "figure": "alt height width scale align target loading class name figwidth figclass figname",
            "include": "literal start-line encoding", "target-notes": "class name",
        }
        return own.get(name, "class name").split()

    def argument(self, name):
        if name in ("class", "rst-class", "container") and self.chance(0.8):
            return self.pick(CLASSES)
        if name in ("role", "default-role"):
            return self.pick(["r", "r(emphasis)", "emphasis", "r(raw)", "x(y)", "", "(x)", "r(code)"])
        if name in IMAGES:
            return self.pick(["x.png", "x y", "x\ny", "", "http://a"])
        if name == "unicode":
            return self.pick(["0x41", "U+110000", "a", "169 .. c", "&#x41;", "99999999999"])
        return self.pick(WORDS + ["", "", "", "T t", "python", "a\nb", "html"])

    def content(self, name, depth):
        if self.chance(0.12):
            return ""
        if name == "csv-table" and self.chance(0.9):
            return self.pick(CSV)
        if name == "list-table" and self.chance(0.9):
            return self.pick(ROWS)
        if name == "table" and self.chance(0.8):
            return self.pick(SIMPLE + GRIDS)
        if name == "meta":
            return self.pick(FIELDS)
        return self.blocks(self.pick([1, 1, 1, 2, 3]), depth - 1)

    def directive(self, depth, name=None, start=".. "):
        name = name or self.pick(self.pick(DIRECTIVES))
        shown = name if not self.chance(0.03) else self.pick([name.upper(), name + " ", name + ":", name.title(), "_" + name])
        argument = self.argument(name) if self.chance(0.15 if name in ADMONITIONS + QUOTES else 0.75) else ""
        head = f"{start}{shown}::" + ("" if not argument or self.chance(0.06) else " ") + argument.replace("\n", "\n   ")
        if self.chance(0.05):
            head = f"{start}{shown}::" + self.pick(["\n", "\n\n", "\n\n\n"]) + self.indented(argument)
        likes, options = self.liked_options(name), ""
        while self.chance(0.35 if likes else 0.1):
            options += "\n" + self.option(likes)
        by = self.pick([3, 3, 3, 3, 2, 4, 1])
        if options:
            head += "\n" + self.indented(options[1:], by)
        if self.chance(0.03):
            head += " " + self.option(likes)
        if self.chance(0.75 if name not in ("contents", "image", "rubric", "sectnum", "title") else 0.15):
            content = self.content(name, depth)
            if content:
                gap = "\n\n" if self.chance(0.85) else self.pick(["\n", "\n\n\n", " "])
                head += gap + self.indented(content, by)
        return head

    def substitution(self, depth):
        name = self.pick(["s", "a b", "x|y", "s ", " s", "s\\", "a\n   b", "a\\|", "|", "é"])
        gap = self.pick([" ", " ", " ", "\n   ", "\n\n   ", "", "  "])
        rest = self.directive(depth, start="") if self.chance(0.75) else self.pick(WORDS + ["- a", "", "x ::y", "note ::"])
        return f".. |{name}|{gap}{rest}"

    # Other blocks

    def title(self, character=None, text=None):
        text = text or self.pick(["One", "Two", "Three", "A longer title", "x", "中文", "*Em* x", "e\u0301e\u0301e\u0301"])
        character = character or self.pick(ADORNMENTS)
        line = character * (len(text) + (0 if not self.chance(0.12) else self.pick([-3, -2, -1, 1, 2, 9])))
        if self.chance(0.2):
            over = line if not self.chance(0.1) else line + character
            return f"{over}\n{self.pick(['', ' '])}{text}\n{line}"
        return f"{text}\n{line}"

    def listed(self, depth, marker):
        gap = self.pick([" ", " ", " ", "  ", "\n "])
        text = self.blocks(1, depth - 1) if depth > 0 else self.pick(WORDS)
        first, *rest = (text or "a").split("\n")
        rest = [(" " * (len(marker) + len(gap)) + line if line else "") for line in rest]
        return "\n".join([f"{marker}{gap}{first}", *rest])

    def block(self, depth):
        kind = self.rng.random()
        if kind < 0.30:
            return self.directive(depth) if depth > 0 else self.directive(0, self.pick(["note", "image", "class", "x"]))
        if kind < 0.36:
            return self.substitution(depth)
        if kind < 0.46:
            return self.pick(TARGETS)
        if kind < 0.54:
            return self.pick(COMMENTS)
        if kind < 0.58:
            return self.pick(NOTES) + self.pick(["", "\n   more", "\n\n   more"])
        if kind < 0.64:
            return self.listed(depth, self.pick(BULLETS))
        if kind < 0.70:
            return self.listed(depth, self.pick(ENUMERATORS))
        if kind < 0.77:
            return self.pick(self.pick([SIMPLE, GRIDS]))
        if kind < 0.81:
            return self.pick(FIELDS)
        if kind < 0.84:
            return self.pick(OPTION_ITEMS)
        if kind < 0.87:
            return self.pick(LITERALS)
        if kind < 0.90:
            return self.pick(["----", "====", "-----", "---", "****"])
        if kind < 0.93:
            return self.indented(self.blocks(1, depth - 1)) if depth > 0 else "  quote\n\n  -- who"
        if kind < 0.95:
            return self.title()
        return self.pick(WORDS) + self.pick(["", "\nmore", "\n  def", "\n\n  quote", "\n----"])

    def blocks(self, count, depth):
        text = ""
        for _ in range(count):
            text += self.block(max(depth, 0)) + ("\n\n" if self.chance(0.85) else "\n")
        return text.rstrip("\n") if not self.chance(0.05) else text

    # Documents

    def about_titles(self):
        """What decides whether a lone section becomes the title, and one in it the subtitle."""
        few = lambda: self.blocks(self.pick([0, 0, 1, 1, 1, 2, 3]), 2) + self.pick(["\n\n", "\n\n", "\n\n", "\n", ""])
        text = few() + self.title("=", "Title") + "\n" + few()
        if self.chance(0.7):
            text += self.title("-", "Subtitle") + "\n" + few()
        while self.chance(0.3):
            text += self.title() + "\n" + few()
        return text

    def of_levels(self):
        """Titles of a few styles, some too deep."""
        characters = self.rng.sample("=-~^", self.pick([2, 3, 3, 4]))
        text = ""
        for _ in range(self.rng.randint(2, 9)):
            text += self.title(self.pick(characters)) + self.pick(["\n", "\n\n"])
            text += self.blocks(1, 1) + self.pick(["\n\n", "\n"]) if self.chance(0.3) else ""
        return text

    def of_lines(self):
        """Lines of all constructs in any order."""
        pools = [LINES, LINES, TARGETS, NOTES, COMMENTS, FIELDS, OPTION_ITEMS, SIMPLE, GRIDS, LITERALS, ROWS, CSV, WORDS]
        lines = []
        for _ in range(self.rng.randint(2, 14)):
            line = self.pick(self.pick(pools)) if self.chance(0.8) else self.title()
            line = self.directive(1) if self.chance(0.08) else line
            lines += [self.pick(SPACES) + part if self.chance(0.25) else part for part in line.split("\n")]
        return "\n".join(lines)

    def damaged(self, text):
        """The document with a few characters or lines more, fewer, or elsewhere."""
        for _ in range(self.pick([1, 1, 2, 3, 5])):
            at = self.rng.randint(0, len(text))
            change = self.rng.random()
            if change < 0.35:
                text = text[:at] + text[at + 1 :]
            elif change < 0.7:
                text = text[:at] + self.pick(" \n\n.:=-+|*`_\\\"'[]()#,;a1\t\u00a0\u2028") + text[at:]
            else:
                lines = text.split("\n")
                line = lines.pop(self.rng.randrange(len(lines)))
                for _ in range(self.pick([0, 1, 2])):
                    lines.insert(self.rng.randint(0, len(lines)), line)
                text = "\n".join(lines)
        return text

    def document(self):
        text = self.pick([self.about_titles] * 7 + [self.of_lines] * 2 + [self.of_levels])()
        if self.chance(0.35):
            text = self.damaged(text)
        return text + self.pick(["\n", "\n", ""])


def make(seed, number):
    """The document with this number of a seed."""
    return Maker(random.Random(f"{seed}/{number}")).document()
