//! Objects of the PDF as bytes (PDF 1.7 §7.3).
//!
//! lopdf keeps its own writer private; this one also spares the copies it makes of every object.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// The numbers that objects have in the file.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<u32>);

impl Numbers {
    /// Numbers from 1 on for objects in the order of the file.
    pub(super) fn new(order: impl Iterator<Item = ObjectId>) -> Self {
        let mut numbers = Vec::new();
        for (number, (id, _)) in (1..).zip(order) {
            let id = id as usize;
            numbers.resize(numbers.len().max(id + 1), 0);
            numbers[id] = number;
        }
        Self(numbers)
    }

    /// The number of an object; one that is not known has its own, as objects have that are written already.
    pub(super) fn of(&self, id: u32) -> u32 {
        self.0.get(id as usize).copied().filter(|&number| number > 0).unwrap_or(id)
    }
}

/// Appends an object; a stream is not written here but by `save`.
pub(super) fn write(out: &mut Vec<u8>, object: &Object, numbers: &Numbers) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        // The shortest decimal that reads back as the same number; never with an exponent.
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, format) => write_string(out, bytes, format),
        Object::Array(items) => write_array(out, items, numbers),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary, numbers),
        Object::Stream(stream) => write_dictionary(out, &stream.dict, numbers),
        Object::Reference((id, generation)) => {
            out.extend_from_slice(format!("{} {generation} R", numbers.of(*id)).as_bytes());
        }
    }
}

/// Names and everything in brackets end by themselves; numbers and words need a space before the next.
fn needs_space(object: &Object) -> bool {
    matches!(object, Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_))
}

/// Appends a dictionary, entries in the order they were set.
pub(super) fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary, numbers: &Numbers) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        if needs_space(value) {
            out.push(b' ');
        }
        write(out, value, numbers);
    }
    out.extend_from_slice(b">>");
}

fn write_array(out: &mut Vec<u8>, items: &[Object], numbers: &Numbers) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 && needs_space(item) {
            out.push(b' ');
        }
        write(out, item, numbers);
    }
    out.push(b']');
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        out.push(b'<');
        bytes.iter().for_each(|byte| out.extend_from_slice(&hexadecimal(*byte)));
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

fn hexadecimal(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_written_with_the_spaces_they_need() {
        let object = Object::Dictionary(dictionary! {
            "A B" => Object::Array(vec![1.into(), Object::Real(-0.5), Object::Name(b"N".to_vec()), (7, 0).into()]),
            "S" => Object::String(b"a(b\\".to_vec(), StringFormat::Literal),
            "H" => Object::String(vec![0xFE, 0x0A], StringFormat::Hexadecimal),
            "T" => true,
        });
        let mut out = Vec::new();
        write(&mut out, &object, &Numbers::new([(9, 0), (7, 0)].into_iter()));
        assert_eq!(String::from_utf8(out).unwrap(), "<</A#20B[1 -0.5/N 2 0 R]/S(a\\(b\\\\)/H<FE0A>/T true>>");
    }
}
