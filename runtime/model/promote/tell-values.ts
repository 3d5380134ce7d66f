import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { rowOf, type ValueRow } from '../../params/file/value-row.ts';
import { isSecret } from '../../params/wire-value.ts';
import { rootOrg } from '../../storage/store/shipped/shipment-body.ts';
import { secretStaysHere } from './promoted-files.ts';

/** Reads the values of parameters, by place: `sim_config/limit @NORTH from 2026-01-01`. */
export async function tellValues(call: Call, only?: ReadonlySet<string>): Promise<JsonObject> {
  const { served } = call;
  const rows: [string, Json][] = [];
  const pause = timeSlices();
  for (const type of [...served.model.params.keys()].sort())
    for (const [key, byScope] of served.parameters?.ofType(type) ?? []) {
      const address = addressOf(served.model, type, key);
      if (!address) continue;
      for (const values of byScope.values())
        for (const set of values) {
          const row = rowOf(call, address, set);
          const org = set.org === served.orgs.root && set.org !== null ? rootOrg : row.org;
          const place = placeOf({ ...row, org });
          if (only && !only.has(place)) continue;
          const said = Object.fromEntries(
            Object.entries({ ...row, org }).filter(([, text]) => text !== '' && text !== 'false'),
          );
          const isKept = isSecret(address) && set.value !== null;
          rows.push([place, isKept ? { ...said, value: secretStaysHere } : said]);
        }
      await pause();
    }
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placeOf({ type, key, org, validFrom, validTo }: ValueRow): string {
  const scope = org === '' ? [] : [`@${org}`];
  const window = [validFrom && `from ${validFrom}`, validTo && `to ${validTo}`].filter(Boolean);
  return [`${type}/${key}`, ...scope, ...window].join(' ');
}
