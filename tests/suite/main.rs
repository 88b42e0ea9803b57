//! One test binary; its modules mirror `src`.

mod epub;
