/** Words as they are kept: one way to end a line, one way to write a character, nothing around them. */
export const tidied = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim()
