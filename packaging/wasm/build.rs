//! A document may be as deeply nested as for a program, whose main thread has so much.

fn main() {
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=8388608");
}
