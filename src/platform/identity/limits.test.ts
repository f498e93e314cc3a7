import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, HOUR_MS, type Instant, instant, parseInstant } from '../../kernel/time.ts'
import { CODE, codeAllowed, idleUntil, LOCK, lockMs, SESSION } from './limits.ts'

/** A day at one phone, as a clerk would read it: when a code was asked for, and what the answer was. */
const DAY = `
  2026-11-22 08:00:00  sent
  2026-11-22 08:00:59  code-too-soon       wait 1 s
  2026-11-22 08:01:00  sent
  2026-11-22 08:02:00  sent
  2026-11-22 08:03:00  sent
  2026-11-22 08:04:00  sent
  2026-11-22 08:05:00  code-too-many-hour  wait 3300 s
  2026-11-22 08:59:59  code-too-many-hour  wait 1 s
  2026-11-22 09:00:00  sent
  2026-11-22 09:00:59  code-too-many-hour  wait 1 s
  2026-11-22 09:01:00  sent
  2026-11-22 12:00:00  sent
  2026-11-22 12:01:00  sent
  2026-11-22 12:02:00  sent
  2026-11-22 20:00:00  code-too-many-day   wait 43200 s
  2026-11-23 07:59:59  code-too-many-day   wait 1 s
  2026-11-23 08:00:00  sent
`

test('a day of asking for codes goes as the table says', () => {
  let sent: readonly Instant[] = []
  for (const line of DAY.trim().split('\n')) {
    const [date, time, expected, , wait] = line.trim().split(/\s+/)
    const now = parseInstant(`${date}T${time}+08:00`) ?? assert.fail(line)
    const answer = codeAllowed(sent, now)
    if (answer.ok) sent = answer.value
    const [reason] = answer.ok ? [] : answer.error
    assert.equal(reason?.tag ?? 'sent', expected, line)
    if (reason !== undefined) assert.equal(reason.values?.seconds, Number(wait), line)
  }
})

test('however codes are asked for, no hour has more than five, no day more than ten, no minute more than one', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 2 * HOUR_MS }), { maxLength: 60 })
  fc.assert(
    fc.property(steps, gaps => {
      let now = instant(1_790_000_000_000)
      let kept: readonly Instant[] = []
      const all: Instant[] = []
      for (const gap of gaps) {
        now = instant(now + gap)
        const answer = codeAllowed(kept, now)
        if (!answer.ok) continue
        kept = answer.value
        all.push(now)
      }
      const most = (span: number) =>
        Math.max(0, ...all.map(at => all.filter(other => other >= at && other < at + span).length))
      return (
        most(HOUR_MS) <= CODE.hourMax &&
        most(DAY_MS) <= CODE.dayMax &&
        most(CODE.pauseMs) <= 1 &&
        kept.length <= CODE.dayMax
      )
    }),
  )
})

test('four failures are free, then the wait doubles from half a minute to a quarter of an hour', () => {
  assert.deepEqual(
    [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 99].map(failed => lockMs(failed) / 1000),
    [0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900],
  )
  fc.assert(
    fc.property(fc.nat(10_000), failed => lockMs(failed + 1) >= lockMs(failed) && lockMs(failed) <= LOCK.longestMs),
  )
})

test('use prolongs a session, but never past its absolute end', () => {
  const start = instant(1_790_000_000_000)
  const end = instant(start + SESSION.staff.absoluteMs)
  assert.equal(idleUntil('staff', start, end), start + 30 * 60_000)
  assert.equal(idleUntil('staff', instant(end - 60_000), end), end)
})
