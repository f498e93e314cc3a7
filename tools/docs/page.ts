/** One generated page: its path from the root and its text. */
export type Generated = { readonly path: string; readonly text: string }

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** @param note one sentence about what the page is read off */
export const page = (name: string, title: string, note: string, parts: readonly string[]): Generated => ({
  path: `docs/reference/${name}.md`,
  text: `# ${title}\n\n<!-- Made by \`npm run docs\`; edit the source, not this page. -->\n${note}\n\n${parts.join('\n\n')}\n`,
})
