import { createHmac, timingSafeEqual } from 'node:crypto';

/** Days a browser in which somebody signed in is known without his signing in again. */
const days = 180;
/** People who share a browser. */
const most = 5;

export const deviceSeconds = days * 24 * 3600;

export interface DeviceProofs {
  /** Name of the device, where these proofs hold one that the user signed in there. */
  deviceOf(proofs: string | null, user: string): string | null;
  /** The proofs with one for the user in front, who has just signed in. */
  proven(proofs: string | null, user: string): string;
}

export interface DeviceProofParts {
  readonly key: Uint8Array;
  clock(): number;
  random(size: number): Uint8Array;
}

/**
 * Makes and reads the proofs by which a browser shows that somebody signed in there before: `name.end.seal`, joined by
 * `~`. A proof opens nothing; whoever guesses elsewhere does not keep its owner out.
 */
export function createDeviceProofs({ key, clock, random }: DeviceProofParts): DeviceProofs {
  const seal = (name: string, end: string, user: string) =>
    createHmac('sha256', key).update([name, end, user].join('\n')).digest('base64url');

  function holds(proof: string, user: string): string | null {
    const [name = '', end = '', given = ''] = proof.split('.');
    if (!/^[\w-]{16}$/.test(name) || !/^\d{1,12}$/.test(end) || Number(end) * 1000 <= clock()) return null;
    const [wanted, had] = [seal(name, end, user), given].map((text) => Buffer.from(text));
    return wanted && had && wanted.length === had.length && timingSafeEqual(wanted, had) ? name : null;
  }

  const listed = (proofs: string | null) =>
    proofs === null ? [] : proofs.slice(0, 2000).split('~').slice(0, most);

  function deviceOf(proofs: string | null, user: string): string | null {
    for (const proof of listed(proofs)) {
      const name = holds(proof, user);
      if (name !== null) return name;
    }
    return null;
  }

  return {
    deviceOf,
    proven(proofs, user) {
      const others = listed(proofs).filter((proof) => proof.length < 120 && holds(proof, user) === null);
      const name = deviceOf(proofs, user) ?? Buffer.from(random(12)).toString('base64url');
      const end = String(Math.floor(clock() / 1000) + deviceSeconds);
      return [[name, end, seal(name, end, user)].join('.'), ...others].slice(0, most).join('~');
    },
  };
}
