//! Sheets are folded, cut and gathered in code; what comes out must read 1, 2, 3 to the end.
//!
//! The paper is simulated here on its own: layers of leaves with two faces, moved as hands move them. It shares no formula with
//! the planner.

use publish::impose::{Binding, Blanks, Edge, Grid, Plan, Scheme, Side, Slot, Up, impose};

const BINDINGS: [Binding; 2] = [Binding::Right, Binding::Left];
const UPS: [Up; 3] = [Up::Two, Up::Four, Up::Eight];

/// A face of a leaf, as it is seen by who looks at it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Face {
    page: Option<usize>,
    is_upright: bool,
    spine: Option<Edge>,
}

/// One layer of paper: the far face is seen after turning it about its upright axis.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    near: Face,
    far: Face,
}

impl Leaf {
    /// Turned about the upright axis.
    fn turned_sideways(self) -> Self {
        Self { near: self.far, far: self.near }
    }

    /// Turned about the level axis: upside down for who looks at it.
    fn turned_over(self) -> Self {
        let over = |face: Face| Face { is_upright: !face.is_upright, spine: face.spine.map(opposite), ..face };
        Self { near: over(self.far), far: over(self.near) }
    }
}

fn opposite(edge: Edge) -> Edge {
    if edge == Edge::Left { Edge::Right } else { Edge::Left }
}

/// Layers of paper in columns and rows; the layers of a cell from the nearest to the farthest.
#[derive(Clone, Debug)]
struct Paper {
    rows: Vec<Vec<Vec<Leaf>>>,
}

fn face(side: Option<&Side>, index: usize) -> Face {
    let slot = side.map_or_else(Slot::default, |side| side.slots[index]);
    Face { page: slot.page, is_upright: !slot.is_turned, spine: slot.spine }
}

impl Paper {
    fn sheet(plan: &Plan, nth: usize) -> Self {
        let Grid { columns, rows } = plan.grid;
        let sheet = &plan.sheets[nth];
        let leaf = |row: usize, column: usize| Leaf {
            near: face(Some(&sheet.front), row * columns + column),
            far: face(sheet.back.as_ref(), row * columns + columns - 1 - column),
        };
        Self { rows: (0..rows).map(|row| (0..columns).map(|column| vec![leaf(row, column)]).collect()).collect() }
    }

    fn fold_right_half_behind(&mut self) {
        for row in &mut self.rows {
            let half = row.len() / 2;
            let moved: Vec<_> = row.drain(half..).collect();
            for (offset, cell) in moved.into_iter().enumerate() {
                row[half - 1 - offset].extend(cell.into_iter().rev().map(Leaf::turned_sideways));
            }
        }
    }

    fn fold_left_half_behind(&mut self) {
        for row in &mut self.rows {
            let half = row.len() / 2;
            let moved: Vec<_> = row.drain(..half).collect();
            for (offset, cell) in moved.into_iter().rev().enumerate() {
                row[offset].extend(cell.into_iter().rev().map(Leaf::turned_sideways));
            }
        }
    }

    fn fold_upper_half_behind(&mut self) {
        let half = self.rows.len() / 2;
        let upper: Vec<_> = self.rows.drain(..half).collect();
        for (offset, row) in upper.into_iter().rev().enumerate() {
            for (cell, moved) in self.rows[offset].iter_mut().zip(row) {
                cell.extend(moved.into_iter().rev().map(Leaf::turned_over));
            }
        }
    }
}

/// Folds every sheet of a signature but for its spine, puts one into the other, folds the spine, lays the signatures in order.
fn folded(plan: &Plan, up: Up, binding: Binding) -> Vec<Leaf> {
    let mut book = Vec::new();
    let signatures = plan.sheets.last().map_or(0, |sheet| sheet.signature + 1);
    for signature in 0..signatures {
        let mut nest = Paper { rows: vec![vec![Vec::new(), Vec::new()]] };
        for nth in (0..plan.sheets.len()).filter(|nth| plan.sheets[*nth].signature == signature) {
            let mut paper = Paper::sheet(plan, nth);
            if up == Up::Eight {
                paper.fold_right_half_behind();
            }
            if up != Up::Two {
                paper.fold_upper_half_behind();
            }
            for (half, leaves) in nest.rows[0].iter_mut().zip(paper.rows.remove(0)) {
                half.extend(leaves);
            }
        }
        // The front cover stays in front: it is the left half of a right-bound book.
        match binding {
            Binding::Right => nest.fold_right_half_behind(),
            Binding::Left => nest.fold_left_half_behind(),
        }
        book.extend(nest.rows.remove(0).remove(0));
    }
    book
}

/// Cuts the whole pile and lays the stacks on each other, in the order in which a reader's eye goes over the sheet.
fn stacked(plan: &Plan, binding: Binding) -> Vec<Leaf> {
    let Grid { columns, rows } = plan.grid;
    let papers: Vec<Paper> = (0..plan.sheets.len()).map(|nth| Paper::sheet(plan, nth)).collect();
    let mut book = Vec::new();
    for row in 0..rows {
        for from_start in 0..columns {
            let column = if binding == Binding::Right { columns - 1 - from_start } else { from_start };
            book.extend(papers.iter().map(|paper| paper.rows[row][column][0]));
        }
    }
    book
}

/// The faces of a bound book as they are read, each checked: upright, and its spine at the bound edge.
fn read(book: &[Leaf], binding: Binding) -> Vec<Option<usize>> {
    let mut pages = Vec::new();
    let recto = if binding == Binding::Right { Edge::Right } else { Edge::Left };
    for leaf in book {
        for (face, spine) in [(leaf.near, recto), (leaf.far, opposite(recto))] {
            assert!(face.is_upright || face.page.is_none(), "{face:?} stands on its head");
            assert!(face.spine == Some(spine) || face.page.is_none(), "{face:?} is bound at the wrong edge");
            pages.push(face.page);
        }
    }
    pages
}

/// 1 to `count` in order and nothing after it, but for the last page where that is the back cover.
fn assert_in_order(pages: &[Option<usize>], count: usize, blanks: Blanks, case: &str) {
    let mut expected: Vec<Option<usize>> = (0..count).map(Some).collect();
    let missing = pages.len() - count;
    let place = if blanks == Blanks::End { count } else { count.saturating_sub(1) };
    expected.splice(place..place, std::iter::repeat_n(None, missing));
    assert_eq!(pages, expected, "{case}");
}

#[test]
fn folded_booklets_read_from_the_first_page_to_the_last() {
    for count in 0..=400 {
        for (up, binding) in UPS.into_iter().flat_map(|up| BINDINGS.map(|binding| (up, binding))) {
            for blanks in [Blanks::End, Blanks::BeforeLast] {
                let plan = impose(count, Scheme::Saddle { up, signature: None }, binding, blanks);
                let pages = read(&folded(&plan, up, binding), binding);
                assert_in_order(&pages, count, blanks, &format!("{count} pages, {up:?}, {binding:?}"));
                assert_eq!(plan.blanks, pages.len() - count);
                assert!(plan.blanks < up.pages(), "no sheet is blank");
            }
        }
    }
}

#[test]
fn signatures_follow_each_other() {
    for count in 0..=400 {
        for (up, binding) in UPS.into_iter().flat_map(|up| BINDINGS.map(|binding| (up, binding))) {
            for most in [1, 8, 16, 30, 64] {
                let scheme = Scheme::Saddle { up, signature: Some(most) };
                let plan = impose(count, scheme, binding, Blanks::End);
                let case = format!("{count} pages in signatures of {most}, {up:?}, {binding:?}");
                assert_in_order(&read(&folded(&plan, up, binding), binding), count, Blanks::End, &case);
                let deepest = plan.sheets.iter().flat_map(|sheet| &sheet.front.slots).map(|slot| slot.depth).max();
                let most = most.next_multiple_of(up.pages());
                assert!(deepest.unwrap_or(0) < most / 4, "{case}: {deepest:?}");
            }
        }
    }
}

#[test]
fn cut_stacks_laid_on_each_other_are_the_book() {
    let grids = [(1, 1), (2, 1), (2, 2), (4, 2), (3, 3)].map(|(columns, rows)| Grid { columns, rows });
    for count in 0..=400 {
        for (grid, binding) in grids.into_iter().flat_map(|grid| BINDINGS.map(|binding| (grid, binding))) {
            let plan = impose(count, Scheme::Stack { grid }, binding, Blanks::End);
            let case = format!("{count} pages, {grid:?}, {binding:?}");
            assert_in_order(&read(&stacked(&plan, binding), binding), count, Blanks::End, &case);
            assert_eq!(plan.sheets.len(), count.div_ceil(2).div_ceil(grid.slots()), "{case}");
        }
    }
}

/// A sheet slit in the middle: upper half behind, ends pushed together so that four arms stand out, then laid flat.
#[test]
fn the_sheet_of_eight_pages_reads_in_order() {
    for (count, binding) in (0..=24).flat_map(|count| BINDINGS.map(|binding| (count, binding))) {
        let plan = impose(count, Scheme::Mini, binding, Blanks::End);
        let mut pages = Vec::new();
        for nth in 0..plan.sheets.len() {
            assert!(plan.sheets[nth].back.is_none());
            let mut paper = Paper::sheet(&plan, nth);
            paper.fold_upper_half_behind();
            // The nearer layer is the lower row, the farther one the upper row, seen from behind.
            let (near, far): (Vec<Face>, Vec<Face>) =
                paper.rows[0].iter().map(|cell| (cell[0].near, cell[1].far)).unzip();
            // Around the arms: cover, then along the far layer, then back along the near one.
            let mut around: Vec<Face> = vec![near[0]];
            around.extend(&far);
            around.extend(near[1..].iter().rev());
            if binding == Binding::Left {
                around = vec![near[3]];
                around.extend(far.iter().rev());
                around.extend(&near[..3]);
            }
            assert!(around.iter().all(|face| face.is_upright), "{around:?}");
            for (place, face) in around.iter().enumerate() {
                let is_left_page = place.is_multiple_of(2) == (binding == Binding::Right);
                assert_eq!(face.spine, Some(if is_left_page { Edge::Right } else { Edge::Left }), "page {place}");
            }
            pages.extend(around.iter().map(|face| face.page));
        }
        assert_in_order(&pages, count, Blanks::End, &format!("{count} pages, {binding:?}"));
    }
}

#[test]
fn panels_open_from_the_side_of_the_binding() {
    let printed = |binding| {
        let plan = impose(6, Scheme::Panels, binding, Blanks::End);
        let number =
            |side: &Side| side.slots.iter().map(|slot| slot.page.map_or(0, |page| page + 1)).collect::<Vec<_>>();
        (number(&plan.sheets[0].front), plan.sheets[0].back.as_ref().map(number))
    };
    assert_eq!(printed(Binding::Right), (vec![1, 6, 2], Some(vec![5, 4, 3])));
    assert_eq!(printed(Binding::Left), (vec![2, 6, 1], Some(vec![3, 4, 5])));
}

#[test]
fn several_up_are_read_over_the_sheet_and_copies_fill_it() {
    let grid = Grid { columns: 2, rows: 2 };
    let plan = impose(9, Scheme::Flat { grid }, Binding::Right, Blanks::End);
    let pages = |side: &Side| side.slots.iter().map(|slot| slot.page).collect::<Vec<_>>();
    assert_eq!(pages(&plan.sheets[0].front), [Some(1), Some(0), Some(3), Some(2)]);
    assert_eq!(plan.sheets[0].back.as_ref().map(pages), Some(vec![Some(5), Some(4), Some(7), Some(6)]));
    assert_eq!(pages(&plan.sheets[1].front), [None, Some(8), None, None]);
    assert_eq!(plan.sheets[1].back, None);

    let plan = impose(3, Scheme::Copies { grid }, Binding::Left, Blanks::End);
    assert_eq!(pages(&plan.sheets[0].front), [Some(0); 4]);
    assert_eq!(plan.sheets[0].back.as_ref().map(pages), Some(vec![Some(1); 4]));
    assert_eq!((plan.sheets.len(), plan.sheets[1].back.as_ref()), (2, None));
}

/// The tables of the craft for 4 to 60 pages, outer sheet first: front left, front right, back left, back right.
#[test]
fn right_bound_tables_are_those_of_the_craft() {
    for count in [4, 8, 12, 16, 20, 52, 60] {
        for binding in BINDINGS {
            let plan = impose(count, Scheme::Saddle { up: Up::Two, signature: None }, binding, Blanks::End);
            assert_eq!(plan.sheets.len(), count / 4);
            for (i, sheet) in plan.sheets.iter().enumerate() {
                let mut table = [[1 + 2 * i, count - 2 * i], [count - 1 - 2 * i, 2 + 2 * i]];
                if binding == Binding::Left {
                    table.iter_mut().for_each(|side| side.reverse());
                }
                let numbers =
                    |side: &Side| [side.slots[0], side.slots[1]].map(|slot| slot.page.map_or(0, |page| page + 1));
                assert_eq!(numbers(&sheet.front), table[0]);
                assert_eq!(sheet.back.as_ref().map(numbers), Some(table[1]));
                assert!(sheet.front.slots.iter().all(|slot| slot.depth == i && !slot.is_turned));
            }
        }
    }
}
