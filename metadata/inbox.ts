/** What is wanted of somebody, the most pressing first. */
export const inboxKinds = [
  'failure',
  'deadline',
  'approval',
  'question',
  'limit',
  'upkeep',
  'unfinished',
  'news',
] as const;
export type InboxKind = (typeof inboxKinds)[number];

/** `assigned`: to somebody else, who takes care of it. */
export const inboxStates = ['open', 'assigned', 'snoozed', 'done'] as const;
export type InboxState = (typeof inboxStates)[number];
