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
/**
 * Near is worth more than a wish and having done little together, so a nearer ring always comes first; a wish is worth more
 * than having done little.
 */
const WORTH = { community: 40, town: 20, city: 4, skill: 15, language: 10, wish: 12, time: 10, fresh: 3 } as const
const FRESH_MINUTES = 600

const distanceOf = (need: string, offer: string): Reach =>
  need === offer ? 'community' : need.slice(0, TOWN_DIGITS) === offer.slice(0, TOWN_DIGITS) ? 'town' : 'city'

const FAR: Readonly<Record<Reach, number>> = { community: 0, town: 1, city: 2 }

/** Whether this pair can be at all. Distance is by place, since the register has no coordinates. */
const fits = (need: Need, offer: Offer, distance: Reach): boolean =>
  (offer.slots & need.slots) === need.slots &&
  FAR[distance] <= FAR[offer.reach] &&
  (need.skill === null || offer.skills.includes(need.skill)) &&
  (need.language === null || offer.languages.includes(need.language)) &&
  (need.on >= offer.adultOn || (!need.risky && offer.guardian)) &&
  !need.requesters.includes(offer.party)

const scoreOf = (need: Need, offer: Offer, distance: Reach): number =>
  WORTH[distance] +
  (need.skill === null ? 0 : WORTH.skill) +
  (offer.wishes.includes(need.topic) ? WORTH.wish : 0) +
  (need.language === null ? 0 : WORTH.language) +
  WORTH.time +
  (offer.minutes < FRESH_MINUTES ? WORTH.fresh : 0)

const reasonsOf = (need: Need, offer: Offer, distance: Reach): readonly Reason[] => [
  { kind: distance },
  ...(need.skill === null ? [] : [{ kind: 'skill', of: need.skill } as const]),
  ...(offer.wishes.includes(need.topic) ? [{ kind: 'wish', of: need.topic } as const] : []),
  ...(need.language === null ? [] : [{ kind: 'language', of: need.language } as const]),
  { kind: 'time' },
  ...(offer.minutes < FRESH_MINUTES ? [{ kind: 'fresh' } as const] : []),
]

/** What speaks for this pair; undefined when it cannot be. */
export const weigh = (need: Need, offer: Offer): Match | undefined => {
  const distance = distanceOf(need.area, offer.area)
  if (!fits(need, offer, distance)) return undefined
  const reasons = reasonsOf(need, offer, distance)
  return { volunteer: offer.volunteer, score: scoreOf(need, offer, distance), reasons }
}

type Found = { readonly offer: Offer; readonly score: number }

/** The better first: score, then by id, so that the same question always has the same answer. */
const better = (a: Found, b: Found): number => b.score - a.score || (a.offer.volunteer < b.offer.volunteer ? -1 : 1)

const RINGS = ['community', 'town', 'city'] as const

const areaFor = (area: string, ring: Reach): string =>
  ring === 'community' ? area : ring === 'town' ? area.slice(0, TOWN_DIGITS) : ''

const firstSlot = (bits: number): number => 31 - Math.clz32(bits & -bits)

/** Offers of one place, skill and slot. Only blocks that a need asks for are kept. */
type Blocks = Map<string, Map<string, Map<number, Offer[]>>>

const wantedBy = (needs: readonly Need[]): Blocks => {
  const blocks: Blocks = new Map()
  for (const { area, skill, slots } of needs)
    for (const ring of RINGS) {
      const place = areaFor(area, ring)
      const skills = blocks.get(place) ?? new Map<string, Map<number, Offer[]>>()
      const bySlot = skills.get(skill ?? '') ?? new Map<number, Offer[]>()
      blocks.set(place, skills.set(skill ?? '', bySlot.set(firstSlot(slots), [])))
    }
  return blocks
}

/** Puts each offer into every ring it goes to. */
const fill = (blocks: Blocks, offers: readonly Offer[]): void => {
  for (const offer of offers)
    for (const ring of RINGS) {
      if (FAR[ring] > FAR[offer.reach]) break
      const skills = blocks.get(areaFor(offer.area, ring))
      if (skills === undefined) continue
      for (const skill of new Set(['', ...offer.skills]))
        for (const [slot, block] of skills.get(skill) ?? []) if ((offer.slots & (1 << slot)) !== 0) block.push(offer)
    }
}

const keep = (best: Found[], found: Found, most: number): void => {
  const last = best.at(-1)
  if (best.length >= most && last !== undefined && better(found, last) > 0) return
  const place = best.findIndex(one => better(found, one) < 0)
  best.splice(place < 0 ? best.length : place, 0, found)
  if (best.length > most) best.pop()
}

/** Ring by ring; whoever lives nearer always comes first, so a ring that gives enough is the last. */
const bestFor = (need: Need, blocks: Blocks, most: number): readonly Match[] => {
  const best: Found[] = []
  for (const ring of RINGS) {
    if (need.slots === 0 || best.length >= most) break
    const block =
      blocks
        .get(areaFor(need.area, ring))
        ?.get(need.skill ?? '')
        ?.get(firstSlot(need.slots)) ?? []
    for (const offer of block)
      if (distanceOf(need.area, offer.area) === ring && fits(need, offer, ring))
        keep(best, { offer, score: scoreOf(need, offer, ring) }, most)
  }
  return best.map(({ offer, score }) => {
    const reasons = reasonsOf(need, offer, distanceOf(need.area, offer.area))
    return { volunteer: offer.volunteer, score, reasons }
  })
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
  const blocks = wantedBy(needs)
  fill(blocks, offers)
  return new Map(needs.map(need => [need.id, bestFor(need, blocks, most)]))
}
