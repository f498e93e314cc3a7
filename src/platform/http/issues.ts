import type { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import type { HttpTag } from './refusals.ts'

type Issue = z.core.$ZodIssue

/** RFC 6901: `~` and `/` inside a name are escaped. */
export const pointerOf = (part: string, path: readonly PropertyKey[]): string =>
  `/${[part, ...path].map(step => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

const isCount = (origin: string): boolean => ['array', 'set', 'file', 'map'].includes(origin)

const missing = (issue: Issue & { code: 'invalid_type' }): boolean => issue.input === undefined || issue.input === null

type Meaning = readonly [HttpTag, Readonly<Record<string, string | number>>?]

const meaningOf = (issue: Issue): Meaning => {
  switch (issue.code) {
    case 'invalid_type':
      return missing(issue) ? ['field-missing'] : ['field-kind', { kind: issue.expected }]
    case 'too_small': {
      const least = Number(issue.minimum)
      if (issue.origin === 'string') return least === 1 ? ['field-missing'] : ['field-short', { least }]
      return isCount(issue.origin) ? ['field-few', { least }] : ['field-small', { least: String(issue.minimum) }]
    }
    case 'too_big': {
      const most = Number(issue.maximum)
      if (issue.origin === 'string') return ['field-long', { most }]
      return isCount(issue.origin) ? ['field-many', { most }] : ['field-large', { most: String(issue.maximum) }]
    }
    case 'invalid_format':
      return ['field-format', { format: issue.format }]
    case 'invalid_value':
      return issue.input === undefined || issue.input === ''
        ? ['field-missing']
        : ['field-choice', { choices: issue.values.map(String).join(', ') }]
    case 'unrecognized_keys':
      return ['field-unknown', { names: issue.keys.join(', ') }]
    default:
      return ['field-format', { format: '' }]
  }
}

/**
 * What is wrong with the input, field by field, all at once. A schema's own message (`refine(…, 'work-order:x')`) is
 * a message key. Values typed by a person are not repeated.
 */
export const refusalsOf = (part: string, issues: readonly Issue[]): readonly Refusal<HttpTag>[] =>
  issues.map(issue => {
    if (issue.code === 'custom')
      return { tag: 'field-wrong', values: { message: issue.message }, pointer: pointerOf(part, issue.path) }
    const [tag, values] = meaningOf(issue)
    return { tag, ...(values === undefined ? {} : { values }), pointer: pointerOf(part, issue.path) }
  })
