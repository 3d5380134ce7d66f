import { underWay } from './modules-under-way.ts';

/**
 * Loads something when it is first asked for. Whoever asks again has it in the same turn of the browser, where a second
 * `import()` of a module that is there makes him wait for the next. What could not be loaded is tried anew.
 */
export function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= underWay(load()).catch((failure: unknown) => {
      loading = undefined;
      throw failure;
    });
    return loading;
  };
}
