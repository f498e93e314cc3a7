/** Where the console asks about decisions. */
export const SOURCE = '/api/village-decisions'
