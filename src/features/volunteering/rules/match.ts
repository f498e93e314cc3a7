import type { LocalDate } from '../../../kernel/time.ts'
import type { Language, Reach, Skill, Topic } from './kinds.ts'

/** Somebody asks for help: where, with what, when. */
export type Need = {
  readonly id: string
  /** 12 digits. */
  readonly area: string
  readonly topic: Topic
  readonly skill: Skill | null
  readonly language: Language | null
  /** Slots it touches, as bits. */
  readonly slots: number
  readonly on: LocalDate
  readonly risky: boolean
  /** Parties it is for: nobody helps themselves. */
  readonly requesters: readonly string[]
}

/** Somebody is ready to help: what a volunteer has entered in the register. */
export type Offer = {
  readonly volunteer: string
  readonly party: string
  readonly area: string
  readonly reach: Reach
  readonly skills: readonly string[]
  readonly languages: readonly string[]
  readonly wishes: readonly string[]
  readonly slots: number
  readonly adultOn: LocalDate
  readonly guardian: boolean
  /** What they have done so far; who has done less is asked first. */
  readonly minutes: number
}

export type Reason =
  | { readonly kind: 'community' | 'town' | 'city' }
  | { readonly kind: 'skill'; readonly of: Skill }
  | { readonly kind: 'language'; readonly of: Language }
  | { readonly kind: 'wish'; readonly of: Topic }
  | { readonly kind: 'time' }
  | { readonly kind: 'fresh' }

export type Match = {
  readonly volunteer: string
  readonly score: number
  /** What speaks for it, the weightiest first. */
  readonly reasons: readonly Reason[]
}

const TOWN_DIGITS = 9
/** Near is worth more than anything else; a wish more than having done little. */
const WORTH = { community: 40, town: 20, city: 5, skill: 15, language: 10, wish: 12, time: 10, fresh: 3 } as const
const FRESH_MINUTES = 600

const distanceOf = (need: string, offer: string): Reach =>
  need === offer ? 'community' : need.slice(0, TOWN_DIGITS) === offer.slice(0, TOWN_DIGITS) ? 'town' : 'city'

const FAR: Readonly<Record<Reach, number>> = { community: 0, town: 1, city: 2 }

/** What speaks for this pair; undefined when it cannot be. Distance is by place, since the register has no coordinates. */
export const weigh = (need: Need, offer: Offer): Match | undefined => {
  const distance = distanceOf(need.area, offer.area)
  const minor = need.on < offer.adultOn
  if (
    FAR[distance] > FAR[offer.reach] ||
    (offer.slots & need.slots) !== need.slots ||
    (need.skill !== null && !offer.skills.includes(need.skill)) ||
    (need.language !== null && !offer.languages.includes(need.language)) ||
    (minor && (need.risky || !offer.guardian)) ||
    need.requesters.includes(offer.party)
  )
    return undefined
  const reasons: Reason[] = [
    { kind: distance },
    ...(need.skill === null ? [] : [{ kind: 'skill', of: need.skill } as const]),
    ...(offer.wishes.includes(need.topic) ? [{ kind: 'wish', of: need.topic } as const] : []),
    ...(need.language === null ? [] : [{ kind: 'language', of: need.language } as const]),
    { kind: 'time' },
    ...(offer.minutes < FRESH_MINUTES ? [{ kind: 'fresh' } as const] : []),
  ]
  return {
    volunteer: offer.volunteer,
    score: reasons.reduce((sum, { kind }) => sum + WORTH[kind], 0),
    reasons,
  }
}

/** The better first: score, then by id, so that the same question always has the same answer. */
const better = (a: Match, b: Match): number => b.score - a.score || (a.volunteer < b.volunteer ? -1 : 1)

const blockOf = (area: string, skill: string, slot: number): string => `${area}|${skill}|${slot}`

const slotsIn = (bits: number): readonly number[] =>
  Array.from({ length: 21 }, (_, slot) => slot).filter(slot => (bits & (1 << slot)) !== 0)

const areaFor = (area: string, reach: Reach): string =>
  reach === 'community' ? area : reach === 'town' ? area.slice(0, TOWN_DIGITS) : ''

/** Offers by where they can be asked for, by skill and slot: only what shares all three is ever compared. */
const blocksOf = (offers: readonly Offer[]): ReadonlyMap<string, readonly Offer[]> => {
  const blocks = new Map<string, Offer[]>()
  for (const offer of offers) {
    const area = areaFor(offer.area, offer.reach)
    for (const slot of slotsIn(offer.slots))
      for (const skill of ['', ...offer.skills]) {
        const key = blockOf(area, skill, slot)
        const block = blocks.get(key)
        if (block === undefined) blocks.set(key, [offer])
        else block.push(offer)
      }
  }
  return blocks
}

const keep = (best: Match[], match: Match, most: number): void => {
  const last = best.at(-1)
  if (best.length >= most && last !== undefined && better(match, last) > 0) return
  const place = best.findIndex(one => better(match, one) < 0)
  best.splice(place < 0 ? best.length : place, 0, match)
  if (best.length > most) best.pop()
}

/**
 * The best offers for each need. A need is compared with nobody who cannot come to its place, lacks its skill or is not
 * free in its first slot.
 * @param most matches for a need
 * @returns by id of the need; a need nobody fits has an empty list
 */
export const matchNeeds = (
  needs: readonly Need[],
  offers: readonly Offer[],
  most: number,
): ReadonlyMap<string, readonly Match[]> => {
  const blocks = blocksOf(offers)
  return new Map(
    needs.map(need => {
      const best: Match[] = []
      const [slot] = slotsIn(need.slots)
      if (slot === undefined) return [need.id, best] as const
      for (const reach of ['community', 'town', 'city'] as const)
        for (const offer of blocks.get(blockOf(areaFor(need.area, reach), need.skill ?? '', slot)) ?? []) {
          const match = weigh(need, offer)
          if (match !== undefined) keep(best, match, most)
        }
      return [need.id, best] as const
    }),
  )
}
