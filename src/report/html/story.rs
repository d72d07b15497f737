//! Which documents of a run tell one story.
//!
//! A [`View`] → [`Stories`]. It cannot fail. Documents that share a topic tell one story, and so do those that are joined
//! through others. A story is named after the headline of the article that has most in common with the others.

use crate::claim::DocumentId;
use crate::judge::Finding;
use crate::report::view::View;

/// The stories of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stories {
    /// Those of two or more documents, in the order of their first documents.
    pub(super) list: Vec<Story>,
    /// For each document, the index of its story.
    of: Vec<Option<usize>>,
}

/// Documents that share topics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Story {
    /// What it is called: a headline, or the name of an outlet where no article has one.
    pub(super) name: String,
    /// Its documents, in order.
    pub(super) documents: Vec<DocumentId>,
    /// Indices of its topics, in order.
    pub(super) topics: Vec<usize>,
}

impl Stories {
    /// The stories of a view's run.
    pub(super) fn of(view: &View<'_>) -> Self {
        let topics = &view.run.linkage.topics;
        let count = view.run.documents.len();
        let mut parent: Vec<usize> = (0..count).collect();
        let mut shared = vec![0u32; count];
        for topic in topics {
            let mut first = None;
            for claim in &topic.claims {
                let at = claim.document.0 as usize;
                shared[at] += 1;
                let here = root(&mut parent, at);
                let first = root(&mut parent, *first.get_or_insert(here));
                parent[here.max(first)] = here.min(first);
            }
        }
        let mut stories = Self { list: Vec::new(), of: vec![None; count] };
        let mut of_root: Vec<Option<usize>> = vec![None; count];
        for (at, id) in view.documents().enumerate().filter(|(at, _)| shared[*at] > 0) {
            let root = root(&mut parent, at);
            let story = *of_root[root].get_or_insert_with(|| {
                stories.list.push(Story { name: String::new(), documents: Vec::new(), topics: Vec::new() });
                stories.list.len() - 1
            });
            stories.list[story].documents.push(id);
            stories.of[at] = Some(story);
        }
        for (index, topic) in topics.iter().enumerate() {
            if let Some(story) = topic.claims.first().and_then(|claim| stories.of_document(claim.document)) {
                stories.list[story].topics.push(index);
            }
        }
        for story in &mut stories.list {
            // Of articles that share equally much, the first.
            let closest =
                story.documents.iter().rev().max_by_key(|id| {
                    (view.run.documents[id.0 as usize].title.is_some(), shared[id.0 as usize])
                });
            let named = closest.map(|id| &view.run.documents[id.0 as usize]);
            story.name = named
                .map(|document| document.title.as_deref().unwrap_or(&document.source.name).to_owned())
                .unwrap_or_default();
        }
        stories
    }

    /// The index of a document's story; `None` where it shares no topic with another.
    pub(super) fn of_document(&self, document: DocumentId) -> Option<usize> {
        self.of.get(document.0 as usize).copied().flatten()
    }

    /// The index of a finding's story.
    pub(super) fn of_finding(&self, finding: &Finding) -> Option<usize> {
        let claim = finding.sides.iter().flat_map(|side| &side.claims).next()?;
        self.of_document(claim.document)
    }
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::ClaimId;
    use crate::document;
    use crate::extract::Reading;
    use crate::link::Topic;
    use crate::report::{Run, Selection};

    #[test]
    fn documents_that_share_topics_tell_one_story() {
        let mut run = Run::default();
        for (path, title) in [("a.md", "Bridge shut"), ("b.md", "Bank fails"), ("c.md", "Bridge to open")] {
            let text = format!("# {title}\n\nIt cost 5 million pounds.\n");
            run.documents.extend(document::parse(path, text.as_bytes()).expect("an article"));
            let reading = crate::extract::read(
                run.documents.last().expect("just read"),
                crate::rules::RuleSet::built_in(),
            );
            assert_eq!(reading.claims.len(), 1);
            run.readings.push(reading);
        }
        run.documents.extend(document::parse("d.md", b"# Alone\n\nNothing.\n").expect("an article"));
        run.readings.push(Reading::default());
        let claim = |document| ClaimId { document: DocumentId(document), index: 0 };
        run.linkage.topics = vec![Topic { claims: vec![claim(0), claim(2)], links: Vec::new() }];
        let stories = Stories::of(&View::new(&run, Selection::default()));
        assert_eq!(stories.list.len(), 1);
        assert_eq!(stories.list[0].name, "Bridge shut");
        assert_eq!(stories.list[0].documents, [DocumentId(0), DocumentId(2)]);
        assert_eq!((stories.of_document(DocumentId(2)), stories.of_document(DocumentId(3))), (Some(0), None));
    }
}
