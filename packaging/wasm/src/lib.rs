//! `speclint::texts::answer` for a host that has nothing but memory in common with it: the host writes a question to
//! memory that `take` gives, and reads the answer from where `answer` says. Nothing is given back: a host makes an instance
//! for each question. `packaging/npm/wasm/texts.js` is such a host.

/// Memory for a question of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn take(len: usize) -> *mut u8 {
    Box::<[u8]>::into_raw(vec![0; len].into_boxed_slice()).cast()
}

/// Answers the question: where its answer is, its length in four bytes, the least first, and its text.
///
/// # Safety
/// `question` comes of `take(len)`, and was not given to this function before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(question: *mut u8, len: usize) -> *const u8 {
    // SAFETY: it is a boxed slice of this length, and nobody else has it.
    let question = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(question, len)) };
    let answer = speclint::texts::answer(&String::from_utf8_lossy(&question));
    // Memory has 32-bit addresses.
    let mut out = (answer.len() as u32).to_le_bytes().to_vec();
    out.extend(answer.into_bytes());
    out.leak().as_ptr()
}
