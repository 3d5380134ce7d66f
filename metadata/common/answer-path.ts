/** The page to which a sign-in provider sends people back, with its answer in the query. */
export const answerPath = '/sign-in/callback';
