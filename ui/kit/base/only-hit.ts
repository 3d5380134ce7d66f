/** For `keydown` of the box of a search: Enter takes what is found where that is one alone. */
export function onlyHit<Hit>(
  found: () => readonly Hit[],
  take: (hit: Hit) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const [only, ...others] = found();
    if (event.key !== 'Enter' || event.isComposing || only === undefined || others.length > 0) return;
    event.preventDefault();
    event.stopPropagation();
    take(only);
  };
}
