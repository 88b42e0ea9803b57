//! The zip file (EPUB 3.3 § 4.2): read what epub-builder packed, and pack it again in a fixed order with fixed times.
//!
//! Files that stay as they are keep their compressed bytes. Nothing else names the zip crate.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::base::Error;

/// The first file of every EPUB, never compressed.
const MIMETYPE: (&str, &[u8]) = ("mimetype", b"application/epub+zip");
/// Everyone may read, the owner may write.
const PERMISSIONS: u32 = 0o644;

/// An EPUB that was packed once.
#[derive(Debug)]
pub(super) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
}

impl Archive {
    /// Opens packed bytes.
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        Ok(Self { zip: ZipArchive::new(Cursor::new(bytes)).map_err(failed)? })
    }

    /// The text of a file.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Error> {
        let mut text = String::new();
        self.zip.by_name(name).map_err(failed)?.read_to_string(&mut text).map_err(failed)?;
        Ok(text)
    }

    /// Packs again: the mimetype first and stored, the other files by name, some with new bytes, some new. The time of every
    /// entry is 1980-01-01 00:00, the first a zip can tell, so that equal books are equal bytes.
    pub(super) fn repack(mut self, mut replaced: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Error> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(PERMISSIONS);
        writer.start_file(MIMETYPE.0, plain.compression_method(CompressionMethod::Stored)).map_err(failed)?;
        writer.write_all(MIMETYPE.1).map_err(failed)?;
        let mut names: Vec<String> = self.zip.file_names().map(str::to_owned).collect();
        names.extend(replaced.keys().filter(|name| self.zip.index_for_name(name).is_none()).cloned());
        names.sort_unstable();
        for name in names.iter().filter(|name| *name != MIMETYPE.0) {
            match replaced.remove(name) {
                Some(bytes) => {
                    writer.start_file(name, plain.compression_method(CompressionMethod::Deflated)).map_err(failed)?;
                    writer.write_all(&bytes).map_err(failed)?;
                }
                None => {
                    let at = self.zip.index_for_name(name).ok_or_else(|| Error::new("a file of the EPUB is gone"))?;
                    let file = self.zip.by_index_raw(at).map_err(failed)?;
                    writer.raw_copy_file_touch(file, DateTime::default(), Some(PERMISSIONS)).map_err(failed)?;
                }
            }
        }
        Ok(writer.finish().map_err(failed)?.into_inner())
    }
}

fn failed(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::because("cannot pack the EPUB", cause)
}
