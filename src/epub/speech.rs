//! Letters and dialogues.

use crate::book::{Block, BlockKind, Letter, Speech};
use crate::style::Role;

use super::text::TextWriter;

impl TextWriter<'_> {
    /// A letter: head, salutation, text, signature.
    pub(super) fn letter(&mut self, block: &Block, letter: &Letter) {
        self.start("div", block, "letter").open_line();
        self.inside(block.language.as_ref(), |writer| {
            writer.lines_of_letter(&letter.head, Role::LetterHead);
            writer.lines_of_letter(letter.salutation.as_slice(), Role::Salutation);
            writer.blocks(&letter.blocks);
            writer.lines_of_letter(&letter.signature, Role::Signature);
        });
        self.markup.close_line("div");
    }

    /// Lines of plain text as one paragraph.
    fn lines_of_letter(&mut self, lines: &[String], role: Role) {
        if lines.is_empty() {
            return;
        }
        self.markup.tag("p").set("class", role.name()).open();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.markup.raw("<br/>\n");
            }
            self.in_role(role, |writer| writer.text(line));
        }
        self.markup.close_line("p");
    }

    /// Speeches: each begins with its speaker's name and a colon, as on paper.
    pub(super) fn dialogue(&mut self, block: &Block, speeches: &[Speech]) {
        self.start("div", block, "dialogue").open_line();
        self.inside(block.language.as_ref(), |writer| speeches.iter().for_each(|speech| writer.speech(speech)));
        self.markup.close_line("div");
    }

    fn speech(&mut self, speech: &Speech) {
        let class = if speech.speaker.is_empty() { "directions" } else { "speech" };
        self.markup.tag("div").set("class", class).open_line();
        match speech.blocks.split_first() {
            Some((first @ Block { kind: BlockKind::Paragraph(content), .. }, rest)) => {
                self.start("p", first, "").open();
                self.speaker(speech);
                self.inside(first.language.as_ref(), |writer| writer.inlines(content));
                self.markup.close_line("p");
                self.blocks(rest);
            }
            _ => {
                self.markup.tag("p").open();
                self.speaker(speech);
                self.markup.close_line("p");
                self.blocks(&speech.blocks);
            }
        }
        self.markup.close_line("div");
    }

    fn speaker(&mut self, speech: &Speech) {
        if speech.speaker.is_empty() {
            return;
        }
        self.markup.tag("b").set("class", "speaker").open();
        self.in_role(Role::Speaker, |writer| {
            writer.inlines(&speech.speaker);
            writer.text(":");
        });
        self.markup.close("b");
        self.text(" ");
    }
}
