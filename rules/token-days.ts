/** Days for which a token opens something where nobody says until when. */
export const usualTokenDays = 365;
