/** Flags for the text of a program that has no file; what of them stands alone is followed by its value. */
const OF_TEXT = /^(?:--(?:input-type|eval|print)|-e|-p|-pe)(?:=.*)?$/s;

/** Whether the program is text, whose kind `--input-type` tells: no file can be started under that flag. */
export function isText(): boolean {
  return process.execArgv.some((flag) => flag.startsWith('--input-type'));
}

/** The program's flags, for a process: loaders, conditions, limits. Not those that are about its text. */
export function inheritedFlags(): string[] {
  const { execArgv } = process;
  const isValue = (i: number): boolean =>
    OF_TEXT.test(execArgv[i - 1] ?? '') && !execArgv[i - 1]!.includes('=');
  return execArgv.filter((flag, i) => !OF_TEXT.test(flag) && !isValue(i));
}
