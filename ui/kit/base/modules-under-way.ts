let count = 0;

/** Counts a module that an element waits for to be drawn. */
export function underWay<T>(loading: Promise<T>): Promise<T> {
  count += 1;
  const over = () => {
    count -= 1;
  };
  loading.then(over, over);
  return loading;
}

/** How many are on their way. */
export function modulesUnderWay(): number {
  return count;
}
