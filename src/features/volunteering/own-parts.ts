import { isoOf } from '../../kernel/time.ts'
import { OWN_MAX, type OwnPart, wordsOf } from '../../platform/personal/own.ts'
import { openPersonal } from '../../platform/personal/purposes.ts'
import { needPlace } from './join.ts'
import { ownCertificates } from './store/certificates.ts'
import { ownNeeds, whereOf } from './store/needs.ts'
import { honoursOf, trainingOf } from './store/records.ts'
import { ownServices } from './store/services.ts'
import { ownSignups } from './store/signups.ts'
import { volunteerOf } from './store/volunteers.ts'

const volunteer: OwnPart = {
  id: 'volunteer',
  read: async (db, { parties }) => {
    const row = await volunteerOf(db, parties)
    if (row === undefined) return []
    const { no, state, joinedAt, skills, languages, wishes, reach, minutes, services } = row
    const lists = { skills: skills.join(' '), languages: languages.join(' '), wishes: wishes.join(' ') }
    return [{ no, state, joinedAt: isoOf(joinedAt), ...lists, reach, minutes, services }]
  },
  line: ({ no, state, minutes }, t) =>
    wordsOf(no, t(`volunteering:state.${state}`), t('volunteering:own.minutes', { minutes: Number(minutes) })),
}

const records: OwnPart = {
  id: 'records',
  read: async (db, { parties }) => {
    const row = await volunteerOf(db, parties)
    if (row === undefined) return []
    const [training, honours] = [await trainingOf(db, row.id), await honoursOf(db, row.id)]
    return [
      ...training.map(({ course, on, until }) => ({ kind: 'training', name: course, by: null, on, until })),
      ...honours.map(({ name, by, on }) => ({ kind: 'honour', name, by, on, until: null })),
    ]
  },
  line: ({ kind, name, by, on }, t) =>
    wordsOf(String(on), kind === 'training' ? t(`volunteering:course.${name}`) : name, by),
}

const signups: OwnPart = {
  id: 'signups',
  read: async (db, { parties }) =>
    (await ownSignups(db, parties, undefined, OWN_MAX)).map(({ from, to, state, contested }) => ({
      ...{ from: isoOf(from), to: isoOf(to), state, contested },
    })),
  line: ({ from, state, contested }, t) => wordsOf(String(from), t(`volunteering:signup.${state}`), contested),
}

const services: OwnPart = {
  id: 'services',
  read: async (db, { parties }) =>
    (await ownServices(db, parties, undefined, OWN_MAX)).map(({ from, to, topic, title, minutes, state, note }) => ({
      ...{ from: isoOf(from), to: isoOf(to), topic, title, minutes, state, note },
    })),
  line: ({ from, title, minutes, state }, t) =>
    wordsOf(
      String(from),
      title,
      t('volunteering:own.minutes', { minutes: Number(minutes) }),
      t(`volunteering:service.${state}`),
    ),
}

const needs: OwnPart = {
  id: 'needs',
  read: async (db, { parties, vault, leave }) => {
    const made = []
    for (const { id, no, from, to, topic, text, state, note } of await ownNeeds(db, parties)) {
      const where = openPersonal(vault, leave, await whereOf(db, id), needPlace('where_sealed', id))
      made.push({ no, from: isoOf(from), to: isoOf(to), topic, text, where, state, note })
    }
    return made
  },
  line: ({ no, from, text, where }) => wordsOf(no, String(from), text, where),
}

const certificates: OwnPart = {
  id: 'certificates',
  read: async (db, { parties }) =>
    (await ownCertificates(db, parties)).map(({ no, from, to, minutes, services: count, issuedAt }) => ({
      ...{ no, from, to, minutes, services: count, issuedAt: isoOf(issuedAt) },
    })),
  line: ({ no, from, to, minutes }, t) =>
    wordsOf(no, `${from} – ${to}`, t('volunteering:own.minutes', { minutes: Number(minutes) })),
}

/** What volunteering keeps of a person: the registration, what they did, what they asked for, their certificates. */
export const own: readonly OwnPart[] = [volunteer, records, signups, services, needs, certificates]
