/** Whether a file of a package states a step of its stored records to a later version. */
export function isMigrationFile(path: string): boolean {
  return path.startsWith('migrations/');
}
