/** Where the console asks about votes. */
export const SOURCE = '/api/owners-votes'
