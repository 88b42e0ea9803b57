//! The program: arguments in, files out.

fn main() {}
