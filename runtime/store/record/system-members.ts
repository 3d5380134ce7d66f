/** Members of a record that are no fields: the platform's to write, and let through when they come back. */
const members: ReadonlySet<string> = new Set([
  'id',
  'org',
  'sharing',
  'enabled',
  'validFrom',
  'validTo',
  'createdAt',
  'createdBy',
  'modifiedAt',
  'modifiedBy',
  'revision',
  'personalised',
  '$warnings',
]);

export function isPlatformMember(name: string): boolean {
  return members.has(name);
}
