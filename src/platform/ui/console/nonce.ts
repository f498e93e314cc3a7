/**
 * Gives every style element made on this page the nonce of the document. antd puts it on its own styles, but its scroll
 * lock (dialogs, drawers) makes one without, which the content security policy refuses.
 */
export const nonceStyles = (nonce: string): void => {
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}
