#!/usr/bin/env python3
"""Compare speclint's outlines with those of a real docutils, over any documents.

    pip install docutils==0.23
    cargo build --release
    python3 scripts/compare_docutils.py DIR_OR_FILE...
    python3 scripts/compare_docutils.py --made-up 100000 --seed 7 --jobs 2

Every .rst file below the given paths is read by both, or as many made-up documents (rst_documents.py) of a seed. Where
they differ, both outlines are printed; a made-up document is first cut down to what makes the difference. The last line
says how many documents were compared and how many differ. Exit status 1 where any differ, 2 where none was compared.
"""

import argparse
import io
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import time

import rst_documents

try:
    import docutils
    from docutils import nodes
    from docutils.core import Publisher
    from docutils.io import NullOutput, StringInput
    from docutils.parsers.rst import Parser, roles
    from docutils.readers.standalone import Reader
    from docutils.transforms.frontmatter import DocTitle
    from docutils.writers.null import Writer
except ImportError:
    sys.exit("docutils is not installed: pip install docutils==0.23")

ROOT = pathlib.Path(__file__).resolve().parent.parent
PORTION = 1000


class Docutils:
    """docutils' outlines. What `docutils.core.publish_doctree` does, but that settings are made once."""

    SETTINGS = {
        "_disable_config": True,
        "doctitle_xform": False,
        "file_insertion_enabled": False,
        "halt_level": 6,
        "report_level": 5,
        "syntax_highlight": "none",
        "warning_stream": io.StringIO(),
    }

    def __init__(self):
        parser = Parser()
        publisher = Publisher(Reader(parser), parser, Writer())
        publisher.process_programmatic_settings(None, self.SETTINGS, None)
        self.settings = publisher.settings

    def outline(self, source):
        """[title, subtitle, sections], or the error with which docutils gives up."""
        roles._roles.clear()  # what an earlier document has defined
        try:
            document = self.parse(source)
            sections = tree(document)
            # Only now, so that a title still has its source text.
            document.settings.doctitle_xform = True
            DocTitle(document).apply()
        except Exception as error:
            return error
        promoted = [None, None]
        for level, kind in enumerate((nodes.title, nodes.subtitle)):
            if any(isinstance(child, kind) for child in document.children):
                promoted[level], sections = sections[0]
        return [*promoted, sections]

    def parse(self, source):
        settings = self.settings.copy()
        reader, writer = Reader(Parser()), Writer()
        source, destination = StringInput(source, encoding="unicode"), NullOutput()
        document = reader.read(source, reader.parser, settings)
        writer.document = document
        document.transformer.populate_from_components((source, reader, reader.parser, writer, destination))
        document.transformer.apply_transforms()
        return document


def tree(node):
    """The sections below a node, as [title's source text, sections below it]."""
    return [
        [section.next_node(nodes.title).rawsource, tree(section)]
        for section in node.children
        if isinstance(section, nodes.section)
    ]


class Speclint:
    """speclint's outlines."""

    def __init__(self, binary):
        self.binary = binary

    def of_files(self, paths):
        """By path. Paths go in portions, as a command line has a limit."""
        outlines = {}
        for start in range(0, len(paths), PORTION):
            command = [self.binary, "outline", "--format", "json-lines", *paths[start : start + PORTION]]
            for line in subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout.splitlines():
                outline = json.loads(line)
                text = lambda heading: heading and heading["text"]
                shape = lambda sections: [[section["text"], shape(section["sections"])] for section in sections]
                found = [text(outline["title"]), text(outline["subtitle"]), shape(outline["sections"])]
                outlines[outline["path"]] = found
        return outlines

    def of_texts(self, texts):
        """In the order of the texts."""
        with tempfile.TemporaryDirectory() as directory:
            paths = [f"{directory}/{number}.rst" for number in range(len(texts))]
            for path, text in zip(paths, texts):
                pathlib.Path(path).write_text(text, encoding="utf-8", newline="")
            outlines = self.of_files(paths)
        return [outlines.get(path) for path in paths]


class Comparison:
    def __init__(self, binary):
        self.docutils, self.speclint = Docutils(), Speclint(binary)

    def differences(self, texts):
        """For each text [docutils' outline, speclint's] where they differ, None where not, an error of docutils."""
        found = []
        for text, ours in zip(texts, self.speclint.of_texts(texts)):
            theirs = self.docutils.outline(text)
            if not isinstance(theirs, Exception):
                theirs = None if theirs == ours else [theirs, ours]
            found.append(theirs)
        return found

    def shrink(self, text):
        """A text that differs too, of which no line and no character can go."""
        for parts, join in ((str.splitlines, "\n".join), (list, "".join)):
            size = len(parts(text))
            while size:
                pieces = parts(text)
                candidates = [join(pieces[:at] + pieces[at + size :]) for at in range(0, len(pieces), size)]
                differ = (isinstance(found, list) for found in self.differences(candidates))
                smaller = next((text for text, differs in zip(candidates, differ) if differs), None)
                if smaller is None:
                    size //= 2
                else:
                    text, size = smaller, min(size, len(parts(smaller)))
        return text


def compare_made_up(portion):
    """(documents compared, errors of docutils, [(name, text, difference)]) of a portion of a seed's documents."""
    binary, seed, numbers = portion
    comparison = Comparison(binary)
    texts = [rst_documents.make(seed, number) for number in numbers]
    found = comparison.differences(texts)
    failures = [difference for difference in found if isinstance(difference, Exception)]
    differences = []
    for number, text, difference in zip(numbers, texts, found):
        if isinstance(difference, list):
            text = comparison.shrink(text)
            differences.append((f"{seed}/{number}", text, *comparison.differences([text])))
    return len(texts) - len(failures), len(failures), differences


def made_up(options):
    """The same of all documents of a seed, portion by portion."""
    ends = range(0, options.made_up, PORTION)
    numbers = (range(start, min(start + PORTION, options.made_up)) for start in ends)
    portions = ((options.speclint, options.seed, portion) for portion in numbers)
    with multiprocessing.Pool(options.jobs) as pool:
        yield from pool.imap_unordered(compare_made_up, portions)


def files(options):
    """The same of files, each for itself."""
    paths = []
    for path in options.paths:
        paths += sorted(path.rglob("*.rst")) if path.is_dir() else [path]
    docutils, ours = Docutils(), Speclint(options.speclint).of_files([str(path) for path in paths])
    for path in paths:
        try:
            theirs = docutils.outline(path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            continue
        if isinstance(theirs, Exception):
            print(f"{path}: docutils fails: {theirs!r}", file=sys.stderr)
            yield 0, 1, []
        else:
            same = theirs == ours.get(str(path))
            yield 1, 0, [] if same else [(path, None, [theirs, ours.get(str(path))])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=pathlib.Path, metavar="PATH")
    parser.add_argument("--made-up", type=int, default=0, metavar="N", help="compare this many made-up documents")
    parser.add_argument("--seed", default="1", help="which made-up documents")
    parser.add_argument("--jobs", type=int, default=1, help="processes for made-up documents")
    parser.add_argument("--speclint", default=ROOT / "target/release/speclint", help="the binary to compare")
    options = parser.parse_args()
    start = time.monotonic()
    compared = failed = differ = 0
    try:
        for results in (made_up(options), files(options)):
            for count, failures, differences in results:
                compared, failed, differ = compared + count, failed + failures, differ + len(differences)
                for name, text, (theirs, ours) in differences:
                    print(name if text is None else f"{name}: {text!r}")
                    print(f"  docutils: {json.dumps(theirs, ensure_ascii=False)}")
                    print(f"  speclint: {json.dumps(ours, ensure_ascii=False)}", flush=True)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    seconds = time.monotonic() - start
    print(f"docutils {docutils.__version__}: {compared} documents compared, {differ} differ", end="")
    print(f" ({failed} where docutils fails; {seconds:.0f} s)")
    sys.exit(2 if compared == 0 else 1 if differ else 0)


if __name__ == "__main__":
    main()
