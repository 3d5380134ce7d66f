/** The texts by which a yes is said. */
const yes: ReadonlySet<string> = new Set(['是', '1', 'true', 'yes', 'on']);

/** Whether a parameter that is a switch says yes; nothing said is no. */
export function isYes(said: string | null): boolean {
  return yes.has((said ?? '').trim().toLowerCase());
}
