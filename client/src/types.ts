/** Any value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** Values by name: `sim_config.sim_callback_request_timeout`. `npx guiju types` writes one for your packages. */
export type Values = object;

/** A parameter as it was when the program was built: the values it reads, and the meaning of unset. */
export interface Definition {
  /** As much of JSON Schema as says what the program can read. */
  readonly schema: Schema;
  /** Read as long as neither the server nor a snapshot says anything. Null: there is no such value. */
  readonly unset: Json;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The values as the server said them last, and of what they are. */
export interface Snapshot {
  readonly version: 1;
  /** Server, organisation, types and instance: values of others are not one's own. */
  readonly of: string;
  /** As of which revision the server answered. */
  readonly revision: number;
  /** The moment it was taken, in milliseconds since 1970. */
  readonly at: number;
  /** By type, then key. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** A place where a snapshot outlives the program. */
export interface Keep {
  /** Null: there is none, or none that can be read. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

export interface Change {
  readonly name: string;
  readonly from: Json;
  readonly to: Json;
  readonly revision: number;
  /** The value is a secret: `from` and `to` are null whatever they are, `get` reads it. Default: it is none. */
  readonly secret?: true;
}

/** A value that the program cannot read: what it read before holds on. */
export interface Refusal {
  readonly name: string;
  readonly reason: string;
}

export interface State {
  /** `built-in`: what the program was built with, since there is nothing else. */
  readonly source: 'server' | 'snapshot' | 'built-in';
  /** Whether the server said in the last moment that nothing is newer. */
  readonly connected: boolean;
  /** Of the values; 0 as long as they are built in. */
  readonly revision: number;
  /** Milliseconds since the server said that this holds; null: it never did. */
  readonly age: number | null;
  /** The reason why the values are not newer; null: none. */
  readonly trouble: string | null;
  readonly refused: readonly Refusal[];
}

export interface Options {
  /** `https://guiju.example.com`, without a user in it. */
  readonly url: string;
  /** A token that may read: `npx guiju token create erp --scopes read`. */
  readonly token: string;
  /** The program that reads, as the console shows it: `erp/4.2`. */
  readonly client: string;
  /** Number of an organisation. Default: that of the token's user. */
  readonly org?: string;
  /** Default: all types the token may read. */
  readonly types?: readonly string[];
  /** The instance that keys with a dimension are read for: a tax number, or `tax number:machine`. */
  readonly instance?: string;
  /** Made by `npx guiju types`. Default: every value is taken as it comes. */
  readonly definitions?: Readonly<Record<string, Definition>>;
  /** Default: nothing outlives the program. */
  readonly keep?: Keep;
  /**
   * Secrets are read, too, where the token has the scope `reveal` and its user may; each node notes it in the audit
   * trail. They stay in memory: no snapshot and no event has them. Default: secrets are left out.
   */
  readonly reveal?: boolean;
  /** Milliseconds between questions where the server cannot push. Default: 15,000. */
  readonly poll?: number;
  /** Milliseconds between reports of what was read. Default: 60,000. */
  readonly report?: number;
  /** Milliseconds an answer may take. Default: 10,000. */
  readonly patience?: number;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}
