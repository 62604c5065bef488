// Answers what commonmark.js makes of documents: a line of JSON with a document, a line of JSON with its records, which
// are those of `c/outline.c`.
//
//     node commonmark.js DIRECTORY_OF_COMMONMARK

const path = require("node:path");
const commonmark = require(path.resolve(process.argv[2]));
const TEXTS = new Set(["text", "code"]);
const BREAKS = new Set(["softbreak", "linebreak"]);

function headingText(heading) {
    let text = "";
    const walker = heading.walker();
    for (let event = walker.next(); event; event = walker.next()) {
        if (!event.entering) continue;
        if (TEXTS.has(event.node.type)) text += event.node.literal;
        if (BREAKS.has(event.node.type)) text += " ";
    }
    return text;
}

function records(source) {
    const found = [];
    const walker = new commonmark.Parser().parse(source).walker();
    for (let event = walker.next(); event; event = walker.next()) {
        const { node, entering } = event;
        if (!entering) continue;
        const start = node.sourcepos ? node.sourcepos[0][0] : 0;
        if (node.type === "heading" && node.parent.type === "document") {
            found.push({ level: node.level, start, text: headingText(node) });
        } else if (node.type === "code_block") {
            found.push({ start, fenced: node._isFenced, lines: node.literal.split("\n").length - 1 });
        }
    }
    return found;
}

require("node:readline")
    .createInterface({ input: process.stdin })
    .on("line", (line) => process.stdout.write(JSON.stringify(records(JSON.parse(line))) + "\n"));
