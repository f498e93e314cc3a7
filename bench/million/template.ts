const TOKEN = /@([A-Z]\w*)@/

/** Text with places `@NAME@` to be filled in, taken apart once. */
export type Template = { readonly parts: readonly string[]; readonly names: readonly string[] }

export const templateOf = (text: string): Template => {
  const pieces = text.split(TOKEN)
  return { parts: pieces.filter((_, at) => at % 2 === 0), names: pieces.filter((_, at) => at % 2 === 1) }
}

/** The text with every place filled in. */
export const filled = ({ parts, names }: Template, textFor: (name: string) => string): string => {
  let text = parts[0] ?? ''
  for (let at = 0; at < names.length; at++) text += textFor(names[at] ?? '') + (parts[at + 1] ?? '')
  return text
}
