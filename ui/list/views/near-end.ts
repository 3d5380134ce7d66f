/** Pixels from the end of what scrolls at which more is asked for. */
const near = 400;

export function isNearEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < near;
}
