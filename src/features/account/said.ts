/** Where to go after signing in. The server lets no redirect leave the city, whatever was asked for. */
export const onwards = (wanted: string | undefined, otherwise: string): string =>
  wanted === undefined || wanted === '' ? otherwise : wanted
