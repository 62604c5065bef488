//! `fix`: what it changes, and what it promises.
#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod promises;
mod references;
mod refused;
