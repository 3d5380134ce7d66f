import { failureText } from '../../kit/base/failure-text.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { notify } from '../../kit/gj-notices.ts';

const documents = onceLoaded(() => import('./gj-document.ts'));

/** Answers whether documents can be drawn by now; where they cannot, it is told why. */
export async function documentLoaded(): Promise<boolean> {
  try {
    await documents();
    return true;
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error', key: 'document' });
    return false;
  }
}
