/** What is known of a file by which it is found again when somebody chooses it once more. */
export interface UploadMark {
  /** Id of the user. */
  readonly user: string;
  /** Name of the form, path of the field, and id of the record; null: a new one. */
  readonly form: string;
  readonly field: string;
  readonly record: string | null;
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970, as the file says it. */
  readonly modified: number;
}

/** A file that was brought in part or whole, and that no record had taken when it was last heard of. */
export interface EarlierUpload extends UploadMark {
  /** Id of the upload. */
  readonly id: string;
  readonly isWhole: boolean;
  /** Milliseconds since 1970, when it was last heard of, and in which tab. */
  readonly at: number;
  readonly tab: string;
}

const key = 'guiju.uploads';
const tabKey = 'guiju.tab';
/** The server keeps for a day what no record takes. */
const longest = 24 * 3_600_000;
/** Milliseconds after which another tab has given up what it does not speak of. */
const quiet = 15_000;
const most = 100;

/** This tab, also when it has been loaded anew. */
function tab(): string {
  const kept = sessionStorage.getItem(tabKey) ?? crypto.getRandomValues(new Uint32Array(2)).join('-');
  sessionStorage.setItem(tabKey, kept);
  return kept;
}

function read(): readonly EarlierUpload[] {
  try {
    const kept: readonly EarlierUpload[] = JSON.parse(localStorage.getItem(key) ?? '[]');
    return kept.filter(({ at }) => Date.now() - at < longest);
  } catch {
    // Somebody else wrote there, or the browser keeps nothing: it is brought from its beginning.
    return [];
  }
}

function write(kept: readonly EarlierUpload[]): void {
  try {
    if (kept.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept.slice(-most)));
  } catch {
    // No room: then it is brought from its beginning the next time.
  }
}

const marks = ['user', 'form', 'field', 'record', 'name', 'size', 'modified'] as const;

/** The upload of the same file for the same place that may be gone on with; null: there is none, or another tab is at it. */
export function earlierUpload(mark: UploadMark): EarlierUpload | null {
  const same = read().findLast((one) => marks.every((member) => one[member] === mark[member]));
  if (!same || (same.tab !== tab() && !same.isWhole && Date.now() - same.at < quiet)) return null;
  return same;
}

/** Uploads that are whole, for a place: nobody has saved the record yet, as far as is known here. */
export function wholeUploads(
  place: Pick<UploadMark, 'user' | 'form' | 'field' | 'record'>,
): readonly EarlierUpload[] {
  const { user, form, field, record } = place;
  return read().filter(
    (one) =>
      one.isWhole && one.user === user && one.form === form && one.field === field && one.record === record,
  );
}

/** Notes how far an upload is. */
export function keepUpload(mark: UploadMark, id: string, isWhole: boolean): void {
  const others = read().filter((one) => one.id !== id);
  write([...others, { ...mark, id, isWhole, at: Date.now(), tab: tab() }]);
}

/** A record took them, or nobody wants them. */
export function dropUploads(ids: readonly string[]): void {
  const kept = read();
  if (kept.some(({ id }) => ids.includes(id))) write(kept.filter(({ id }) => !ids.includes(id)));
}

/** Whoever sits down next hears nothing of them. */
export function forgetUploads(): void {
  write([]);
}
