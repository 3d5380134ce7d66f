import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileValue } from '../../../metadata/kinds/common/file-value.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { ApiProblem } from '../../session/api.ts';
import { dropUploads, wholeUploads } from '../../session/earlier-uploads.ts';
import { session } from '../../session/session.ts';
import { type Bringing, bringFile, type FilePlace } from './bring-file.ts';

/** A file on its way, or one that did not get there. */
export interface Arriving {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  /** Bytes that were there already, from an earlier time. */
  readonly from: number;
  readonly problem: string | null;
  /** Whether it may get there when it is tried again: what was refused is refused again. */
  readonly isWorthTrying: boolean;
  /** Id of the file whose place it takes. Default: it stands beside the others. */
  readonly instead?: string | undefined;
}

interface Receiver {
  /** The field of the record that they are brought for, and the ids of the files that it has. */
  place(): FilePlace & { readonly taken: ReadonlySet<string> };
  /** One is there; keys rise in the order in which they were chosen. */
  came(file: FileValue, key: number, instead?: string): void;
  /** Told how many are under way. */
  underWay(count: number): void;
}

/** Ids of files that were brought in this page: whoever looks at them before they are saved reads the upload. */
export const broughtHere = new Set<string>();

/** The files that a control brings, and those that wait from an earlier time. */
export class ArrivingFiles implements ReactiveController {
  all: readonly Arriving[] = [];
  /** Files that were brought before the page was loaded anew, and are in no record yet. */
  waiting: readonly FileValue[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #receiver: Receiver;
  readonly #running = new Map<number, Bringing>();
  #keys = 0;

  constructor(host: ReactiveControllerHost, receiver: Receiver) {
    this.#host = host;
    this.#receiver = receiver;
    host.addController(this);
  }

  hostConnected(): void {}

  /** How many are under way, and not given up. */
  get count(): number {
    return this.all.filter(({ problem }) => problem === null).length;
  }

  /** Brings a file; one that has a problem is only told. */
  bring(file: File, { problem = null, instead }: Partial<Pick<Arriving, 'problem' | 'instead'>> = {}): void {
    this.#keys += 1;
    const arriving: Arriving = {
      key: this.#keys,
      file,
      sent: 0,
      from: 0,
      problem,
      isWorthTrying: false,
      instead,
    };
    this.#set([...this.all, arriving]);
    if (problem === null) void this.#follow(arriving);
  }

  async #follow({ key, file, instead }: Arriving): Promise<void> {
    const bringing = bringFile(file, this.#receiver.place(), (said) => this.#note(key, said));
    this.#running.set(key, bringing);
    this.#tell();
    try {
      const id = await bringing.done;
      broughtHere.add(id);
      const came = await readUpload(id);
      this.#set(this.all.filter((one) => one.key !== key));
      this.#receiver.came(came, key, instead);
    } catch (failure) {
      this.#note(key, { problem: failureText(failure), isWorthTrying: isPassing(failure) });
    } finally {
      this.#running.delete(key);
      this.#tell();
    }
  }

  /** Gives up one that is on its way, or forgets one that did not get there. */
  forget(key: number): void {
    this.#running.get(key)?.cancel();
    this.#running.delete(key);
    this.#set(this.all.filter((one) => one.key !== key));
    this.#tell();
  }

  again({ key, file, instead }: Arriving): void {
    this.#set(this.all.filter((one) => one.key !== key));
    this.bring(file, { instead });
  }

  /** Finds what waits from an earlier time; what the record has by now waits no more. */
  async look(): Promise<void> {
    const { taken, ...place } = this.#receiver.place();
    const user = session.who?.user?.id ?? '';
    const kept = wholeUploads({ ...place, user }).filter(({ id }) => !broughtHere.has(id));
    dropUploads([...taken]);
    const found = await Promise.all(
      kept.filter(({ id }) => !taken.has(id)).map(({ id }) => readUpload(id).catch(() => id)),
    );
    // Another record took it, or a day has gone by.
    dropUploads(found.filter((one) => typeof one === 'string'));
    this.waiting = found.filter((one) => typeof one !== 'string');
    this.#host.requestUpdate();
  }

  /** Puts what waits into the record. */
  take(file: FileValue): void {
    this.#leave(file);
    broughtHere.add(file.id);
    this.#keys += 1;
    this.#receiver.came(file, this.#keys);
  }

  /** Nobody wants it any more. */
  giveUp(file: FileValue): void {
    this.#leave(file);
    dropUploads([file.id]);
  }

  #leave(file: FileValue): void {
    this.waiting = this.waiting.filter(({ id }) => id !== file.id);
    this.#host.requestUpdate();
  }

  #note(key: number, more: Partial<Arriving>): void {
    this.#set(this.all.map((one) => (one.key === key ? { ...one, ...more } : one)));
  }

  #set(all: readonly Arriving[]): void {
    this.all = all;
    this.#host.requestUpdate();
  }

  #tell(): void {
    this.#receiver.underWay(this.#running.size);
  }
}

/** What has to do with the connection or the server, and nothing with the file. */
function isPassing(failure: unknown): boolean {
  if (!(failure instanceof ApiProblem)) return true;
  return failure.status >= 500 || [401, 408, 409, 429].includes(failure.status);
}

async function readUpload(upload: string): Promise<FileValue> {
  const { id, name, size, type } = await session.api.call('GET /api/uploads/:upload', { path: { upload } });
  return { id, name, size, type: type ?? '' };
}
