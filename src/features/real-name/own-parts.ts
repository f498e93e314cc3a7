import { isoOf } from '../../kernel/time.ts'
import { type OwnPart, wordsOf } from '../../platform/personal/own.ts'
import { changesOf } from './store.ts'

/** What is kept of how a person's real name was verified. */
export const own: readonly OwnPart[] = [
  {
    id: 'levels',
    read: async (db, { parties }) => {
      const made = []
      for (const party of parties)
        made.push(...(await changesOf(db, party)).map(({ from, to, how, at }) => ({ from, to, how, at: isoOf(at) })))
      return made
    },
    line: ({ at, from, to, how }, t) =>
      wordsOf(
        String(at),
        t('real-name:level.change', { from: String(from), to: String(to), how: t(`real-name:how.${how}`) }),
      ),
  },
]
