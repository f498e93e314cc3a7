/** A name as addresses and keys of texts have it: `askExtension` → `ask-extension`. */
export const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
