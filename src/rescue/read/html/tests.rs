//! Marks of notes in the markup of several programs.

use super::*;

fn found(body: &str) -> Found {
    read(&format!("<html><body>{body}</body></html>"), &|_| None).expect("HTML")
}

fn note(found: &Found) -> String {
    match &found.notes[0].blocks[0].kind {
        BlockKind::Paragraph(line) => plain(line),
        other => panic!("{other:?}"),
    }
}

#[test]
fn notes_are_joined_in_the_markup_of_several_programs() {
    let bodies = [
        // LibreOffice.
        "<p>نان<a class=sdfootnoteanc name=sdfootnote1anc href=#sdfootnote1sym><sup>1</sup></a></p>\
         <div id=sdfootnote1><p><a class=sdfootnotesym name=sdfootnote1sym href=#sdfootnote1anc>1</a> از آرد</p></div>",
        // Word.
        "<p>نان<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p>\
         <hr width='33%'><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> از آرد</p></div>",
        // E-books without a word for it.
        "<p>نان<sup id=r1><a href=#n1>1</a></sup></p><p id=n1><a href=#r1>1</a>. از آرد</p>",
        // EPUB 3.
        "<p>نان<a epub:type=noteref href=#n1>1</a></p><aside epub:type=footnote id=n1><p>از آرد</p></aside>",
    ];
    for body in bodies {
        let found = found(body);
        assert_eq!(found.blocks.len(), 1, "{body}: {:?}", found.blocks);
        assert_eq!(note(&found), "از آرد", "{body}");
    }
}

#[test]
fn links_between_contents_and_headings_are_no_notes() {
    let found = found("<p><a id=t1 href=#h1>نان</a></p><h2 id=h1><a href=#t1>نان</a></h2><p>آب</p>");
    assert!(found.notes.is_empty());
    assert_eq!(found.blocks.len(), 3);
    assert!(found.blocks[1].id.is_some());
}
