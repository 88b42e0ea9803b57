//! The test binary; its modules mirror `src`.

mod shape;
