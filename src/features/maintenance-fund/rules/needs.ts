/** One unit's part of a cost, and what its account has. */
export type Asked = { readonly unit: string; readonly fen: bigint }
export type Missing = { readonly unit: string; readonly missing: bigint }

/**
 * What each unit lacks for its part of a cost: it is asked of that unit's owners and never taken from another's account
 * (rulebook C-237).
 * @param free what may be spent, by unit; a unit that is not there has nothing
 */
export const missingOf = (parts: readonly Asked[], free: ReadonlyMap<string, bigint>): readonly Missing[] =>
  parts.flatMap(({ unit, fen }) => {
    const missing = fen - (free.get(unit) ?? 0n)
    return missing > 0n ? [{ unit, missing }] : []
  })
