/** English for every `msg` of the UI, by its id. */
export const templates = {};
