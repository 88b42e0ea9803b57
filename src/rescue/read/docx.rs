//! stub
use super::Fault;
use crate::rescue::Found;
pub(super) fn read(_: &[u8]) -> Result<Found, Fault> {
    Err(Fault::new("", ""))
}
