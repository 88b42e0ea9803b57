//! Old files to manuscripts: every reader, the way back through our own parser, the command.

mod command;
mod damaged;
mod fixtures;
mod found;
mod round_trip;
mod skeleton;
mod told;
