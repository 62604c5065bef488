#!/usr/bin/env python3
"""Compares outlines of made-up Markdown documents with those of cmark-gfm.

    scripts/compare_cmark.py SPECLINT [--seed N] [--documents N]

Needs `pip install cmarkgfm`. Half of the documents are lines that begin, end or
look like blocks, in containers or not; half are characters at random. What is
compared are the headings at the top of each document, by their texts.

cmark-gfm reads inline HTML by an older CommonMark (0.29): a comment that holds
`--`, and a declaration in small letters, are text to it. Such documents differ.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options

LINES = r"""
# x|## y ##|# a ##<TAB>|#|#<TAB>|# #|T|---|===|- a|- |* b|1. c|2. d|10) e|> q|>|><TAB>- z|```|~~~|```<TAB>|~~~ x
    code|<TAB>code|<!-- c|-->|<!-- c -->|<pre>|</script>|</pre>|<div>|</div>|<br>|<br/>|<a href="x">|<?p|?>|<!X|>
<![CDATA[|]]>|[a]: /u|[a]: /u "t"|[a]:|/u|"t|t"|[a]|# [a]|# [a]\[]|[^1]: n|# T[^1]|text[^1]|<BAR> a <BAR> b <BAR>
<BAR>---<BAR>---<BAR>|<BAR>---<BAR>---<BAR><TAB>|a<BAR>b|-<BAR>-|-<BAR>:|-- -<BAR>-|:-|<BAR>-|a \<BAR> c|--<BAR>--||||
  |<TAB>|***|___|* * *|_ _ _|# ~~O~~ N|# *e* `c`|# `x|x`|#no|####### x|   # i|    # i|  ---|   ===|> # h|- # h
-<TAB># h|1.<TAB>text|+|+ |>- a|> > b|>> c|    - d|  - e|      f|a <b|# <b>x</b>|\# x|# \#|# x \##|&amp;|# &lt;x|a  |b\
"""

PIECES = "# \t-=>`~|:*_[]ax<!\\\"()&^/.1\n\n\n"
PREFIXES = ["> ", "- ", "  ", "    ", "\t", "   ", "1. ", " "]
CONTAINERS = {"blockquote", "ul", "ol", "section"}


def made_up(rng, lines):
    if rng.random() < 0.5:
        return "".join(rng.choice(PIECES) for _ in range(rng.randint(2, 30)))
    chosen = []
    for _ in range(rng.randint(1, 8)):
        line = rng.choice(lines)
        while rng.random() < 0.2:
            line = rng.choice(PREFIXES) + line
        chosen.append(line)
    return "\n".join(chosen) + rng.choice(["\n", ""])


class Headings(HTMLParser):
    """The texts of the headings that stand in no container."""

    def __init__(self):
        super().__init__()
        self.depth = self.marks = 0
        self.text = None
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.depth += tag in CONTAINERS
        if re.fullmatch("h[1-6]", tag) and self.depth == 0:
            self.text = ""
        elif self.text is not None:
            # The mark of a footnote is no text.
            self.marks += tag == "sup"
            self.text += " " if tag == "br" else ""

    def handle_endtag(self, tag):
        self.depth -= tag in CONTAINERS
        if re.fullmatch("h[1-6]", tag) and self.text is not None:
            self.found.append(" ".join(self.text.split()))
            self.text = None
        elif self.text is not None:
            self.marks -= tag == "sup"

    def handle_data(self, data):
        if self.text is not None and self.marks == 0:
            self.text += data


def of_cmark(document):
    parser = Headings()
    parser.feed(cmarkgfm.github_flavored_markdown_to_html(document, options=Options.CMARK_OPT_FOOTNOTES))
    return parser.found


def of_speclint(outline):
    def texts(sections):
        for section in sections:
            yield section["text"]
            yield from texts(section["sections"])

    title = [outline["title"]["text"]] if outline["title"] else []
    return title + list(texts(outline["sections"]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("speclint")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments = arguments.parse_args()
    rng = random.Random(arguments.seed)
    lines = [line.replace("<TAB>", "\t").replace("<BAR>", "|") for line in re.split(r"[|\n]", LINES.strip("\n"))]
    # At the very start a line `---` might begin front matter, which is another matter.
    documents = ["x\n\n" + made_up(rng, lines) for _ in range(arguments.documents)]
    differ = 0
    with tempfile.TemporaryDirectory() as directory:
        for number, document in enumerate(documents):
            Path(directory, f"{number:07}.md").write_text(document, encoding="utf-8", newline="")
        command = [arguments.speclint, "outline", "--format", "json-lines", directory]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        outline = json.loads(line)
        document = documents[int(Path(outline["path"]).stem)]
        ours, theirs = of_speclint(outline), of_cmark(document)
        if ours != theirs:
            differ += 1
            print(f"{document!r}\n  speclint   {ours}\n  cmark-gfm  {theirs}")
    print(f"{differ} of {len(documents)} documents differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
