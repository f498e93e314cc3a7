import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayField } from './fields.ts'
import { readInput } from './input.ts'

const read = (fields: unknown, query: unknown = {}) =>
  readInput(
    {
      body: z.object({ text: z.string(), list: z.array(z.string()).default([]), day: dayField().optional() }),
      query: z.any(),
    },
    { params: {}, query, headers: {} } as unknown as FastifyRequest,
    { fields, files: [], why: [] },
  )
const pointers = (fields: unknown, query?: unknown): readonly (string | undefined)[] => {
  const result = read(fields, query)
  return result.ok ? [] : result.error.slice(1).map(({ pointer }) => pointer)
}

test('a text that no database can keep is refused where it stands', () => {
  assert.deepEqual(pointers({ text: '路灯不亮' }), [])
  assert.deepEqual(pointers({ text: 'a\0b', list: ['x', '\ud800'] }), ['/body/text', '/body/list/1'])
  assert.deepEqual(pointers({ text: 'a', ['k\0']: 1 }), ['/body'])
  assert.deepEqual(pointers({ text: 'a' }, { q: '\0' }), ['/query/q'])
})

test('a day is one of this calendar, in a century that can be meant', () => {
  assert.deepEqual(pointers({ text: 'a', day: '2026-02-28' }), [])
  for (const day of ['2026-02-30', '0000-01-01', '9999-12-31', '2026-2-3'])
    assert.deepEqual(pointers({ text: 'a', day }), ['/body/day'])
})
