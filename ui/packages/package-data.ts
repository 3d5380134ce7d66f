import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { session } from '../session/session.ts';

/** That a package speaks of what another one brought. */
export interface LayeredOn {
  readonly package: string;
  readonly adds: number;
  readonly changes: number;
}

interface Publish {
  readonly revision: number | null;
  readonly at: string | null;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface PackageVersion extends Publish {
  /** Null: it was taken out of service. */
  readonly version: string | null;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly requires: Readonly<Record<string, string>>;
  readonly label: Label;
  readonly help: Label | null;
  readonly prefix: string;
  readonly signature: {
    readonly key: string | null;
    readonly publisher: string | null;
    readonly trusted: boolean;
    readonly revokedAt: string | null;
  } | null;
  readonly changed: Publish;
  /** A newer version. */
  readonly waits: string | null;
  readonly waitsIn: 'server' | 'registry' | null;
  readonly layersOn: readonly LayeredOn[];
  readonly brings: Readonly<Record<Brought, number>>;
}

export type Brought =
  | 'forms'
  | 'fields'
  | 'parameters'
  | 'rules'
  | 'cases'
  | 'records'
  | 'roles'
  | 'menus'
  | 'messages';

export interface PackageContent extends InstalledPackage {
  readonly readme: { readonly zh: string | null; readonly en: string | null };
  readonly forms: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly label: Label | null;
    readonly kind: string;
    readonly fields: number;
  }[];
  readonly extends: readonly {
    readonly form: string;
    readonly label: Label | null;
    readonly adds: readonly { readonly name: string; readonly label: Label | null }[];
    readonly changes: readonly string[];
  }[];
  readonly parameters: readonly {
    readonly type: string;
    readonly label: Label | null;
    readonly params: readonly {
      readonly key: string;
      readonly label: Label | null;
      readonly danger: boolean;
    }[];
    readonly changes: readonly string[];
  }[];
  readonly rules: readonly {
    readonly form: string;
    readonly formLabel: Label | null;
    readonly name: string;
    readonly message: Label | null;
    readonly severity: string;
  }[];
  readonly cases: readonly {
    readonly file: string;
    readonly name: string;
    readonly form: string | null;
    readonly decision: string | null;
  }[];
  readonly data: readonly {
    readonly form: string;
    readonly label: Label | null;
    readonly set: string | null;
    readonly records: number;
  }[];
  readonly others: readonly string[];
  readonly versions: readonly PackageVersion[];
  readonly keys: readonly TrustedKey[];
}

export interface TrustedKey {
  readonly id: string;
  readonly publicKey: string;
  readonly label: string;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

export interface PublishSaid {
  readonly revision: number;
  readonly at: string | null;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
  /** The server that brought it to its end after it had been cut off. */
  readonly finishedBy: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly before: string | null;
  }[];
  /** The publish that it took back, or brought back. */
  readonly undoes: {
    readonly revision: number;
    readonly at: string | null;
    readonly reason: string | null;
    readonly again: boolean;
  } | null;
  readonly offers: 'undo' | 'redo' | null;
  readonly holds: boolean;
  /** Later ones that hold, and are undone before it. */
  readonly above: number;
  readonly says: readonly SaidLine[];
  /** How many lines are left out. */
  readonly more: number;
}

/** One thing that a publish changed. */
export interface SaidLine {
  readonly package: string;
  readonly grade: 'breaking' | 'additive' | 'cosmetic';
  readonly form: string | null;
  readonly message: string;
}

export interface Archive {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly revision: number;
  readonly state: 'pending' | 'done';
  readonly size: number;
  readonly at: string | null;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
}

export interface PlanIssue {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly package?: string;
  readonly file?: string;
  readonly pointer: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly message: string;
}

export interface TableChange {
  readonly kind: string;
  readonly table: string;
  readonly risk: string;
  readonly rows?: number | null;
  readonly message: string;
}

export interface Offer {
  readonly fill: string;
  readonly form: string;
  readonly field: string;
  readonly records: number;
  readonly message: string;
}

/** What undoing or uninstalling would do. */
export interface TakenPlan {
  readonly hash: string | null;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  readonly leaving: readonly { readonly name: string; readonly version: string }[];
  readonly issues: readonly PlanIssue[];
  readonly changes: readonly TableChange[];
  readonly hidden: readonly string[];
  readonly offers: readonly Offer[];
  readonly publish?: PublishSaid;
}

export async function installedPackages(): Promise<readonly InstalledPackage[]> {
  return (await session.api.get<{ items: InstalledPackage[] }>('/api/packages')).items;
}

export function packageAddress(name: string): string {
  return `/packages/${encodeURIComponent(name)}`;
}

/** The customer's own layer, which nobody installs. */
export const localPackage = 'local';
