import { session } from '../../session/session.ts';

const known = new Map<string, string>();

function nameOf(element: string): string {
  return `guiju.place.${element}.${session.org?.number ?? ''}.${innerWidth}`;
}

/**
 * The style by which an element has the room that it took the last time in this browser, before it is loaded: what stands
 * below does not move while its numbers are on their way. Empty: it was not seen yet.
 */
export function reservedRoom(element: string): string {
  const name = nameOf(element);
  const style = known.get(name) ?? styleOf(localStorage.getItem(name));
  // Said once: the element itself gives the room back when all is there.
  known.set(name, style);
  return style;
}

function styleOf(height: string | null): string {
  return height === null ? 'display:block' : `display:block;min-height:${Number(height)}px`;
}

/** All is there: the element takes the room that it needs, which is remembered. */
export function rememberRoom(element: HTMLElement): void {
  element.style.minHeight = '';
  const height = Math.round(element.getBoundingClientRect().height);
  if (height > 0) localStorage.setItem(nameOf(element.localName), String(height));
}
