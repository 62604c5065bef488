// speclint on texts in memory. It needs nothing but WebAssembly, so it works in browsers, too.

/**
 * The functions of a compiled `speclint.wasm`. `files` has the texts of a specs repository by their paths:
 * `release.toml`, templates, specs. A text is a string, or bytes where it is not UTF-8.
 */
export function speclint(module) {
  const ask = (question) => {
    const answer = JSON.parse(answered(module, JSON.stringify(question)));
    if (answer.error) {
      throw Object.assign(new Error(answer.error.message), answer.error);
    }
    return answer;
  };
  return {
    check: (files, options = {}) => ask({ command: "check", files: plain(files), ...options }),
    fix: (files, options = {}) => ask({ command: "fix", files: plain(files), ...options }),
    outline: (path, text) => ask({ command: "outline", path, text }),
  };
}

/** An instance answers one question: its memory goes with it, whatever happened to it. */
function answered(module, question) {
  const { memory, take, answer } = new WebAssembly.Instance(module).exports;
  const bytes = new TextEncoder().encode(question);
  const start = take(bytes.length);
  new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
  const at = answer(start, bytes.length);
  const length = new DataView(memory.buffer).getUint32(at, true);
  return new TextDecoder().decode(new Uint8Array(memory.buffer, at + 4, length));
}

/** Files as JSON has them. */
function plain(files) {
  const entry = ([path, text]) => [path, typeof text === "string" ? text : Array.from(text)];
  return Object.fromEntries(Object.entries(files).map(entry));
}
