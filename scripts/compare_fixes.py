#!/usr/bin/env python3
"""Compare what documents say before and after `speclint fix`, as docutils and a CommonMark parser render them.

    pip install docutils==0.23 markdown-it-py mdit-py-plugins
    cargo build --release
    python3 scripts/compare_fixes.py [--jobs 2] [--each 1] [CORPUS]

For each specs repository of the corpus (default: ../shared/corpus) all specs are taken, and of each some damaged copies:
sections moved, doubled, misspelt, put deeper, given references that depend on their order. They are fixed with and without
--unsafe-fixes and --add-missing. Rendered before and after, each heading must have the same text under it, each reference
must lead to the same thing, and there must not be more that docutils complains of. It shares no code with speclint.

The last line says how many documents were fixed and how many of them say something else. Exit status 1 where any does,
2 where there is nothing to compare, 0 with a word on standard error where the corpus is not there.
"""

import argparse
import collections
import io
import multiprocessing
import pathlib
import random
import re
import subprocess
import sys
import tempfile

try:
    import docutils.core
    from docutils import nodes
    from docutils.parsers.rst import roles
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
except ImportError:
    sys.exit("needed: pip install docutils==0.23 markdown-it-py mdit-py-plugins")

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODES = [[], ["--unsafe-fixes"], ["--unsafe-fixes", "--add-missing"]]


# What a document says: the texts under headings, and what names lead to.


class Reading:
    def __init__(self):
        # (title, text under it), in the order of the document
        self.sections = []
        # name of an explicit target -> what it leads to
        self.targets = {}
        self.complaints = 0


SETTINGS = {
    "_disable_config": True,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 6,
    "report_level": 5,
    "sectsubtitle_xform": False,
    "syntax_highlight": "none",
    "warning_stream": io.StringIO(),
}


def read_rst(text):
    reading = Reading()
    document = docutils.core.publish_doctree(text, settings_overrides=dict(SETTINGS))
    messages = [node for node in document.findall(nodes.system_message)]
    # What concerns unknown roles and directives is there before and after.
    reading.complaints = sum(1 for node in messages if node["level"] >= 2)
    own = {}
    for section in [document, *document.findall(nodes.section)]:
        own[id(section)] = "".join(plain(child) for child in section.children if not isinstance(child, (nodes.section, nodes.title)))
    lead = lambda node: leads_to(document, node, own)
    for section in [document, *document.findall(nodes.section)]:
        title = section.next_node(nodes.title, descend=True) if isinstance(section, nodes.section) else None
        body = [written(child, lead) for child in section.children if not isinstance(child, (nodes.section, nodes.title))]
        reading.sections.append((written(title, lead) if title else "", "\n".join(part for part in body if part)))
    for name, is_explicit in document.nametypes.items():
        identifier = document.nameids.get(name)
        if is_explicit and identifier:
            reading.targets[name] = describe(document.ids.get(identifier), own)
    return reading


# A reference that leads nowhere. It may lead to a section that gets its name.
UNRESOLVED = "[?]"


def is_same(before, after):
    if UNRESOLVED not in before:
        return before == after
    parts = [re.escape(part) for part in re.split(r"\[\?\](?:<a .*?</a>)?", before, flags=re.DOTALL)]
    unresolved_or_section = r"(?:\[\?\](?:<a .*?</a>)?|\[ -> section:.*?\])"
    return re.fullmatch(unresolved_or_section.join(parts), after, re.DOTALL) is not None


def plain(node):
    """The text of a node without that of references, whose names may change with headings."""
    if isinstance(node, (nodes.system_message, nodes.reference, nodes.comment, nodes.target)):
        return ""
    if isinstance(node, nodes.Text):
        return str(node)
    return "".join(plain(child) for child in node.children)


def describe(node, own):
    # Texts are cut off after what fixes of characters remove.
    return re.sub(r"\s", "", normal(described(node, own)))[:400]


def described(node, own):
    if node is None:
        return "nothing"
    if isinstance(node, nodes.section):
        return "section: " + own.get(id(node), "")
    if isinstance(node, nodes.target):
        return "target: " + node.get("refuri", node.get("refname", ""))
    return f"{node.tagname}: {plain(node)}"


def leads_to(document, node, own):
    if "refuri" in node:
        return node["refuri"]
    if "refid" in node:
        return describe(document.ids.get(node["refid"]), own)
    return "unresolved " + node.get("refname", "")


def written(node, lead):
    """What a node shows, with what its references lead to."""
    if isinstance(node, (nodes.system_message, nodes.target)):
        return ""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.problematic) and node.astext().endswith("_"):
        return UNRESOLVED
    inner = "".join(written(child, lead) for child in node.children)
    if isinstance(node, (nodes.reference, nodes.footnote_reference, nodes.citation_reference)):
        target = lead(node)
        # A reference to a section shows its name, which may be another one now.
        return f"[{'' if target.startswith('section:') else inner} -> {target}]"
    return f"<{node.tagname}>{inner}</>"


def slug(title):
    kept = re.sub(r"[^\w\- ]", "", title.strip().lower())
    return kept.replace(" ", "-")


PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
ANCHOR = re.compile(r'<a (?:id|name)="[^"]*"\s*(?:></a>|/>)')


def render(tokens):
    return PARSER.renderer.render(tokens, PARSER.options, {})


def read_markdown(text):
    reading = Reading()
    text = re.sub(r"\A\ufeff?---\n.*?\n(?:---|\.\.\.)\n", "", text, flags=re.DOTALL)
    tokens = PARSER.parse(text)
    # Footnotes are shown at the end, wherever they stand.
    notes = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    reading.targets["footnotes"] = re.sub(r'<a href="#fnref.*?</a>', "", render(tokens[notes:]))
    tokens = tokens[:notes]
    parts = [("", [])]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open" and token.level == 0:
            parts.append((render(tokens[at + 1 : at + 2]), []))
            at += 3
        else:
            parts[-1][1].append(token)
            at += 1
    counts = collections.Counter()
    names = {}
    # References show the names of headings, and these may change: they are told by the text under them.
    for title, body in parts[1:]:
        name = slug(re.sub(r"<[^>]*>", "", title))
        unique = f"{name}-{counts[name]}" if counts[name] else name
        counts[name] += 1
        names[unique] = re.sub(r"\s+", " ", normal(render(unlinked(body))))[:300].strip()
    link = re.compile(r'<a href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
    show = lambda found: f"[ -> section: {names[found[1]]}]" if found[1] in names else f"{UNRESOLVED}{found[0]}"
    for title, body in parts:
        html = link.sub(show, render(body))
        reading.sections.append((re.sub(r"<[^>]*>", "", title), ANCHOR.sub("", html).replace("<p></p>", "")))
    # What an anchor stands above.
    for (_, before), (title, after) in zip(parts, parts[1:]):
        last = render(before[-3:])
        for anchor in ANCHOR.findall(last):
            reading.targets[anchor] = names.get(slug(re.sub(r"<[^>]*>", "", title)), "")
    return reading


def unlinked(tokens):
    """Tokens without links to headings."""
    kept = []
    for token in tokens:
        if token.type == "inline":
            token = token.copy()
            inner, depth = [], 0
            for child in token.children or []:
                depth += (child.type == "link_open") - (child.type == "link_close")
                if depth == 0 and child.type != "link_close":
                    inner.append(child)
            token.children = inner
        kept.append(token)
    return kept


def normal(text):
    """A text without what fixes of characters remove."""
    text = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    text = re.sub(r"[ \t\r]+(?=\n|</|$)", "", text)
    # White space in code between words is shown as one space, but in blocks.
    text = re.sub(r"(?<!<pre>)<code>.*?</code>", lambda code: re.sub(" +", " ", code[0]), text, flags=re.DOTALL)
    # A comment on what comes next goes with it.
    text = re.sub(r"<!--[^>]*(?:next-line|prettier-ignore)[^>]*-->\s*", "", text)
    return re.sub(r"\n+", "\n", text).strip()


def difference(before, after, is_rst, template):
    """What the second text says otherwise; None where nothing."""
    read = read_rst if is_rst else read_markdown
    old, new = read(before), read(after)
    names = {normal(title) for title, _ in read(template).sections}
    lost = collections.Counter((normal(title), normal(body)) for title, body in old.sections)
    come = collections.Counter((normal(title), normal(body)) for title, body in new.sections)
    lost, come = lost - come, come - lost
    for (title, body), count in list(come.items()):
        # A section that got the template's name, or one that was added.
        named_alike = [key for key in +lost if key[0] == title and is_same(key[1], body)]
        alike = named_alike + [key for key in +lost if title in names and is_same(key[1], body)]
        if alike:
            lost[alike[0]] -= count
            del come[title, body]
        elif title in names and re.sub(r"<[^>]*>|</>", "", body).strip() == "None.":
            del come[title, body]
    lost = +lost
    if lost or come:
        return shown(lost, come)
    for name, target in old.targets.items():
        if normal(new.targets.get(name, "gone")) != normal(target):
            return f"target {name}: {target!r:.200} is {new.targets.get(name)!r:.200}"
    if new.complaints > old.complaints:
        return f"{old.complaints} complaints, now {new.complaints}"
    return None


def shown(lost, come):
    """The first section that is not the same, from where it differs."""
    for title, body in lost:
        for other_title, other in come:
            if title == other_title:
                at = next((at for at, (a, b) in enumerate(zip(body, other)) if a != b), min(len(body), len(other)))
                at = max(at - 40, 0)
                return f"{title}: {body[at:at + 200]!r}\n  is now {other[at:at + 200]!r}"
    return f"lost {list(lost)[:2]!r:.300}\n  new {list(come)[:2]!r:.300}"


# Documents to fix.


def sections(text, is_rst):
    """The ranges of lines of sections of the level that has the most, as far as a few lines tell."""
    lines = text.split("\n")
    levels = collections.defaultdict(list)
    for at, line in enumerate(lines):
        if is_rst:
            below = lines[at + 1].rstrip() if at + 1 < len(lines) else ""
            if line.strip() and re.fullmatch(r"([=\-~^\"'#*+`])\1{2,}", below) and len(below) >= len(line.strip()):
                if not re.fullmatch(r"([=\-~^\"'#*+`])\1{2,}", line) and not line.startswith(" "):
                    levels[below[0]].append(at)
        elif found := re.match(r"(#{2,3}) ", line):
            levels[found[1]].append(at)
    if not levels:
        return lines, []
    starts = max(levels.values(), key=len)
    return lines, list(zip(starts, starts[1:] + [len(lines)]))


def damaged(text, is_rst, random):
    lines, found = sections(text, is_rst)
    if len(found) < 3:
        return text
    kind = random.choice(["move", "move", "double", "misspell", "case", "deeper", "references", "anchor", "space"])
    (a, b), (c, d) = sorted(random.sample(found, 2))
    if kind == "move":
        lines = lines[:a] + lines[c:d] + lines[b:c] + lines[a:b] + lines[d:]
    elif kind == "double":
        lines = lines[:d] + lines[a:b] + lines[d:]
    elif kind == "misspell" and len(lines[a]) > 8:
        cut = random.randrange(5, len(lines[a]) - 1)
        lines[a] = lines[a][:cut] + lines[a][cut + 1 :]
    elif kind == "case":
        lines[a] = lines[a].lower()
    elif kind == "deeper":
        lines[a] = lines[a] if is_rst else "#" + lines[a]
        if is_rst:
            lines[a + 1] = "." * len(lines[a + 1])
    elif kind == "references":
        marks = ["[#]_", "`x`__", "[*]_"] if is_rst else ["[^one]", "[this]", "<details>"]
        mark = random.choice(marks)
        order = [lines[c:d] + ["", f"See {mark} too.", ""], lines[b:c], lines[a:b] + ["", f"And {mark} here.", ""]]
        definition = {"[#]_": ".. [#] note", "`x`__": "__ http://example.org/", "[*]_": ".. [*] note"}
        notes = ["[^one]: A note.", "", "[this]: /one", "[this]: /two"]
        ends = [f"{definition[mark]}{n}" for n in "12"] if is_rst else notes
        lines = lines[:a] + sum(order, []) + lines[d:] + ["", *ends]
    elif kind == "anchor":
        above = random.choice([".. _own-target:", ".. class:: own"]) if is_rst else '<a id="own-target"></a>'
        lines = lines[:a] + [above, ""] + lines[c:d] + lines[b:c] + lines[a:b] + lines[d:]
    elif kind == "space":
        lines[a + 3 : a + 3] = ["A line of text \u200b ", ""]
    return "\n".join(lines)


def repositories(corpus):
    """(template, specs) of each repository."""
    for directory in sorted(path for path in corpus.iterdir() if path.is_dir()):
        templates = [path for path in sorted(directory.rglob("*template*")) if path.is_file() and path.suffix in (".rst", ".md")]
        names = ("template.rst", "0000-template.md", "0000-swift-template.md", "2024.1-template.rst")
        template = next((path for path in templates if path.name in names), None)
        if template is None:
            continue
        specs = [path for path in sorted(directory.rglob(f"*{template.suffix}")) if path not in templates]
        yield template, [path for path in specs if path.stem not in ("index", "README") and path.is_file()]


def compare(task):
    """Fixes some specs; the number of documents that were fixed, and what differs."""
    speclint, template, specs, mode, seed = task
    is_rst = template.suffix == ".rst"
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        (root / "specs").mkdir()
        model = template.read_text(errors="replace")
        (root / f"template{template.suffix}").write_text(model)
        rules = '[rules]\ncarriage-return = "off"\n'
        (root / "release.toml").write_text(f'layout.specs = "specs"\nlayout.template = "template{template.suffix}"\n{rules}')
        texts = {}
        for number, path in enumerate(specs):
            text = path.read_bytes().decode(errors="replace").replace("\r", "")
            texts[f"{number}{path.suffix}"] = (path, text)
            for copy in range(3):
                other = damaged(damaged(text, is_rst, dice), is_rst, dice) if copy else damaged(text, is_rst, dice)
                texts[f"{number}-{copy}{path.suffix}"] = (path, other)
        for name, (_, text) in texts.items():
            (root / "specs" / name).write_text(text)
        run = subprocess.run([speclint, "fix", *mode], cwd=root, capture_output=True, text=True)
        if run.returncode > 2 or "panicked" in run.stderr:
            return len(texts), 0, [f"{template}: {run.stderr}"]
        fixed, found = 0, []
        for name, (path, text) in texts.items():
            after = (root / "specs" / name).read_text()
            if after == text:
                continue
            fixed += 1
            if what := difference(text, after, is_rst, model):
                found.append(f"{path} ({name}, seed {seed}, {mode}):\n  {what}")
        return len(texts), fixed, found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", nargs="?", type=pathlib.Path, default=ROOT.parent / "shared" / "corpus")
    options.add_argument("--speclint", default=str(ROOT / "target" / "release" / "speclint"))
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--each", type=int, default=1, help="take one spec of so many")
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    if not options.corpus.is_dir():
        print(f"SKIPPED: there is no {options.corpus}", file=sys.stderr)
        return 0
    # Sphinx' roles are known, so that their text counts.
    for role in ("ref", "doc", "term", "any", "command", "option", "file"):
        roles.register_generic_role(role, nodes.inline)
    tasks = []
    for template, specs in repositories(options.corpus):
        specs = specs[:: options.each]
        for start in range(0, len(specs), 20):
            for number, mode in enumerate(MODES):
                seed = options.seed * 1_000_003 + start * 3 + number
                tasks.append((options.speclint, template, specs[start : start + 20], mode, seed))
    looked_at, fixed, differ = 0, 0, 0
    with multiprocessing.Pool(options.jobs) as pool:
        for seen, changed, found in pool.imap_unordered(compare, tasks):
            looked_at, fixed, differ = looked_at + seen, fixed + changed, differ + len(found)
            for what in found:
                print(what)
    print(f"{looked_at} documents, {fixed} of them fixed; {differ} say something else")
    return 2 if fixed == 0 else 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
