/** What the platform notes in a record without a version of it: too often and too small to be history. */
export const tokenUse = { form: 'token', field: 'lastUsedAt' };

export const isBesideHistory = (form: string, field: string): boolean =>
  form === tokenUse.form && field === tokenUse.field;
