/**
 * Markdown as HTML, as far as an index needs it: headings become headings, code, pictures and what
 * links lead to are left out. Markdown may hold HTML, which stays. The lengths are limited so that no
 * text, however odd, takes more than linear time.
 */
export function htmlOf(markdown: string): string {
  return markdown
    .replace(/^---\n.{0,4000}?\n---\n/s, '') // front matter
    .replaceAll(/^ {0,3}(```|~~~)[^\n]*\n.{0,20000}?^ {0,3}\1[^\n]*$/gms, '') // code
    .replaceAll(/`([^`\n]{0,500})`/g, (_all, code: string) => code.replaceAll('<', '&lt;'))
    .replaceAll(/!\[[^\]]{0,500}\](\([^)]{0,2000}\)|\[[^\]]{0,500}\])/g, '') // pictures
    .replaceAll(/\[([^\]]{0,500})\](\([^)]{0,2000}\)|\[[^\]]{0,500}\])/g, '$1') // links
    .replaceAll(/^ {0,3}\[[^\]\n]{1,500}\]:[^\n]*$/gm, '') // what links refer to
    .replaceAll(/<?https?:\/\/[^\s<>)]+>?/g, '')
    .replaceAll(/(?<![\p{L}\p{N}])[*_~]+|[*_~]+(?![\p{L}\p{N}])/gu, '') // emphasis
    .replaceAll(/^#{1,6}[ \t]+([^\n]*)$/gm, '<h1>$1</h1>')
    .replaceAll(/^([^\n]+)\n=+[ \t]*$/gm, '<h1>$1</h1>');
}
