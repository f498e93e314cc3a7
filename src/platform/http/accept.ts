/** Media ranges of an Accept header with their weights; a part that cannot be read is left out. */
const ranges = (header: string): readonly { readonly range: string; readonly q: number }[] =>
  header.split(',').flatMap(part => {
    const [range = '', ...params] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const q = Number(params.find(param => param.startsWith('q='))?.slice(2) ?? '1')
    return range === '' || Number.isNaN(q) ? [] : [{ range, q }]
  })

/** Weight of a media type: the most specific range decides (RFC 9110, 12.5.1). */
const weight = (header: string, type: string): number => {
  const [major] = type.split('/')
  const all = ranges(header)
  const exact = all.find(({ range }) => range === type) ?? all.find(({ range }) => range === `${major}/*`)
  return (exact ?? all.find(({ range }) => range === '*/*'))?.q ?? 0
}

/** Whether the caller takes this type; without a header everything is taken. */
export const accepts = (header: string | undefined, type: string): boolean =>
  header === undefined || header.trim() === '' || weight(header, type) > 0

/** Whether the caller would rather have a page than JSON. */
export const prefersHtml = (header: string | undefined): boolean => {
  if (header === undefined) return false
  const json = Math.max(weight(header, 'application/json'), weight(header, 'application/problem+json'))
  const named = ranges(header).some(
    ({ range, q }) => q > 0 && (range === 'text/html' || range === 'application/xhtml+xml'),
  )
  return named && weight(header, 'text/html') >= json
}
