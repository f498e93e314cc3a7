import type { FastifyInstance } from 'fastify'

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g

/** Our own bodies are four deep; what reads them goes down into them. */
const DEPTH_MAX = 32

/**
 * What is wrong with this JSON text though it parses: an object names something twice (readers of JSON take the last,
 * the first or both, so what is checked by one could be another thing to the next), or it is nested too deep.
 * @param text valid JSON
 */
export const jsonFault = (text: string): 'twice' | 'deep' | undefined => {
  const open: (Set<string> | undefined)[] = []
  let atName = false
  for (const [token] of text.matchAll(TOKEN)) {
    const names = open.at(-1)
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ',' && atName && names !== undefined) {
      const name: string = JSON.parse(token)
      if (names.has(name)) return 'twice'
      names.add(name)
    }
    if (open.length > DEPTH_MAX) return 'deep'
    atName = token === '{' || (token === ',' && names !== undefined)
  }
  return undefined
}

class JsonError extends Error {
  readonly code: string
  constructor(fault: 'twice' | 'deep') {
    super(fault)
    this.code = fault === 'twice' ? 'LINLI_JSON_TWICE' : 'LINLI_JSON_DEEP'
  }
}

/** JSON bodies: names that would reach a prototype are refused by the framework's reader, the rest here. */
export const readJson = (app: FastifyInstance): void => {
  const read = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    const body = text.toString()
    read(request, body, (error, value) => {
      const fault = error === null ? jsonFault(body) : undefined
      if (fault === undefined) done(error, value)
      else done(new JsonError(fault))
    })
  })
}
