//! What holds for the comparison of any two outlines.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;
use speclint::compare::{Comparison, Difference, compare};
use speclint::document::SectionId;
use speclint::template::Template;
use speclint::{Document, Format};

use crate::common::{markdown, rst};

/// Headings that are equal, similar and different, each at most one level below the one before it.
fn headings() -> impl Strategy<Value = Vec<String>> {
    let text = prop::sample::select(&["Problem", "problem", "Change", "Chagne", "Testing", "Storage", "Notes"][..]);
    vec((0..3_usize, text), 1..12).prop_map(|headings| {
        let mut open = 0;
        let indented = headings.into_iter().map(|(depth, text)| {
            let depth = depth.min(open);
            open = depth + 1;
            format!("{}{text}", "  ".repeat(depth))
        });
        indented.collect()
    })
}

fn text(headings: &[String], write: fn(&[&str]) -> String) -> String {
    write(&headings.iter().map(String::as_str).collect::<Vec<_>>())
}

fn of_spec(difference: Difference) -> Option<SectionId> {
    match difference {
        Difference::Missing { .. } => None,
        Difference::Renamed { spec, .. }
        | Difference::Misplaced { spec, .. }
        | Difference::Misordered { spec, .. }
        | Difference::Duplicate { spec, .. }
        | Difference::Extra { spec, .. } => Some(spec),
    }
}

/// The section of the template that the spec does not have.
fn absent(difference: Difference) -> Option<SectionId> {
    match difference {
        Difference::Missing { template, .. } => Some(template),
        _ => None,
    }
}

/// The section of the template that the spec has under another name or at another place.
fn otherwise(difference: Difference) -> Option<SectionId> {
    match difference {
        Difference::Renamed { template, .. } | Difference::Misplaced { template, .. } => Some(template),
        _ => None,
    }
}

/// Runs a comparison of two documents of these headings.
fn compared(template: &[String], spec: &[String], then: impl Fn(&Template, &Document, &Comparison)) {
    let (template, spec) = (text(template, rst), text(spec, markdown));
    let template = Template::new(Document::parse(template.as_str(), Format::Rst)).expect("a template with sections");
    let spec = Document::parse(spec.as_str(), Format::Markdown);
    then(&template, &spec, &compare(&template, &spec.outline));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// But for one that is renamed and misordered at once.
    #[test]
    fn each_section_of_the_spec_is_in_one_difference_at_most(template in headings(), spec in headings()) {
        compared(&template, &spec, |_, _, comparison| {
            let mut seen: HashMap<SectionId, Difference> = HashMap::new();
            for &difference in &comparison.differences {
                let before = of_spec(difference).and_then(|spec| seen.insert(spec, difference));
                match (before, difference) {
                    (None, _) => {}
                    (
                        Some(Difference::Renamed { template, .. }),
                        Difference::Misordered { template: of, .. },
                    ) if template == of => {}
                    (Some(before), _) => panic!("{before:?} and {difference:?}"),
                }
            }
        });
    }

    #[test]
    fn a_section_that_is_absent_does_not_report_its_subsections(template in headings(), spec in headings()) {
        compared(&template, &spec, |template, _, comparison| {
            let outline = &template.document.outline;
            let absent: Vec<SectionId> = comparison.differences.iter().copied().filter_map(absent).collect();
            for &id in &absent {
                let others = outline.subtree(id).skip(1);
                assert!(others.clone().all(|other| !absent.contains(&other)), "{:?}", comparison.differences);
            }
        });
    }

    /// A required section is absent, or there is a section for it.
    #[test]
    fn nothing_is_passed_over(template in headings(), spec in headings()) {
        compared(&template, &spec, |template, _, comparison| {
            let outline = &template.document.outline;
            let differences = || comparison.differences.iter().copied();
            let known: Vec<SectionId> = differences()
                .filter_map(absent)
                .flat_map(|id| outline.subtree(id))
                .chain(differences().filter_map(otherwise))
                .chain(comparison.pairs.iter().map(|&(template, _)| template))
                .collect();
            assert!(outline.section_ids().all(|id| known.contains(&id)), "{:?}", comparison.differences);
        });
    }

    /// A first-level section is one of the template's, or something is said about it.
    #[test]
    fn no_first_level_section_is_passed_over(template in headings(), spec in headings()) {
        compared(&template, &spec, |_, spec, comparison| {
            let judged = comparison.differences.iter().copied().filter_map(of_spec);
            let known: Vec<SectionId> = judged.chain(comparison.pairs.iter().map(|&(_, spec)| spec)).collect();
            assert!(spec.outline.roots().all(|id| known.contains(&id)), "{:?}", comparison.differences);
        });
    }

    /// The sections that need not be moved are in the template's order, with those that are to be renamed.
    #[test]
    fn the_moves_are_enough(template in headings(), spec in headings()) {
        compared(&template, &spec, |template, spec, comparison| {
            let moved = |id: SectionId| {
                comparison.differences.iter().any(|d| matches!(d, Difference::Misordered { spec, .. } if *spec == id))
            };
            let renamed = comparison.differences.iter().filter_map(|difference| match *difference {
                Difference::Renamed { template, spec } => Some((template, spec)),
                _ => None,
            });
            let mut kept: Vec<_> = comparison.pairs.iter().copied().chain(renamed).collect();
            kept.retain(|&(_, spec)| !moved(spec));
            kept.sort_by_key(|&(_, spec)| spec);
            let (template, spec) = (&template.document.outline, &spec.outline);
            for (at, &(before, one)) in kept.iter().enumerate() {
                for &(after, other) in &kept[at..] {
                    assert!(spec.parent(one) != spec.parent(other) || before <= after, "{:?}", template.headings());
                }
            }
        });
    }

    #[test]
    fn a_template_conforms_to_itself(template in headings()) {
        compared(&template, &template, |_, _, comparison| assert_eq!(comparison.differences, []));
    }
}
