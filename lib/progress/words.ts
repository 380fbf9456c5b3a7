/** What could steer a terminal is taken out of names and messages; line ends and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}]/gu,
    (character) => ('\n\t\u00AD\u200C\u200D'.includes(character) ? character : '\uFFFD'), // scripts and emoji need the joiners
  );
}

/** A name in one line. */
export function inLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ');
}

/** "4.2 s", "3 min 05 s", "2 h 10 min" */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

export function rate(perSecond: number): string {
  const digits = perSecond < 10 ? 1 : 0;
  return `${perSecond.toLocaleString('en', { maximumFractionDigits: digits })}/s`;
}
