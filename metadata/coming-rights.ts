/**
 * Rights that come with another one, or with any action of the form’s own (null), where a role does not withhold them.
 * To look at what was sent is not to send it again.
 */
export const comingWith: Readonly<Record<string, string | null>> = {
  print: 'read',
  report: 'read',
  link: 'export',
  send: null,
};
