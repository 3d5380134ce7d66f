import { msg } from '@lit/localize';

/** What a record is called that has neither number nor name, or none that this person may read. Nobody is shown ids. */
export function nameless(): string {
  return msg('（未命名）', { id: 'nameless' });
}
