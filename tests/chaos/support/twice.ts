import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Answered, Person } from '../support.ts'

/** The name of the first reason of a refusal. */
export const tagOf = ({ json }: Answered): string => String(json.type ?? '').replace(/.*\/problems\//, '')

/** One write sent to both processes at once under one key: one effect, and sooner or later the same answer from both. */
export const twice = async (person: Person, base: string, path: string, body: object): Promise<Answered> => {
  const key = randomUUID()
  const send = async (): Promise<Answered> => {
    for (let tries = 1; ; tries++) {
      const answer = await person.post(base, path, body, key)
      const again = answer.status === 503 || tagOf(answer) === 'key-in-use'
      if (!again || tries === 40) return answer
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
  const [one, other] = await Promise.all([send(), send()])
  assert.deepEqual(other, one, `${path} ${JSON.stringify([one, other])}`)
  return one
}
