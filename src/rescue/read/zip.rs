//! Files in an archive, by the zip crate: each read whole, by name, up to a limit.
//!
//! Nothing is unpacked to disk, so a name such as `../x` leads nowhere; what an archive says of its sizes is not believed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::Fault;

/// The largest file of markup that is read, in bytes: a book of 2 000 pages has about 20 MB.
const LARGEST_PART: u64 = 96 << 20;
/// What is read of one archive at most.
const LARGEST_ALL: u64 = 1 << 30;
/// How many times its size in the archive a file may have, where it is larger than `LARGEST_DENSE`: markup of books has five to
/// fifty, what was made to fill the memory has a thousand.
const DENSEST: u64 = 200;
const LARGEST_DENSE: u64 = 4 << 20;

/// An archive.
pub(super) struct Archive<'a> {
    zip: ::zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Positions by name.
    names: BTreeMap<String, usize>,
    /// Bytes of the archive, and those that were read of its files.
    length: u64,
    read: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When the bytes are none.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut zip = ::zip::ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(&cause))?;
        let mut names = BTreeMap::new();
        for index in 0..zip.len() {
            if let Ok(file) = zip.by_index_raw(index) {
                names.entry(file.name().replace('\\', "/")).or_insert(index);
            }
        }
        Ok(Self { zip, names, length: bytes.len() as u64, read: 0 })
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The bytes of a file; `None` when there is none of that name.
    ///
    /// # Errors
    /// When it is damaged, encrypted or too large.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.names.get(name).copied() else { return Ok(None) };
        let mut file = self.zip.by_index(index).map_err(|cause| damaged(&cause))?;
        let dense = file.compressed_size().min(self.length).saturating_mul(DENSEST).max(LARGEST_DENSE);
        let most = LARGEST_PART.min(LARGEST_ALL - self.read).min(dense);
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(most + 1).read_to_end(&mut bytes).map_err(|cause| damaged(&cause))?;
        let length = bytes.len() as u64;
        if length > most {
            let message = if most == dense {
                format!("`{name}` in it unpacks to more than {DENSEST} times its size")
            } else {
                format!("`{name}` in it is larger than {} MB unpacked", most >> 20)
            };
            return Err(Fault::new(message, "no book is made so: the file is damaged or not what it seems"));
        }
        self.read += length;
        Ok(Some(bytes))
    }

    /// The bytes of a file that must be there.
    ///
    /// # Errors
    /// When it is not there, damaged, encrypted or too large.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.read(name)?.ok_or_else(|| {
            Fault::new(format!("`{name}` is missing in it"), "open it in the program that made it and save it again")
        })
    }
}

/// The path of a file that another one names: without `.` and `..`, which never lead above the archive.
pub(super) fn beside(from: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), target),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn damaged(cause: &dyn std::fmt::Display) -> Fault {
    Fault::new(format!("the archive is damaged: {cause}"), "copy it again, or open it in the program that made it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_lead_above_the_archive() {
        assert_eq!(beside("EPUB/text/one.xhtml", "../images/a.png"), "EPUB/images/a.png");
        assert_eq!(beside("word/document.xml", "/word/media/a.png"), "word/media/a.png");
        assert_eq!(beside("a.xml", "../../../etc/passwd"), "etc/passwd");
    }
}
