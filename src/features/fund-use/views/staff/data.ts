/** Where the console asks about uses. */
export const SOURCE = '/api/fund-uses'
