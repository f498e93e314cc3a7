import type { Route } from '../../platform/http/types.ts'

/** Everything about estates that is asked over HTTP. */
export const routes: readonly Route[] = []
