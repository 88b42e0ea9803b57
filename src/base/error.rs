//! What is wrong with the machine: a file that cannot be read or written, with its path and cause.

use std::fmt;
use std::path::{Path, PathBuf};

/// A fault that is not the book's: printed once, by `main`, and answered by exit code 2.
#[derive(Debug)]
pub struct Error {
    message: String,
    path: Option<PathBuf>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A fault without a file.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None, cause: None }
    }

    /// A fault at a file, such as "cannot read".
    pub fn at(
        message: impl Into<String>,
        path: &Path,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { message: message.into(), path: Some(path.to_owned()), cause: Some(cause.into()) }
    }

    /// A fault of a library call.
    pub fn because(message: impl Into<String>, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { message: message.into(), path: None, cause: Some(cause.into()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(path) = &self.path {
            write!(f, " {}", path.display())?;
        }
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
