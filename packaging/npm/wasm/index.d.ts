/** Texts by their paths in a specs repository; bytes where a text is not UTF-8. */
export type Files = Record<string, string | Uint8Array>;

export interface Place {
  line?: number;
  column?: number;
  end_line?: number;
  end_column?: number;
  start_byte?: number;
  end_byte?: number;
}

export interface Problem extends Place {
  path: string | null;
  message: string;
  help: string | null;
}

export interface Made extends Place {
  path: string;
  rule: string;
  message: string;
  why?: string;
}

export interface Heading {
  text: string;
  line: number;
}

export interface Section extends Heading {
  sections: Section[];
}

/** `report` is what `speclint check --format json` prints, `text` what people read. */
export function check(
  files: Files,
  options?: { all_releases?: boolean; deny_warnings?: boolean },
): { report: Record<string, unknown> & { passes: boolean; errors: Problem[] }; text: string };

/** `files` has the texts that change. */
export function fix(
  files: Files,
  options?: { all_releases?: boolean; unsafe_fixes?: boolean; add_missing?: string },
): { files: Record<string, string>; fixed: Made[]; refused: Made[]; left: number; errors: Problem[] };

export function outline(
  path: string,
  text: string,
): { path: string; title: Heading | null; subtitle: Heading | null; sections: Section[] };
