//! Kinds of repositories that are known by what is in them.

use super::draft::Draft;
use super::survey::Survey;

/// A kind of repository.
#[derive(Debug)]
pub(super) struct Preset {
    pub name: &'static str,
    /// What follows from it.
    pub remark: &'static str,
    is_there: fn(&Survey) -> bool,
    pub demands: fn() -> Draft,
    /// The template that its tool has, and the repository has not.
    pub template: Option<KnownTemplate>,
}

/// A template of a tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownTemplate {
    pub path: &'static str,
    pub text: &'static str,
}

static PRESETS: [Preset; 3] = [
    Preset {
        name: "Kubernetes enhancement proposals",
        remark: "sections may be empty until their stage, others are welcome, and the template's checklist stays",
        is_there: |survey| {
            let is_kep =
                |path: &std::path::Path| path.file_name().is_some_and(|name| name == "kep.yaml" || name == "vep.yaml");
            survey.metadata_files.iter().any(|path| is_kep(path))
        },
        demands: || {
            let mut draft = Draft::default();
            let rules = &mut draft.rules;
            rules.say("extra-section", "off", "Other sections are welcome.");
            rules.say("template-text", "off", "The template's checklist stays in a proposal.");
            rules.say("empty-section", "off", "Questions stay without an answer until the stage that asks for it.");
            draft
        },
        template: None,
    },
    Preset {
        name: "decision records of adr-tools",
        remark: "its template is not in the repository, so it is written",
        is_there: |survey| {
            survey.root.join(".adr-dir").is_file() || survey.has_document("record-architecture-decisions")
        },
        demands: Draft::default,
        template: Some(KnownTemplate {
            path: ".adr-template.md",
            text: "# NUMBER. TITLE\n\n<!-- speclint: open -->\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nThe issue \
                   motivating this decision, and any context that influences or constrains the decision.\n\n## \
                   Decision\n\nThe change that we're proposing or have agreed to implement.\n\n## Consequences\n\nWhat \
                   becomes easier or more difficult to do and any risks introduced by the change that will need to be \
                   mitigated.\n",
        }),
    },
    Preset {
        name: "OpenSpec",
        remark: "its template is not in the repository, so it is written; proposals of changes have another form, and are \
                 not checked",
        is_there: |survey| survey.root.join("openspec/specs").is_dir(),
        demands: Draft::default,
        template: Some(KnownTemplate {
            path: "openspec/spec-template.md",
            text: "# Specification\n\n<!-- speclint: open -->\n\n## Purpose\n\nSay what the capability is for.\n\n## \
                   Requirements\n\n### Requirement: NAME\n\n<!-- speclint: repeat match ^Requirement: -->\n\nThe system SHALL \
                   do something.\n\n#### Scenario: NAME\n\n<!-- speclint: repeat match ^Scenario: -->\n\n- **WHEN** something \
                   happens\n- **THEN** something follows\n",
        }),
    },
];

/// The kind of a repository.
pub(super) fn of(survey: &Survey) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| (preset.is_there)(survey))
}
