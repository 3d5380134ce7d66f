import gt from 'semver/functions/gt.js';
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import validRange from 'semver/ranges/valid.js';

/** The one door to semver (pure, no Node in it). */
export function isVersion(version: string): boolean {
  return valid(version) === version;
}

export function isRange(range: string): boolean {
  return validRange(range) !== null;
}

export function isNewerVersion(version: string, than: string): boolean {
  return isVersion(version) && isVersion(than) && gt(version, than);
}

/** A pre-release counts as its release: `>=1.0.0` takes 1.1.0-rc.1, or nobody could try one. */
export function fitsRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}
