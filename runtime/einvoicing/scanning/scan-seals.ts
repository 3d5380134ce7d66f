import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '../../../metadata/common/json.ts';
import type { Vault } from '../../common/vault.ts';

/** A purchase as an address says it. */
export interface Slip {
  readonly gross: string;
  readonly businessNumber: string;
}

/** A title that was found for a customer. */
export interface TitleChoice {
  readonly title: string;
  readonly row: number | null;
  /** By mail or mobile, which whoever is meant knows: he is filled in whole. By a name only what anybody may know. */
  readonly whole: boolean;
}

/** Seals what strangers hold: nobody makes one himself, and none is of use at another code. */
export interface ScanSeals {
  sealOf(key: string, slip: Slip): string;
  isSealed(key: string, slip: Slip, seal: string): boolean;
  /** The key of a receipt, made of the id of its application. */
  receiptOf(application: string): string;
  /** Id of the application of a receipt; null: nobody was given such a key. */
  applicationOf(receipt: string): string | null;
  choiceOf(key: string, choice: TitleChoice, now: number): string;
  /** Null: it is over, or was made elsewhere. */
  chosen(key: string, choice: string, now: number): TitleChoice | null;
}

/** Milliseconds that a title which was found may be chosen. */
const choosing = 15 * 60_000;

export function createScanSeals(vault: Pick<Vault, 'derive' | 'seal' | 'open'>): ScanSeals {
  const secret = vault.derive('scan');
  const mac = (...words: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(words)).digest().subarray(0, 18).toString('base64url');
  const sealOf = (key: string, { gross, businessNumber }: Slip) => mac('slip', key, gross, businessNumber);
  const receiptOf = (application: string) =>
    Buffer.from(application.replaceAll('-', ''), 'hex').toString('base64url') + mac('receipt', application);
  return {
    sealOf,
    isSealed: (key, slip, seal) => isSame(sealOf(key, slip), seal),
    receiptOf,
    applicationOf(receipt) {
      if (!/^[\w-]{46}$/.test(receipt)) return null;
      const hex = Buffer.from(receipt.slice(0, 22), 'base64url').toString('hex');
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return isSame(receiptOf(id), receipt) ? id : null;
    },
    choiceOf: (key, choice, now) => vault.seal(JSON.stringify({ ...choice, key, until: now + choosing })),
    chosen(key, choice, now) {
      const said = opened(vault, choice);
      if (said['key'] !== key || Number(said['until']) < now) return null;
      const { title, row, whole } = said;
      if (typeof title !== 'string') return null;
      return { title, row: typeof row === 'number' ? row : null, whole: whole === true };
    },
  };
}

function opened(vault: Pick<Vault, 'open'>, sealed: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(vault.open(sealed));
    return isObject(said) ? said : {};
  } catch {
    return {};
  }
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
