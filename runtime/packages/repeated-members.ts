import { pointerTo } from '../../metadata/json.ts';

/** A member that its object has already: `JSON.parse` would keep the later one and say nothing. */
export interface Repeated {
  readonly pointer: string;
  readonly member: string;
  readonly line: number;
}

/** What the scan is inside of: an object with the members it has so far, or a list. */
interface Level {
  readonly members: Set<string> | null;
  step: string | number;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Members written twice in one object of a text that is JSON, in the order they are written. */
export function repeatedMembers(text: string): readonly Repeated[] {
  const found: Repeated[] = [];
  const levels: Level[] = [];
  let named = true;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ members: token === '{' ? new Set() : null, step: 0 });
      named = false;
    } else if (token === '}' || token === ']') {
      levels.pop();
      named = true;
    } else if (token === ',') {
      if (typeof level?.step === 'number' && !level.members) level.step += 1;
      named = false;
    } else if (level?.members && !named) {
      const member: string = JSON.parse(token);
      named = true;
      level.step = member;
      if (level.members.has(member)) {
        const pointer = pointerTo(...levels.map(({ step }) => step));
        found.push({ pointer, member, line: text.slice(0, index).split('\n').length });
      } else level.members.add(member);
    }
  }
  return found;
}
