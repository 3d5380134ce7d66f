/** The text a parameter is set to; null: it is not set. */
export type ParameterText = (type: string, key: string) => string | null;
