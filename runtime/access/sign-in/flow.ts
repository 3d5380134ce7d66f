import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Vault } from '../../common/vault.ts';
import { hashToken } from '../credentials/secret-token.ts';
import type { Checks } from './sign-in-client.ts';

/** Seconds that somebody has to sign in at the provider. */
export const flowSeconds = 600;

/** A sign-in under way. The browser keeps it, sealed, so that any node may take the answer. */
export interface Flow extends Checks {
  /** Id of the provider’s record. */
  readonly provider: string;
  /** Path where the person wants to go afterwards. */
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly end: number;
}

export interface BegunFlow {
  readonly flow: Flow;
  /** Name of the flow: several may be under way in one browser. */
  readonly name: string;
  readonly sealed: string;
}

export interface Flows {
  begin(provider: string, to: string): BegunFlow;
  /** Null: it is none of this server's, or its time is over. */
  open(sealed: string): Flow | null;
}

interface FlowParts {
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  clock(): number;
  random(size: number): Uint8Array;
}

/** Answers the name of the flow that has this state. */
export function flowName(state: string): string {
  return hashToken(state).slice(0, 16);
}

/** Whether it may be the state of a flow. */
export function isState(state: string): boolean {
  return /^[0-9a-f]{64}$/.test(state);
}

export function createFlows({ vault, clock, random }: FlowParts): Flows {
  const secret = () => Buffer.from(random(32)).toString('base64url');
  return {
    begin(provider, to) {
      const flow: Flow = {
        provider,
        to: localPath(to),
        // Letters and digits: a platform takes nothing else.
        state: Buffer.from(random(32)).toString('hex'),
        nonce: secret(),
        verifier: secret(),
        end: clock() + flowSeconds * 1000,
      };
      return { flow, name: flowName(flow.state), sealed: vault.seal(JSON.stringify(flow)) };
    },
    open(sealed) {
      const flow = read(vault, sealed);
      return flow && flow.end > clock() ? flow : null;
    },
  };
}

/** Whoever brings something else than was sealed here is told no more than that it does not hold. */
function read(vault: Pick<Vault, 'open'>, sealed: string): Flow | null {
  let value: Json;
  try {
    value = JSON.parse(vault.open(sealed));
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const text = (name: string) => String(value[name] ?? '');
  return {
    provider: text('provider'),
    to: text('to'),
    state: text('state'),
    nonce: text('nonce'),
    verifier: text('verifier'),
    end: Number(value['end']),
  };
}

const here = 'http://here.invalid';

/** Within this server and nowhere else, whatever was asked for. */
function localPath(to: string): string {
  const url = URL.canParse(to, here) ? new URL(to, here) : null;
  return url?.origin === here && to.startsWith('/') ? `${url.pathname}${url.search}${url.hash}` : '/';
}
