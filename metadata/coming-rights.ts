/** Rights that come with another one, or with any at all (null), where a role does not withhold them. */
export const comingWith: Readonly<Record<string, string | null>> = {
  print: 'read',
  report: 'read',
  link: 'export',
  send: null,
};
