/** All elements of a kind that a selector finds. */
export const every = <E extends Element>(
  selector: string,
  kind: new () => E,
  within: ParentNode = document,
): readonly E[] => [...within.querySelectorAll(selector)].filter((element): element is E => element instanceof kind)

/** A new element with its text. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}
