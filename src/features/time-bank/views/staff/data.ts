/** Where the console asks about time banks. */
export const SOURCE = '/api/time-banks'
