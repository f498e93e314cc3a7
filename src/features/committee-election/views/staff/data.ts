/** Where the console asks about elections. */
export const SOURCE = '/api/elections'
