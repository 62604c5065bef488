//! The same report in each format.

use super::{everything, report};

#[test]
fn full() {
    insta::assert_snapshot!(report(&everything(), "full"), @"
    trailing-whitespace

      ⚠ white space at the end of 2 lines
       ╭─[specs/liberty/größe b.rst:5:52]
     4 │
     5 │ Every database is backed up at night, see Tesitng_.
       ·                                                    ─┬
       ·                                                     ╰── the first one
     6 │
       ╰────
      help: remove the spaces and tabs at the end of lines

    empty-section

      ⚠ section `Storage` is empty
        ╭─[specs/liberty/größe b.rst:22:1]
     21 │
     22 │ Storage
        · ───┬───
        ·    ╰── nothing under this heading
     23 │ -------
        ╰────
      help: say what there is to say, or that there is nothing: `None.`

    renamed-section

      × section `Testing` is headed `Tesitng`
        ╭─[specs/liberty/größe b.rst:27:1]
     26 │
     27 │ Tesitng
        · ───┬───
        ·    ╰── `Testing` in the template
     28 │ =======
        ╰────
      help: write the heading as templates/liberty.rst:27 has it: `Testing`

    missing-section

      × section `Problem` is missing
       ╭─[specs/liberty/late.rst:7:1]
     6 │
     7 │ Change
       · ▲
       · ╰── `Problem` belongs here, before all other sections
     8 │ ======
       ╰────
      help: write it here (templates/liberty.rst:7 says what it is for):

                Problem
                =======

    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: 1 conforms, 2 do not (2 errors, 2 warnings)
    4 specs of 2 releases in all: 2 conform, 2 do not (2 errors, 2 warnings)
    2 of 4 findings can be fixed with `speclint fix`, 1 more with --add-missing
    the check is not complete: see the error above
    ");
}

#[test]
fn short() {
    insta::assert_snapshot!(report(&everything(), "short"), @"
    specs/liberty/größe b.rst:5:52: warning[trailing-whitespace] white space at the end of 2 lines
    specs/liberty/größe b.rst:22:1: warning[empty-section] section `Storage` is empty
    specs/liberty/größe b.rst:27:1: error[renamed-section] section `Testing` is headed `Tesitng`
    specs/liberty/late.rst:7:1: error[missing-section] section `Problem` is missing
    1 spec of kilo held against templates/kilo.rst: it conforms
    3 specs of liberty held against templates/liberty.rst: 1 conforms, 2 do not (2 errors, 2 warnings)
    4 specs of 2 releases in all: 2 conform, 2 do not (2 errors, 2 warnings)
    2 of 4 findings can be fixed with `speclint fix`, 1 more with --add-missing
    the check is not complete: see the error above
    ");
}

#[test]
fn json() {
    insta::assert_snapshot!(report(&everything(), "json"), @r#"
    {
      "version": 3,
      "passes": false,
      "skipped": 0,
      "left_out": [],
      "passed": [],
      "changed_since": null,
      "baseline": null,
      "select": [],
      "ignore": [],
      "not_shown": 0,
      "statistics": null,
      "releases": [
        {
          "name": "kilo",
          "release": "kilo",
          "group": null,
          "directory": "specs/kilo",
          "template": "templates/kilo.rst",
          "specs": 1,
          "conforming": 1,
          "errors": 0,
          "warnings": 0
        },
        {
          "name": "liberty",
          "release": "liberty",
          "group": null,
          "directory": "specs/liberty",
          "template": "templates/liberty.rst",
          "specs": 3,
          "conforming": 1,
          "errors": 2,
          "warnings": 2
        }
      ],
      "diagnostics": [
        {
          "path": "specs/liberty/größe b.rst",
          "release": "liberty",
          "group": null,
          "rule": "trailing-whitespace",
          "level": "warn",
          "url": "https://speclint.example/rules/trailing-whitespace",
          "fingerprint": "29b194fc14bb78e965f3a3497e81c206",
          "section": [],
          "subject": null,
          "message": "white space at the end of 2 lines",
          "label": "the first one",
          "help": "remove the spaces and tabs at the end of lines",
          "line": 5,
          "column": 52,
          "end_line": 5,
          "end_column": 54,
          "start_byte": 100,
          "end_byte": 102,
          "fix": {
            "title": "remove the spaces and tabs at the end of lines",
            "kind": "characters",
            "safe": true,
            "option": null,
            "edits": [
              {
                "path": "specs/liberty/größe b.rst",
                "line": 5,
                "column": 52,
                "end_line": 5,
                "end_column": 54,
                "start_byte": 100,
                "end_byte": 102,
                "text": ""
              },
              {
                "path": "specs/liberty/größe b.rst",
                "line": 15,
                "column": 25,
                "end_line": 15,
                "end_column": 26,
                "start_byte": 209,
                "end_byte": 210,
                "text": ""
              }
            ]
          }
        },
        {
          "path": "specs/liberty/größe b.rst",
          "release": "liberty",
          "group": null,
          "rule": "empty-section",
          "level": "warn",
          "url": "https://speclint.example/rules/empty-section",
          "fingerprint": "1bc6559da95d569e6fddbc3fd7f19460",
          "section": [
            "Change",
            "Storage"
          ],
          "subject": "Change > Storage",
          "message": "section `Storage` is empty",
          "label": "nothing under this heading",
          "help": "say what there is to say, or that there is nothing: `None.`",
          "line": 22,
          "column": 1,
          "end_line": 22,
          "end_column": 8,
          "start_byte": 242,
          "end_byte": 249,
          "fix": null
        },
        {
          "path": "specs/liberty/größe b.rst",
          "release": "liberty",
          "group": null,
          "rule": "renamed-section",
          "level": "error",
          "url": "https://speclint.example/rules/renamed-section",
          "fingerprint": "73651a7873f62175a2f7dc8485d74d8c",
          "section": [
            "Tesitng"
          ],
          "subject": "Tesitng",
          "message": "section `Testing` is headed `Tesitng`",
          "label": "`Testing` in the template",
          "help": "write the heading as templates/liberty.rst:27 has it: `Testing`",
          "line": 27,
          "column": 1,
          "end_line": 27,
          "end_column": 8,
          "start_byte": 261,
          "end_byte": 268,
          "fix": {
            "title": "rename the section to `Testing`",
            "kind": "rename",
            "safe": true,
            "option": null,
            "edits": [
              {
                "path": "specs/liberty/größe b.rst",
                "line": 5,
                "column": 43,
                "end_line": 5,
                "end_column": 50,
                "start_byte": 91,
                "end_byte": 98,
                "text": "Testing"
              },
              {
                "path": "specs/liberty/größe b.rst",
                "line": 27,
                "column": 1,
                "end_line": 27,
                "end_column": 8,
                "start_byte": 261,
                "end_byte": 268,
                "text": "Testing"
              },
              {
                "path": "specs/liberty/größe b.rst",
                "line": 28,
                "column": 1,
                "end_line": 28,
                "end_column": 8,
                "start_byte": 269,
                "end_byte": 276,
                "text": "======="
              }
            ]
          }
        },
        {
          "path": "specs/liberty/late.rst",
          "release": "liberty",
          "group": null,
          "rule": "missing-section",
          "level": "error",
          "url": "https://speclint.example/rules/missing-section",
          "fingerprint": "231afd7b567f94b371ed5c7ed4607ac5",
          "section": [],
          "subject": "Problem",
          "message": "section `Problem` is missing",
          "label": "`Problem` belongs here, before all other sections",
          "help": "write it here (templates/liberty.rst:7 says what it is for):\n\n    Problem\n    =======",
          "line": 7,
          "column": 1,
          "end_line": 7,
          "end_column": 1,
          "start_byte": 88,
          "end_byte": 88,
          "fix": {
            "title": "add section `Problem`, to be written",
            "kind": "add",
            "safe": false,
            "option": "--add-missing",
            "edits": [
              {
                "path": "specs/liberty/late.rst",
                "line": 7,
                "column": 1,
                "end_line": 7,
                "end_column": 1,
                "start_byte": 88,
                "end_byte": 88,
                "text": "Problem\n=======\n\nNone.\n\n"
              }
            ]
          }
        }
      ],
      "errors": [
        {
          "path": "nowhere.rst",
          "message": "cannot find the file: no such file or directory",
          "help": null
        }
      ]
    }
    "#);
}

#[test]
fn json_lines() {
    insta::assert_snapshot!(report(&everything(), "json-lines"), @r#"
    {"type":"diagnostic","path":"specs/liberty/größe b.rst","release":"liberty","group":null,"rule":"trailing-whitespace","level":"warn","url":"https://speclint.example/rules/trailing-whitespace","fingerprint":"29b194fc14bb78e965f3a3497e81c206","section":[],"subject":null,"message":"white space at the end of 2 lines","label":"the first one","help":"remove the spaces and tabs at the end of lines","line":5,"column":52,"end_line":5,"end_column":54,"start_byte":100,"end_byte":102,"fix":{"title":"remove the spaces and tabs at the end of lines","kind":"characters","safe":true,"option":null,"edits":[{"path":"specs/liberty/größe b.rst","line":5,"column":52,"end_line":5,"end_column":54,"start_byte":100,"end_byte":102,"text":""},{"path":"specs/liberty/größe b.rst","line":15,"column":25,"end_line":15,"end_column":26,"start_byte":209,"end_byte":210,"text":""}]}}
    {"type":"diagnostic","path":"specs/liberty/größe b.rst","release":"liberty","group":null,"rule":"empty-section","level":"warn","url":"https://speclint.example/rules/empty-section","fingerprint":"1bc6559da95d569e6fddbc3fd7f19460","section":["Change","Storage"],"subject":"Change > Storage","message":"section `Storage` is empty","label":"nothing under this heading","help":"say what there is to say, or that there is nothing: `None.`","line":22,"column":1,"end_line":22,"end_column":8,"start_byte":242,"end_byte":249,"fix":null}
    {"type":"diagnostic","path":"specs/liberty/größe b.rst","release":"liberty","group":null,"rule":"renamed-section","level":"error","url":"https://speclint.example/rules/renamed-section","fingerprint":"73651a7873f62175a2f7dc8485d74d8c","section":["Tesitng"],"subject":"Tesitng","message":"section `Testing` is headed `Tesitng`","label":"`Testing` in the template","help":"write the heading as templates/liberty.rst:27 has it: `Testing`","line":27,"column":1,"end_line":27,"end_column":8,"start_byte":261,"end_byte":268,"fix":{"title":"rename the section to `Testing`","kind":"rename","safe":true,"option":null,"edits":[{"path":"specs/liberty/größe b.rst","line":5,"column":43,"end_line":5,"end_column":50,"start_byte":91,"end_byte":98,"text":"Testing"},{"path":"specs/liberty/größe b.rst","line":27,"column":1,"end_line":27,"end_column":8,"start_byte":261,"end_byte":268,"text":"Testing"},{"path":"specs/liberty/größe b.rst","line":28,"column":1,"end_line":28,"end_column":8,"start_byte":269,"end_byte":276,"text":"======="}]}}
    {"type":"diagnostic","path":"specs/liberty/late.rst","release":"liberty","group":null,"rule":"missing-section","level":"error","url":"https://speclint.example/rules/missing-section","fingerprint":"231afd7b567f94b371ed5c7ed4607ac5","section":[],"subject":"Problem","message":"section `Problem` is missing","label":"`Problem` belongs here, before all other sections","help":"write it here (templates/liberty.rst:7 says what it is for):\n\n    Problem\n    =======","line":7,"column":1,"end_line":7,"end_column":1,"start_byte":88,"end_byte":88,"fix":{"title":"add section `Problem`, to be written","kind":"add","safe":false,"option":"--add-missing","edits":[{"path":"specs/liberty/late.rst","line":7,"column":1,"end_line":7,"end_column":1,"start_byte":88,"end_byte":88,"text":"Problem\n=======\n\nNone.\n\n"}]}}
    {"type":"error","path":"nowhere.rst","message":"cannot find the file: no such file or directory","help":null}
    {"type":"release","name":"kilo","release":"kilo","group":null,"directory":"specs/kilo","template":"templates/kilo.rst","specs":1,"conforming":1,"errors":0,"warnings":0}
    {"type":"release","name":"liberty","release":"liberty","group":null,"directory":"specs/liberty","template":"templates/liberty.rst","specs":3,"conforming":1,"errors":2,"warnings":2}
    {"type":"summary","version":3,"passes":false,"skipped":0,"left_out":[],"passed":[],"changed_since":null,"baseline":null,"select":[],"ignore":[],"not_shown":0,"statistics":null}
    "#);
}

#[test]
fn github() {
    insta::assert_snapshot!(report(&everything(), "github"), @"
    ::error file=nowhere.rst,title=speclint::cannot find the file: no such file or directory
    ::error file=specs/liberty/late.rst,line=7,endLine=7,col=1,endColumn=1,title=speclint%3A missing-section::section `Problem` is missing%0Awrite it here (templates/liberty.rst:7 says what it is for):%0A%0A    Problem%0A    =======
    ::error file=specs/liberty/größe b.rst,line=27,endLine=27,col=1,endColumn=8,title=speclint%3A renamed-section::section `Testing` is headed `Tesitng`%0Awrite the heading as templates/liberty.rst:27 has it: `Testing`
    ::warning file=specs/liberty/größe b.rst,line=22,endLine=22,col=1,endColumn=8,title=speclint%3A empty-section::section `Storage` is empty%0Asay what there is to say, or that there is nothing: `None.`
    ::warning file=specs/liberty/größe b.rst,line=5,endLine=5,col=52,endColumn=54,title=speclint%3A trailing-whitespace::white space at the end of 2 lines%0Aremove the spaces and tabs at the end of lines
    ");
}

#[test]
fn sarif() {
    let text = report(&everything(), "sarif");
    // The pages of rules are in the log whole.
    let lines = text.lines().map(|line| if line.starts_with("\"tool\"") { "\"tool\": …" } else { line });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    {
    "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    "version": "2.1.0",
    "runs": [{
    "tool": …
    "columnKind": "unicodeCodePoints",
    "originalUriBaseIds": {"SRCROOT":{"description":{"text":"the top of the working tree"}}},
    "invocations": [{"executionSuccessful":false,"toolExecutionNotifications":[{"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"nowhere.rst","uriBaseId":"SRCROOT"}}}],"message":{"text":"cannot find the file: no such file or directory."}}]}],
    "results": [
    {"fixes":[{"artifactChanges":[{"artifactLocation":{"uri":"specs/liberty/gr%C3%B6%C3%9Fe%20b.rst","uriBaseId":"SRCROOT"},"replacements":[{"deletedRegion":{"endColumn":54,"endLine":5,"startColumn":52,"startLine":5}},{"deletedRegion":{"endColumn":26,"endLine":15,"startColumn":25,"startLine":15}}]}],"description":{"text":"remove the spaces and tabs at the end of lines"}}],"level":"warning","locations":[{"physicalLocation":{"artifactLocation":{"uri":"specs/liberty/gr%C3%B6%C3%9Fe%20b.rst","uriBaseId":"SRCROOT"},"region":{"endColumn":54,"endLine":5,"startColumn":52,"startLine":5}}}],"message":{"text":"white space at the end of 2 lines.\nremove the spaces and tabs at the end of lines"},"partialFingerprints":{"speclint/v1":"29b194fc14bb78e965f3a3497e81c206"},"ruleId":"trailing-whitespace","ruleIndex":3},
    {"level":"warning","locations":[{"physicalLocation":{"artifactLocation":{"uri":"specs/liberty/gr%C3%B6%C3%9Fe%20b.rst","uriBaseId":"SRCROOT"},"region":{"endColumn":8,"endLine":22,"startColumn":1,"startLine":22}}}],"message":{"text":"section `Storage` is empty.\nsay what there is to say, or that there is nothing: `None.`"},"partialFingerprints":{"speclint/v1":"1bc6559da95d569e6fddbc3fd7f19460"},"ruleId":"empty-section","ruleIndex":2},
    {"fixes":[{"artifactChanges":[{"artifactLocation":{"uri":"specs/liberty/gr%C3%B6%C3%9Fe%20b.rst","uriBaseId":"SRCROOT"},"replacements":[{"deletedRegion":{"endColumn":50,"endLine":5,"startColumn":43,"startLine":5},"insertedContent":{"text":"Testing"}},{"deletedRegion":{"endColumn":8,"endLine":27,"startColumn":1,"startLine":27},"insertedContent":{"text":"Testing"}},{"deletedRegion":{"endColumn":8,"endLine":28,"startColumn":1,"startLine":28},"insertedContent":{"text":"======="}}]}],"description":{"text":"rename the section to `Testing`"}}],"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"specs/liberty/gr%C3%B6%C3%9Fe%20b.rst","uriBaseId":"SRCROOT"},"region":{"endColumn":8,"endLine":27,"startColumn":1,"startLine":27}}}],"message":{"text":"section `Testing` is headed `Tesitng`.\nwrite the heading as templates/liberty.rst:27 has it: `Testing`"},"partialFingerprints":{"speclint/v1":"73651a7873f62175a2f7dc8485d74d8c"},"ruleId":"renamed-section","ruleIndex":1},
    {"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"specs/liberty/late.rst","uriBaseId":"SRCROOT"},"region":{"endColumn":1,"endLine":7,"startColumn":1,"startLine":7}}}],"message":{"text":"section `Problem` is missing.\nwrite it here (templates/liberty.rst:7 says what it is for):\n\n    Problem\n    ======="},"partialFingerprints":{"speclint/v1":"231afd7b567f94b371ed5c7ed4607ac5"},"ruleId":"missing-section","ruleIndex":0}
    ]
    }]
    }
    "#);
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(report(&everything(), "gitlab"), @r#"
    [
    {"check_name":"error","description":"cannot find the file: no such file or directory","fingerprint":"04d18ba927b7db49263a794497ce1940","location":{"lines":{"begin":1},"path":"nowhere.rst"},"severity":"blocker"},
    {"check_name":"trailing-whitespace","description":"white space at the end of 2 lines","fingerprint":"29b194fc14bb78e965f3a3497e81c206","location":{"lines":{"begin":5,"end":5},"path":"specs/liberty/größe b.rst"},"severity":"minor"},
    {"check_name":"empty-section","description":"section `Storage` is empty","fingerprint":"1bc6559da95d569e6fddbc3fd7f19460","location":{"lines":{"begin":22,"end":22},"path":"specs/liberty/größe b.rst"},"severity":"minor"},
    {"check_name":"renamed-section","description":"section `Testing` is headed `Tesitng`","fingerprint":"73651a7873f62175a2f7dc8485d74d8c","location":{"lines":{"begin":27,"end":27},"path":"specs/liberty/größe b.rst"},"severity":"major"},
    {"check_name":"missing-section","description":"section `Problem` is missing","fingerprint":"231afd7b567f94b371ed5c7ed4607ac5","location":{"lines":{"begin":7,"end":7},"path":"specs/liberty/late.rst"},"severity":"major"}
    ]
    "#);
}

#[test]
fn junit() {
    insta::assert_snapshot!(report(&everything(), "junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="speclint">
    <testsuite name="speclint" tests="1" failures="0" errors="1">
    <testcase classname="speclint" name="nowhere.rst"><error type="error" message="cannot find the file: no such file or directory">nowhere.rst
    </error></testcase>
    </testsuite>
    <testsuite name="specs/kilo/a.rst" tests="1" failures="0" errors="0">
    <testcase classname="specs/kilo/a.rst" name="conforms"/>
    </testsuite>
    <testsuite name="specs/liberty/backups.rst" tests="1" failures="0" errors="0">
    <testcase classname="specs/liberty/backups.rst" name="conforms"/>
    </testsuite>
    <testsuite name="specs/liberty/größe b.rst" tests="3" failures="1" errors="0">
    <testcase classname="specs/liberty/größe b.rst" name="trailing-whitespace"><system-out>white space at the end of 2 lines
    specs/liberty/größe b.rst:5:52
    remove the spaces and tabs at the end of lines</system-out></testcase>
    <testcase classname="specs/liberty/größe b.rst" name="empty-section: Change &#62; Storage"><system-out>section `Storage` is empty
    specs/liberty/größe b.rst:22:1
    say what there is to say, or that there is nothing: `None.`</system-out></testcase>
    <testcase classname="specs/liberty/größe b.rst" name="renamed-section: Tesitng"><failure type="renamed-section" message="section `Testing` is headed `Tesitng`">specs/liberty/größe b.rst:27:1
    write the heading as templates/liberty.rst:27 has it: `Testing`</failure></testcase>
    </testsuite>
    <testsuite name="specs/liberty/late.rst" tests="1" failures="1" errors="0">
    <testcase classname="specs/liberty/late.rst" name="missing-section: Problem"><failure type="missing-section" message="section `Problem` is missing">specs/liberty/late.rst:7:1
    write it here (templates/liberty.rst:7 says what it is for):

        Problem
        =======</failure></testcase>
    </testsuite>
    </testsuites>
    "#);
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(report(&everything(), "rdjson"), @r#"
    {
    "source": {"name":"speclint","url":"https://speclint.example"},
    "diagnostics": [
    {"location":{"path":"nowhere.rst"},"message":"cannot find the file: no such file or directory","severity":"ERROR"},
    {"code":{"url":"https://speclint.example/rules/trailing-whitespace","value":"trailing-whitespace"},"location":{"path":"specs/liberty/größe b.rst","range":{"end":{"column":54,"line":5},"start":{"column":52,"line":5}}},"message":"white space at the end of 2 lines\n\nremove the spaces and tabs at the end of lines","severity":"WARNING","suggestions":[{"range":{"end":{"column":26,"line":15},"start":{"column":52,"line":5}},"text":"\n\nProblem\n=======\n\nBackups are taken by hand, and often forgotten.\n\nChange\n======\n\nA scheduler starts them."}]},
    {"code":{"url":"https://speclint.example/rules/empty-section","value":"empty-section"},"location":{"path":"specs/liberty/größe b.rst","range":{"end":{"column":8,"line":22},"start":{"column":1,"line":22}}},"message":"section `Storage` is empty\n\nsay what there is to say, or that there is nothing: `None.`","severity":"WARNING"},
    {"code":{"url":"https://speclint.example/rules/renamed-section","value":"renamed-section"},"location":{"path":"specs/liberty/größe b.rst","range":{"end":{"column":8,"line":27},"start":{"column":1,"line":27}}},"message":"section `Testing` is headed `Tesitng`\n\nwrite the heading as templates/liberty.rst:27 has it: `Testing`","severity":"ERROR","suggestions":[{"range":{"end":{"column":8,"line":28},"start":{"column":43,"line":5}},"text":"Testing_.  \n\nProblem\n=======\n\nBackups are taken by hand, and often forgotten.\n\nChange\n======\n\nA scheduler starts them. \n\nInterfaces\n----------\n\nNone.\n\nStorage\n-------\n\n\n\nTesting\n======="}]},
    {"code":{"url":"https://speclint.example/rules/missing-section","value":"missing-section"},"location":{"path":"specs/liberty/late.rst","range":{"end":{"column":1,"line":7},"start":{"column":1,"line":7}}},"message":"section `Problem` is missing\n\nwrite it here (templates/liberty.rst:7 says what it is for):\n\n    Problem\n    =======","severity":"ERROR"}
    ]
    }
    "#);
}
