use crate::common::Scratch;

/// A help text, without white space at the ends of its lines.
fn help(args: &[&str]) -> String {
    let output = Scratch::empty().run(args).passes();
    output.stdout.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn of_the_program() {
    insta::assert_snapshot!(help(&["--help"]), @"
    Holds every spec of a release against that release's template.

    The template is the schema: each spec (.rst, .md or .markdown) of the current release must have its
    sections, in its order. `release.toml` at the root of the repository names the current release.

    Usage: speclint [OPTIONS] [PATH]...
           speclint <COMMAND>

    Commands:
      check        Hold specs against their template (what `speclint` alone does)
      fix          Fix what can be fixed without the author: headings, the order of sections,
                   adornments, white space
      init         Set up a specs repository: release.toml, and in an empty directory all of it
      new          Make a new spec from its release's template
      release      Open a release, list releases, compare their templates
      outline      Print the section trees of documents
      rules        List the rules, or explain one
      config       Print the JSON Schema of release.toml, or of what is printed as JSON
      completions  Print what lets a shell complete commands, options and rules
      man          Print the manual page, or write all pages
      server       Serve editors: findings, fixes and more while a spec is written (LSP)
      help         Print this message or the help of the given subcommand(s)

    Arguments:
      [PATH]...
              Specs, or directories of specs [default: the current release]

    Options:
          --release <NAME>
              Only this release instead of the current one

          --all-releases
              Every release: those with a specs directory and those of release.toml

          --changed[=<BASE>]
              Only specs that differ from BASE [default: the default branch of the upstream]

          --added
              With --changed or --staged: only specs that BASE does not have

          --staged
              Only specs that are staged, as git's index has them; with PATHs, these too

          --template <FILE>
              Hold the specs against this template instead of their release's

          --select <RULE>
              Look at these rules alone

          --ignore <RULE>
              Do not look at these rules

          --no-baseline
              What speclint-baseline.toml records, too

          --config <FILE>
              Use this configuration [default: the nearest release.toml or speclint.toml, from the
              working directory upwards]

          --skip-other-files
              Pass over PATHs that are no specs of the repository, as a hook that is given all changed
              files must

          --format <FORMAT>
              How to print what is found, or FORMAT=PATH: what to write to a file. Repeat it for several
              [default: full]

              Possible values:
              - full:       The line in its context, and what to do
              - short:      One line a finding: path:line:column: level[rule] message
              - json:       One JSON object
              - json-lines: A JSON object a line
              - github:     Annotations in GitHub Actions, which accompany `full` there by themselves
              - sarif:      SARIF 2.1.0, for code scanning
              - gitlab:     GitLab's report of code quality
              - junit:      JUnit's XML
              - rdjson:     reviewdog's diagnostics, with suggestions

          --max-findings <N>
              Print so many findings at most; the exit code is that of all

          --statistics
              Count what is found by rule and section, and print no findings [formats: full, short,
              json, json-lines]

      -q, --quiet
              Print findings and errors alone, and not what was checked

          --deny-warnings
              Report warnings as errors

          --fix
              Fix what can be fixed first, as `speclint fix` does

          --unsafe-fixes
              With --fix, make unsafe fixes, too: move sections to other parents or depths

          --write-baseline[=<BASE>]
              Record what is found in speclint-baseline.toml, so that later checks report only what is
              new; with BASE, only what the templates and the configuration have caused since that
              branch or commit

          --prune-baseline
              Take out of speclint-baseline.toml what is no longer found, and record nothing new

          --diff
              Show what --fix, --write-baseline or --prune-baseline would change, and write nothing

          --explain
              Tell which configuration, template and rules apply to the specs, and check nothing; in
              words, or as `json`

          --stdin-name <PATH>
              The path that a spec from standard input (`-`) would have: it tells its format and its
              release

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set; everywhere, if FORCE_COLOR is
              - always: Always
              - never:  Never

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      speclint                              check the current release
      speclint check --release kilo         check another one
      speclint check --all-releases         check all of them
      speclint check specs/liberty/new.rst  check one spec
      speclint fix --diff                   what could be fixed
      speclint new nightly-backups          begin a spec
      speclint release open mitaka          open a release
      speclint outline specs/liberty        print section trees
      speclint rules missing-section        explain a rule

    Exit codes: 0 all conform, 1 some do not, 2 something could not be checked.
    ");
}

#[test]
fn short() {
    insta::assert_snapshot!(help(&["-h"]), @"
    Holds every spec of a release against that release's template

    Usage: speclint [OPTIONS] [PATH]...
           speclint <COMMAND>

    Commands:
      check        Hold specs against their template (what `speclint` alone does)
      fix          Fix what can be fixed without the author: headings, the order of sections,
                   adornments, white space
      init         Set up a specs repository: release.toml, and in an empty directory all of it
      new          Make a new spec from its release's template
      release      Open a release, list releases, compare their templates
      outline      Print the section trees of documents
      rules        List the rules, or explain one
      config       Print the JSON Schema of release.toml, or of what is printed as JSON
      completions  Print what lets a shell complete commands, options and rules
      man          Print the manual page, or write all pages
      server       Serve editors: findings, fixes and more while a spec is written (LSP)
      help         Print this message or the help of the given subcommand(s)

    Arguments:
      [PATH]...  Specs, or directories of specs [default: the current release]

    Options:
          --release <NAME>           Only this release instead of the current one
          --all-releases             Every release: those with a specs directory and those of
                                     release.toml
          --changed[=<BASE>]         Only specs that differ from BASE [default: the default branch of
                                     the upstream]
          --added                    With --changed or --staged: only specs that BASE does not have
          --staged                   Only specs that are staged, as git's index has them; with PATHs,
                                     these too
          --template <FILE>          Hold the specs against this template instead of their release's
          --select <RULE>            Look at these rules alone
          --ignore <RULE>            Do not look at these rules
          --no-baseline              What speclint-baseline.toml records, too
          --config <FILE>            Use this configuration [default: the nearest release.toml or
                                     speclint.toml, from the working directory upwards]
          --skip-other-files         Pass over PATHs that are no specs of the repository, as a hook that
                                     is given all changed files must
          --format <FORMAT>          How to print what is found, or FORMAT=PATH: what to write to a
                                     file. Repeat it for several [default: full] [possible values: full,
                                     short, json, json-lines, github, sarif, gitlab, junit, rdjson]
          --max-findings <N>         Print so many findings at most; the exit code is that of all
          --statistics               Count what is found by rule and section, and print no findings
                                     [formats: full, short, json, json-lines]
      -q, --quiet                    Print findings and errors alone, and not what was checked
          --deny-warnings            Report warnings as errors
          --fix                      Fix what can be fixed first, as `speclint fix` does
          --unsafe-fixes             With --fix, make unsafe fixes, too: move sections to other parents
                                     or depths
          --write-baseline[=<BASE>]  Record what is found in speclint-baseline.toml, so that later
                                     checks report only what is new; with BASE, only what the templates
                                     and the configuration have caused since that branch or commit
          --prune-baseline           Take out of speclint-baseline.toml what is no longer found, and
                                     record nothing new
          --diff                     Show what --fix, --write-baseline or --prune-baseline would change,
                                     and write nothing
          --explain                  Tell which configuration, template and rules apply to the specs,
                                     and check nothing; in words, or as `json`
          --stdin-name <PATH>        The path that a spec from standard input (`-`) would have: it tells
                                     its format and its release
          --color <WHEN>             When to use colours [default: auto] [possible values: auto, always,
                                     never]
      -h, --help                     Print help (see more with '--help')
      -V, --version                  Print version
    ");
}

#[test]
fn of_each_command() {
    insta::assert_snapshot!(help(&["outline", "--help"]), @"
    Print the section trees of documents

    Usage: speclint outline [OPTIONS] [PATH]...

    Arguments:
      [PATH]...
              Documents, or directories of documents [default: the specs of the current release]

    Options:
          --format <FORMAT>
              How to print the trees

              Possible values:
              - tree:       Indented headings with their lines
              - json-lines: A JSON object a document

              [default: tree]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set; everywhere, if FORCE_COLOR is
              - always: Always
              - never:  Never

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      speclint outline templates/liberty.rst              the tree of one document
      speclint outline specs/liberty                      of all documents in a directory
      speclint outline --format json-lines docs | jq .    for programs
    ");
    insta::assert_snapshot!(help(&["rules", "--help"]), @"
    List the rules, or explain one

    Usage: speclint rules [OPTIONS] [NAME]

    Arguments:
      [NAME]
              Explain this rule [default: list all]

    Options:
          --format <FORMAT>
              How to print it

              Possible values:
              - text: For people
              - json: For programs

              [default: text]

          --color <WHEN>
              When to use colours

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set; everywhere, if FORCE_COLOR is
              - always: Always
              - never:  Never

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      speclint rules                  all rules with their default levels
      speclint rules missing-section  the page of one rule
    ");
}

/// Every command shows how it is used, and the commands that it shows exist.
#[test]
fn has_examples() {
    for command in [&[][..], &["check"], &["outline"], &["rules"]] {
        let text = help(&[command, &["--help"]].concat());
        let (_, examples) = text.split_once("Examples:\n").expect("examples");
        let examples: Vec<&str> = examples.lines().take_while(|line| line.starts_with("  ")).collect();
        assert!(examples.len() >= 2, "{text}");
        for example in examples {
            let words: Vec<&str> =
                example.split("  ").find(|part| !part.is_empty()).unwrap_or_default().split(' ').collect();
            assert_eq!(words[0], "speclint", "{example}");
            let args: Vec<&str> = words[1..].iter().copied().take_while(|word| *word != "|").collect();
            let output = Scratch::conforming().run(&args);
            assert!(!output.stderr.contains("Usage:"), "{example}: {output}");
        }
    }
}

#[test]
fn has_the_exit_codes() {
    for command in [&["--help"][..], &["check", "--help"]] {
        assert!(help(command).contains("Exit codes: 0 all conform, 1 some do not, 2 something could not be checked."));
    }
}

#[test]
fn version() {
    assert_eq!(help(&["--version"]), format!("speclint {}\n", env!("CARGO_PKG_VERSION")));
}
