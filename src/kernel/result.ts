/**
 * A computation either gives a value or says why not. Refusals are values, never exceptions:
 * an exception in this code base is a bug.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

export const refuse = <E>(error: E): Result<never, E> => ({ ok: false, error })

/** Keeps the values when every result is ok, else gathers every reason: a person hears all of them at once. */
export const all = <T, E>(results: readonly Result<T, readonly E[]>[]): Result<readonly T[], readonly E[]> => {
  const errors = results.flatMap(result => (result.ok ? [] : result.error))
  return errors.length > 0 ? refuse(errors) : ok(results.flatMap(result => (result.ok ? [result.value] : [])))
}

/** For `switch` over a union: adding a member without a case is a compile error here. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
