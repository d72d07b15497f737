//! The archive that a Word file is: its parts by name, and the relations between them.
//!
//! Bytes → parts as text. Nothing is unpacked beyond [`LARGEST`], so that a small file cannot fill the memory; what an
//! archive claims about sizes is not believed.

use super::super::container::Refusal;
use super::xml::{Node, nodes};
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::collections::BTreeMap;
use std::io::Read;

/// No part of an article is longer when unpacked, in bytes.
const LARGEST: u64 = 32 << 20;
/// More entries than any document has.
const MOST_ENTRIES: usize = 20_000;

/// An opened archive.
pub(super) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
}

const DAMAGED: Refusal = Refusal {
    problem: "this Word file is damaged: its archive cannot be unpacked",
    advice: "Fetch it again, or open it in a word processor and save it anew as .docx.",
};
const TOO_LARGE: Refusal = Refusal {
    problem: "this Word file unpacks to more than 32 MiB of text, which no article has",
    advice: "Save the text of the article as .txt.",
};

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| DAMAGED)?;
        let mut found = Vec::new();
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(|_| DAMAGED)? {
            if found.len() == MOST_ENTRIES {
                return Err(DAMAGED);
            }
            let name = String::from_utf8_lossy(entry.file_path().as_ref()).replace('\\', "/");
            found.push((key(&name), (entry.wayfinder(), entry.compression_method())));
        }
        Ok(Self { archive, entries: found.into_iter().collect() })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&key(name))
    }

    /// The text of a part; `None` where there is none of that name.
    pub(super) fn part(&self, name: &str) -> Result<Option<String>, Refusal> {
        let Some((entry, method)) = self.entries.get(&key(name)) else { return Ok(None) };
        let packed = self.archive.get_entry(*entry).map_err(|_| DAMAGED)?.data();
        let mut bytes = Vec::new();
        let read = if *method == CompressionMethod::STORE {
            packed.take(LARGEST + 1).read_to_end(&mut bytes)
        } else if *method == CompressionMethod::DEFLATE {
            DeflateDecoder::new(packed).take(LARGEST + 1).read_to_end(&mut bytes)
        } else {
            return Err(DAMAGED);
        };
        read.map_err(|_| DAMAGED)?;
        if bytes.len() as u64 > LARGEST {
            return Err(TOO_LARGE);
        }
        // A byte-order mark says UTF-16; without one XML is UTF-8.
        let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
        Ok(Some(text.into_owned()))
    }

    /// What a part is related to: the last word of each relation's type, with the name of the part that it leads to.
    pub(super) fn relations(&self, part: &str) -> Result<Vec<(String, String)>, Refusal> {
        let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
        let place = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let Some(xml) = self.part(&place)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for node in nodes(&xml) {
            if let Node::Open(element) = node
                && let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target"))
            {
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                found.push((kind.rsplit('/').next().unwrap_or_default().to_owned(), target));
            }
        }
        Ok(found)
    }
}

/// Names of parts do not differ by the case of their letters.
fn key(name: &str) -> String {
    name.trim_start_matches("./").to_ascii_lowercase()
}
